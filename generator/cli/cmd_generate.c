/* generate, generate --check and diff. */
#include "base/memory.h"
#include "generator/cli/commands.h"
#include "generator/cli/counted.h"
#include "generator/cli/locks.h"
#include "generator/cli/print.h"
#include "generator/cli/render.h"
#include "generator/cli/revisions.h"
#include "generator/cli/tree_events.h"

#include <time.h>

struct generation {
    struct tnf_cli *cli;
    struct tnf_resolver *resolver;
    struct tnf_tree_options tree;
    struct tnf_scope scope;
    struct tnf_tree_result result;
};

static double seconds_now(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Limits a run over a large tree to what has changed since the last one, when that one was made from the same catalog,
 * templates and options. Small trees are generated whole: there every change by hand is worth a word. */
static int limit_to_changes(struct generation *generation, struct tnf_error *err) {
    struct tnf_tree_state last;
    struct tnf_source *source = tnf_resolver_source(generation->resolver);
    if (tnf_tree_state_read(generation->tree.output, &last, NULL) != 0) return 0;
    if (last.files <= TNF_TREE_SMALL_FILES) return 0;
    bool everything = true;
    TNF_TRY(source->changed(source, &last, &generation->cli->arena, &generation->scope, &everything, err));
    if (!everything) generation->tree.scope = &generation->scope;
    return 0;
}

/* The options of the tree from those of the command line. */
static int prepare(struct generation *generation, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct tnf_tree_options *tree = &generation->tree;
    const char *output = tnf_cli_value(args, "out");
    tree->output = output == NULL ? "." : output;
    tree->force = tnf_cli_has(args, "force");
    TNF_TRY(tnf_cli_jobs(generation->cli, args, &tree->threads, err));
    TNF_TRY(tnf_cli_resolver(generation->cli, args, &generation->resolver, err));
    TNF_TRY(tnf_cli_locks_of_folder(generation->cli, tree->output, generation->resolver, err));
    bool limited = false;
    TNF_TRY(tnf_cli_scope(generation->cli, args, generation->resolver, &generation->scope, &limited, err));
    if (limited) {
        tree->scope = &generation->scope;
        return 0;
    }
    tree->state = tnf_resolver_source(generation->resolver)->state;
    return 0;
}

static void say_summary(const struct generation *generation, const struct tnf_cli_tree_events *events, double started) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_cli_tree_add_summary(&text, &generation->result, events->diffs);
    if (generation->result.recovered) tnf_cli_say(events->cli, "an interrupted run was finished first");
    tnf_cli_say(events->cli, "%s in %.2f s", text.ptr, seconds_now() - started);
}

typedef int (*tree_fn)(const struct tnf_tree_options *options, struct tnf_source *source, struct tnf_tree_result *ret,
                       struct tnf_error *err);

/* Runs over the tree and reports; *ret_in_step is about the time before. */
static int run_tree(struct generation *generation, tree_fn work, bool diffs, bool *ret_in_step, struct tnf_error *err) {
    struct tnf_cli *cli = generation->cli;
    const double started = seconds_now();
    struct tnf_cli_tree_events events;
    tnf_cli_tree_events_init(&events, cli, diffs);
    if (generation->tree.scope == NULL) tnf_cli_expect_stacks(&events.progress, generation->resolver);
    generation->tree.report = tnf_cli_tree_event;
    generation->tree.report_context = &events;
    int code = work(&generation->tree, tnf_resolver_source(generation->resolver), &generation->result, err);
    tnf_progress_end(&events.progress);
    *ret_in_step = tnf_tree_in_step(&generation->result);
    if (code == 0) {
        tnf_cli_tree_print_folders(&events);
        say_summary(generation, &events, started);
        json_t *object = tnf_cli_json_new();
        (void)json_object_set_new(object, "in_step", json_boolean(*ret_in_step));
        tnf_cli_tree_add_json(object, &events, &generation->result);
        code = tnf_cli_json_write(cli, object, err);
    }
    tnf_cli_tree_events_release(&events);
    return code;
}

static int compare(struct tnf_cli *cli, const struct tnf_cli_args *args, bool *ret_in_step, struct tnf_error *err) {
    struct generation generation = {.cli = cli};
    int code = prepare(&generation, args, err);
    if (code == 0) code = run_tree(&generation, tnf_tree_check, /* diffs= */ true, ret_in_step, err);
    tnf_resolver_free(generation.resolver);
    return code;
}

static int write_tree(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct generation generation = {.cli = cli};
    bool in_step = false;
    int code = prepare(&generation, args, err);
    const bool whole = tnf_cli_has(args, "full") || generation.tree.force || generation.tree.scope != NULL;
    if (code == 0 && !whole) code = limit_to_changes(&generation, err);
    if (code == 0) code = run_tree(&generation, tnf_tree_generate, /* diffs= */ false, &in_step, err);
    tnf_resolver_free(generation.resolver);
    return code;
}

static int run_generate(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    if (!tnf_cli_has(args, "check")) return write_tree(cli, args, err);
    if (tnf_cli_has(args, "force"))
        return tnf_cli_usage_error(cli, err, "--check writes nothing, --force has no meaning");
    bool in_step = false;
    TNF_TRY(compare(cli, args, &in_step, err));
    if (!in_step)
        tnf_cli_say(cli, "the output is out of step with the catalog; run `tenantform generate` and commit the result");
    return in_step ? TNF_CLI_EXIT_OK : TNF_CLI_EXIT_OUT_OF_STEP;
}

static int run_diff(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    bool in_step = false;
    if (args->word_count > 0) return tnf_cli_diff_revisions(cli, args, err);
    if (tnf_cli_has(args, "patch") || tnf_cli_has(args, "rows"))
        return tnf_cli_usage_error(cli, err, "--patch and --rows are about two revisions; name at least one");
    return compare(cli, args, &in_step, err);
}

#define OUT_OPTION TNF_CLI_VALUE("out", 'o', "DIR", "directory of the output; the current one when not given")

static const struct tnf_cli_option generate_options[] = {
    OUT_OPTION,
    TNF_CLI_SWITCH("check", '\0', "write nothing; show what differs and exit with 2 when something does"),
    TNF_CLI_SWITCH("force", 'f', "replace generated files that were changed by hand"),
    TNF_CLI_SWITCH("full", '\0', "look at every stack, also where nothing changed since the last run"),
    TNF_CLI_SCOPE_OPTIONS,
    TNF_CLI_RENDER_OPTIONS,
};
static const struct tnf_cli_option diff_options[] = {
    OUT_OPTION,
    TNF_CLI_SWITCH("patch", 'p', "between revisions: the changed lines of files instead of a list of stacks"),
    TNF_CLI_SWITCH("rows", '\0', "between revisions: only what changed in the catalog"),
    TNF_CLI_SCOPE_OPTIONS,
    TNF_CLI_RENDER_OPTIONS,
};

const struct tnf_cli_command tnf_cli_command_generate = {
    .name = "generate",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "write the Terraform of every stack",
    .arguments = "",
    .description =
        "Only files that differ are written, and files that are no longer generated are removed. A file that was not "
        "generated is never touched; a generated one that was changed by hand is reported and kept. A run is all or "
        "nothing. With --check any byte of the output and any field of the catalog counts, also one that no file "
        "shows; "
        "what is local to the working copy (.tenantform/state, lock) is no output. Stacks keep their states in the "
        "catalog's state bucket; with --local-state every stack has a file "
        "beside it instead, to try them out with `terraform init && terraform plan`.",
    .examples = "Bring the current directory in step with the catalog\ttenantform generate\n"
                "The gate of CI: 0 in step, 2 out of step, 1 failed\ttenantform generate --check\n"
                "One tenant in one environment\ttenantform generate --environment staging --tenant acme",
    TNF_CLI_OPTIONS(generate_options),
    .run = run_generate,
};

const struct tnf_cli_command tnf_cli_command_diff = {
    .name = "diff",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "show what generate would change, or what changed between two revisions",
    .arguments = "[REVISION [REVISION]]",
    .description =
        "Writes nothing, and exits with 0 whether something differs or not; generate --check tells by its exit status. "
        "With a revision: what changed from it to the second one, or to the present; first in the catalog, row by row, "
        "then which stacks come out different. Only stacks that the changes reach are generated, in a temporary "
        "folder. Revision 0 is the empty catalog.",
    .examples = "What generate would write\ttenantform diff\n"
                "What the last revision changed, line by line\ttenantform diff 41 42 --patch\n"
                "What happened to a tenant since revision 30\ttenantform diff 30 --tenant acme --rows",
    .max_words = 2,
    TNF_CLI_OPTIONS(diff_options),
    .long_result = true,
    .run = run_diff,
};
