#include "catalog/text/faults.h"

#include "base/memory.h"
#include "catalog/rules_field.h"

#include <stdio.h>

static const struct tnf_node *nth(const struct tnf_node *first, int n) {
    while (first != NULL && n-- > 0) first = first->next;
    return first;
}

/* The key in a map as it was written. */
static const struct tnf_node *find_key(const struct tnf_node *mapping, struct tnf_strview key) {
    for (const struct tnf_node *node = mapping->first; node != NULL; node = node->next)
        if (tnf_sv_eq(node->text, key)) return node;
    return NULL;
}

/* The item of a list; the value of a map's entry, or its key when the rule is about that. NULL: not there. */
static const struct tnf_node *item_place(const struct tnf_text_row *row, const struct tnf_finding *finding) {
    const struct tnf_node *value = row->values[finding->field];
    if (value->kind == TNF_NODE_SEQUENCE) return nth(value->first, finding->item);
    const struct tnf_pairs *map = &row->record.data[finding->field].map;
    if (value->kind != TNF_NODE_MAPPING || (size_t)finding->item >= map->count) return NULL;
    const struct tnf_node *key = find_key(value, map->items[finding->item].key);
    return key == NULL || finding->rule == tnf_rule(TNF_RULE_MAP_KEY) ? key : key->value;
}

static const struct tnf_node *place_of(const struct tnf_text_row *row, const struct tnf_finding *finding) {
    if (finding->field < 0 || row->values[finding->field] == NULL) return row->name;
    const struct tnf_node *place = finding->item < 0 ? NULL : item_place(row, finding);
    return place == NULL ? row->values[finding->field] : place;
}

void tnf_text_finding_error(const struct tnf_finding *finding, const struct tnf_text_row *row, struct tnf_error *ret) {
    (void)tnf_finding_error(finding, ret);
    if (row == NULL) return;
    const struct tnf_node *place = place_of(row, finding);
    (void)tnf_error_set(ret, TNF_E_INVALID, "%.*s", TNF_SV_ARG(finding->message));
    tnf_error_at(ret, row->file, place->line, place->column);
    tnf_error_hint(ret, "%.*s", TNF_SV_ARG(finding->hint));
    (void)tnf_error_identify(TNF_E_INVALID, ret, finding->rule->id);
}

/* A required field that is there but could not be read has been complained about already; a name that comes from
 * the nesting is complained about where it stands. */
static bool was_complained_about(const struct tnf_text_row *row, const struct tnf_finding *finding) {
    if (finding->field < 0) return false;
    if ((row->record.entity->fields[finding->field].flags & TNF_FIELD_PARENT) != 0) return true;
    if (finding->rule != tnf_rule(TNF_RULE_REQUIRED)) return false;
    const struct tnf_node *value = row->values[finding->field];
    return value != NULL && !tnf_node_is_null(value);
}

static void take_out(struct tnf_text_row *row, const struct tnf_finding *finding) {
    row->faulty = true;
    if (finding->field >= 0) row->record.data[finding->field].set = false;
}

static void check_row(struct tnf_text_row *row, struct tnf_error_list *errors) {
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    if (tnf_rules_field(&row->record, /* partial= */ false, &findings)) return;
    for (size_t i = 0; i < findings.count; i++) {
        struct tnf_error error;
        if (was_complained_about(row, &findings.items[i])) continue;
        tnf_text_finding_error(&findings.items[i], row, &error);
        tnf_error_list_add(errors, &error);
    }
    for (size_t i = 0; i < findings.count; i++) take_out(row, &findings.items[i]);
}

static bool is_storable(const struct tnf_record *record) {
    for (size_t i = 0; i < record->entity->field_count; i++) {
        const bool needed = (record->entity->fields[i].flags & (TNF_FIELD_KEY | TNF_FIELD_REQUIRED)) != 0;
        if (needed && !record->data[i].set) return false;
    }
    return true;
}

/* A key that breaks a rule is taken out after the index was made, so entries are looked at by their place in it;
 * parents stand before their children. */
static void mark_skipped(const struct tnf_text_index *index) {
    for (size_t i = 0; i < index->count; i++) {
        struct tnf_text_entry *entry = &index->entries[i];
        const struct tnf_text_entry *parent = tnf_text_index_parent(index, &entry->row->record);
        entry->skipped = !is_storable(&entry->row->record) || (parent != NULL && parent->skipped);
    }
}

void tnf_text_check_fields(const struct tnf_text_rows *rows, const struct tnf_text_index *index,
                           struct tnf_error_list *errors) {
    for (size_t i = 0; i < rows->count; i++) check_row(&rows->items[i], errors);
    mark_skipped(index);
}

/* Rules about the rows that a row names. */
static bool is_reference_rule(const struct tnf_rule *rule) {
    static const enum tnf_rule_id rules[] = {TNF_RULE_PARENT, TNF_RULE_SECRET, TNF_RULE_DATABASE,
                                             TNF_RULE_CACHE,  TNF_RULE_CALLS,  TNF_RULE_GPU_POOL};
    for (size_t i = 0; i < TNF_ARRAY_LEN(rules); i++)
        if (rule == tnf_rule(rules[i])) return true;
    return false;
}

/* The text that a finding is about, or the empty one. */
static struct tnf_strview text_of(const struct tnf_finding *finding, const struct tnf_record *record) {
    if (finding->field < 0 || !record->data[finding->field].set) return (struct tnf_strview){0};
    const struct tnf_datum *datum = &record->data[finding->field];
    const enum tnf_type type = record->entity->fields[finding->field].type;
    if (type == TNF_TYPE_STRING) return datum->string;
    const bool is_item = type == TNF_TYPE_LIST && finding->item >= 0 && (size_t)finding->item < datum->list.count;
    return is_item ? datum->list.items[finding->item] : (struct tnf_strview){0};
}

static bool names_skipped_row(const struct tnf_text_index *index, struct tnf_strview name) {
    for (size_t i = 0; i < index->count; i++) {
        const struct tnf_record *record = &index->entries[i].row->record;
        const struct tnf_strview own = record->data[tnf_text_name_field(record->entity)].string;
        if (index->entries[i].skipped && tnf_sv_eq(own, name)) return true;
    }
    return false;
}

/* Faults by document (index of its row): has any of its rows one? To be freed. */
static bool *faulty_documents(const struct tnf_text_rows *rows) {
    bool *faulty = tnf_xcalloc(rows->count, sizeof *faulty);
    for (size_t i = 0; i < rows->count; i++) faulty[rows->items[i].document] |= rows->items[i].faulty;
    return faulty;
}

/* Whether a finding stands although there were errors before. */
static bool still_stands(const struct tnf_finding *finding, const struct tnf_text_rows *rows,
                         const struct tnf_text_index *index, const struct tnf_text_row *row, const bool *faulty) {
    if (row == NULL) return false;
    const bool is_reference = is_reference_rule(finding->rule);
    if (is_reference) return !rows->incomplete && !names_skipped_row(index, text_of(finding, &row->record));
    return finding->rule == tnf_rule(TNF_RULE_CIDR_OVERLAP) || !faulty[row->document];
}

void tnf_text_add_findings(const struct tnf_text_rows *rows, const struct tnf_text_index *index,
                           const struct tnf_findings *findings, struct tnf_error_list *errors) {
    TNF_AUTO_FREE bool *faulty = faulty_documents(rows);
    const bool had_errors = errors->count > 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct tnf_finding *finding = &findings->items[i];
        const struct tnf_text_entry *entry = tnf_text_index_find_text(index, finding->entity, finding->key);
        const struct tnf_text_row *row = entry == NULL ? NULL : entry->row;
        if (had_errors && !still_stands(finding, rows, index, row, faulty)) continue;
        struct tnf_error error;
        tnf_text_finding_error(finding, row, &error);
        tnf_error_list_add(errors, &error);
    }
}
