#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common
setup() { common_setup; }
teardown() { common_teardown; }

# A service that gets more memory, as revision 5.
grown() {
    tf init --platform acme --region us-east-1
    tf tenant add alpha --isolation pool
    tf placement add alpha staging
    tf service add alpha api --image nginx:1 --cpu 256 --memory 512
    tf service set alpha api --memory 1024
} >/dev/null 2>&1

@test "what a revision costs is told by tenant and by resource" {
    grown
    run_split tf cost --diff 4
    expect_ok
    [[ $stdout == *"staging      alpha "*"+1.62"* ]]
    [[ $stdout == *"changed  environments/staging/tenants/alpha  module.services[\"api\"]"*" 9.01  10.63   +1.62"* ]]
    [[ $stdout == *$'\n'"+\$1.62 a month: \$"*" at revision 4, \$"*" at revision 5" ]]
    run_split tf cost --diff 5..4
    expect_ok
    [[ $stdout == *"−\$1.62 a month"* ]]
    run_split tf cost --diff 5
    expect_ok
    [[ $stdout == "no change: "* ]]
    run_split tf cost --diff 0..1 --env staging --json
    expect_ok
    expect_equal "$(jq '.change.total_before_cents' <<<"$stdout")" 0
    # resources add up to the change of the whole
    run_split tf cost --diff 0..5 --json
    expect_equal "$(jq '.change | ([.resources[] | .after_cents - .before_cents] | add) == .total_after_cents - .total_before_cents' <<<"$stdout")" true
}

@test "a change of cost is Markdown for a pull request" {
    grown
    run_split tf cost --diff 4 --markdown
    expect_ok
    [[ $stdout == "**+\$1.62 a month**: everything together costs "* ]]
    [[ $stdout == *"| \`alpha\` | \`staging\` | "*" | +\$1.62 |"* ]]
    [[ $stdout == *"\`1 × 0.25 vCPU on Fargate, 1 × 0.5 GB of memory on Fargate\`<br>→ "* ]]
}

@test "what changed since a commit of the output is known from its trailer" {
    grown
    git init --quiet repo
    tf commit --at 4 --local-state --repo repo --branch main >/dev/null
    run_split tf cost --since main --repo repo
    expect_ok
    [[ $stdout == *"+\$1.62 a month: \$"*" at revision 4, \$"*" at revision 5" ]]
    git -C repo -c user.name=Ada -c user.email=ada@example.com commit-tree -m "By hand" "$(git -C repo write-tree)" >commit
    run_split tf cost --since "$(<commit)" --repo repo
    expect_error 1 'error: no commit up to "*" names a revision of the catalog*'
}

@test "a change without a price says which one, and fails nothing" {
    grown
    tf environment set staging --region ap-south-1 >/dev/null
    run_split tf cost --diff 5
    expect_ok
    [[ $stdout == *"not counted: no price of ecs.fargate.vcpu_hour in ap-south-1, for module.services[\"api\"]"* ]]
}

@test "revisions that are none, and options that contradict each other" {
    grown
    run_split tf cost --diff 77
    expect_error 1 "error: revision 77: *has no revision 77*"
    run_split tf cost --diff last
    expect_error 64 "*--diff takes the number of a revision*"
    run_split tf cost --diff 1 --since main
    expect_error 64 "*give one*"
    run_split tf cost --diff 1 --csv
    expect_error 64 "*leave out --by, --compare, --csv and --tenant*"
}

@test "validate holds budgets, with numbers and what costs most" {
    grown
    tf platform set acme --owner ada@example.com >/dev/null
    tf environment set staging --budget 1000 >/dev/null
    tf placement set alpha staging --budget 1000 >/dev/null
    run_split tf validate
    expect_ok
    tf placement set alpha staging --budget 12 >/dev/null
    run_split tf validate
    expect_error 1 "error: placement alpha/staging: budget: the estimate is \$*over the budget of \$12.00*"
    [[ $stderr == *"most goes to: \$"*" for "*", \$"*" for "*", \$"*"; raise the budget, or make these smaller"* ]]
    tf environment set staging --budget 1 >/dev/null
    run_split tf validate --json
    expect_equal "$(jq '.errors | length' <<<"$stdout")" 2
    # at another price it fits
    printf 'builtin: false\nprices: [{region: us-east-1, date: 2026-11-20, source: ours, entries: {}}]\n' >free.yaml
    run_split tf validate --prices free.yaml
    expect_ok
    TENANTFORM_PRICES=free.yaml run_split tf validate
    expect_ok
}
