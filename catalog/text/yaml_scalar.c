#include "catalog/text/yaml_scalar.h"

#include "base/ascii.h"
#include "base/memory.h"

#include <string.h>
#include <strings.h>

/* Words that YAML 1.1 or 1.2 reads as null or a bool. */
static bool is_special_word(struct tnf_strview text) {
    static const char *const words[] = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(words); i++)
        if (text.len == strlen(words[i]) && strncasecmp(text.ptr, words[i], text.len) == 0) return true;
    return false;
}

/* Numbers in any notation of YAML 1.1 or 1.2, dates and times, 1:30 (sexagesimal): they start with a digit and
 * have nothing in them that is not used in one of these. */
static bool may_be_number(struct tnf_strview text) {
    if (!tnf_is_digit(text.ptr[0])) return false;
    for (size_t i = 0; i < text.len; i++)
        if (strchr("0123456789abcdefABCDEFxoXOtTzZ_.:+- ", text.ptr[i]) == NULL) return false;
    return true;
}

/* Inside of a bare scalar: printable ASCII without flow indicators, quotes and what starts a remark or value. */
static bool may_stand_inside(struct tnf_strview text, size_t i) {
    const char c = text.ptr[i];
    if (tnf_is_alnum(c)) return true;
    if (c == ':') return i + 1 < text.len && text.ptr[i + 1] != ' ';
    if (c == ' ') return i + 1 < text.len && text.ptr[i + 1] != '#';
    return c != '\0' && strchr("_./-+@=#()*?$%^~;<>|&!", c) != NULL;
}

bool tnf_yaml_is_plain_safe(struct tnf_strview text) {
    if (text.len == 0 || is_special_word(text) || may_be_number(text)) return false;
    const char first = text.ptr[0];
    if (!tnf_is_alnum(first) && first != '/' && first != '_') return false;
    for (size_t i = 1; i < text.len; i++)
        if (!may_stand_inside(text, i)) return false;
    return true;
}

/* The code point that starts at p, which is well-formed UTF-8; *ret_length is its size in bytes. */
static unsigned code_point(const unsigned char *p, size_t *ret_length) {
    *ret_length = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    unsigned point = p[0] & masks[*ret_length];
    for (size_t i = 1; i < *ret_length; i++) point = point << 6 | (p[i] & 0x3Fu);
    return point;
}

/* Characters that a YAML reader refuses, takes for a line break, or that nobody would see. */
static bool needs_escape(unsigned point) {
    return point < 0x20 || (point >= 0x7F && point <= 0xA0) || point == 0xAD || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF ||
           (point & 0xFFFE) == 0xFFFE;
}

static void add_escape(struct tnf_strbuf *out, unsigned point) {
    if (point == '\n')
        tnf_strbuf_add_str(out, "\\n");
    else if (point == '\t')
        tnf_strbuf_add_str(out, "\\t");
    else if (point <= 0xFF)
        tnf_strbuf_addf(out, "\\x%02X", point);
    else if (point <= 0xFFFF)
        tnf_strbuf_addf(out, "\\u%04X", point);
    else
        tnf_strbuf_addf(out, "\\U%08X", point);
}

static void add_quoted(struct tnf_strbuf *out, struct tnf_strview text) {
    tnf_strbuf_add_c(out, '"');
    for (size_t i = 0; i < text.len;) {
        size_t length = 1;
        const unsigned point = code_point((const unsigned char *)text.ptr + i, &length);
        if (needs_escape(point)) {
            add_escape(out, point);
        } else {
            if (point == '"' || point == '\\') tnf_strbuf_add_c(out, '\\');
            tnf_strbuf_add(out, text.ptr + i, length);
        }
        i += length;
    }
    tnf_strbuf_add_c(out, '"');
}

void tnf_yaml_add_string(struct tnf_strbuf *out, struct tnf_strview text) {
    if (tnf_yaml_is_plain_safe(text))
        tnf_strbuf_add_sv(out, text);
    else
        add_quoted(out, text);
}
