#include "base/memory.h"
#include "generator/cli/commands.h"
#include "generator/cli/counted.h"
#include "generator/cli/locks.h"
#include "generator/cli/print.h"
#include "generator/cli/render.h"
#include "generator/cli/repository.h"
#include "generator/cli/tree_events.h"
#include "generator/git/commit.h"

#include <inttypes.h>

static json_t *json_result(const struct tnf_git_commit_result *result, const struct tnf_git_commit_options *options) {
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "committed", json_boolean(result->committed));
    (void)json_object_set_new(object, "commit", result->id[0] == '\0' ? json_null() : json_string(result->id));
    (void)json_object_set_new(object, "branch", tnf_cli_json_text(tnf_sv(options->branch)));
    (void)json_object_set_new(object, "revision", json_integer((json_int_t)options->revision));
    (void)json_object_set_new(object, "rendered", json_integer((json_int_t)result->rendered));
    (void)json_object_set_new(object, "stacks_changed", json_integer((json_int_t)result->stacks_changed));
    (void)json_object_set_new(object, "modules_changed", json_integer((json_int_t)result->modules_changed));
    (void)json_object_set_new(object, "objects", json_integer((json_int_t)result->objects));
    (void)json_object_set_new(object, "files_kept", json_integer((json_int_t)result->files_kept));
    return object;
}

static void say_kept(struct tnf_strview path, void *context) {
    tnf_cli_say(context, "%.*s: was changed by hand on the branch and is kept; --force replaces it", TNF_SV_ARG(path));
}

static void say_committed(struct tnf_cli *cli, const struct tnf_git_commit_result *result,
                          const struct tnf_git_commit_options *options) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_cli_tree_add_folders(&text, result->stacks_changed, result->modules_changed);
    tnf_cli_line(cli, "%.10s on %s: %s, catalog revision %" PRId64, result->id, options->branch, text.ptr,
                 options->revision);
}

static int check_directory(const struct tnf_resolver *resolver, const char *directory, struct tnf_error *err) {
    if (directory == NULL || directory[0] == '\0' || !tnf_resolver_has_workflows(resolver)) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "the platform has workflows, which GitHub would not find below \"%s\"",
                        directory);
    tnf_error_hint(err, "commit to the top of a repository, or take github_repository off the platform");
    return TNF_E_INVALID;
}

static int read_signing(struct tnf_cli *cli, const struct tnf_cli_args *args, enum tnf_git_signing *ret,
                        struct tnf_error *err) {
    const bool sign = tnf_cli_has(args, "sign");
    const bool no_sign = tnf_cli_has(args, "no-sign");
    if (sign && no_sign)
        return tnf_cli_usage_error(cli, err, "--sign and --no-sign say the opposite: give one of them");
    *ret = sign ? TNF_GIT_SIGN : no_sign ? TNF_GIT_SIGN_NOT : TNF_GIT_SIGN_AS_CONFIGURED;
    return 0;
}

static int commit(struct tnf_cli *cli, const struct tnf_git_commit_options *options, struct tnf_resolver *resolver,
                  struct tnf_git_commit_result *ret, struct tnf_error *err) {
    struct tnf_progress progress;
    struct tnf_cli_counted counted;
    tnf_progress_start(&progress, "committing", 0, !cli->quiet && !cli->json);
    tnf_cli_expect_stacks(&progress, resolver);
    tnf_cli_counted_init(&counted, tnf_resolver_source(resolver), &progress);
    const int code = tnf_git_commit(options, &counted.source, ret, err);
    tnf_progress_end(&progress);
    return code;
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct tnf_git_commit_options options = {
        .repository = tnf_cli_repo(args),
        .create = tnf_cli_has(args, "init"),
        .branch = tnf_cli_branch(args),
        .onto = tnf_cli_value(args, "onto"),
        .directory = tnf_cli_value(args, "directory"),
        .subject = tnf_cli_value(args, "message"),
        .force = tnf_cli_has(args, "force"),
        .full = tnf_cli_has(args, "full"),
        .on_kept = say_kept,
        .kept_context = cli,
    };
    TNF_TRY(read_signing(cli, args, &options.signing, err));
    TNF_TRY(tnf_cli_jobs(cli, args, &options.thread_count, err));
    TNF_AUTO(tnf_cli_resolver_release) struct tnf_resolver *resolver = NULL;
    TNF_TRY(tnf_cli_resolver(cli, args, &resolver, err));
    TNF_TRY(check_directory(resolver, options.directory, err));
    const char *const revisions[] = {options.branch, options.onto == NULL ? "HEAD" : options.onto, NULL};
    TNF_TRY(tnf_cli_locks_of_revision(cli, options.repository, revisions, options.directory, resolver, err));
    options.revision = tnf_resolver_revision(resolver);

    struct tnf_git_commit_result result = {0};
    TNF_TRY(commit(cli, &options, resolver, &result, err));
    if (result.committed)
        say_committed(cli, &result, &options);
    else
        tnf_cli_say(cli, "nothing to commit: %s has catalog revision %" PRId64 " already", options.branch,
                    options.revision);
    return tnf_cli_json_write(cli, json_result(&result, &options), err);
}

static const struct tnf_cli_option options_of_commit[] = {
    TNF_CLI_REPO,
    TNF_CLI_BRANCH("branch to commit to"),
    TNF_CLI_VALUE("onto", '\0', "REF", "where a new branch starts; HEAD when not given"),
    TNF_CLI_DIRECTORY,
    TNF_CLI_VALUE("message", 'm', "TEXT", "first line of the message"),
    TNF_CLI_SWITCH("force", 'f', "replace generated files that were changed by hand on the branch"),
    TNF_CLI_SWITCH("full", '\0', "render every stack, also where nothing changed since what the branch has was made"),
    TNF_CLI_SWITCH("sign", 'S', "sign the commit, also when git's commit.gpgsign does not say so"),
    TNF_CLI_SWITCH("no-sign", '\0', "do not sign the commit, also when git's commit.gpgsign says so"),
    TNF_CLI_SWITCH("init", '\0', "make the repository when there is none"),
    TNF_CLI_RENDER_OPTIONS,
};

const struct tnf_cli_command tnf_cli_command_commit = {
    .name = "commit",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "commit the Terraform of every stack to a branch",
    .arguments = "",
    .description =
        "The stacks go straight into the repository's object database: no checkout is needed and no work "
        "tree is touched. Where the branch has what a commit from this repository made, only stacks that "
        "can have changed since are rendered, and the result is the same. The message names the catalog's "
        "revision and the tenants that are touched as "
        "trailers. Without a change there is no commit. It is signed when git is set up for that: commit.gpgsign, "
        "gpg.format, user.signingkey and the program that the format is signed with.",
    .examples = "A branch for a pull request\ttenantform commit --branch tenant-2-memory --onto origin/main",
    TNF_CLI_OPTIONS(options_of_commit),
    .run = run,
};
