#include "catalog/rules_field.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/format.h"
#include "catalog/record.h"

#include <inttypes.h>
#include <string.h>

/* AWS's limits for a tag value and for the value of a header condition, in characters. */
enum { TAG_VALUE_MAX = 256, HEADER_VALUE_MAX = 128 };

static size_t length_max(const struct tnf_field *field) {
    return field->max == 0 ? TNF_STRING_MAX : (size_t)field->max;
}

static void add_choices(struct tnf_strbuf *out, const struct tnf_field *field) {
    tnf_strbuf_add_str(out, "must be ");
    for (size_t i = 0; field->choices[i] != NULL; i++) {
        if (i > 0) tnf_strbuf_add_str(out, field->choices[i + 1] == NULL ? " or " : ", ");
        tnf_strbuf_add_str(out, field->choices[i]);
    }
}

static void add_string_rule(struct tnf_strbuf *out, const struct tnf_field *field) {
    if (field->choices != NULL) {
        add_choices(out, field);
        return;
    }
    tnf_strbuf_addf(out, "must be %s, of at most %zu bytes", tnf_format_what(field->format), length_max(field));
}

void tnf_field_add_numbers(struct tnf_strbuf *out, const struct tnf_field *field) {
    if (field->steps == NULL) tnf_strbuf_addf(out, "%" PRId64 " to %" PRId64, field->min, field->max);
    for (size_t i = 0; field->steps != NULL && field->steps[i] != 0; i++) {
        if (i > 0) tnf_strbuf_add_str(out, field->steps[i + 1] == 0 ? " or " : ", ");
        tnf_strbuf_addf(out, "%" PRId64, field->steps[i]);
    }
    if (field->unit != NULL) tnf_strbuf_addf(out, " %s", field->unit);
}

void tnf_field_add_rule(struct tnf_strbuf *out, const struct tnf_field *field) {
    switch (field->type) {
    case TNF_TYPE_STRING:
        add_string_rule(out, field);
        break;
    case TNF_TYPE_INT:
        tnf_strbuf_add_str(out, "must be ");
        tnf_field_add_numbers(out, field);
        break;
    case TNF_TYPE_BOOL:
        tnf_strbuf_add_str(out, "must be true or false");
        break;
    case TNF_TYPE_LIST:
        tnf_strbuf_addf(out, "must be a list of at most %d entries", TNF_ENTRIES_MAX);
        break;
    case TNF_TYPE_MAP:
        tnf_strbuf_addf(out, "must be a map of at most %d entries", TNF_ENTRIES_MAX);
        break;
    }
}

/* What is being checked; keeps the parameter lists of the small checks short. */
struct check {
    const struct tnf_record *record;
    const struct tnf_field *field;
    int index;
    struct tnf_findings *findings;
    bool ok;
};

static void broken(struct check *check, enum tnf_rule_id rule, int item, struct tnf_strview value) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_field_add_rule(&text, check->field);
    check->ok = false;
    tnf_findings_add(check->findings, rule, check->record, check->index, item, "%s: %s, not %s", check->field->name,
                     text.ptr, tnf_excerpt(value).text);
}

static bool is_choice(const struct tnf_field *field, struct tnf_strview value) {
    for (size_t i = 0; field->choices[i] != NULL; i++)
        if (tnf_sv_eq_c(value, field->choices[i])) return true;
    return false;
}

static void check_length(struct check *check, int item, struct tnf_strview value, size_t max) {
    if (value.len <= max) return;
    check->ok = false;
    tnf_findings_add(check->findings, TNF_RULE_LENGTH, check->record, check->index, item,
                     "%s: must have at most %zu bytes, not %zu", check->field->name, max, value.len);
}

static void check_format(struct check *check, enum tnf_rule_id rule, int item, enum tnf_format format,
                         struct tnf_strview value) {
    if (tnf_format_ok(format, value)) return;
    check->ok = false;
    tnf_findings_add(check->findings, rule, check->record, check->index, item, "%s: must be %s, not %s",
                     check->field->name, tnf_format_what(format), tnf_excerpt(value).text);
    tnf_findings_hint(check->findings, "%s", tnf_format_hint(format));
}

static void check_string(struct check *check) {
    const struct tnf_strview value = check->record->data[check->index].string;
    if (check->field->choices != NULL) {
        if (!is_choice(check->field, value)) broken(check, TNF_RULE_CHOICE, -1, value);
        return;
    }
    if (value.len > length_max(check->field))
        check_length(check, -1, value, length_max(check->field));
    else
        check_format(check, TNF_RULE_FORMAT, -1, check->field->format, value);
}

/* Names the values around the one that is not allowed: there are many. */
static void check_step(struct check *check, int64_t value) {
    const int64_t *step = check->field->steps;
    while (step[1] != 0 && step[1] <= value) step++;
    if (step[0] == value) return;
    check->ok = false;
    tnf_findings_add(check->findings, TNF_RULE_LOG_RETENTION, check->record, check->index, -1,
                     "%s: must be %" PRId64 " or %" PRId64 " %s, not %" PRId64, check->field->name, step[0], step[1],
                     check->field->unit, value);
}

static void check_int(struct check *check) {
    const int64_t value = check->record->data[check->index].integer;
    const bool in_range = value >= check->field->min && value <= check->field->max;
    if (in_range && check->field->steps != NULL) check_step(check, value);
    if (in_range) return;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_field_add_rule(&text, check->field);
    check->ok = false;
    tnf_findings_add(check->findings, TNF_RULE_RANGE, check->record, check->index, -1, "%s: %s, not %" PRId64,
                     check->field->name, text.ptr, value);
}

static void check_size(struct check *check, size_t count) {
    if (count <= TNF_ENTRIES_MAX) return;
    check->ok = false;
    tnf_findings_add(check->findings, TNF_RULE_SIZE, check->record, check->index, -1,
                     "%s: must have at most %d entries, not %zu", check->field->name, TNF_ENTRIES_MAX, count);
}

static bool named_before(const struct tnf_strings *list, size_t index) {
    for (size_t i = 0; i < index; i++)
        if (tnf_sv_eq(list->items[i], list->items[index])) return true;
    return false;
}

static void check_list(struct check *check) {
    const struct tnf_strings *list = &check->record->data[check->index].list;
    check_size(check, list->count);
    for (size_t i = 0; i < list->count && i < TNF_ENTRIES_MAX; i++) {
        check_length(check, (int)i, list->items[i], length_max(check->field));
        check_format(check, TNF_RULE_FORMAT, (int)i, check->field->format, list->items[i]);
        if (check->field->format == TNF_FORMAT_TEXT || !named_before(list, i)) continue;
        check->ok = false;
        tnf_findings_add(check->findings, TNF_RULE_DUPLICATE, check->record, check->index, (int)i, "%s: names %s twice",
                         check->field->name, tnf_excerpt(list->items[i]).text);
    }
}

static bool is_printable_ascii(struct tnf_strview value) {
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] < 0x20 || value.ptr[i] > 0x7E) return false;
    return value.len > 0;
}

static size_t characters(struct tnf_strview value) {
    size_t count = 0;
    for (size_t i = 0; i < value.len; i++) count += ((unsigned char)value.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* Limits of AWS that belong to what the map is for. */
static void check_map_value(struct check *check, int item, struct tnf_strview value) {
    const bool is_header = check->field->key_format == TNF_FORMAT_HEADER_NAME;
    if (is_header && (value.len > HEADER_VALUE_MAX || !is_printable_ascii(value))) {
        check->ok = false;
        tnf_findings_add(check->findings, TNF_RULE_ROUTE_CONDITION, check->record, check->index, item,
                         "%s: a header's value must be 1 to %d printable ASCII characters, not %s", check->field->name,
                         HEADER_VALUE_MAX, tnf_excerpt(value).text);
    }
    if (check->field->key_format == TNF_FORMAT_TAG_KEY && characters(value) > TAG_VALUE_MAX) {
        check->ok = false;
        tnf_findings_add(check->findings, TNF_RULE_TAG_VALUE, check->record, check->index, item,
                         "%s: a tag's value must have at most %d characters, not %zu", check->field->name,
                         TAG_VALUE_MAX, characters(value));
    }
}

static void check_map(struct check *check) {
    const struct tnf_pairs *map = &check->record->data[check->index].map;
    check_size(check, map->count);
    for (size_t i = 0; i < map->count && i < TNF_ENTRIES_MAX; i++) {
        check_format(check, TNF_RULE_MAP_KEY, (int)i, check->field->key_format, map->items[i].key);
        check_length(check, (int)i, map->items[i].key, TNF_STRING_MAX);
        check_length(check, (int)i, map->items[i].value, length_max(check->field));
        check_format(check, TNF_RULE_FORMAT, (int)i, check->field->format, map->items[i].value);
        check_map_value(check, (int)i, map->items[i].value);
        if (i == 0 || tnf_sv_cmp(map->items[i - 1].key, map->items[i].key) < 0) continue;
        check->ok = false;
        tnf_findings_add(check->findings, TNF_RULE_MAP_KEY, check->record, check->index, (int)i,
                         "%s: keys must be sorted and there once, not %s", check->field->name,
                         tnf_excerpt(map->items[i].key).text);
    }
}

static void check_value(struct check *check) {
    switch (check->field->type) {
    case TNF_TYPE_STRING:
        check_string(check);
        break;
    case TNF_TYPE_INT:
        check_int(check);
        break;
    case TNF_TYPE_BOOL:
        break;
    case TNF_TYPE_LIST:
        check_list(check);
        break;
    case TNF_TYPE_MAP:
        check_map(check);
        break;
    }
}

static void check_missing(struct check *check, bool partial) {
    const unsigned flags = check->field->flags;
    if ((flags & TNF_FIELD_KEY) == 0 && (partial || (flags & TNF_FIELD_REQUIRED) == 0)) return;
    check->ok = false;
    tnf_findings_add(check->findings, TNF_RULE_REQUIRED, check->record, check->index, -1, "%s: must be given: %s",
                     check->field->name, check->field->summary);
}

bool tnf_rules_field(const struct tnf_record *record, bool partial, struct tnf_findings *findings) {
    struct check check = {.record = record, .findings = findings, .ok = true};
    for (size_t i = 0; i < record->entity->field_count; i++) {
        check.index = (int)i;
        check.field = &record->entity->fields[i];
        if (record->data[i].set)
            check_value(&check);
        else
            check_missing(&check, partial);
    }
    return check.ok;
}
