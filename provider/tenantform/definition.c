#include "provider/tenantform/definition.h"

#include "base/memory.h"
#include "provider/resource/resource.h"
#include "provider/tenantform/configuration.h"

struct tables {
    struct tnf_entity_schema schemas[TNF_ENTITY_COUNT];
    struct tnf_schema config;
    struct tnf_resource_type resources[TNF_ENTITY_COUNT];
    const struct tnf_resource_type *resource_list[TNF_ENTITY_COUNT];
    struct tnf_provider_definition definition;
};

static int define_entities(struct tnf_arena *arena, struct tables *tables, struct tnf_error *err) {
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        struct tnf_entity_schema *schema = &tables->schemas[id];
        TNF_TRY(tnf_entity_schema_init(arena, (enum tnf_entity_id)id, schema, err));
        tables->resources[id] = tnf_resource_type_of(schema);
        tables->resource_list[id] = &tables->resources[id];
    }
    return 0;
}

int tnf_tenantform_define(struct tnf_arena *arena, struct tnf_provider *provider,
                          const struct tnf_provider_definition **ret, struct tnf_error *err) {
    struct tables *tables = TNF_ARENA_NEW(arena, struct tables);
    TNF_TRY(tnf_configuration_schema(arena, &tables->config, err));
    TNF_TRY(define_entities(arena, tables, err));
    tables->definition = (struct tnf_provider_definition){
        .config = &tables->config,
        .configure = tnf_configuration_configure,
        .stop = tnf_provider_stop,
        .resources = tables->resource_list,
        .resource_count = TNF_ENTITY_COUNT,
        .provider = provider,
    };
    *ret = &tables->definition;
    return 0;
}
