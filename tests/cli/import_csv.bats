#!/usr/bin/env bats
# shellcheck disable=SC2154
load common

setup() {
    common_setup
    tf import --quiet "$SOURCE_DIR/environments/ai-platform"
}
teardown() { common_teardown; }

@test "a table changes what its cells say, and nothing else of the tenants that it names" {
    tf export >before
    cat >tenants.csv <<'END'
tenant,isolation,title,owner,quota_cpu,environment,budget,placement.tags
tenant-2,,"Tenant ""Two"", Inc",two@example.com,,staging,500,"team=a,cost=b"
acme,bridge,Acme,it@acme.example,2048,staging,100,
acme,,,,,production,300,
globex,pool,Globex,,,,,
END
    run_split tf import --dry-run tenants.csv
    expect_ok
    [[ $stdout == "would import 3 tenants, "*": 4 added, 2 changed, 0 removed" ]]
    run_split tf import tenants.csv
    expect_ok
    run_split tf diff 1 2 --rows
    expect_equal "$stdout" 'tenant acme added
tenant acme: placement production added
tenant acme: placement staging added
tenant globex added
tenant tenant-2: title Tenant Two → Tenant "Two", Inc, owner not given → two@example.com
tenant tenant-2: placement staging: budget not given → 500 USD, tags not given → cost=b,team=a'
    run_split tf import tenants.csv
    expect_ok
    [[ $stderr == "nothing changed: "* ]]
    tf revert 2
    diff before <(tf export)
}

@test "every error has file, line and column, and nothing is imported" {
    cat >tenants.csv <<'END'
tenant,isolation,environment,budget,quota_cpu
acme,island,staging,lots,7
bob,pool,,5,
,pool,staging,1,1
z,pool,staging,1
acme,bridge,staging,12,
END
    run_split tf import tenants.csv
    expect_error 1 "*"
    expect_equal "$(grep -v '^  ' <<<"$stderr")" 'tenants.csv:2:6: isolation: must be pool, bridge or silo, not "island" [TNF-R003]
tenants.csv:2:21: placement budget: must be a number, not "lots"
tenants.csv:2:26: quota_cpu: must be 256 to 1048576 CPU units, not 7 [TNF-R002]
tenants.csv:3:11: budget: it is a value for an environment, and the line names none
tenants.csv:4:1: the line names no tenant
tenants.csv:5:1: 4 fields, where the first line names 5 columns
tenants.csv:6:6: isolation: the tenant "acme" has two values'
    run_split tf tenant show acme
    expect_error 1 'error: tenant "acme": does not exist*'
}

@test "columns that mean nothing, or two things, are refused with what to write" {
    printf 'tenant,isolaton,state,budget\n' >tenants.csv
    run_split tf import tenants.csv
    expect_error 1 "*"
    [[ $stderr == *'tenants.csv:1:8: no field of tenants or placements is called "isolaton"'*'did you mean "isolation"?'* ]]
    [[ $stderr == *'tenants.csv:1:17: tenants and placements both have a field "state"'*'tenant.state or placement.state'* ]]
    [[ $stderr == *'there are fields of placements and no column "environment"'* ]]
}

@test "a table does not replace the catalog" {
    printf 'tenant,isolation\nacme,pool\n' >tenants.csv
    run_split tf import --replace tenants.csv
    expect_error 1 'error: a table of tenants cannot replace the catalog*'
}
