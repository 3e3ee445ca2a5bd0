#include "generator/output/report.h"

#include "base/memory.h"
#include "generator/output/diff_text.h"
#include "generator/output/folder_file.h"
#include "generator/output/scope.h"

/* Larger files are reported without a diff. */
enum { DIFF_MAX_BYTES = 4 << 20 };

static size_t changes(const struct tnf_delta *delta) {
    return delta->of_kind[TNF_STEP_ADD] + delta->of_kind[TNF_STEP_REPLACE] + delta->of_kind[TNF_STEP_REMOVE];
}

/* The note that a step deserves; TNF_TREE_SAME for none. */
static enum tnf_tree_event_kind note_kind(const struct tnf_step *step, const struct tnf_delta *delta, bool dry) {
    if (step->kind == TNF_STEP_SAME) return TNF_TREE_SAME;
    if (step->kind == TNF_STEP_CONFLICT) return TNF_TREE_FILE_CONFLICT;
    if (step->kind == TNF_STEP_EDITED || step->kind == TNF_STEP_KEEP_EDITED) return TNF_TREE_FILE_EDITED;
    if (step->forced) return TNF_TREE_FILE_FORCED;
    if (!dry) return TNF_TREE_SAME;
    /* A manifest follows its files: worth a word only when it alone is wrong. */
    if (step->manifest) return changes(delta) == 0 ? TNF_TREE_FILE_MANIFEST : TNF_TREE_SAME;
    if (step->kind == TNF_STEP_ADD) return TNF_TREE_FILE_MISSING;
    return step->kind == TNF_STEP_REPLACE ? TNF_TREE_FILE_STALE : TNF_TREE_FILE_EXTRA;
}

static int add_diff(struct tnf_tools *tools, const struct tnf_step *step, struct tnf_strbuf *text,
                    struct tnf_error *err) {
    struct tnf_error reason;
    const int code = tnf_folder_read(&tools->out, step->path, DIFF_MAX_BYTES, &tools->scratch, &reason);
    if (code == TNF_E_IO) return err == NULL ? code : (*err = reason, code);
    const bool exists = code != TNF_E_NOT_FOUND;
    if (code < 0) tnf_strbuf_clear(&tools->scratch);
    const bool stays = step->kind != TNF_STEP_REMOVE && step->kind != TNF_STEP_KEEP_EDITED;
    tnf_diff_text(step->path, exists ? tnf_strbuf_view(&tools->scratch) : (struct tnf_strview){0},
                  stays ? (struct tnf_strview){step->content.ptr == NULL ? "" : step->content.ptr, step->content.len}
                        : (struct tnf_strview){0},
                  text);
    return 0;
}

static int add_note(struct tnf_report *report, struct tnf_tools *tools, const struct tnf_step *step,
                    enum tnf_tree_event_kind kind, bool dry, struct tnf_error *err) {
    struct tnf_note *note = &report->notes[report->note_count++];
    note->kind = kind;
    note->file_start = report->text.len;
    tnf_strbuf_add_sv(&report->text, step->path);
    note->diff_start = report->text.len;
    if (dry) TNF_TRY(add_diff(tools, step, &report->text, err));
    note->end = report->text.len;
    return 0;
}

static int add_notes(struct tnf_report *report, struct tnf_tools *tools, const struct tnf_delta *delta, bool dry,
                     struct tnf_error *err) {
    size_t wanted = 0;
    for (size_t i = 0; i < delta->count; i++) wanted += note_kind(&delta->steps[i], delta, dry) != TNF_TREE_SAME;
    if (wanted == 0) return 0;
    report->notes = tnf_xcalloc(wanted, sizeof *report->notes);
    for (size_t i = 0; i < delta->count; i++) {
        const enum tnf_tree_event_kind kind = note_kind(&delta->steps[i], delta, dry);
        if (kind != TNF_TREE_SAME) TNF_TRY(add_note(report, tools, &delta->steps[i], kind, dry, err));
    }
    return 0;
}

static enum tnf_tree_event_kind folder_kind(const struct tnf_delta *delta, bool gone) {
    if (gone) return TNF_TREE_REMOVED;
    const bool nothing_old = delta->of_kind[TNF_STEP_ADD] + 1 == delta->count;
    if (!delta->had_manifest && nothing_old) return TNF_TREE_NEW;
    return tnf_delta_writes(delta) ? TNF_TREE_CHANGED : TNF_TREE_SAME;
}

int tnf_report_new(struct tnf_tools *tools, struct tnf_strview path, size_t files, bool gone,
                   const struct tnf_delta *delta, bool dry, struct tnf_report **ret, struct tnf_error *err) {
    struct tnf_report *report = tnf_xcalloc(1, sizeof *report);
    tnf_strbuf_init(&report->text);
    tnf_strbuf_add_sv(&report->text, path);
    report->path_length = path.len;
    report->kind = folder_kind(delta, gone);
    report->manifest_hash = delta->manifest_hash;
    report->files = files;
    report->written = delta->of_kind[TNF_STEP_ADD] + delta->of_kind[TNF_STEP_REPLACE];
    report->removed = delta->of_kind[TNF_STEP_REMOVE];
    report->kept = delta->of_kind[TNF_STEP_EDITED] + delta->of_kind[TNF_STEP_KEEP_EDITED];
    const int code = add_notes(report, tools, delta, dry, err);
    if (code < 0) {
        tnf_report_free(report);
        return code;
    }
    *ret = report;
    return 0;
}

void tnf_report_free(struct tnf_report *report) {
    if (report == NULL) return;
    tnf_strbuf_release(&report->text);
    free(report->notes);
    free(report);
}

struct tnf_strview tnf_report_path(const struct tnf_report *report) {
    return tnf_sv_n(report->text.ptr, report->path_length);
}

static void count(const struct tnf_report *report, struct tnf_tree_result *result) {
    result->stacks_new += report->kind == TNF_TREE_NEW;
    result->stacks_changed += report->kind == TNF_TREE_CHANGED;
    result->stacks_removed += report->kind == TNF_TREE_REMOVED;
    result->files_written += report->written;
    result->files_removed += report->removed;
    result->files_kept += report->kept;
}

static void note_conflict(struct tnf_strview file, struct tnf_tree_result *result, struct tnf_error *conflict) {
    result->conflicts++;
    if (conflict->code != TNF_OK) return;
    (void)tnf_error_set(conflict, TNF_E_CONFLICT, "file %.*s was not generated and is in the way of one that is",
                        TNF_SV_ARG(file));
    tnf_error_hint(conflict, "move it away or rename it; nothing was written");
}

void tnf_report_send(const struct tnf_report *report, tnf_tree_report_fn send, void *context,
                     struct tnf_tree_result *result, struct tnf_error *conflict) {
    count(report, result);
    const struct tnf_place place = tnf_place_of(tnf_report_path(report));
    struct tnf_tree_event event = {.kind = report->kind,
                                   .path = tnf_report_path(report),
                                   .environment = place.environment,
                                   .tenant = place.tenant,
                                   .files = report->files,
                                   .written = report->written,
                                   .removed = report->removed,
                                   .kept = report->kept};
    if (send != NULL) send(&event, context);
    for (size_t i = 0; i < report->note_count; i++) {
        const struct tnf_note *note = &report->notes[i];
        event.kind = note->kind;
        event.file = tnf_sv_n(report->text.ptr + note->file_start, note->diff_start - note->file_start);
        event.diff = tnf_sv_n(report->text.ptr + note->diff_start, note->end - note->diff_start);
        if (note->kind == TNF_TREE_FILE_CONFLICT) note_conflict(event.file, result, conflict);
        if (send != NULL) send(&event, context);
    }
}
