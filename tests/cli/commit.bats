#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

setup() {
    common_setup
    tf init --platform acme-ai --region us-east-1
    tf tenant add acme --isolation bridge
    tf placement add acme staging
    tf service add acme api --image nginx:1 --memory 512
    git init --quiet --initial-branch=main repo
    git -C repo config user.name "Repo User"
    git -C repo config user.email repo@example.com
    git -C repo commit --quiet --allow-empty --message "First"
} >/dev/null
teardown() { common_teardown; }

commit() {
    run_split tf commit --local-state --repo repo --branch work "$@"
}

@test "commit puts the stacks onto a branch and touches no work tree" {
    echo "unfinished" >repo/unfinished.txt
    commit --message "Add acme"
    expect_ok
    [[ $stdout =~ ^[0-9a-f]{10}\ on\ work:\ [0-9]+\ stacks\ and\ [0-9]+\ modules,\ catalog\ revision\ 4$ ]]
    expect_equal "$(ls repo)" unfinished.txt
    expect_equal "$(git -C repo symbolic-ref --short HEAD)" main
    expect_equal "$(git -C repo log -1 --format=%s work)" "Add acme"
    expect_equal "$(git -C repo log -1 --format='%(trailers:key=Catalog-Revision,valueonly,separator=)' work)" 4
    expect_equal "$(git -C repo log -1 --format='%(trailers:key=Tenant,valueonly,separator=)' work)" acme
    git -C repo show work:environments/staging/tenants/acme/locals.tf | grep -q 'memory = 512'
    git -C repo fsck --strict
}

@test "commit writes what generate writes" {
    commit
    tf generate --local-state --out out >/dev/null
    git -C repo worktree add --quiet ../checkout work
    diff -r --exclude=.git --exclude=.tenantform out checkout
    diff out/.tenantform/manifest checkout/.tenantform/manifest
}

@test "without a change there is no commit" {
    commit
    local before
    before=$(git -C repo rev-parse work)
    commit
    expect_ok
    expect_equal "$stdout" ""
    expect_equal "$stderr" "nothing to commit: work has catalog revision 4 already"
    expect_equal "$(git -C repo rev-parse work)" "$before"
    tf service set acme api --memory 1024
    commit
    expect_ok
    expect_equal "$(git -C repo diff --stat=200 work~ work -- '*.tf' | tail -1 | tr -s ' ')" \
        " 1 file changed, 1 insertion(+), 1 deletion(-)"
}

@test "only what can have changed is rendered, and --full renders everything" {
    commit --json
    local all
    all=$(json .rendered)
    tf tenant add beta --isolation bridge
    tf placement add beta staging
    commit --json
    expect_ok
    [[ $(json .rendered) -lt $all ]]
    commit --json --full
    expect_equal "$(json '[.committed, .rendered] | tojson')" "[false,$((all + 1))]"
}

@test "a repository is made on request only" {
    run_split tf commit --local-state --repo new
    expect_error 1 "*new*"
    run_split tf commit --local-state --repo new --init --branch main --json
    expect_ok
    expect_equal "$(json '[.committed, .branch, .revision] | tojson')" '[true,"main",4]'
    expect_equal "$(git -C new rev-parse main)" "$(json .commit)"
}

@test "a branch starts where it is told to" {
    git -C repo commit --quiet --allow-empty --message "Second"
    commit --onto HEAD~1
    expect_ok
    expect_equal "$(git -C repo log -1 --format=%s work~)" First
    run_split tf commit --local-state --repo repo --branch other --onto nowhere
    expect_error 1 "*nowhere*"
    run_split tf commit --local-state --repo repo --branch 'bad..name'
    expect_error 1 "*bad..name*"
}

@test "workflows are for the top of a repository" {
    tf platform set acme-ai --account-id 111122223333 --github-repository acme/infrastructure >/dev/null
    run_split tf commit --repo repo --directory infra
    [[ $status -eq 1 ]]
    [[ $stderr == *"the platform has workflows, which GitHub would not find below \"infra\""* ]]
    run_split tf commit --repo repo
    expect_ok
    git -C repo ls-tree -r --name-only tenantform >files
    grep -qx .github/workflows/apply.yml files
    grep -qx bootstrap/111122223333/main.tf files
}
