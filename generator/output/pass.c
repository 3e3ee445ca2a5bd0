#include "generator/output/pass.h"

#include "base/memory.h"
#include "generator/output/order.h"
#include "generator/output/report.h"
#include "generator/output/scope.h"

#include <unistd.h>

static struct tnf_worker *take_worker(struct tnf_pass *pass) {
    (void)pthread_mutex_lock(&pass->lock);
    struct tnf_worker *worker = pass->idle;
    if (worker != NULL) pass->idle = worker->next;
    (void)pthread_mutex_unlock(&pass->lock);
    return worker;
}

static void give_worker(struct tnf_pass *pass, struct tnf_worker *worker) {
    tnf_arena_reset(&worker->tools.arena);
    worker->next = pass->idle;
    pass->idle = worker;
}

static int new_worker(struct tnf_pass *pass, struct tnf_worker **ret, struct tnf_error *err) {
    struct tnf_worker *worker = tnf_xcalloc(1, sizeof *worker);
    worker->extra = (struct tnf_folder)TNF_FOLDER_NONE;
    const int code = tnf_tools_init(&worker->tools, pass->out, err);
    if (code < 0) {
        free(worker);
        return code;
    }
    *ret = worker;
    return 0;
}

static void free_workers(struct tnf_pass *pass) {
    for (struct tnf_worker *worker = pass->idle, *next; worker != NULL; worker = next) {
        next = worker->next;
        tnf_tools_release(&worker->tools);
        tnf_folder_release(&worker->extra);
        free(worker);
    }
    pass->idle = NULL;
}

static void send(struct tnf_pass *pass, const struct tnf_report *report) {
    /* A folder that is in the index only, and has nothing on disk, comes without a note. */
    if (report->note_count > 0) pass->told = true;
    tnf_report_send(report, pass->options->report, pass->options->report_context, &pass->result, &pass->first_conflict);
}

/* A folder of the index that is no longer generated. */
static int remove_folder(struct tnf_pass *pass, struct tnf_worker *worker, struct tnf_error *err) {
    const struct tnf_strview path = tnf_arena_sv(&worker->tools.arena, pass->old->entry.path);
    struct tnf_delta delta;
    TNF_TRY(tnf_delta_gone(&worker->tools, path, pass->options->force, &delta, err));
    TNF_TRY(pass->on_delta(pass, worker, &delta, err));
    struct tnf_report *report = NULL;
    TNF_TRY(tnf_report_new(&worker->tools, path, 0, /* gone= */ true, &delta, pass->dry, &report, err));
    pass->writes = pass->index_differs = true;
    send(pass, report);
    tnf_report_free(report);
    return 0;
}

static void send_bare(struct tnf_pass *pass, struct tnf_strview path, enum tnf_tree_event_kind kind) {
    if (kind != TNF_TREE_SAME) pass->index_differs = pass->told = true;
    if (pass->dry) tnf_report_send_bare(path, kind, pass->options->report, pass->options->report_context);
}

static int pass_old_entry(struct tnf_pass *pass, struct tnf_worker *worker, struct tnf_error *err) {
    const struct tnf_index_entry *entry = &pass->old->entry;
    if (!tnf_scope_decides(pass->options->scope, entry->path))
        TNF_TRY(tnf_index_writer_copy(pass->index, entry, err));
    else if (entry->file_count > 0)
        TNF_TRY(remove_folder(pass, worker, err));
    else
        send_bare(pass, entry->path, TNF_TREE_ROW_GONE);
    tnf_arena_reset(&worker->tools.arena);
    return tnf_index_reader_next(pass->old, err);
}

static int in_order(struct tnf_pass *pass, struct tnf_strview path, struct tnf_error *err) {
    if (pass->any_path && tnf_sv_cmp(tnf_strbuf_view(&pass->last_path), path) >= 0)
        return tnf_error_set(err, TNF_E_INTERNAL, "folder \"%.*s\" was generated out of order", TNF_SV_ARG(path));
    pass->any_path = true;
    tnf_strbuf_clear(&pass->last_path);
    tnf_strbuf_add_sv(&pass->last_path, path);
    return 0;
}

/* What the rows without a folder are, given the index's line for them and the old one. */
static enum tnf_tree_event_kind bare_kind(const struct tnf_pass *pass, bool had, struct tnf_strview line) {
    if (!had) return TNF_TREE_ROW_NEW;
    return tnf_sv_eq(pass->old->entry.line, line) ? TNF_TREE_SAME : TNF_TREE_ROW_CHANGED;
}

/* One folder whose turn it is: what the index has before it, then itself. */
static int merge(struct tnf_pass *pass, struct tnf_worker *worker, struct tnf_report *report, struct tnf_error *err) {
    const struct tnf_strview path = tnf_report_path(report);
    TNF_TRY(in_order(pass, path, err));
    while (pass->old->has_entry && tnf_sv_cmp(pass->old->entry.path, path) < 0)
        TNF_TRY(pass_old_entry(pass, worker, err));
    struct tnf_strview line;
    TNF_TRY(tnf_index_writer_add(pass->index, path, &report->manifest_hash, report->files, &line, err));
    const bool had = pass->old->has_entry && tnf_sv_eq(pass->old->entry.path, path);
    if (!had || !tnf_sv_eq(pass->old->entry.line, line)) pass->index_differs = true;
    report->as_left =
        had && report->had_manifest && tnf_index_entry_names(&pass->old->entry, &report->old_manifest_hash);
    if (report->bare)
        send_bare(pass, path, bare_kind(pass, had, line));
    else
        send(pass, report);
    return had ? tnf_index_reader_next(pass->old, err) : 0;
}

static int drain(struct tnf_pass *pass, struct tnf_worker *worker, struct tnf_error *err) {
    for (struct tnf_report *report; (report = tnf_order_take(pass->order)) != NULL;) {
        const int code = merge(pass, worker, report, err);
        tnf_report_free(report);
        if (code < 0) return code;
    }
    return 0;
}

static int prepare(struct tnf_pass *pass, struct tnf_worker *worker, const struct tnf_stack *stack, bool *ret_writes,
                   struct tnf_report **ret, struct tnf_error *err) {
    struct tnf_delta delta;
    TNF_TRY(tnf_delta_of(&worker->tools, stack, pass->options->force, &delta, err));
    TNF_TRY(pass->on_delta(pass, worker, &delta, err));
    *ret_writes = tnf_delta_writes(&delta);
    return tnf_report_new(&worker->tools, stack->path, stack->file_count, /* gone= */ false, &delta, pass->dry, ret,
                          err);
}

static int visit(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err) {
    struct tnf_pass *pass = context;
    struct tnf_worker *worker = take_worker(pass);
    if (worker == NULL) TNF_TRY(new_worker(pass, &worker, err));
    struct tnf_report *report = NULL;
    bool writes = false;
    int code = prepare(pass, worker, stack, &writes, &report, err);
    (void)pthread_mutex_lock(&pass->lock);
    if (code == 0) {
        pass->writes = pass->writes || writes;
        tnf_order_put(pass->order, sequence, report);
        code = drain(pass, worker, err);
    }
    give_worker(pass, worker);
    (void)pthread_mutex_unlock(&pass->lock);
    return code;
}

/* What the index has after the last generated folder. */
static int drain_index(struct tnf_pass *pass, struct tnf_error *err) {
    if (pass->order->count > 0)
        return tnf_error_set(err, TNF_E_INTERNAL, "the source left out folder number %" PRIu64, pass->order->next);
    if (!pass->old->has_entry) return 0;
    struct tnf_worker *worker = take_worker(pass);
    if (worker == NULL) TNF_TRY(new_worker(pass, &worker, err));
    int code = 0;
    while (code == 0 && pass->old->has_entry) code = pass_old_entry(pass, worker, err);
    give_worker(pass, worker);
    return code;
}

static unsigned thread_count(const struct tnf_tree_options *options) {
    if (options->threads > 0) return options->threads;
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : (unsigned)online;
}

int tnf_pass_run(struct tnf_pass *pass, struct tnf_error *err) {
    struct tnf_order order = {0};
    pass->order = &order;
    pass->idle = NULL;
    pass->any_path = false;
    tnf_strbuf_init(&pass->last_path);
    (void)pthread_mutex_init(&pass->lock, NULL);
    int code = pass->source->each(pass->source, pass->options->scope, thread_count(pass->options), visit, pass, err);
    if (code == 0) code = drain_index(pass, err);
    for (struct tnf_report *left; (left = tnf_order_drop(&order)) != NULL;) tnf_report_free(left);
    tnf_order_release(&order);
    tnf_strbuf_release(&pass->last_path);
    free_workers(pass);
    (void)pthread_mutex_destroy(&pass->lock);
    pass->result.stacks = pass->index->folders - pass->index->modules;
    pass->result.modules = pass->index->modules;
    pass->result.files = pass->index->files;
    return code;
}
