/* Many rows, by what they refer to. */
#include "provider/data_source/data_source.h"

#include "base/memory.h"
#include "provider/tenantform/filter.h"

struct rows_context {
    const struct tnf_entity_schema *schema;
    struct tnf_schema data_source;
    struct tnf_strview list; /* the attribute with the rows: "services" */
};

struct collecting {
    struct tnf_arena *arena;
    const struct tnf_entity_schema *schema;
    struct tnf_cty_value *items; /* owned until they are copied */
    size_t count;
    size_t capacity;
};

static void collecting_release(struct collecting *collecting) {
    free(collecting->items);
}

static int collect(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct collecting *found = context;
    found->items = tnf_xgrow(found->items, found->count, &found->capacity, sizeof *found->items);
    const struct tnf_record copy = tnf_record_copy(found->arena, record);
    found->items[found->count++] = tnf_row_write(found->arena, found->schema, &copy, NULL);
    return 0;
}

static int find(struct tnf_session *session, const struct tnf_record *filter, struct collecting *found,
                struct tnf_error *err) {
    struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_pool_take(tnf_session_pool(session), &catalog, err));
    const int code = tnf_catalog_each(catalog, filter->entity->id, filter, collect, found, err);
    tnf_pool_give(tnf_session_pool(session), catalog);
    return code;
}

static int read_rows(void *provider, const struct tnf_data_source_type *type, struct tnf_rpc_call *call,
                     const struct tnf_cty_value *config, struct tnf_cty_value *ret_state, struct tnf_error *err) {
    const struct rows_context *context = type->context;
    struct tnf_session *session = NULL;
    TNF_TRY(tnf_provider_session(provider, &session, err));
    TNF_AUTO(collecting_release) struct collecting found = {.arena = &call->arena, .schema = context->schema};
    const struct tnf_record filter = tnf_filter_read(&call->arena, context->schema->entity, config);
    TNF_TRY(find(session, &filter, &found, err));
    struct tnf_cty_value rows = tnf_cty_sequence(&call->arena, found.count);
    struct tnf_cty_value ids = tnf_cty_sequence(&call->arena, found.count);
    for (size_t i = 0; i < found.count; i++) {
        rows.parts.items[i] = found.items[i];
        ids.parts.items[i] = *tnf_cty_get(&found.items[i], TNF_SV("id"));
    }
    *ret_state = tnf_cty_unshare(&call->arena, *config);
    tnf_row_set(ret_state, context->list.ptr, rows);
    tnf_row_set(ret_state, "ids", ids);
    return 0;
}

static int make_schema(struct tnf_arena *arena, struct rows_context *context, struct tnf_error *err) {
    const struct tnf_entity *entity = context->schema->entity;
    struct tnf_schema_block *block = &context->data_source.block;
    struct tnf_schema_object *row = TNF_ARENA_NEW(arena, struct tnf_schema_object);
    row->nesting = TNF_SCHEMA_LIST;
    row->attributes = tnf_entity_attributes(arena, entity, TNF_SCHEMA_OF_ROW, &row->attribute_count);
    block->text.description =
        tnf_arena_printf(arena, "All %ss of the catalog, or those that a filter leaves.", entity->title);
    block->text.markdown = true;
    block->attributes = TNF_ARENA_ARRAY(arena, struct tnf_schema_attribute, entity->field_count + 2);
    size_t count = tnf_filter_attributes(arena, entity, block->attributes);
    block->attributes[count++] = (struct tnf_schema_attribute){
        .name = TNF_SV("ids"),
        .type = tnf_cty_collection(arena, TNF_CTY_LIST, &tnf_cty_string),
        .flags = TNF_SCHEMA_COMPUTED,
        .text = {.description = TNF_SV("The rows' names in the catalog, in their order."), .markdown = true}};
    block->attributes[count++] = (struct tnf_schema_attribute){
        .name = context->list,
        .nested = row,
        .flags = TNF_SCHEMA_COMPUTED,
        .text = {.description = TNF_SV("The rows, in the order of their keys."), .markdown = true}};
    block->attribute_count = count;
    return tnf_schema_finish(arena, &context->data_source, err);
}

int tnf_data_source_of_rows(struct tnf_arena *arena, const struct tnf_entity_schema *schema,
                            struct tnf_data_source_type *ret, struct tnf_error *err) {
    struct rows_context *context = TNF_ARENA_NEW(arena, struct rows_context);
    context->schema = schema;
    context->list = tnf_arena_printf(arena, "%ss", schema->entity->name);
    TNF_TRY(make_schema(arena, context, err));
    *ret = (struct tnf_data_source_type){.name = tnf_arena_printf(arena, "%.*ss", TNF_SV_ARG(schema->type_name)),
                                         .schema = &context->data_source,
                                         .context = context,
                                         .read = read_rows};
    return 0;
}
