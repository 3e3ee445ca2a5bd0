#include "generator/git/outputs.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"

#include <string.h>

static const char header[] = "# tenantform outputs 1: what trees of this repository were made from; may be deleted\n";
static const char entry_start[] = "output ";

/* The next entry with its first line, or "" at the end; what stands before the first one is passed over. */
static struct tnf_strview next_entry(struct tnf_strview *rest) {
    const struct tnf_strview start = tnf_sv(entry_start);
    while (rest->len > 0 && !tnf_sv_starts_with(*rest, start)) (void)tnf_sv_next(rest, '\n');
    struct tnf_strview entry = *rest;
    if (rest->len > 0) (void)tnf_sv_next(rest, '\n');
    while (rest->len > 0 && !tnf_sv_starts_with(*rest, start)) (void)tnf_sv_next(rest, '\n');
    entry.len -= rest->len;
    return entry;
}

static bool is_of(struct tnf_strview entry, struct tnf_strview tree) {
    struct tnf_strview line = tnf_sv_next(&entry, '\n');
    (void)tnf_sv_next(&line, ' ');
    return tnf_sv_eq(line, tree);
}

bool tnf_git_outputs_read(struct tnf_strview text, struct tnf_strview tree, struct tnf_tree_state *ret) {
    for (struct tnf_strview entry = next_entry(&text); entry.len > 0; entry = next_entry(&text))
        if (is_of(entry, tree)) return tnf_state_read(entry, ret);
    return false;
}

void tnf_git_outputs_add(struct tnf_strview text, struct tnf_strview tree, const struct tnf_tree_state *state,
                         struct tnf_strbuf *out) {
    tnf_strbuf_addf(out, "%s%s%.*s\n", header, entry_start, TNF_SV_ARG(tree));
    tnf_state_add(state, out);
    int count = 1;
    for (struct tnf_strview entry = next_entry(&text); entry.len > 0 && count < TNF_GIT_OUTPUTS_MAX;
         entry = next_entry(&text)) {
        if (is_of(entry, tree)) continue;
        tnf_strbuf_add_sv(out, entry);
        count++;
    }
}

static char *folder_path(git_repository *repository) {
    return tnf_path_joined(git_repository_commondir(repository), "tenantform");
}

/* Without a file, or when it cannot be read, nothing is known. */
static void read_text(git_repository *repository, struct tnf_strbuf *out) {
    enum { LIMIT = 1024 * 1024 };
    TNF_AUTO_FREE char *folder = folder_path(repository);
    TNF_AUTO_FREE char *path = tnf_path_joined(folder, "outputs");
    (void)tnf_file_read(path, LIMIT, out, NULL);
}

void tnf_git_outputs_find(git_repository *repository, const git_oid *tree, struct tnf_tree_state *ret,
                          bool *ret_found) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    char id[GIT_OID_HEXSZ + 1];
    read_text(repository, &text);
    *ret_found = tnf_git_outputs_read(tnf_strbuf_view(&text), tnf_sv(git_oid_tostr(id, sizeof id, tree)), ret);
}

int tnf_git_outputs_note(git_repository *repository, const git_oid *tree, const struct tnf_tree_state *state,
                         struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf before = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf after = TNF_STRBUF_INIT;
    char id[GIT_OID_HEXSZ + 1];
    read_text(repository, &before);
    tnf_git_outputs_add(tnf_strbuf_view(&before), tnf_sv(git_oid_tostr(id, sizeof id, tree)), state, &after);
    if (tnf_sv_eq(tnf_strbuf_view(&before), tnf_strbuf_view(&after))) return 0;
    TNF_AUTO_FREE char *folder = folder_path(repository);
    TNF_AUTO_FREE char *path = tnf_path_joined(folder, "outputs");
    TNF_TRY(tnf_file_make_directories(folder, err));
    return tnf_file_write(path, tnf_strbuf_view(&after), err);
}
