/* Whatever can be formatted keeps its tokens and is the same when it is formatted again. */
#include "base/memory.h"
#include "generator/hcl/format.h"
#include "generator/hcl/token.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct tnf_strview trim_end(struct tnf_strview text) {
    while (text.len > 0 && is_space(text.ptr[text.len - 1])) text.len--;
    return text;
}

/* The next token but newlines, which may become fewer. */
static struct tnf_token next_token(struct tnf_scanner *scanner) {
    struct tnf_token token;
    do {
        if (tnf_scanner_next(scanner, &token, NULL) < 0) abort();
    } while (token.kind == TNF_TOKEN_NEWLINE);
    return token;
}

static void check_same_tokens(struct tnf_strview source, struct tnf_strview formatted) {
    struct tnf_scanner left;
    struct tnf_scanner right;
    tnf_scanner_init(&left, source);
    tnf_scanner_init(&right, formatted);
    struct tnf_token a;
    struct tnf_token b;
    do {
        a = next_token(&left);
        b = next_token(&right);
        const bool exact = a.kind == TNF_TOKEN_LITERAL;
        const bool same = tnf_sv_eq(exact ? a.text : trim_end(a.text), exact ? b.text : trim_end(b.text));
        if (a.kind != b.kind || !same) abort();
    } while (a.kind != TNF_TOKEN_END);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct tnf_strview source = tnf_sv_n((const char *)data, size);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf once = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf twice = TNF_STRBUF_INIT;
    if (!tnf_sv_is_utf8(source) || tnf_hcl_format(source, &once, NULL) < 0) return 0;
    check_same_tokens(source, tnf_strbuf_view(&once));
    if (tnf_hcl_format(tnf_strbuf_view(&once), &twice, NULL) < 0) abort();
    if (!tnf_sv_eq(tnf_strbuf_view(&once), tnf_strbuf_view(&twice))) abort();
    return 0;
}
