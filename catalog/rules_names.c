/* Names in AWS and former names belong to one row each: a second one would take over the first one's resources. */
#include "catalog/names.h"
#include "catalog/record.h"
#include "catalog/rules_span.h"

/* Whether two rows of an entity stand beside each other, so that their names must differ. */
static bool are_siblings(const struct tnf_record *a, const struct tnf_record *b) {
    const size_t parents = tnf_entity_key_count(a->entity) - 1;
    for (size_t i = 0; i < parents; i++)
        if (!tnf_sv_eq(a->data[i].string, b->data[i].string)) return false;
    return !tnf_sv_eq(tnf_record_name(a), tnf_record_name(b));
}

void tnf_rules_physical_name(const struct tnf_rules_context *context, const struct tnf_record *row,
                             struct tnf_strview other) {
    const struct tnf_strview physical = tnf_physical_name(row);
    tnf_findings_add(
        context->findings, TNF_RULE_PHYSICAL_NAME, row, tnf_entity_field(row->entity, TNF_SV("physical_name")), -1,
        "physical_name: %s %.*s is called %.*s in AWS", row->entity->title, TNF_SV_ARG(other), TNF_SV_ARG(physical));
    tnf_findings_hint(context->findings, "give it another one: physical_name %.*s-2", TNF_SV_ARG(physical));
}

static void check_former(const struct tnf_rules_context *context, const struct tnf_record *renamed,
                         const struct tnf_record *row) {
    const struct tnf_strings former = tnf_former_names(renamed);
    for (size_t i = 0; i < former.count; i++) {
        if (!tnf_sv_eq(former.items[i], tnf_record_name(row))) continue;
        tnf_findings_add(context->findings, TNF_RULE_FORMER_NAME, row, -1, -1,
                         "that was the name of %s %.*s, whose resources may still be at its address",
                         row->entity->title, TNF_SV_ARG(tnf_record_name(renamed)));
        tnf_findings_hint(context->findings,
                          "choose another name, or apply the rename everywhere and clear former_names of %.*s",
                          TNF_SV_ARG(tnf_record_name(renamed)));
    }
}

/* One of the two that share a name in AWS has one that is not its own: the other one came first. */
static void check_pair(const struct tnf_rules_context *context, const struct tnf_record *renamed,
                       const struct tnf_record *row) {
    check_former(context, renamed, row);
    if (!tnf_sv_eq(tnf_physical_name(renamed), tnf_physical_name(row))) return;
    const bool both_renamed = !tnf_sv_eq(tnf_physical_name(row), tnf_record_name(row));
    if (both_renamed && tnf_record_key_cmp(renamed, row) > 0) return; /* told from its side */
    tnf_rules_physical_name(context, row, tnf_record_name(renamed));
}

static bool was_renamed(const struct tnf_record *row) {
    return tnf_former_names(row).count > 0 || !tnf_sv_eq(tnf_physical_name(row), tnf_record_name(row));
}

void tnf_rules_names(const struct tnf_rules_context *context, const struct tnf_records *rows) {
    for (size_t i = 0; i < rows->count; i++) {
        if (!was_renamed(&rows->items[i])) continue;
        for (size_t j = 0; j < rows->count; j++)
            if (are_siblings(&rows->items[i], &rows->items[j])) check_pair(context, &rows->items[i], &rows->items[j]);
    }
}
