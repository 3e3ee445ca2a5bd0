#include "generator/report/markdown.h"

#include "base/ascii.h"
#include "base/memory.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

/* Controls, what turns the direction of writing, and what has no width. */
static bool is_hidden(uint32_t point) {
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},    {0x200b, 0x200f},
                  {0x2028, 0x202e}, {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xe0000, 0xe007f}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(ranges); i++)
        if (point >= ranges[i].first && point <= ranges[i].last) return true;
    return false;
}

/* The text as it can be shown, on one line and not too long. */
static void make_visible(struct tnf_strbuf *out, struct tnf_strview text) {
    while (text.len > 0) {
        uint32_t point = 0;
        const size_t length = tnf_sv_decode(text, &point);
        if (out->len >= TNF_MARKDOWN_TEXT_MAX) {
            tnf_strbuf_add_str(out, "…");
            return;
        }
        if (length > 0 && (point == '\n' || point == '\r' || point == '\t'))
            tnf_strbuf_add_c(out, ' ');
        else if (length == 0 || is_hidden(point))
            tnf_strbuf_add_str(out, REPLACEMENT);
        else
            tnf_strbuf_add(out, text.ptr, length);
        text = tnf_sv_from(text, length == 0 ? 1 : length);
    }
}

/* Everything but letters and digits as a number: entities are never markup. */
static void add_entities(struct tnf_strbuf *out, struct tnf_strview text) {
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if ((unsigned char)c >= 0x80 || tnf_is_alnum(c) || strchr(" -./,()=", c) != NULL)
            tnf_strbuf_add_c(out, c);
        else
            tnf_strbuf_addf(out, "&#%d;", c);
    }
}

static void add_html(struct tnf_strbuf *out, struct tnf_strview visible) {
    tnf_strbuf_add_str(out, "<code>");
    add_entities(out, visible);
    tnf_strbuf_add_str(out, "</code>");
}

/* What opens a comment could be taken for one of the marks around our part of a body. */
static bool has_comment(struct tnf_strview text) {
    return memmem(text.ptr, text.len, "<!--", 4) != NULL;
}

/* A backtick would end the span, a pipe the cell of a table, and a backslash before either is read in more than one
 * way. Blanks at the ends would be taken off. */
static bool fits_between_backticks(struct tnf_strview text) {
    return memchr(text.ptr, '`', text.len) == NULL && memchr(text.ptr, '|', text.len) == NULL &&
           memchr(text.ptr, '\\', text.len) == NULL && !has_comment(text) && text.ptr[0] != ' ' &&
           text.ptr[text.len - 1] != ' ';
}

void tnf_markdown_code(struct tnf_strbuf *out, struct tnf_strview text) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf visible = TNF_STRBUF_INIT;
    make_visible(&visible, text);
    const struct tnf_strview shown = tnf_strbuf_view(&visible);
    if (shown.len == 0) return;
    if (fits_between_backticks(shown))
        tnf_strbuf_addf(out, "`%.*s`", TNF_SV_ARG(shown));
    else
        add_html(out, shown);
}

void tnf_markdown_html(struct tnf_strbuf *out, struct tnf_strview text) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf visible = TNF_STRBUF_INIT;
    make_visible(&visible, text);
    if (visible.len > 0) add_html(out, tnf_strbuf_view(&visible));
}

void tnf_markdown_line(struct tnf_strbuf *out, struct tnf_strview text) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf visible = TNF_STRBUF_INIT;
    make_visible(&visible, text);
    for (char *at = visible.ptr; (at = strstr(at, "<!--")) != NULL;) at[1] = ' ';
    tnf_strbuf_addf(out, "%s\n", visible.ptr);
}
