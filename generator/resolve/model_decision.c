/* The catalog's side of INFRASTRUCTURE_DECISION.md: what EKS is kept for, and how near the triggers are. */
#include "base/memory.h"
#include "catalog/defaults.h"
#include "catalog/instance_type.h"
#include "catalog/record.h"
#include "generator/resolve/advice.h"
#include "generator/resolve/model.h"

/* In steps: a page that names each number would be changed by whoever adds a service, and by two at once. */
static struct tnf_strview step_of(int64_t count) {
    static const struct {
        int64_t most;
        const char *text;
    } steps[] = {{0, "none yet"}, {10, "1 to 10"}, {25, "11 to 25"}, {TNF_ADVICE_MANY_SERVICES, "26 to 50"}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(steps); i++)
        if (count <= steps[i].most) return tnf_sv(steps[i].text);
    return TNF_SV("more than 50");
}

static struct tnf_strview text_or(const struct tnf_record *record, size_t field, const char *usual) {
    const struct tnf_strview text = tnf_record_string(record, field);
    return text.len > 0 ? text : tnf_sv(usual);
}

static struct tnf_value describe(struct tnf_arena *arena, const struct tnf_record *cluster) {
    struct tnf_value value = tnf_value_object(arena);
    tnf_object_set_string(arena, value, "name", tnf_record_string(cluster, TNF_RUNNER_CLUSTER_NAME));
    tnf_object_set_int(arena, value, "system_count",
                       tnf_record_int(cluster, TNF_RUNNER_CLUSTER_SYSTEM_COUNT, TNF_DEFAULT_SYSTEM_COUNT));
    tnf_object_set_string(arena, value, "system_type",
                          text_or(cluster, TNF_RUNNER_CLUSTER_SYSTEM_INSTANCE_TYPE, TNF_DEFAULT_SYSTEM_INSTANCE_TYPE));
    tnf_object_set_int(arena, value, "runner_min",
                       tnf_record_int(cluster, TNF_RUNNER_CLUSTER_RUNNER_MIN, TNF_DEFAULT_RUNNER_MIN));
    tnf_object_set_int(arena, value, "runner_max",
                       tnf_record_int(cluster, TNF_RUNNER_CLUSTER_RUNNER_MAX, TNF_DEFAULT_RUNNER_MAX));
    tnf_object_set_string(arena, value, "runner_type",
                          text_or(cluster, TNF_RUNNER_CLUSTER_RUNNER_INSTANCE_TYPE, TNF_DEFAULT_RUNNER_INSTANCE_TYPE));
    tnf_object_set_int(arena, value, "idle_runners",
                       tnf_record_int(cluster, TNF_RUNNER_CLUSTER_IDLE_RUNNERS, TNF_DEFAULT_IDLE_RUNNERS));
    return value;
}

static int64_t workloads_of(const struct tnf_scene *scene, size_t environment) {
    const struct tnf_records pools = tnf_scene_nested(scene, environment, TNF_ENTITY_GPU_POOL);
    for (size_t i = 0; i < pools.count; i++)
        if (tnf_instance_gpus(tnf_record_string(&pools.items[i], TNF_GPU_POOL_INSTANCE_TYPE)) != 0)
            return TNF_WORKLOADS_GPUS;
    if (pools.count > 0) return TNF_WORKLOADS_INSTANCES;
    return scene->service_counts[environment] > 0 ? TNF_WORKLOADS_PLAIN : TNF_FACT_UNKNOWN;
}

/* What an environment's rows say, and no service of a tenant alone can change by one. */
static struct tnf_advice_values facts_of(const struct tnf_scene *scene, size_t environment) {
    struct tnf_advice_values values = tnf_advice_nothing();
    const int64_t services = scene->service_counts[environment];
    values.of[TNF_FACT_SERVICES] = services;
    values.of[TNF_FACT_WORKLOADS] = workloads_of(scene, environment);
    values.of[TNF_FACT_RUNNER_CLUSTERS] =
        (int64_t)tnf_scene_nested(scene, environment, TNF_ENTITY_RUNNER_CLUSTER).count;
    values.of[TNF_FACT_DEPLOYED] = services > 0 ? TNF_DEPLOYED_PLACED : TNF_FACT_UNKNOWN;
    return values;
}

static struct tnf_strview source_of(struct tnf_arena *arena, const struct tnf_advice_rule *rule) {
    return tnf_arena_printf(arena, "%s, “%s”", rule->document, rule->section);
}

static struct tnf_value describe_rule(struct tnf_arena *arena, const struct tnf_advice_rule *rule) {
    struct tnf_value value = tnf_value_object(arena);
    tnf_object_set_string(arena, value, "rule", tnf_sv(rule->id));
    tnf_object_set_string(arena, value, "reason", tnf_sv(rule->reason));
    tnf_object_set_string(arena, value, "source", source_of(arena, rule));
    tnf_object_set_int(arena, value, "fargate", rule->weights[TNF_ADVICE_FARGATE]);
    tnf_object_set_int(arena, value, "ec2", rule->weights[TNF_ADVICE_EC2]);
    tnf_object_set_int(arena, value, "eks", rule->weights[TNF_ADVICE_EKS]);
    return value;
}

static struct tnf_value describe_trigger(struct tnf_arena *arena, const struct tnf_advice_rule *rule,
                                         const struct tnf_advice_values *values) {
    struct tnf_value value = tnf_value_object(arena);
    const bool counted = rule->fact == TNF_FACT_SERVICES;
    tnf_object_set_string(arena, value, "trigger", tnf_sv(rule->trigger));
    tnf_object_set_string(arena, value, "here", counted ? step_of(values->of[rule->fact]) : tnf_sv(rule->instead));
    tnf_object_set_bool(arena, value, "reached", tnf_advice_fires(rule, values));
    return value;
}

/* The rules that hold by the catalog alone, and the triggers. */
static void set_advice(struct tnf_arena *arena, const struct tnf_advice_values *values, struct tnf_value model) {
    struct tnf_value rules = tnf_value_list(arena);
    struct tnf_value triggers = tnf_value_list(arena);
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        const struct tnf_advice_rule *rule = &tnf_advice_rules[i];
        if (tnf_advice_fires(rule, values)) tnf_list_add(arena, rules, describe_rule(arena, rule));
        if (rule->trigger == NULL) continue;
        tnf_list_add(arena, triggers, describe_trigger(arena, rule, values));
        tnf_object_set_string(arena, model, "trigger_source", source_of(arena, rule)); /* all have the same */
    }
    const struct tnf_advice_score score = tnf_advice_score(values);
    tnf_object_set_value(arena, model, "rules", rules);
    tnf_object_set_value(arena, model, "triggers", triggers);
    tnf_object_set_string(arena, model, "answer", tnf_sv(tnf_advice_options[score.answer].title));
    tnf_object_set_bool(arena, model, "speaks_for_eks", score.answer == TNF_ADVICE_EKS);
    tnf_object_set_int(arena, model, "fargate_points", score.points[TNF_ADVICE_FARGATE]);
    tnf_object_set_int(arena, model, "ec2_points", score.points[TNF_ADVICE_EC2]);
    tnf_object_set_int(arena, model, "eks_points", score.points[TNF_ADVICE_EKS]);
}

static struct tnf_strview weeks_of(struct tnf_arena *arena, const struct tnf_advice_step *step) {
    if (step->least_weeks == step->most_weeks) return tnf_arena_printf(arena, "%d", step->least_weeks);
    return tnf_arena_printf(arena, "%d to %d", step->least_weeks, step->most_weeks);
}

static void set_way(struct tnf_arena *arena, struct tnf_value model) {
    const struct tnf_advice_step all = tnf_advice_all_steps();
    struct tnf_value steps = tnf_value_list(arena);
    for (size_t i = 0; i < tnf_advice_step_count; i++) {
        struct tnf_value step = tnf_value_object(arena);
        tnf_object_set_string(arena, step, "step", tnf_sv(tnf_advice_steps[i].what));
        tnf_object_set_string(arena, step, "weeks", weeks_of(arena, &tnf_advice_steps[i]));
        tnf_list_add(arena, steps, step);
    }
    tnf_object_set_value(arena, model, "steps", steps);
    tnf_object_set_string(arena, model, "all_weeks", weeks_of(arena, &all));
    tnf_object_set_string(arena, model, "move_cost", TNF_SV(TNF_ADVICE_MOVE_COST));
    tnf_object_set_int(arena, model, "control_plane", TNF_ADVICE_CONTROL_PLANE);
}

void tnf_model_decision(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment,
                        struct tnf_value model) {
    const struct tnf_records clusters = tnf_scene_nested(scene, environment, TNF_ENTITY_RUNNER_CLUSTER);
    struct tnf_value described = tnf_value_list(arena);
    for (size_t i = 0; i < clusters.count; i++) tnf_list_add(arena, described, describe(arena, &clusters.items[i]));
    tnf_object_set_value(arena, model, "clusters", described);
    tnf_object_set_int(arena, model, "cluster_count", (int64_t)clusters.count);
    tnf_object_set_bool(arena, model, "has_clusters", clusters.count > 0);
    tnf_object_set_int(arena, model, "pool_count",
                       (int64_t)tnf_scene_nested(scene, environment, TNF_ENTITY_GPU_POOL).count);
    const struct tnf_advice_values facts = facts_of(scene, environment);
    tnf_object_set_string(arena, model, "services", step_of(scene->service_counts[environment]));
    tnf_object_set_bool(arena, model, "many_services", scene->service_counts[environment] > TNF_ADVICE_MANY_SERVICES);
    set_advice(arena, &facts, model);
    set_way(arena, model);
}
