#include "generator/git/message.h"

static void add_number(struct tnf_strbuf *out, const char *before, uint64_t number, const char *what) {
    tnf_strbuf_addf(out, "%s%llu %s%s", before, (unsigned long long)number, what, number == 1 ? "" : "s");
}

static void add_subject(const struct tnf_git_commit_options *options, const struct tnf_git_changes *changes,
                        struct tnf_strbuf *out) {
    if (options->subject != NULL)
        tnf_strbuf_add_str(out, options->subject);
    else if (changes->tenant_count == 1)
        tnf_strbuf_addf(out, "Generate tenant %.*s", TNF_SV_ARG(changes->tenants[0]));
    else if (changes->tenant_count > 1)
        tnf_strbuf_addf(out, "Generate %zu tenants", changes->tenant_count);
    else if (changes->stacks > 0 || changes->modules == 0)
        add_number(out, "Generate ", changes->stacks, "stack");
    else
        add_number(out, "Generate ", changes->modules, "module");
}

void tnf_git_message(const struct tnf_git_commit_options *options, struct tnf_git_changes *changes,
                     struct tnf_strbuf *out) {
    changes->tenant_count = tnf_sv_sort_unique(changes->tenants, changes->tenant_count);
    add_subject(options, changes, out);
    tnf_strbuf_addf(out, "\n\nCatalog-Revision: %lld\nStacks-Changed: %llu\n", (long long)options->revision,
                    (unsigned long long)changes->stacks);
    if (changes->modules > 0) tnf_strbuf_addf(out, "Modules-Changed: %llu\n", (unsigned long long)changes->modules);
    size_t named = changes->tenant_count;
    if (named > TNF_MESSAGE_TENANTS_MAX) named = TNF_MESSAGE_TENANTS_MAX;
    for (size_t i = 0; i < named; i++) tnf_strbuf_addf(out, "Tenant: %.*s\n", TNF_SV_ARG(changes->tenants[i]));
    if (named < changes->tenant_count) tnf_strbuf_addf(out, "Tenants-Not-Listed: %zu\n", changes->tenant_count - named);
}
