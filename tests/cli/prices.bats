#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common
setup() {
    common_setup
    unset TENANTFORM_PRICES
    offers=$SOURCE_DIR/tests/unit/generator/report/prices/offers
}
teardown() { common_teardown; }

overlay() {
    printf 'prices:\n  - {region: us-east-1, date: 2026-11-20, source: ours, entries: {nat.hour: {price: %s, unit: hour}}}\n' "$1"
}

@test "prices are listed with date and source" {
    run_split tf prices list nat --region us-east-1
    expect_ok
    [[ $stdout == *"nat.hour  us-east-1  0.045  hour  2026-10-07  AWS price list, offer AmazonEC2"* ]]
    [[ $stdout != *"alb.hour"* ]]
}

@test "prices of a region come with those that hold in all" {
    run_split tf prices list --region us-east-1 --json
    expect_ok
    expect_equal "$(jq -r '[.prices[].region] | unique | join(" ")' <<<"$stdout")" "global us-east-1"
    run_split tf prices list --region mars-north-1
    expect_ok
    [[ $stdout == *"route53.zone_month "*" global "* ]]
    run_split tf prices list nat --region mars-north-1
    expect_ok
    expect_equal "$stdout" ""
    expect_equal "$stderr" "there is no such price"
}

@test "keys are listed with their units" {
    run_split tf prices list --keys
    expect_ok
    [[ $stdout == *"ecs.fargate.vcpu_hour"*"hour"*"Fargate, x86: one vCPU"* ]]
}

@test "a price file lies over the prices that come along, or replaces them" {
    overlay 0.04 >mine.yaml
    run_split tf prices list nat --region us-east-1 --prices mine.yaml
    expect_ok
    [[ $stdout == *"nat.hour  us-east-1   0.04  hour  2026-11-20  ours"* && $stdout == *"nat.gb"* ]]
    overlay 0.03 >theirs.yaml
    TENANTFORM_PRICES=theirs.yaml run_split tf prices list nat.hour --region us-east-1 --json
    expect_equal "$(jq -r '.prices[].price' <<<"$stdout")" 0.03
    TENANTFORM_PRICES=theirs.yaml run_split tf prices list nat.hour --region us-east-1 --json --prices mine.yaml
    expect_equal "$(jq -r '.prices[].price' <<<"$stdout")" 0.04
    { echo 'builtin: false' && overlay 0.04; } >only.yaml
    run_split tf prices list --json --prices only.yaml
    expect_equal "$(jq '.prices | length' <<<"$stdout")" 1
}

@test "a price file is checked, and everything that is wrong is told with its place" {
    overlay 0.04 >good.yaml
    run_split tf prices check good.yaml
    expect_ok
    expect_equal "$stdout" "good.yaml: 1 price, 1 region"
    printf 'prices:\n  - region: us-east-1\n    date: today\n    source: x\n    entries:\n      nat.hours: {price: 1, unit: hour}\n      nat.gb: {price: 1,5, unit: GB}\n' >bad.yaml
    for command in "check bad.yaml" "list --prices bad.yaml"; do
        # shellcheck disable=SC2086
        run_split tf prices $command
        expect_error 1 'bad.yaml:3:11: date: "today" is none*'
        [[ $stderr == *'bad.yaml:6:7: "nat.hours" is no key of a price'*'did you mean nat.hour?'* ]]
        [[ $stderr == *'bad.yaml:7:'* ]]
    done
    run_split tf prices check none.yaml
    expect_error 1 '*none.yaml*'
}

@test "offer files become a price file that can be counted with" {
    run_split tf prices import "$offers/AmazonECS.json" "$offers/AmazonEC2.csv" "$offers/AmazonRoute53.json" \
        --region eu-west-1 --output eu.yaml
    expect_ok
    expect_equal "$stdout" ""
    [[ $stderr == *"left out: ebs.snapshot_gb_month, of which AmazonEC2 has several prices"* ]]
    [[ $stderr == *"14 prices of eu-west-1 from 3 offer files"* ]]
    run_split tf prices check eu.yaml
    expect_equal "$stdout" "eu.yaml: 14 prices, 2 regions"
    run_split tf prices list ecs.fargate.vcpu --region eu-west-1 --prices eu.yaml --json
    expect_equal "$(jq -c '.prices[] | [.price, .date]' <<<"$stdout")" '["0.04048","2026-09-11"]'
    cp eu.yaml before.yaml
    run_split tf prices import "$offers/AmazonECS.json" "$offers/AmazonEC2.csv" "$offers/AmazonRoute53.json" \
        --region eu-west-1
    expect_ok
    printf '%s\n' "$stdout" | diff - before.yaml
}

@test "damaged offer files are one error, and nothing is written" {
    head --bytes=3000 "$offers/AmazonECS.json" >cut.json
    run_split tf prices import cut.json --region eu-west-1 --output p.yaml
    expect_error 1 "cut.json:*: the file ends where the end of a*"
    sed '9s/,"USD"//' "$offers/AmazonEC2.csv" >fields.csv
    run_split tf prices import "$offers/AmazonECS.json" fields.csv --region eu-west-1 --output p.yaml
    expect_error 1 "fields.csv:9:1: expected 29 fields as in the header, not 28*"
    echo '{"name": "no offer"}' >other.json
    run_split tf prices import other.json --region eu-west-1 --output p.yaml
    expect_error 1 "other.json:1:1: not an offer file of AWS's price list: it has no offerCode*"
    [[ ! -e p.yaml ]]
}

@test "two files with one key, a region without prices, no region at all: one error each" {
    run_split tf prices import "$offers/AmazonECS.json" "$offers/AmazonECS.json" --region eu-west-1 --output p.yaml
    expect_error 1 "*ecs.fargate.arm.memory_gb_hour is given twice for eu-west-1*"
    run_split tf prices import "$offers/AmazonECS.json" --region eu-west-3 --output p.yaml
    expect_error 1 "error: no price of eu-west-3 that there is a key for is in these files*"
    run_split tf prices import "$offers/AmazonRoute53.json" --region 'x: {y' --output p.yaml
    expect_error 64 '*--region takes the name of a region, eu-west-1, not "x: {y"*'
    run_split tf prices import "$offers/AmazonECS.json"
    expect_error 64 "*--region is missing*"
    [[ ! -e p.yaml ]]
}

@test "a family of commands explains itself and knows near misses" {
    run_split tf prices
    expect_error 64 'error: a command is missing behind "prices"*there are list, check, import*'
    run_split tf prices lst
    expect_error 64 '*there is no command "prices lst"*did you mean "prices list"?*'
    run_split tf prices --help
    expect_ok
    local text=$stdout
    run_split tf help prices
    expect_equal "$stdout" "$text"
    run_split tf __complete -- prices ""
    [[ $stdout == *$'list\t'*$'check\t'*$'import\t'* ]]
    run_split tf __complete -- prices list --re
    [[ $stdout == $'--region\t'* ]]
}
