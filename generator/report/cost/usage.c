#include "generator/report/cost/usage.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/suggest.h"
#include "catalog/text/node.h"
#include "generator/report/cost/money.h"

#include <string.h>

enum { FILE_MAX = 64 * 1024, DIGITS_MAX = 6 };
#define VALUE_MAX INT64_C(1000000000)

const struct tnf_usage_row tnf_usage_rows[TNF_USAGE_COUNT] = {
#define ROW(section_, name_, value_, unit_, help_) {#section_, #name_, value_, unit_, help_},
    TNF_USAGES(ROW)
#undef ROW
};

void tnf_usage_init(struct tnf_usage *ret) {
    for (size_t i = 0; i < TNF_USAGE_COUNT; i++) ret->values[i] = tnf_usage_rows[i].value;
}

struct reading {
    const char *file;
    struct tnf_usage usage;
};

static int refuse(const struct reading *reading, const struct tnf_node *node, struct tnf_error *err) {
    tnf_error_at(err, reading->file, node->line, node->column);
    return TNF_E_INVALID;
}

/* "20", "0.25": millionths. */
static bool parse_value(struct tnf_strview text, int64_t *ret) {
    struct tnf_strview fraction = text;
    const struct tnf_strview whole = tnf_sv_next(&fraction, '.');
    int64_t units;
    if (whole.len == 0 || !tnf_is_digit(whole.ptr[0]) || !tnf_sv_to_int(whole, 0, VALUE_MAX, &units)) return false;
    int64_t millionths = 0;
    if (whole.len < text.len) {
        if (fraction.len == 0 || fraction.len > DIGITS_MAX || !tnf_is_digit(fraction.ptr[0]) ||
            !tnf_sv_to_int(fraction, 0, TNF_QUANTITY_ONE - 1, &millionths))
            return false;
        for (size_t i = fraction.len; i < DIGITS_MAX; i++) millionths *= 10;
    }
    if (units == VALUE_MAX && millionths > 0) return false;
    *ret = units * TNF_QUANTITY_ONE + millionths;
    return true;
}

static bool is_section(const struct tnf_usage_row *row, struct tnf_strview section) {
    return tnf_sv_eq_c(section, row->section);
}

static int refuse_repeated(const struct reading *reading, const struct tnf_node *key, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_INVALID, "%.*s is there twice", TNF_SV_ARG(key->text));
    tnf_error_hint(err, "keep one of them");
    return refuse(reading, key, err);
}

static int refuse_name(const struct reading *reading, struct tnf_strview section, const struct tnf_node *key,
                       struct tnf_error *err) {
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, key->text);
    for (size_t i = 0; i < TNF_USAGE_COUNT; i++)
        if (is_section(&tnf_usage_rows[i], section)) tnf_suggest_try(&suggestion, tnf_sv(tnf_usage_rows[i].name));
    (void)tnf_error_set(err, TNF_E_INVALID, "there is no usage \"%.*s\" in section %.*s", TNF_SV_ARG(key->text),
                        TNF_SV_ARG(section));
    if (suggestion.best.ptr != NULL)
        tnf_error_hint(err, "did you mean \"%.*s\"?", TNF_SV_ARG(suggestion.best));
    else
        tnf_error_hint(err, "`tenantform cost --show-usage` lists them");
    return refuse(reading, key, err);
}

static int read_value(struct reading *reading, struct tnf_strview section, const struct tnf_node *key,
                      struct tnf_error *err) {
    size_t i = 0;
    while (i < TNF_USAGE_COUNT &&
           !(is_section(&tnf_usage_rows[i], section) && tnf_sv_eq_c(key->text, tnf_usage_rows[i].name)))
        i++;
    if (i == TNF_USAGE_COUNT) return refuse_name(reading, section, key, err);
    if (key->repeated) return refuse_repeated(reading, key, err);
    const struct tnf_node *value = key->value;
    if (value->kind == TNF_NODE_SCALAR && value->plain && parse_value(value->text, &reading->usage.values[i])) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "usage %s.%s is a number of %s, not %s", tnf_usage_rows[i].section,
                        tnf_usage_rows[i].name, tnf_usage_rows[i].unit, tnf_node_title(value).text);
    tnf_error_hint(err, "write a decimal from 0 to 1000000000 with at most six digits behind the point");
    return refuse(reading, value, err);
}

static int refuse_section(const struct reading *reading, const struct tnf_node *key, struct tnf_error *err) {
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, key->text);
    for (size_t i = 0; i < TNF_USAGE_COUNT; i++) tnf_suggest_try(&suggestion, tnf_sv(tnf_usage_rows[i].section));
    (void)tnf_error_set(err, TNF_E_INVALID, "there is no section \"%.*s\" of usage", TNF_SV_ARG(key->text));
    if (suggestion.best.ptr != NULL)
        tnf_error_hint(err, "did you mean \"%.*s\"?", TNF_SV_ARG(suggestion.best));
    else
        tnf_error_hint(err, "`tenantform cost --show-usage` lists them");
    return refuse(reading, key, err);
}

static bool section_exists(struct tnf_strview section) {
    for (size_t i = 0; i < TNF_USAGE_COUNT; i++)
        if (is_section(&tnf_usage_rows[i], section)) return true;
    return false;
}

static int refuse_kind(const struct reading *reading, const struct tnf_node *node, const char *what,
                       struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_INVALID, "%s is a mapping, not %s", what, tnf_node_title(node).text);
    tnf_error_hint(err, "write sections with names and numbers below them, as `tenantform cost --show-usage` does");
    return refuse(reading, node, err);
}

static int read_section(struct reading *reading, const struct tnf_node *key, struct tnf_error *err) {
    if (!section_exists(key->text)) return refuse_section(reading, key, err);
    if (key->repeated) return refuse_repeated(reading, key, err);
    if (tnf_node_is_null(key->value)) return 0;
    if (key->value->kind != TNF_NODE_MAPPING) return refuse_kind(reading, key->value, "a section of usage", err);
    for (const struct tnf_node *name = key->value->first; name != NULL; name = name->next)
        TNF_TRY(read_value(reading, key->text, name, err));
    return 0;
}

static int read_documents(struct reading *reading, const struct tnf_node *documents, struct tnf_error *err) {
    if (documents == NULL || tnf_node_is_null(documents)) return 0;
    if (documents->kind != TNF_NODE_MAPPING) return refuse_kind(reading, documents, "usage", err);
    if (documents->next != NULL) {
        (void)tnf_error_set(err, TNF_E_INVALID, "a usage file has one document");
        tnf_error_hint(err, "remove what follows ---");
        return refuse(reading, documents->next, err);
    }
    for (const struct tnf_node *section = documents->first; section != NULL; section = section->next)
        TNF_TRY(read_section(reading, section, err));
    return 0;
}

int tnf_usage_read(struct tnf_usage *usage, struct tnf_strview text, const char *file, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct reading reading = {.file = file, .usage = *usage};
    struct tnf_node *documents = NULL;
    TNF_TRY(tnf_read_yaml(text, file, &arena, &documents, err));
    TNF_TRY(read_documents(&reading, documents, err));
    *usage = reading.usage;
    return 0;
}

int tnf_usage_read_file(struct tnf_usage *usage, const char *path, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(tnf_file_read(path, FILE_MAX, &text, err));
    return tnf_usage_read(usage, tnf_strbuf_view(&text), path, err);
}

void tnf_usage_write(struct tnf_strbuf *out, const struct tnf_usage *usage) {
    for (size_t i = 0; i < TNF_USAGE_COUNT; i++) {
        const struct tnf_usage_row *row = &tnf_usage_rows[i];
        if (i == 0 || strcmp(row->section, tnf_usage_rows[i - 1].section) != 0)
            tnf_strbuf_addf(out, "%s%s:\n", i == 0 ? "" : "\n", row->section);
        tnf_strbuf_addf(out, "  # %s: %s\n  %s: ", row->unit, row->help, row->name);
        tnf_quantity_add(out, usage->values[i]);
        tnf_strbuf_add_c(out, '\n');
    }
}
