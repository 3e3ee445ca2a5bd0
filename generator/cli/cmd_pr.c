/* pr: the pull request of a branch, as title and body. */
#include "base/memory.h"
#include "generator/cli/changed_json.h"
#include "generator/cli/commands.h"
#include "generator/cli/cost_change.h"
#include "generator/cli/plans.h"
#include "generator/cli/pr_facts.h"
#include "generator/cli/pr_open.h"
#include "generator/cli/print.h"
#include "generator/cli/rehearsal.h"
#include "generator/cli/repository.h"

static json_t *json_names(const struct tnf_strview *names, size_t count) {
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) (void)json_array_append_new(array, tnf_cli_json_text(names[i]));
    return array;
}

static json_t *json_stacks(const struct tnf_cli_pr_facts *facts, const char *directory) {
    json_t *stacks = json_array();
    for (size_t i = 0; i < facts->changed.count; i++) {
        const struct tnf_changed_stack *stack = &facts->changed.stacks[i];
        json_t *object = tnf_cli_changed_json(stack, directory, facts->comparison);
        (void)json_object_set_new(object, "reasons", tnf_cli_reasons_json(stack));
        if (facts->request.plans != NULL) tnf_cli_plan_json(object, &facts->request.plans[i]);
        (void)json_array_append_new(stacks, object);
    }
    return stacks;
}

/* null when resources are not known. */
static json_t *json_totals(const struct tnf_pull_request *request) {
    size_t totals[TNF_PLAN_ACTION_COUNT];
    if (request->plans == NULL) return json_null();
    tnf_pull_request_totals(request, totals);
    json_t *object = json_object();
    for (int i = 0; i < TNF_PLAN_ACTION_COUNT; i++)
        (void)json_object_set_new(object, tnf_plan_action_name((enum tnf_plan_action)i),
                                  json_integer((json_int_t)totals[i]));
    return object;
}

/* null when the catalog was not checked. */
static json_t *json_findings(const struct tnf_findings *findings) {
    if (findings == NULL) return json_null();
    json_t *array = json_array();
    for (size_t i = 0; i < findings->count; i++) {
        struct tnf_error error = {0};
        (void)tnf_finding_error(&findings->items[i], &error);
        (void)json_array_append_new(array, tnf_cli_json_error(&error));
    }
    return array;
}

static json_t *json_revisions(const struct tnf_pull_request *request) {
    json_t *array = json_array();
    for (size_t i = 0; i < request->revision_count; i++) {
        const struct tnf_pull_request_revision *revision = &request->revisions[i];
        json_t *object = json_object();
        (void)json_object_set_new(object, "revision", json_integer((json_int_t)revision->revision));
        (void)json_object_set_new(object, "time", tnf_cli_json_text(revision->time));
        (void)json_object_set_new(object, "author", tnf_cli_json_text(revision->author));
        (void)json_object_set_new(object, "reason", tnf_cli_json_text(revision->reason));
        (void)json_array_append_new(array, object);
    }
    return array;
}

static json_t *json_facts(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_cli_pr_facts *facts) {
    const struct tnf_pull_request *request = &facts->request;
    const struct tnf_pull_request_scope scope = tnf_pull_request_scope(request->changed, &cli->arena);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "branch", tnf_cli_json_text(tnf_sv(tnf_cli_branch(args))));
    (void)json_object_set_new(object, "since", json_string(request->since));
    (void)json_object_set_new(object, "until", json_string(request->until));
    (void)json_object_set_new(object, "environments", json_names(scope.environments, scope.environment_count));
    (void)json_object_set_new(object, "tenants", json_names(scope.tenants, scope.tenant_count));
    (void)json_object_set_new(object, "stacks", json_stacks(facts, tnf_cli_value(args, "directory")));
    (void)json_object_set_new(object, "resources", json_totals(request));
    (void)json_object_set_new(object, "findings", json_findings(request->findings));
    (void)json_object_set_new(object, "cost",
                              request->cost == NULL ? json_null() : tnf_cli_cost_change_json(request->cost));
    (void)json_object_set_new(object, "first_revision", json_integer((json_int_t)request->first_revision));
    (void)json_object_set_new(object, "last_revision", json_integer((json_int_t)request->last_revision));
    (void)json_object_set_new(object, "revisions", json_revisions(request));
    return object;
}

static void print(struct tnf_cli *cli, const struct tnf_strbuf *title, const struct tnf_strbuf *body) {
    if (cli->json) return;
    tnf_cli_line(cli, "%s", title->ptr);
    tnf_cli_line(cli, "%s", "");
    /* What is somebody's in it is fit to be shown already. */
    (void)fwrite(body->ptr, 1, body->len, cli->out);
}

static int report(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_cli_pr_facts *facts,
                  struct tnf_cli_github *github, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf title = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf body = TNF_STRBUF_INIT;
    tnf_pull_request_title(&facts->request, &title);
    tnf_pull_request_body(&facts->request, &body);
    json_t *object = json_facts(cli, args, facts);
    (void)json_object_set_new(object, "title", tnf_cli_json_text(tnf_strbuf_view(&title)));
    (void)json_object_set_new(object, "body", tnf_cli_json_text(tnf_strbuf_view(&body)));
    int code = 0;
    if (github == NULL)
        print(cli, &title, &body);
    else
        code = tnf_cli_github_put(cli, args, github, title.ptr, body.ptr, object, err);
    if (code == 0) return tnf_cli_json_write(cli, object, err);
    json_decref(object);
    return code;
}

/* Options that say how to open it. */
static int check_options(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    static const char *const of_open[] = {"base", "draft", "dry-run"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(of_open); i++)
        if (tnf_cli_has(args, of_open[i]) && !tnf_cli_has(args, "open"))
            return tnf_cli_usage_error(cli, err, "--%s goes with --open", of_open[i]);
    return 0;
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    TNF_TRY(check_options(cli, args, err));
    TNF_AUTO(tnf_cli_github_release) struct tnf_cli_github *github = NULL;
    if (tnf_cli_has(args, "open")) TNF_TRY(tnf_cli_github_open(cli, args, &github, err));
    TNF_AUTO(tnf_cli_pr_facts_release) struct tnf_cli_pr_facts facts = {.findings = TNF_FINDINGS_INIT};
    TNF_TRY(tnf_cli_pr_facts(cli, args, &facts, err));
    return report(cli, args, &facts, github, err);
}

static const struct tnf_cli_option options_of_pr[] = {
    TNF_CLI_REPO,
    TNF_CLI_BRANCH("branch of the pull request"),
    TNF_CLI_VALUE("since", 's', "REF", "commit to compare with; the default branch of the remote when not given"),
    TNF_CLI_DIRECTORY,
    TNF_CLI_REMOTE("remote that the branch goes to"),
    TNF_CLI_SWITCH("open", 'o', "open the pull request on GitHub, or update the one that is open"),
    TNF_CLI_VALUE("base", '\0', "BRANCH",
                  "with --open: branch that it goes into; the repository's default when not given"),
    TNF_CLI_SWITCH("draft", '\0', "with --open: open it as a draft"),
    TNF_CLI_SWITCH("dry-run", 'n', "with --open: print the request instead of sending it"),
    TNF_CLI_SWITCH("no-rehearsal", '\0',
                   "leave out what happens to resources, which takes some seconds for each stack"),
    TNF_CLI_COST_OPTIONS,
    TNF_CLI_REHEARSAL_OPTIONS,
};

const struct tnf_cli_command tnf_cli_command_pr = {
    .name = "pr",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "write the pull request of a branch, and open it on GitHub",
    .arguments = "",
    .description =
        "Prints a title and a body in Markdown for the people who review: which stacks change and why, what is "
        "created, changed, replaced and destroyed, what it costs a month, whether the rules hold, which revisions of "
        "the catalog "
        "it brings, and how to apply it. Resources come from a rehearsal; without Terraform the body says that they "
        "are not known. Text of the catalog is shown as code, so that it mentions nobody and formats nothing. With "
        "--open the "
        "pull "
        "request is opened through GitHub's API with the token in GH_TOKEN or GITHUB_TOKEN, which goes to the server "
        "of "
        "GITHUB_SERVER_URL and the API of GITHUB_API_URL only; when one is open already its title and our part of its "
        "body "
        "are updated, and what people wrote around that stays. The branch has to be pushed.",
    .examples = "Read it before it is opened\ttenantform pr --branch acme-memory\n"
                "Push a branch and open its pull request\t"
                "tenantform push --branch acme-memory && tenantform pr --branch acme-memory --open",
    TNF_CLI_OPTIONS(options_of_pr),
    .run = run,
};
