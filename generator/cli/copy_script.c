#include "generator/cli/copy_script.h"

#include "base/embed.h"

extern const struct tnf_embedded_file scripts_files[];
enum { TRANSFER = 1 }; /* behind move_state.sh */

void tnf_cli_copy_begin(struct tnf_strbuf *text, const struct tnf_cli_copy *copy) {
    const struct tnf_strview tenant = copy->tenant;
    const struct tnf_strview successor = copy->successor;
    tnf_strbuf_addf(
        text,
        "#!/bin/sh\n"
        "# Copies the data of %.*s tenant %.*s to %.*s, which takes its place as a %.*s tenant:\n"
        "#\n"
        "#  1. Generate, and apply the stacks of %.*s: its stores are made, nothing runs, nothing is destroyed.\n",
        TNF_SV_ARG(copy->from), TNF_SV_ARG(tenant), TNF_SV_ARG(successor), TNF_SV_ARG(copy->to), TNF_SV_ARG(successor));
    tnf_strbuf_addf(
        text,
        "#  2. tenantform tenant suspend %.*s, generate and apply: from now on nothing is written.\n"
        "#  3. This script. Caches are not copied; they fill again.\n"
        "#  4. tenantform tenant move %.*s --cut-over %.*s, generate; apply %.*s first and then %.*s-old.\n",
        TNF_SV_ARG(tenant), TNF_SV_ARG(tenant), TNF_SV_ARG(successor), TNF_SV_ARG(tenant), TNF_SV_ARG(tenant));
    tnf_strbuf_addf(
        text,
        "#  5. Days later, when nobody needs it: tenantform tenant offboard %.*s-old, and on as docs/lifecycle.md "
        "says.\n"
        "#\n"
        "# Up to step 4 `tenantform tenant resume %.*s` and `tenant remove %.*s` go back; until step 5 all data is in\n"
        "# both places.\n"
        "set -eu\n\n",
        TNF_SV_ARG(tenant), TNF_SV_ARG(tenant), TNF_SV_ARG(successor));
    tnf_strbuf_add(text, (const char *)scripts_files[TRANSFER].bytes, scripts_files[TRANSFER].length);
}

void tnf_cli_copy_secret(struct tnf_strbuf *text, struct tnf_strview environment, const struct tnf_cli_copy_side *old,
                         struct tnf_strview old_name, const struct tnf_cli_copy_side *new_side,
                         struct tnf_strview new_name) {
    tnf_strbuf_addf(text, "secret %.*s %.*s %.*s/%.*s %.*s %.*s/%.*s\n", TNF_SV_ARG(environment),
                    TNF_SV_ARG(old->region), TNF_SV_ARG(old->stack), TNF_SV_ARG(old_name), TNF_SV_ARG(new_side->region),
                    TNF_SV_ARG(new_side->stack), TNF_SV_ARG(new_name));
}

static void add_store(struct tnf_strbuf *text, const struct tnf_cli_copy_side *side, struct tnf_strview name) {
    tnf_strbuf_addf(text, " %s %.*s %.*s-%.*s", side->shared ? "shared" : "own", TNF_SV_ARG(side->region),
                    TNF_SV_ARG(side->stack), TNF_SV_ARG(name));
}

void tnf_cli_copy_database(struct tnf_strbuf *text, struct tnf_strview environment, const struct tnf_cli_copy_side *old,
                           struct tnf_strview old_name, const struct tnf_cli_copy_side *new_side,
                           struct tnf_strview new_name) {
    tnf_strbuf_addf(text, "database %.*s %.*s", TNF_SV_ARG(environment), TNF_SV_ARG(new_name));
    add_store(text, old, old_name);
    add_store(text, new_side, new_name);
    tnf_strbuf_add_c(text, '\n');
}

void tnf_cli_copy_files(struct tnf_strbuf *text, struct tnf_strview environment, const struct tnf_cli_copy_side *old,
                        const struct tnf_cli_copy_side *new_side) {
    tnf_strbuf_addf(text, "files %.*s %.*s %.*s %.*s %.*s\n", TNF_SV_ARG(environment), TNF_SV_ARG(old->region),
                    TNF_SV_ARG(old->stack), TNF_SV_ARG(new_side->region), TNF_SV_ARG(new_side->stack));
}
