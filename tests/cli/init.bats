#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common
setup() { common_setup; }
teardown() { common_teardown; }

@test "init makes a catalog with staging and production" {
    run_split tf init --platform acme-ai --region us-east-1
    expect_ok
    expect_equal "$stdout" \
        "tenantform.db: platform acme-ai in us-east-1 with the environments production and staging, revision 1"
    run_split tf environment list --json
    expect_equal "$(json '[.rows[] | .name] | join(" ")')" "production staging"
    expect_equal "$(json '.rows[1] | [.nat, .database_class, .database_multi_az, .cache_node_type, .cache_replicas] | join(" ")')" \
        "single db.t3.micro false cache.t3.micro 0"
    expect_equal "$(json '.rows[0] | [.nat, .zone_count, .protected, .database_multi_az, .scaling_min, .scaling_max] | join(" ")')" \
        "per_zone 3 true true 2 20"
    run_split tf platform show acme-ai --json
    expect_equal "$(json .row.region)" us-east-1
}

@test "init keeps a catalog that is there" {
    tf init --platform first --region us-east-1
    run_split tf init --platform second --region us-east-1
    expect_error 1 $'error: tenantform.db is there already\n  name another file*'
    tf platform show first >/dev/null
    echo "not a catalog" >notes.txt
    run_split tf init --catalog notes.txt --platform second --region us-east-1
    expect_error 1 "*notes.txt is there already*"
    expect_equal "$(<notes.txt)" "not a catalog"
}

@test "init needs a platform and a region, and leaves nothing behind when they are wrong" {
    run_split tf init --region us-east-1
    expect_error 64 "error: option --platform is missing*"
    run_split tf init --platform acme
    expect_error 64 "error: option --region is missing*"
    run_split tf init --platform 'Acme AI' --region us-east-1
    expect_error 1 "error: platform Acme AI: name: must be*"
    run_split tf init --platform acme --region moon
    expect_error 1 "error: platform acme: region: must be*"
    run_split tf init --platform acme --region us-east-1 --author $'Ada\x1b[2J'
    expect_error 1 "error: the author must be*"
    [[ -z $(ls) ]]
}

@test "init without a platform makes an empty catalog" {
    run_split tf init
    expect_ok
    expect_equal "$stdout" 'tenantform.db: empty; `tenantform import` fills it'
    run_split tf platform list --json
    expect_equal "$(json '.rows | length')" 0
}

@test "the catalog's place comes from the option, the environment, or is tenantform.db" {
    run_split tf init --catalog a.db --platform a --region us-east-1 && expect_ok
    TENANTFORM_CATALOG=b.db run_split tf init --platform b --region us-east-1 && expect_ok
    tf init --platform c --region us-east-1
    TENANTFORM_CATALOG=b.db run_split tf platform list --json
    expect_equal "$(json '.rows[0].name')" b
    TENANTFORM_CATALOG=b.db run_split tf --catalog a.db platform list --json
    expect_equal "$(json '.rows[0].name')" a
    TENANTFORM_CATALOG=b.db run_split tf platform list --json --catalog a.db
    expect_equal "$(json '.rows[0].name')" a
    TENANTFORM_CATALOG='' run_split tf platform list --json
    expect_equal "$(json '.rows[0].name')" c
}

@test "a catalog that is missing or is none is told apart" {
    run_split tf tenant list
    expect_error 1 "error: *tenantform.db*"
    echo "hello, this is text that is much longer than a header" >text.db
    run_split tf --catalog text.db tenant list
    expect_error 1 "error: *text.db*"
    run_split tf --catalog /nonexistent/x.db tenant list
    expect_error 1 "error: */nonexistent/x.db*"
    run_split tf --catalog /nonexistent/x.db init --platform a --region us-east-1
    expect_error 1 "error: */nonexistent/x.db*"
}
