#include "generator/cli/pr_facts.h"

#include "base/file.h"
#include "base/memory.h"
#include "catalog/catalog.h"
#include "generator/cli/budgets.h"
#include "generator/cli/change.h"
#include "generator/cli/cost_change.h"
#include "generator/cli/plans.h"
#include "generator/cli/print.h"
#include "generator/cli/repository.h"
#include "generator/git/remote.h"
#include "generator/git/revisions.h"

void tnf_cli_pr_facts_release(struct tnf_cli_pr_facts *facts) {
    tnf_git_comparison_free(facts->comparison);
    tnf_findings_release(&facts->findings);
}

/* --since, or what the remote's default branch is known to stand on. */
static int read_since(struct tnf_cli *cli, const struct tnf_cli_args *args, const char **ret, struct tnf_error *err) {
    TNF_AUTO_FREE char *branch = NULL;
    *ret = tnf_cli_value(args, "since");
    if (*ret != NULL) return 0;
    TNF_TRY(tnf_git_default_branch(tnf_cli_repo(args), tnf_cli_remote(args), &branch, err));
    *ret = tnf_arena_str(&cli->arena, branch);
    return 0;
}

static int compare(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_pr_facts *facts,
                   struct tnf_error *err) {
    char commit[41];
    const char *since;
    TNF_TRY(tnf_git_branch_commit(tnf_cli_repo(args), tnf_cli_branch(args), commit, err));
    TNF_TRY(read_since(cli, args, &since, err));
    const struct tnf_git_compare_options options = {
        .repository = tnf_cli_repo(args),
        .since = since,
        .until = commit,
        .directory = tnf_cli_value(args, "directory"),
    };
    TNF_TRY(tnf_git_compare(&options, &facts->comparison, err));
    facts->request.since = tnf_git_comparison_commit(facts->comparison, TNF_GIT_BEFORE);
    facts->request.until = tnf_git_comparison_commit(facts->comparison, TNF_GIT_AFTER);
    facts->request.changed = &facts->changed;
    return tnf_changed_find(facts->comparison, &cli->arena, &facts->changed, err);
}

static int rehearse(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_pr_facts *facts,
                    struct tnf_error *err) {
    struct tnf_cli_rehearsal how;
    struct tnf_stack_plan *plans = NULL;
    TNF_TRY(tnf_cli_rehearsal(cli, args, &how, err));
    if (tnf_cli_has(args, "no-rehearsal")) {
        facts->request.not_planned = "the rehearsal was left out";
        return 0;
    }
    struct tnf_error why = {0};
    const int code = tnf_cli_plans(cli, &how, facts->comparison, &facts->changed, &plans, &why);
    if (code == TNF_E_NOT_FOUND) {
        tnf_cli_say(cli, "without a rehearsal: %s", why.message);
        facts->request.not_planned = "Terraform, or the provider that plays the others, was not at hand";
        return 0;
    }
    if (code < 0) *err = why;
    facts->request.plans = plans;
    return code;
}

/* On a copy in memory, so that nobody who writes is kept waiting. */
static int check(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_catalog *catalog,
                 struct tnf_cli_pr_facts *facts, struct tnf_error *err) {
    const struct tnf_change change = {.author = TNF_SV("tenantform")};
    struct tnf_catalog *copy = NULL;
    TNF_TRY(tnf_catalog_revision(catalog, &facts->request.checked_revision, err));
    TNF_TRY(tnf_catalog_copy(catalog, &copy, err));
    int code = tnf_catalog_begin(copy, &change, err);
    if (code == 0) code = tnf_catalog_check(copy, &facts->findings, err);
    if (code == 0 && facts->findings.count == 0) code = tnf_cli_check_budgets(cli, args, copy, &facts->findings, err);
    tnf_catalog_close(copy);
    facts->request.findings = &facts->findings;
    return code;
}

struct reading {
    struct tnf_arena *arena;
    int64_t last;
    struct tnf_pull_request_revision *revisions;
    size_t count;
    size_t capacity;
};

static int on_history(const struct tnf_history_row *row, void *context, struct tnf_error *err) {
    (void)err;
    struct reading *reading = context;
    if (row->revision > reading->last) return 0;
    if (reading->count > 0 && reading->revisions[reading->count - 1].revision == row->revision) return 0;
    reading->revisions = tnf_arena_grow(reading->arena, reading->revisions, reading->count, &reading->capacity,
                                        sizeof *reading->revisions);
    reading->revisions[reading->count++] = (struct tnf_pull_request_revision){
        .revision = row->revision,
        .time = tnf_arena_sv(reading->arena, row->time),
        .author = tnf_arena_sv(reading->arena, row->author),
        .reason = tnf_arena_sv(reading->arena, row->reason),
    };
    return 0;
}

/* Who made the revisions that the branch brings, and why, as far as this catalog has them. */
static int read_history(struct tnf_cli *cli, struct tnf_catalog *catalog, struct tnf_pull_request *request,
                        struct tnf_error *err) {
    struct reading reading = {.arena = &cli->arena, .last = request->last_revision};
    if (request->last_revision == 0) return 0;
    TNF_TRY(tnf_catalog_history(catalog, request->first_revision - 1, on_history, &reading, err));
    request->revisions = reading.revisions;
    request->revision_count = reading.count;
    return 0;
}

/* With today's prices, before and after; what stands in the way of an estimate does not of a pull request. */
static int estimate(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_catalog *catalog,
                    struct tnf_cli_pr_facts *facts, struct tnf_error *err) {
    struct tnf_pull_request *request = &facts->request;
    int64_t newest = 0;
    TNF_TRY(tnf_catalog_revision(catalog, &newest, err));
    if (request->last_revision == 0) {
        request->no_cost = "the branch brings no revision of the catalog";
        return 0;
    }
    if (request->last_revision > newest) {
        request->no_cost = "the catalog at hand does not have the revisions of the branch";
        return 0;
    }
    TNF_AUTO(tnf_cli_cost_inputs_release) struct tnf_cli_cost_inputs inputs = TNF_CLI_COST_INPUTS_INIT;
    TNF_TRY(tnf_cli_cost_inputs(cli, args, &inputs, err));
    struct tnf_error why = {0};
    const struct tnf_cli_revisions revisions = {request->first_revision - 1, request->last_revision, newest};
    if (tnf_cli_cost_of_revisions(cli, &inputs, &revisions, TNF_SV(""), &facts->cost, &why) == 0) {
        request->cost = &facts->cost;
        return 0;
    }
    tnf_cli_say(cli, "without what it costs: %s", why.message);
    request->no_cost = "a revision of the catalog cannot be estimated";
    return 0;
}

static int ask_catalog(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_pr_facts *facts,
                       struct tnf_error *err) {
    if (!tnf_file_exists(cli->path)) {
        facts->request.not_checked = "it was not at hand";
        facts->request.no_cost = "the catalog was not at hand";
        return 0;
    }
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_open(cli, /* write= */ false, &catalog, err));
    TNF_TRY(check(cli, args, catalog, facts, err));
    TNF_TRY(estimate(cli, args, catalog, facts, err));
    return read_history(cli, catalog, &facts->request, err);
}

static int find_revisions(const struct tnf_cli_args *args, struct tnf_pull_request *request, struct tnf_error *err) {
    struct tnf_git_revisions revisions;
    TNF_TRY(tnf_git_revisions(tnf_cli_repo(args), request->since, request->until, &revisions, err));
    if (revisions.after <= revisions.before) return 0;
    request->first_revision = revisions.before + 1;
    request->last_revision = revisions.after;
    return 0;
}

int tnf_cli_pr_facts(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_pr_facts *ret,
                     struct tnf_error *err) {
    *ret = (struct tnf_cli_pr_facts){.findings = TNF_FINDINGS_INIT};
    TNF_TRY(compare(cli, args, ret, err));
    TNF_TRY(find_revisions(args, &ret->request, err));
    TNF_TRY(rehearse(cli, args, ret, err));
    return ask_catalog(cli, args, ret, err);
}
