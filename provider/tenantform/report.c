#include "provider/tenantform/report.h"

#include "base/memory.h"

#include <ctype.h>

/* What to do in a configuration, where the rule's own hint speaks of files and commands. */
static struct tnf_strview hint_of(const struct tnf_finding *finding) {
    if (finding->rule == tnf_rule(TNF_RULE_PARENT))
        return TNF_SV(
            "add it, or mend the name; when it is a resource of this configuration, refer to its attribute, as "
            "in tenantform_tenant.acme.name, so that Terraform makes it first");
    if (finding->rule == tnf_rule(TNF_RULE_NO_PLATFORM))
        return TNF_SV("add a tenantform_platform, and depends_on = [tenantform_platform.…] to the environments");
    return finding->hint;
}

static void add_sentence(struct tnf_strbuf *out, struct tnf_strview text) {
    if (text.len == 0) return;
    if (out->len > 0) tnf_strbuf_add_c(out, '\n');
    tnf_strbuf_add_c(out, (char)toupper((unsigned char)text.ptr[0]));
    tnf_strbuf_add_sv(out, tnf_sv_from(text, 1));
    tnf_strbuf_add_c(out, '.');
}

/* The finding's message without the field's name in front, which the diagnostic's place says. */
static struct tnf_strview own_message(const struct tnf_finding *finding) {
    if (finding->field < 0) return finding->message;
    const struct tnf_strview name = tnf_sv(tnf_entity(finding->entity)->fields[finding->field].name);
    const bool named = tnf_sv_starts_with(finding->message, name) &&
                       tnf_sv_starts_with(tnf_sv_from(finding->message, name.len), TNF_SV(": "));
    return named ? tnf_sv_from(finding->message, name.len + 2) : finding->message;
}

static void add_detail(struct tnf_strbuf *out, const struct tnf_finding *finding, bool own) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    if (!own) tnf_strbuf_addf(&text, "%s %.*s: ", tnf_entity(finding->entity)->title, TNF_SV_ARG(finding->key));
    tnf_strbuf_add_sv(&text, own ? own_message(finding) : finding->message);
    add_sentence(out, tnf_strbuf_view(&text));
    add_sentence(out, hint_of(finding));
    tnf_strbuf_clear(&text);
    tnf_strbuf_addf(&text, "rule %s: %s, because %s", finding->rule->id, finding->rule->what, finding->rule->why);
    add_sentence(out, tnf_strbuf_view(&text));
}

/* Two rows of a kind that get into each other's way do so with the same field: ranges, priorities, conditions. */
static bool shares_field(const struct tnf_record *record, const struct tnf_finding *finding) {
    return finding->entity == record->entity->id && finding->field >= 0 && record->data[finding->field].set;
}

/* The field of this row that a rule of another row counts: a tenant's quota is used up by its services. -1: none. */
static int field_that_counts(const struct tnf_record *record, const struct tnf_finding *finding) {
    static const struct {
        enum tnf_rule_id rule;
        int field;
    } quotas[] = {
        {TNF_RULE_QUOTA_CPU, TNF_SERVICE_CPU},
        {TNF_RULE_QUOTA_MEMORY, TNF_SERVICE_MEMORY},
        {TNF_RULE_QUOTA_GPUS, TNF_SERVICE_GPUS},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(quotas) && record->entity->id == TNF_ENTITY_SERVICE; i++)
        if (finding->rule == tnf_rule(quotas[i].rule)) return quotas[i].field;
    return -1;
}

/* OpenTofu shows no place inside of an attribute, so the words name it. */
static struct tnf_strview summary_of(struct tnf_arena *arena, const struct tnf_record *record,
                                     const struct tnf_finding *finding, bool own) {
    const char *title = record->entity->title;
    if (!own) return tnf_arena_printf(arena, "This %s breaks a rule of the catalog", title);
    if (finding->field < 0) return tnf_arena_printf(arena, "Invalid %s", title);
    const struct tnf_field *field = &record->entity->fields[finding->field];
    return field->group == NULL
               ? tnf_arena_printf(arena, "Invalid %s of the %s", field->name, title)
               : tnf_arena_printf(arena, "Invalid %s.%s of the %s", field->group, tnf_field_local_name(field), title);
}

static void report(struct tnf_diagnostics *diagnostics, const struct tnf_record *record,
                   const struct tnf_finding *finding, bool own) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf detail = TNF_STRBUF_INIT;
    struct tnf_place storage;
    add_detail(&detail, finding, own);
    const struct tnf_strview summary = summary_of(diagnostics->arena, record, finding, own);
    const int field = own || shares_field(record, finding) ? finding->field : field_that_counts(record, finding);
    const struct tnf_attribute_path *place = tnf_row_place(record, field, own ? finding->item : -1, &storage);
    tnf_diagnostics_add(diagnostics, TNF_SEVERITY_ERROR, place, summary, tnf_strbuf_view(&detail));
}

void tnf_report_findings(struct tnf_diagnostics *diagnostics, const struct tnf_row *row,
                         const struct tnf_findings *findings) {
    const struct tnf_record *record = &row->record;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    tnf_record_add_key(&key, record);
    for (size_t i = 0; i < findings->count; i++) {
        const struct tnf_finding *finding = &findings->items[i];
        const bool own = finding->entity == record->entity->id && tnf_sv_eq(finding->key, tnf_strbuf_view(&key));
        const bool unknown = own && finding->field >= 0 && (row->unknown & TNF_ROW_BIT(finding->field)) != 0;
        if (!unknown) report(diagnostics, record, finding, own);
    }
}

void tnf_report_at_name(struct tnf_diagnostics *diagnostics, const struct tnf_record *record, const char *summary,
                        const struct tnf_error *err) {
    struct tnf_place storage;
    const int last = (int)tnf_entity_key_count(record->entity) - 1;
    tnf_diagnostics_add_error(diagnostics, tnf_row_place(record, last, -1, &storage), tnf_sv(summary), err);
}
