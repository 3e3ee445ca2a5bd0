/* Alarms, dashboards and the topic of alarms: module monitoring, and the alarm of module ecs-schedule. */
#include "generator/report/cost/stack.h"

/* An alarm of the module: `direction` is above or below a threshold. */
static void add_alarm(const struct tnf_cost_stack *stack, const char *direction, struct tnf_strview name,
                      struct tnf_strview row, enum tnf_cost_payer payer) {
    tnf_cost_add(stack,
                 &(struct tnf_cost_item){
                     .address = tnf_cost_text(stack, "module.monitoring.aws_cloudwatch_metric_alarm.%s[\"%.*s\"]",
                                              direction, TNF_SV_ARG(name)),
                     .row = row,
                     .key = TNF_SV("cloudwatch.alarm_month"),
                     .description = tnf_cost_text(stack, "alarm \"%.*s\"", TNF_SV_ARG(name)),
                     .quantity = TNF_QUANTITY_ONE,
                     .component = TNF_COST_LOGS,
                     .payer = payer,
                 });
}

/* What is called otherwise in AWS than in the catalog says so. */
static struct tnf_strview name_of(struct tnf_value settings, struct tnf_strview key) {
    const struct tnf_strview name = tnf_cost_get_text(settings, "name");
    return name.len > 0 ? name : key;
}

static void add_database_alarms(const struct tnf_cost_stack *stack, struct tnf_strview name, struct tnf_strview row,
                                enum tnf_cost_payer payer) {
    add_alarm(stack, "above", tnf_cost_text(stack, "database %.*s cpu", TNF_SV_ARG(name)), row, payer);
    add_alarm(stack, "below", tnf_cost_text(stack, "database %.*s storage", TNF_SV_ARG(name)), row, payer);
}

/* `full_name` is what the cache's module is given as its name; nodes are called by it. */
static void add_cache_alarms(const struct tnf_cost_stack *stack, struct tnf_strview name, struct tnf_strview row,
                             struct tnf_strview full_name, int64_t nodes, enum tnf_cost_payer payer) {
    const struct tnf_strview id = tnf_cost_short_name(stack, full_name, 40);
    for (int64_t i = 1; i <= nodes; i++) {
        const struct tnf_strview node =
            tnf_cost_text(stack, "cache %.*s %.*s-%03lld", TNF_SV_ARG(name), TNF_SV_ARG(id), (long long)i);
        add_alarm(stack, "above", tnf_cost_text(stack, "%.*s cpu", TNF_SV_ARG(node)), row, payer);
        add_alarm(stack, "above", tnf_cost_text(stack, "%.*s memory", TNF_SV_ARG(node)), row, payer);
    }
}

static void add_service_alarms(const struct tnf_cost_stack *stack, struct tnf_strview key, struct tnf_value service) {
    static const char *const always[] = {"cpu", "memory"};
    static const char *const balanced[] = {"unhealthy", "errors", "slow"};
    const struct tnf_strview name = name_of(service, key);
    const struct tnf_value continuous = tnf_cost_get(service, "continuous");
    if (continuous.kind == TNF_VALUE_BOOL && !continuous.boolean) return;
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        add_alarm(stack, "above", tnf_cost_text(stack, "service %.*s %s", TNF_SV_ARG(name), always[i]), key,
                  TNF_COST_OF_TENANT);
    const bool has_routes = tnf_cost_count(tnf_cost_get(service, "routes")) > 0;
    for (size_t i = 0; has_routes && i < sizeof balanced / sizeof balanced[0]; i++)
        add_alarm(stack, "above", tnf_cost_text(stack, "service %.*s %s", TNF_SV_ARG(name), balanced[i]), key,
                  TNF_COST_OF_TENANT);
    if (tnf_cost_get_bool(stack->model->value, "insights") &&
        tnf_cost_get_int(tnf_cost_get(service, "scaling"), "min", 0) > 0)
        add_alarm(stack, "below", tnf_cost_text(stack, "service %.*s tasks", TNF_SV_ARG(name)), key,
                  TNF_COST_OF_TENANT);
}

static void add_dashboard(const struct tnf_cost_stack *stack, enum tnf_cost_payer payer) {
    tnf_cost_add(stack, &(struct tnf_cost_item){.address = TNF_SV("module.monitoring.aws_cloudwatch_dashboard.this[0]"),
                                                .row = TNF_SV("monitoring"),
                                                .key = TNF_SV("cloudwatch.dashboard_month"),
                                                .description = TNF_SV("dashboard"),
                                                .quantity = TNF_QUANTITY_ONE,
                                                .component = TNF_COST_LOGS,
                                                .payer = payer});
}

static void add_topic(const struct tnf_cost_stack *stack, enum tnf_cost_payer payer) {
    tnf_cost_add(stack, &(struct tnf_cost_item){.address = TNF_SV("module.monitoring.aws_kms_key.topic[0]"),
                                                .row = TNF_SV("monitoring"),
                                                .key = TNF_SV("kms.key_month"),
                                                .description = TNF_SV("key of the topic of alarms"),
                                                .quantity = TNF_QUANTITY_ONE,
                                                .component = TNF_COST_SECRETS,
                                                .payer = payer});
}

static void add_balancer_alarm(const struct tnf_cost_stack *stack, struct tnf_strview name, enum tnf_cost_payer payer) {
    add_alarm(stack, "above", tnf_cost_text(stack, "load balancer %.*s errors", TNF_SV_ARG(name)),
              TNF_SV("load balancer"), payer);
}

static void monitor_platform(const struct tnf_cost_stack *stack) {
    const struct tnf_value model = stack->model->value;
    const struct tnf_strview name = tnf_cost_get_text(model, "name");
    const bool pool = tnf_cost_get_bool(model, "pool");
    const bool balanced = tnf_cost_get_bool(model, "has_load_balancer");
    add_topic(stack, TNF_COST_OF_NETWORK);
    if (balanced) add_balancer_alarm(stack, TNF_SV("main"), TNF_COST_OF_LOAD_BALANCER);
    const struct tnf_value more = tnf_cost_get(model, "more_load_balancers");
    for (size_t i = 0; i < tnf_cost_length(more); i++)
        add_balancer_alarm(stack, tnf_list_at(more, i).text, TNF_COST_OF_LOAD_BALANCER);
    if (pool) {
        add_database_alarms(stack, TNF_SV("shared"), TNF_SV("shared"), TNF_COST_OF_DATABASES);
        add_cache_alarms(stack, TNF_SV("shared"), TNF_SV("shared"),
                         tnf_cost_text(stack, "%.*s-shared", TNF_SV_ARG(name)),
                         1 + tnf_cost_get_int(tnf_cost_get(model, "shared_cache"), "replicas", 0), TNF_COST_OF_CACHES);
    }
    if (pool || balanced) add_dashboard(stack, TNF_COST_OF_NETWORK);
}

static size_t continuous_services(struct tnf_value services) {
    size_t count = 0;
    for (size_t i = 0; i < tnf_cost_count(services); i++) {
        const struct tnf_value continuous = tnf_cost_get(tnf_object_at(services, i), "continuous");
        count += continuous.kind != TNF_VALUE_BOOL || continuous.boolean;
    }
    return count;
}

static void add_data_alarms(const struct tnf_cost_stack *stack) {
    const struct tnf_value model = stack->model->value;
    const struct tnf_value databases = tnf_cost_get(model, "databases");
    const struct tnf_value caches = tnf_cost_get(model, "caches");
    const struct tnf_strview name = tnf_cost_get_text(model, "name");
    for (size_t i = 0; i < tnf_cost_count(databases); i++) {
        const struct tnf_strview key = tnf_object_key_at(databases, i);
        add_database_alarms(stack, name_of(tnf_object_at(databases, i), key), key, TNF_COST_OF_TENANT);
    }
    for (size_t i = 0; i < tnf_cost_count(caches); i++) {
        const struct tnf_strview key = tnf_object_key_at(caches, i);
        const struct tnf_value cache = tnf_object_at(caches, i);
        const struct tnf_strview called = name_of(cache, key);
        add_cache_alarms(stack, called, key, tnf_cost_text(stack, "%.*s-%.*s", TNF_SV_ARG(name), TNF_SV_ARG(called)),
                         1 + tnf_cost_get_int(cache, "replicas", 0), TNF_COST_OF_TENANT);
    }
}

static void monitor_tenant(const struct tnf_cost_stack *stack) {
    const struct tnf_value model = stack->model->value;
    const bool silo = tnf_cost_get_bool(model, "silo");
    const bool pool = tnf_cost_get_bool(model, "pool");
    const bool balanced = silo && tnf_cost_get_bool(model, "has_load_balancer");
    const struct tnf_value services = tnf_cost_get(model, "services");
    const struct tnf_value schedules = tnf_cost_get(model, "schedules");
    for (size_t i = 0; i < tnf_cost_count(services); i++)
        add_service_alarms(stack, tnf_object_key_at(services, i), tnf_object_at(services, i));
    if (balanced) add_balancer_alarm(stack, TNF_SV("main"), TNF_COST_OF_TENANT);
    if (silo) add_topic(stack, TNF_COST_OF_TENANT);
    if (!pool) add_data_alarms(stack);
    for (size_t i = 0; i < tnf_cost_count(schedules); i++) {
        const struct tnf_strview key = tnf_object_key_at(schedules, i);
        tnf_cost_add(stack, &(struct tnf_cost_item){
                                .address = tnf_cost_text(
                                    stack, "module.schedules[\"%.*s\"].aws_cloudwatch_metric_alarm.dead_letters",
                                    TNF_SV_ARG(key)),
                                .row = key,
                                .key = TNF_SV("cloudwatch.alarm_month"),
                                .description = TNF_SV("alarm of tasks that could not be started"),
                                .quantity = TNF_QUANTITY_ONE,
                                .component = TNF_COST_LOGS,
                            });
    }
    const size_t data =
        pool ? 0 : tnf_cost_count(tnf_cost_get(model, "databases")) + tnf_cost_count(tnf_cost_get(model, "caches"));
    if (continuous_services(services) + data + tnf_cost_count(schedules) > 0 || balanced)
        add_dashboard(stack, TNF_COST_OF_TENANT);
}

void tnf_cost_add_monitoring(const struct tnf_cost_stack *stack) {
    if (stack->tenant.len > 0)
        monitor_tenant(stack);
    else
        monitor_platform(stack);
}
