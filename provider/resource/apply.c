/* What was planned, as one change of the catalog. It is refused when the catalog is no longer what was planned for. */
#include "provider/resource/resource.h"

#include "base/memory.h"
#include "provider/resource/remove.h"
#include "provider/tenantform/report.h"
#include "provider/tenantform/row_change.h"
#include "provider/tenantform/stand_in.h"

#include <string.h>

struct applying {
    struct tnf_session *session;
    const struct tnf_entity_schema *schema;
    struct tnf_arena *arena;
    const struct tnf_record *prior; /* NULL: the row is made */
    struct tnf_row planned;
};

static int refuse_changed(const struct tnf_record *record, const char *what, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    tnf_record_add_key(&key, record);
    tnf_error_set(err, TNF_E_CONFLICT, "%s %s: %s since it was planned", record->entity->title, key.ptr, what);
    tnf_error_hint(err, "nothing was written; plan again");
    return TNF_E_CONFLICT;
}

static int create(struct tnf_catalog *catalog, const struct applying *applying, struct tnf_error *err) {
    const struct tnf_record *planned = &applying->planned.record;
    bool made = false;
    const int code = tnf_catalog_insert(catalog, planned, err);
    if (code != TNF_E_EXISTS) return code;
    TNF_TRY(tnf_session_was_made(catalog, tnf_session_author(applying->session), planned, applying->planned.unknown,
                                 &made, err));
    return made ? 0 : refuse_changed(planned, "somebody else made it", err);
}

/* Somebody's change that is neither what was there when this was planned nor what it is to become would be lost. */
static int check_unchanged(const struct applying *applying, const struct tnf_record *current, struct tnf_error *err) {
    const struct tnf_entity *entity = current->entity;
    for (size_t i = tnf_entity_key_count(entity); i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if ((applying->planned.unknown & TNF_ROW_BIT(i)) != 0) continue;
        if (tnf_datum_equal(field, &current->data[i], &applying->prior->data[i])) continue;
        if (tnf_datum_equal(field, &current->data[i], &applying->planned.record.data[i])) continue;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf what = TNF_STRBUF_INIT;
        tnf_strbuf_addf(&what, "%s was changed", field->name);
        return refuse_changed(current, what.ptr, err);
    }
    return 0;
}

static int change(struct tnf_catalog *catalog, const struct applying *applying, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_record key = tnf_row_key_before(&arena, applying->prior, &applying->planned.record);
    struct tnf_record current;
    const int code = tnf_catalog_get(catalog, &key, &arena, &current, err);
    if (code == TNF_E_NOT_FOUND) return refuse_changed(&key, "it was removed or renamed", err);
    TNF_TRY(code);
    TNF_TRY(check_unchanged(applying, &current, err));
    return tnf_row_change(catalog, &current, &applying->planned, err);
}

static int write_row(struct tnf_catalog *catalog, void *context, struct tnf_error *err) {
    const struct applying *applying = context;
    return applying->prior == NULL ? create(catalog, applying, err) : change(catalog, applying, err);
}

/* Puts what the catalog chose where the plan did not know it. */
static int read_chosen(struct applying *applying, struct tnf_error *err) {
    struct tnf_row *planned = &applying->planned;
    struct tnf_catalog *catalog = NULL;
    struct tnf_record row;
    if (planned->unknown == 0) return 0;
    TNF_TRY(tnf_pool_take(tnf_session_pool(applying->session), &catalog, err));
    const int code = tnf_catalog_get(catalog, &planned->record, applying->arena, &row, err);
    tnf_pool_give(tnf_session_pool(applying->session), catalog);
    TNF_TRY(code);
    for (size_t i = 0; i < row.entity->field_count; i++)
        if ((planned->unknown & TNF_ROW_BIT(i)) != 0) planned->record.data[i] = row.data[i];
    return 0;
}

static int apply_row(struct applying *applying, struct tnf_rpc_call *call, const struct tnf_cty_value *shape,
                     struct tnf_resource_state *ret_state, struct tnf_error *err) {
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    struct tnf_error inner;
    int64_t revision = 0;
    const int code =
        tnf_writer_run(tnf_session_writer(applying->session), write_row, applying, &revision, &findings, &inner);
    if (code < 0 && findings.count > 0) {
        tnf_report_findings(&call->diagnostics, &applying->planned, &findings);
        return 0;
    }
    if (code < 0) {
        if (err != NULL) *err = inner;
        return code;
    }
    TNF_TRY(read_chosen(applying, err));
    ret_state->state = tnf_row_write(applying->arena, applying->schema, &applying->planned.record, shape);
    ret_state->identity = tnf_row_identity(applying->arena, applying->schema, &applying->planned.record);
    ret_state->private_bytes = tnf_resource_private(applying->arena, revision);
    return 0;
}

int tnf_resource_apply(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                       const struct tnf_resource_apply_request *request, struct tnf_resource_state *ret_state,
                       struct tnf_error *err) {
    struct applying applying = {.schema = type->context, .arena = &call->arena};
    struct tnf_row prior;
    TNF_TRY(tnf_provider_session(provider, &applying.session, err));
    if (!tnf_cty_is_null(request->prior)) {
        tnf_row_read(&call->arena, applying.schema, request->prior, &prior, &call->diagnostics);
        applying.prior = &prior.record;
    }
    if (tnf_cty_is_null(request->planned)) {
        if (applying.prior != NULL) TNF_TRY(tnf_resource_remove(provider, applying.session, applying.prior, err));
        *ret_state = (struct tnf_resource_state){.state = tnf_cty_null(), .identity = tnf_cty_null()};
        return 0;
    }
    tnf_row_read(&call->arena, applying.schema, request->planned, &applying.planned, &call->diagnostics);
    if (tnf_diagnostics_have_error(&call->diagnostics)) return 0;
    return apply_row(&applying, call, request->planned, ret_state, err);
}
