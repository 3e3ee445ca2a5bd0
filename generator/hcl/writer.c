#include "generator/hcl/writer.h"

#include "base/memory.h"
#include "generator/hcl/columns.h"
#include "generator/hcl/escape.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct writer {
    struct tnf_strbuf *out;
    struct tnf_error *err;
    unsigned depth;
};

static int write_value(struct writer *w, struct tnf_value value, size_t indent);

/* Words that HCL reads as something else than a key when they are bare. */
static bool is_keyword(struct tnf_strview word) {
    static const char *const words[] = {"for", "true", "false", "null"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(words); i++)
        if (tnf_sv_eq_c(word, words[i])) return true;
    return false;
}

int tnf_hcl_write_key(struct tnf_strview key, struct tnf_strbuf *out, struct tnf_error *err) {
    if (!tnf_hcl_is_identifier(key) || is_keyword(key)) return tnf_hcl_write_string(key, out, err);
    tnf_strbuf_add_sv(out, key);
    return 0;
}

static bool is_empty(struct tnf_value value) {
    return (value.kind == TNF_VALUE_LIST && tnf_list_count(value) == 0) ||
           (value.kind == TNF_VALUE_OBJECT && tnf_object_count(value) == 0);
}

static bool is_container(struct tnf_value value) {
    return value.kind == TNF_VALUE_LIST || value.kind == TNF_VALUE_OBJECT;
}

static bool has_only_scalars(struct tnf_value list) {
    for (size_t i = 0; i < tnf_list_count(list); i++) {
        const struct tnf_value item = tnf_list_at(list, i);
        if (is_container(item) && !is_empty(item)) return false;
    }
    return true;
}

static void start_line(struct writer *w, size_t indent) {
    tnf_strbuf_add_c(w->out, '\n');
    tnf_strbuf_add_repeat(w->out, ' ', indent);
}

/* Writes [a, b] and says in *ret_fits whether it is narrow enough to stay; the caller cuts it off if not. */
static int write_list_flat(struct writer *w, struct tnf_value list, bool *ret_fits) {
    const size_t start = w->out->len;
    *ret_fits = false;
    tnf_strbuf_add_c(w->out, '[');
    for (size_t i = 0; i < tnf_list_count(list); i++) {
        if (i > 0) tnf_strbuf_add(w->out, ", ", 2);
        TNF_TRY(write_value(w, tnf_list_at(list, i), 0));
        /* A character has at most four bytes that count for a column, so this bounds the work. */
        if (w->out->len - start > (size_t)8 * TNF_HCL_LIST_COLUMNS) return 0;
    }
    tnf_strbuf_add_c(w->out, ']');
    const struct tnf_strview text = tnf_sv_n(w->out->ptr + start, w->out->len - start);
    *ret_fits = memchr(text.ptr, '\n', text.len) == NULL && tnf_hcl_columns(text) <= TNF_HCL_LIST_COLUMNS;
    return 0;
}

static int write_list(struct writer *w, struct tnf_value list, size_t indent) {
    if (has_only_scalars(list)) {
        const size_t start = w->out->len;
        bool fits = false;
        TNF_TRY(write_list_flat(w, list, &fits));
        if (fits) return 0;
        tnf_strbuf_truncate(w->out, start);
    }
    tnf_strbuf_add_c(w->out, '[');
    for (size_t i = 0; i < tnf_list_count(list); i++) {
        start_line(w, indent + 2);
        TNF_TRY(write_value(w, tnf_list_at(list, i), indent + 2));
        tnf_strbuf_add_c(w->out, ',');
    }
    start_line(w, indent);
    tnf_strbuf_add_c(w->out, ']');
    return 0;
}

/* Columns of a key as it is written, without writing it where it stays. */
static int key_columns(struct writer *w, struct tnf_strview key, size_t *ret_columns) {
    const size_t start = w->out->len;
    TNF_TRY(tnf_hcl_write_key(key, w->out, w->err));
    *ret_columns = tnf_hcl_columns(tnf_sv_n(w->out->ptr + start, w->out->len - start));
    tnf_strbuf_truncate(w->out, start);
    return 0;
}

/* True when the value surely takes more than one line, which sets its line apart from the alignment. */
static int spans_lines(struct writer *w, struct tnf_value value, bool *ret_spans) {
    *ret_spans = is_container(value) && !is_empty(value);
    if (!*ret_spans && value.kind != TNF_VALUE_REFERENCE) return 0;
    if (value.kind == TNF_VALUE_REFERENCE) {
        *ret_spans = value.text.len > 0 && memchr(value.text.ptr, '\n', value.text.len) != NULL;
        return 0;
    }
    if (value.kind == TNF_VALUE_OBJECT || !has_only_scalars(value)) return 0;
    const size_t start = w->out->len;
    bool fits = false;
    TNF_TRY(write_list_flat(w, value, &fits));
    tnf_strbuf_truncate(w->out, start);
    *ret_spans = !fits;
    return 0;
}

/* The end of the run of one-line items that starts at `first`, and the width of its widest key. */
static int measure_run(struct writer *w, struct tnf_value object, size_t first, size_t *ret_end, size_t *ret_width) {
    size_t at = first;
    size_t width = 0;
    for (; at < tnf_object_count(object); at++) {
        bool spans = false;
        size_t columns = 0;
        TNF_TRY(spans_lines(w, tnf_object_at(object, at), &spans));
        if (spans) break;
        TNF_TRY(key_columns(w, tnf_object_key_at(object, at), &columns));
        if (columns > width) width = columns;
    }
    *ret_end = at;
    *ret_width = width;
    return 0;
}

static int write_item(struct writer *w, struct tnf_value object, size_t at, size_t width, size_t indent) {
    size_t columns = 0;
    const struct tnf_strview key = tnf_object_key_at(object, at);
    TNF_TRY(key_columns(w, key, &columns));
    start_line(w, indent);
    TNF_TRY(tnf_hcl_write_key(key, w->out, w->err));
    tnf_strbuf_add_repeat(w->out, ' ', width > columns ? width - columns : 0);
    tnf_strbuf_add(w->out, " = ", 3);
    return write_value(w, tnf_object_at(object, at), indent);
}

static int write_object(struct writer *w, struct tnf_value object, size_t indent) {
    if (tnf_object_count(object) == 0) {
        tnf_strbuf_add(w->out, "{}", 2);
        return 0;
    }
    tnf_strbuf_add_c(w->out, '{');
    for (size_t at = 0; at < tnf_object_count(object);) {
        size_t end = 0;
        size_t width = 0;
        TNF_TRY(measure_run(w, object, at, &end, &width));
        for (; at < end; at++) TNF_TRY(write_item(w, object, at, width, indent + 2));
        if (at == tnf_object_count(object)) break;
        TNF_TRY(write_item(w, object, at++, 0, indent + 2));
    }
    start_line(w, indent);
    tnf_strbuf_add_c(w->out, '}');
    return 0;
}

static int write_container(struct writer *w, struct tnf_value value, size_t indent) {
    if (w->depth == TNF_HCL_VALUE_DEPTH)
        return tnf_error_set(w->err, TNF_E_LIMIT, "value has lists and objects more than %d deep", TNF_HCL_VALUE_DEPTH);
    w->depth++;
    const int code = value.kind == TNF_VALUE_LIST ? write_list(w, value, indent) : write_object(w, value, indent);
    w->depth--;
    return code;
}

static void write_int(struct writer *w, int64_t integer) {
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%" PRId64, integer);
    tnf_strbuf_add(w->out, digits, (size_t)length);
}

static int write_value(struct writer *w, struct tnf_value value, size_t indent) {
    switch (value.kind) {
    case TNF_VALUE_NULL:
        tnf_strbuf_add_str(w->out, "null");
        return 0;
    case TNF_VALUE_BOOL:
        tnf_strbuf_add_str(w->out, value.boolean ? "true" : "false");
        return 0;
    case TNF_VALUE_INT:
        write_int(w, value.integer);
        return 0;
    case TNF_VALUE_STRING:
        return tnf_hcl_write_string(value.text, w->out, w->err);
    case TNF_VALUE_REFERENCE:
        tnf_strbuf_add_sv(w->out, value.text);
        return 0;
    case TNF_VALUE_LIST:
    case TNF_VALUE_OBJECT:
        return write_container(w, value, indent);
    }
    return tnf_error_set(w->err, TNF_E_INTERNAL, "value has kind %d, which does not exist", (int)value.kind);
}

int tnf_hcl_write(struct tnf_value value, size_t indent, struct tnf_strbuf *out, struct tnf_error *err) {
    struct writer writer = {.out = out, .err = err};
    const size_t start = out->len;
    const int code = write_value(&writer, value, indent);
    if (code < 0) tnf_strbuf_truncate(out, start);
    return code;
}
