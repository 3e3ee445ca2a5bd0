#!/usr/bin/env bats
# shellcheck disable=SC2154
load common

# Temporary files go into a folder of their own, to see what is left of them.
setup() {
    common_setup
    mkdir tmp
    export TMPDIR=$PWD/tmp
}
teardown() { common_teardown; }

# step COMMAND…: a change, and what the catalog and its Terraform are after it, kept by revision.
step() {
    tf "$@" >/dev/null
    revision=$((revision + 1))
    tf export >"steps/$revision.yaml"
    tf generate --local-state --quiet --out "steps/$revision" >/dev/null
}

@test "any revision is exported and generated again as it was" {
    mkdir steps
    tf init >/dev/null
    revision=0
    tf import "$SOURCE_DIR/environments/ai-platform" >/dev/null
    step tenant set tenant-1 --owner other@example.com
    step service set tenant-1 chat --memory 1024 --cpu 512
    step service rename tenant-1 chat talk
    step tenant rename tenant-2 second
    step placement remove second production
    step route remove tenant-3 chat openai
    step tenant add new --isolation silo
    step placement add new staging
    step service add new api --image nginx:1 --port 80
    step tenant suspend new
    step environment set staging --log-retention 60
    step tenant rename second third
    step service rename tenant-1 talk chat
    revision=$((revision + 1))
    local number
    for ((number = 1; number < revision; number++)); do
        run_split tf export --at $((number + 1))
        expect_ok
        diff "steps/$number.yaml" <(echo "$stdout")
    done
    for number in 3 7 9; do
        tf generate --local-state --quiet --out again --at $((number + 1))
        diff -r --exclude=state --exclude=lock "steps/$number" again
    done
    # Going back and forth in one output is as good as any other change.
    tf generate --local-state --quiet --out again
    diff -r --exclude=state --exclude=lock "steps/$((revision - 1))" again
    expect_equal "$(ls tmp)" ""
}

@test "a revision that is not there is named" {
    tf init --platform acme-ai --region us-east-1 >/dev/null
    run_split tf export --at 7
    expect_error 1 'error: catalog tenantform.db has no revision 7*from 1 to *'
    run_split tf export --at yesterday
    expect_error 64 'error: option --at takes the number of a revision, not "yesterday"*'
}
