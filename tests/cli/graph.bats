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

@test "a page is kept in the cache folder and handed to the browser" {
    mkdir bin
    printf '#!/bin/sh\necho "$1" >"%s/opened"\n' "$work" >bin/xdg-open
    chmod +x bin/xdg-open
    DISPLAY=:0 PATH=$work/bin:$PATH graph --environment staging --tenant tenant-2 --open
    expect_ok
    [[ -z $stdout && $stderr == "$work/.cache/tenantform/graph-staging-tenant-2.html: "* ]]
    for _ in {1..100}; do [[ -s opened ]] || sleep 0.1; done
    expect_equal "$(<opened)" "$work/.cache/tenantform/graph-staging-tenant-2.html"
    expect_equal "$(head -1 "$(<opened)")" "<!doctype html>"
}

@test "without a browser the page is there all the same" {
    unset DISPLAY WAYLAND_DISPLAY BROWSER
    graph --environment staging --open --output page.html
    expect_ok
    [[ $stderr == "page.html: "*"no browser was found: open the file in one" ]]
    XDG_CACHE_HOME=$work/cache graph --runners --open --json
    expect_equal "$(jq -r '.output + " " + (.opened | tostring)' <<<"$stdout")" "$work/cache/tenantform/graph-runners.html false"
    graph --environment staging --open --format dot
    expect_error 64 "*--open is not for dot*"
}

@test "boxes say what they cost when they are asked" {
    graph --environment staging --format svg
    [[ $stdout != *"a month"* ]]
    graph --environment staging --costs
    expect_ok
    tf cost --environment staging --by tenant --json >cost.json
    cents=$(jq '.rows[] | select(.tenant == "trial-1") | .total_cents' cost.json)
    graph --environment staging --json
    own=$(jq '.boxes[] | select(.id == "staging/trial-1") | .monthly_cents' <<<"$stdout")
    [[ $own -gt 0 && $own == "$cents" ]]
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
