#include "generator/report/cost/compare.h"

#include "tests/support/test.h"

static const char price_text[] =
    "prices:\n  - region: global\n    date: 2025-11-01\n    source: this test\n    entries:\n"
    "      ecs.fargate.vcpu_hour: {price: 0.1, unit: hour}\n"
    "      ecs.fargate.memory_gb_hour: {price: 0.01, unit: GB-hour}\n"
    "      ec2.t3.medium: {price: 0.04, unit: hour}\n"
    "      ebs.gp3_gb_month: {price: 0.1, unit: GB-month}\n"
    "      cloudwatch.metric_month: {price: 0.5, unit: month}\n"
    "      eks.cluster_hour: {price: 0.1, unit: hour}\n";

static struct tnf_cost_line line(const char *address, const char *key, enum tnf_cost_component component,
                                 int64_t cents) {
    return (struct tnf_cost_line){
        .stack = TNF_SV("s"), .address = tnf_sv(address), .key = tnf_sv(key), .component = component, .cents = cents};
}

static struct tnf_cost_workload workload(const char *tenant, bool pool, int64_t cpu, int64_t memory, int64_t tasks) {
    return (struct tnf_cost_workload){.environment = TNF_SV("e"),
                                      .tenant = tnf_sv(tenant),
                                      .region = TNF_SV("us-east-1"),
                                      .pool = pool,
                                      .cpu = cpu,
                                      .memory = memory,
                                      .tasks = tasks};
}

static struct tnf_cost_comparison compare(struct tnf_cost *cost, const char *type) {
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_error_list errors = {0};
    struct tnf_error err = {0};
    struct tnf_cost_comparison comparison;
    assert_int_equal(tnf_prices_add_text(prices, tnf_sv(price_text), "p.yaml", &errors, &err), 0);
    assert_int_equal(tnf_cost_compare(cost, prices, type, &arena, &comparison, &err), 0);
    return comparison;
}

static void expect(const struct tnf_cost_comparison *comparison, enum tnf_cost_component component, int64_t fargate,
                   int64_t ec2, int64_t eks) {
    assert_int_equal(comparison->cents[component][TNF_COST_ON_FARGATE], fargate);
    assert_int_equal(comparison->cents[component][TNF_COST_ON_EC2], ec2);
    assert_int_equal(comparison->cents[component][TNF_COST_ON_EKS], eks);
}

static void what_runs_on_fargate_is_packed_onto_instances(void **state) {
    (void)state;
    struct tnf_cost_line lines[] = {
        line("module.services[\"a\"].aws_ecs_service.this[0]", "ecs.fargate.vcpu_hour", TNF_COST_COMPUTE, 5000),
        line("module.network.aws_nat_gateway.this[\"z\"]", "nat.hour", TNF_COST_NAT, 3285),
    };
    /* 8 tasks need 2048 units of CPU; a node has nine tenths of that to give */
    struct tnf_cost_workload workloads[] = {workload("t", false, 256, 512, 7), workload("t", false, 256, 103, 1)};
    struct tnf_cost cost = {.lines = lines, .line_count = 2, .workloads = workloads, .workload_count = 2};
    const struct tnf_cost_comparison comparison = compare(&cost, NULL);
    assert_int_equal(comparison.nodes, 2);
    expect(&comparison, TNF_COST_COMPUTE, 5000, 2 * 2920, 2 * 2920);
    expect(&comparison, TNF_COST_STORAGE, 0, 600, 600);
    expect(&comparison, TNF_COST_LOGS, 0, 700, 700);
    expect(&comparison, TNF_COST_NAT, 3285, 3285, 3285);
    expect(&comparison, TNF_COST_CONTROL_PLANE, 0, 0, 7300);
    assert_int_equal(comparison.totals[TNF_COST_ON_EKS], 5840 + 600 + 700 + 3285 + 7300);
}

static void pools_stay_as_they_are_and_their_services_fit_on_fargate(void **state) {
    (void)state;
    struct tnf_cost_line lines[] = {
        line("module.pools[\"nodes\"].aws_autoscaling_group.this", "ec2.t4g.medium", TNF_COST_COMPUTE, 9000),
        line("module.pools[\"nodes\"].aws_autoscaling_group.this", "ebs.gp3_gb_month", TNF_COST_STORAGE, 800),
        line("module.pools[\"gpu\"].aws_autoscaling_group.this", "ec2.g5.xlarge", TNF_COST_COMPUTE, 70000),
    };
    /* 300 units and 900 MiB: Fargate has 512 with 1024 */
    struct tnf_cost_workload workloads[] = {workload("t", true, 300, 900, 2)};
    struct tnf_cost cost = {.lines = lines, .line_count = 3, .workloads = workloads, .workload_count = 1};
    const struct tnf_cost_comparison comparison = compare(&cost, NULL);
    assert_int_equal(comparison.nodes, 0);
    expect(&comparison, TNF_COST_COMPUTE, 70000 + 7300 + 1460, 79000, 79000);
    expect(&comparison, TNF_COST_STORAGE, 0, 800, 800);
}

static void each_network_has_a_control_plane_and_nodes_of_its_own(void **state) {
    (void)state;
    struct tnf_cost_workload workloads[] = {workload("a", false, 256, 512, 1), workload("b", false, 256, 512, 1),
                                            workload("silo", false, 256, 512, 1)};
    workloads[2].own_network = true;
    struct tnf_cost cost = {.workloads = workloads, .workload_count = 3};
    const struct tnf_cost_comparison comparison = compare(&cost, "t3.medium");
    assert_int_equal(comparison.networks, 2);
    assert_int_equal(comparison.nodes, 2);
    expect(&comparison, TNF_COST_CONTROL_PLANE, 0, 0, 14600);
}

static void a_type_whose_size_is_not_known_is_refused(void **state) {
    (void)state;
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_cost cost = {0};
    struct tnf_cost_comparison comparison;
    struct tnf_error err = {0};
    assert_int_equal(tnf_cost_compare(&cost, prices, "p5.48xlarge", &arena, &comparison, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "the size of instance type \"p5.48xlarge\" is not known");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_runs_on_fargate_is_packed_onto_instances),
        cmocka_unit_test(pools_stay_as_they_are_and_their_services_fit_on_fargate),
        cmocka_unit_test(each_network_has_a_control_plane_and_nodes_of_its_own),
        cmocka_unit_test(a_type_whose_size_is_not_known_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
