#include "generator/report/markdown.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "base/plain.h"

#include <string.h>

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
    tnf_plain_add(&visible, text, TNF_MARKDOWN_TEXT_MAX);
    const struct tnf_strview shown = tnf_strbuf_view(&visible);
    if (shown.len == 0) return;
    if (fits_between_backticks(shown))
        tnf_strbuf_addf(out, "`%.*s`", TNF_SV_ARG(shown));
    else
        add_html(out, shown);
}

void tnf_markdown_html(struct tnf_strbuf *out, struct tnf_strview text) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf visible = TNF_STRBUF_INIT;
    tnf_plain_add(&visible, text, TNF_MARKDOWN_TEXT_MAX);
    if (visible.len > 0) add_html(out, tnf_strbuf_view(&visible));
}

void tnf_markdown_line(struct tnf_strbuf *out, struct tnf_strview text) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf visible = TNF_STRBUF_INIT;
    tnf_plain_add(&visible, text, TNF_MARKDOWN_TEXT_MAX);
    for (char *at = visible.ptr; (at = strstr(at, "<!--")) != NULL;) at[1] = ' ';
    tnf_strbuf_addf(out, "%s\n", visible.ptr);
}
