#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

# A repository whose remote has main, and the branch work with a change of acme's service on top of that.
setup() {
    common_setup
    export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL GIT_CONFIG_NOSYSTEM=1
    tf init --platform acme-ai --region us-east-1
    tf tenant add acme --isolation bridge
    tf placement add acme staging
    tf service add acme api --image nginx:1 --memory 512
    git init --quiet --initial-branch=start repo
    git -C repo commit --quiet --allow-empty --message "First"
    tf commit --repo repo --branch main
    git init --quiet --bare there.git
    git -C repo remote add origin "$PWD/there.git"
    git -C repo push --quiet origin main
    tf service set acme api --memory 1024 --reason 'OOM | @everyone `fixes #12`'
    tf commit --repo repo --branch work --onto main
} >/dev/null 2>&1
teardown() { common_teardown; }

pr() {
    run_split tf pr --repo repo --branch work --no-rehearsal "$@"
}

# section NAME: the lines of the body below that heading.
section() {
    awk -v name="### $1" '$0 == name { on = 1; next } /^### |^<!-- / { on = 0 } on && NF' <<<"$stdout"
}

@test "the body says which stacks change, why, from which revisions, and how to apply them" {
    pr
    expect_ok
    expect_equal "$(head -1 <<<"$stdout")" "Update acme in staging"
    expect_equal "$(section Stacks)" '| stack |
|---|
| `environments/staging/tenants/acme`<br>`service acme/api` changed |'
    expect_equal "$(section Checks)" '- **Policy:** every rule holds in revision 5 of the catalog.
- **Rehearsal:** resources are not known: the rehearsal was left out.'
    [[ $(section Catalog) == 'This brings revision 5 of the catalog.'*'| 5 | `'*'` | `Ada Lovelace <ada@example.com>` | <code>OOM &#124; &#64;everyone &#96;fixes &#35;12&#96;</code> |' ]]
    [[ $(section "How to apply") == *'1. apply 1 stack: `environments/staging/tenants/acme`'* ]]
}

@test "the same facts come as JSON" {
    pr --json
    expect_ok
    expect_equal "$(json '"\(.title) \(.branch) \(.tenants) \(.environments) \(.resources) \(.findings) \(.first_revision) \(.last_revision)"')" \
        'Update acme in staging work ["acme"] ["staging"] null [] 5 5'
    expect_equal "$(json '.stacks[0] | "\(.stack) \(.action) \(.reasons[0].name)"')" "environments/staging/tenants/acme apply service acme/api"
    expect_equal "$(json '.revisions[0] | "\(.author): \(.reason)"')" 'Ada Lovelace <ada@example.com>: OOM | @everyone `fixes #12`'
    expect_equal "$(json .since)" "$(git -C repo rev-parse main)"
    expect_equal "$(json .until)" "$(git -C repo rev-parse work)"
    [[ $(json .body) == "<!-- tenantform -->"*"<!-- /tenantform -->" ]]
}

@test "without Terraform or without a catalog the body says what is not known" {
    run_split tf pr --repo repo --branch work --terraform /nonexistent/terraform --catalog none.db
    expect_ok
    [[ $stderr == *"/nonexistent/terraform"* || $stderr == *"without a rehearsal"* ]]
    expect_equal "$(section Checks)" '- **Policy:** the catalog was not checked: it was not at hand.
- **Rehearsal:** resources are not known: Terraform, or the provider that plays the others, was not at hand.'
    expect_equal "$(section Catalog)" "This brings revision 5 of the catalog."
}

@test "rules that do not hold are listed" {
    python3 -c 'import sqlite3; sqlite3.connect("tenantform.db", isolation_level=None).execute("UPDATE service SET cpu = 256, memory = 30000")'
    pr
    expect_ok
    [[ $(section Checks) == '- **Policy:** 1 error in revision 5 of the catalog:'*'  - `service acme/api: '*30000* ]]
}

@test "a branch without changes says so" {
    run_split tf pr --repo repo --branch main --no-rehearsal
    expect_ok
    [[ $stdout == *"No stack changes: there is nothing to plan or to apply."* ]]
}

@test "what it is compared with is the remote's default branch, or what is named" {
    git -C repo push --quiet origin main:trunk
    git -C repo update-ref -d refs/remotes/origin/main
    git -C repo symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/trunk
    pr --json
    expect_ok
    expect_equal "$(json .since)" "$(git -C repo rev-parse main)"
    git -C repo symbolic-ref --delete refs/remotes/origin/HEAD
    pr
    expect_error 1 'error: the repository does not know the default branch of "origin"*--since*'
    pr --since start --json
    expect_ok
    expect_equal "$(json .first_revision)" 1
}

@test "what is missing is named" {
    run_split tf pr --repo nowhere
    expect_error 1 'error: there is no git repository at "nowhere"*'
    run_split tf pr --repo repo --branch nothing
    expect_error 1 'error: there is no branch "nothing" in the repository*tenantform commit --branch nothing*'
    pr --since elsewhere
    expect_error 1 'error: there is no commit "elsewhere"*'
    pr --directory nowhere
    expect_error 1 'error: there is no folder "nowhere"*'
}
