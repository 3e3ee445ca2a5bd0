#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

setup() {
    common_setup
    tf init --platform acme-ai --region us-east-1 >/dev/null
}
teardown() { common_teardown; }

@test "add, set, rename and remove say what they did" {
    run_split tf tenant add tenant-2 --isolation bridge
    expect_equal "$stdout" "revision 2: tenant tenant-2 added"
    run_split tf service add tenant-2 api --image nginx:1 --memory 512
    expect_equal "$stdout" "revision 3: tenant tenant-2: service api added"
    run_split tf service set tenant-2 api --memory 1024 --reason "OOM on Friday"
    expect_equal "$stdout" "revision 4: tenant tenant-2: service api: memory 512 → 1024 MiB"
    run_split tf service rename tenant-2 api backend
    expect_equal "$stdout" "revision 5: tenant tenant-2: service api renamed to backend"
    run_split tf service show tenant-2 backend --json
    expect_equal "$(json '.row.memory')" 1024
    run_split tf service remove tenant-2 backend
    expect_equal "$stdout" "revision 6: tenant tenant-2: service backend removed"
    run_split tf service show tenant-2 backend
    expect_error 1 'error: service "tenant-2/backend"*'
}

@test "a result is one JSON object" {
    run_split tf tenant add acme --isolation bridge --json
    expect_ok
    expect_equal "$stderr" ""
    expect_equal "$(json '[.format_version, .revision, .entity, .action, .row.isolation] | join(" ")')" \
        "1.0 2 tenant insert bridge"
    run_split tf tenant set acme --quota-cpu 2048 --json
    expect_equal "$(json '.action, (.changes | tojson)')" \
        $'update\n[{"field":"quota_cpu","before":null,"after":2048}]'
    run_split tf tenant set acme --quota-cpu 2048 --json
    expect_equal "$(json '[.revision, .action, (.changes | length)] | tojson')" "[3,null,0]"
    run_split tf tenant remove acme --json
    expect_equal "$(json '[.action, .row] | tojson')" '["remove",null]'
}

@test "set changes only what is named, and unset makes fields not given" {
    tf tenant add acme --isolation bridge --title "Acme" --tags team=core,eu --tags tier=gold
    run_split tf tenant set acme --unset title --owner ops@example.com
    expect_equal "$stdout" "revision 3: tenant acme: title Acme → not given, owner not given → ops@example.com"
    run_split tf tenant show acme --json
    expect_equal "$(json '.row | [.isolation, .title, .owner, .tags.team, .tags.tier] | tojson')" \
        '["bridge",null,"ops@example.com","core,eu","gold"]'
    run_split tf tenant set acme --tags only=this && expect_ok
    run_split tf tenant show acme --json
    expect_equal "$(json '.row.tags | tojson')" '{"only":"this"}'
}

@test "set of nothing and of what is not there fail" {
    tf tenant add acme --isolation bridge
    run_split tf tenant set acme
    expect_error 64 "error: what to set? no field is given*"
    run_split tf tenant set nobody --title x
    expect_error 1 'error: tenant "nobody"*does not exist*'
    run_split tf tenant add acme --isolation pool
    expect_error 1 'error: tenant "acme"*exists*'
    run_split tf tenant add other
    expect_error 1 "error: tenant other: isolation*"
    run_split tf tenant set acme --unset isolation
    expect_error 1 "error: a tenant needs isolation, it cannot be unset*"
    run_split tf tenant set acme --unset nonsense
    expect_error 1 'error: a tenant has no field "nonsense"*'
    run_split tf tenant set acme --quota-cpu lots
    expect_error 1 "error: option --quota-cpu: *"
    run_split tf tenant set acme --quota-cpu 1
    expect_error 1 "error: tenant acme: quota_cpu: *256*"
    run_split tf log --json
    expect_equal "$(json '.revisions | length')" 2
}

@test "setting what is there already makes no revision" {
    tf tenant add acme --isolation bridge
    run_split tf tenant set acme --isolation bridge
    expect_ok
    expect_equal "$stdout" ""
    expect_equal "$stderr" "nothing changed, the catalog stays at revision 2"
}

@test "a tenant is suspended, resumed and offboarded" {
    tf tenant add acme --isolation bridge
    run_split tf tenant suspend acme --reason "not paid"
    expect_equal "$stdout" "revision 3: tenant acme: state not given → suspended"
    run_split tf tenant resume acme
    expect_equal "$stdout" "revision 4: tenant acme: state suspended → active"
    run_split tf tenant offboard acme
    expect_equal "$stdout" "revision 5: tenant acme: state active → offboarding"
    run_split tf tenant suspend nobody
    expect_error 1 'error: tenant "nobody"*'
    run_split tf service suspend acme api
    expect_error 64 'error: there is no command "service suspend"*'
}

@test "a tenant is moved to another cell, with the script for its state" {
    tf platform set "$(tf platform list --json | jq -r '.rows[0].name')" --cell-size 2
    tf tenant add acme --isolation pool && tf placement add acme staging
    tf tenant add beta --isolation bridge
    run_split tf tenant set acme --cell own
    expect_error 1 "*its resources are in cell cell-1*tenantform tenant move acme --cell own*"
    run_split tf tenant move acme --cell own --reason "it grew"
    expect_ok
    expect_equal "$stderr" "revision 6: tenant acme: cell cell-1 → own
run the script before the new output is applied: it moves the state"
    expect_equal "$(head -n 1 <<<"$stdout")" "#!/bin/sh"
    expect_equal "$(tail -n 1 <<<"$stdout")" \
        "move staging environments/staging/cells/cell-1 module.acme. environments/staging/tenants/acme ''"
    [[ $stdout == *"-backend-config=bucket="*"-terraform-state "* ]]
    run_split tf tenant move acme --cell own
    expect_equal "$stdout" ""
    expect_equal "$stderr" "the catalog has it there already and stays at revision 6
no state has to be moved"
    run_split tf tenant move acme --cell own --from cell-1 --json
    expect_ok
    expect_equal "$(json '[.revision, .action, (.changes | length), (.script | startswith("#!/bin/sh"))] | tojson')" \
        '[6,null,0,true]'
    run_split tf tenant move beta --cell cell-1
    expect_error 1 "error: tenant beta: is a bridge tenant, and only pool tenants are in cells*"
    run_split tf tenant move acme
    expect_error 64 "error: move it where? one of --cell, --isolation and --cut-over is needed*"
    run_split tf tenant move acme --cell 'x; rm -rf /'
    expect_error 1 "error: option --cell: must be a name*"
    run_split tf tenant move acme --cell own --from "\$(id)"
    expect_error 1 "error: option --from: must be a name*"
    run_split tf tenant move nobody --cell own
    expect_error 1 'error: tenant "nobody"*does not exist*'
    run_split tf service move acme api
    expect_error 64 'error: there is no command "service move"*'
}

@test "list shows the columns that are given, and filters by key" {
    tf tenant add acme --isolation bridge
    tf tenant add beta --isolation silo --title Beta
    tf service add acme api --image nginx:1 --memory 1024
    tf service add beta web --image nginx:2
    run_split tf tenant list
    expect_equal "$stdout" "name  isolation  title
acme  bridge     -
beta  silo       Beta"
    run_split tf service list --tenant acme
    expect_equal "$stdout" "tenant  name  image    memory
acme    api   nginx:1    1024"
    run_split tf service list --tenant nobody
    expect_ok
    expect_equal "$stdout" ""
    expect_equal "$stderr" "there is no service"
    run_split tf service list --json --tenant beta
    expect_equal "$(json '[.entity, .rows[0].name, .rows[0].memory] | tojson')" '["service","web",null]'
    run_split tf service list --quiet --tenant nobody
    expect_equal "$stderr" ""
}

@test "show has every field" {
    tf tenant add acme --isolation bridge --title "Acme & Söhne"
    run_split tf tenant show acme
    expect_ok
    expect_equal "$(grep -c . <<<"$stdout")" "$(tf tenant show acme --json | jq '.row | length')"
    [[ $stdout == *"title          Acme & Söhne"* ]]
    [[ $stdout == *"quota_cpu      not given"* ]]
}

@test "every entity has its commands" {
    tf tenant add acme --isolation silo
    tf placement add acme staging
    tf database add acme staging main --version 16.4 --multi-az true
    tf cache add acme staging main --replicas 1
    tf secret add acme api-key --generated true
    tf service add acme api --image nginx:1 --port 80 --database main --cache main --secrets api-key
    tf volume add acme api data --path /data
    tf service add acme job --kind scheduled --image nginx:1
    tf schedule add acme job nightly --expression 'cron(0 3 * * ? *)'
    tf gpu-pool add staging big --instance-type g5.xlarge --max 2
    tf runner-cluster add staging ci --runner-max 4
    tf environment set staging --domain staging.example.com --zone-id Z0123456789ABCDEFGHIJ
    tf placement set acme staging --domain acme.example.com --zone-id Z0123456789ABCDEFGHIJ
    tf route add acme api main --subdomain acme --headers x-ai-provider=openai
    local entity
    for entity in platform environment tenant placement service database cache secret route schedule volume gpu-pool \
        runner-cluster; do
        run_split tf "$entity" list --json
        expect_ok
        [[ $(json '.rows | length') -ge 1 ]]
    done
    run_split tf database show acme staging main --json
    expect_equal "$(json '.row | [.version, .multi_az] | tojson')" '["16.4",true]'
}

@test "hostile names and values are refused or come back as they are" {
    local name
    for name in '../../etc' '${aws_vpc.x.id}' '%{ if true }' $'two\nlines' 'a"b' '-rf' '🐘' "x'; DROP TABLE tenant; --" \
        "$(printf 'a%.0s' {1..300})" '' 'UPPER' 'a--b'; do
        run_split tf tenant add --isolation pool -- "$name"
        expect_error 1 "error: tenant *: name: *"
        [[ $stderr != *$'\x1b'* ]]
    done
    for name in '${aws_vpc.x.id}' '%{ if true }' $'two\nlines' 'a"b\c' '-rf' '🐘' "x'; DROP TABLE tenant; --"; do
        tf tenant remove acme >/dev/null 2>&1 || true
        run_split tf tenant add acme --isolation pool --title "$name"
        expect_ok
        run_split tf tenant show acme --json
        expect_equal "$(json '.row.title')" "$name"
    done
    run_split tf tenant set acme --title $'\x1b[2J'
    expect_error 1 "error: tenant acme: title: *"
    run_split tf tenant set acme --title $'\xff'
    expect_error 1 "error: tenant acme: title: *"
}

@test "the author is who git's configuration says" {
    unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
    git config --global user.name "Katherine Johnson"
    git config --global user.email katherine@example.com
    tf tenant add acme --isolation bridge
    run_split tf log
    [[ $stdout == *"  Katherine Johnson <katherine@example.com>"* ]]
}

@test "who changed what is in the log" {
    tf tenant add acme --isolation bridge --reason "a new customer"
    tf tenant set acme --quota-cpu 2048 --author "Grace Hopper"
    GIT_AUTHOR_NAME='' GIT_AUTHOR_EMAIL='' tf tenant set acme --quota-cpu 4096
    run_split tf log
    expect_ok
    local lines
    mapfile -t lines <<<"$(sed -E 's/[0-9-]{10}T[0-9:.]+Z/TIME/' <<<"$stdout")"
    expect_equal "${lines[6]}" "revision 2  TIME  Ada Lovelace <ada@example.com>  a new customer"
    expect_equal "${lines[7]}" "  insert tenant acme"
    expect_equal "${lines[8]}" "revision 3  TIME  Grace Hopper"
    expect_equal "${lines[9]}" "  update tenant acme: quota_cpu not given → 2048"
    expect_equal "${lines[10]}" "revision 4  TIME  $(id -un)"
    run_split tf log --since 3 --json
    expect_equal "$(json '.revisions[] | [.revision, .changes[0].after.quota_cpu] | tojson')" "[4,4096]"
    run_split tf log --since x
    expect_error 64 'error: option --since takes a revision, not "x"*'
    run_split tf log --since 99
    expect_error 1 "error: revision 99: is not in the history*"
    run_split tf log --since 4
    expect_equal "$stderr" "there is no revision after 4"
}
