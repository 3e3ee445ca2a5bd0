#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load common

setup() {
    common_setup
    tf import "$SOURCE_DIR/environments/ai-platform"
} >/dev/null 2>&1
teardown() { common_teardown; }

cost() {
    run_split tf cost "$@"
}

# Cents of column N of a table, as numbers, the last one being the total.
column() {
    awk -v n="$1" 'NR > 1 && NF == 0 { exit } NR > 1 { gsub(",", ""); print int($(NF - n) * 100 + 0.5) }' <<<"$stdout"
}

@test "each table adds up, to the cent, and all of them to the same total" {
    totals=
    for by in environment tenant stack; do
        cost --by $by
        expect_ok
        for back in 0 1 2; do
            mapfile -t cents < <(column $back)
            expect_equal "$(($(printf '%s+' "${cents[@]:0:${#cents[@]}-1}")0))" "${cents[-1]}"
        done
        totals+="$(column 0 | tail -n 1) "
    done
    read -r -a each <<<"$totals"
    expect_equal "${each[1]} ${each[2]}" "${each[0]} ${each[0]}"
}

@test "prices are dated, and what has none is named" {
    cost --env staging
    expect_ok
    [[ $stdout == *"US dollars a month of 730 hours, at list prices of 20"* ]]
    tf environment set staging --region xx-nowhere-1 --quiet >/dev/null
    cost --env staging
    expect_ok
    [[ $stderr == *"nat.hour in xx-nowhere-1, for module.network.aws_nat_gateway.this[\"xx-nowhere-1a\"] of environments/staging"* ]]
}

@test "a tenant has lines of its own and shares of what it uses" {
    cost --tenant trial-1 --by resource
    expect_ok
    [[ $stdout == *'module.trial-1.module.services["chat"].aws_ecs_service.this[0]'* ]]
    [[ $stdout == *"(share of staging: shared database)"* ]]
    cost --tenant nobody
    expect_error 1 '*there is no tenant "nobody" that costs anything here*placement list*'
    cost --tenant tenant-1 --env moon
    expect_error 1 '*there is no environment "moon"*'
}

@test "a price file changes what it names, and nothing else" {
    cat >prices.yaml <<'TEXT'
prices:
  - region: us-east-1
    date: 2030-01-01
    source: an agreement
    entries:
      alb.hour: {price: 1, unit: hour}
TEXT
    cost --env staging --by line --prices prices.yaml
    expect_ok
    [[ $stdout == *"730.00  fixed  module.load_balancer.aws_lb.this: application load balancer  (730 hour at 1, alb.hour)"* ]]
    echo "prices: 7" >prices.yaml
    cost --prices prices.yaml
    expect_error 1 '*prices.yaml:1:*'
}

@test "assumptions can be printed, changed and given back" {
    tf cost --show-usage >usage.yaml
    cost --env staging
    before=$stdout
    cost --env staging --usage usage.yaml
    expect_equal "$stdout" "$before"
    sed -i 's/nat_gb: .*/nat_gb: 1000/' usage.yaml
    cost --env staging --usage usage.yaml
    expect_ok
    [[ $stdout != "$before" ]]
    printf 'network:\n  nat_gb: much\n' >usage.yaml
    cost --usage usage.yaml
    expect_error 1 '*usage.yaml:2:11: usage network.nat_gb is a number of GB a month, not much*'
}

@test "CSV has a column for everything, and quotes what needs it" {
    cost --by line --csv
    expect_ok
    tf cost --by line --csv >lines.csv
    python3 - <<'TEXT'
import csv
rows = list(csv.DictReader(open("lines.csv", newline=""), strict=True))
assert {len(row) for row in rows} == {18}, rows[0]
nat = [row for row in rows if row["resource"] == 'module.network.aws_nat_gateway.this["us-east-1a"]' and row["stack"] == "environments/staging"]
assert [(row["quantity"], row["price"], row["fixed"], row["total"]) for row in nat] == [("730", "0.045", "32.85", "32.85")], nat
TEXT
    [[ $(head -n 1 lines.csv) == *$'\r' ]]
    cost --csv --json
    [[ $status -eq 64 ]]
}

@test "a catalog as it was costs what it did" {
    cost --by environment
    before=$stdout
    tf tenant suspend tenant-1 --quiet >/dev/null
    cost --by environment
    [[ $stdout != "$before" ]]
    cost --by environment --at 1
    expect_equal "$stdout" "$before"
}

@test "the estimate of OMC as first deployed is that of its decision, and so is the one with a control plane" {
    run_split tf --catalog first.db import "$SOURCE_DIR/environments/omc-first"
    expect_ok
    tf --catalog first.db --quiet generate --out first
    tf --catalog first.db generate --out first --check
    tf --catalog first.db cost --json >now.json
    tf --catalog first.db cost --compare --json >compared.json
    python3 - <<'TEXT'
import json
def near(cents, dollars):
    assert abs(cents - 100 * dollars) <= 10 * dollars, f"{cents / 100} is not {dollars} by 10 %"
now, compared = json.load(open("now.json")), json.load(open("compared.json"))
near(now["total"]["total_cents"], 135)
near(compared["total_cents"]["ecs_fargate"], 135)
near(compared["total_cents"]["eks"], 208)
planes = [c["cents"]["eks"] for c in compared["components"] if c["component"] == "eks_control_plane"]
assert planes == [7300], planes
assert not now["unpriced"]
TEXT
}

@test "eight Graviton nodes cost what the comparison of EKS and ECS says, at both ends of its range" {
    run_split tf --catalog nodes.db import "$SOURCE_DIR/environments/ai-nodes"
    expect_ok
    tf --catalog nodes.db --quiet generate --out nodes
    tf --catalog nodes.db generate --out nodes --check
    for environment in low high; do
        tf --catalog nodes.db cost --env $environment --compare --json >$environment.json
    done
    python3 - <<'TEXT'
import json
NAMED = ["compute", "eks_control_plane", "storage", "load_balancer", "data_transfer"]  # the rows of its table
for environment, ecs, eks in (("low", 246, 319), ("high", 480, 553)):
    components = {c["component"]: c["cents"] for c in json.load(open(f"{environment}.json"))["components"]}
    for place, dollars in (("ecs_ec2", ecs), ("eks", eks)):
        cents = sum(components[name][place] for name in NAMED)
        assert abs(cents - 100 * dollars) <= 10 * dollars, f"{environment}: {place} is {cents / 100}, not {dollars}"
TEXT
}

@test "a comparison packs what runs on Fargate onto instances of a type" {
    cost --env staging --compare --instance-type m7i.2xlarge
    expect_ok
    [[ $stdout == *"13 tasks on Fargate (4.5 vCPU, 9 GiB) would take 2 × m7i.2xlarge"* ]]
    cost --compare --instance-type mystery
    expect_error 1 '*the size of instance type "mystery" is not known*t3.medium, m7g.large*'
    cost --compare --csv
    expect_ok
    [[ $stdout == "component,ecs_fargate,ecs_ec2,eks"* ]]
    cost --compare --tenant tenant-1
    [[ $status -eq 64 ]]
}

@test "the page lists every assumption with its built-in value" {
    tf cost --show-usage | awk '/^[a-z]/ { section = $1; sub(":", "", section) } /^  [a-z]/ { name = $1; sub(":", "", name); print "`" section "." name "` | " $2 " " }' >wanted
    [[ $(wc -l <wanted) -gt 30 ]]
    while IFS= read -r row; do
        grep -qF "$row" "$SOURCE_DIR/docs/cost.md" || { echo "not in docs/cost.md: $row" && return 1; }
    done <wanted
}
