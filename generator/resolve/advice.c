#include "generator/resolve/advice.h"

#include "base/memory.h"

const struct tnf_advice_option_text tnf_advice_options[TNF_ADVICE_OPTIONS] = {
    [TNF_ADVICE_FARGATE] = {"ecs_fargate", "ECS on Fargate",
                            "every service runs on Fargate, and nobody looks after nodes"},
    [TNF_ADVICE_EC2] = {"ecs_ec2", "ECS on EC2",
                        "services that need instances or GPUs run on EC2 pools, and the others may stay on Fargate"},
    [TNF_ADVICE_EKS] = {"eks", "EKS",
                        "services run on a Kubernetes cluster of their own, apart from that of CI runners"},
};

#define NO_YES .choices = {"no", "yes"}, .answers = 2

const struct tnf_advice_fact tnf_advice_facts[TNF_FACT_COUNT] = {
    [TNF_FACT_SERVICES] = {"services", "services in an environment", "expected_services",
                           "How many services will the largest environment have in a year? A number; the catalog's "
                           "own counts when it is larger.",
                           .max = 1000000},
    [TNF_FACT_WORKLOADS] = {"workloads", "what the services need", .choices = {"plain", "instances", "gpus"}},
    [TNF_FACT_SCHEDULED] = {"scheduled_services", "scheduled services", .max = 1000000},
    [TNF_FACT_SHARING] = {"sharing_tenants", "tenants that share a cluster", .max = 1000000},
    [TNF_FACT_RUNNER_CLUSTERS] = {"runner_clusters", "EKS clusters for CI runners", .max = 1000000},
    [TNF_FACT_DEPLOYED] = {"deployed", "what runs already", "already_deployed",
                           "What do the applications run on today?", .choices = {"none", "ecs", "eks", "placed"},
                           .answers = 3},
    [TNF_FACT_SKILLS] = {"kubernetes_skills", "Kubernetes skills of the team", "kubernetes_skills",
                         "How well does the team know Kubernetes?", .choices = {"none", "some", "strong"},
                         .answers = 3},
    [TNF_FACT_TEAM] = {"team_size", "size of the team", "team_size", "How large is the team that runs the platform?",
                       .choices = {"small", "medium", "large"}, .answers = 3},
    [TNF_FACT_HASTE] = {"time_to_market", "time until something has to run", "time_to_market",
                        "Does something have to run soon?", .choices = {"normal", "fast"}, .answers = 2},
    [TNF_FACT_MULTI_CLOUD] = {"multi_cloud", "more than one cloud", "multi_cloud",
                              "Must the same services run in another cloud, or on premises, too?", NO_YES},
    [TNF_FACT_MESH] = {"service_mesh", "a service mesh", "service_mesh",
                       "Is a service mesh needed: routing, retries and mTLS between services that are no matter of a "
                       "load balancer?",
                       NO_YES},
    [TNF_FACT_OPERATORS] = {"operators", "Kubernetes operators", "operators",
                            "Does something need Kubernetes operators or resources of its own in Kubernetes' API?",
                            NO_YES},
    [TNF_FACT_STATEFUL_SETS] = {"stateful_sets", "StatefulSets", "stateful_sets",
                                "Do services keep state on disks of their own, as StatefulSets do?", NO_YES},
    [TNF_FACT_ISOLATION] = {"tenant_isolation", "isolation that tenants need", "tenant_isolation",
                            "Is it enough that tenants are apart by network, role and placement (basic), or does each "
                            "need a namespace with quotas and network policies that the cluster enforces (namespaces)?",
                            .choices = {"basic", "namespaces"}, .answers = 2},
    [TNF_FACT_GPU_ORCHESTRATION] = {"gpu_orchestration", "orchestration of training", "gpu_orchestration",
                                    "What does training ask for: nothing, tasks that run on a GPU (basic), or queues "
                                    "and distributed jobs as Kubeflow has them (advanced)?",
                                    .choices = {"none", "basic", "advanced"}, .answers = 3},
    [TNF_FACT_MONITORING] = {"monitoring", "monitoring", "monitoring",
                             "Is CloudWatch enough, or are Prometheus, Grafana and tracing beside them wanted?",
                             .choices = {"cloudwatch", "prometheus"}, .answers = 2},
    [TNF_FACT_GITOPS] = {"gitops", "GitOps in the cluster", "gitops",
                         "Shall a controller in the cluster, as Argo CD or Flux, deliver the services?", NO_YES},
    [TNF_FACT_NODE_CONTROL] = {"node_control", "control of nodes", "node_control",
                               "How much do nodes matter: not at all, their instance type or network (instances), or "
                               "each one's kind, price and life (full)?",
                               .choices = {"none", "instances", "full"}, .answers = 3},
    [TNF_FACT_BUDGET] = {"budget", "US dollars a month", "budget",
                         "What may a month of the whole platform cost, in US dollars? A number.", .max = 1000000000},
};

size_t tnf_advice_choices(enum tnf_advice_fact_id fact) {
    size_t count = 0;
    while (count < TNF_FACT_CHOICES_MAX && tnf_advice_facts[fact].choices[count] != NULL) count++;
    return count;
}

struct tnf_advice_values tnf_advice_nothing(void) {
    struct tnf_advice_values values;
    for (size_t i = 0; i < TNF_FACT_COUNT; i++) values.of[i] = TNF_FACT_UNKNOWN;
    return values;
}

bool tnf_advice_fires(const struct tnf_advice_rule *rule, const struct tnf_advice_values *values) {
    if (rule->fact == TNF_FACT_ALWAYS) return true;
    const int64_t value = values->of[rule->fact];
    return value != TNF_FACT_UNKNOWN && value >= rule->low && value <= rule->high;
}

static enum tnf_advice_option best_but(const int points[TNF_ADVICE_OPTIONS], int without) {
    int best = without == 0 ? 1 : 0;
    for (int i = best + 1; i < TNF_ADVICE_OPTIONS; i++)
        if (i != without && points[i] > points[best]) best = i;
    return (enum tnf_advice_option)best;
}

struct tnf_advice_score tnf_advice_score(const struct tnf_advice_values *values) {
    struct tnf_advice_score score = {.points = {0}};
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        if (!tnf_advice_fires(&tnf_advice_rules[i], values)) continue;
        for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
            score.points[option] += tnf_advice_rules[i].weights[option];
    }
    score.answer = best_but(score.points, -1);
    score.second = best_but(score.points, (int)score.answer);
    score.near = score.points[score.answer] - score.points[score.second] <= TNF_ADVICE_NEAR;
    return score;
}

static size_t add_candidate(int64_t value, int64_t *list, size_t count) {
    size_t at = 0;
    while (at < count && list[at] < value) at++;
    if ((at < count && list[at] == value) || count == TNF_ADVICE_CANDIDATES_MAX) return count;
    for (size_t i = count; i > at; i--) list[i] = list[i - 1];
    list[at] = value;
    return count + 1;
}

size_t tnf_advice_candidates(enum tnf_advice_fact_id fact, int64_t ret[TNF_ADVICE_CANDIDATES_MAX]) {
    const struct tnf_advice_fact *described = &tnf_advice_facts[fact];
    const size_t choices = tnf_advice_choices(fact);
    size_t count = 0;
    for (size_t i = 0; i < choices && (described->answers == 0 || i < described->answers); i++)
        count = add_candidate((int64_t)i, ret, count);
    if (choices > 0) return count;
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        const struct tnf_advice_rule *rule = &tnf_advice_rules[i];
        if (rule->fact != fact) continue;
        count = add_candidate(rule->low, ret, count);
        if (rule->low > 0) count = add_candidate(rule->low - 1, ret, count);
        if (rule->high < described->max) count = add_candidate(rule->high + 1, ret, count);
    }
    return count;
}

struct tnf_advice_step tnf_advice_all_steps(void) {
    struct tnf_advice_step all = {.what = "Together"};
    for (size_t i = 0; i < tnf_advice_step_count; i++) {
        all.least_weeks += tnf_advice_steps[i].least_weeks;
        all.most_weeks += tnf_advice_steps[i].most_weeks;
    }
    return all;
}
