#include "generator/cli/tree_events.h"

#include "base/memory.h"
#include "base/terminal.h"
#include "generator/cli/print.h"
#include "generator/cli/visible.h"

#include <inttypes.h>

/* A cold run over thousands of tenants says how many there are, not each one. */
enum { FOLDERS_SHOWN_MAX = 50 };

void tnf_cli_tree_events_init(struct tnf_cli_tree_events *events, struct tnf_cli *cli, bool diffs) {
    *events = (struct tnf_cli_tree_events){.cli = cli,
                                           .diffs = diffs,
                                           .folders = TNF_STRBUF_INIT,
                                           .stacks = json_array(),
                                           .files = json_array(),
                                           .rows = json_array()};
    tnf_progress_start(&events->progress, diffs ? "comparing" : "generating", 0, !cli->quiet && !cli->json);
}

void tnf_cli_tree_events_release(struct tnf_cli_tree_events *events) {
    tnf_progress_end(&events->progress);
    tnf_strbuf_release(&events->folders);
    json_decref(events->stacks);
    json_decref(events->files);
    json_decref(events->rows);
}

static const char *kind_name(enum tnf_tree_event_kind kind) {
    switch (kind) {
    case TNF_TREE_SAME:
        return "same";
    case TNF_TREE_NEW:
        return "new";
    case TNF_TREE_CHANGED:
        return "changed";
    case TNF_TREE_REMOVED:
        return "removed";
    case TNF_TREE_FILE_EDITED:
        return "edited";
    case TNF_TREE_FILE_FORCED:
        return "forced";
    case TNF_TREE_FILE_CONFLICT:
        return "conflict";
    case TNF_TREE_FILE_DAMAGED:
        return "damaged";
    case TNF_TREE_FILE_MISSING:
        return "missing";
    case TNF_TREE_FILE_STALE:
        return "stale";
    case TNF_TREE_FILE_EXTRA:
        return "extra";
    case TNF_TREE_FILE_MANIFEST:
        return "manifest";
    case TNF_TREE_ROW_NEW:
        return "new";
    case TNF_TREE_ROW_CHANGED:
        return "changed";
    case TNF_TREE_ROW_GONE:
        return "removed";
    }
    return "";
}

static void folder_line(struct tnf_cli_tree_events *events, const struct tnf_tree_event *event) {
    if (events->folders_shown == FOLDERS_SHOWN_MAX) {
        events->folders_hidden++;
        return;
    }
    events->folders_shown++;
    const size_t touched = event->kind == TNF_TREE_REMOVED ? event->removed : event->written + event->removed;
    tnf_strbuf_addf(&events->folders, "%-8s ", kind_name(event->kind));
    tnf_cli_visible(&events->folders, event->path.len == 0 ? TNF_SV(".") : event->path);
    if (touched == 0)
        tnf_strbuf_add_str(&events->folders, "  manifest\n");
    else
        tnf_strbuf_addf(&events->folders, "  %zu file%s\n", touched, touched == 1 ? "" : "s");
}

void tnf_cli_tree_print_folders(const struct tnf_cli_tree_events *events) {
    if (events->cli->json) return;
    (void)fwrite(events->folders.ptr, 1, events->folders.len, events->cli->out);
    if (events->folders_hidden > 0) (void)fprintf(events->cli->out, "… and %" PRIu64 " more\n", events->folders_hidden);
}

static void folder_json(struct tnf_cli_tree_events *events, const struct tnf_tree_event *event) {
    json_t *stack = json_object();
    (void)json_object_set_new(stack, "path", tnf_cli_json_text(event->path));
    (void)json_object_set_new(stack, "environment", tnf_cli_json_text(event->environment));
    (void)json_object_set_new(stack, "tenant", tnf_cli_json_text(event->tenant));
    (void)json_object_set_new(stack, "state", json_string(kind_name(event->kind)));
    (void)json_object_set_new(stack, "files", json_integer((json_int_t)event->files));
    (void)json_object_set_new(stack, "written", json_integer((json_int_t)event->written));
    (void)json_object_set_new(stack, "removed", json_integer((json_int_t)event->removed));
    (void)json_object_set_new(stack, "kept", json_integer((json_int_t)event->kept));
    (void)json_array_append_new(events->stacks, stack);
}

static const char *line_style(const struct tnf_cli *cli, struct tnf_strview line) {
    if (tnf_sv_starts_with(line, TNF_SV("+++")) || tnf_sv_starts_with(line, TNF_SV("---")))
        return tnf_terminal_style(cli->out_colour, TNF_STYLE_BOLD);
    if (tnf_sv_starts_with(line, TNF_SV("+"))) return tnf_terminal_style(cli->out_colour, TNF_STYLE_GREEN);
    if (tnf_sv_starts_with(line, TNF_SV("-"))) return tnf_terminal_style(cli->out_colour, TNF_STYLE_RED);
    return "";
}

static void print_diff(const struct tnf_cli *cli, struct tnf_strview diff) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    while (diff.len > 0) {
        const struct tnf_strview line = tnf_sv_next(&diff, '\n');
        const char *style = line_style(cli, line);
        tnf_strbuf_add_str(&text, style);
        tnf_cli_visible(&text, line);
        if (style[0] != '\0') tnf_strbuf_add_str(&text, tnf_terminal_style(cli->out_colour, TNF_STYLE_PLAIN));
        tnf_strbuf_add_c(&text, '\n');
    }
    (void)fwrite(text.ptr, 1, text.len, cli->out);
}

/* What a person has to know about a file, or NULL. */
static const char *advice(enum tnf_tree_event_kind kind, bool diffs) {
    switch (kind) {
    case TNF_TREE_FILE_DAMAGED:
        return diffs ? "is damaged; `tenantform generate` writes it anew" : "was damaged and is written anew";
    case TNF_TREE_FILE_EDITED:
        return "was changed by hand and is kept; --force replaces it";
    case TNF_TREE_FILE_FORCED:
        return "was changed by hand and is replaced";
    case TNF_TREE_FILE_CONFLICT:
        return "was not generated and is in the way; move it elsewhere";
    case TNF_TREE_FILE_MANIFEST:
        return "is missing, or does not agree with what is generated";
    default:
        return NULL;
    }
}

static void file_event(struct tnf_cli_tree_events *events, const struct tnf_tree_event *event) {
    const struct tnf_cli *cli = events->cli;
    if (!cli->json && event->diff.len > 0) print_diff(cli, event->diff);
    const char *what = advice(event->kind, events->diffs);
    if (!cli->json && what != NULL) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
        tnf_cli_visible(&line, event->file);
        if (event->reason.len > 0) {
            tnf_strbuf_add_str(&line, ": ");
            tnf_cli_visible(&line, event->reason);
        }
        (void)fprintf(cli->err, "%s%s: %s%s\n", tnf_terminal_style(cli->err_colour, TNF_STYLE_YELLOW), line.ptr, what,
                      tnf_terminal_style(cli->err_colour, TNF_STYLE_PLAIN));
    }
    if (!cli->json) return;
    json_t *file = json_object();
    (void)json_object_set_new(file, "path", tnf_cli_json_text(event->file));
    (void)json_object_set_new(file, "stack", tnf_cli_json_text(event->path));
    (void)json_object_set_new(file, "state", json_string(kind_name(event->kind)));
    if (event->reason.len > 0) (void)json_object_set_new(file, "reason", tnf_cli_json_text(event->reason));
    if (events->diffs) (void)json_object_set_new(file, "diff", tnf_cli_json_text(event->diff));
    (void)json_array_append_new(events->files, file);
}

/* "GPU pool staging/main: was added to the catalog since environments/staging was generated". */
static void row_line(const struct tnf_cli_tree_events *events, const struct tnf_tree_event *event,
                     struct tnf_strview entity, struct tnf_strview key) {
    const struct tnf_entity *known = tnf_entity_by_name(entity);
    const char *what = event->kind == TNF_TREE_ROW_NEW ? "added to" : "changed in";
    if (event->kind == TNF_TREE_ROW_GONE) what = "removed from";
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_cli_visible(&line, known == NULL ? entity : tnf_sv(known->title));
    tnf_strbuf_add_c(&line, ' ');
    tnf_cli_visible(&line, key);
    tnf_strbuf_addf(&line, ": was %s the catalog since ", what);
    tnf_cli_visible(&line, event->path);
    (void)fprintf(events->cli->out, "%s was generated\n", line.ptr);
}

static void row_event(struct tnf_cli_tree_events *events, const struct tnf_tree_event *event) {
    struct tnf_strview key = event->row;
    const struct tnf_strview entity = tnf_sv_next(&key, ' ');
    if (!events->cli->json) {
        row_line(events, event, entity, key);
        return;
    }
    json_t *row = json_object();
    (void)json_object_set_new(row, "entity", tnf_cli_json_text(entity));
    (void)json_object_set_new(row, "key", tnf_cli_json_text(key));
    (void)json_object_set_new(row, "stack", tnf_cli_json_text(event->path));
    (void)json_object_set_new(row, "state", json_string(kind_name(event->kind)));
    (void)json_array_append_new(events->rows, row);
}

void tnf_cli_tree_event(const struct tnf_tree_event *event, void *context) {
    struct tnf_cli_tree_events *events = context;
    if (event->kind >= TNF_TREE_ROW_NEW) {
        row_event(events, event);
        return;
    }
    if (event->kind > TNF_TREE_REMOVED) {
        file_event(events, event);
        return;
    }
    tnf_progress_advance(&events->progress, 1);
    if (event->kind == TNF_TREE_SAME) return;
    if (events->cli->json)
        folder_json(events, event);
    else if (!events->diffs)
        folder_line(events, event);
}

static void add_number(struct tnf_strbuf *out, uint64_t number, const char *what) {
    tnf_strbuf_addf(out, "%" PRIu64 " %s%s", number, what, number == 1 ? "" : "s");
}

void tnf_cli_tree_add_folders(struct tnf_strbuf *out, uint64_t stacks, uint64_t modules) {
    add_number(out, stacks, "stack");
    if (modules == 0) return;
    tnf_strbuf_add_str(out, " and ");
    add_number(out, modules, "module");
}

static void add_count(struct tnf_strbuf *out, uint64_t count, const char *what) {
    if (count > 0) tnf_strbuf_addf(out, ", %" PRIu64 " %s", count, what);
}

void tnf_cli_tree_add_summary(struct tnf_strbuf *out, const struct tnf_tree_result *result, bool diffs) {
    tnf_cli_tree_add_folders(out, result->stacks, result->modules);
    tnf_strbuf_add_str(out, ", ");
    add_number(out, result->files, "file");
    add_count(out, result->stacks_new, "new");
    add_count(out, result->stacks_changed, "changed");
    add_count(out, result->stacks_removed, "removed");
    add_count(out, result->files_kept, "changed by hand and kept");
    add_count(out, result->conflicts, "in the way");
    const uint64_t touched = result->stacks_new + result->stacks_changed + result->stacks_removed;
    if (!diffs && touched == 0) tnf_strbuf_add_str(out, result->index_differs ? ", index written" : ", nothing to do");
}

void tnf_cli_tree_add_json(json_t *object, const struct tnf_cli_tree_events *events,
                           const struct tnf_tree_result *result) {
    json_t *summary = json_object();
    const struct {
        const char *name;
        uint64_t count;
    } counts[] = {
        {"stacks", result->stacks},
        {"modules", result->modules},
        {"files", result->files},
        {"stacks_new", result->stacks_new},
        {"stacks_changed", result->stacks_changed},
        {"stacks_removed", result->stacks_removed},
        {"files_written", result->files_written},
        {"files_removed", result->files_removed},
        {"files_kept", result->files_kept},
        {"conflicts", result->conflicts},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(counts); i++)
        (void)json_object_set_new(summary, counts[i].name, json_integer((json_int_t)counts[i].count));
    (void)json_object_set(object, "stacks", events->stacks);
    (void)json_object_set(object, "files", events->files);
    (void)json_object_set(object, "rows", events->rows);
    (void)json_object_set_new(object, "summary", summary);
}
