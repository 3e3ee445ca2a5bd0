#include "generator/report/graph/build.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

static void add_tenant(struct tnf_catalog *catalog, const char *name, const char *isolation) {
    struct tnf_arena arena = TNF_ARENA_INIT;
    test_insert(catalog, TNF_ENTITY_TENANT, name, "isolation", isolation, NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, tnf_arena_printf(&arena, "%s/staging", name).ptr, NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, tnf_arena_printf(&arena, "%s/api", name).ptr, "kind", "web", "image",
                "api:1", "cpu", "256", "memory", "512", NULL);
    test_insert(catalog, TNF_ENTITY_ROUTE, tnf_arena_printf(&arena, "%s/api/all", name).ptr, "path", "/*", "host",
                tnf_arena_printf(&arena, "%s.example.com", name).ptr, NULL);
    tnf_arena_release(&arena);
}

/* An environment with a bridge tenant that has data, files, a secret and a schedule. */
static void begin(struct tnf_catalog *catalog) {
    test_begin(catalog);
    test_insert_platform(catalog);
    test_update(catalog, TNF_ENTITY_PLATFORM, "acme", "state_bucket", "acme-state", NULL);
    add_tenant(catalog, "alpha", "bridge");
    test_insert(catalog, TNF_ENTITY_DATABASE, "alpha/staging/main", NULL);
    test_insert(catalog, TNF_ENTITY_SECRET, "alpha/key", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "alpha/nightly", "kind", "scheduled", "image", "n:1", "cpu", "256",
                "memory", "512", "database", "main", "secrets", "[\"key\"]", NULL);
    test_insert(catalog, TNF_ENTITY_SCHEDULE, "alpha/nightly/night", "expression", "cron(0 3 * * ? *)", NULL);
    test_insert(catalog, TNF_ENTITY_VOLUME, "alpha/api/files", "path", "/files", NULL);
}

static void draw(struct catalog_fixture *fixture, struct tnf_graph_view view, struct tnf_graph *ret) {
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_begin_read(fixture->catalog, &err), 0);
    if (tnf_graph_build(fixture->catalog, &view, ret, &err) < 0) fail_msg("%s", err.message);
    tnf_catalog_rollback(fixture->catalog);
}

static struct tnf_strview parent_of(const struct tnf_graph *graph, const char *id) {
    const size_t box = tnf_graph_find(graph, tnf_sv(id));
    if (box == TNF_GRAPH_NONE) fail_msg("there is no box %s", id);
    return graph->boxes[graph->boxes[box].parent].id;
}

static bool has_edge(const struct tnf_graph *graph, const char *from, const char *to, enum tnf_graph_line line) {
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tnf_graph_edge *edge = &graph->edges[i];
        if (tnf_sv_eq_c(graph->boxes[edge->from].id, from) && tnf_sv_eq_c(graph->boxes[edge->to].id, to) &&
            edge->line == line)
            return true;
    }
    return false;
}

static void a_tenant_is_drawn_with_all_it_has(void **state) {
    struct catalog_fixture *fixture = *state;
    begin(fixture->catalog);
    test_commit(fixture->catalog);
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    draw(fixture, (struct tnf_graph_view){.environment = TNF_SV("staging"), .tenant = TNF_SV("alpha")}, &graph);
    static const struct {
        const char *id;
        const char *parent;
    } boxes[] = {
        {"internet", "picture"},
        {"staging/dns", "picture"},
        {"staging/load_balancer", "staging/public"},
        {"staging/public", "staging/vpc"},
        {"staging/cluster", "staging/app"},
        {"staging/alpha/tenant", "staging/cluster"},
        {"staging/alpha/service/api", "staging/alpha/tenant"},
        {"staging/alpha/route/api/all", "staging/alpha/tenant"},
        {"staging/alpha/database/main", "staging/database"},
        {"staging/alpha/files", "staging/app"},
        {"staging/alpha/secrets", "account//us-east-1"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(boxes); i++)
        assert_true(tnf_sv_eq_c(parent_of(&graph, boxes[i].id), boxes[i].parent));
    static const struct {
        const char *from;
        const char *to;
        enum tnf_graph_line line;
    } edges[] = {
        {"internet", "staging/dns", TNF_GRAPH_ROUTES},
        {"staging/dns", "staging/load_balancer", TNF_GRAPH_ROUTES},
        {"staging/load_balancer", "staging/alpha/route/api/all", TNF_GRAPH_ROUTES},
        {"staging/alpha/route/api/all", "staging/alpha/service/api", TNF_GRAPH_ROUTES},
        {"staging/alpha/service/nightly", "staging/alpha/database/main", TNF_GRAPH_DATA},
        {"staging/alpha/service/nightly", "staging/alpha/secrets", TNF_GRAPH_READS},
        {"staging/alpha/schedule/nightly/night", "staging/alpha/service/nightly", TNF_GRAPH_STARTS},
        {"staging/alpha/service/api", "staging/alpha/files", TNF_GRAPH_MOUNTS},
        {"staging/nat", "internet", TNF_GRAPH_EGRESS},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(edges); i++)
        if (!has_edge(&graph, edges[i].from, edges[i].to, edges[i].line))
            fail_msg("no line from %s to %s", edges[i].from, edges[i].to);
}

static void of_several_tenants_each_is_one_box(void **state) {
    struct catalog_fixture *fixture = *state;
    begin(fixture->catalog);
    add_tenant(fixture->catalog, "beta", "pool");
    add_tenant(fixture->catalog, "gamma", "silo");
    test_commit(fixture->catalog);
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    draw(fixture, (struct tnf_graph_view){.environment = TNF_SV("staging")}, &graph);
    assert_true(tnf_sv_eq_c(parent_of(&graph, "staging/alpha"), "staging/tenants/bridge"));
    assert_true(tnf_sv_eq_c(parent_of(&graph, "staging/beta"), "staging/tenants/pool"));
    assert_true(tnf_sv_eq_c(parent_of(&graph, "staging/tenants/pool"), "staging/cluster"));
    assert_true(tnf_sv_eq_c(parent_of(&graph, "staging/account//us-east-1/silo"), "account//us-east-1"));
    assert_int_equal(tnf_graph_find(&graph, TNF_SV("staging/alpha/service/api")), TNF_GRAPH_NONE);
    assert_true(has_edge(&graph, "staging/load_balancer", "staging/tenants/pool", TNF_GRAPH_ROUTES));
    assert_true(has_edge(&graph, "staging/tenants/bridge", "staging/own_databases", TNF_GRAPH_DATA));
    assert_true(has_edge(&graph, "staging/tenants/pool", "staging/shared_database", TNF_GRAPH_DATA));
}

static void a_tenant_with_a_network_of_its_own_has_no_part_in_the_shared_one(void **state) {
    struct catalog_fixture *fixture = *state;
    begin(fixture->catalog);
    add_tenant(fixture->catalog, "gamma", "silo");
    test_commit(fixture->catalog);
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    draw(fixture, (struct tnf_graph_view){.tenant = TNF_SV("gamma")}, &graph);
    assert_int_equal(tnf_graph_find(&graph, TNF_SV("staging/vpc")), TNF_GRAPH_NONE);
    assert_true(tnf_sv_eq_c(parent_of(&graph, "staging/gamma/tenant"), "staging/gamma/cluster"));
}

static void more_tenants_than_are_legible_are_counted(void **state) {
    enum { MORE = 3 };
    struct catalog_fixture *fixture = *state;
    begin(fixture->catalog);
    for (int i = 0; i < TNF_GRAPH_TENANTS_MAX + MORE; i++)
        add_tenant(fixture->catalog, tnf_arena_printf(&fixture->arena, "pool-%d", i).ptr, "pool");
    test_commit(fixture->catalog);
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    draw(fixture, (struct tnf_graph_view){.environment = TNF_SV("staging")}, &graph);
    const size_t more = tnf_graph_find(&graph, TNF_SV("staging/tenants/pool/more"));
    assert_int_not_equal(more, TNF_GRAPH_NONE);
    assert_true(tnf_sv_eq_c(graph.boxes[more].label, "and 3 more tenants"));
}

static void many_services_have_their_data_in_common(void **state) {
    enum { SERVICES = 31 };
    struct catalog_fixture *fixture = *state;
    begin(fixture->catalog);
    for (int i = 0; i < SERVICES; i++)
        test_insert(fixture->catalog, TNF_ENTITY_SERVICE, tnf_arena_printf(&fixture->arena, "alpha/s-%d", i).ptr,
                    "kind", "worker", "image", "x:1", "cpu", "256", "memory", "512", "database", "main", "calls",
                    "[\"api\"]", NULL);
    test_commit(fixture->catalog);
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    draw(fixture, (struct tnf_graph_view){.environment = TNF_SV("staging"), .tenant = TNF_SV("alpha")}, &graph);
    assert_true(has_edge(&graph, "staging/alpha/tenant", "staging/alpha/database/main", TNF_GRAPH_DATA));
    assert_false(has_edge(&graph, "staging/alpha/service/s-0", "staging/alpha/database/main", TNF_GRAPH_DATA));
    assert_true(has_edge(&graph, "staging/alpha/service/s-0", "staging/alpha/service/api", TNF_GRAPH_CALLS));
    assert_true(has_edge(&graph, "staging/load_balancer", "staging/alpha/tenant", TNF_GRAPH_ROUTES));
    assert_int_equal(tnf_graph_find(&graph, TNF_SV("staging/alpha/route/api/all")), TNF_GRAPH_NONE);
}

static void a_runner_cluster_is_drawn_alone(void **state) {
    struct catalog_fixture *fixture = *state;
    begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_RUNNER_CLUSTER, "staging/ci", "github_url", "https://github.com/acme",
                NULL);
    test_commit(fixture->catalog);
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    draw(fixture, (struct tnf_graph_view){.runners = true}, &graph);
    assert_true(tnf_sv_eq_c(parent_of(&graph, "staging/runners/ci"), "staging/app"));
    assert_true(tnf_sv_eq_c(parent_of(&graph, "staging/runners/ci/pods"), "staging/runners/ci/runner_nodes"));
    assert_true(has_edge(&graph, "github/https://github.com/acme", "staging/runners/ci/controller", TNF_GRAPH_STARTS));
    assert_int_equal(tnf_graph_find(&graph, TNF_SV("staging/cluster")), TNF_GRAPH_NONE);
    assert_int_equal(tnf_graph_find(&graph, TNF_SV("production/vpc")), TNF_GRAPH_NONE);
}

static void what_is_not_there_is_refused(void **state) {
    struct catalog_fixture *fixture = *state;
    begin(fixture->catalog);
    test_commit(fixture->catalog);
    const struct tnf_graph_view views[] = {
        {.runners = true}, {.environment = TNF_SV("moon")}, {.tenant = TNF_SV("nobody")}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(views); i++) {
        TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
        struct tnf_error err = {0};
        assert_int_equal(tnf_catalog_begin_read(fixture->catalog, &err), 0);
        assert_int_equal(tnf_graph_build(fixture->catalog, &views[i], &graph, &err), TNF_E_NOT_FOUND);
        tnf_catalog_rollback(fixture->catalog);
    }
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, catalog_set_up, catalog_tear_down)
int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(a_tenant_is_drawn_with_all_it_has),
        CASE(of_several_tenants_each_is_one_box),
        CASE(a_tenant_with_a_network_of_its_own_has_no_part_in_the_shared_one),
        CASE(more_tenants_than_are_legible_are_counted),
        CASE(many_services_have_their_data_in_common),
        CASE(a_runner_cluster_is_drawn_alone),
        CASE(what_is_not_there_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
