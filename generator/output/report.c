#include "generator/output/report.h"

#include "base/memory.h"
#include "generator/output/diff_text.h"
#include "generator/output/folder_file.h"
#include "generator/output/path.h"
#include "generator/output/scope.h"
#include "generator/output/staging.h"

/* Larger files are reported without a diff. */
enum { DIFF_MAX_BYTES = 4 << 20 };

static size_t changes(const struct tnf_delta *delta) {
    return delta->of_kind[TNF_STEP_ADD] + delta->of_kind[TNF_STEP_REPLACE] + delta->of_kind[TNF_STEP_REMOVE];
}

/* A manifest follows its files and rows: worth a word only when it alone is wrong (see is_told), or damaged. */
static enum tnf_tree_event_kind manifest_note(const struct tnf_delta *delta, bool dry) {
    if (delta->damage.len > 0) return TNF_TREE_FILE_DAMAGED;
    return dry && (changes(delta) == 0 || delta->rows.count > 0) ? TNF_TREE_FILE_MANIFEST : TNF_TREE_SAME;
}

/* The note that a step deserves; TNF_TREE_SAME for none. */
static enum tnf_tree_event_kind note_kind(const struct tnf_step *step, const struct tnf_delta *delta, bool dry) {
    static const enum tnf_tree_event_kind dry_kinds[] = {[TNF_STEP_ADD] = TNF_TREE_FILE_MISSING,
                                                         [TNF_STEP_REPLACE] = TNF_TREE_FILE_STALE,
                                                         [TNF_STEP_REMOVE] = TNF_TREE_FILE_EXTRA};
    if (step->kind == TNF_STEP_SAME) return TNF_TREE_SAME;
    if (step->kind == TNF_STEP_CONFLICT) return TNF_TREE_FILE_CONFLICT;
    if (step->kind == TNF_STEP_EDITED || step->kind == TNF_STEP_KEEP_EDITED) return TNF_TREE_FILE_EDITED;
    if (step->forced) return TNF_TREE_FILE_FORCED;
    if (step->manifest) return manifest_note(delta, dry);
    return dry ? dry_kinds[step->kind] : TNF_TREE_SAME;
}

static bool is_row(enum tnf_tree_event_kind kind) {
    return kind >= TNF_TREE_ROW_NEW;
}

/* What a manifest says about rows holds only when it is the one that the last run left: then the catalog has changed,
 * and otherwise the manifest was. */
static bool is_told(const struct tnf_report *report, enum tnf_tree_event_kind kind) {
    if (is_row(kind)) return report->as_left;
    return kind != TNF_TREE_FILE_MANIFEST || !report->as_left || !report->rows;
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
                    enum tnf_tree_event_kind kind, struct tnf_strview detail, bool dry, struct tnf_error *err) {
    struct tnf_note *note = &report->notes[report->note_count++];
    note->kind = kind;
    note->file_start = report->text.len;
    tnf_strbuf_add_sv(&report->text, step->path);
    note->detail_start = report->text.len;
    tnf_strbuf_add_sv(&report->text, detail);
    note->diff_start = report->text.len;
    if (dry) TNF_TRY(add_diff(tools, step, &report->text, err));
    note->end = report->text.len;
    return 0;
}

static int add_row_notes(struct tnf_report *report, struct tnf_tools *tools, const struct tnf_delta *delta,
                         struct tnf_error *err) {
    static const enum tnf_tree_event_kind kinds[] = {
        [TNF_ROW_NEW] = TNF_TREE_ROW_NEW, [TNF_ROW_CHANGED] = TNF_TREE_ROW_CHANGED, [TNF_ROW_GONE] = TNF_TREE_ROW_GONE};
    const struct tnf_step *manifest = &delta->steps[delta->count - 1];
    for (size_t i = 0; i < delta->rows.count; i++)
        TNF_TRY(add_note(report, tools, manifest, kinds[delta->rows.items[i].kind], delta->rows.items[i].name,
                         /* dry= */ false, err));
    report->rows = delta->rows.count > 0;
    return 0;
}

static int add_notes(struct tnf_report *report, struct tnf_tools *tools, const struct tnf_delta *delta, bool dry,
                     struct tnf_error *err) {
    size_t wanted = dry ? delta->rows.count : 0;
    for (size_t i = 0; i < delta->count; i++) wanted += note_kind(&delta->steps[i], delta, dry) != TNF_TREE_SAME;
    if (wanted == 0) return 0;
    report->notes = tnf_xcalloc(wanted, sizeof *report->notes);
    if (dry) TNF_TRY(add_row_notes(report, tools, delta, err));
    for (size_t i = 0; i < delta->count; i++) {
        const struct tnf_step *step = &delta->steps[i];
        const enum tnf_tree_event_kind kind = note_kind(step, delta, dry);
        const struct tnf_strview reason = kind == TNF_TREE_FILE_DAMAGED ? delta->damage : TNF_SV("");
        if (kind != TNF_TREE_SAME) TNF_TRY(add_note(report, tools, step, kind, reason, dry, err));
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
    report->had_manifest = delta->had_manifest;
    report->old_manifest_hash = delta->old_manifest_hash;
    report->bare = files == 0 && !gone;
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
    tnf_error_hint(conflict, "move it away; or, if it was generated, restore %s beside it; nothing was written",
                   TNF_MANIFEST_NAME);
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
        if (!is_told(report, note->kind)) continue;
        const struct tnf_strview detail =
            tnf_sv_n(report->text.ptr + note->detail_start, note->diff_start - note->detail_start);
        event.kind = note->kind;
        event.file = tnf_sv_n(report->text.ptr + note->file_start, note->detail_start - note->file_start);
        event.row = is_row(note->kind) ? detail : TNF_SV("");
        event.reason = is_row(note->kind) ? TNF_SV("") : detail;
        event.diff = tnf_sv_n(report->text.ptr + note->diff_start, note->end - note->diff_start);
        if (note->kind == TNF_TREE_FILE_CONFLICT) note_conflict(event.file, result, conflict);
        if (send != NULL) send(&event, context);
    }
}

void tnf_report_send_bare(struct tnf_strview path, enum tnf_tree_event_kind kind, tnf_tree_report_fn send,
                          void *context) {
    if (send == NULL || kind == TNF_TREE_SAME) return;
    const struct tnf_place place = tnf_place_of(path);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf row = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&row, "tenant %.*s", TNF_SV_ARG(place.tenant));
    const struct tnf_strview file = TNF_SV(TNF_CONTROL_DIR "/" TNF_INDEX_NAME); /* only it knows of them */
    const struct tnf_tree_event event = {
        .kind = kind, .path = file, .file = file, .tenant = place.tenant, .row = tnf_strbuf_view(&row)};
    send(&event, context);
}

static void send_control(const struct tnf_tree_options *options, const struct tnf_tree_event *event) {
    if (options->report != NULL) options->report(event, options->report_context);
}

void tnf_report_control(const struct tnf_tree_options *options, enum tnf_tree_event_kind kind, struct tnf_strview file,
                        struct tnf_strview diff) {
    send_control(options,
                 &(struct tnf_tree_event){.kind = kind, .path = TNF_SV(TNF_CONTROL_DIR), .file = file, .diff = diff});
}

void tnf_report_index_damage(const struct tnf_tree_options *options, const struct tnf_error *damage) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf reason = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&reason, "line %u: %s", damage->where.line, damage->message);
    send_control(options, &(struct tnf_tree_event){.kind = TNF_TREE_FILE_DAMAGED,
                                                   .path = TNF_SV(TNF_CONTROL_DIR),
                                                   .file = TNF_SV(TNF_CONTROL_DIR "/" TNF_INDEX_NAME),
                                                   .reason = tnf_strbuf_view(&reason)});
}
