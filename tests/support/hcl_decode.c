#include "tests/support/hcl_decode.h"

#include <stdint.h>
#include <string.h>

static void add_utf8(struct tnf_strbuf *out, uint32_t c) {
    if (c < 0x80) {
        tnf_strbuf_add_c(out, (char)c);
    } else if (c < 0x800) {
        tnf_strbuf_add_c(out, (char)(0xC0 | c >> 6));
        tnf_strbuf_add_c(out, (char)(0x80 | (c & 0x3F)));
    } else {
        tnf_strbuf_add_c(out, (char)(0xE0 | c >> 12));
        tnf_strbuf_add_c(out, (char)(0x80 | (c >> 6 & 0x3F)));
        tnf_strbuf_add_c(out, (char)(0x80 | (c & 0x3F)));
    }
}

/* The four digits of \uXXXX. */
static bool read_hex(struct tnf_strview text, uint32_t *ret_code) {
    static const char digits[] = "0123456789abcdef";
    uint32_t code = 0;
    if (text.len < 4) return false;
    for (size_t i = 0; i < 4; i++) {
        const char *digit = text.ptr[i] == '\0' ? NULL : strchr(digits, text.ptr[i]);
        if (digit == NULL) return false;
        code = 16 * code + (uint32_t)(digit - digits);
    }
    *ret_code = code;
    return true;
}

/* Takes an escape, which starts behind the backslash, off *text. */
static bool read_escape(struct tnf_strview *text, struct tnf_strbuf *out) {
    static const char names[] = "nrt\"\\";
    static const char meanings[] = "\n\r\t\"\\";
    if (text->len == 0 || text->ptr[0] == '\0') return false;
    const char *name = strchr(names, text->ptr[0]);
    uint32_t code = 0;
    if (name != NULL) {
        tnf_strbuf_add_c(out, meanings[name - names]);
        *text = tnf_sv_from(*text, 1);
        return true;
    }
    if (text->ptr[0] != 'u' || !read_hex(tnf_sv_from(*text, 1), &code)) return false;
    add_utf8(out, code);
    *text = tnf_sv_from(*text, 5);
    return true;
}

/* "$${" and "%%{" are one dollar or percent less; "${" would be an expression. */
static bool read_byte(struct tnf_strview *text, struct tnf_strbuf *out) {
    const char c = text->ptr[0];
    const bool sign = c == '$' || c == '%';
    if (c == '"' || c == '\n') return false;
    if (sign && text->len > 1 && text->ptr[1] == '{') return false;
    tnf_strbuf_add_c(out, c);
    const bool doubled = sign && text->len > 2 && text->ptr[1] == c && text->ptr[2] == '{';
    if (doubled) tnf_strbuf_add_c(out, '{');
    *text = tnf_sv_from(*text, doubled ? 3 : 1);
    return true;
}

bool tnf_hcl_decode(struct tnf_strview literal, struct tnf_strbuf *out) {
    if (literal.len < 2 || literal.ptr[0] != '"' || literal.ptr[literal.len - 1] != '"') return false;
    struct tnf_strview text = tnf_sv_n(literal.ptr + 1, literal.len - 2);
    while (text.len > 0) {
        if (text.ptr[0] != '\\') {
            if (!read_byte(&text, out)) return false;
            continue;
        }
        text = tnf_sv_from(text, 1);
        if (!read_escape(&text, out)) return false;
    }
    return true;
}
