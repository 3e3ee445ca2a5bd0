#include "generator/output/tree.h"

#include "base/memory.h"
#include "generator/output/control.h"
#include "generator/output/pass.h"
#include "generator/output/path.h"
#include "generator/output/report.h"
#include "generator/output/staging.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* One run of generate. */
struct run {
    const struct tnf_tree_options *options;
    struct tnf_source *source;
    struct tnf_tree_result *result;
    struct tnf_control control;
    struct tnf_staging stage;
    struct tnf_index_reader old;
    struct tnf_index_writer index;
    struct tnf_index_origin origin;
    bool index_differs;
    bool writes;
};

static int stage_delta(struct tnf_pass *pass, struct tnf_worker *worker, const struct tnf_delta *delta,
                       struct tnf_error *err) {
    struct run *run = pass->context;
    if (!tnf_delta_writes(delta)) return 0;
    if (worker->extra.root < 0) TNF_TRY(tnf_folder_share(&worker->extra, &run->stage.tree, err));
    return tnf_staging_put(&run->stage, &worker->extra, delta, err);
}

static int pass_over(struct run *run, struct tnf_error *err) {
    struct tnf_pass pass = {.options = run->options,
                            .out = &run->control.out,
                            .source = run->source,
                            .old = &run->old,
                            .index = &run->index,
                            .on_delta = stage_delta,
                            .context = run};
    const int code = tnf_pass_run(&pass, err);
    pass.result.recovered = run->result->recovered;
    *run->result = pass.result;
    if (code < 0) return code;
    if (pass.result.conflicts > 0) {
        if (err != NULL) *err = pass.first_conflict;
        return pass.first_conflict.code;
    }
    run->writes = pass.writes;
    run->index_differs = !run->origin.found || pass.index_differs;
    run->result->index_differs = run->index_differs;
    return 0;
}

/* An index that this working copy left is read once, in the pass. */
static int open_index(struct run *run, struct tnf_error *err) {
    struct tnf_tree_state left;
    const bool trusted = tnf_control_read_state(&run->control, &left, NULL) == 0;
    TNF_TRY(tnf_control_open_index(&run->control, trusted, &run->old, &run->origin, err));
    if (run->origin.damage.code != TNF_OK) tnf_report_index_damage(run->options, &run->origin.damage);
    return 0;
}

static int stage_index(struct run *run, struct tnf_error *err) {
    TNF_TRY(open_index(run, err));
    const int fd = openat(run->stage.folder.root, TNF_INDEX_NAME, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) return tnf_folder_error(&run->stage.folder, "create", TNF_SV(TNF_INDEX_NAME), err);
    tnf_index_writer_release(&run->index);
    tnf_index_writer_open(&run->index, fd, run->control.index_name);
    TNF_TRY(pass_over(run, err));
    return tnf_index_writer_end(&run->index, err);
}

/* An index with the right bytes is left as it is, like every other file. */
static int decide(struct run *run, struct tnf_error *err) {
    if (!run->index_differs && unlinkat(run->stage.folder.root, TNF_INDEX_NAME, 0) != 0)
        return tnf_folder_error(&run->stage.folder, "remove", TNF_SV(TNF_INDEX_NAME), err);
    if (!run->index_differs && !run->writes) return 0;
    TNF_TRY(tnf_staging_commit(&run->stage, &run->control.folder, err));
    bool found = false;
    return tnf_journal_apply(&run->control.folder, &run->control.out, &found, err);
}

/* Without a new state the old one is carried over to the new index: what it says is still the last complete run. */
static int change_tree(struct run *run, struct tnf_error *err) {
    struct tnf_tree_state state = {0};
    bool known = run->options->state != NULL;
    if (known)
        state = *run->options->state;
    else
        known = tnf_control_read_state(&run->control, &state, NULL) == 0;
    state.files = run->result->files;
    TNF_TRY(decide(run, err));
    return known ? tnf_control_write_state(&run->control, &state, err) : 0;
}

static int bring_gitignore(struct run *run, struct tnf_error *err) {
    const struct tnf_tree_options *options = run->options;
    const struct tnf_strview file = TNF_SV(TNF_CONTROL_DIR "/" TNF_GITIGNORE_NAME);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    enum tnf_gitignore found;
    TNF_TRY(tnf_control_look_at_gitignore(&run->control, &found, &text, err));
    if (found == TNF_GITIGNORE_EDITED)
        tnf_report_control(options, options->force ? TNF_TREE_FILE_FORCED : TNF_TREE_FILE_EDITED, file, TNF_SV(""));
    run->result->files_kept += found == TNF_GITIGNORE_EDITED && !options->force;
    const bool writes = found == TNF_GITIGNORE_MISSING || (found == TNF_GITIGNORE_EDITED && options->force);
    return writes ? tnf_control_write_gitignore(&run->control, err) : 0;
}

static int generate(struct run *run, struct tnf_error *err) {
    TNF_TRY(tnf_control_open(&run->control, run->options->output, err));
    TNF_TRY(tnf_journal_apply(&run->control.folder, &run->control.out, &run->result->recovered, err));
    TNF_TRY(tnf_staging_open(&run->stage, &run->control.folder, err));
    TNF_TRY(stage_index(run, err));
    TNF_TRY(bring_gitignore(run, err));
    return change_tree(run, err);
}

/* A stage that was decided must stay for the next run; any other is thrown away. */
static void clear_stage(struct run *run) {
    if (run->control.folder.root < 0 || run->control.lock < 0) return;
    if (!tnf_journal_exists(&run->control.folder)) (void)tnf_staging_clear(&run->control.folder, NULL);
}

int tnf_tree_generate(const struct tnf_tree_options *options, struct tnf_source *source, struct tnf_tree_result *ret,
                      struct tnf_error *err) {
    *ret = (struct tnf_tree_result){0};
    struct run run = {.options = options, .source = source, .result = ret};
    run.control = TNF_CONTROL_NONE;
    run.stage = TNF_STAGING_NONE;
    run.old = TNF_INDEX_READER_NONE;
    run.index = TNF_INDEX_WRITER_NONE;
    const int code = generate(&run, err);
    tnf_index_reader_release(&run.old);
    tnf_index_writer_release(&run.index);
    tnf_staging_release(&run.stage);
    clear_stage(&run);
    tnf_control_release(&run.control);
    return code;
}
