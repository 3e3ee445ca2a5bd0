#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

setup() { common_setup; }
teardown() { common_teardown; }

@test "the example catalogs are imported, and exported as the same" {
    local name
    for name in omc ai-platform; do
        run_split tf init --catalog "$name.db" && expect_ok
        run_split tf import --catalog "$name.db" "$SOURCE_DIR/environments/$name"
        expect_ok
        [[ $stdout == "imported 1 platform, 2 environments, "*" as revision 1 (by Ada Lovelace <ada@example.com>): "* ]]
        run_split tf validate --catalog "$name.db" && expect_ok
        run_split tf export --catalog "$name.db" --output "$name/"
        expect_ok
        run_split tf init --catalog "$name-2.db"
        run_split tf import --catalog "$name-2.db" "$name" && expect_ok
        diff <(tf export --catalog "$name.db") <(tf export --catalog "$name-2.db")
        run_split tf import --catalog "$name-2.db" "$SOURCE_DIR/environments/$name"
        expect_ok
        [[ $stderr == "nothing changed: "* ]]
    done
}

@test "a dry run says what would be done and does nothing" {
    tf init
    run_split tf import --dry-run "$SOURCE_DIR/environments/omc"
    expect_ok
    [[ $stdout == "would import 1 platform, "*" added, 0 changed, 0 removed" ]]
    run_split tf import --dry-run --json "$SOURCE_DIR/environments/omc"
    expect_equal "$(json '[.dry_run, .revision, .entities.platform.added] | tojson')" "[true,0,1]"
    run_split tf tenant list
    expect_equal "$stderr" "there is no tenant"
}

@test "every error is shown with its place, and nothing is imported" {
    tf init
    mkdir text
    cp -R "$SOURCE_DIR"/environments/ai-platform/* text/
    cat >text/tenants/broken.yaml <<'END'
tenant: broken
isolation: island
colour: red
services:
  api:
    image: nginx:1
    memory: lots
END
    run_split tf import text
    expect_error 1 "*"
    [[ $stderr == *"text/tenants/broken.yaml:2:12: isolation: "* ]]
    [[ $stderr == *"text/tenants/broken.yaml:3:1: "*colour* ]]
    [[ $stderr == *"text/tenants/broken.yaml:7:13: memory: "* ]]
    run_split tf platform list --json
    expect_equal "$(json '.rows | length')" 0
    run_split tf import text --json
    [[ $status -eq 1 ]]
    expect_equal "$stderr" ""
    expect_equal "$(json '[.errors[0] | .file, .line, .column] | tojson')" '["text/tenants/broken.yaml",2,12]'
    run_split tf import nowhere
    expect_error 1 "error: *nowhere*"
}

@test "replace removes what the text does not name" {
    tf init --platform other --region us-east-1
    tf tenant add left-over --isolation pool
    run_split tf import --replace "$SOURCE_DIR/environments/ai-platform"
    expect_ok
    [[ $stdout == *" removed" && $stdout != *" 0 removed" ]]
    run_split tf tenant list --json
    expect_equal "$(json '[.rows[].name] | index("left-over")')" null
    run_split tf platform list --json
    expect_equal "$(json '[.rows[].name] | tojson')" '["acme-ai"]'
}

@test "export has a format, a file, a folder or one document" {
    tf init
    tf import "$SOURCE_DIR/environments/omc"
    run_split tf export --format json
    expect_ok
    expect_equal "$(json 'type')" array
    run_split tf export --json
    expect_equal "$(json 'type')" array
    run_split tf export --output all.json
    expect_ok
    jq -e . all.json >/dev/null
    run_split tf export --output all.yaml --json
    expect_equal "$(json '.output, .files_written')" $'all.yaml\n1'
    run_split tf export --output tree/ && expect_ok
    [[ -e tree/platform.yaml && -e tree/environments/staging.yaml ]]
    run_split tf export --output tree --json
    expect_equal "$(json .files_written)" 0
    run_split tf export environment staging
    expect_ok
    [[ $stdout == "environment: staging"* ]]
    run_split tf export environment moon
    expect_error 1 'error: environment "moon"*'
    run_split tf export service api
    expect_error 64 'error: "service" is no document*'
    run_split tf export tenant
    expect_error 64 "error: which tenant? its name is missing*"
    run_split tf export environment staging --output x
    expect_error 64 "error: a single document goes to standard output*"
    run_split tf export --format toml
    expect_error 64 'error: option --format cannot be "toml"*'
    run_split tf export --output /nonexistent/x.yaml
    expect_error 1 "error: */nonexistent*"
}

@test "the JSON Schema is printed" {
    run_split tf schema
    expect_ok
    diff <(printf '%s\n' "$stdout") "$SOURCE_DIR/docs/catalog.schema.json"
}

@test "import makes a catalog that is not there, and none when it fails" {
    run_split tf import --catalog new.db --dry-run "$SOURCE_DIR/environments/omc"
    expect_ok
    [[ ! -e new.db ]]
    printf 'tenant: x\n' >bad.yaml
    run_split tf import --catalog new.db bad.yaml
    expect_error 1 'bad.yaml:1:9: isolation: must be given*'
    [[ -z $(find . -name 'new.db*') ]]
    run_split tf import --catalog new.db "$SOURCE_DIR/environments/omc"
    expect_ok
    [[ -e new.db ]]
}
