#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
# What needs no Terraform; the stacks themselves are rehearsed in tests/terraform.
load common

setup() {
    common_setup
    tf init --platform acme-ai --region us-east-1 >/dev/null
    tf generate --local-state --out out >/dev/null 2>&1
}
teardown() { common_teardown; }

@test "rehearse says which program is missing" {
    run_split tf rehearse --out out --terraform /nonexistent/terraform
    expect_error 1 "error: */nonexistent/terraform*"
    run_split tf rehearse --out out --terraform true --provider /nonexistent
    expect_error 1 "error: */nonexistent*"
}

@test "rehearse needs stacks" {
    mkdir empty
    run_split tf rehearse --out empty --terraform true
    expect_error 1 "error: *"
    run_split tf rehearse --out nowhere --terraform true
    expect_error 1 "error: *"
    run_split tf rehearse --out out --terraform true --tenant nobody --json
    [[ $status -eq 1 ]]
    expect_equal "$(json '.errors | length')" 1
}

@test "a tenant's stacks are not those of a runner cluster of that name" {
    tf runner-cluster add staging ci >/dev/null
    tf generate --local-state --out out >/dev/null 2>&1
    [[ -d out/environments/staging/runners/ci/charts ]]
    run_split tf rehearse --out out --terraform true --tenant ci
    expect_error 1 "error: there is no stack to rehearse*"
}

@test "rehearse checks its options" {
    run_split tf rehearse --jobs 0
    expect_error 64 "error: *--jobs*"
    run_split tf rehearse --env a --environment b
    expect_error 64 "error: option --environment is given twice*"
}

@test "what changed is read from a repository, and says so when it is not there" {
    run_split tf rehearse --since main --out out
    expect_error 64 "error: --since reads from a repository, not from --out*"
    run_split tf rehearse --until main
    expect_error 64 "error: --until goes with --since*"
    run_split tf rehearse --since main
    expect_error 1 "error: there is no git repository*"
    export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
    git init --quiet --initial-branch=main repo
    git -C repo commit --quiet --allow-empty --message "First"
    run_split tf rehearse --repo repo --since elsewhere
    expect_error 1 "error: there is no commit \"elsewhere\"*"
    tf commit --repo repo --branch work >/dev/null
    run_split tf rehearse --repo repo --since main --until work --provider /nonexistent
    expect_error 1 "error: */nonexistent*"
    run_split tf rehearse --repo repo --since work --until work --json
    expect_ok
    expect_equal "$(json '"\(.ok) \(.stacks | length)"')" "true 0"
}

@test "Terraform hears nothing of accounts, tokens and the caller's own settings" {
    printf '#!/bin/sh\nenv >"$HOME/heard"\nexit 1\n' >terraform
    chmod +x terraform
    export AWS_SECRET_ACCESS_KEY=x TF_VAR_x=x TF_CLI_ARGS=x GH_TOKEN=x GITHUB_TOKEN=x ACTIONS_RUNTIME_TOKEN=x PGPASSWORD=x OTHER=kept
    run_split tf rehearse --out out --terraform "$PWD/terraform"
    [[ $status -eq 1 ]]
    expect_equal "$(grep -cE '^(AWS_|TF_VAR|TF_CLI_ARGS|GH_TOKEN|GITHUB_TOKEN|ACTIONS_|PGPASSWORD)' heard)" 0
    grep -qx OTHER=kept heard
    grep -q ^TF_CLI_CONFIG_FILE= heard
}
