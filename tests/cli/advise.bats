#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
# The situations of the documents that the rules are from, each as a catalog with a file of answers.
load common
setup() {
    common_setup
    unset TENANTFORM_ANSWERS
}
teardown() { common_teardown; }

# A product on ECS, two environments, six services at most, nobody who knows Kubernetes, and an EKS cluster for CI.
deployed_on_ecs() {
    tf --quiet import "$SOURCE_DIR/environments/omc" 2>/dev/null
    cat >answers.yaml <<'TEXT'
already_deployed: ecs
kubernetes_skills: none
multi_cloud: no
expected_services: 6
TEXT
}

# A platform for many tenants, models of their own, requests routed between AI providers.
ai_platform() {
    tf --quiet import "$SOURCE_DIR/environments/ai-platform" 2>/dev/null
    cat >answers.yaml <<'TEXT'
already_deployed: none
tenant_isolation: namespaces
gpu_orchestration: advanced
service_mesh: yes
monitoring: prometheus
expected_services: 80
TEXT
}

# Nothing yet but three web services, wanted soon.
fresh_start() {
    tf --quiet init --platform shop --region eu-central-1
    tf --quiet tenant add shop --isolation pool
    local service
    for service in api admin site; do tf --quiet service add shop "$service" --image "$service:1"; done
    cat >answers.yaml <<'TEXT'
already_deployed: none
time_to_market: fast
team_size: small
TEXT
}

# advise ANSWER: the answer for the platform, and its reasons in $stdout.
advise() {
    run_split tf advise --json --answers answers.yaml "${@:2}"
    expect_ok
    expect_equal "$(json .platform.answer)" "$1"
}

# Prices change, and with them no reason.
without_amounts() {
    stdout=$(sed -E 's/\$[0-9,]+\.[0-9]{2}( \([+-]?[0-9,.]+\))?/$…/' <<<"$stdout")
}

# The rules that hold, and that each has a reason and a source.
has_reason() {
    expect_equal "$(json '.platform.rules[] | select(.rule == "'"$1"'") | .document + ": " + .section')" "$2"
    [[ -n $(json '.platform.rules[] | select(.rule == "'"$1"'") | .reason') ]]
}

@test "what runs on ECS stays there when nobody knows Kubernetes" {
    deployed_on_ecs
    advise ecs_fargate
    expect_equal "$(json '.platform.alternatives | length')" 0
    has_reason TNF-A12 "OMC infrastructure decision (November 2025): Recommendation"
    has_reason TNF-A14 "Amazon ECS and Amazon EKS overview: When to use EKS"
    has_reason TNF-A09 "OMC infrastructure decision (November 2025): What about the existing EKS cluster"
    expect_equal "$(json '.platform.rules[] | select(.rule == "TNF-A09").weights.eks')" 0
    expect_equal "$(json '[.platform.changes[] | select(.answer == "eks")] | length')" 0
    expect_equal "$(json '.platform.changes_together.eks | length')" 2
    run_split tf advise --answers answers.yaml
    expect_ok
    without_amounts
    expect_golden advise-deployed.txt
}

@test "two triggers together move what runs on ECS, and the way is shown" {
    deployed_on_ecs
    printf 'multi_cloud: yes\nalready_deployed: ecs\nkubernetes_skills: strong\n' >answers.yaml
    advise eks
    expect_equal "$(json '.platform.move.together | "\(.weeks_least) to \(.weeks_most)"')" "9 to 10"
    expect_equal "$(json .platform.move.cost)" 'more than $100,000'
}

@test "an AI platform for many tenants goes to EKS, or begins with ECS on EC2" {
    ai_platform
    advise eks
    expect_equal "$(json '.platform.alternatives | join(" ")')" hybrid
    expect_equal "$(json .platform.move)" null
    has_reason TNF-A26 "EKS/ECS comparison for the multi-tenant AI platform: Multi-tenant data isolation"
    has_reason TNF-A28 "EKS/ECS comparison for the multi-tenant AI platform: Custom model training comparison"
    has_reason TNF-A03 "OMC infrastructure decision (November 2025): Triggers for considering EKS"
    run_split tf advise --answers answers.yaml --format markdown --tenant trial-1
    expect_ok
    without_amounts
    expect_golden advise-ai-platform.md
}

@test "a tenant's own answers give simple tenants ECS beside EKS" {
    ai_platform
    cat >>answers.yaml <<'TEXT'
tenants:
  trial-1: {tenant_isolation: basic, gpu_orchestration: none, service_mesh: no, monitoring: cloudwatch}
TEXT
    advise eks --tenant trial-1
    expect_equal "$(json '.tenants[] | select(.tenant == "trial-1") | .answer')" ecs_fargate
    expect_equal "$(json '.tenants[] | select(.tenant == "tenant-1") | .answer')" eks
    expect_equal "$(json '[.tenants[] | select(.rules)] | length')" 1
}

@test "a fresh start with plain web services begins with ECS" {
    fresh_start
    advise ecs_fargate
    has_reason TNF-A11 "ECS guide: Decision framework"
    has_reason TNF-A19 "ECS guide: Decision framework"
    has_reason TNF-A04 "ECS guide: Decision framework"
}

@test "one answer changes the outcome, as advise says itself" {
    fresh_start
    sed -i '/time_to_market\|team_size/d' answers.yaml
    advise ecs_fargate
    expect_equal "$(json '.platform.changes[] | select(.fact == "multi_cloud") | "\(.to) \(.answer)"')" "yes eks"
    echo "multi_cloud: yes" >>answers.yaml
    advise eks
}

@test "what is wrong with answers is said with its place" {
    fresh_start
    printf 'kubernets_skills: none\nteam_size: tiny\n' >answers.yaml
    run_split tf advise --answers answers.yaml
    expect_error 1 'answers.yaml:1:1: unknown key "kubernets_skills"
  did you mean kubernetes_skills?
answers.yaml:2:12: team_size: expected small, medium, large or unknown, not *'
    run_split tf advise --answers none.yaml
    expect_error 1 'error: answers: *none.yaml*'
    printf 'tenants: {shp: {team_size: small}}\n' >answers.yaml
    run_split tf advise --answers answers.yaml
    expect_error 1 'answers.yaml:1:11: the catalog has no tenant "shp" that stays
  did you mean shop?'
    run_split tf advise --tenant shp
    expect_error 1 'error: there is no tenant "shp" that stays
  did you mean shop?'
}

@test "the options cost what cost --compare says, and the budget is held beside them" {
    deployed_on_ecs
    echo "budget: 1000" >>answers.yaml
    advise ecs_fargate
    local costs
    costs=$(json '.cost | tojson')
    run_split tf cost --compare --json
    expect_equal "$(json '.total_cents | tojson')" "$costs"
    run_split tf advise --answers answers.yaml
    expect_equal "$(grep -c 'over the budget' <<<"$stdout")" 1
    [[ $stdout == *"  EKS "*", over the budget"* ]]
    tf --quiet --catalog empty.db init
    run_split tf --catalog empty.db advise
    expect_ok
    [[ $stdout == *"there is no estimate: the catalog has no platform"* ]]
}

@test "the questions are a file of answers that says nothing" {
    fresh_start
    run_split tf advise --questions
    expect_ok
    expect_golden advise-questions.yaml
    tf advise --questions >answers.yaml
    run_split tf advise
    local without=$stdout
    run_split tf advise --answers answers.yaml
    expect_ok
    expect_equal "$stdout" "$without"
}

@test "validate notes the triggers that are reached, and does not fail" {
    fresh_start
    run_split tf validate
    expect_ok
    expect_equal "$stderr" ""
    printf 'operators: yes\ngitops: yes\n' >answers.yaml
    TENANTFORM_ANSWERS=answers.yaml run_split tf validate
    expect_ok
    expect_equal "$stderr" "note: TNF-A23: Kubernetes operators are needed; operators: yes (answers.yaml:1:12)
  a reason to think again about ECS or EKS: see \`tenantform advise\`"
    run_split tf validate --json
    expect_ok
    expect_equal "$(json '.notes | length')" 0
    tf --quiet placement add shop staging
    local i
    {
        printf 'tenant: shop\nisolation: pool\nenvironments: {staging: {}}\nservices:\n'
        for i in {1..51}; do printf '  s%s: {image: "api:1", kind: worker}\n' "$i"; done
    } >shop.yaml
    tf --quiet import shop.yaml
    run_split tf validate --json
    expect_ok
    expect_equal "$(json '.notes[] | "\(.rule) \(.trigger) \(.value) \(.rows)"')" \
        "TNF-A03 More than 50 services 51 environment staging"
}
