#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

setup() {
    common_setup
    mkdir text
    cat >text/all.yaml <<'END'
platform: acme
region: us-east-1
---
environment: staging
domain: example.com
zone_id: Z0123456789ABCDEFGHIJ
---
tenant: ann
isolation: pool
environments:
  staging: {}
services:
  api:
    image: registry.example.com/api:1
    port: 8080
    database: main
    cache: main
    secrets: [token]
    volumes:
      data: {path: /data}
    routes:
      main: {subdomain: ann}
  mail: {image: registry.example.com/mail:1, kind: worker, database: main}
secrets:
  token: {summary: put in by hand}
END
    tf import text >/dev/null
}
teardown() { common_teardown; }

# Programs of that name that write down what they are called with, and say what AWS would say.
play_tools() {
    mkdir bin
    for name in aws pg_dump pg_restore psql; do
        printf '%s\n' '#!/bin/sh' "echo \"$name \$* \${PGHOST:+to \$PGUSER@\$PGHOST/\$PGDATABASE}\" >>'$work/calls'" >"bin/$name"
        chmod +x "bin/$name"
    done
    cat >>bin/aws <<'END'
case "$*" in
*get-secret-value*/database*) echo '{"host":"shared.example","dbname":"acme_staging_ann_main","username":"ann","password":"p w"}' ;;
*get-secret-value*arn:*) echo '{"username":"postgres","password":"x"}' ;;
*get-secret-value*) echo "the token" ;;
*put-secret-value*) cat >>put ;;
*describe-db-instances*) echo '{"Endpoint":{"Address":"own.example"},"DBName":"app","MasterUserSecret":{"SecretArn":"arn:aws:x"}}' ;;
*describe-file-systems*) echo "fs-1" ;;
esac
END
    echo 'echo "${TABLES:-0}"' >>bin/psql
    export PATH=$PWD/bin:$PATH
}

@test "another isolation is refused, and comes with a successor that is suspended and has no routes" {
    run_split tf tenant set ann --isolation bridge
    expect_error 1 "error: tenant ann: isolation: as a bridge tenant it would get other stores*
  run \`tenantform tenant move ann --isolation bridge\`*"
    run_split tf tenant move ann --isolation bridge --json
    expect_ok
    expect_equal "$(json '[.changes[] | .action + " " + .entity + " " + .key] | join("\n")')" "insert tenant ann-2
insert placement ann-2/staging
insert service ann-2/api
insert service ann-2/mail
insert database ann-2/staging/main
insert cache ann-2/staging/main
insert secret ann-2/token
insert volume ann-2/api/data"
    run_split tf tenant show ann-2 --json
    expect_equal "$(json '[.row.isolation, .row.state, .row.physical_name] | tojson')" '["bridge","suspended",null]'
    tf validate >/dev/null
}

@test "the script copies secrets and databases and says which files" {
    command -v jq >/dev/null || skip "jq is not installed"
    play_tools
    tf tenant move ann --isolation bridge >copy.sh
    run_split env WORK="$work/dumps" sh copy.sh
    expect_ok
    expect_equal "$stdout" "staging: acme-staging-ann/token copied to acme-staging-ann-2/token
staging: database main of acme-staging-ann-main dumped to $work/dumps/staging-main.dump
staging: database main restored to acme-staging-ann-2-main
staging: copy the files of fs-1 to fs-1 with AWS DataSync, or with rsync where both are mounted"
    expect_equal "$(<put)" "the token"
    grep -q "^pg_dump .*--file=$work/dumps/staging-main.dump to ann@shared.example/acme_staging_ann_main" calls
    grep -q "^pg_restore .*--single-transaction --dbname=app $work/dumps/staging-main.dump to postgres@own.example/app" calls
    [[ $(<calls) != *"p w"* && $(<calls) != *"the token"* ]]
    TABLES=3 run_split sh copy.sh restore
    [[ $status -eq 1 && $stderr == "staging: database main of acme-staging-ann-2-main has tables already; nothing was restored" ]]
    : >calls
    run_split env WORK="$work/dumps" sh copy.sh dump
    expect_ok
    [[ $(<calls) != *pg_restore* && $(<calls) != *put-secret* ]]
}

@test "the cut-over gives routes and name to the successor, once nothing is written any more" {
    tf tenant move ann --isolation bridge >/dev/null
    run_split tf tenant move ann --cut-over ann-2
    expect_error 1 "error: tenant ann: is not suspended, and what it writes after the copy would be lost*"
    tf tenant suspend ann >/dev/null
    run_split tf tenant move ann --cut-over nobody
    expect_error 1 'error: tenant "nobody": does not exist*'
    run_split tf tenant move ann --cut-over ann-2
    expect_ok
    expect_equal "$stdout" ""
    run_split tf tenant list --json
    expect_equal "$(json '[.rows[] | [.name, .isolation, .state, .physical_name]] | tojson')" \
        '[["ann","bridge",null,"ann-2"],["ann-old","pool","suspended","ann"]]'
    run_split tf route list --json
    expect_equal "$(json '[.rows[] | [.tenant, .priority]] | tojson')" '[["ann",2]]'
    # Undone as every change, and done again.
    run_split tf validate --json
    cut=$(json .revision)
    tf revert "$cut" >/dev/null
    run_split tf tenant list --json
    expect_equal "$(json '[.rows[] | [.name, .isolation, .state]] | tojson')" \
        '[["ann","pool","suspended"],["ann-2","bridge","suspended"]]'
    run_split tf diff $((cut - 1)) --rows
    expect_equal "$stdout" ""
    tf revert $((cut + 1)) >/dev/null
    run_split tf diff "$cut" --rows
    expect_equal "$stdout" ""
    # And the next one.
    tf tenant suspend ann >/dev/null
    tf tenant move ann --isolation silo --as ann-silo >/dev/null
    run_split tf tenant show ann-silo --json
    expect_equal "$(json .row.isolation)" silo
    tf validate >/dev/null
}

@test "what is wrong with a move is said" {
    run_split tf tenant move ann
    expect_error 64 "error: move it where? one of --cell, --isolation and --cut-over is needed*"
    run_split tf tenant move ann --isolation pool
    expect_error 1 "error: tenant ann: is a pool tenant already*"
    run_split tf tenant move ann --isolation bridge --as ann
    expect_error 1 'error: tenant "ann": exists already*'
    run_split tf tenant move ann --isolation bridge --in-place
    expect_ok
    run_split tf tenant show ann --json
    expect_equal "$(json .row.isolation)" bridge
}
