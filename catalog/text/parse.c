#include "catalog/text.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum tnf_text_format tnf_text_format_of(const char *path) {
    return tnf_sv_ends_with(tnf_sv(path), TNF_SV(".json")) ? TNF_TEXT_JSON : TNF_TEXT_YAML;
}

static int read_nodes(struct tnf_strview text, const char *file, enum tnf_text_format format, struct tnf_arena *arena,
                      struct tnf_node **ret, struct tnf_error *err) {
    if (text.len > TNF_TEXT_BYTES_MAX) {
        const int code = tnf_error_set(err, TNF_E_LIMIT, "the file is larger than 64 MiB");
        tnf_error_at(err, file, 0, 0);
        tnf_error_hint(err, "split it into several files and import the directory");
        return code;
    }
    /* Editors on Windows write a byte order mark; neither reader expects one. */
    if (tnf_sv_starts_with(text, TNF_SV("\xEF\xBB\xBF"))) text = tnf_sv_from(text, 3);
    return format == TNF_TEXT_JSON ? tnf_read_json(text, file, arena, ret, err)
                                   : tnf_read_yaml(text, file, arena, ret, err);
}

void tnf_text_parse(struct tnf_strview text, const char *file, enum tnf_text_format format, struct tnf_text_rows *rows,
                    struct tnf_error_list *errors) {
    struct tnf_node *documents = NULL;
    struct tnf_error error;
    if (read_nodes(text, file, format, &rows->arena, &documents, &error) < 0) {
        rows->incomplete = true;
        tnf_error_list_add(errors, &error);
    } else {
        tnf_text_decode(documents, file, rows, errors);
    }
}

static int by_place(const void *left, const void *right) {
    const struct tnf_error *a = left;
    const struct tnf_error *b = right;
    const int order = strcmp(a->where.file, b->where.file);
    if (order != 0) return order;
    if (a->where.line != b->where.line) return a->where.line < b->where.line ? -1 : 1;
    if (a->where.column != b->where.column) return a->where.column < b->where.column ? -1 : 1;
    return strcmp(a->message, b->message);
}

void tnf_text_sort_errors(struct tnf_error_list *errors) {
    if (errors->count > 1) qsort(errors->items, errors->count, sizeof *errors->items, by_place);
}
