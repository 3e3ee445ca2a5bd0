#include "provider/tenantform/definition.h"

#include "base/memory.h"
#include "provider/action/action.h"
#include "provider/data_source/data_source.h"
#include "provider/function/function.h"
#include "provider/list/list.h"
#include "provider/resource/resource.h"
#include "provider/tenantform/configuration.h"

enum { DATA_SOURCES = 2 * TNF_ENTITY_COUNT + 1 };

static const struct tnf_function *const functions[] = {
    &tnf_function_cidr_of,
    &tnf_function_name_of,
    &tnf_function_slug,
};

struct tables {
    struct tnf_entity_schema schemas[TNF_ENTITY_COUNT];
    struct tnf_schema config;
    struct tnf_resource_type resources[TNF_ENTITY_COUNT];
    struct tnf_data_source_type data_sources[DATA_SOURCES];
    struct tnf_list_resource_type lists[TNF_ENTITY_COUNT];
    struct tnf_action_type actions[TNF_ACTION_COUNT];
    /* Pointers to all of them, as the definition has them. */
    const struct tnf_resource_type *resource_list[TNF_ENTITY_COUNT];
    const struct tnf_data_source_type *data_source_list[DATA_SOURCES];
    const struct tnf_list_resource_type *list_list[TNF_ENTITY_COUNT];
    const struct tnf_action_type *action_list[TNF_ACTION_COUNT];
    struct tnf_provider_definition definition;
};

static int define_entity(struct tnf_arena *arena, struct tables *tables, size_t id, struct tnf_error *err) {
    struct tnf_entity_schema *schema = &tables->schemas[id];
    TNF_TRY(tnf_entity_schema_init(arena, (enum tnf_entity_id)id, schema, err));
    tables->resources[id] = tnf_resource_type_of(schema);
    tables->data_sources[2 * id] = tnf_data_source_of_row(schema);
    TNF_TRY(tnf_data_source_of_rows(arena, schema, &tables->data_sources[2 * id + 1], err));
    return tnf_list_resource_of(arena, schema, &tables->lists[id], err);
}

static int define(struct tnf_arena *arena, struct tables *tables, struct tnf_error *err) {
    TNF_TRY(tnf_configuration_schema(arena, &tables->config, err));
    for (size_t id = 0; id < TNF_ENTITY_COUNT; id++) TNF_TRY(define_entity(arena, tables, id, err));
    TNF_TRY(tnf_data_source_of_model(arena, &tables->data_sources[DATA_SOURCES - 1], err));
    return tnf_actions(arena, tables->actions, err);
}

static void point(struct tables *tables) {
    for (size_t i = 0; i < TNF_ENTITY_COUNT; i++) {
        tables->resource_list[i] = &tables->resources[i];
        tables->list_list[i] = &tables->lists[i];
    }
    for (size_t i = 0; i < DATA_SOURCES; i++) tables->data_source_list[i] = &tables->data_sources[i];
    for (size_t i = 0; i < TNF_ACTION_COUNT; i++) tables->action_list[i] = &tables->actions[i];
}

int tnf_tenantform_define(struct tnf_arena *arena, struct tnf_provider *provider,
                          const struct tnf_provider_definition **ret, struct tnf_error *err) {
    struct tables *tables = TNF_ARENA_NEW(arena, struct tables);
    TNF_TRY(define(arena, tables, err));
    point(tables);
    tables->definition = (struct tnf_provider_definition){
        .config = &tables->config,
        .configure = tnf_configuration_configure,
        .stop = tnf_provider_stop,
        .resources = tables->resource_list,
        .resource_count = TNF_ENTITY_COUNT,
        .data_sources = tables->data_source_list,
        .data_source_count = DATA_SOURCES,
        .functions = functions,
        .function_count = TNF_ARRAY_LEN(functions),
        .list_resources = tables->list_list,
        .list_resource_count = TNF_ENTITY_COUNT,
        .actions = tables->action_list,
        .action_count = TNF_ACTION_COUNT,
        .provider = provider,
    };
    *ret = &tables->definition;
    return 0;
}
