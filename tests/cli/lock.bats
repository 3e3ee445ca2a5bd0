#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

# A stand-in for Terraform that writes down what it was asked, and locks version 6.1.0, or what is locked already.
setup() {
    common_setup
    tf init --platform acme-ai --region us-east-1
    mkdir bin
    cat >bin/terraform <<'TEXT'
#!/bin/bash
echo "$*" >>"$HOME/calls"
grep -q 'source  = "hashicorp/aws"' main.tf || exit 9
if [ -e "$HOME/refuses" ]; then echo "no such provider"; exit 1; fi
[ -e .terraform.lock.hcl ] || printf 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "%s"\n}\n' "${VERSION:-6.1.0}" >.terraform.lock.hcl
TEXT
    chmod +x bin/terraform
    PATH=$work/bin:$PATH
} >/dev/null 2>&1
teardown() { common_teardown; }

@test "lock asks Terraform once for a set, and generate carries what it says" {
    run_split tf lock --out out --platform linux_amd64 --platform darwin_arm64 --mirror /mirror
    expect_ok
    expect_equal "$stdout" out/locks/aws.lock.hcl
    expect_equal "$(cat calls)" "providers lock -no-color -fs-mirror=/mirror -platform=linux_amd64 -platform=darwin_arm64"
    tf generate --out out >/dev/null
    cmp out/locks/aws.lock.hcl out/environments/staging/.terraform.lock.hcl
    tf generate --out out --check
}

@test "three platforms are locked when none is named" {
    tf lock --out out >/dev/null
    expect_equal "$(cat calls)" "providers lock -no-color -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64"
}

@test "locked versions stay until they are upgraded" {
    tf lock --out out >/dev/null
    VERSION=6.2.0 tf lock --out out >/dev/null
    grep -q '"6.1.0"' out/locks/aws.lock.hcl
    VERSION=6.2.0 tf lock --out out --upgrade >/dev/null
    grep -q '"6.2.0"' out/locks/aws.lock.hcl
}

@test "a lock that does not fit is an error, and nothing is written" {
    VERSION=7.0.0 tf lock --out out >/dev/null
    run_split tf generate --out out
    expect_error 1 "error: stack *: lock file locks/aws.lock.hcl: has hashicorp/aws 7.0.0, and stacks ask for >= 6.0, < 7.0*tenantform lock*"
    [[ ! -e out/environments ]]
}

@test "what Terraform refuses is shown, and the lock stays as it was" {
    tf lock --out out >/dev/null
    cp out/locks/aws.lock.hcl before
    touch refuses
    run_split tf lock --out out
    expect_error 1 "error: providers of aws: terraform providers lock ended with 1: no such provider*--platform*"
    cmp before out/locks/aws.lock.hcl
}
