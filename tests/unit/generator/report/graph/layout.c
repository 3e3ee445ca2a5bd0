#include "generator/report/graph/layout.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "generator/report/graph/build.h"
#include "generator/report/graph/font.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/random_rows.h"
#include "tests/support/test.h"

static bool is_apart(struct tnf_graph_rect a, struct tnf_graph_rect b) {
    return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

static bool is_within(struct tnf_graph_rect inner, struct tnf_graph_rect outer) {
    return inner.x > outer.x && inner.y > outer.y && inner.x + inner.width < outer.x + outer.width &&
           inner.y + inner.height < outer.y + outer.height;
}

static void check_boxes(const struct tnf_graph *graph, const struct tnf_graph_layout *layout) {
    for (size_t i = 0; i < graph->box_count; i++)
        for (size_t j = i + 1; j < graph->box_count; j++) {
            const struct tnf_graph_shape *a = &layout->shapes[i];
            const struct tnf_graph_shape *b = &layout->shapes[j];
            const bool holds = tnf_graph_holds(graph, i, j);
            if (holds ? !is_within(b->rect, a->rect) || !is_apart(b->rect, a->title) : !is_apart(a->rect, b->rect))
                fail_msg("boxes %s and %s lie on each other", graph->boxes[i].id.ptr, graph->boxes[j].id.ptr);
        }
}

/* Every word of every text is there, within its box, and no line on another. */
static void check_texts(const struct tnf_graph *graph, const struct tnf_graph_layout *layout) {
    for (size_t i = 1; i < graph->box_count; i++) {
        const struct tnf_graph_shape *shape = &layout->shapes[i];
        size_t shown = 0;
        int above = shape->rect.y;
        for (size_t j = 0; j < shape->text_count; j++) {
            const struct tnf_graph_text *text = &shape->texts[j];
            const struct tnf_graph_rect place = {text->x, text->y - text->size, text->width, text->size};
            if (!is_within(place, shape->rect)) fail_msg("a text of box %s is cut", graph->boxes[i].id.ptr);
            assert_true(text->width >= tnf_font_width(text->text, text->size, text->bold));
            assert_true(place.y >= above);
            above = text->y;
            for (size_t k = 0; k < text->text.len; k++) shown += text->text.ptr[k] != ' ';
        }
        size_t whole = 0;
        for (size_t k = 0; k < graph->boxes[i].label.len; k++) whole += graph->boxes[i].label.ptr[k] != ' ';
        for (size_t j = 0; j < graph->boxes[i].detail_count; j++)
            for (size_t k = 0; k < graph->boxes[i].details[j].len; k++)
                whole += graph->boxes[i].details[j].ptr[k] != ' ';
        assert_int_equal(shown, whole);
    }
}

static bool is_on_border(struct tnf_graph_point point, struct tnf_graph_rect rect) {
    const bool level = point.y > rect.y && point.y < rect.y + rect.height;
    const bool upright = point.x > rect.x && point.x < rect.x + rect.width;
    return (level && (point.x == rect.x || point.x == rect.x + rect.width)) ||
           (upright && (point.y == rect.y || point.y == rect.y + rect.height));
}

/* The room that a piece of a line takes. */
static struct tnf_graph_rect room_of(struct tnf_graph_point a, struct tnf_graph_point b) {
    const int x = a.x < b.x ? a.x : b.x;
    const int y = a.y < b.y ? a.y : b.y;
    return (struct tnf_graph_rect){x, y, a.x + b.x - 2 * x + (a.x == b.x), a.y + b.y - 2 * y + (a.y == b.y)};
}

static void check_piece(const struct tnf_graph *graph, const struct tnf_graph_layout *layout, size_t edge,
                        struct tnf_graph_rect room) {
    const size_t from = graph->edges[edge].from;
    const size_t to = graph->edges[edge].to;
    for (size_t i = 1; i < graph->box_count; i++) {
        const bool way = (i != from && tnf_graph_holds(graph, i, from)) || (i != to && tnf_graph_holds(graph, i, to));
        if (!is_apart(room, way ? layout->shapes[i].title : layout->shapes[i].rect))
            fail_msg("the line from %s to %s crosses %s", graph->boxes[from].id.ptr, graph->boxes[to].id.ptr,
                     graph->boxes[i].id.ptr);
    }
}

static void check_lines(const struct tnf_graph *graph, const struct tnf_graph_layout *layout) {
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tnf_graph_path *path = &layout->paths[i];
        assert_true(path->count >= 2);
        assert_true(is_on_border(path->points[0], layout->shapes[graph->edges[i].from].rect));
        assert_true(is_on_border(path->points[path->count - 1], layout->shapes[graph->edges[i].to].rect));
        for (size_t j = 1; j < path->count; j++) {
            const struct tnf_graph_point a = path->points[j - 1];
            const struct tnf_graph_point b = path->points[j];
            assert_true((a.x == b.x) != (a.y == b.y));
            check_piece(graph, layout, i, room_of(a, b));
        }
    }
}

static void check(const struct tnf_graph *graph) {
    TNF_AUTO(tnf_graph_layout_release) struct tnf_graph_layout layout;
    struct tnf_error err = {0};
    if (tnf_graph_lay_out(graph, &layout, &err) < 0) fail_msg("%s", err.message);
    check_boxes(graph, &layout);
    check_texts(graph, &layout);
    check_lines(graph, &layout);
}

static size_t below(struct tnf_random *random, size_t limit) {
    return (size_t)tnf_random_below(random, limit);
}

static void add_random_box(struct tnf_random *random, struct tnf_graph *graph, size_t *groups, size_t *group_count) {
    const enum tnf_graph_kind kind = (enum tnf_graph_kind)(1 + below(random, TNF_GRAPH_KIND_COUNT - 1));
    const struct tnf_graph_box box = {
        .kind = kind,
        .parent = groups[below(random, *group_count)],
        .id = tnf_arena_printf(&graph->arena, "%zu", graph->box_count),
        .label = tnf_random_text(random, &graph->arena),
    };
    const size_t index = tnf_graph_add(graph, &box);
    if (tnf_graph_is_group(kind)) groups[(*group_count)++] = index;
    for (size_t i = below(random, 4); i > 0; i--) {
        const struct tnf_strview text = tnf_random_text(random, &graph->arena);
        tnf_graph_detail(graph, index, "%.*s", TNF_SV_ARG(text));
    }
}

static void no_graph_has_boxes_on_boxes_or_lines_through_them(void **state) {
    (void)state;
    enum { ROUNDS = 15, BOXES_MAX = 30, EDGES_MAX = 20 };
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        struct tnf_random random = {seed};
        size_t groups[BOXES_MAX + 1] = {0};
        size_t group_count = 1;
        TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
        tnf_graph_init(&graph, TNF_SV("any"));
        for (size_t i = below(&random, BOXES_MAX); i > 0; i--) add_random_box(&random, &graph, groups, &group_count);
        for (size_t i = below(&random, EDGES_MAX); i > 0 && graph.box_count > 1; i--)
            tnf_graph_connect(&graph, 1 + below(&random, graph.box_count - 1), 1 + below(&random, graph.box_count - 1),
                              (enum tnf_graph_line)below(&random, TNF_GRAPH_LINE_COUNT), TNF_SV(""));
        check(&graph);
    }
}

static bool maybe(struct tnf_random *random) {
    return tnf_random_below(random, 2) == 0;
}

struct tenant {
    struct tnf_catalog *catalog;
    struct tnf_arena *arena;
    struct tnf_random *random;
    const char *name;
    bool database;
};

static const char *key(const struct tenant *tenant, const char *rest) {
    return tnf_arena_printf(tenant->arena, "%s/%s", tenant->name, rest).ptr;
}

/* Returns whether others may call it. */
static bool add_service(const struct tenant *tenant, int number, const char *callee) {
    const char *name = tnf_arena_printf(tenant->arena, "service-%d", number).ptr;
    const char *calls = tnf_arena_printf(tenant->arena, "[\"%s\"]", callee).ptr;
    const char *service = key(tenant, name);
    const bool web = number == 0 || maybe(tenant->random);
    test_insert(tenant->catalog, TNF_ENTITY_SERVICE, service, "kind", web ? "web" : "worker", "image", "x:1", "cpu",
                "256", "memory", "512", NULL);
    if (callee[0] != '\0') test_update(tenant->catalog, TNF_ENTITY_SERVICE, service, "calls", calls, NULL);
    if (tenant->database && maybe(tenant->random))
        test_update(tenant->catalog, TNF_ENTITY_SERVICE, service, "database", "main", NULL);
    if (maybe(tenant->random))
        test_insert(tenant->catalog, TNF_ENTITY_VOLUME, tnf_arena_printf(tenant->arena, "%s/files", service).ptr,
                    "path", "/files", NULL);
    if (web && maybe(tenant->random))
        test_insert(tenant->catalog, TNF_ENTITY_ROUTE, tnf_arena_printf(tenant->arena, "%s/all", service).ptr, "host",
                    tnf_arena_printf(tenant->arena, "%s-%d.example.com", tenant->name, number).ptr, NULL);
    return web;
}

static void add_tenant(struct tnf_random *random, struct catalog_fixture *fixture, int number) {
    static const char *const isolations[] = {"pool", "bridge", "silo"};
    struct tenant tenant = {.catalog = fixture->catalog, .arena = &fixture->arena, .random = random};
    const char *isolation = isolations[tnf_random_below(random, TNF_ARRAY_LEN(isolations))];
    tenant.name = tnf_arena_printf(tenant.arena, "tenant-%d", number).ptr;
    test_insert(tenant.catalog, TNF_ENTITY_TENANT, tenant.name, "isolation", isolation, NULL);
    test_insert(tenant.catalog, TNF_ENTITY_PLACEMENT, key(&tenant, "staging"), NULL);
    if (isolation[0] == 's')
        test_update(tenant.catalog, TNF_ENTITY_PLACEMENT, key(&tenant, "staging"), "domain", "example.com",
                    "certificate_arn", "arn:aws:acm:us-east-1:123456789012:certificate/x", NULL);
    tenant.database = isolation[0] == 'p' || maybe(random);
    if (tenant.database && isolation[0] != 'p')
        test_insert(tenant.catalog, TNF_ENTITY_DATABASE, key(&tenant, "staging/main"), NULL);
    const char *callee = "";
    for (int i = (int)tnf_random_below(random, 7); i >= 0; i--) {
        callee =
            add_service(&tenant, i, callee) && maybe(random) ? tnf_arena_printf(tenant.arena, "service-%d", i).ptr : "";
    }
}

static void fill(struct catalog_fixture *fixture, struct tnf_random *random, int tenants) {
    test_begin(fixture->catalog);
    test_insert_platform(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_PLATFORM, "acme", "state_bucket", "acme-state", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_RUNNER_CLUSTER, "staging/ci", NULL);
    for (int i = 0; i < tenants; i++) add_tenant(random, fixture, i);
    test_commit(fixture->catalog);
}

static void check_view(struct catalog_fixture *fixture, struct tnf_graph_view view) {
    struct tnf_error err = {0};
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    assert_int_equal(tnf_catalog_begin_read(fixture->catalog, &err), 0);
    if (tnf_graph_build(fixture->catalog, &view, &graph, &err) < 0) fail_msg("%s", err.message);
    tnf_catalog_rollback(fixture->catalog);
    check(&graph);
}

static void every_tenant_of_any_catalog_fits(void **state) {
    enum { TENANTS = 4 };
    struct catalog_fixture *fixture = *state;
    struct tnf_random random = {7};
    fill(fixture, &random, TENANTS);
    for (int i = 0; i < TENANTS; i++)
        check_view(fixture, (struct tnf_graph_view){.tenant = tnf_arena_printf(&fixture->arena, "tenant-%d", i)});
    check_view(fixture, (struct tnf_graph_view){.runners = true});
}

static void thirty_tenants_fit(void **state) {
    enum { TENANTS = 30 };
    struct catalog_fixture *fixture = *state;
    struct tnf_random random = {11};
    fill(fixture, &random, TENANTS);
    check_view(fixture, (struct tnf_graph_view){.environment = TNF_SV("staging")});
}

static void what_nobody_could_read_is_refused(void **state) {
    (void)state;
    enum { TOO_MANY = 2000 };
    struct tnf_error err = {0};
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    TNF_AUTO(tnf_graph_layout_release) struct tnf_graph_layout layout;
    tnf_graph_init(&graph, TNF_SV("all"));
    for (int i = 0; i < TOO_MANY; i++)
        (void)tnf_graph_add(&graph, &(struct tnf_graph_box){.kind = TNF_GRAPH_SERVICE, .label = TNF_SV("x")});
    assert_int_equal(tnf_graph_lay_out(&graph, &layout, &err), TNF_E_LIMIT);
    assert_string_not_equal(err.hint, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_graph_has_boxes_on_boxes_or_lines_through_them),
        cmocka_unit_test_setup_teardown(every_tenant_of_any_catalog_fits, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(thirty_tenants_fit, catalog_set_up, catalog_tear_down),
        cmocka_unit_test(what_nobody_could_read_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
