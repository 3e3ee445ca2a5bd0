#include "generator/hcl/sources.h"

#include "generator/hcl/token.h"

#include <string.h>

/* What `source = "text"` is read in; any other token starts it again. */
enum step { NOTHING, NAME, EQUAL, QUOTE, TEXT };

static enum step next_step(enum step step, const struct tnf_token *token) {
    if (token->kind == TNF_TOKEN_IDENTIFIER) return tnf_sv_eq_c(token->text, "source") ? NAME : NOTHING;
    if (step == NAME && token->kind == TNF_TOKEN_EQUAL) return EQUAL;
    if (step == EQUAL && token->kind == TNF_TOKEN_OPEN_QUOTE) return QUOTE;
    return step == QUOTE && token->kind == TNF_TOKEN_LITERAL ? TEXT : NOTHING;
}

static bool is_local(struct tnf_strview source) {
    return tnf_sv_starts_with(source, TNF_SV("./")) || tnf_sv_starts_with(source, TNF_SV("../"));
}

int tnf_hcl_local_sources(struct tnf_strview text, tnf_hcl_source_fn visit, void *context, struct tnf_error *err) {
    /* Most files call nothing, and need no look at their tokens. */
    if (text.len == 0 || memmem(text.ptr, text.len, "\"./", 3) == NULL) {
        if (text.len == 0 || memmem(text.ptr, text.len, "\"../", 4) == NULL) return 0;
    }
    struct tnf_scanner scanner;
    tnf_scanner_init(&scanner, text);
    struct tnf_token token;
    enum step step = NOTHING;
    do {
        TNF_TRY(tnf_scanner_next(&scanner, &token, err));
        step = next_step(step, &token);
        if (step == TEXT && is_local(token.text)) visit(token.text, context);
    } while (token.kind != TNF_TOKEN_END);
    return 0;
}
