#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

setup() {
    common_setup
    unset GH_TOKEN GITHUB_TOKEN "${!AWS_@}"
    export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=$work/gitconfig
    tf init --platform acme --region us-east-1 --state-bucket acme-state --quiet
    tf tenant add shop --isolation pool --quiet
    tf placement add shop staging --quiet
} >/dev/null
teardown() { common_teardown; }

# level CHECK: how bad what was found of it is, worst first, and what was found.
level() {
    json '[.findings[] | select(.check == "'"$1"'") | "\(.level): \(.text)"] | sort | reverse | .[0]'
}


@test "a healthy catalog and its output have no problem, and nothing is touched" {
    tf generate --out out --quiet >/dev/null
    local before
    before=$(find . -type f ! -name '.std*' -exec sha256sum {} + | sort)
    run_split tf doctor --out out
    expect_ok
    [[ $stdout == machine$'\n'*catalog$'\n'*output$'\n'*"the output is what the catalog says" ]]
    [[ $stderr == *" ok, "*", 0 problems" ]]
    expect_equal "$(find . -type f ! -name '.std*' -exec sha256sum {} + | sort)" "$before"
}

@test "a catalog that is missing or damaged is a problem" {
    run_split tf doctor --json --catalog none.db
    [[ $status -eq 1 ]]
    expect_equal "$(json .healthy)" false
    expect_equal "$(level schema)" "problem: catalog none.db: does not exist"
    python3 - tenantform.db <<'END'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as store:
    store.execute("PRAGMA foreign_keys = OFF")
    store.execute("DELETE FROM tenant")
END
    run_split tf doctor --json
    [[ $status -eq 1 ]]
    expect_equal "$(level file)" "problem: a row of placement refers to a row of tenant that is not there"
}

@test "rules that do not hold are problems with their code" {
    tf service add shop api --image nginx:1 --cpu 512 --memory 1024 --quiet
    python3 -c 'import sqlite3; store = sqlite3.connect("tenantform.db"); store.execute("UPDATE service SET memory = 1000"); store.commit()'
    run_split tf doctor --json
    [[ $status -eq 1 ]]
    expect_equal "$(level rules)" "problem: service shop/api: memory: 1000 is not a Fargate size for cpu 512 [TNF-R012]"
}

@test "what is easily forgotten is a note" {
    tf platform set acme --unset state-bucket --network 10.0.0.0/15 --quiet >/dev/null
    tf tenant add new --isolation pool --quiet
    tf tenant offboard shop --quiet
    run_split tf doctor --json
    expect_ok
    [[ $(level state_bucket) == "note: "* ]]
    expect_equal "$(level unplaced)" "note: tenants that are in no environment: new"
    expect_equal "$(level offboarding)" "note: tenants that wait in offboarding: shop"
    expect_equal "$(level network)" "note: 100 % of the platform's network is allocated"
    [[ $(level generated) == "note: nothing was generated in ." ]]
}

@test "the output tells of an interrupted run and of changes by hand" {
    tf generate --out out --quiet >/dev/null
    echo "# mine" >>out/environments/staging/main.tf
    run_split tf doctor --json --out out
    expect_ok
    expect_equal "$(level edited)" "note: 1 generated file was changed by hand"
    tf tenant add late --isolation pool --quiet
    tf placement add late staging --quiet
    run_split tf doctor --json --out out
    expect_equal "$(level in_step)" "note: the output is out of step with the catalog"
    touch out/.tenantform/journal
    run_split tf doctor --json --out out
    [[ $status -eq 1 && $(level journal) == "problem: "* ]]
}

@test "of secrets only whether they are there is told" {
    AWS_ACCESS_KEY_ID=AKIAHUNTER AWS_SECRET_ACCESS_KEY=hunter2 GH_TOKEN=ghp_hunter run_split tf doctor --json
    expect_ok
    expect_equal "$(level aws)" "ok: AWS credentials are found"
    expect_equal "$(level github)" "ok: a GitHub token is found"
    [[ $stdout != *hunter* && $stdout != *HUNTER* ]]
    run_split tf doctor --json
    expect_equal "$(level aws)" "note: AWS credentials are not found"
    expect_equal "$(level github)" "note: a GitHub token is not found"
}

@test "programs are looked for where a shell would" {
    PATH='' run_split tf doctor --json
    expect_equal "$(level git)" "note: git is not in PATH"
    expect_equal "$(level terraform)" "note: neither terraform nor tofu is in PATH"
    mkdir bin
    printf '#!/bin/sh\n[ "$CHECKPOINT_DISABLE" = 1 ] && echo "Terraform v9.9.9"\n' >bin/terraform
    chmod +x bin/terraform
    PATH=$work/bin:$PATH run_split tf doctor --json
    expect_equal "$(level terraform)" "ok: Terraform v9.9.9"
}

@test "what commits are to be signed with has to be there" {
    git config --global commit.gpgsign true
    git config --global gpg.program /nonexistent/gpg
    run_split tf doctor --json
    [[ $status -eq 1 ]]
    expect_equal "$(level signing)" "problem: commits are to be signed by /nonexistent/gpg, which is not there"
    git config --global gpg.format ssh
    git config --global gpg.ssh.program true
    run_split tf doctor --json
    [[ $(level signing) == "problem: "*"user.signingkey is not set" ]]
    git config --global user.signingkey key.pub
    run_split tf doctor --json
    expect_ok
    expect_equal "$(level signing)" "ok: commits are signed by true"
}
