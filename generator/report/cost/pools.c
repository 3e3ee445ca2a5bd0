/* Clusters and their EC2 instances: modules ecs-cluster and ec2-capacity. */
#include "generator/report/cost/stack.h"

enum { INSTANCE_METRICS = 7 /* that detailed monitoring of an EC2 instance sends */ };

struct tnf_strview tnf_cost_insights_key(struct tnf_strview insights) {
    return tnf_sv_eq_c(insights, "enhanced") ? TNF_SV("cloudwatch.insights_metric_month")
                                             : TNF_SV("cloudwatch.metric_month");
}

void tnf_cost_add_cluster(const struct tnf_cost_stack *stack, enum tnf_cost_payer payer) {
    struct tnf_cost_item item = {
        .address = TNF_SV("module.cluster.aws_kms_key.exec[0]"),
        .row = TNF_SV("cluster"),
        .key = TNF_SV("kms.key_month"),
        .description = TNF_SV("key of sessions in containers"),
        .quantity = TNF_QUANTITY_ONE,
        .component = TNF_COST_SECRETS,
        .payer = payer,
    };
    tnf_cost_add(stack, &item);
    item.address = TNF_SV("module.cluster.aws_cloudwatch_log_group.exec");
    item.description = TNF_SV("logs of sessions in containers");
    tnf_cost_add_logs(stack, &item, tnf_cost_usage(stack, TNF_USAGE_logs_session_gb), /* vended= */ false);
    const struct tnf_value cluster = tnf_cost_get(stack->model->value, "cluster");
    const struct tnf_strview insights = tnf_cost_get_text(cluster, "insights");
    if (tnf_sv_eq_c(insights, "disabled")) return;
    item.address = TNF_SV("module.cluster.aws_ecs_cluster.this");
    item.key = tnf_cost_insights_key(insights);
    item.description = TNF_SV("metrics of Container Insights");
    item.quantity = tnf_cost_usage(stack, TNF_USAGE_metrics_cluster);
    item.component = TNF_COST_LOGS;
    item.usage = true;
    tnf_cost_add(stack, &item);
}

/* Instances with their disks and metrics, for `hours` in millionths, together. */
static void add_instances(const struct tnf_cost_stack *stack, const struct tnf_cost_item *pool,
                          struct tnf_value settings, int64_t hours) {
    const struct tnf_strview type = tnf_cost_get_text(settings, "instance_type");
    const int64_t disk = tnf_cost_get_int(settings, "disk", 0);
    const int64_t months = tnf_quantity_scale(hours, 1, TNF_MONTH_HOURS);
    const struct tnf_strview count = tnf_cost_number(stack, pool->usage ? hours : months);
    const char *of = pool->usage ? " hours of" : " ×";
    const bool spot = tnf_cost_get_bool(settings, "spot");
    struct tnf_cost_item item = *pool;
    item.key = tnf_cost_text(stack, "ec2.%.*s%s", TNF_SV_ARG(type), spot ? ".spot" : "");
    item.description =
        tnf_cost_text(stack, "%.*s%s %.*s%s", TNF_SV_ARG(count), of, TNF_SV_ARG(type), spot ? " on Spot" : "");
    if (spot) item.otherwise = tnf_cost_text(stack, "ec2.%.*s", TNF_SV_ARG(type));
    item.quantity = hours;
    item.component = TNF_COST_COMPUTE;
    tnf_cost_add(stack, &item);
    item.otherwise = TNF_SV("");
    item.key = TNF_SV("ebs.gp3_gb_month");
    item.description = tnf_cost_text(stack, "%.*s%s a disk of %lld GiB", TNF_SV_ARG(count), of, (long long)disk);
    item.quantity = tnf_quantity_scale(months, disk, 1);
    item.component = TNF_COST_STORAGE;
    tnf_cost_add(stack, &item);
    item.key = TNF_SV("cloudwatch.metric_month");
    item.description = TNF_SV("metrics of each minute of the instances");
    item.quantity = tnf_quantity_scale(months, INSTANCE_METRICS, 1);
    item.component = TNF_COST_LOGS;
    tnf_cost_add(stack, &item);
}

/* Managed scaling follows a metric by two alarms of its own. */
static void add_scaling_alarms(const struct tnf_cost_stack *stack, const struct tnf_cost_item *pool) {
    enum { ALARMS = 2 };
    struct tnf_cost_item item = *pool;
    item.key = TNF_SV("cloudwatch.alarm_month");
    item.description = TNF_SV("alarms that managed scaling makes");
    item.quantity = ALARMS * TNF_QUANTITY_ONE;
    item.component = TNF_COST_LOGS;
    tnf_cost_add(stack, &item);
}

static void note_owner(const struct tnf_cost_stack *stack, struct tnf_value pool, struct tnf_strview provider) {
    struct tnf_cost_builder *builder = stack->builder;
    const struct tnf_strview owner = tnf_cost_get_text(pool, "tenant");
    if (owner.len == 0 || stack->tenant.len > 0) return;
    builder->kept_pools = tnf_arena_grow(builder->arena, builder->kept_pools, builder->kept_pool_count,
                                         &builder->kept_pool_capacity, sizeof *builder->kept_pools);
    builder->kept_pools[builder->kept_pool_count++] =
        (struct tnf_cost_kept_pool){.provider = provider, .owner = tnf_arena_sv(builder->arena, owner)};
}

void tnf_cost_add_pools(const struct tnf_cost_stack *stack) {
    const struct tnf_value pools = tnf_cost_get(stack->model->value, "pools");
    const struct tnf_strview name = tnf_cost_get_text(stack->model->value, "name");
    for (size_t i = 0; i < tnf_cost_count(pools); i++) {
        const struct tnf_strview key = tnf_object_key_at(pools, i);
        const struct tnf_value pool = tnf_object_at(pools, i);
        const struct tnf_strview own_name = tnf_cost_get_text(pool, "name");
        const int64_t min = tnf_cost_get_int(pool, "min", 0);
        struct tnf_cost_item item = {
            .address = tnf_cost_text(stack, "module.pools[\"%.*s\"].aws_autoscaling_group.this", TNF_SV_ARG(key)),
            .row = key,
            .payer = stack->tenant.len > 0 ? TNF_COST_OF_TENANT : TNF_COST_OF_POOL,
            .pool = tnf_cost_text(stack, "%.*s-%.*s", TNF_SV_ARG(name), TNF_SV_ARG(own_name.len > 0 ? own_name : key)),
        };
        note_owner(stack, pool, item.pool);
        add_scaling_alarms(stack, &item);
        add_instances(stack, &item, pool, tnf_cost_hours(min));
        item.usage = true;
        if (tnf_cost_get_int(pool, "max", 0) > min)
            add_instances(stack, &item, pool, tnf_cost_usage(stack, TNF_USAGE_compute_pool_hours));
    }
}

/* A node group of EKS: as a pool, without names of its own. The module's disks are no inputs of the stack. */
static void add_nodes(const struct tnf_cost_stack *stack, const char *group, int64_t disk, int64_t hours, bool usage) {
    const struct tnf_value nodes = tnf_cost_get(tnf_cost_get(stack->model->value, "cluster"), group);
    struct tnf_value settings = tnf_value_object(stack->builder->arena);
    tnf_object_set_string(stack->builder->arena, settings, "instance_type", tnf_cost_get_text(nodes, "instance_type"));
    tnf_object_set_int(stack->builder->arena, settings, "disk", disk);
    const struct tnf_cost_item item = {
        .address = tnf_cost_text(stack, "module.cluster.aws_eks_node_group.%s", group),
        .row = tnf_cost_get_text(stack->model->value, "cluster_name"),
        .payer = TNF_COST_OF_ENVIRONMENT,
        .usage = usage,
    };
    add_instances(stack, &item, settings, hours);
}

static void add_control_plane(const struct tnf_cost_stack *stack) {
    struct tnf_cost_item item = {
        .address = TNF_SV("module.cluster.aws_eks_cluster.this"),
        .row = tnf_cost_get_text(stack->model->value, "cluster_name"),
        .key = TNF_SV("eks.cluster_hour"),
        .description = TNF_SV("control plane of EKS"),
        .quantity = tnf_cost_hours(1),
        .component = TNF_COST_CONTROL_PLANE,
        .payer = TNF_COST_OF_ENVIRONMENT,
    };
    tnf_cost_add(stack, &item);
    item.address = TNF_SV("module.cluster.aws_kms_key.secrets");
    item.key = TNF_SV("kms.key_month");
    item.description = TNF_SV("key of the cluster's secrets");
    item.quantity = TNF_QUANTITY_ONE;
    item.component = TNF_COST_SECRETS;
    tnf_cost_add(stack, &item);
    item.address = TNF_SV("module.cluster.aws_cloudwatch_log_group.this");
    item.description = TNF_SV("logs of the control plane");
    tnf_cost_add_logs(stack, &item, tnf_cost_usage(stack, TNF_USAGE_logs_control_plane_gb), /* vended= */ true);
    if (tnf_cost_get_text(stack->model->value, "github_url").len == 0) return;
    item.address = TNF_SV("module.secrets.aws_secretsmanager_secret.this[\"github-app\"]");
    item.key = TNF_SV("secretsmanager.secret_month");
    item.description = TNF_SV("secret of the GitHub App");
    tnf_cost_add(stack, &item);
}

void tnf_cost_add_runners(const struct tnf_cost_stack *stack) {
    enum { SYSTEM_DISK = 30, RUNNER_DISK = 100 }; /* GiB; the defaults of module eks-runners */
    const struct tnf_value cluster = tnf_cost_get(stack->model->value, "cluster");
    const struct tnf_value runners = tnf_cost_get(cluster, "runners");
    const int64_t min = tnf_cost_get_int(runners, "min", 0);
    add_control_plane(stack);
    add_nodes(stack, "system", SYSTEM_DISK,
              tnf_cost_hours(tnf_cost_get_int(tnf_cost_get(cluster, "system"), "count", 0)), /* usage= */ false);
    add_nodes(stack, "runners", RUNNER_DISK, tnf_cost_hours(min), /* usage= */ false);
    if (tnf_cost_get_int(runners, "max", 0) > min)
        add_nodes(stack, "runners", RUNNER_DISK, tnf_cost_usage(stack, TNF_USAGE_compute_runner_hours),
                  /* usage= */ true);
}
