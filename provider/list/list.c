#include "provider/list/list.h"

#include "base/memory.h"
#include "provider/tenantform/filter.h"

struct list_context {
    const struct tnf_entity_schema *schema;
    struct tnf_schema config;
};

struct listing {
    const struct tnf_entity_schema *schema;
    bool with_object;
    int64_t left; /* rows that are still wanted; negative: all */
    tnf_list_emit_fn emit;
    void *emit_context;
    bool enough;
};

static int emit_row(const struct tnf_record *record, void *context, struct tnf_error *err) {
    struct listing *listing = context;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_list_item item = {
        .identity = tnf_row_identity(&arena, listing->schema, record),
        .display_name = tnf_record_key(&arena, record),
        .object = listing->with_object ? tnf_row_write(&arena, listing->schema, record, NULL) : tnf_cty_null(),
    };
    TNF_TRY(listing->emit(listing->emit_context, &item, err));
    listing->enough = listing->left > 0 && --listing->left == 0;
    return listing->enough ? TNF_E_LIMIT : 0;
}

static int list(void *provider, const struct tnf_list_resource_type *type, struct tnf_rpc_call *call,
                const struct tnf_cty_value *config, bool with_object, int64_t limit, tnf_list_emit_fn emit,
                void *emit_context, struct tnf_error *err) {
    const struct list_context *context = type->context;
    struct tnf_session *session = NULL;
    struct tnf_catalog *catalog = NULL;
    struct listing listing = {.schema = context->schema,
                              .with_object = with_object,
                              .left = limit > 0 ? limit : -1,
                              .emit = emit,
                              .emit_context = emit_context};
    const struct tnf_record filter = tnf_filter_read(&call->arena, context->schema->entity, config);
    TNF_TRY(tnf_provider_session(provider, &session, err));
    TNF_TRY(tnf_pool_take(tnf_session_pool(session), &catalog, err));
    const int code = tnf_catalog_each(catalog, filter.entity->id, &filter, emit_row, &listing, err);
    tnf_pool_give(tnf_session_pool(session), catalog);
    return listing.enough ? 0 : code;
}

int tnf_list_resource_of(struct tnf_arena *arena, const struct tnf_entity_schema *schema,
                         struct tnf_list_resource_type *ret, struct tnf_error *err) {
    struct list_context *context = TNF_ARENA_NEW(arena, struct list_context);
    struct tnf_schema_block *block = &context->config.block;
    context->schema = schema;
    block->attributes = TNF_ARENA_ARRAY(arena, struct tnf_schema_attribute, schema->entity->field_count);
    block->attribute_count = tnf_filter_attributes(arena, schema->entity, block->attributes);
    block->text.description = tnf_arena_printf(arena, "Finds %ss of the catalog.", schema->entity->title);
    block->text.markdown = true;
    TNF_TRY(tnf_schema_finish(arena, &context->config, err));
    *ret = (struct tnf_list_resource_type){
        .name = schema->type_name, .schema = &context->config, .context = context, .list = list};
    return 0;
}
