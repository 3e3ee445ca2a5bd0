/* changed: the stacks to plan after a change, for people, scripts and CI's matrix. */
#include "base/memory.h"
#include "generator/cli/changed_json.h"
#include "generator/cli/commands.h"
#include "generator/cli/print.h"
#include "generator/cli/repository.h"
#include "generator/report/changed.h"

#include <inttypes.h>

/* GitHub starts no job of a matrix with more. */
enum { MATRIX_MAX = 256, SHARDS_MAX = 10000 };

/* Of the list, which is in the order of waves. */
static int wave_of(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_changed *changed,
                   struct tnf_changed *ret, struct tnf_error *err) {
    const char *text = tnf_cli_value(args, "wave");
    int64_t wave = 0;
    *ret = *changed;
    if (text == NULL) return 0;
    if (!tnf_sv_to_int(tnf_sv(text), 0, INT32_MAX, &wave))
        return tnf_cli_usage_error(cli, err, "--wave takes a number from 0, not \"%s\"", text);
    size_t start = 0;
    while (start < changed->count && changed->stacks[start].wave != (unsigned)wave) start++;
    size_t end = start;
    while (end < changed->count && changed->stacks[end].wave == (unsigned)wave) end++;
    *ret = (struct tnf_changed){changed->stacks + start, end - start, changed->wave_count};
    return 0;
}

/* The nth of so many parts of the list, as even as can be and each in the list's order. */
struct shard {
    size_t number; /* from 0 */
    size_t of;
};

static int read_shard(struct tnf_cli *cli, const struct tnf_cli_args *args, struct shard *ret, struct tnf_error *err) {
    *ret = (struct shard){0, 1};
    struct tnf_strview text = tnf_sv(tnf_cli_value(args, "shard"));
    if (text.ptr == NULL) return 0;
    const struct tnf_strview number = tnf_sv_next(&text, '/');
    int64_t n = 0;
    int64_t of = 0;
    if (!tnf_sv_to_int(text, 1, SHARDS_MAX, &of) || !tnf_sv_to_int(number, 1, of, &n))
        return tnf_cli_usage_error(cli, err, "--shard takes a number and how many there are, as in 1/4");
    *ret = (struct shard){(size_t)n - 1, (size_t)of};
    return 0;
}

static struct tnf_changed part_of(const struct tnf_changed *changed, const struct shard *shard) {
    const size_t start = changed->count * shard->number / shard->of;
    const size_t end = changed->count * (shard->number + 1) / shard->of;
    return (struct tnf_changed){changed->stacks + start, end - start, changed->wave_count};
}

static void print_reason(const struct tnf_cli *cli, const struct tnf_changed_reason *reason) {
    const char *cause = tnf_changed_cause_name(reason->cause);
    if (reason->cause == TNF_CAUSE_NEW && reason->name.len > 0)
        tnf_cli_line(cli, "           %s, with the state of %.*s", cause, TNF_SV_ARG(reason->name));
    else if (reason->cause == TNF_CAUSE_NEW || reason->cause == TNF_CAUSE_REMOVED)
        tnf_cli_line(cli, "           %s", cause);
    else if (reason->detail.len == 0)
        tnf_cli_line(cli, "           %s %.*s", cause, TNF_SV_ARG(reason->name));
    else if (reason->cause == TNF_CAUSE_MODULE)
        tnf_cli_line(cli, "           %s %.*s, called by %.*s", cause, TNF_SV_ARG(reason->name),
                     TNF_SV_ARG(reason->detail));
    else
        tnf_cli_line(cli, "           %s %.*s: %.*s", cause, TNF_SV_ARG(reason->name), TNF_SV_ARG(reason->detail));
}

static void print_stacks(const struct tnf_cli *cli, const struct tnf_changed *part, bool why) {
    for (size_t i = 0; i < part->count; i++) {
        const struct tnf_changed_stack *stack = &part->stacks[i];
        tnf_cli_line(cli, "%-7s    %.*s", tnf_cli_changed_action(stack->action), TNF_SV_ARG(stack->path));
        for (size_t j = 0; why && j < stack->reason_count; j++) print_reason(cli, &stack->reasons[j]);
    }
}

static json_t *json_stacks(const struct tnf_changed *part, const char *directory,
                           const struct tnf_git_comparison *comparison, bool reasons) {
    json_t *stacks = json_array();
    for (size_t i = 0; i < part->count; i++) {
        json_t *stack = tnf_cli_changed_json(&part->stacks[i], directory, comparison);
        if (reasons) (void)json_object_set_new(stack, "reasons", tnf_cli_reasons_json(&part->stacks[i]));
        (void)json_array_append_new(stacks, stack);
    }
    return stacks;
}

static int print_matrix(struct tnf_cli *cli, const struct tnf_changed *part, json_t *include, struct tnf_error *err) {
    json_t *matrix = json_object();
    (void)json_object_set_new(matrix, "include", include);
    int code = 0;
    if (part->count > MATRIX_MAX) {
        code = tnf_error_set(err, TNF_E_LIMIT, "%zu stacks are more than the %d jobs of one matrix", part->count,
                             (int)MATRIX_MAX);
        tnf_error_hint(err, "ask for parts: --shard 1/%zu and so on", (part->count + MATRIX_MAX - 1) / MATRIX_MAX);
    } else {
        TNF_AUTO_FREE char *text = json_dumps(matrix, JSON_COMPACT);
        (void)fprintf(cli->out, "%s\n", text);
    }
    json_decref(matrix);
    return code;
}

static int report(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_git_comparison *comparison,
                  struct tnf_error *err) {
    struct shard shard;
    struct tnf_changed changed;
    const char *directory = tnf_cli_value(args, "directory");
    TNF_TRY(read_shard(cli, args, &shard, err));
    TNF_TRY(tnf_changed_find(comparison, &cli->arena, &changed, err));
    struct tnf_changed wave;
    TNF_TRY(wave_of(cli, args, &changed, &wave, err));
    const struct tnf_changed part = part_of(&wave, &shard);
    if (tnf_cli_has(args, "matrix"))
        return print_matrix(cli, &part, json_stacks(&part, directory, comparison, /* reasons= */ false), err);
    print_stacks(cli, &part, tnf_cli_has(args, "why"));
    if (changed.count == 0) tnf_cli_say(cli, "no stack changed");
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "since", json_string(tnf_git_comparison_commit(comparison, TNF_GIT_BEFORE)));
    (void)json_object_set_new(object, "until", json_string(tnf_git_comparison_commit(comparison, TNF_GIT_AFTER)));
    (void)json_object_set_new(object, "stacks", json_stacks(&part, directory, comparison, /* reasons= */ true));
    return tnf_cli_json_write(cli, object, err);
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const struct tnf_git_compare_options options = {
        .repository = tnf_cli_repo(args),
        .since = tnf_cli_value(args, "since"),
        .until = tnf_cli_value(args, "until"),
        .directory = tnf_cli_value(args, "directory"),
    };
    if (options.since == NULL) return tnf_cli_usage_error(cli, err, "--since is missing: the commit to compare with");
    if (cli->json && tnf_cli_has(args, "matrix"))
        return tnf_cli_usage_error(cli, err, "--matrix is JSON already, and --json another: give one of them");
    struct tnf_git_comparison *comparison;
    TNF_TRY(tnf_git_compare(&options, &comparison, err));
    const int code = report(cli, args, comparison, err);
    tnf_git_comparison_free(comparison);
    return code;
}

static const struct tnf_cli_option options_of_changed[] = {
    TNF_CLI_VALUE("since", 's', "REF",
                  "commit to compare with, or a branch: what it has in common with --until counts"),
    TNF_CLI_VALUE("until", 'u', "REF", "commit to look at; HEAD when not given"),
    TNF_CLI_SWITCH("why", 'w', "say for each stack what changed"),
    TNF_CLI_SWITCH("matrix", 'm', "write the matrix of a job for GitHub Actions, on one line"),
    TNF_CLI_VALUE("wave", '\0', "N", "only the stacks of this wave; --json says which there are"),
    TNF_CLI_VALUE("shard", '\0', "N/OF",
                  "only this part of the stacks, as 1/4: for more than the 256 jobs of a matrix"),
    TNF_CLI_REPO,
    TNF_CLI_DIRECTORY,
};

const struct tnf_cli_command tnf_cli_command_changed = {
    .name = "changed",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "list the stacks that changed since a commit, in the order to apply them",
    .arguments = "",
    .description = "A stack changed when its files did, or a module that it calls, directly or through another one. "
                   "Stacks that are gone come first, to be destroyed with their files from the commit before, unless a "
                   "renamed one has their state; then platforms, tenants and runner clusters, to be applied. Stacks of "
                   "one wave can be worked on side "
                   "by side. Read from git's objects alone: neither catalog nor work tree is needed.",
    .examples = "What a pull request changes, and why\ttenantform changed --since origin/main --why\n"
                "The jobs of a workflow\techo \"matrix=$(tenantform changed --since origin/main --matrix)\" "
                ">>\"$GITHUB_OUTPUT\"",
    TNF_CLI_OPTIONS(options_of_changed),
    .long_result = true,
    .run = run,
};
