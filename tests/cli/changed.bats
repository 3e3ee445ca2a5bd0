#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

# Tenants acme and beta in staging, committed to the branch work; base is where it stood then.
setup() {
    common_setup
    export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
    tf init --platform acme-ai --region us-east-1
    for tenant in acme beta; do
        tf tenant add "$tenant" --isolation bridge
        tf placement add "$tenant" staging
        tf service add "$tenant" api --image nginx:1 --memory 512
    done
    git init --quiet --initial-branch=main repo
    git -C repo commit --quiet --allow-empty --message "First"
    commit
    git -C repo branch base work
} >/dev/null 2>&1
teardown() { common_teardown; }

commit() {
    tf commit --local-state --repo repo --branch work
}

# edit FILE TEXT: a commit by hand to the branch that adds a line to a file.
edit() {
    git -C repo checkout --quiet work
    mkdir -p "repo/$(dirname "$1")"
    printf '%s\n' "$2" >>"repo/$1"
    git -C repo add --all
    git -C repo commit --quiet --message "By hand"
    git -C repo checkout --quiet main
}

changed() {
    run_split tf changed --repo repo --since base --until work "$@"
}

@test "a change of a tenant is one of its stack alone, with the row that changed" {
    tf service set acme api --memory 1024
    commit
    changed --why
    expect_ok
    expect_equal "$stdout" "apply      environments/staging/tenants/acme
           row service acme/api: changed
           file locals.tf"
}

@test "a renamed tenant's stack is applied with the state of the old one, which is not destroyed" {
    tf tenant rename acme zeta
    commit
    changed --why
    expect_ok
    expect_equal "$stdout" "apply      environments/staging/tenants/zeta
           new, with the state of environments/staging/tenants/acme"
}

@test "nothing that Terraform sees changed: no stack" {
    tf tenant set acme --owner somebody@example.com
    edit environments/staging/tenants/acme/NOTES.md "For people"
    edit modules/vpc/tests/more.tftest.hcl "# a test"
    edit README.md "Ours"
    changed
    expect_ok
    expect_equal "$stdout" ""
    expect_equal "$stderr" "no stack changed"
}

@test "a file of somebody's in a stack counts, one in no stack of ours does not" {
    edit environments/staging/tenants/acme/extra.tf "# more"
    edit environments/staging/tenants/stranger/main.tf "# not ours"
    changed --why
    expect_ok
    expect_equal "$stdout" "apply      environments/staging/tenants/acme
           file extra.tf"
}

@test "a change of a module reaches every stack that calls it, also through another" {
    edit modules/iam/main.tf "# changed"
    changed --why
    expect_ok
    expect_equal "$stdout" "apply      environments/staging/tenants/acme
           module modules/iam, called by modules/ecs-service
apply      environments/staging/tenants/beta
           module modules/iam, called by modules/ecs-service"
    git -C repo branch --force base work
    edit modules/vpc/main.tf "# changed"
    changed --why
    expect_equal "$stdout" "apply      environments/production
           module modules/vpc
apply      environments/staging
           module modules/vpc"
}

@test "what is gone is destroyed first, with the files of the commit before; platforms come before tenants" {
    tf placement remove acme staging
    tf tenant add gamma --isolation bridge
    tf placement add gamma production
    tf service add gamma api --image nginx:1
    tf environment set production --log-retention 60
    commit
    changed --json
    expect_ok
    expect_equal "$(json '.stacks[] | "\(.wave) \(.action) \(.stack) \(.environment) \(.tenant)"')" \
        "0 destroy environments/staging/tenants/acme staging acme
1 apply environments/production production 
2 apply environments/production/tenants/gamma production gamma"
    expect_equal "$(json '.stacks[0].commit')" "$(git -C repo rev-parse base)"
    expect_equal "$(json '.stacks[1].commit')" "$(git -C repo rev-parse work)"
    expect_equal "$(json '[.stacks[].reasons[0].cause] | join(" ")')" "removed row new"
}

@test "other versions of providers are a reason of their own" {
    edit environments/staging/tenants/acme/.terraform.lock.hcl "# locked"
    changed --why
    expect_ok
    expect_equal "$stdout" "apply      environments/staging/tenants/acme
           providers .terraform.lock.hcl"
}

@test "what came to the base meanwhile does not count" {
    git -C repo checkout --quiet base
    tf service set beta api --memory 2048
    tf commit --local-state --repo repo --branch other --onto base >/dev/null
    git -C repo checkout --quiet main
    tf service set beta api --memory 512
    tf service set acme api --memory 1024
    commit
    run_split tf changed --repo repo --since other --until work
    expect_ok
    expect_equal "$stdout" "apply      environments/staging/tenants/acme"
}

@test "a matrix is one line, parts of it are even and complete" {
    edit modules/iam/main.tf "# changed"
    edit modules/vpc/main.tf "# changed"
    changed --matrix
    expect_ok
    expect_equal "$(wc -l <<<"$stdout")" 1
    expect_equal "$(json '.include | length')" 4
    local all
    all=$(json '.include[].stack')
    local parts="" number
    for number in 1 2 3; do
        changed --matrix --shard "$number/3"
        [[ $(json '.include | length') -le 2 ]]
        parts+=$(json '.include[].stack')$'\n'
    done
    expect_equal "${parts%$'\n'}" "$all"
}

@test "more than a matrix takes is refused, with how many parts it takes" {
    local number
    for number in $(seq 1 300); do
        mkdir -p "tree/environments/staging/tenants/t$number"
        echo "# x" >"tree/environments/staging/tenants/t$number/main.tf"
        : >"tree/environments/staging/tenants/t$number/.tenantform.manifest"
    done
    git init --quiet tree
    git -C tree commit --quiet --allow-empty --message "First"
    git -C tree add --all
    git -C tree commit --quiet --message "Many"
    run_split tf changed --repo tree --since HEAD~ --matrix
    expect_error 1 "error: 300 stacks are more than the 256 jobs of one matrix*--shard 1/2*"
    run_split tf changed --repo tree --since HEAD~ --matrix --shard 2/2
    expect_ok
    expect_equal "$(json '.include | length')" 150
}

@test "an output in a folder of the repository is found there" {
    tf commit --local-state --repo repo --branch infra --directory infra >/dev/null
    run_split tf changed --repo repo --since main --until infra --directory infra --json
    expect_ok
    expect_equal "$(json '.stacks[-1].stack')" "infra/environments/staging/tenants/beta"
    run_split tf changed --repo repo --since main --until infra --directory elsewhere
    expect_error 1 'error: there is no folder "elsewhere" in either commit*'
}

@test "every stack that is generated is known, in an order that applies" {
    local example
    for example in omc ai-platform; do
        tf init --catalog "$example.db" >/dev/null
        tf import --catalog "$example.db" "$SOURCE_DIR/environments/$example" >/dev/null
        tf commit --catalog "$example.db" --repo repo --branch "$example" --onto main >/dev/null
        run_split tf changed --repo repo --since main --until "$example" --json
        expect_ok
        expect_equal "$(json '.stacks[].stack' | sort)" \
            "$(git -C repo ls-tree -r --name-only "$example" environments | grep '/\.tenantform\.manifest$' | xargs -n1 dirname | sort)"
        # A stack is applied after those above it.
        expect_equal "$(json '[.stacks[] | .stack] as $all | .stacks | to_entries[] as {key: $i, value: $s} |
            $all[$i + 1:][] | select(. as $later | $s.stack | startswith($later + "/"))')" ""
    done
}

@test "missing commits and repositories are named" {
    run_split tf changed --repo repo --since nowhere
    expect_error 1 'error: there is no commit "nowhere" in the repository*fetch it*'
    run_split tf changed --repo elsewhere --since main
    expect_error 1 'error: there is no git repository at "elsewhere"*'
    run_split tf changed --repo repo
    expect_error 64 'error: --since is missing*'
    local shard
    for shard in 0/2 3/2 1 x/2 1/0; do
        changed --shard "$shard"
        expect_error 64 'error: --shard takes*'
    done
}

@test "--wave takes the stacks of one wave, and parts of them" {
    tf service set acme api --memory 1024
    tf service set beta api --memory 1024
    tf environment set staging --zone-count 3
    commit
    changed --wave 0
    expect_ok
    expect_equal "$stdout" "apply      environments/staging"
    changed --wave 1 --shard 2/2
    expect_ok
    expect_equal "$stdout" "apply      environments/staging/tenants/beta"
    changed --wave 7
    expect_ok
    expect_equal "$stdout" ""
    changed --wave x
    expect_error 64 'error: --wave takes*'
}
