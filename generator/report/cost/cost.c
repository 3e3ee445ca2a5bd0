#include "generator/report/cost/cost.h"

#include "generator/report/cost/builder.h"

const struct tnf_cost_component_text tnf_cost_components[TNF_COST_COMPONENT_COUNT] = {
    [TNF_COST_COMPUTE] = {"compute", "Compute"},
    [TNF_COST_CONTROL_PLANE] = {"eks_control_plane", "EKS control plane"},
    [TNF_COST_DATABASE] = {"database", "Database"},
    [TNF_COST_CACHE] = {"cache", "Cache"},
    [TNF_COST_LOAD_BALANCER] = {"load_balancer", "Load balancer"},
    [TNF_COST_NAT] = {"nat_gateway", "NAT gateway"},
    [TNF_COST_ENDPOINTS] = {"vpc_endpoints", "VPC endpoints"},
    [TNF_COST_ADDRESSES] = {"public_ipv4", "Public IPv4"},
    [TNF_COST_STORAGE] = {"storage", "Storage"},
    [TNF_COST_TRANSFER] = {"data_transfer", "Data transfer"},
    [TNF_COST_LOGS] = {"logs_and_metrics", "Logs and metrics"},
    [TNF_COST_SECRETS] = {"secrets_and_keys", "Secrets and keys"},
    [TNF_COST_SECURITY] = {"security", "Security"},
    [TNF_COST_DNS] = {"dns", "DNS"},
};

const char *const tnf_cost_payers[TNF_COST_PAYER_COUNT] = {
    [TNF_COST_OF_TENANT] = "tenant",           [TNF_COST_OF_DATABASES] = "databases",
    [TNF_COST_OF_CACHES] = "caches",           [TNF_COST_OF_LOAD_BALANCER] = "load_balancer",
    [TNF_COST_OF_NETWORK] = "network",         [TNF_COST_OF_POOL] = "pool",
    [TNF_COST_OF_ENVIRONMENT] = "environment", [TNF_COST_OF_PLATFORM] = "platform",
};

int64_t tnf_cost_sum(struct tnf_cost_amount amount) {
    return amount.fixed + amount.usage;
}

static int add_model(const struct tnf_stack_model *model, void *context, struct tnf_error *err) {
    (void)err;
    tnf_cost_add_model(context, model);
    return 0;
}

int tnf_cost_collect(struct tnf_catalog *catalog, const struct tnf_cost_options *options, struct tnf_arena *arena,
                     struct tnf_cost *ret, struct tnf_error *err) {
    const struct tnf_models_scope scope = {.environment = options->environment};
    struct tnf_cost_builder builder = {.arena = arena, .prices = options->prices, .usage = options->usage};
    TNF_TRY(tnf_models_each(catalog, &scope, add_model, &builder, err));
    tnf_cost_finish(&builder);
    *ret = builder.cost;
    return 0;
}

static int compare(const struct tnf_cost_tenant *tenant, struct tnf_strview environment, struct tnf_strview name) {
    const int order = tnf_sv_cmp(tenant->environment, environment);
    return order != 0 ? order : tnf_sv_cmp(tenant->tenant, name);
}

const struct tnf_cost_tenant *tnf_cost_find_tenant(const struct tnf_cost *cost, struct tnf_strview environment,
                                                   struct tnf_strview tenant) {
    size_t low = 0;
    size_t high = cost->tenant_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = compare(&cost->tenants[middle], environment, tenant);
        if (order == 0) return &cost->tenants[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct tnf_cost_amount tnf_cost_of_environment(const struct tnf_cost *cost, struct tnf_strview environment) {
    struct tnf_cost_amount sum = {0};
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_cost_line *line = &cost->lines[i];
        if (!tnf_sv_eq(line->environment, environment)) continue;
        *(line->usage ? &sum.usage : &sum.fixed) += line->cents;
    }
    return sum;
}
