#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

setup() {
    common_setup
    tf import "$SOURCE_DIR/environments/ai-platform"
} >/dev/null 2>&1
teardown() { common_teardown; }

graph() {
    run_split tf graph "$@"
}

@test "the same catalog gives the same bytes" {
    for format in mermaid dot svg json; do
        graph --environment staging --format "$format"
        expect_ok
        first=$stdout
        graph --environment staging --format "$format"
        expect_equal "$stdout" "$first"
    done
}

@test "mermaid is made of boxes, groups and arrows" {
    label='"[^"#]*(#[0-9]+;[^"#]*)*"'
    for options in "--environment staging" "--environment staging --tenant tenant-2" --runners ""; do
        # shellcheck disable=SC2086
        graph $options
        expect_ok
        expect_equal "$(head -1 <<<"$stdout")" "flowchart LR"
        rest=$(tail -n +3 <<<"$stdout" | grep -vE \
            -e "^ *subgraph n[0-9]+\[$label\]$" -e '^ *end$' \
            -e "^ *n[0-9]+(\[|\[\(|\(\[|\[/)$label(\]|\)\]|\]\)|/\])$" \
            -e "^ *n[0-9]+ (==>|-->|-\.->)(\|$label\|)? n[0-9]+$" || true)
        expect_equal "$rest" ""
        expect_equal "$(grep -c subgraph <<<"$stdout")" "$(grep -c ' end$' <<<"$stdout")"
    done
}

@test "dot is read by graphviz" {
    command -v dot || skip "graphviz is not installed"
    for options in "--environment staging" "--environment staging --tenant tenant-3" --runners; do
        # shellcheck disable=SC2086
        graph $options --format dot
        expect_ok
        dot -Tplain <<<"$stdout" >plain 2>warnings
        expect_equal "$(<warnings)" ""
        [[ $(grep -c ^node plain) -gt 3 ]]
    done
}

@test "json names every end of every edge" {
    graph --environment staging --json
    expect_ok
    [[ $(jq '[.boxes[].id] | length == (unique | length)' <<<"$stdout") == true ]]
    [[ $(jq '.boxes as $b | all(.edges[]; .from as $f | .to as $t | ([$b[].id] | index($f) and index($t)))' <<<"$stdout") == true ]]
    expect_equal "$(jq -r '.boxes[] | select(.tenant == "trial-1") | .kind' <<<"$stdout")" tenant_summary
    expect_equal "$(jq -r .format_version <<<"$stdout")" 1.0
}

@test "a file gets the format of its name" {
    graph --environment staging --output staging.dot
    expect_ok
    expect_equal "$(head -1 staging.dot)" "digraph tenantform {"
    graph --environment staging --output staging.md --format mermaid --json
    expect_ok
    expect_equal "$(jq -r '.output + " " + .format' <<<"$stdout")" "staging.md mermaid"
    expect_equal "$(head -1 staging.md)" "flowchart LR"
}

@test "what is not there is refused" {
    graph --environment moon
    expect_error 1 "*environment*moon*"
    graph --tenant nobody
    expect_error 1 "*nobody*"
    graph --runners --environment staging
    expect_error 1 "*environment staging has no runner cluster*"
    graph --runners --tenant tenant-2
    expect_error 64 "*give --runners or --tenant*"
    run_split tf graph --json --format dot
    [[ $status -eq 64 ]]
}
