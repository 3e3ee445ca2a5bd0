#include "base/memory.h"
#include "generator/cli/commands.h"
#include "generator/cli/print.h"
#include "generator/cli/repository.h"
#include "generator/git/push.h"

static json_t *json_result(const struct tnf_git_push_options *options, const struct tnf_git_push_result *result) {
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "pushed", json_boolean(result->pushed));
    (void)json_object_set_new(object, "commit", json_string(result->id));
    (void)json_object_set_new(object, "branch", tnf_cli_json_text(tnf_sv(options->branch)));
    (void)json_object_set_new(object, "new_branch", json_boolean(result->is_new));
    (void)json_object_set_new(object, "url", tnf_cli_json_text(tnf_sv(result->url)));
    return object;
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const struct tnf_git_push_options options = {
        .repository = tnf_cli_repo(args),
        .branch = tnf_cli_branch(args),
        .remote = tnf_cli_remote(args),
    };
    struct tnf_git_push_result result;
    TNF_TRY(tnf_git_push(&options, &result, err));
    TNF_AUTO_FREE char *url = result.url;
    if (result.pushed)
        tnf_cli_line(cli, "%.10s to %s, %s %s", result.id, url, result.is_new ? "new branch" : "branch",
                     options.branch);
    else
        tnf_cli_say(cli, "nothing to push: %s has %.10s already", url, result.id);
    return tnf_cli_json_write(cli, json_result(&options, &result), err);
}

static const struct tnf_cli_option options_of_push[] = {
    TNF_CLI_REPO,
    TNF_CLI_BRANCH("branch to push"),
    TNF_CLI_REMOTE("remote, or a URL or path"),
};

const struct tnf_cli_command tnf_cli_command_push = {
    .name = "push",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "push a branch that was committed",
    .arguments = "",
    .description =
        "Over https, ssh, git's own protocol or to a bare repository on this machine. Nothing there is ever "
        "overwritten: a branch that has moved, or that is protected, is an error, and both repositories stay "
        "as they are. Logins come from GH_TOKEN or GITHUB_TOKEN, which go to GitHub only, from git's "
        "credential helpers, the ssh agent, or a key file without a passphrase.",
    .examples = "Commit, then push for a pull request\t"
                "tenantform commit --branch acme-memory --onto origin/main && tenantform push --branch acme-memory",
    TNF_CLI_OPTIONS(options_of_push),
    .run = run,
};
