#include "generator/output/staging.h"

#include "base/memory.h"
#include "base/path.h"
#include "generator/output/folder_file.h"
#include "generator/output/path.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int open_journal(struct tnf_staging *stage, struct tnf_error *err) {
    const int fd = openat(stage->folder.root, TNF_JOURNAL_NAME, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) return tnf_folder_error(&stage->folder, "create", TNF_SV(TNF_JOURNAL_NAME), err);
    stage->journal = fdopen(fd, "w");
    if (stage->journal == NULL) {
        (void)close(fd);
        return tnf_folder_error(&stage->folder, "open", TNF_SV(TNF_JOURNAL_NAME), err);
    }
    (void)fputs(TNF_JOURNAL_HEADER, stage->journal); /* failures are sticky: ferror at the end */
    return 0;
}

int tnf_staging_open(struct tnf_staging *stage, const struct tnf_folder *control, struct tnf_error *err) {
    *stage = TNF_STAGING_NONE;
    TNF_TRY(tnf_staging_clear(control, err));
    stage->folder_name = tnf_path_joined(control->name, TNF_STAGING_NAME);
    stage->tree_name = tnf_path_joined(stage->folder_name, TNF_STAGING_TREE);
    TNF_TRY(tnf_folder_open_in(&stage->folder, control, TNF_STAGING_NAME, stage->folder_name, /* make= */ true, err));
    TNF_TRY(
        tnf_folder_open_in(&stage->tree, &stage->folder, TNF_STAGING_TREE, stage->tree_name, /* make= */ true, err));
    return open_journal(stage, err);
}

void tnf_staging_release(struct tnf_staging *stage) {
    if (stage->journal != NULL) (void)fclose(stage->journal);
    stage->journal = NULL;
    tnf_folder_release(&stage->tree);
    tnf_folder_release(&stage->folder);
    free(stage->folder_name);
    free(stage->tree_name);
}

int tnf_staging_put(struct tnf_staging *stage, struct tnf_folder *tree, const struct tnf_delta *delta,
                    struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf lines = TNF_STRBUF_INIT;
    for (size_t i = 0; i < delta->count; i++) {
        const struct tnf_step *step = &delta->steps[i];
        if (step->kind == TNF_STEP_ADD || step->kind == TNF_STEP_REPLACE)
            TNF_TRY(tnf_folder_create(tree, step->path, step->content, err));
        if (step->kind != TNF_STEP_REPLACE && step->kind != TNF_STEP_REMOVE) continue;
        char hex[TNF_SHA256_HEX_SIZE];
        tnf_sha256_print(&step->found, hex);
        tnf_strbuf_addf(&lines, "%s %s %.*s\n", step->kind == TNF_STEP_REPLACE ? "replace" : "remove", hex,
                        TNF_SV_ARG(step->path));
    }
    if (lines.len > 0) (void)fwrite(lines.ptr, 1, lines.len, stage->journal);
    return 0;
}

int tnf_staging_commit(struct tnf_staging *stage, const struct tnf_folder *control, struct tnf_error *err) {
    (void)fputs(TNF_JOURNAL_END, stage->journal);
    const bool failed = ferror(stage->journal) != 0;
    const bool closed = fclose(stage->journal) == 0;
    stage->journal = NULL;
    if (failed || !closed) return tnf_folder_error(&stage->folder, "write", TNF_SV(TNF_JOURNAL_NAME), err);
    if (renameat(stage->folder.root, TNF_JOURNAL_NAME, control->root, TNF_JOURNAL_NAME) == 0) return 0;
    return tnf_folder_error(control, "create", TNF_SV(TNF_JOURNAL_NAME), err);
}

int tnf_staging_clear(const struct tnf_folder *control, struct tnf_error *err) {
    return tnf_folder_remove_tree(control, control->root, TNF_STAGING_NAME, err);
}
