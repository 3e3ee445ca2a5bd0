#include "generator/cli/revisions.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "generator/cli/at.h"
#include "generator/cli/change.h"
#include "generator/cli/cost_change.h"
#include "generator/cli/difference_text.h"
#include "generator/cli/print.h"
#include "generator/cli/render.h"
#include "generator/cli/tree_events.h"

#include <inttypes.h>
#include <string.h>

struct comparison {
    struct tnf_cli *cli;
    const struct tnf_cli_args *args;
    int64_t from;
    int64_t to;
    bool forward;  /* from is not after to */
    int64_t first; /* the earlier of the two, */
    int64_t last;  /* and the later one */
    int64_t newest;
    struct tnf_differences rows;
    json_t *result;
    char *folder; /* for copies of the catalog and the output of one revision; NULL: not needed yet */
    struct tnf_resolver *earlier;
    struct tnf_resolver *later;
    struct tnf_scope scope; /* what may come out different */
    bool everything;
    struct tnf_tree_result output;
};

static void comparison_release(struct comparison *comparison) {
    tnf_resolver_free(comparison->earlier);
    tnf_resolver_free(comparison->later);
    tnf_differences_release(&comparison->rows);
    /* What cannot be removed from the temporary directory is left to the system. */
    if (comparison->folder != NULL) (void)tnf_file_remove_tree(comparison->folder, NULL);
    free(comparison->folder);
}

static int read_revision(struct comparison *comparison, size_t word, int64_t *ret, struct tnf_error *err) {
    if (word >= comparison->args->word_count) {
        *ret = comparison->newest;
        return 0;
    }
    const char *text = comparison->args->words[word];
    if (tnf_sv_to_int(tnf_sv(text), 0, INT64_MAX, ret)) return 0;
    return tnf_cli_usage_error(comparison->cli, err, "a revision is a number, not \"%s\"; `tenantform log` lists them",
                               text);
}

/* --environment or --tenant, of which none means all. */
static bool is_given(const struct tnf_cli_args *args, const char *option, struct tnf_strview name) {
    bool any = false;
    for (size_t i = 0; i < args->given_count; i++) {
        if (strcmp(args->given[i].option->name, option) != 0) continue;
        if (tnf_sv_eq_c(name, args->given[i].value)) return true;
        any = true;
    }
    return !any;
}

/* Whether a row is in what was asked for: what is in no environment of its own counts for all of its tenant's. */
static bool is_wanted(const struct tnf_cli_args *args, const struct tnf_record *row) {
    if (row->entity == NULL) return false;
    struct tnf_strview tenant = TNF_SV("");
    for (size_t i = 0; i < tnf_entity_key_count(row->entity); i++) {
        const enum tnf_entity_id ref = row->entity->fields[i].ref;
        const bool environment = ref == TNF_ENTITY_ENVIRONMENT || row->entity->id == TNF_ENTITY_ENVIRONMENT;
        if (environment && !is_given(args, "environment", row->data[i].string)) return false;
        if (ref == TNF_ENTITY_TENANT || row->entity->id == TNF_ENTITY_TENANT) tenant = row->data[i].string;
    }
    return is_given(args, "tenant", tenant);
}

static void keep_wanted(struct comparison *comparison) {
    struct tnf_differences *rows = &comparison->rows;
    size_t kept = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (is_wanted(comparison->args, &rows->items[i]->before) || is_wanted(comparison->args, &rows->items[i]->after))
            rows->items[kept++] = rows->items[i];
    rows->count = kept;
}

static int read_rows(struct comparison *comparison, struct tnf_error *err) {
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_open(comparison->cli, /* write= */ false, &catalog, err));
    TNF_TRY(tnf_catalog_revision(catalog, &comparison->newest, err));
    TNF_TRY(read_revision(comparison, 0, &comparison->from, err));
    TNF_TRY(read_revision(comparison, 1, &comparison->to, err));
    comparison->forward = comparison->from <= comparison->to;
    comparison->first = comparison->forward ? comparison->from : comparison->to;
    comparison->last = comparison->forward ? comparison->to : comparison->from;
    TNF_TRY(tnf_catalog_differences(catalog, comparison->first, comparison->last, &comparison->cli->arena,
                                    &comparison->rows, err));
    for (size_t i = 0; !comparison->forward && i < comparison->rows.count; i++)
        *comparison->rows.items[i] = tnf_cli_difference_turned(comparison->rows.items[i]);
    keep_wanted(comparison);
    return 0;
}

static void tell_rows(struct comparison *comparison) {
    json_t *changes = json_array();
    for (size_t i = 0; i < comparison->rows.count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
        tnf_cli_add_difference(&line, comparison->rows.items[i]);
        tnf_cli_line(comparison->cli, "%s", line.ptr);
        (void)json_array_append_new(changes, tnf_cli_json_difference(comparison->rows.items[i]));
    }
    (void)json_object_set_new(comparison->result, "from", json_integer((json_int_t)comparison->from));
    (void)json_object_set_new(comparison->result, "to", json_integer((json_int_t)comparison->to));
    (void)json_object_set_new(comparison->result, "changes", changes);
}

/* The present is read where it is; an older revision from a copy. */
static int open_revision(struct comparison *comparison, int64_t revision, struct tnf_resolver **ret,
                         struct tnf_error *err) {
    struct tnf_cli *cli = comparison->cli;
    const char *path = cli->path;
    const char *file;
    TNF_TRY(tnf_cli_file_at(cli, revision, comparison->newest, comparison->folder, &file, err));
    cli->path = file;
    const int code = tnf_cli_resolver(cli, comparison->args, ret, err);
    cli->path = path;
    if (code < 0) {
        (void)tnf_error_wrap(err, "revision %" PRId64, revision);
        if (err != NULL && err->hint[0] == '\0')
            tnf_error_hint(err, "--rows shows what changed in the catalog, without generating anything");
        return code;
    }
    if (tnf_resolver_revision(*ret) == revision) return 0;
    return tnf_error_set(err, TNF_E_CONFLICT, "the catalog was changed meanwhile; try again");
}

/* Of the tenants that changed those that were asked for; a change that reaches all stacks reaches theirs. */
static void limit_scope(struct comparison *comparison) {
    struct tnf_arena *arena = &comparison->cli->arena;
    const struct tnf_cli_args *args = comparison->args;
    struct tnf_scope *scope = &comparison->scope;
    struct tnf_strview *tenants =
        TNF_ARENA_ARRAY(arena, struct tnf_strview, scope->tenant_count + args->given_count + 1);
    struct tnf_strview *environments = TNF_ARENA_ARRAY(arena, struct tnf_strview, args->given_count + 1);
    size_t tenant_count = 0;
    for (size_t i = 0; i < scope->tenant_count; i++)
        if (is_given(args, "tenant", scope->tenants[i])) tenants[tenant_count++] = scope->tenants[i];
    for (size_t i = 0; i < args->given_count; i++) {
        const bool tenant = strcmp(args->given[i].option->name, "tenant") == 0;
        const struct tnf_strview name = args->given[i].value == NULL ? TNF_SV("") : tnf_sv(args->given[i].value);
        if (tenant && comparison->everything) tenants[tenant_count++] = name;
        if (strcmp(args->given[i].option->name, "environment") == 0) environments[scope->environment_count++] = name;
    }
    if (scope->environment_count > 0) scope->environments = environments;
    if (!comparison->everything || tenant_count > 0) scope->tenants = tenants;
    scope->tenant_count = tenant_count;
}

static int open_both(struct comparison *comparison, struct tnf_error *err) {
    TNF_TRY(tnf_file_make_temporary("tenantform", &comparison->folder, err));
    TNF_TRY(open_revision(comparison, comparison->last, &comparison->later, err));
    TNF_TRY(tnf_resolver_changed(comparison->later, comparison->first, &comparison->cli->arena, &comparison->scope,
                                 &comparison->everything, err));
    limit_scope(comparison);
    return comparison->first == 0 ? 0 : open_revision(comparison, comparison->first, &comparison->earlier, err);
}

/* A source for revision 0: no stacks. */
static int no_stacks(struct tnf_source *source, const struct tnf_scope *scope, unsigned thread_count,
                     int (*visit)(void *context, uint64_t sequence, const struct tnf_stack *stack,
                                  struct tnf_error *err),
                     void *context, struct tnf_error *err) {
    (void)source, (void)scope, (void)thread_count, (void)visit, (void)context, (void)err;
    return 0;
}

struct listing {
    struct tnf_cli_tree_events events;
    bool patch;
};

/* Rows were told already, and manifests follow from files. */
static void on_event(const struct tnf_tree_event *event, void *context) {
    struct listing *listing = context;
    if (event->kind >= TNF_TREE_FILE_MANIFEST) return;
    if (event->kind > TNF_TREE_REMOVED && !listing->patch) return;
    tnf_cli_tree_event(event, &listing->events);
}

static int compare_outputs(struct comparison *comparison, struct tnf_error *err) {
    struct tnf_source nothing = {.each = no_stacks};
    struct tnf_source *sources[2] = {&nothing, tnf_resolver_source(comparison->later)};
    if (comparison->earlier != NULL) sources[0] = tnf_resolver_source(comparison->earlier);
    TNF_AUTO_FREE char *output = tnf_path_joined(comparison->folder, "output");
    struct tnf_tree_options options = {.output = output, .scope = &comparison->scope};
    TNF_TRY(tnf_cli_jobs(comparison->cli, comparison->args, &options.threads, err));
    TNF_TRY(tnf_tree_generate(&options, sources[comparison->forward ? 0 : 1], &comparison->output, err));
    struct listing listing = {.patch = tnf_cli_has(comparison->args, "patch")};
    tnf_cli_tree_events_init(&listing.events, comparison->cli, listing.patch);
    options.report = on_event;
    options.report_context = &listing;
    const int code = tnf_tree_check(&options, sources[comparison->forward ? 1 : 0], &comparison->output, err);
    tnf_progress_end(&listing.events.progress);
    if (code == 0) {
        tnf_cli_tree_print_folders(&listing.events);
        tnf_cli_tree_add_json(comparison->result, &listing.events, &comparison->output);
    }
    tnf_cli_tree_events_release(&listing.events);
    return code;
}

static int compare(struct comparison *comparison, struct tnf_error *err) {
    TNF_TRY(read_rows(comparison, err));
    tell_rows(comparison);
    if (tnf_cli_has(comparison->args, "rows") || comparison->rows.count == 0) return 0;
    TNF_TRY(open_both(comparison, err));
    return compare_outputs(comparison, err);
}

static struct tnf_catalog *catalog_of(struct tnf_resolver *resolver) {
    return resolver == NULL ? NULL : tnf_resolver_catalog(resolver);
}

/* What cannot be estimated is no failure of a comparison; a part of the catalog is not estimated. */
static void add_cost(struct comparison *comparison, struct tnf_strbuf *text) {
    struct tnf_cli *cli = comparison->cli;
    TNF_AUTO(tnf_cli_cost_inputs_release) struct tnf_cli_cost_inputs inputs = TNF_CLI_COST_INPUTS_INIT;
    struct tnf_cost_change change;
    struct tnf_error why;
    const bool part = tnf_cli_has(comparison->args, "environment") || tnf_cli_has(comparison->args, "tenant");
    if (part || comparison->later == NULL || tnf_cli_cost_inputs(cli, comparison->args, &inputs, &why) < 0) return;
    struct tnf_catalog *earlier = catalog_of(comparison->earlier);
    struct tnf_catalog *later = catalog_of(comparison->later);
    const bool forward = comparison->forward;
    if (tnf_cli_cost_between(cli, &inputs, forward ? earlier : later, forward ? later : earlier, &change, &why) < 0)
        return;
    tnf_strbuf_add_str(text, "; ");
    tnf_cost_change_line(&change, text);
    (void)json_object_set_new(comparison->result, "cost", tnf_cli_cost_change_json(&change));
}

static void say_summary(struct comparison *comparison) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const struct tnf_tree_result *output = &comparison->output;
    tnf_cli_add_difference_counts(&text, &comparison->rows);
    const struct {
        uint64_t count;
        const char *word;
    } counts[] = {
        {output->stacks_new, "new"}, {output->stacks_changed, "changed"}, {output->stacks_removed, "removed"}};
    const char *separator = "; stacks: ";
    for (size_t i = 0; i < TNF_ARRAY_LEN(counts); i++) {
        if (counts[i].count == 0) continue;
        tnf_strbuf_addf(&text, "%s%" PRIu64 " %s", separator, counts[i].count, counts[i].word);
        separator = ", ";
    }
    add_cost(comparison, &text);
    tnf_cli_say(comparison->cli, "revision %" PRId64 " to %" PRId64 ": %s", comparison->from, comparison->to, text.ptr);
}

int tnf_cli_diff_revisions(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    if (tnf_cli_has(args, "out"))
        return tnf_cli_usage_error(cli, err,
                                   "--out is an output to compare with; revisions are compared with each other");
    TNF_AUTO(comparison_release) struct comparison comparison = {.cli = cli, .args = args};
    comparison.result = tnf_cli_json_new();
    const int code = compare(&comparison, err);
    if (code < 0) {
        json_decref(comparison.result);
        return code;
    }
    say_summary(&comparison);
    return tnf_cli_json_write(cli, comparison.result, err);
}
