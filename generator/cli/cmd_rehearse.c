#include "generator/cli/commands.h"

#include "base/memory.h"
#include "base/progress.h"
#include "base/strbuf.h"
#include "generator/cli/print.h"
#include "generator/cli/rehearsal.h"
#include "generator/cli/rehearse_since.h"
#include "generator/cli/repository.h"
#include "generator/rehearse/rehearse.h"

enum { TYPES_SHOWN = 6 };

struct reporting {
    struct tnf_cli *cli;
    json_t *stacks;
    uint64_t create;
    struct tnf_progress progress;
};

/* The largest counts first come to mind: "6 aws_subnet, 4 aws_route_table, … and 12 others". */
static void add_types(struct tnf_strbuf *out, const struct tnf_rehearsal *rehearsal) {
    uint64_t shown = 0;
    for (size_t i = 0; i < rehearsal->type_count && i < TYPES_SHOWN; i++) {
        const struct tnf_rehearse_count *type = &rehearsal->types[i];
        tnf_strbuf_addf(out, "%s%llu %s", i == 0 ? "" : ", ", (unsigned long long)type->count, type->type);
        shown += type->count;
    }
    if (shown < rehearsal->create)
        tnf_strbuf_addf(out, " and %llu more", (unsigned long long)(rehearsal->create - shown));
}

static void say_stack(const struct reporting *reporting, const struct tnf_rehearsal *rehearsal) {
    if (rehearsal->step != TNF_REHEARSE_DONE) {
        tnf_cli_line(reporting->cli, "%s   %s failed", rehearsal->stack, tnf_rehearse_step_name(rehearsal->step));
        if (!reporting->cli->json) (void)fprintf(reporting->cli->err, "%s\n", rehearsal->output);
        return;
    }
    tnf_cli_line(reporting->cli,
                 "%s   valid   %llu to create, %llu to change, %llu to destroy   applied   second plan empty",
                 rehearsal->stack, (unsigned long long)rehearsal->create, (unsigned long long)rehearsal->change,
                 (unsigned long long)rehearsal->destroy);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf types = TNF_STRBUF_INIT;
    add_types(&types, rehearsal);
    if (types.len > 0) tnf_cli_line(reporting->cli, "    %s", types.ptr);
}

static json_t *stack_json(const struct tnf_rehearsal *rehearsal) {
    json_t *types = json_object();
    for (size_t i = 0; i < rehearsal->type_count; i++)
        (void)json_object_set_new(types, rehearsal->types[i].type, json_integer((json_int_t)rehearsal->types[i].count));
    json_t *object = json_object();
    (void)json_object_set_new(object, "stack", tnf_cli_json_text(tnf_sv(rehearsal->stack)));
    (void)json_object_set_new(object, "ok", json_boolean(rehearsal->step == TNF_REHEARSE_DONE));
    (void)json_object_set_new(object, "step", json_string(tnf_rehearse_step_name(rehearsal->step)));
    (void)json_object_set_new(object, "create", json_integer((json_int_t)rehearsal->create));
    (void)json_object_set_new(object, "change", json_integer((json_int_t)rehearsal->change));
    (void)json_object_set_new(object, "destroy", json_integer((json_int_t)rehearsal->destroy));
    (void)json_object_set_new(object, "created_types", types);
    (void)json_object_set_new(object, "output", tnf_cli_json_text(tnf_sv(rehearsal->output)));
    return object;
}

static void on_rehearsal(const struct tnf_rehearsal *rehearsal, void *context) {
    struct reporting *reporting = context;
    reporting->create += rehearsal->create;
    reporting->progress.total = rehearsal->stack_count;
    tnf_progress_clear(&reporting->progress);
    (void)json_array_append_new(reporting->stacks, stack_json(rehearsal));
    say_stack(reporting, rehearsal);
    (void)fflush(reporting->cli->out);
    tnf_progress_advance(&reporting->progress, 1);
}

static int rehearse_output(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_cli_rehearsal *how,
                           struct tnf_error *err) {
    const char *output = tnf_cli_value(args, "out");
    const struct tnf_rehearse_options rehearse = {
        .output = output == NULL ? "." : output,
        .terraform = how->terraform,
        .provider = how->provider,
        .environment = tnf_cli_value(args, "environment"),
        .tenant = tnf_cli_value(args, "tenant"),
        .jobs = how->jobs,
    };
    struct reporting reporting = {.cli = cli, .stacks = json_array()};
    uint64_t failed = 0;
    tnf_progress_start(&reporting.progress, "rehearsing", 0, !cli->quiet && !cli->json);
    const int code = tnf_rehearse(&rehearse, on_rehearsal, &reporting, &failed, err);
    tnf_progress_end(&reporting.progress);
    if (code < 0 && (!cli->json || failed == 0)) {
        json_decref(reporting.stacks);
        return code;
    }
    tnf_cli_say(cli, "%zu stacks, %llu resources; no account, no credentials and no network were used",
                json_array_size(reporting.stacks), (unsigned long long)reporting.create);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "ok", json_boolean(code == 0));
    (void)json_object_set_new(object, "stacks", reporting.stacks);
    TNF_TRY(tnf_cli_json_write(cli, object, err));
    return code < 0 ? TNF_CLI_EXIT_ERROR : TNF_CLI_EXIT_OK;
}

/* Options that only make sense for one of the two ways. */
static int check_options(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    static const char *const of_since[] = {"until", "repo", "directory"};
    if (tnf_cli_has(args, "since"))
        return tnf_cli_has(args, "out")
                   ? tnf_cli_usage_error(cli, err, "--since reads from a repository, not from --out: give one of them")
                   : 0;
    for (size_t i = 0; i < TNF_ARRAY_LEN(of_since); i++)
        if (tnf_cli_has(args, of_since[i])) return tnf_cli_usage_error(cli, err, "--%s goes with --since", of_since[i]);
    return 0;
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct tnf_cli_rehearsal how;
    TNF_TRY(check_options(cli, args, err));
    TNF_TRY(tnf_cli_rehearsal(cli, args, &how, err));
    return tnf_cli_has(args, "since") ? tnf_cli_rehearse_since(cli, args, &how, err)
                                      : rehearse_output(cli, args, &how, err);
}

static const struct tnf_cli_option options[] = {
    TNF_CLI_VALUE("out", 'o', "DIR", "directory that was generated; the current one when not given"),
    TNF_CLI_ENVIRONMENT(false, "only stacks of this environment; --env is the same"),
    TNF_CLI_VALUE("tenant", 't', "NAME", "only stacks of this tenant"),
    TNF_CLI_VALUE("since", 's', "REF", "rehearse what changed since this commit, on top of what was there then"),
    TNF_CLI_VALUE("until", 'u', "REF", "with --since: commit to look at; HEAD when not given"),
    TNF_CLI_REPO,
    TNF_CLI_DIRECTORY,
    TNF_CLI_REHEARSAL_OPTIONS,
};

const struct tnf_cli_command tnf_cli_command_rehearse = {
    .name = "rehearse",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "run real Terraform over generated stacks without an account",
    .arguments = "",
    .description =
        "A scratch copy of the stacks goes through init, validate, plan, apply and a second plan that has to be "
        "empty, with the providers played from their schemas: no credentials, no network, and nothing left in the "
        "output. Prints what each stack would create. With --since the stacks that changed are taken from two commits "
        "of "
        "a repository: as they were they are applied to a state of their own, and as they are they get planned on it. "
        "Prints what happens to which resource.",
    .examples = "One tenant in one environment\ttenantform rehearse --environment staging --tenant acme\n"
                "What a branch makes, changes and destroys\ttenantform rehearse --since origin/main\n"
                "With OpenTofu\ttenantform rehearse --terraform tofu",
    TNF_CLI_OPTIONS(options),
    .run = run,
};
