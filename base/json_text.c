#include "base/json_text.h"

#include "base/memory.h"

#include <string.h>

static void skip_blanks(struct tnf_json_cursor *cursor) {
    while (cursor->offset < cursor->text.len) {
        const char c = cursor->text.ptr[cursor->offset];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') return;
        cursor->offset++;
    }
}

bool tnf_json_accept(struct tnf_json_cursor *cursor, char c) {
    skip_blanks(cursor);
    if (cursor->offset >= cursor->text.len || cursor->text.ptr[cursor->offset] != c) return false;
    cursor->offset++;
    return true;
}

int tnf_json_expect(struct tnf_json_cursor *cursor, char c, struct tnf_error *err) {
    if (tnf_json_accept(cursor, c)) return 0;
    return tnf_error_set(err, TNF_E_INVALID, "JSON has no '%c' at byte %zu", c, cursor->offset);
}

int tnf_json_expect_end(struct tnf_json_cursor *cursor, struct tnf_error *err) {
    skip_blanks(cursor);
    if (cursor->offset == cursor->text.len) return 0;
    return tnf_error_set(err, TNF_E_INVALID, "JSON goes on after its end at byte %zu", cursor->offset);
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* The four hexadecimal digits at the cursor, or -1. */
static long read_hex4(struct tnf_json_cursor *cursor) {
    if (cursor->text.len - cursor->offset < 4) return -1;
    long unit = 0;
    for (int i = 0; i < 4; i++) {
        const int digit = hex_digit(cursor->text.ptr[cursor->offset + (size_t)i]);
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    cursor->offset += 4;
    return unit;
}

static void add_utf8(struct tnf_strbuf *out, long code) {
    if (code < 0x80) {
        tnf_strbuf_add_c(out, (char)code);
        return;
    }
    if (code < 0x800) {
        tnf_strbuf_add_c(out, (char)(0xC0 | (code >> 6)));
    } else {
        if (code < 0x10000) {
            tnf_strbuf_add_c(out, (char)(0xE0 | (code >> 12)));
        } else {
            tnf_strbuf_add_c(out, (char)(0xF0 | (code >> 18)));
            tnf_strbuf_add_c(out, (char)(0x80 | ((code >> 12) & 0x3F)));
        }
        tnf_strbuf_add_c(out, (char)(0x80 | ((code >> 6) & 0x3F)));
    }
    tnf_strbuf_add_c(out, (char)(0x80 | (code & 0x3F)));
}

/* The character of a \u escape, whose second half may follow; -1 when it is none. */
static long read_unicode_escape(struct tnf_json_cursor *cursor) {
    const long high = read_hex4(cursor);
    if (high < 0xD800 || high > 0xDFFF) return high;
    const struct tnf_strview rest = tnf_sv_from(cursor->text, cursor->offset);
    if (high > 0xDBFF || !tnf_sv_starts_with(rest, TNF_SV("\\u"))) return -1;
    cursor->offset += 2;
    const long low = read_hex4(cursor);
    if (low < 0xDC00 || low > 0xDFFF) return -1;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* Reads what follows a backslash. False when it is no escape. */
static bool read_escape(struct tnf_json_cursor *cursor, struct tnf_strbuf *out) {
    static const char names[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    if (cursor->offset >= cursor->text.len) return false;
    const char c = cursor->text.ptr[cursor->offset++];
    if (c == 'u') {
        const long code = read_unicode_escape(cursor);
        if (code < 0) return false;
        add_utf8(out, code);
        return true;
    }
    const char *found = c == '\0' ? NULL : strchr(names, c);
    if (found == NULL) return false;
    tnf_strbuf_add_c(out, meanings[found - names]);
    return true;
}

/* As accept, but the character has to come at once. */
static bool accept_here(struct tnf_json_cursor *cursor, char c) {
    if (cursor->offset >= cursor->text.len || cursor->text.ptr[cursor->offset] != c) return false;
    cursor->offset++;
    return true;
}

/* Steps over the characters that stand for themselves and returns them. */
static struct tnf_strview read_plain(struct tnf_json_cursor *cursor) {
    const size_t start = cursor->offset;
    while (cursor->offset < cursor->text.len) {
        const unsigned char c = (unsigned char)cursor->text.ptr[cursor->offset];
        if (c == '"' || c == '\\' || c < 0x20) break;
        cursor->offset++;
    }
    return tnf_sv_n(cursor->text.ptr + start, cursor->offset - start);
}

int tnf_json_read_string(struct tnf_json_cursor *cursor, struct tnf_arena *arena, struct tnf_strview *ret_string,
                         struct tnf_error *err) {
    TNF_TRY(tnf_json_expect(cursor, '"', err));
    const struct tnf_strview plain = read_plain(cursor);
    if (accept_here(cursor, '"')) {
        *ret_string = plain;
        return 0;
    }
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_strbuf_add_sv(&text, plain);
    while (cursor->offset < cursor->text.len && cursor->text.ptr[cursor->offset] == '\\') {
        cursor->offset++;
        if (!read_escape(cursor, &text)) {
            return tnf_error_set(err, TNF_E_INVALID, "JSON has a wrong escape at byte %zu", cursor->offset);
        }
        tnf_strbuf_add_sv(&text, read_plain(cursor));
    }
    if (!accept_here(cursor, '"')) {
        return tnf_error_set(err, TNF_E_INVALID, "JSON has an unfinished string at byte %zu", cursor->offset);
    }
    *ret_string = tnf_arena_sv(arena, tnf_strbuf_view(&text));
    return 0;
}

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
