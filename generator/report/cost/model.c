#include "generator/report/cost/stack.h"

#include "base/sha1.h"

struct tnf_strview tnf_cost_short_name(const struct tnf_cost_stack *stack, struct tnf_strview name, size_t limit) {
    enum { HASH = 6 };
    if (name.len <= limit) return name;
    char hash[TNF_SHA1_HEX_SIZE];
    tnf_sha1_hex(name.ptr, name.len, hash);
    struct tnf_strview start = tnf_sv_n(name.ptr, limit - HASH - 1);
    while (start.len > 0 && start.ptr[start.len - 1] == '-') start.len--;
    return tnf_cost_text(stack, "%.*s-%.*s", TNF_SV_ARG(start), HASH, hash);
}

static void add_discovery(const struct tnf_cost_stack *stack, enum tnf_cost_payer payer) {
    struct tnf_cost_item item = {
        .address = TNF_SV("module.discovery.aws_service_discovery_private_dns_namespace.this"),
        .row = TNF_SV("cluster"),
        .key = TNF_SV("route53.zone_month"),
        .description = TNF_SV("private hosted zone of service discovery"),
        .quantity = TNF_QUANTITY_ONE,
        .component = TNF_COST_DNS,
        .payer = payer,
    };
    tnf_cost_add(stack, &item);
    item.key = TNF_SV("route53.million_queries");
    item.description = TNF_SV("queries of service discovery");
    item.quantity = tnf_cost_usage(stack, TNF_USAGE_dns_queries);
    item.usage = true;
    tnf_cost_add(stack, &item);
}

static struct tnf_cost_network network_of(struct tnf_arena *arena, struct tnf_value model) {
    const struct tnf_value network = tnf_cost_get(model, "network");
    return (struct tnf_cost_network){
        .nat = !tnf_sv_eq_c(tnf_cost_get_text(network, "nat"), "none"),
        .zones = (int64_t)tnf_cost_count(tnf_cost_get(network, "zones")),
        .insights = tnf_arena_sv(arena, tnf_cost_get_text(tnf_cost_get(model, "cluster"), "insights")),
    };
}

/* What an environment and a silo tenant have of themselves. */
static void add_foundation(const struct tnf_cost_stack *stack) {
    const bool own = stack->tenant.len > 0;
    const enum tnf_cost_payer of_network = own ? TNF_COST_OF_TENANT : TNF_COST_OF_NETWORK;
    const enum tnf_cost_payer of_balancer = own ? TNF_COST_OF_TENANT : TNF_COST_OF_LOAD_BALANCER;
    tnf_cost_add_network(stack, of_network);
    tnf_cost_add_cluster(stack, of_network);
    tnf_cost_add_pools(stack);
    add_discovery(stack, of_network);
    if (tnf_cost_get_bool(stack->model->value, "has_load_balancer"))
        tnf_cost_add_load_balancer(stack, TNF_SV("module.load_balancer"), of_balancer);
    const struct tnf_value more = tnf_cost_get(stack->model->value, "more_load_balancers");
    for (size_t i = 0; i < tnf_cost_length(more); i++)
        tnf_cost_add_load_balancer(
            stack, tnf_cost_text(stack, "module.more_load_balancers[\"%.*s\"]", TNF_SV_ARG(tnf_list_at(more, i).text)),
            of_balancer);
}

static void add_platform(const struct tnf_cost_stack *stack) {
    const struct tnf_value model = stack->model->value;
    stack->builder->network = network_of(stack->builder->arena, model);
    stack->builder->kept_pool_count = 0;
    add_foundation(stack);
    if (tnf_cost_get_bool(model, "pool")) {
        tnf_cost_add_database(stack, TNF_SV("module.shared_database"), TNF_SV("shared"),
                              tnf_cost_get(model, "shared_database"), TNF_COST_OF_DATABASES);
        tnf_cost_add_cache(stack, TNF_SV("module.shared_cache"), TNF_SV("shared"), tnf_cost_get(model, "shared_cache"),
                           TNF_COST_OF_CACHES);
    }
    tnf_cost_add_monitoring(stack);
}

static void note_pool(struct tnf_cost_builder *builder, size_t tenant, struct tnf_strview provider, int64_t memory) {
    builder->pool_uses = tnf_arena_grow(builder->arena, builder->pool_uses, builder->pool_use_count,
                                        &builder->pool_use_capacity, sizeof *builder->pool_uses);
    builder->pool_uses[builder->pool_use_count++] = (struct tnf_cost_pool_use){
        .tenant = tenant, .provider = tnf_arena_sv(builder->arena, provider), .memory = memory};
}

/* Pools that its services run on, and those that are kept for it, whether something runs there or not. */
static void note_pools(struct tnf_cost_builder *builder, struct tnf_value model, size_t tenant) {
    const struct tnf_value services = tnf_cost_get(model, "services");
    const struct tnf_strview name = tnf_cost_get_text(model, "physical_name");
    for (size_t i = 0; i < tnf_cost_count(services); i++) {
        const struct tnf_value service = tnf_object_at(services, i);
        const struct tnf_strview provider = tnf_cost_get_text(tnf_cost_get(service, "pool"), "capacity_provider");
        if (provider.len > 0) note_pool(builder, tenant, provider, tnf_cost_get_int(service, "memory", 0));
    }
    for (size_t i = 0; i < builder->kept_pool_count; i++)
        if (tnf_sv_eq(builder->kept_pools[i].owner, name))
            note_pool(builder, tenant, builder->kept_pools[i].provider, 1);
}

static bool has_routes(struct tnf_value services) {
    for (size_t i = 0; i < tnf_cost_count(services); i++)
        if (tnf_cost_count(tnf_cost_get(tnf_object_at(services, i), "routes")) > 0) return true;
    return false;
}

/* Remembers the tenant, and what it uses of that which its environment has of itself. */
static void note_tenant(const struct tnf_cost_stack *stack) {
    struct tnf_cost_builder *builder = stack->builder;
    struct tnf_cost *cost = &builder->cost;
    const struct tnf_value model = stack->model->value;
    const struct tnf_value services = tnf_cost_get(model, "services");
    const bool pool = tnf_cost_get_bool(model, "pool");
    const bool silo = tnf_cost_get_bool(model, "silo");
    cost->tenants = tnf_arena_grow(builder->arena, cost->tenants, cost->tenant_count, &builder->tenant_capacity,
                                   sizeof *cost->tenants);
    builder->uses = tnf_arena_grow(builder->arena, builder->uses, cost->tenant_count, &builder->uses_capacity,
                                   sizeof *builder->uses);
    builder->uses[cost->tenant_count] = (struct tnf_cost_uses){
        .silo = silo,
        .databases = pool && tnf_cost_count(tnf_cost_get(model, "databases")) > 0,
        .caches = pool && tnf_cost_count(tnf_cost_get(model, "caches")) > 0,
        .routes = !silo && has_routes(services),
    };
    note_pools(builder, model, cost->tenant_count);
    cost->tenants[cost->tenant_count++] =
        (struct tnf_cost_tenant){.environment = stack->environment, .tenant = stack->tenant};
}

static void add_tenant(const struct tnf_cost_stack *stack) {
    struct tnf_cost_network network = stack->builder->network;
    note_tenant(stack);
    if (tnf_cost_get_bool(stack->model->value, "silo")) {
        add_foundation(stack);
        network = network_of(stack->builder->arena, stack->model->value);
    }
    tnf_cost_add_services(stack, &network);
    tnf_cost_add_data(stack);
    tnf_cost_add_monitoring(stack);
}

/* In a cell the tenant is a module of the stack, called as the tenant was called at first. */
static struct tnf_strview prefix_of(const struct tnf_cost_stack *stack) {
    if (stack->model->cell.len == 0) return TNF_SV("");
    return tnf_cost_text(stack, "module.%.*s.", TNF_SV_ARG(tnf_cost_get_text(stack->model->value, "physical_name")));
}

void tnf_cost_add_model(struct tnf_cost_builder *builder, const struct tnf_stack_model *model) {
    enum { NO_RETENTION = 7 };
    struct tnf_cost_stack stack = {
        .builder = builder,
        .model = model,
        .path = tnf_arena_sv(builder->arena, model->path),
        .environment = tnf_arena_sv(builder->arena, model->environment),
        .tenant = tnf_arena_sv(builder->arena, model->tenant),
        .region = tnf_arena_sv(builder->arena, tnf_cost_get_text(model->value, "region")),
        .log_retention = tnf_cost_get_int(model->value, "log_retention", NO_RETENTION),
    };
    stack.prefix = prefix_of(&stack);
    switch (model->kind) {
    case TNF_MODEL_PLATFORM:
        add_platform(&stack);
        return;
    case TNF_MODEL_RUNNERS:
        tnf_cost_add_runners(&stack);
        return;
    case TNF_MODEL_RUNNER_CHARTS:
        return; /* all of it runs on the nodes */
    case TNF_MODEL_HARDENING:
    case TNF_MODEL_ACCOUNT:
        tnf_cost_add_account(&stack);
        return;
    case TNF_MODEL_TENANT:
        add_tenant(&stack);
        return;
    case TNF_MODEL_BOOTSTRAP:
        tnf_cost_add_bootstrap(&stack);
        return;
    }
}
