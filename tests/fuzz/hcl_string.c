/* Any text is written as one literal that reads back as the same text, or refused when it is not UTF-8. */
#include "base/memory.h"
#include "generator/hcl/escape.h"
#include "generator/hcl/token.h"
#include "tests/support/hcl_decode.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good) {
    if (!good) abort();
}

static void check_one_literal(struct tnf_strview literal) {
    struct tnf_scanner scanner;
    struct tnf_token token;
    tnf_scanner_init(&scanner, literal);
    check(tnf_scanner_next(&scanner, &token, NULL) == 0 && token.kind == TNF_TOKEN_OPEN_QUOTE);
    check(tnf_scanner_next(&scanner, &token, NULL) == 0);
    if (token.kind == TNF_TOKEN_LITERAL) check(tnf_scanner_next(&scanner, &token, NULL) == 0);
    check(token.kind == TNF_TOKEN_CLOSE_QUOTE);
    check(tnf_scanner_next(&scanner, &token, NULL) == 0 && token.kind == TNF_TOKEN_END);
}

/* Written in two halves into one string, the text is the same: nothing forms where they meet. */
static void check_halves(struct tnf_strview text, size_t cut) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf literal = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf decoded = TNF_STRBUF_INIT;
    tnf_strbuf_add_c(&literal, '"');
    if (tnf_hcl_escape_quoted(tnf_sv_n(text.ptr, cut), &literal, NULL) < 0) return;
    if (tnf_hcl_escape_quoted(tnf_sv_from(text, cut), &literal, NULL) < 0) return;
    tnf_strbuf_add_c(&literal, '"');
    check(tnf_hcl_decode(tnf_strbuf_view(&literal), &decoded));
    check(tnf_sv_eq(tnf_strbuf_view(&decoded), text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct tnf_strview text = tnf_sv_n((const char *)data, size);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf literal = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf decoded = TNF_STRBUF_INIT;
    const int code = tnf_hcl_write_string(text, &literal, NULL);
    check((code == 0) == tnf_sv_is_utf8(text));
    if (code < 0) return 0;
    check_one_literal(tnf_strbuf_view(&literal));
    check(tnf_hcl_decode(tnf_strbuf_view(&literal), &decoded));
    check(tnf_sv_eq(tnf_strbuf_view(&decoded), text));
    check_halves(text, size / 2);
    return 0;
}
