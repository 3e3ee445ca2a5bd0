#include "catalog/complete.h"

#include "base/ascii.h"
#include "catalog/defaults.h"
#include "catalog/effective.h"
#include "catalog/names.h"
#include "generator/resolve/layers.h"
#include "generator/resolve/model.h"

enum tnf_isolation tnf_model_isolation(const struct tnf_bundle *bundle) {
    const struct tnf_strview isolation = bundle->tenant.data[TNF_TENANT_ISOLATION].string;
    if (tnf_sv_eq_c(isolation, "pool")) return TNF_ISOLATION_POOL;
    return tnf_sv_eq_c(isolation, "silo") ? TNF_ISOLATION_SILO : TNF_ISOLATION_BRIDGE;
}

/* LOUD_NAME of a secret: what the container's environment calls it. */
static struct tnf_strview variable_name(struct tnf_arena *arena, struct tnf_strview name) {
    struct tnf_strview copy = tnf_arena_sv(arena, name);
    char *text = tnf_arena_alloc(arena, copy.len + 1);
    for (size_t i = 0; i < copy.len; i++) {
        const char c = copy.ptr[i];
        text[i] = c == '-' ? '_' : tnf_to_upper(c);
    }
    return tnf_sv_n(text, copy.len);
}

static struct tnf_value secrets_value(struct tnf_arena *arena, const struct tnf_records *rows) {
    struct tnf_value secrets = tnf_value_object(arena);
    for (size_t i = 0; i < rows->count; i++) {
        const struct tnf_datum *row = rows->items[i].data;
        const struct tnf_strview name = row[TNF_SECRET_NAME].string;
        struct tnf_value secret = tnf_value_object(arena);
        tnf_model_set_name(arena, secret, &rows->items[i]);
        tnf_object_set_string(arena, secret, "description",
                              tnf_layer_string(TNF_SV(""), TNF_LAYERS(&row[TNF_SECRET_SUMMARY])));
        tnf_object_set_bool(arena, secret, "generated", tnf_layer_bool(false, TNF_LAYERS(&row[TNF_SECRET_GENERATED])));
        tnf_object_set_string(arena, secret, "variable",
                              tnf_layer_string(variable_name(arena, tnf_physical_name(&rows->items[i])),
                                               TNF_LAYERS(&row[TNF_SECRET_VARIABLE])));
        tnf_object_set(arena, secrets, name, secret);
    }
    return secrets;
}

static void add_kind(struct tnf_arena *arena, const struct tnf_scene *scene, size_t index,
                     const struct tnf_bundle *bundle, struct tnf_value model) {
    const enum tnf_isolation isolation = tnf_model_isolation(bundle);
    tnf_object_set_bool(arena, model, "pool", isolation == TNF_ISOLATION_POOL);
    tnf_object_set_bool(arena, model, "bridge", isolation == TNF_ISOLATION_BRIDGE);
    tnf_object_set_bool(arena, model, "silo", isolation == TNF_ISOLATION_SILO);
    tnf_object_set_bool(arena, model, "shared_network", isolation != TNF_ISOLATION_SILO);
    tnf_object_set_string(arena, model, "isolation", bundle->tenant.data[TNF_TENANT_ISOLATION].string);
    const struct tnf_datum *owner = &bundle->tenant.data[TNF_TENANT_OWNER];
    if (owner->set) tnf_object_set_string(arena, model, "owner", owner->string);
    const struct tnf_datum *environment = scene->environments.items[index].data;
    if (isolation != TNF_ISOLATION_SILO)
        tnf_object_set_bool(arena, model, "has_load_balancer", environment[TNF_ENVIRONMENT_DOMAIN].set);
    const struct tnf_datum *email = &environment[TNF_ENVIRONMENT_ALARM_EMAIL];
    if (email->set) tnf_object_set_string(arena, model, "alarm_email", email->string);
}

static void add_state(struct tnf_arena *arena, const struct tnf_bundle *bundle, struct tnf_value model) {
    const enum tnf_state state = tnf_tenant_state(&bundle->tenant, &bundle->placement);
    tnf_object_set_bool(arena, model, "suspended", state >= TNF_STATE_SUSPENDED);
    tnf_object_set_bool(arena, model, "offboarding", state >= TNF_STATE_OFFBOARDING);
    tnf_object_set_bool(arena, model, "offboarded", state == TNF_STATE_OFFBOARDED);
    if (state >= TNF_STATE_OFFBOARDING) tnf_object_set_bool(arena, model, "protected", false);
}

static int fill(struct tnf_arena *arena, const struct tnf_scene *scene, size_t index, const struct tnf_bundle *bundle,
                struct tnf_value model, struct tnf_error *err) {
    const struct tnf_record *environment = &scene->environments.items[index];
    if (tnf_model_isolation(bundle) == TNF_ISOLATION_SILO) {
        const struct tnf_value region = tnf_object_get(model, TNF_SV("region"), NULL);
        TNF_TRY(tnf_model_foundation(arena, environment, &bundle->placement, region.text, model, err));
        tnf_model_pools(arena, scene, environment, bundle, model);
    }
    add_kind(arena, scene, index, bundle, model);
    add_state(arena, bundle, model);
    tnf_model_budget(arena, scene, environment, bundle, model);
    tnf_model_balancer(arena, environment, bundle, model);
    tnf_object_set_int(
        arena, model, "log_retention",
        tnf_layer_int(TNF_DEFAULT_LOG_RETENTION_DAYS, TNF_LAYERS(&bundle->placement.data[TNF_PLACEMENT_LOG_RETENTION],
                                                                 &environment->data[TNF_ENVIRONMENT_LOG_RETENTION])));
    const struct tnf_strview insights =
        tnf_layer_string(TNF_SV(TNF_DEFAULT_INSIGHTS), TNF_LAYERS(&environment->data[TNF_ENVIRONMENT_INSIGHTS]));
    tnf_object_set_bool(arena, model, "insights", !tnf_sv_eq_c(insights, "disabled"));
    tnf_object_set_int(
        arena, model, "spot_percent",
        tnf_layer_int(TNF_DEFAULT_SPOT_PERCENT, TNF_LAYERS(&bundle->placement.data[TNF_PLACEMENT_SPOT_PERCENT],
                                                           &environment->data[TNF_ENVIRONMENT_SPOT_PERCENT])));
    struct tnf_value services = tnf_model_services(arena, environment, bundle);
    for (size_t i = 0; i < bundle->services.count; i++) {
        const struct tnf_record *service = &bundle->services.items[i];
        const struct tnf_value settings = tnf_object_get(services, service->data[TNF_SERVICE_NAME].string, NULL);
        TNF_TRY(tnf_model_service_pool(arena, scene, environment, bundle, service, settings, err));
    }
    struct tnf_value schedules = tnf_model_schedules(arena, bundle);
    struct tnf_value volumes = tnf_model_volumes(arena, bundle);
    struct tnf_value databases = tnf_model_databases(arena, environment, bundle);
    struct tnf_value caches = tnf_model_caches(arena, environment, bundle);
    struct tnf_value secrets = secrets_value(arena, &bundle->secrets);
    tnf_object_set_bool(arena, model, "has_databases", tnf_object_count(databases) > 0);
    tnf_object_set_bool(arena, model, "pool_databases",
                        tnf_model_isolation(bundle) == TNF_ISOLATION_POOL && tnf_object_count(databases) > 0);
    tnf_object_set_bool(arena, model, "has_caches", tnf_object_count(caches) > 0);
    tnf_object_set_value(arena, model, "services", services);
    tnf_object_set_bool(arena, model, "has_schedules", tnf_object_count(schedules) > 0);
    tnf_object_set_value(arena, model, "schedules", schedules);
    tnf_object_set_bool(arena, model, "has_volumes", tnf_object_count(volumes) > 0);
    tnf_object_set_bool(arena, model, "has_policies", tnf_object_count(volumes) + tnf_object_count(caches) > 0);
    tnf_object_set_value(arena, model, "volumes", volumes);
    tnf_object_set_bool(arena, model, "volume_backup", tnf_model_volume_backup(environment, bundle));
    tnf_object_set_value(arena, model, "databases", databases);
    tnf_object_set_value(arena, model, "caches", caches);
    tnf_object_set_value(arena, model, "secrets", secrets);
    tnf_object_set_value(arena, model, "connections", tnf_model_connections(arena, bundle));
    tnf_model_moved_tenant(arena, scene, environment, bundle, model);
    return 0;
}

int tnf_model_tenant(struct tnf_arena *arena, const struct tnf_scene *scene, size_t index,
                     const struct tnf_bundle *bundle, struct tnf_value *ret, struct tnf_error *err) {
    TNF_TRY(tnf_bundle_complete(bundle, err));
    const struct tnf_record *environment = &scene->environments.items[index];
    struct tnf_value model = tnf_model_stack(arena, scene, environment, bundle);
    const int code = fill(arena, scene, index, bundle, model, err);
    if (code < 0)
        return tnf_error_wrap(err, "tenant %.*s in environment %.*s",
                              TNF_SV_ARG(bundle->tenant.data[TNF_TENANT_NAME].string),
                              TNF_SV_ARG(environment->data[TNF_ENVIRONMENT_NAME].string));
    *ret = model;
    return 0;
}
