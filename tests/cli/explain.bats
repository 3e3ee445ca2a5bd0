#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

setup() { common_setup; }
teardown() { common_teardown; }

@test "a broken rule shows its code, which is explained with an example" {
    tf init --platform acme --region us-east-1 >/dev/null
    tf tenant add shop --isolation pool >/dev/null
    run_split tf service add shop api --image nginx:1 --cpu 512 --memory 1000
    expect_error 1 "error: service shop/api: memory: 1000 is not a Fargate size for cpu 512 \[TNF-R012\]"$'\n'"  use *"
    run_split tf explain TNF-R012
    expect_ok
    [[ $stdout == "TNF-R012: cpu and memory are a size that Fargate has"*"Why: ECS refuses"*"Refused:"*"memory: 1000"*"Accepted:"*"memory: 1024"* ]]
    local text=$stdout
    run_split tf --explain r012 && expect_ok && expect_equal "$stdout" "$text"
    run_split tf generate --explain TNF-R012 && expect_ok && expect_equal "$stdout" "$text"
}

@test "text, templates and command lines have codes of their own" {
    tf init --platform acme --region us-east-1 >/dev/null
    printf 'tenant: shop\nisolaton: pool\n' >bad.yaml
    run_split tf import bad.yaml
    [[ $stderr == *"[TNF-Y001]"* ]]
    mkdir templates
    echo 'name = {{nonsense}}' >templates/extra.tf.mustache
    mkdir -p templates/platform
    cp "$SOURCE_DIR"/templates/platform/main.tf.mustache templates/platform/
    echo '{{nonsense}}' >>templates/platform/main.tf.mustache
    run_split tf generate --out out --templates templates
    [[ $status -eq 1 && $stderr == *"[TNF-T001]"* ]]
    run_split tf generate --nonsense --json
    expect_equal "$(json '.errors[0].id')" TNF-U001
    run_split tf tenant show nobody --json
    expect_equal "$(json '.errors[0] | "\(.id) \(.code)"')" "TNF-E002 not_found"
    run_split tf explain not_found
    [[ $stdout == "TNF-E002 (not_found): "* ]]
}

@test "every rule and every exit status is explained, and every rule has an example" {
    run_split tf explain --json
    expect_ok
    expect_equal "$(json '[.topics[] | select(.kind == "rule") | select(.refused == "" or .accepted == "" or .why == "") | .id] | tojson')" "[]"
    expect_equal "$(json '[.topics[] | select(.title == "" or (.kind != "audit_finding" and .why == "")) | .id] | tojson')" "[]"
    expect_equal "$(json '[.topics[] | select(.kind == "exit_status") | .id] | tojson')" \
        "$(tf help --json | jq -r '[.exit_statuses[].name] | tojson')"
    expect_equal "$(json '[.topics[].id] | length - (unique | length)')" 0
    local file
    for file in "$SOURCE_DIR"/catalog/rules/*.txt; do
        tf explain "$(basename "$file" .txt)" >/dev/null
    done
}

@test "a code that is not there names the nearest one" {
    run_split tf explain not_fund
    expect_error 1 $'error: there is no code "not_fund"\n  did you mean "not_found"? `tenantform explain` lists all'
}

@test "codes are completed" {
    [[ $(tf __complete -- explain TNF-R01 | cut -f1 | paste -sd' ') == "TNF-R010 TNF-R011 "* ]]
    expect_equal "$(tf __complete -- --explain not | cut -f1)" not_found
}

@test "the page of errors is current" {
    run_split tf man errors
    expect_ok
    if [[ -n ${UPDATE_GOLDEN:-} ]]; then printf '%s\n' "$stdout" >"$SOURCE_DIR/docs/errors.md"; fi
    diff -u "$SOURCE_DIR/docs/errors.md" <(printf '%s\n' "$stdout")
}
