#include "generator/cli/move_script.h"

#include "base/embed.h"
#include "base/memory.h"

extern const struct tnf_embedded_file scripts_files[];

static void add_place(struct tnf_strbuf *text, struct tnf_strview cell) {
    if (cell.len == 0)
        tnf_strbuf_add_str(text, "a stack of its own");
    else
        tnf_strbuf_addf(text, "cell %.*s", TNF_SV_ARG(cell));
}

static void add_head(struct tnf_strbuf *text, const struct tnf_cli_move *move) {
    tnf_strbuf_addf(text, "#!/bin/sh\n# Moves what Terraform knows of tenant %.*s from ",
                    TNF_SV_ARG(move->tenant.name));
    add_place(text, move->from);
    tnf_strbuf_add_str(text, " to ");
    add_place(text, move->to);
    tnf_strbuf_add_str(text,
                       ": its resources stay\n"
                       "# as they are, and their addresses go from one state to another. Nobody may apply the two "
                       "stacks between this\n"
                       "# script and the new output. TERRAFORM is the program, terraform when it is not set.\n"
                       "set -eu\n\n");
}

static void add_backend(struct tnf_strbuf *text, const struct tnf_state_store *store) {
    if (store == NULL) {
        tnf_strbuf_add_str(text, "backend=local\nsettings=\nlocation=path=$PWD/\n");
        return;
    }
    tnf_strbuf_addf(text, "backend=s3\nsettings='-backend-config=bucket=%.*s -backend-config=region=%.*s",
                    TNF_SV_ARG(store->bucket), TNF_SV_ARG(store->region));
    tnf_strbuf_add_str(text, " -backend-config=encrypt=true -backend-config=use_lockfile=true");
    if (store->kms_key.len > 0) tnf_strbuf_addf(text, " -backend-config=kms_key_id=%.*s", TNF_SV_ARG(store->kms_key));
    tnf_strbuf_add_str(text, "'\nlocation=key=\n");
}

/* A stack's path, and what addresses of the tenant begin with in its state. */
static void add_stack(struct tnf_strbuf *text, struct tnf_arena *arena, const struct tnf_cli_move *move,
                      struct tnf_strview environment, struct tnf_strview cell) {
    tnf_strbuf_addf(text, " %.*s", TNF_SV_ARG(tnf_tenant_stack_path(arena, environment, cell, move->tenant.physical)));
    if (cell.len == 0)
        tnf_strbuf_add_str(text, " ''");
    else
        tnf_strbuf_addf(text, " module.%.*s.", TNF_SV_ARG(move->tenant.physical));
}

void tnf_cli_move_script(struct tnf_strbuf *text, const struct tnf_cli_move *move) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    add_head(text, move);
    add_backend(text, move->store);
    tnf_strbuf_add(text, (const char *)scripts_files[0].bytes, scripts_files[0].length);
    for (size_t i = 0; i < move->environment_count; i++) {
        const struct tnf_cli_moved_name *environment = &move->environments[i];
        tnf_strbuf_addf(text, "move %.*s", TNF_SV_ARG(environment->name));
        add_stack(text, &arena, move, environment->physical, move->from);
        add_stack(text, &arena, move, environment->physical, move->to);
        tnf_strbuf_add_c(text, '\n');
    }
}
