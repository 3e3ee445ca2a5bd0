/*
 * What apply will do, tried out on the draft: so that what cannot be applied fails here, at the attribute that is
 * wrong. Values that the catalog chooses are unknown until it does: Terraform plans twice, and asks for the same answer
 * each time, which only the catalog at the moment of its commit has.
 */
#include "provider/resource/resource.h"

#include "base/memory.h"
#include "provider/tenantform/report.h"

struct planning {
    struct tnf_provider *provider;
    const struct tnf_entity_schema *schema;
    struct tnf_rpc_call *call;
    const struct tnf_resource_plan_request *request;
    struct tnf_resource_plan *plan;
    struct tnf_row prior; /* without meaning when `creates` */
    struct tnf_row planned;
    bool creates;
};

static bool keys_are_known(const struct planning *planning) {
    return (planning->planned.unknown & tnf_row_keys(planning->schema->entity)) == 0;
}

/* A row stays what it is under another name; under another parent it is another row. */
static void find_replacements(struct planning *planning) {
    const struct tnf_entity *entity = planning->schema->entity;
    struct tnf_record followed = tnf_record_copy(&planning->call->arena, &planning->prior.record);
    tnf_draft_follow(tnf_provider_draft(planning->provider), &planning->call->arena, &followed);
    for (size_t i = 0; i < tnf_entity_key_count(entity); i++) {
        const struct tnf_field *field = &entity->fields[i];
        const bool unknown = (planning->planned.unknown & TNF_ROW_BIT(i)) != 0;
        if (field->ref == TNF_ENTITY_NONE) continue;
        if (!unknown && tnf_datum_equal(field, &followed.data[i], &planning->planned.record.data[i])) continue;
        planning->plan->replace[planning->plan->replace_count++] = tnf_sv(field->name);
    }
}

static void warn_made(struct planning *planning) {
    struct tnf_place storage;
    const struct tnf_record *record = &planning->planned.record;
    const int last = (int)tnf_entity_key_count(record->entity) - 1;
    tnf_diagnostics_add(
        &planning->call->diagnostics, TNF_SEVERITY_WARNING, tnf_row_place(record, last, -1, &storage),
        TNF_SV("Taken over from an interrupted run"),
        TNF_SV("The row is in the catalog already, made by Terraform just as it is planned here, and in "
               "no state. It is taken over as it is."));
}

static int try_again_if_made(struct planning *planning, struct tnf_record *ret_row, struct tnf_findings *findings,
                             struct tnf_error *err) {
    struct tnf_session *session = NULL;
    struct tnf_catalog *catalog = NULL;
    bool made = false;
    TNF_TRY(tnf_provider_session(planning->provider, &session, err));
    TNF_TRY(tnf_pool_take(tnf_session_pool(session), &catalog, NULL));
    const int code = tnf_session_was_made(catalog, tnf_session_author(session), &planning->planned.record,
                                          planning->planned.unknown, &made, NULL);
    tnf_pool_give(tnf_session_pool(session), catalog);
    if (code < 0 || !made) return TNF_E_EXISTS;
    tnf_draft_saw(tnf_provider_draft(planning->provider), &planning->planned.record);
    TNF_TRY(tnf_draft_plan(tnf_provider_draft(planning->provider), NULL, &planning->planned, &planning->call->arena,
                           ret_row, findings, err));
    warn_made(planning);
    return 0;
}

/* *ret_row is the row as it would be. */
static int try_out(struct planning *planning, struct tnf_record *ret_row, struct tnf_error *err) {
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    struct tnf_error inner = {.code = TNF_OK};
    int code =
        tnf_draft_plan(tnf_provider_draft(planning->provider), planning->creates ? NULL : &planning->prior.record,
                       &planning->planned, &planning->call->arena, ret_row, &findings, &inner);
    if (code == TNF_E_EXISTS && planning->creates) code = try_again_if_made(planning, ret_row, &findings, &inner);
    if (code == 0) return 0;
    struct tnf_diagnostics *diagnostics = &planning->call->diagnostics;
    if (findings.count > 0)
        tnf_report_findings(diagnostics, &planning->planned, &findings);
    else if (code == TNF_E_EXISTS || code == TNF_E_NOT_FOUND || code == TNF_E_INVALID)
        tnf_report_at_name(diagnostics, &planning->planned.record, "Cannot be applied", &inner);
    else if (err != NULL)
        *err = inner;
    return findings.count > 0 || tnf_diagnostics_have_error(diagnostics) ? 0 : code;
}

/* What a field that the catalog fills in will be: known when it stays as it was. */
static struct tnf_cty_value chosen_value(const struct planning *planning, size_t field,
                                         const struct tnf_cty_value *proposed, const struct tnf_record *row) {
    const struct tnf_field *described = &planning->schema->entity->fields[field];
    if (row == NULL) return planning->creates ? tnf_cty_unknown() : *proposed;
    if (!planning->creates && tnf_datum_equal(described, &row->data[field], &planning->prior.record.data[field]))
        return *proposed;
    return row->data[field].set ? tnf_cty_unknown() : tnf_cty_null();
}

/* row: as it would be; NULL when nobody knows. */
static void set_computed(struct planning *planning, const struct tnf_record *row) {
    const struct tnf_entity *entity = planning->schema->entity;
    struct tnf_arena *arena = &planning->call->arena;
    struct tnf_cty_value planned = tnf_cty_unshare(arena, *planning->request->proposed);
    for (size_t i = 0; i < entity->field_count; i++) {
        if ((entity->fields[i].flags & TNF_FIELD_ALLOCATED) == 0) continue;
        const struct tnf_cty_value *written = tnf_cty_get(planning->request->config, tnf_sv(entity->fields[i].name));
        const struct tnf_cty_value *proposed = tnf_cty_get(&planned, tnf_sv(entity->fields[i].name));
        if (written == NULL || written->kind != TNF_CTY_NULL || proposed == NULL) continue;
        tnf_row_set(&planned, entity->fields[i].name, chosen_value(planning, i, proposed, row));
    }
    const bool known = keys_are_known(planning);
    tnf_row_set(&planned, "id",
                known ? tnf_cty_text(tnf_record_key(arena, &planning->planned.record)) : tnf_cty_unknown());
    if (known) planning->plan->planned_identity = tnf_row_identity(arena, planning->schema, &planning->planned.record);
    planning->plan->planned = planned;
}

static int plan_row(struct planning *planning, struct tnf_error *err) {
    struct tnf_draft *draft = tnf_provider_draft(planning->provider);
    struct tnf_record row;
    if (!planning->creates) find_replacements(planning);
    if (planning->plan->replace_count > 0) {
        struct tnf_error ignored; /* Terraform asks for the new row next, and that is refused where it has to be */
        (void)tnf_draft_remove(draft, &planning->prior.record, &ignored);
        set_computed(planning, NULL);
        return 0;
    }
    const bool tried = keys_are_known(planning);
    if (tried) TNF_TRY(try_out(planning, &row, err));
    if (tnf_diagnostics_have_error(&planning->call->diagnostics)) return 0;
    set_computed(planning, tried ? &row : NULL);
    return 0;
}

/* A row that is renamed gets what the catalog notes of its names; what the state has of them is only proposed again. */
static void leave_to_catalog(struct planning *planning) {
    const struct tnf_entity *entity = planning->schema->entity;
    const size_t last = tnf_entity_key_count(entity) - 1;
    struct tnf_record *planned = &planning->planned.record;
    if (tnf_datum_equal(&entity->fields[last], &planned->data[last], &planning->prior.record.data[last])) return;
    for (size_t i = last + 1; i < entity->field_count; i++) {
        if ((entity->fields[i].flags & TNF_FIELD_ALLOCATED) == 0) continue;
        const struct tnf_cty_value *written = tnf_cty_get(planning->request->config, tnf_sv(entity->fields[i].name));
        if (written != NULL && written->kind == TNF_CTY_NULL) planned->data[i].set = false;
    }
}

static int plan_removal(struct planning *planning) {
    struct tnf_error refused;
    if (tnf_draft_remove(tnf_provider_draft(planning->provider), &planning->prior.record, &refused) < 0)
        tnf_report_at_name(&planning->call->diagnostics, &planning->prior.record, "Cannot be applied", &refused);
    return 0;
}

int tnf_resource_plan(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                      const struct tnf_resource_plan_request *request, struct tnf_resource_plan *plan,
                      struct tnf_error *err) {
    struct planning planning = {.provider = provider,
                                .schema = type->context,
                                .call = call,
                                .request = request,
                                .plan = plan,
                                .creates = tnf_cty_is_null(request->prior)};
    if (!planning.creates)
        tnf_row_read(&call->arena, planning.schema, request->prior, &planning.prior, &call->diagnostics);
    if (tnf_cty_is_null(request->proposed)) return planning.creates ? 0 : plan_removal(&planning);
    if (!planning.creates && tnf_cty_value_eq(request->prior, request->proposed)) {
        tnf_draft_saw(tnf_provider_draft(provider), &planning.prior.record);
        return 0;
    }
    tnf_row_read(&call->arena, planning.schema, request->proposed, &planning.planned, &call->diagnostics);
    if (tnf_diagnostics_have_error(&call->diagnostics)) return 0;
    if (!planning.creates) leave_to_catalog(&planning);
    return plan_row(&planning, err);
}
