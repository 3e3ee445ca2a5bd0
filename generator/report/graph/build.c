#include "generator/report/graph/build.h"

#include "generator/report/graph/builder.h"

size_t tnf_graph_place(struct tnf_graph_builder *builder, const struct tnf_stack_model *model, size_t parent,
                       enum tnf_graph_kind kind, struct tnf_strview id, struct tnf_strview label) {
    const struct tnf_graph_box box = {
        .kind = kind,
        .parent = parent,
        .id = id,
        .label = label,
        .environment = model == NULL ? TNF_SV("") : model->environment,
        .tenant = model == NULL ? TNF_SV("") : model->tenant,
        .cents = TNF_GRAPH_COST_UNKNOWN,
    };
    return tnf_graph_add(builder->graph, &box);
}

struct tnf_strview tnf_graph_id(struct tnf_graph_builder *builder, struct tnf_strview prefix, const char *name) {
    return tnf_arena_printf(builder->arena, "%.*s/%s", TNF_SV_ARG(prefix), name);
}

size_t tnf_graph_at(struct tnf_graph_builder *builder, struct tnf_strview prefix, const char *name) {
    return tnf_graph_find(builder->graph, tnf_graph_id(builder, prefix, name));
}

size_t tnf_graph_internet(struct tnf_graph_builder *builder) {
    const size_t known = tnf_graph_find(builder->graph, TNF_SV("internet"));
    if (known != TNF_GRAPH_NONE) return known;
    return tnf_graph_place(builder, NULL, 0, TNF_GRAPH_INTERNET, TNF_SV("internet"), TNF_SV("Internet"));
}

struct tnf_graph_tally *tnf_graph_tally_of(struct tnf_graph_builder *builder, struct tnf_strview environment) {
    for (size_t i = 0; i < builder->tally_count; i++)
        if (tnf_sv_eq(builder->tallies[i].environment, environment)) return &builder->tallies[i];
    builder->tallies = tnf_arena_grow(builder->arena, builder->tallies, builder->tally_count, &builder->tally_capacity,
                                      sizeof(*builder->tallies));
    struct tnf_graph_tally *added = &builder->tallies[builder->tally_count++];
    *added = (struct tnf_graph_tally){.environment = tnf_arena_sv(builder->arena, environment)};
    return added;
}

static int count(const struct tnf_stack_model *model, void *context, struct tnf_error *err) {
    (void)err;
    struct tnf_graph_builder *builder = context;
    struct tnf_graph_tally *tally = tnf_graph_tally_of(builder, model->environment);
    tally->runners += model->kind == TNF_MODEL_RUNNERS;
    if (model->kind != TNF_MODEL_TENANT) return 0;
    tally->pool += tnf_graph_bool(model->value, "pool");
    tally->silo += tnf_graph_bool(model->value, "silo");
    if (builder->view->tenant.len > 0)
        builder->physical = tnf_arena_sv(builder->arena, tnf_graph_text(model->value, "physical_name"));
    if (!tnf_graph_bool(model->value, "bridge")) return 0;
    tally->bridge++;
    tally->databases += tnf_graph_count(model->value, "databases");
    tally->caches += tnf_graph_count(model->value, "caches");
    return 0;
}

static bool one_by_one(const struct tnf_graph_builder *builder, const struct tnf_graph_tally *tally) {
    return builder->view->tenant.len > 0 || tally->pool + tally->bridge + tally->silo == 1;
}

static void add_tenant(struct tnf_graph_builder *builder, const struct tnf_stack_model *model) {
    if (builder->view->runners) return;
    if (one_by_one(builder, tnf_graph_tally_of(builder, model->environment)))
        tnf_graph_tenant(builder, model);
    else
        tnf_graph_tenant_summary(builder, model);
}

static void add_guard(struct tnf_graph_builder *builder, const struct tnf_stack_model *model) {
    if (builder->view->tenant.len > 0 || builder->view->runners) return;
    const size_t region = tnf_graph_region(builder, model);
    const struct tnf_strview id = tnf_arena_printf(builder->arena, "%.*s/guard", TNF_SV_ARG(model->path));
    const size_t guard = tnf_graph_place(builder, model, region, TNF_GRAPH_GUARD, id, TNF_SV("Account security"));
    tnf_graph_detail(builder->graph, guard, "AWS Config · GuardDuty · CloudTrail");
}

static int add(const struct tnf_stack_model *model, void *context, struct tnf_error *err) {
    (void)err;
    struct tnf_graph_builder *builder = context;
    switch (model->kind) {
    case TNF_MODEL_PLATFORM:
        tnf_graph_platform(builder, model);
        break;
    case TNF_MODEL_RUNNERS:
        tnf_graph_runners(builder, model);
        break;
    case TNF_MODEL_RUNNER_CHARTS:
        tnf_graph_charts(builder, model);
        break;
    case TNF_MODEL_HARDENING:
    case TNF_MODEL_ACCOUNT:
        add_guard(builder, model);
        break;
    case TNF_MODEL_TENANT:
        add_tenant(builder, model);
        break;
    case TNF_MODEL_BOOTSTRAP:
    default:
        break;
    }
    return 0;
}

static struct tnf_strview title_of(struct tnf_arena *arena, const struct tnf_graph_view *view) {
    const struct tnf_strview environment = view->environment.len == 0 ? TNF_SV("all environments") : view->environment;
    if (view->runners) return tnf_arena_printf(arena, "Runner clusters · %.*s", TNF_SV_ARG(environment));
    if (view->tenant.len == 0) return tnf_arena_printf(arena, "Environment %.*s", TNF_SV_ARG(environment));
    return tnf_arena_printf(arena, "Tenant %.*s · %.*s", TNF_SV_ARG(view->tenant), TNF_SV_ARG(environment));
}

static int no_runners(const struct tnf_graph_view *view, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "%s%.*s has no runner cluster",
                        view->environment.len == 0 ? "the catalog" : "environment ", TNF_SV_ARG(view->environment));
    tnf_error_hint(err, "add one with \"tenantform runner-cluster add\"");
    return TNF_E_NOT_FOUND;
}

static int build(struct tnf_catalog *catalog, struct tnf_graph_builder *builder, struct tnf_error *err) {
    const struct tnf_graph_view *view = builder->view;
    const struct tnf_models_scope scope = {.environment = view->environment, .tenant = view->tenant};
    TNF_TRY(tnf_models_each(catalog, &scope, count, builder, err));
    size_t runners = 0;
    for (size_t i = 0; i < builder->tally_count; i++) runners += builder->tallies[i].runners;
    if (view->runners && runners == 0) return no_runners(view, err);
    tnf_graph_init(builder->graph, title_of(builder->arena, view));
    TNF_TRY(tnf_models_each(catalog, &scope, add, builder, err));
    tnf_graph_add_crowds(builder);
    return 0;
}

int tnf_graph_build(struct tnf_catalog *catalog, const struct tnf_graph_view *view, struct tnf_graph *ret,
                    struct tnf_error *err) {
    struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_graph_builder builder = {.graph = ret, .view = view, .arena = &arena};
    *ret = (struct tnf_graph){.arena = TNF_ARENA_INIT};
    const int code = build(catalog, &builder, err);
    tnf_arena_release(&arena);
    return code;
}
