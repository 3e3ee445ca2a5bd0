#include "generator/report/state_place.h"

#include <string.h>

static struct tnf_strview between(struct tnf_strview text, const char *start, const char *end) {
    const char *from = text.len == 0 ? NULL : memmem(text.ptr, text.len, start, strlen(start));
    if (from == NULL) return TNF_SV("");
    from += strlen(start);
    const size_t rest = text.len - (size_t)(from - text.ptr);
    const char *to = memmem(from, rest, end, strlen(end));
    return to == NULL ? TNF_SV("") : tnf_sv_n(from, (size_t)(to - from));
}

/* A path that is relative to the stack, as one that is relative to the output. */
static void resolve(struct tnf_strview stack, struct tnf_strview path, struct tnf_strbuf *out) {
    while (tnf_sv_starts_with(path, TNF_SV("../"))) {
        path = tnf_sv_from(path, 3);
        while (stack.len > 0 && stack.ptr[stack.len - 1] != '/') stack.len--;
        if (stack.len > 0) stack.len--;
    }
    if (stack.len > 0) tnf_strbuf_addf(out, "%.*s/", TNF_SV_ARG(stack));
    tnf_strbuf_add_sv(out, path);
}

void tnf_state_place(struct tnf_strview stack, struct tnf_strview content, struct tnf_strbuf *out) {
    tnf_strbuf_clear(out);
    const struct tnf_strview backend = between(content, "\n  backend \"", "\n  }");
    if (tnf_sv_starts_with(backend, TNF_SV("local\"")))
        resolve(stack, between(backend, "path = \"", "\""), out);
    else
        tnf_strbuf_add_sv(out, backend);
}
