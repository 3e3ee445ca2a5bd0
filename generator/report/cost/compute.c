/* What runs: modules ecs-service, ecs-schedule and ec2-capacity. */
#include "generator/report/cost/schedule.h"
#include "generator/report/cost/stack.h"

enum {
    CPU_UNITS = 1024, /* of a vCPU */
    MIB_OF_A_GB = 1024,
    FREE_STORAGE_GB = 20, /* of a Fargate task */
    PERCENT = 100,
    MINUTES_OF_AN_HOUR = 60,
    SCALING_ALARMS = 2, /* that target tracking makes by itself */
};

struct service {
    const struct tnf_cost_stack *stack;
    const struct tnf_cost_network *network;
    struct tnf_strview name;
    struct tnf_value value;
    struct tnf_strview address; /* of what runs: the service, or the task definition of what is started */
    bool continuous;
    bool arm;
    int64_t spot_percent;
    int64_t tasks;      /* that always run */
    int64_t task_hours; /* a month, in millionths: of all of them, or of those that are started */
    bool usage;         /* task_hours depend on use */
};

static void add_part(const struct service *service, int64_t hours, bool spot, const char *measure,
                     struct tnf_strview description) {
    const char *arm = service->arm ? "arm." : "";
    const struct tnf_strview on_demand = tnf_cost_text(service->stack, "ecs.fargate.%s%s", arm, measure);
    const struct tnf_cost_item item = {
        .address = service->address,
        .row = service->name,
        .key = spot ? tnf_cost_text(service->stack, "ecs.fargate.spot.%s%s", arm, measure) : on_demand,
        .otherwise = spot ? on_demand : TNF_SV(""),
        .description = description,
        .quantity = hours,
        .component = TNF_COST_COMPUTE,
        .usage = service->usage,
    };
    tnf_cost_add(service->stack, &item);
}

static void add_storage(const struct service *service) {
    const int64_t size = tnf_cost_get_int(service->value, "ephemeral_storage", FREE_STORAGE_GB);
    if (size <= FREE_STORAGE_GB) return;
    const struct tnf_cost_item item = {
        .address = service->address,
        .row = service->name,
        .key = TNF_SV("ecs.fargate.storage_gb_hour"),
        .description = tnf_cost_text(service->stack, "%lld GiB of ephemeral storage past the first 20",
                                     (long long)(size - FREE_STORAGE_GB)),
        .quantity = tnf_quantity_scale(service->task_hours, size - FREE_STORAGE_GB, 1),
        .component = TNF_COST_COMPUTE,
        .usage = service->usage,
    };
    tnf_cost_add(service->stack, &item);
}

static void add_fargate(const struct service *service, int64_t task_hours, bool spot) {
    const struct tnf_cost_stack *stack = service->stack;
    const int64_t cpu = tnf_cost_get_int(service->value, "cpu", 0);
    const int64_t memory = tnf_cost_get_int(service->value, "memory", 0);
    const struct tnf_strview count =
        service->usage
            ? tnf_cost_text(stack, "%.*s hours", TNF_SV_ARG(tnf_cost_number(stack, task_hours)))
            : tnf_cost_text(stack, "%.*s ×",
                            TNF_SV_ARG(tnf_cost_number(stack, tnf_quantity_scale(task_hours, 1, TNF_MONTH_HOURS))));
    const char *where = spot ? "Fargate Spot" : "Fargate";
    add_part(service, tnf_quantity_scale(task_hours, cpu, CPU_UNITS), spot, "vcpu_hour",
             tnf_cost_text(stack, "%.*s %.*s vCPU on %s", TNF_SV_ARG(count),
                           TNF_SV_ARG(tnf_cost_number(stack, cpu * TNF_QUANTITY_ONE / CPU_UNITS)), where));
    add_part(service, tnf_quantity_scale(task_hours, memory, MIB_OF_A_GB), spot, "memory_gb_hour",
             tnf_cost_text(stack, "%.*s %.*s GB of memory on %s", TNF_SV_ARG(count),
                           TNF_SV_ARG(tnf_cost_number(stack, memory * TNF_QUANTITY_ONE / MIB_OF_A_GB)), where));
}

/* As the module's strategy: one task stays off Spot unless all of them are to run there. */
static void add_tasks(const struct service *service) {
    const int64_t first = service->continuous && service->tasks > 0 ? tnf_cost_hours(1) : service->task_hours;
    const int64_t base = service->spot_percent == PERCENT ? 0 : first;
    const int64_t rest = service->task_hours - base;
    const int64_t spot = tnf_quantity_scale(rest, service->spot_percent, PERCENT);
    add_fargate(service, base + rest - spot, /* spot= */ false);
    add_fargate(service, spot, /* spot= */ true);
    add_storage(service);
}

static void add_traffic(const struct service *service, enum tnf_cost_component component, const char *key,
                        int64_t gb_of_a_task, const char *what) {
    const struct tnf_cost_item item = {
        .address = service->address,
        .row = service->name,
        .key = tnf_sv(key),
        .description = tnf_sv(what),
        .quantity = tnf_quantity_scale(service->task_hours, gb_of_a_task, TNF_MONTH_HOURS * TNF_QUANTITY_ONE),
        .component = component,
        .usage = true,
    };
    tnf_cost_add(service->stack, &item);
}

static void add_network_use(const struct service *service) {
    const struct tnf_cost_stack *stack = service->stack;
    const int64_t zone_gb = tnf_cost_usage(stack, TNF_USAGE_network_zone_gb);
    if (service->network->nat)
        add_traffic(service, TNF_COST_NAT, "nat.gb", tnf_cost_usage(stack, TNF_USAGE_network_nat_gb),
                    "data through the NAT gateway");
    add_traffic(service, TNF_COST_TRANSFER, "transfer.out_gb", tnf_cost_usage(stack, TNF_USAGE_network_internet_gb),
                "data to the internet");
    if (service->network->zones > 1)
        add_traffic(service, TNF_COST_TRANSFER, "transfer.az_gb", 2 * zone_gb,
                    "data between zones, out of one and into another");
}

/* A target group has no price; what a service takes of the load balancer's capacity has one. */
static void add_capacity_units(const struct service *service) {
    if (tnf_cost_count(tnf_cost_get(service->value, "routes")) == 0 || service->tasks == 0) return;
    const struct tnf_cost_stack *stack = service->stack;
    const int64_t units = tnf_cost_usage(stack, TNF_USAGE_load_balancer_capacity_units);
    const struct tnf_cost_item item = {
        .address =
            tnf_cost_text(stack, "module.services[\"%.*s\"].aws_lb_target_group.this[0]", TNF_SV_ARG(service->name)),
        .row = service->name,
        .key = TNF_SV("alb.lcu_hour"),
        .description = tnf_cost_text(stack, "%.*s capacity units", TNF_SV_ARG(tnf_cost_number(stack, units))),
        .quantity = tnf_quantity_scale(units, TNF_MONTH_HOURS, 1),
        .component = TNF_COST_LOAD_BALANCER,
        .usage = true,
    };
    tnf_cost_add(stack, &item);
}

static void add_insights(const struct service *service) {
    const struct tnf_cost_stack *stack = service->stack;
    const bool enhanced = tnf_sv_eq_c(service->network->insights, "enhanced");
    if (tnf_sv_eq_c(service->network->insights, "disabled") || !service->continuous) return;
    const int64_t of_tasks =
        enhanced ? tnf_quantity_scale(tnf_cost_usage(stack, TNF_USAGE_metrics_enhanced_task), service->tasks, 1) : 0;
    const struct tnf_cost_item item = {
        .address = service->address,
        .row = service->name,
        .key = tnf_cost_insights_key(service->network->insights),
        .description = TNF_SV("metrics of Container Insights"),
        .quantity = tnf_cost_usage(stack, TNF_USAGE_metrics_service) + of_tasks,
        .component = TNF_COST_LOGS,
        .usage = true,
    };
    if (service->tasks > 0) tnf_cost_add(stack, &item);
}

static void add_scaling_alarms(const struct service *service) {
    if (!service->continuous) return;
    const struct tnf_cost_stack *stack = service->stack;
    tnf_cost_add(stack,
                 &(struct tnf_cost_item){
                     .address = tnf_cost_text(stack, "module.services[\"%.*s\"].aws_appautoscaling_policy.cpu[0]",
                                              TNF_SV_ARG(service->name)),
                     .row = service->name,
                     .key = TNF_SV("cloudwatch.alarm_month"),
                     .description = TNF_SV("alarms that autoscaling makes"),
                     .quantity = SCALING_ALARMS * TNF_QUANTITY_ONE,
                     .component = TNF_COST_LOGS,
                 });
}

static void note_workload(const struct service *service) {
    const struct tnf_cost_stack *stack = service->stack;
    struct tnf_cost_builder *builder = stack->builder;
    struct tnf_cost *cost = &builder->cost;
    cost->workloads = tnf_arena_grow(builder->arena, cost->workloads, cost->workload_count, &builder->workload_capacity,
                                     sizeof *cost->workloads);
    cost->workloads[cost->workload_count++] = (struct tnf_cost_workload){
        .environment = stack->environment,
        .tenant = stack->tenant,
        .service = tnf_arena_sv(builder->arena, service->name),
        .region = stack->region,
        .own_network = tnf_cost_get_bool(stack->model->value, "silo"),
        .pool = tnf_cost_get(service->value, "pool").kind == TNF_VALUE_OBJECT,
        .arm = service->arm,
        .gpus = tnf_cost_get_int(service->value, "gpus", 0),
        .cpu = tnf_cost_get_int(service->value, "cpu", 0),
        .memory = tnf_cost_get_int(service->value, "memory", 0),
        .tasks = service->tasks,
    };
}

/* What is started by schedules, or by people. */
static int64_t started_hours(const struct service *service) {
    const struct tnf_cost_stack *stack = service->stack;
    const struct tnf_value all = tnf_cost_get(stack->model->value, "schedules");
    bool found = false;
    const struct tnf_value schedules =
        all.kind == TNF_VALUE_OBJECT ? tnf_object_get(all, service->name, &found) : tnf_value_null();
    if (tnf_cost_get_bool(stack->model->value, "suspended")) return 0;
    if (!found) return tnf_cost_usage(stack, TNF_USAGE_compute_on_demand_hours);
    int64_t runs = 0;
    for (size_t i = 0; i < tnf_cost_count(schedules); i++) {
        const struct tnf_value schedule = tnf_object_at(schedules, i);
        if (tnf_cost_get_bool(schedule, "enabled"))
            runs += tnf_schedule_runs(tnf_cost_get_text(schedule, "expression"));
    }
    return tnf_quantity_scale(runs, tnf_cost_usage(stack, TNF_USAGE_compute_scheduled_minutes),
                              MINUTES_OF_AN_HOUR * TNF_QUANTITY_ONE);
}

static struct service service_of(const struct tnf_cost_stack *stack, const struct tnf_cost_network *network,
                                 struct tnf_strview name, struct tnf_value value) {
    const struct tnf_value model = stack->model->value;
    struct service service = {.stack = stack, .network = network, .name = name, .value = value};
    const struct tnf_value continuous = tnf_cost_get(value, "continuous");
    service.continuous = continuous.kind != TNF_VALUE_BOOL || continuous.boolean;
    service.arm = tnf_sv_eq_c(tnf_cost_get_text(value, "architecture"), "arm64");
    service.spot_percent = tnf_cost_get_int(value, "spot_percent", tnf_cost_get_int(model, "spot_percent", 0));
    if (service.continuous && !tnf_cost_get_bool(model, "suspended"))
        service.tasks = tnf_cost_get_int(tnf_cost_get(value, "scaling"), "min", 0);
    service.usage = !service.continuous;
    service.task_hours = service.continuous ? tnf_cost_hours(service.tasks) : started_hours(&service);
    service.address = tnf_cost_text(stack, "module.services[\"%.*s\"].%s", TNF_SV_ARG(name),
                                    service.continuous ? "aws_ecs_service.this[0]" : "aws_ecs_task_definition.this");
    return service;
}

static void add_service(const struct service *service) {
    const struct tnf_cost_stack *stack = service->stack;
    const struct tnf_cost_item logs = {
        .address =
            tnf_cost_text(stack, "module.services[\"%.*s\"].aws_cloudwatch_log_group.this", TNF_SV_ARG(service->name)),
        .row = service->name,
        .description = TNF_SV("logs"),
    };
    if (tnf_cost_get(service->value, "pool").kind != TNF_VALUE_OBJECT) add_tasks(service);
    add_network_use(service);
    add_capacity_units(service);
    add_insights(service);
    add_scaling_alarms(service);
    tnf_cost_add_logs(stack, &logs,
                      tnf_quantity_scale(tnf_cost_usage(stack, TNF_USAGE_logs_task_gb), service->task_hours,
                                         TNF_MONTH_HOURS * TNF_QUANTITY_ONE),
                      /* vended= */ false);
    note_workload(service);
}

void tnf_cost_add_services(const struct tnf_cost_stack *stack, const struct tnf_cost_network *network) {
    const struct tnf_value services = tnf_cost_get(stack->model->value, "services");
    for (size_t i = 0; i < tnf_cost_count(services); i++) {
        const struct service service =
            service_of(stack, network, tnf_object_key_at(services, i), tnf_object_at(services, i));
        add_service(&service);
    }
}
