/* Databases, caches and secrets. */
#include "catalog/defaults.h"
#include "generator/resolve/layers.h"
#include "generator/resolve/model.h"

static const struct tnf_datum *field(const struct tnf_record *row, int index) {
    return row == NULL ? NULL : &row->data[index];
}

struct tnf_value tnf_model_database(struct tnf_arena *arena, const struct tnf_record *environment,
                                    const struct tnf_record *row) {
    const struct tnf_datum *env = environment->data;
    struct tnf_value database = tnf_value_object(arena);
    tnf_object_set_string(
        arena, database, "class",
        tnf_layer_string(TNF_SV(TNF_DEFAULT_DATABASE_CLASS),
                         TNF_LAYERS(field(row, TNF_DATABASE_CLASS), &env[TNF_ENVIRONMENT_DATABASE_CLASS])));
    tnf_object_set_string(
        arena, database, "version",
        tnf_layer_string(TNF_SV(TNF_DEFAULT_DATABASE_VERSION),
                         TNF_LAYERS(field(row, TNF_DATABASE_VERSION), &env[TNF_ENVIRONMENT_DATABASE_VERSION])));
    const int64_t storage =
        tnf_layer_int(TNF_DEFAULT_DATABASE_STORAGE,
                      TNF_LAYERS(field(row, TNF_DATABASE_STORAGE), &env[TNF_ENVIRONMENT_DATABASE_STORAGE]));
    tnf_object_set_int(arena, database, "storage", storage);
    const struct tnf_datum *max_storage = field(row, TNF_DATABASE_MAX_STORAGE);
    if (max_storage != NULL && max_storage->set)
        tnf_object_set_int(arena, database, "max_storage", max_storage->integer);
    tnf_object_set_bool(
        arena, database, "multi_az",
        tnf_layer_bool(false, TNF_LAYERS(field(row, TNF_DATABASE_MULTI_AZ), &env[TNF_ENVIRONMENT_DATABASE_MULTI_AZ])));
    tnf_object_set_int(
        arena, database, "backup_days",
        tnf_layer_int(TNF_DEFAULT_DATABASE_BACKUP_DAYS,
                      TNF_LAYERS(field(row, TNF_DATABASE_BACKUP_DAYS), &env[TNF_ENVIRONMENT_DATABASE_BACKUP_DAYS])));
    return database;
}

struct tnf_value tnf_model_cache(struct tnf_arena *arena, const struct tnf_record *environment,
                                 const struct tnf_record *row) {
    const struct tnf_datum *env = environment->data;
    struct tnf_value cache = tnf_value_object(arena);
    tnf_object_set_string(
        arena, cache, "node_type",
        tnf_layer_string(TNF_SV(TNF_DEFAULT_CACHE_NODE_TYPE),
                         TNF_LAYERS(field(row, TNF_CACHE_NODE_TYPE), &env[TNF_ENVIRONMENT_CACHE_NODE_TYPE])));
    tnf_object_set_string(
        arena, cache, "version",
        tnf_layer_string(TNF_SV(TNF_DEFAULT_CACHE_VERSION),
                         TNF_LAYERS(field(row, TNF_CACHE_VERSION), &env[TNF_ENVIRONMENT_CACHE_VERSION])));
    tnf_object_set_int(arena, cache, "replicas",
                       tnf_layer_int(TNF_DEFAULT_CACHE_REPLICAS,
                                     TNF_LAYERS(field(row, TNF_CACHE_REPLICAS), &env[TNF_ENVIRONMENT_CACHE_REPLICAS])));
    return cache;
}

/* A pool tenant has no rows of its own: the names that its services use are databases on the shared instance. */
static struct tnf_value names_in_use(struct tnf_arena *arena, const struct tnf_bundle *bundle, int service_field) {
    struct tnf_value used = tnf_value_object(arena);
    for (size_t i = 0; i < bundle->services.count; i++) {
        const struct tnf_datum *name = &bundle->services.items[i].data[service_field];
        if (name->set) tnf_object_set(arena, used, name->string, tnf_value_object(arena));
    }
    tnf_object_sort(used);
    return used;
}

struct tnf_value tnf_model_databases(struct tnf_arena *arena, const struct tnf_record *environment,
                                     const struct tnf_bundle *bundle) {
    if (tnf_model_isolation(bundle) == TNF_ISOLATION_POOL) return names_in_use(arena, bundle, TNF_SERVICE_DATABASE);
    struct tnf_value databases = tnf_value_object(arena);
    for (size_t i = 0; i < bundle->databases.count; i++) {
        const struct tnf_record *row = &bundle->databases.items[i];
        struct tnf_value database = tnf_model_database(arena, environment, row);
        tnf_model_set_name(arena, database, row);
        tnf_object_set(arena, databases, row->data[TNF_DATABASE_NAME].string, database);
    }
    return databases;
}

struct tnf_value tnf_model_caches(struct tnf_arena *arena, const struct tnf_record *environment,
                                  const struct tnf_bundle *bundle) {
    if (tnf_model_isolation(bundle) == TNF_ISOLATION_POOL) return names_in_use(arena, bundle, TNF_SERVICE_CACHE);
    struct tnf_value caches = tnf_value_object(arena);
    for (size_t i = 0; i < bundle->caches.count; i++) {
        const struct tnf_record *row = &bundle->caches.items[i];
        struct tnf_value cache = tnf_model_cache(arena, environment, row);
        tnf_model_set_name(arena, cache, row);
        tnf_object_set(arena, caches, row->data[TNF_CACHE_NAME].string, cache);
    }
    return caches;
}
