#include "generator/output/state.h"

#include <inttypes.h>
#include <string.h>

struct tnf_strview tnf_state_value(struct tnf_strview text, struct tnf_strview key) {
    while (text.len > 0) {
        struct tnf_strview line = tnf_sv_next(&text, '\n');
        if (tnf_sv_eq(tnf_sv_next(&line, ' '), key)) return line.ptr == NULL ? TNF_SV("") : line;
    }
    return TNF_SV("");
}

static void copy(char *out, size_t size, struct tnf_strview text) {
    const size_t length = text.len < size ? text.len : size - 1;
    if (length > 0) memcpy(out, text.ptr, length);
    out[length] = '\0';
}

bool tnf_state_read(struct tnf_strview text, struct tnf_tree_state *ret) {
    struct tnf_tree_state state = {0};
    int64_t files = 0;
    if (!tnf_sv_to_int(tnf_state_value(text, TNF_SV("revision")), 0, INT64_MAX, &state.revision)) return false;
    if (!tnf_sv_to_int(tnf_state_value(text, TNF_SV("files")), 0, INT64_MAX, &files)) return false;
    state.files = (uint64_t)files;
    copy(state.catalog, sizeof state.catalog, tnf_state_value(text, TNF_SV("catalog")));
    copy(state.mark, sizeof state.mark, tnf_state_value(text, TNF_SV("mark")));
    copy(state.fingerprint, sizeof state.fingerprint, tnf_state_value(text, TNF_SV("fingerprint")));
    *ret = state;
    return true;
}

void tnf_state_add(const struct tnf_tree_state *state, struct tnf_strbuf *out) {
    tnf_strbuf_addf(out, "catalog %s\nrevision %" PRId64 "\nmark %s\nfingerprint %s\nfiles %" PRIu64 "\n",
                    state->catalog, state->revision, state->mark, state->fingerprint, state->files);
}
