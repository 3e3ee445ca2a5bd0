#include "catalog/json_text.h"

#include "catalog/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void add_escaped(struct tnf_strbuf *out, unsigned char c) {
    switch (c) {
    case '"':
    case '\\':
        tnf_strbuf_addf(out, "\\%c", c);
        break;
    case '\n':
        tnf_strbuf_add_str(out, "\\n");
        break;
    case '\t':
        tnf_strbuf_add_str(out, "\\t");
        break;
    default:
        tnf_strbuf_addf(out, "\\u%04x", c);
        break;
    }
}

void tnf_json_add_string(struct tnf_strbuf *out, struct tnf_strview text) {
    tnf_strbuf_add_c(out, '"');
    size_t start = 0;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
        tnf_strbuf_add(out, text.ptr + start, i - start);
        add_escaped(out, c);
        start = i + 1;
    }
    tnf_strbuf_add_sv(out, tnf_sv_from(text, start));
    tnf_strbuf_add_c(out, '"');
}

void tnf_json_add_list(struct tnf_strbuf *out, const struct tnf_strings *list) {
    tnf_strbuf_add_c(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0) tnf_strbuf_add_c(out, ',');
        tnf_json_add_string(out, list->items[i]);
    }
    tnf_strbuf_add_c(out, ']');
}

void tnf_json_add_map(struct tnf_strbuf *out, const struct tnf_pairs *map) {
    tnf_strbuf_add_c(out, '{');
    for (size_t i = 0; i < map->count; i++) {
        if (i > 0) tnf_strbuf_add_c(out, ',');
        tnf_json_add_string(out, map->items[i].key);
        tnf_strbuf_add_c(out, ':');
        tnf_json_add_string(out, map->items[i].value);
    }
    tnf_strbuf_add_c(out, '}');
}

static void add_value(struct tnf_strbuf *out, const struct tnf_field *field, const struct tnf_datum *datum) {
    switch (field->type) {
    case TNF_TYPE_STRING:
        tnf_json_add_string(out, datum->string);
        break;
    case TNF_TYPE_INT:
        tnf_strbuf_addf(out, "%" PRId64, datum->integer);
        break;
    case TNF_TYPE_BOOL:
        tnf_strbuf_add_str(out, datum->boolean ? "true" : "false");
        break;
    case TNF_TYPE_LIST:
        tnf_json_add_list(out, &datum->list);
        break;
    case TNF_TYPE_MAP:
        tnf_json_add_map(out, &datum->map);
        break;
    }
}

void tnf_json_add_record(struct tnf_strbuf *out, const struct tnf_record *record) {
    char before = '{';
    for (size_t i = 0; i < record->entity->field_count; i++) {
        if (!record->data[i].set) continue;
        tnf_strbuf_add_c(out, before);
        tnf_json_add_string(out, tnf_sv(record->entity->fields[i].name));
        tnf_strbuf_add_c(out, ':');
        add_value(out, &record->entity->fields[i], &record->data[i]);
        before = ',';
    }
    tnf_strbuf_add_str(out, before == '{' ? "{}" : "}");
}

struct reader {
    struct tnf_strview text;
    size_t at;
    struct tnf_arena *arena;
    struct tnf_error *err;
};

static int expected(const struct reader *reader, const char *what) {
    tnf_error_set(reader->err, TNF_E_INVALID, "JSON: expected %s at byte %zu", what, reader->at + 1);
    tnf_error_hint(reader->err, "write an array or object of strings, such as [\"a\"] or {\"k\":\"v\"}");
    return TNF_E_INVALID;
}

static int peek(const struct reader *reader) {
    return reader->at < reader->text.len ? (unsigned char)reader->text.ptr[reader->at] : -1;
}

static void skip_blanks(struct reader *reader) {
    for (int c = peek(reader); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = peek(reader)) reader->at++;
}

static bool take(struct reader *reader, char c) {
    skip_blanks(reader);
    if (peek(reader) != c) return false;
    reader->at++;
    return true;
}

static bool read_hex4(struct reader *reader, uint32_t *ret) {
    uint32_t value = 0;
    for (int i = 0; i < 4; i++, reader->at++) {
        const int c = peek(reader);
        const int lower = c | 0x20;
        if (c >= '0' && c <= '9')
            value = value << 4 | (uint32_t)(c - '0');
        else if (lower >= 'a' && lower <= 'f')
            value = value << 4 | (uint32_t)(lower - 'a' + 10);
        else
            return false;
    }
    *ret = value;
    return true;
}

static bool read_low_surrogate(struct reader *reader, uint32_t *ret) {
    if (reader->at + 2 > reader->text.len || memcmp(reader->text.ptr + reader->at, "\\u", 2) != 0) return false;
    reader->at += 2;
    return read_hex4(reader, ret) && *ret >= 0xDC00 && *ret <= 0xDFFF;
}

static size_t put_utf8(uint32_t c, char *out) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    const size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(uint8_t)((0xF0U << (4 - length)) | c);
    return length;
}

/* What stands after "\u"; writes it as UTF-8. */
static int read_unicode(struct reader *reader, char *out, size_t *used) {
    uint32_t c = 0;
    if (!read_hex4(reader, &c)) return expected(reader, "four hexadecimal digits");
    if (c >= 0xD800 && c <= 0xDFFF) {
        uint32_t low = 0;
        if (c >= 0xDC00 || !read_low_surrogate(reader, &low)) return expected(reader, "a pair of surrogates");
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    if (c == 0) return expected(reader, "a character other than NUL");
    *used += put_utf8(c, out + *used);
    return 0;
}

static int read_escape(struct reader *reader, char *out, size_t *used) {
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    const int c = peek(reader);
    reader->at++;
    if (c == 'u') return read_unicode(reader, out, used);
    const char *found = c <= 0 ? NULL : strchr(names, c);
    if (found == NULL) return expected(reader, "an escape");
    out[(*used)++] = values[found - names];
    return 0;
}

/* Length of what stands in the quotes, escapes counted as written: never less than what comes out. */
static size_t raw_length(const struct reader *reader) {
    size_t i = reader->at;
    while (i < reader->text.len && reader->text.ptr[i] != '"') i += reader->text.ptr[i] == '\\' ? 2 : 1;
    return i - reader->at;
}

static int read_string(struct reader *reader, struct tnf_strview *ret) {
    if (!take(reader, '"')) return expected(reader, "a string");
    char *out = tnf_arena_alloc(reader->arena, raw_length(reader) + 1);
    size_t used = 0;
    for (int c = peek(reader); c != '"'; c = peek(reader)) {
        if (c < 0x20) return expected(reader, "a closing quote, or a control character escaped");
        reader->at++;
        if (c == '\\')
            TNF_TRY(read_escape(reader, out, &used));
        else
            out[used++] = (char)c;
    }
    reader->at++;
    out[used] = '\0';
    *ret = tnf_sv_n(out, used);
    return tnf_sv_is_utf8(*ret) ? 0 : expected(reader, "UTF-8");
}

/* An upper bound of the entries: the commas, wherever they are, and one. */
static size_t entries_at_most(struct tnf_strview text) {
    size_t count = 1;
    for (size_t i = 0; i < text.len; i++) count += text.ptr[i] == ',';
    return count;
}

static int read_end(struct reader *reader) {
    skip_blanks(reader);
    return reader->at == reader->text.len ? 0 : expected(reader, "the end");
}

int tnf_json_read_list(struct tnf_strview text, struct tnf_arena *arena, struct tnf_strings *ret,
                       struct tnf_error *err) {
    struct reader reader = {.text = text, .arena = arena, .err = err};
    if (!take(&reader, '[')) return expected(&reader, "'['");
    struct tnf_strings list = {0};
    if (!take(&reader, ']')) {
        list.items = TNF_ARENA_ARRAY(arena, struct tnf_strview, entries_at_most(text));
        do TNF_TRY(read_string(&reader, &list.items[list.count++]));
        while (take(&reader, ','));
        if (!take(&reader, ']')) return expected(&reader, "',' or ']'");
    }
    TNF_TRY(read_end(&reader));
    *ret = list;
    return 0;
}

static int read_pair(struct reader *reader, struct tnf_pair *ret) {
    TNF_TRY(read_string(reader, &ret->key));
    if (!take(reader, ':')) return expected(reader, "':'");
    return read_string(reader, &ret->value);
}

int tnf_json_read_map(struct tnf_strview text, struct tnf_arena *arena, struct tnf_pairs *ret, struct tnf_error *err) {
    struct reader reader = {.text = text, .arena = arena, .err = err};
    if (!take(&reader, '{')) return expected(&reader, "'{'");
    struct tnf_pairs map = {0};
    if (!take(&reader, '}')) {
        map.items = TNF_ARENA_ARRAY(arena, struct tnf_pair, entries_at_most(text));
        do TNF_TRY(read_pair(&reader, &map.items[map.count++]));
        while (take(&reader, ','));
        if (!take(&reader, '}')) return expected(&reader, "',' or '}'");
    }
    TNF_TRY(read_end(&reader));
    if (!tnf_pairs_sort(&map)) return expected(&reader, "each key once");
    *ret = map;
    return 0;
}
