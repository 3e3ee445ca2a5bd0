#include "generator/report/graph/costs.h"

#include "base/memory.h"
#include "tests/support/test.h"

#include <inttypes.h>

static size_t put(struct tnf_graph *graph, enum tnf_graph_kind kind, const char *id, const char *tenant) {
    const struct tnf_graph_box box = {.kind = kind,
                                      .id = tnf_sv(id),
                                      .environment = TNF_SV("staging"),
                                      .tenant = tnf_sv(tenant),
                                      .cents = TNF_GRAPH_COST_UNKNOWN};
    return tnf_graph_add(graph, &box);
}

static const struct tnf_price price;

#define LINE(of, what, where, amount)                                                                                  \
    {                                                                                                                  \
        .environment = TNF_SV_INIT("staging"), .tenant = TNF_SV_INIT(of), .row = TNF_SV_INIT(what),                    \
        .address = TNF_SV_INIT(where), .price = &price, .cents = (amount)                                              \
    }

static void lines_are_of_the_boxes_that_they_are_for(void **state) {
    (void)state;
    static const struct {
        const char *id;
        const char *tenant;
        enum tnf_graph_kind kind;
        int64_t cents;
    } boxes[] = {
        {"staging/acme/service/main", "acme", TNF_GRAPH_SERVICE, 1001},
        {"staging/acme/database/main", "acme", TNF_GRAPH_DATABASE, 20},
        {"staging/acme/cache/main", "acme", TNF_GRAPH_CACHE, TNF_GRAPH_COST_UNKNOWN},
        {"staging/cell/service/api", "cell", TNF_GRAPH_SERVICE, 7},
        {"staging/nat", "", TNF_GRAPH_NAT, 3000},
        {"staging/runners/ci/control_plane", "", TNF_GRAPH_CONTROLLER, 7300},
        {"staging/acme/tenant", "acme", TNF_GRAPH_TENANT, 1500 + 21},
        {"staging/other", "other", TNF_GRAPH_TENANT_SUMMARY, TNF_GRAPH_COST_UNKNOWN},
    };
    static struct tnf_cost_line lines[] = {
        LINE("acme", "main", "module.services[\"main\"].aws_ecs_service.this[0]", 1000),
        LINE("acme", "main", "module.services[\"main\"].aws_cloudwatch_log_group.this", 1),
        LINE("acme", "main", "module.database[\"main\"].aws_db_instance.this", 20),
        LINE("cell", "api", "module.cell.module.services[\"api\"].aws_ecs_service.this[0]", 7),
        LINE("", "network", "module.network.aws_nat_gateway.this[\"us-east-1a\"]", 3000),
        LINE("", "ci", "module.cluster.aws_eks_cluster.this", 7300),
        LINE("", "elsewhere", "module.elsewhere.aws_thing.this", 99),
    };
    static struct tnf_cost_tenant tenants[] = {{.environment = TNF_SV_INIT("staging"),
                                                .tenant = TNF_SV_INIT("acme"),
                                                .own = {.fixed = 1000, .usage = 500},
                                                .shared = {.fixed = 20, .usage = 1}}};
    const struct tnf_cost cost = {
        .lines = lines, .line_count = TNF_ARRAY_LEN(lines), .tenants = tenants, .tenant_count = TNF_ARRAY_LEN(tenants)};
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    tnf_graph_init(&graph, TNF_SV("t"));
    for (size_t i = 0; i < TNF_ARRAY_LEN(boxes); i++) (void)put(&graph, boxes[i].kind, boxes[i].id, boxes[i].tenant);
    tnf_graph_set_costs(&graph, &cost);
    for (size_t i = 0; i < TNF_ARRAY_LEN(boxes); i++)
        if (graph.boxes[i + 1].cents != boxes[i].cents)
            fail_msg("%s costs %" PRId64 ", not %" PRId64, boxes[i].id, graph.boxes[i + 1].cents, boxes[i].cents);
}

static void what_has_no_price_stays_unknown(void **state) {
    (void)state;
    struct tnf_cost_line line = LINE("acme", "main", "module.services[\"main\"].aws_ecs_service.this[0]", 0);
    line.price = NULL;
    const struct tnf_cost cost = {.lines = &line, .line_count = 1};
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    tnf_graph_init(&graph, TNF_SV("t"));
    const size_t box = put(&graph, TNF_GRAPH_SERVICE, "staging/acme/service/main", "acme");
    tnf_graph_set_costs(&graph, &cost);
    assert_int_equal(graph.boxes[box].cents, TNF_GRAPH_COST_UNKNOWN);
}

static void known_costs_are_shown_as_dollars(void **state) {
    (void)state;
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    tnf_graph_init(&graph, TNF_SV("t"));
    const size_t known = put(&graph, TNF_GRAPH_SERVICE, "a", "acme");
    const size_t unknown = put(&graph, TNF_GRAPH_SERVICE, "b", "acme");
    graph.boxes[known].cents = 123450;
    tnf_graph_show_costs(&graph);
    assert_int_equal(graph.boxes[known].detail_count, 1);
    assert_true(tnf_sv_eq_c(graph.boxes[known].details[0], "$1,234.50 a month"));
    assert_int_equal(graph.boxes[unknown].detail_count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_of_the_boxes_that_they_are_for),
        cmocka_unit_test(what_has_no_price_stays_unknown),
        cmocka_unit_test(known_costs_are_shown_as_dollars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
