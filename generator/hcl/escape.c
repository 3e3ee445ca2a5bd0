#include "generator/hcl/escape.h"

#include "base/ascii.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

/* What a byte needs inside quotes: nothing, a look at the next byte, or an escape. */
enum byte_class { PLAIN, TEMPLATE, ESCAPED };

static enum byte_class classify(unsigned char c) {
    if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F) return ESCAPED;
    return c == '$' || c == '%' ? TEMPLATE : PLAIN;
}

bool tnf_hcl_is_identifier_byte(char c) {
    return tnf_is_alnum(c) || c == '_' || c == '-';
}

bool tnf_hcl_is_identifier(struct tnf_strview text) {
    if (text.len == 0 || text.ptr[0] == '-' || tnf_is_digit(text.ptr[0])) return false;
    for (size_t i = 0; i < text.len; i++)
        if (!tnf_hcl_is_identifier_byte(text.ptr[i])) return false;
    return true;
}

int tnf_hcl_check_utf8(struct tnf_strview text, struct tnf_error *err) {
    if (tnf_sv_is_utf8(text)) return 0;
    tnf_error_set(err, TNF_E_INVALID, "text is not valid UTF-8");
    tnf_error_hint(err, "store it as UTF-8; bytes of another encoding cannot be written to Terraform");
    return TNF_E_INVALID;
}

static void add_escape(unsigned char c, struct tnf_strbuf *out) {
    switch (c) {
    case '\n':
        tnf_strbuf_add(out, "\\n", 2);
        break;
    case '\r':
        tnf_strbuf_add(out, "\\r", 2);
        break;
    case '\t':
        tnf_strbuf_add(out, "\\t", 2);
        break;
    case '"':
        tnf_strbuf_add(out, "\\\"", 2);
        break;
    case '\\':
        tnf_strbuf_add(out, "\\\\", 2);
        break;
    default:
        tnf_strbuf_addf(out, "\\u%04x", c);
        break;
    }
}

/* The text between quotes, in runs: what needs no care is copied as it is. */
static void add_quoted(struct tnf_strview text, struct tnf_strbuf *out) {
    size_t done = 0;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        const enum byte_class class = classify(c);
        if (class == PLAIN) continue;
        if (class == TEMPLATE && (i + 1 == text.len || text.ptr[i + 1] != '{')) continue;
        tnf_strbuf_add(out, text.ptr + done, i - done);
        done = i + 1;
        if (class == ESCAPED)
            add_escape(c, out);
        else
            tnf_strbuf_add_repeat(out, (char)c, 2);
    }
    tnf_strbuf_add(out, text.ptr + done, text.len - done);
}

int tnf_hcl_write_string(struct tnf_strview text, struct tnf_strbuf *out, struct tnf_error *err) {
    TNF_TRY(tnf_hcl_check_utf8(text, err));
    tnf_strbuf_reserve(out, text.len + 2);
    tnf_strbuf_add_c(out, '"');
    if (text.len > 0) add_quoted(text, out);
    tnf_strbuf_add_c(out, '"');
    return 0;
}

static bool is_template_byte(char c) {
    return c == '$' || c == '%';
}

/* True when the text's first byte would complete a "${" whose "$" is written already. */
static bool completes_sequence(struct tnf_strview text, const struct tnf_strbuf *out) {
    return text.ptr[0] == '{' && out->len > 0 && is_template_byte(out->ptr[out->len - 1]);
}

int tnf_hcl_escape_quoted(struct tnf_strview text, struct tnf_strbuf *out, struct tnf_error *err) {
    TNF_TRY(tnf_hcl_check_utf8(text, err));
    if (text.len == 0) return 0;
    if (completes_sequence(text, out)) {
        tnf_strbuf_add_str(out, "\\u007b");
        text = tnf_sv_from(text, 1);
    }
    /* A "{" may follow, from the template or from the next value. */
    const bool open_end = text.len > 0 && is_template_byte(text.ptr[text.len - 1]);
    const char last = open_end ? text.ptr[text.len - 1] : '\0';
    if (open_end) text.len--;
    if (text.len > 0) add_quoted(text, out);
    if (open_end) tnf_strbuf_addf(out, "\\u%04x", (unsigned)last);
    return 0;
}

static bool contains(struct tnf_strview text, struct tnf_strview part) {
    return part.len == 0 || (text.len >= part.len && memmem(text.ptr, text.len, part.ptr, part.len) != NULL);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* True for no text too: the line's own blanks are then followed by no text, or by other blanks. */
static bool starts_with_space(struct tnf_strview text) {
    if (text.len == 0) return true;
    ucs4_t character = 0;
    (void)u8_mbtouc(&character, (const uint8_t *)text.ptr, text.len);
    return uc_is_property_white_space(character);
}

/* True when only blanks stand on the line that *out ends with. */
static bool starts_line(const struct tnf_strbuf *out) {
    size_t at = out->len;
    while (at > 0 && is_blank(out->ptr[at - 1])) at--;
    return at == 0 || out->ptr[at - 1] == '\n';
}

/* True when a heredoc takes the text as it is but for ${ and %{. */
static bool fits_heredoc(struct tnf_strview text, const struct tnf_hcl_heredoc *heredoc, const struct tnf_strbuf *out) {
    if (heredoc->indented && starts_with_space(text) && starts_line(out)) return false;
    if (text.len == 0) return true;
    if (completes_sequence(text, out) || is_template_byte(text.ptr[text.len - 1])) return false;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < 0x20 || text.ptr[i] == 0x7F) return false;
    /* A line that becomes the marker ends the heredoc; a piece of it may complete one. */
    return !contains(heredoc->marker, tnf_sv_trim(text));
}

static void add_heredoc_text(struct tnf_strview text, struct tnf_strbuf *out) {
    size_t done = 0;
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (!is_template_byte(text.ptr[i]) || text.ptr[i + 1] != '{') continue;
        tnf_strbuf_add(out, text.ptr + done, i - done);
        tnf_strbuf_add_c(out, text.ptr[i]);
        done = i;
    }
    tnf_strbuf_add(out, text.ptr + done, text.len - done);
}

int tnf_hcl_escape_heredoc(struct tnf_strview text, const struct tnf_hcl_heredoc *heredoc, struct tnf_strbuf *out,
                           struct tnf_error *err) {
    TNF_TRY(tnf_hcl_check_utf8(text, err));
    if (fits_heredoc(text, heredoc, out)) {
        add_heredoc_text(text, out);
        return 0;
    }
    tnf_strbuf_add_str(out, "${\"");
    add_quoted(text, out);
    tnf_strbuf_add_str(out, "\"}");
    return 0;
}

/* Whether two characters side by side would end a block comment or begin another. */
static bool is_comment_mark(char a, char b) {
    return (a == '*' && b == '/') || (a == '/' && b == '*');
}

int tnf_hcl_escape_comment(struct tnf_strview text, bool block, struct tnf_strbuf *out, struct tnf_error *err) {
    TNF_TRY(tnf_hcl_check_utf8(text, err));
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        const char before = out->len > 0 ? out->ptr[out->len - 1] : '\0';
        if (block && is_comment_mark(before, (char)c)) tnf_strbuf_add_c(out, ' ');
        if (c < 0x20 || c == 0x7F)
            add_escape(c, out);
        else
            tnf_strbuf_add_c(out, (char)c);
    }
    if (block && text.len > 0 && text.ptr[text.len - 1] == '*') tnf_strbuf_add_c(out, ' ');
    return 0;
}
