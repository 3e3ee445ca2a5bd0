/* audit: what does not fit together of catalog, output and states. */
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "generator/cli/commands.h"
#include "generator/cli/counted.h"
#include "generator/cli/print.h"
#include "generator/cli/render.h"
#include "generator/cli/repository.h"
#include "generator/git/compare.h"
#include "generator/report/audit_collect.h"

#include <stdlib.h>
#include <time.h>

enum {
    SHOWN_MAX = 50, /* findings of one kind that people are shown; --json has all */
    STALE_MINUTES = 60,
    STALE_MINUTES_MAX = 525600,
};

/* A folder that has the files of a branch while they are looked at. */
struct checkout {
    char *folder;
    char *commit;
};

static void release_checkout(struct checkout *checkout) {
    if (checkout->folder != NULL) (void)tnf_file_remove_tree(checkout->folder, NULL);
    free(checkout->folder);
    free(checkout->commit);
}

static int write_file(struct tnf_strview path, struct tnf_strview content, void *context, struct tnf_error *err) {
    const struct checkout *checkout = context;
    /* Nothing that is generated has such a name. */
    if (tnf_path_check(path, NULL) < 0) return 0;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf target = TNF_STRBUF_INIT;
    tnf_path_join(&target, tnf_sv(checkout->folder), path);
    const struct tnf_strview directory = tnf_path_directory(tnf_strbuf_view(&target));
    TNF_AUTO_FREE char *name = tnf_xstrndup(directory.ptr, directory.len);
    TNF_TRY(tnf_file_make_directories(name, err));
    return tnf_file_create(target.ptr, content, err);
}

/* What a branch has of the output. */
static int check_out(const struct tnf_cli_args *args, struct checkout *ret, struct tnf_error *err) {
    const char *branch = tnf_cli_value(args, "branch");
    const struct tnf_git_compare_options options = {
        .repository = tnf_cli_repo(args),
        .since = branch == NULL ? "HEAD" : branch,
        .until = branch == NULL ? "HEAD" : branch,
        .directory = tnf_cli_value(args, "directory"),
    };
    struct tnf_git_comparison *comparison;
    TNF_TRY(tnf_git_compare(&options, &comparison, err));
    ret->commit = tnf_xstrdup(tnf_git_comparison_commit(comparison, TNF_GIT_AFTER));
    int code = tnf_file_make_temporary("tenantform-audit", &ret->folder, err);
    if (code == 0)
        code = tnf_git_comparison_walk(comparison, TNF_GIT_AFTER, TNF_SV(""), TNF_SV(""), write_file, ret, err);
    tnf_git_comparison_free(comparison);
    return code;
}

static void print_kind(const struct tnf_cli *cli, const struct tnf_audit_finding *findings, size_t count) {
    const struct tnf_audit_kind_text *kind = &tnf_audit_kinds[findings[0].kind];
    tnf_cli_line(cli, "%s (%zu)%s%s", kind->heading, count, kind->advice[0] == '\0' ? "" : ": ", kind->advice);
    for (size_t i = 0; i < count && i < SHOWN_MAX; i++) {
        const struct tnf_audit_finding *finding = &findings[i];
        tnf_cli_line(cli, "  %.*s: %.*s", TNF_SV_ARG(finding->subject), TNF_SV_ARG(finding->text));
    }
    if (count > SHOWN_MAX) tnf_cli_line(cli, "  … and %zu more; --json has all", count - SHOWN_MAX);
}

static void print_findings(const struct tnf_cli *cli, const struct tnf_audit_findings *findings) {
    size_t start = 0;
    while (start < findings->count) {
        size_t end = start + 1;
        while (end < findings->count && findings->items[end].kind == findings->items[start].kind) end++;
        print_kind(cli, &findings->items[start], end - start);
        start = end;
    }
}

static json_t *json_finding(const struct tnf_audit_finding *finding) {
    const struct tnf_audit_kind_text *kind = &tnf_audit_kinds[finding->kind];
    json_t *object = json_object();
    (void)json_object_set_new(object, "kind", json_string(kind->name));
    (void)json_object_set_new(object, "note", json_boolean(kind->note));
    (void)json_object_set_new(object, "subject", tnf_cli_json_text(finding->subject));
    (void)json_object_set_new(object, "text", tnf_cli_json_text(finding->text));
    (void)json_object_set_new(object, "advice", json_string(kind->advice));
    (void)json_object_set_new(object, "state", tnf_cli_json_text(finding->state));
    (void)json_object_set_new(object, "tenant", tnf_cli_json_text(finding->tenant));
    (void)json_object_set_new(object, "environment", tnf_cli_json_text(finding->environment));
    (void)json_object_set_new(object, "resources", json_integer((json_int_t)finding->resources));
    return object;
}

static int report(struct tnf_cli *cli, const struct tnf_audit *audit, const struct tnf_audit_findings *findings,
                  const struct checkout *checkout, struct tnf_error *err) {
    const bool clean = findings->count == findings->notes;
    json_t *list = json_array();
    json_t *object = tnf_cli_json_new();
    print_findings(cli, findings);
    tnf_cli_say(cli, "%zu stacks and %zu objects looked at: %s", audit->stack_count, audit->object_count,
                clean ? "all fits together" : "this is to be looked into");
    for (size_t i = 0; i < findings->count; i++) (void)json_array_append_new(list, json_finding(&findings->items[i]));
    (void)json_object_set_new(object, "clean", json_boolean(clean));
    (void)json_object_set_new(object, "commit", checkout->commit == NULL ? json_null() : json_string(checkout->commit));
    (void)json_object_set_new(object, "stacks", json_integer((json_int_t)audit->stack_count));
    (void)json_object_set_new(object, "findings", list);
    TNF_TRY(tnf_cli_json_write(cli, object, err));
    return clean ? TNF_CLI_EXIT_OK : TNF_CLI_EXIT_OUT_OF_STEP;
}

/* Local states lie in the work tree, whichever branch is looked at. */
static struct tnf_strview folder_of_states(struct tnf_cli *cli, const struct tnf_cli_args *args) {
    const char *directory = tnf_cli_value(args, "directory");
    return tnf_arena_printf(&cli->arena, "%s/%s", tnf_cli_repo(args), directory == NULL ? "" : directory);
}

static bool from_git(const struct tnf_cli_args *args) {
    return tnf_cli_has(args, "repo") || tnf_cli_has(args, "branch");
}

static int read_stale(struct tnf_cli *cli, const struct tnf_cli_args *args, int64_t *ret, struct tnf_error *err) {
    enum { SECONDS = 60 };
    const char *text = tnf_cli_value(args, "stale-after");
    int64_t minutes = STALE_MINUTES;
    if (text != NULL && !tnf_sv_to_int(tnf_sv(text), 0, STALE_MINUTES_MAX, &minutes))
        return tnf_cli_usage_error(cli, err, "--stale-after takes minutes from 0 to %d, not \"%s\"",
                                   (int)STALE_MINUTES_MAX, text);
    *ret = minutes * SECONDS;
    return 0;
}

static int collect(struct tnf_cli *cli, struct tnf_audit_options *options, struct tnf_audit *ret,
                   struct tnf_error *err) {
    struct tnf_progress progress;
    tnf_progress_start(&progress, "comparing", 0, !cli->quiet && !cli->json);
    tnf_cli_expect_stacks(&progress, options->resolver);
    options->progress = &progress;
    const int code = tnf_audit_collect(options, &cli->arena, ret, err);
    tnf_progress_end(&progress);
    return code;
}

static int audit(struct tnf_cli *cli, const struct tnf_cli_args *args, struct checkout *checkout,
                 struct tnf_error *err) {
    TNF_AUTO(tnf_cli_resolver_release) struct tnf_resolver *resolver = NULL;
    struct tnf_audit_options options = {0};
    struct tnf_audit found;
    struct tnf_audit_findings findings;
    int64_t stale = 0;
    TNF_TRY(read_stale(cli, args, &stale, err));
    TNF_TRY(tnf_cli_jobs(cli, args, &options.threads, err));
    TNF_TRY(tnf_cli_resolver(cli, args, &resolver, err));
    const char *output = tnf_cli_value(args, "out");
    if (from_git(args)) TNF_TRY(check_out(args, checkout, err));
    options.output = from_git(args) ? checkout->folder : output == NULL ? "." : output;
    options.states = from_git(args) ? folder_of_states(cli, args).ptr : options.output;
    options.resolver = resolver;
    TNF_TRY(collect(cli, &options, &found, err));
    found.now = (int64_t)time(NULL);
    found.stale_lock = stale;
    tnf_audit_conclude(&found, &cli->arena, &findings);
    return report(cli, &found, &findings, checkout, err);
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    if (from_git(args) && tnf_cli_has(args, "out"))
        return tnf_cli_usage_error(cli, err, "the output is in a folder (--out) or in a repository (--repo): give one");
    struct checkout checkout = {0};
    const int code = audit(cli, args, &checkout, err);
    release_checkout(&checkout);
    return code;
}

static const struct tnf_cli_option options_of_audit[] = {
    TNF_CLI_VALUE("out", 'o', "DIR", "directory of the output; the current one when not given"),
    TNF_CLI_VALUE("repo", 'r', "PATH", "look at the output that is committed in this repository instead"),
    TNF_CLI_VALUE("branch", 'b', "NAME", "branch or commit of the repository; HEAD when not given"),
    TNF_CLI_DIRECTORY,
    TNF_CLI_VALUE("stale-after", '\0', "MINUTES", "a lock of this age was left behind; 60 when not given"),
    TNF_CLI_RENDER_OPTIONS,
};

const struct tnf_cli_command tnf_cli_command_audit = {
    .name = "audit",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "find what nobody manages: compare catalog, output and states",
    .arguments = "",
    .description =
        "Lists states whose stack is gone, stacks that were never applied, resources that offboarded tenants still "
        "have, "
        "tenants that may be removed, output that is out of step, locks that were left behind, and strangers. States "
        "are "
        "looked for where each stack's backend says: in the S3 bucket, with the credentials of AWS_ACCESS_KEY_ID or of "
        "AWS_PROFILE's static keys, or in files. Nothing is changed or destroyed. Exits with 0 when all fits together, "
        "with 2 when something is found, and with 1 when it could not look.",
    .examples = "What the main branch, the catalog and the states have of each other\ttenantform audit --branch main\n"
                "The same for a folder, with states in files\ttenantform audit --out infra --local-state",
    TNF_CLI_OPTIONS(options_of_audit),
    .long_result = true,
    .run = run,
};
