#include "base/memory.h"
#include "generator/output/control.h"
#include "generator/output/diff_text.h"
#include "generator/output/pass.h"
#include "generator/output/path.h"
#include "generator/output/report.h"
#include "generator/output/staging.h"
#include "generator/output/tree.h"

struct comparison {
    const struct tnf_tree_options *options;
    struct tnf_source *source;
    struct tnf_tree_result *result;
    struct tnf_control control;
    struct tnf_index_origin origin;
    struct tnf_index_reader old;
    struct tnf_index_writer index; /* writes nowhere: the pass only compares lines */
};

static int nothing(struct tnf_pass *pass, struct tnf_worker *worker, const struct tnf_delta *delta,
                   struct tnf_error *err) {
    (void)pass, (void)worker, (void)delta, (void)err;
    return 0;
}

static int refuse_interrupted(const struct comparison *comparison, struct tnf_error *err) {
    if (comparison->control.folder.root < 0 || !tnf_journal_exists(&comparison->control.folder)) return 0;
    (void)tnf_error_set(err, TNF_E_CONFLICT, "a run on the output %s was interrupted", comparison->options->output);
    tnf_error_hint(err, "run `tenantform generate`, which finishes it");
    return TNF_E_CONFLICT;
}

/* The index is told only when it alone is wrong: otherwise it follows from what was told. */
static void report_index(const struct comparison *comparison, const struct tnf_pass *pass) {
    const struct tnf_tree_result *result = comparison->result;
    if (comparison->origin.damage.code != TNF_OK)
        tnf_report_index_damage(comparison->options, &comparison->origin.damage);
    else if (result->index_differs && !pass->told)
        tnf_report_control(comparison->options, TNF_TREE_FILE_MANIFEST, TNF_SV(TNF_CONTROL_DIR "/" TNF_INDEX_NAME),
                           TNF_SV(""));
}

static int compare_gitignore(struct comparison *comparison, struct tnf_error *err) {
    const struct tnf_strview path = TNF_SV(TNF_CONTROL_DIR "/" TNF_GITIGNORE_NAME);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf diff = TNF_STRBUF_INIT;
    enum tnf_gitignore found;
    TNF_TRY(tnf_control_look_at_gitignore(&comparison->control, &found, &text, err));
    if (found == TNF_GITIGNORE_SAME) return 0;
    const bool missing = found == TNF_GITIGNORE_MISSING;
    comparison->result->control_differs = true;
    tnf_diff_text(path, missing ? (struct tnf_strview){0} : tnf_strbuf_view(&text), tnf_sv(tnf_control_gitignore),
                  &diff);
    tnf_report_control(comparison->options, missing ? TNF_TREE_FILE_MISSING : TNF_TREE_FILE_EDITED, path,
                       tnf_strbuf_view(&diff));
    return 0;
}

static int compare(struct comparison *comparison, struct tnf_error *err) {
    TNF_TRY(tnf_control_open_to_read(&comparison->control, comparison->options->output, err));
    TNF_TRY(refuse_interrupted(comparison, err));
    TNF_TRY(
        tnf_control_open_index(&comparison->control, /* trusted= */ false, &comparison->old, &comparison->origin, err));
    tnf_index_writer_open(&comparison->index, -1, "");
    struct tnf_pass pass = {.options = comparison->options,
                            .out = &comparison->control.out,
                            .source = comparison->source,
                            .old = &comparison->old,
                            .index = &comparison->index,
                            .dry = true,
                            .on_delta = nothing,
                            .context = comparison};
    const int code = tnf_pass_run(&pass, err);
    *comparison->result = pass.result;
    if (code < 0) return code;
    comparison->result->index_differs = !comparison->origin.found || pass.index_differs;
    report_index(comparison, &pass);
    return compare_gitignore(comparison, err);
}

int tnf_tree_check(const struct tnf_tree_options *options, struct tnf_source *source, struct tnf_tree_result *ret,
                   struct tnf_error *err) {
    *ret = (struct tnf_tree_result){0};
    struct comparison comparison = {.options = options, .source = source, .result = ret};
    comparison.control = TNF_CONTROL_NONE;
    comparison.old = TNF_INDEX_READER_NONE;
    comparison.index = TNF_INDEX_WRITER_NONE;
    const int code = compare(&comparison, err);
    tnf_index_reader_release(&comparison.old);
    tnf_index_writer_release(&comparison.index);
    tnf_control_release(&comparison.control);
    return code;
}

bool tnf_tree_in_step(const struct tnf_tree_result *result) {
    return result->stacks_new + result->stacks_changed + result->stacks_removed == 0 && result->files_kept == 0 &&
           result->conflicts == 0 && !result->index_differs && !result->control_differs;
}
