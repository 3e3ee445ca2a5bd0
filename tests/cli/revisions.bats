#!/usr/bin/env bats
# shellcheck disable=SC2154
load common

# Temporary files go into a folder of their own, to see what is left of them.
setup() {
    common_setup
    mkdir tmp
    export TMPDIR=$PWD/tmp
    tf init --platform acme-ai --region us-east-1 >/dev/null
    tf platform set acme-ai --state-bucket acme-state >/dev/null
    tf environment set staging --domain staging.example.com --zone-id Z0123456789ABC >/dev/null
    tf tenant add acme --isolation bridge >/dev/null
    tf placement add acme staging >/dev/null
    tf tenant add beta --isolation bridge >/dev/null
    tf placement add beta staging >/dev/null
    run_split tf service add acme api --image nginx:1 --port 80 --json
    base=$(json .revision)
}
teardown() { common_teardown; }

# changed COMMAND…: makes one revision.
changed() { tf "$@" >/dev/null; }

@test "what changed between two revisions is told in the words of the catalog" {
    changed service set acme api --memory 1024 --cpu 512
    changed service rename acme api talk
    changed tenant remove beta
    changed tenant add gamma --isolation silo
    run_split tf diff "$base" --rows
    expect_ok
    expect_equal "$stdout" "tenant acme: service api renamed to talk, cpu not given → 512 CPU units, memory not given → 1024 MiB
tenant beta removed
tenant beta: placement staging removed
tenant gamma added"
    expect_equal "$stderr" "revision $base to $((base + 4)): 1 row added, 1 renamed, 2 removed"
    run_split tf diff "$base" $((base + 1)) --rows
    expect_equal "$stdout" "tenant acme: service api: cpu not given → 512 CPU units, memory not given → 1024 MiB"
    run_split tf diff $((base + 1)) "$base" --rows
    expect_equal "$stdout" "tenant acme: service api: cpu 512 CPU units → not given, memory 1024 MiB → not given"
    run_split tf diff "$base" --tenant gamma --rows
    expect_equal "$stdout" "tenant gamma added"
    run_split tf diff "$base" --environment production --rows
    [[ $stdout != *"placement staging"* && $stdout == *"tenant gamma added"* ]]
    run_split tf diff "$base" --json --rows
    expect_ok
    expect_equal "$(json '[.from, .to] | tojson')" "[$base,$((base + 4))]"
    expect_equal "$(json '.changes[0] | [.entity, .key, .former_key, .action] | tojson')" \
        '["service","acme/talk","acme/api","rename"]'
    expect_equal "$(json '.changes[0].changes[] | select(.field == "memory") | [.before, .after] | tojson')" '[null,1024]'
}

@test "the stacks that come out different are listed, and with --patch their lines" {
    changed service set acme api --memory 1024 --cpu 512
    run_split tf diff "$base"
    expect_ok
    expect_equal "$(tail -n 1 <<<"$stdout")" "changed  environments/staging/tenants/acme  1 file"
    [[ $stdout != *beta* ]]
    expect_equal "$stderr" "revision $base to $((base + 1)): 1 row changed; stacks: 1 changed; \$9.01 → \$18.02 a month"
    run_split tf diff "$base" --patch
    expect_ok
    [[ $stdout == *"--- a/environments/staging/tenants/acme/locals.tf"*"+      memory = 1024"* ]]
    run_split tf diff $((base + 1)) "$base" --patch
    [[ $stdout == *"-      memory = 1024"* ]]
    run_split tf diff "$base" --json
    expect_equal "$(json '[.summary.stacks_changed, (.stacks | length)] | tojson')" '[1,1]'
    changed tenant rename beta gamma
    changed tenant remove acme
    run_split tf diff "$base"
    expect_ok
    [[ $stdout == *"removed  environments/staging/tenants/acme"*"new      environments/staging/tenants/gamma"* ]]
    run_split tf diff "$base" --tenant gamma
    [[ $stdout != *tenants/acme* ]]
    expect_equal "$(ls tmp)" ""
}

@test "the patch between two revisions is the one of generating both" {
    changed environment set staging --log-retention 60
    changed service set acme api --memory 1024 --cpu 512
    changed placement remove beta staging
    tf generate --quiet --out out --at "$base" >/dev/null
    tf diff --out out 2>/dev/null | grep -v '^tenant \|was .* the catalog since' >expected.diff
    run_split tf diff "$base" --patch
    expect_ok
    diff expected.diff <(grep -v '^tenant \|^environment ' <<<"$stdout")
    expect_equal "$(ls tmp)" ""
}

@test "an empty catalog can be compared with" {
    run_split tf diff 0 "$base"
    expect_ok
    [[ $stdout == *"tenant acme added"*"new      environments/staging/tenants/acme"* ]]
    run_split tf diff "$base" 0 --rows
    [[ $stdout == *"tenant acme removed"* ]]
    run_split tf diff "$base" "$base"
    expect_ok
    expect_equal "$stdout" ""
}

@test "what is wrong with a comparison of revisions is said" {
    run_split tf diff 99
    expect_error 1 "error: revision 99: is not in the history of catalog tenantform.db, which ends at $base*"
    run_split tf diff yesterday
    expect_error 64 'error: a revision is a number, not "yesterday"*'
    run_split tf diff 1 2 3
    expect_error 64 '*"3"*'
    run_split tf diff --patch
    expect_error 64 "error: --patch and --rows are about two revisions*"
    run_split tf diff 1 --out out
    expect_error 64 "error: --out is an output to compare with*"
    expect_equal "$(ls tmp)" ""
}

# revisions: the numbers that the log lists, counted from the base.
revisions() { jq -r "[.revisions[].revision - $base] | tojson" <<<"$stdout"; }

@test "the log of one row follows its names" {
    changed service set acme api --memory 1024 --cpu 512
    changed service add acme web --image nginx:1 --port 80
    changed service rename acme api talk
    changed tenant rename acme prime
    changed route add prime talk site --path '/*'
    changed service add beta api --image nginx:1 --port 80
    changed service rename beta api talk
    run_split tf log service prime talk --json
    expect_ok
    expect_equal "$(revisions)" '[0,1,3,5]'
    run_split tf log service prime talk --limit 2 --json
    expect_equal "$(revisions)" '[3,5]'
    run_split tf log prime --json --since "$base"
    expect_equal "$(revisions)" '[1,2,3,4,5]'
    run_split tf log --limit 1 --json
    expect_equal "$(revisions)" '[7]'
    run_split tf log environment staging --json
    expect_equal "$(json '[.revisions[].changes[].entity] | unique | index("placement") != null and index("service") == null')" \
        true
    run_split tf log route prime talk site
    [[ $stdout == *"insert route prime/talk/site"* ]]
    run_split tf log nobody
    expect_error 1 'error: tenant "nobody": does not exist*'
    run_split tf log --since "$((base + 7))" prime
    expect_ok
    expect_equal "$stderr" "no revision after $((base + 7)) is about that"
}

@test "what is wrong with a question to the log is said" {
    run_split tf log nothing acme
    expect_error 64 'error: there is no kind of row "nothing"*'
    run_split tf log service acme
    expect_error 64 'error: a service is named by 2 words, not 1*'
    run_split tf log --limit 0
    expect_error 64 'error: option --limit takes a number of revisions, not "0"*'
}

@test "a revision is undone by a new one, and what came after it stays" {
    changed service set acme api --memory 1024 --cpu 512 --reason "too little"
    changed service set acme api --image nginx:2
    run_split tf revert $((base + 1))
    expect_ok
    expect_equal "$stdout" \
        "revision $((base + 3)): tenant acme: service api: cpu 512 CPU units → not given, memory 1024 MiB → not given"
    run_split tf service show acme api --json
    expect_equal "$(json '[.row.image, .row.memory] | tojson')" '["nginx:2",null]'
    run_split tf log --limit 1
    [[ $stdout == *"Ada Lovelace"*"Revert revision $((base + 1))"* ]]
    run_split tf revert $((base + 1))
    expect_ok
    expect_equal "$stderr" "everything is undone already, the catalog stays at revision $((base + 3))"
    run_split tf revert $((base + 3)) $((base + 2)) --reason "as it was" --json
    expect_ok
    expect_equal "$(json '[.revision, .reallocated, (.changes | length)] | tojson')" "[$((base + 4)),false,1]"
    run_split tf log --limit 1
    [[ $stdout == *"as it was"* ]]
}

@test "renames are turned round, and --to goes back as a whole" {
    changed service rename acme api talk
    changed tenant rename acme prime
    changed tenant remove beta
    changed tenant add gamma --isolation silo
    changed placement add gamma staging
    run_split tf revert $((base + 1))
    expect_ok
    expect_equal "$stdout" "revision $((base + 6)): tenant prime: service talk renamed to api"
    run_split tf revert --to "$base"
    expect_ok
    [[ $stdout == *"tenant prime renamed to acme"* ]]
    run_split tf diff "$base" --rows
    expect_equal "$stdout" "tenant acme: service api: former_names not given → talk"
    run_split tf revert $((base + 7))
    expect_ok
    run_split tf diff $((base + 6)) --rows
    expect_equal "$stdout" ""
}

@test "what would undo somebody else's change is refused as a whole" {
    changed tenant set acme --title A --owner a@example.com
    changed tenant set acme --title B
    changed tenant set beta --title B
    run_split tf revert $((base + 3)) $((base + 1))
    expect_error 1 "error: tenant \"acme\": title was changed again in revision $((base + 2))
  undo both with \`tenantform revert $((base + 2)) $((base + 1))\`, or change the row by hand"
    run_split tf diff $((base + 3)) --rows
    expect_equal "$stdout" ""
    tf revert $((base + 2)) $((base + 1)) >/dev/null
    run_split tf revert 99
    expect_error 1 "error: revision 99: is not in the history*"
    run_split tf revert
    expect_error 64 "error: name the revisions to undo, or one to go back to with --to*"
    run_split tf revert 0
    expect_error 64 'error: a revision is a number from 1, not "0"*'
}
