/* One row by its key. */
#include "provider/data_source/data_source.h"

#include "provider/tenantform/report.h"

struct only_row {
    struct tnf_arena *arena;
    struct tnf_record *record;
};

static int keep_key(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    const struct only_row *only = context;
    only->record->data[0] = tnf_datum_copy(only->arena, &record->entity->fields[0], &record->data[0]);
    return 0;
}

/* The platform may be asked for without its name: there is one. */
static int complete_key(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_record *key,
                        struct tnf_error *err) {
    struct only_row only = {.arena = arena, .record = key};
    if (key->data[0].set) return 0;
    TNF_TRY(tnf_catalog_each(catalog, key->entity->id, NULL, keep_key, &only, err));
    if (key->data[0].set) return 0;
    return tnf_error_set(err, TNF_E_NOT_FOUND, "the catalog has no %s", key->entity->title);
}

static int find(struct tnf_session *session, struct tnf_arena *arena, struct tnf_record *key, struct tnf_record *ret,
                struct tnf_error *err) {
    struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_pool_take(tnf_session_pool(session), &catalog, err));
    int code = complete_key(catalog, arena, key, err);
    if (code == 0) code = tnf_catalog_get(catalog, key, arena, ret, err);
    tnf_pool_give(tnf_session_pool(session), catalog);
    return code;
}

static int read_row(void *provider, const struct tnf_data_source_type *type, struct tnf_rpc_call *call,
                    const struct tnf_cty_value *config, struct tnf_cty_value *ret_state, struct tnf_error *err) {
    const struct tnf_entity_schema *schema = type->context;
    struct tnf_session *session = NULL;
    struct tnf_row row;
    struct tnf_record found;
    struct tnf_error inner;
    TNF_TRY(tnf_provider_session(provider, &session, err));
    tnf_row_read(&call->arena, schema, config, &row, &call->diagnostics);
    const int code = find(session, &call->arena, &row.record, &found, &inner);
    if (code == TNF_E_NOT_FOUND) {
        tnf_report_at_name(&call->diagnostics, &row.record, "Not found", &inner);
        return 0;
    }
    if (code < 0) {
        if (err != NULL) *err = inner;
        return code;
    }
    *ret_state = tnf_row_write(&call->arena, schema, &found, NULL);
    return 0;
}

struct tnf_data_source_type tnf_data_source_of_row(const struct tnf_entity_schema *schema) {
    return (struct tnf_data_source_type){
        .name = schema->type_name, .schema = &schema->data_source, .context = schema, .read = read_row};
}
