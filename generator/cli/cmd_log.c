#include "base/memory.h"
#include "catalog/catalog.h"
#include "generator/cli/change.h"
#include "generator/cli/commands.h"
#include "generator/cli/entity_value.h"
#include "generator/cli/find_row.h"
#include "generator/cli/log_filter.h"
#include "generator/cli/print.h"

#include <inttypes.h>
#include <string.h>

/* An import is one revision with thousands of rows. */
enum { ROWS_SHOWN_MAX = 20 };

struct history {
    struct tnf_cli *cli;
    bool all;              /* show every row */
    struct tnf_record key; /* whose lines are wanted; not set: all are */
    int64_t revision;      /* the one that is being shown; 0: none yet */
    uint64_t rows;         /* of it */
    json_t *revisions;     /* with --json */
    json_t *changes;       /* of the revision; borrowed */
    struct tnf_cli_log_filter filter;
};

/* Before and after as JSON objects; NULL when there was no row. */
struct row_pair {
    json_t *before;
    json_t *after;
};

static json_t *parse(struct tnf_strview text) {
    return text.len == 0 ? NULL : json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL);
}

static void add_json_value(struct tnf_strbuf *out, const json_t *value) {
    if (value == NULL || json_is_string(value)) {
        tnf_strbuf_add_str(out, value == NULL ? "not given" : json_string_value(value));
        return;
    }
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    tnf_strbuf_add_str(out, text);
    free(text);
}

/* ": memory 512 → 1024, port not given → 80": fields of both rows that differ. */
static void add_differences(struct tnf_strbuf *out, struct row_pair pair) {
    if (pair.before == NULL || pair.after == NULL) return;
    const char *separator = ": ";
    json_t *names = json_object();
    (void)json_object_update(names, pair.before);
    (void)json_object_update(names, pair.after);
    const char *name;
    json_t *value;
    json_object_foreach(names, name, value) {
        const json_t *before = json_object_get(pair.before, name);
        const json_t *after = json_object_get(pair.after, name);
        if (before != NULL && after != NULL && json_equal(before, after) == 1) continue;
        tnf_strbuf_addf(out, "%s%s ", separator, name);
        add_json_value(out, before);
        tnf_strbuf_add_str(out, " → ");
        add_json_value(out, after);
        separator = ", ";
    }
    json_decref(names);
}

static void end_revision(struct history *history) {
    if (history->rows > ROWS_SHOWN_MAX && !history->all)
        tnf_cli_line(history->cli, "  … and %" PRIu64 " more; --all shows them", history->rows - ROWS_SHOWN_MAX);
    history->rows = 0;
}

static void start_revision(struct history *history, const struct tnf_history_row *row) {
    end_revision(history);
    history->revision = row->revision;
    tnf_cli_line(history->cli, "revision %" PRId64 "  %.*s  %.*s%s%.*s", row->revision, TNF_SV_ARG(row->time),
                 TNF_SV_ARG(row->author), row->reason.len == 0 ? "" : "  ", TNF_SV_ARG(row->reason));
    if (!history->cli->json) return;
    json_t *revision = json_object();
    history->changes = json_array();
    (void)json_object_set_new(revision, "revision", json_integer((json_int_t)row->revision));
    (void)json_object_set_new(revision, "time", tnf_cli_json_text(row->time));
    (void)json_object_set_new(revision, "author", tnf_cli_json_text(row->author));
    (void)json_object_set_new(revision, "reason", tnf_cli_json_text(row->reason));
    (void)json_object_set_new(revision, "changes", history->changes);
    (void)json_array_append_new(history->revisions, revision);
}

static void add_change(struct history *history, const struct tnf_history_row *row, struct row_pair pair) {
    json_t *change = json_object();
    (void)json_object_set_new(change, "entity", json_string(tnf_entity(row->entity)->name));
    (void)json_object_set_new(change, "key", tnf_cli_json_text(row->key));
    (void)json_object_set_new(change, "action", tnf_cli_json_text(row->action));
    (void)json_object_set(change, "before", pair.before == NULL ? json_null() : pair.before);
    (void)json_object_set(change, "after", pair.after == NULL ? json_null() : pair.after);
    (void)json_array_append_new(history->changes, change);
}

static void print_change(const struct history *history, const struct tnf_history_row *row, struct row_pair pair) {
    if (history->rows > ROWS_SHOWN_MAX && !history->all) return;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&line, "  %.*s %s %.*s", TNF_SV_ARG(row->action), tnf_entity(row->entity)->title,
                    TNF_SV_ARG(row->key));
    add_differences(&line, pair);
    tnf_cli_line(history->cli, "%s", line.ptr);
}

static int on_row(const struct tnf_history_row *row, void *context, struct tnf_error *err) {
    (void)err;
    struct history *history = context;
    if (!tnf_cli_log_filter_wants(&history->filter, row)) return 0;
    if (row->revision != history->revision) start_revision(history, row);
    history->rows++;
    const struct row_pair pair = {.before = parse(row->before), .after = parse(row->after)};
    if (history->cli->json)
        add_change(history, row, pair);
    else
        print_change(history, row, pair);
    json_decref(pair.before);
    json_decref(pair.after);
    return 0;
}

/* The revisions that a limit counts. */
struct counting {
    const struct tnf_cli_log_filter *filter;
    struct tnf_arena *arena;
    int64_t *revisions;
    size_t count;
    size_t capacity;
};

static int count_row(const struct tnf_history_row *row, void *context, struct tnf_error *err) {
    (void)err;
    struct counting *counting = context;
    if (counting->count > 0 && counting->revisions[counting->count - 1] == row->revision) return 0;
    if (!tnf_cli_log_filter_wants(counting->filter, row)) return 0;
    counting->revisions = tnf_arena_grow(counting->arena, counting->revisions, counting->count, &counting->capacity,
                                         sizeof *counting->revisions);
    counting->revisions[counting->count++] = row->revision;
    return 0;
}

/* Moves *since so that not more than `limit` revisions are behind it. */
static int apply_limit(struct history *history, struct tnf_catalog *catalog, int64_t limit, int64_t *since,
                       struct tnf_error *err) {
    if (history->filter.count == 0) { /* every revision counts, and they have no gaps */
        int64_t newest = 0;
        TNF_TRY(tnf_catalog_revision(catalog, &newest, err));
        if (newest - *since > limit) *since = newest - limit;
        return 0;
    }
    struct counting counting = {.filter = &history->filter, .arena = &history->cli->arena};
    TNF_TRY(tnf_catalog_history(catalog, *since, count_row, &counting, err));
    if ((int64_t)counting.count > limit) *since = counting.revisions[counting.count - (size_t)limit] - 1;
    return 0;
}

/* "acme", or an entity and the keys of its row. */
static int read_filter(struct history *history, const struct tnf_cli_args *args, struct tnf_catalog *catalog,
                       struct tnf_error *err) {
    struct tnf_cli *cli = history->cli;
    if (args->word_count == 0) return 0;
    const bool tenant = args->word_count == 1;
    const struct tnf_entity *entity =
        tenant ? tnf_entity(TNF_ENTITY_TENANT) : tnf_entity_by_name(tnf_sv(args->words[0]));
    const char *const *keys = args->words + !tenant;
    const size_t given = args->word_count - !tenant;
    if (entity == NULL) return tnf_cli_usage_error(cli, err, "there is no kind of row \"%s\"", args->words[0]);
    if (given != tnf_entity_key_count(entity))
        return tnf_cli_usage_error(cli, err, "a %s is named by %zu words, not %zu", entity->title,
                                   tnf_entity_key_count(entity), given);
    struct tnf_record key = tnf_record_new(&cli->arena, entity->id);
    tnf_cli_read_keys(keys, &cli->arena, &key);
    history->key = key;
    return tnf_cli_log_filter_init(&history->filter, catalog, &key, &cli->arena, err);
}

static int show(struct history *history, const struct tnf_cli_args *args, struct tnf_catalog *catalog, int64_t since,
                int64_t limit, struct tnf_error *err) {
    TNF_TRY(read_filter(history, args, catalog, err));
    if (limit > 0) TNF_TRY(apply_limit(history, catalog, limit, &since, err));
    TNF_TRY(tnf_catalog_history(catalog, since, on_row, history, err));
    end_revision(history);
    /* A row that no revision ever was about is a misspelt one. */
    struct tnf_record row;
    if (history->revision == 0 && since == 0 && args->word_count > 0)
        TNF_TRY(tnf_cli_find_row(catalog, &history->key, &history->cli->arena, &row, err));
    if (history->revision == 0 && args->word_count > 0)
        tnf_cli_say(history->cli, "no revision after %" PRId64 " is about that", since);
    else if (history->revision == 0)
        tnf_cli_say(history->cli, "there is no revision after %" PRId64, since);
    return 0;
}

static int read_number(struct tnf_cli *cli, const struct tnf_cli_args *args, const char *option, const char *what,
                       int64_t min, int64_t *ret, struct tnf_error *err) {
    const char *text = tnf_cli_value(args, option);
    if (text == NULL || tnf_sv_to_int(tnf_sv(text), min, INT64_MAX, ret)) return 0;
    return tnf_cli_usage_error(cli, err, "option --%s takes %s, not \"%s\"", option, what, text);
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    int64_t since = 0;
    int64_t limit = 0;
    TNF_TRY(read_number(cli, args, "since", "a revision", 0, &since, err));
    TNF_TRY(read_number(cli, args, "limit", "a number of revisions", 1, &limit, err));
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_open(cli, /* write= */ false, &catalog, err));
    TNF_TRY(tnf_catalog_begin_read(catalog, err));
    struct history history = {.cli = cli, .all = tnf_cli_has(args, "all"), .revisions = json_array()};
    const int code = show(&history, args, catalog, since, limit, err);
    if (code < 0) {
        json_decref(history.revisions);
        return code;
    }
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "revisions", history.revisions);
    return tnf_cli_json_write(cli, object, err);
}

static const struct tnf_cli_option options[] = {
    TNF_CLI_VALUE("since", 's', "REVISION", "only what changed after this revision"),
    TNF_CLI_VALUE("limit", 'n', "N", "only the newest N revisions"),
    TNF_CLI_SWITCH("all", 'a', "show every row of revisions that changed many"),
};

const struct tnf_cli_command tnf_cli_command_log = {
    .name = "log",
    .group = TNF_CLI_GROUP_CATALOG,
    .summary = "show who changed what, when and why",
    .arguments = "[TENANT | ENTITY NAME…]",
    .description =
        "Oldest revision first. With a tenant, or a row of another kind: only what is about it and what nests "
        "in it, also under names that it had before.",
    .examples = "The last five revisions\ttenantform log --limit 5\n"
                "Everything about a tenant\ttenantform log acme\n"
                "One service, and its routes, schedules and volumes\ttenantform log service acme api",
    TNF_CLI_OPTIONS(options),
    .max_words = 4,
    .long_result = true,
    .run = run,
};
