/* revert: a new revision that undoes others. */
#include "catalog/revert.h"

#include "base/memory.h"
#include "generator/cli/change.h"
#include "generator/cli/commands.h"
#include "generator/cli/difference_text.h"
#include "generator/cli/print.h"

#include <inttypes.h>
#include <stdlib.h>

struct undoing {
    struct tnf_cli *cli;
    const struct tnf_cli_args *args;
    int64_t *revisions; /* newest first */
    size_t count;
    bool to;
    unsigned anew; /* enum tnf_revert_anew */
    int64_t old_revision;
    int64_t revision;
};

static int newest_first(const void *left, const void *right) {
    const int64_t a = *(const int64_t *)left;
    const int64_t b = *(const int64_t *)right;
    return (a < b) - (a > b);
}

static int read_revision(struct undoing *undoing, const char *text, struct tnf_error *err) {
    int64_t revision = 0;
    if (!tnf_sv_to_int(tnf_sv(text), 1, INT64_MAX, &revision))
        return tnf_cli_usage_error(undoing->cli, err,
                                   "a revision is a number from 1, not \"%s\"; `tenantform log` lists them", text);
    undoing->revisions[undoing->count++] = revision;
    return 0;
}

static int read_revisions(struct undoing *undoing, struct tnf_error *err) {
    const struct tnf_cli_args *args = undoing->args;
    const char *to = tnf_cli_value(args, "to");
    undoing->to = to != NULL;
    undoing->revisions = TNF_ARENA_ARRAY(&undoing->cli->arena, int64_t, args->word_count + 1);
    if ((args->word_count > 0) == undoing->to)
        return tnf_cli_usage_error(undoing->cli, err, "name the revisions to undo, or one to go back to with --to");
    if (undoing->to) return read_revision(undoing, to, err);
    for (size_t i = 0; i < args->word_count; i++) TNF_TRY(read_revision(undoing, args->words[i], err));
    qsort(undoing->revisions, undoing->count, sizeof *undoing->revisions, newest_first);
    return 0;
}

/* "Revert revision 7", "Go back to revision 3": the reason when none is given. */
static void add_reason(struct undoing *undoing, struct tnf_change *change) {
    if (change->reason.len > 0) return;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&text, undoing->to ? "Go back to revision" : "Revert revision");
    if (undoing->count > 1) tnf_strbuf_add_c(&text, 's');
    for (size_t i = undoing->count; i-- > 0;)
        tnf_strbuf_addf(&text, "%s %" PRId64, i + 1 == undoing->count ? "" : ",", undoing->revisions[i]);
    change->reason = tnf_arena_sv(&undoing->cli->arena, tnf_strbuf_view(&text));
}

static int undo_all(struct undoing *undoing, struct tnf_catalog *catalog, struct tnf_error *err) {
    for (size_t i = 0; i < undoing->count; i++) {
        const struct tnf_revert revert = {.revision = undoing->revisions[i], .to = undoing->to, .anew = undoing->anew};
        TNF_TRY(tnf_catalog_revert(catalog, &revert, &undoing->cli->errors, err));
    }
    return 0;
}

/* One attempt. What the rules have against it is in *findings. */
static int attempt(struct undoing *undoing, const struct tnf_change *change, struct tnf_findings *findings,
                   struct tnf_error *err) {
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_begin_change(undoing->cli, change, &catalog, err));
    TNF_TRY(tnf_catalog_revision(catalog, &undoing->old_revision, err));
    TNF_TRY(undo_all(undoing, catalog, err));
    return tnf_catalog_commit(catalog, &undoing->revision, findings, err);
}

/* Rows come back with the ranges and priorities that they had; when another row has those now, with new ones. */
static int undo(struct undoing *undoing, struct tnf_error *err) {
    struct tnf_change change;
    TNF_TRY(tnf_cli_change(undoing->cli, undoing->args, &change, err));
    add_reason(undoing, &change);
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    struct tnf_error inner = {0};
    int code = attempt(undoing, &change, &findings, &inner);
    undoing->anew = code < 0 ? tnf_revert_anew_for(&findings) : 0;
    if (undoing->anew != 0) {
        tnf_findings_release(&findings);
        findings = (struct tnf_findings)TNF_FINDINGS_INIT;
        code = attempt(undoing, &change, &findings, &inner);
    }
    if (code < 0) (void)tnf_cli_findings(undoing->cli, &findings, NULL);
    if (code < 0 && err != NULL) *err = inner;
    return code;
}

static int tell(const struct undoing *undoing, struct tnf_error *err) {
    struct tnf_cli *cli = undoing->cli;
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_AUTO(tnf_differences_release) struct tnf_differences rows = {0};
    TNF_TRY(tnf_cli_open(cli, /* write= */ false, &catalog, err));
    TNF_TRY(tnf_catalog_differences(catalog, undoing->old_revision, undoing->revision, &cli->arena, &rows, err));
    json_t *changes = json_array();
    for (size_t i = 0; i < rows.count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
        tnf_cli_add_difference(&line, rows.items[i]);
        tnf_cli_line(cli, "revision %" PRId64 ": %s", undoing->revision, line.ptr);
        (void)json_array_append_new(changes, tnf_cli_json_difference(rows.items[i]));
    }
    if (rows.count == 0)
        tnf_cli_say(cli, "everything is undone already, the catalog stays at revision %" PRId64, undoing->revision);
    if (undoing->anew != 0)
        tnf_cli_say(cli, "other rows have ranges, priorities, cells or names in AWS that were given up; new ones were "
                         "chosen");
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "revision", json_integer((json_int_t)undoing->revision));
    (void)json_object_set_new(object, "reallocated", json_boolean(undoing->anew != 0));
    (void)json_object_set_new(object, "changes", changes);
    return tnf_cli_json_write(cli, object, err);
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct undoing undoing = {.cli = cli, .args = args};
    TNF_TRY(read_revisions(&undoing, err));
    TNF_TRY(undo(&undoing, err));
    return tell(&undoing, err);
}

static const struct tnf_cli_option options[] = {
    TNF_CLI_VALUE("to", '\0', "REVISION", "make the catalog what it was at this revision"),
    TNF_CLI_CHANGE_OPTIONS,
};

const struct tnf_cli_command tnf_cli_command_revert = {
    .name = "revert",
    .group = TNF_CLI_GROUP_CATALOG,
    .summary = "undo revisions with a new one",
    .arguments = "REVISION… | --to REVISION",
    .description =
        "Applies what the revisions changed the other way round to the catalog of today; later changes stay, and where "
        "one of them is to the same field nothing is done. The history keeps everything. Rows that were renamed are "
        "renamed back, so that nothing is destroyed; rows that come back have the ranges, priorities and cells that "
        "they had, unless those are taken. Rules hold as for every change.",
    .examples = "Undo revision 42\ttenantform revert 42 --reason \"too early\"\n"
                "Undo everything since revision 40\ttenantform revert --to 40",
    TNF_CLI_OPTIONS(options),
    .max_words = 100,
    .run = run,
};
