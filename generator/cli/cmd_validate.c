/* validate, migrate and schema. */
#include "base/memory.h"
#include "catalog/text.h"
#include "generator/cli/advise_report.h"
#include "generator/cli/budgets.h"
#include "generator/cli/change.h"
#include "generator/cli/commands.h"
#include "generator/cli/print.h"

#include <inttypes.h>

static int run_validate(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_begin(cli, args, &catalog, err)); /* rolled back by the close */
    int64_t revision = 0;
    TNF_TRY(tnf_catalog_revision(catalog, &revision, err));
    struct tnf_findings findings = TNF_FINDINGS_INIT;
    int code = tnf_catalog_check(catalog, &findings, err);
    /* What breaks other rules may not be fit to be generated, and so to be estimated. */
    if (code == 0 && findings.count == 0) code = tnf_cli_check_budgets(cli, args, catalog, &findings, err);
    if (code == 0) code = tnf_cli_findings(cli, &findings, err);
    tnf_findings_release(&findings);
    if (code < 0) return code;
    struct tnf_advise_facts facts;
    TNF_TRY(tnf_cli_advise_facts(cli, args, catalog, &facts, err));
    tnf_cli_line(cli, "%s is valid at revision %" PRId64, cli->path, revision);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "valid", json_true());
    (void)json_object_set_new(object, "revision", json_integer((json_int_t)revision));
    (void)json_object_set_new(object, "notes", tnf_cli_advise_json_notes(&facts));
    tnf_cli_advise_say_notes(cli, &facts);
    return tnf_cli_json_write(cli, object, err);
}

static const struct tnf_cli_option options_of_validate[] = {
    TNF_CLI_ANSWERS_OPTION,
    TNF_CLI_COST_OPTIONS,
};

const struct tnf_cli_command tnf_cli_command_validate = {
    .name = "validate",
    .group = TNF_CLI_GROUP_CATALOG,
    .summary = "check every rule over the whole catalog",
    .arguments = "",
    .description = "Rules are checked with every change; this checks all of them again, as after an upgrade that has "
                   "new ones. Budgets are held against the estimate of `tenantform cost`. Shows each broken rule and "
                   "exits with 1 when there is one. Reasons to think again about "
                   "ECS or EKS, as many services, are notes and no failure.",
    TNF_CLI_OPTIONS(options_of_validate),
    .run = run_validate,
};

static int run_migrate(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    (void)args;
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_open(cli, /* write= */ true, &catalog, err));
    int64_t revision = 0;
    TNF_TRY(tnf_catalog_revision(catalog, &revision, err));
    tnf_cli_line(cli, "%s has the schema of this version, revision %" PRId64, cli->path, revision);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "revision", json_integer((json_int_t)revision));
    return tnf_cli_json_write(cli, object, err);
}

const struct tnf_cli_command tnf_cli_command_migrate = {
    .name = "migrate",
    .group = TNF_CLI_GROUP_CATALOG,
    .summary = "bring the schema of an older catalog up to date",
    .arguments = "",
    .description = "Commands that write do this by themselves; those that only read ask for it.",
    .run = run_migrate,
};

static int run_schema(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    (void)args;
    (void)err;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_catalog_schema_json(&text);
    (void)fwrite(text.ptr, 1, text.len, cli->out);
    return TNF_CLI_EXIT_OK;
}

const struct tnf_cli_command tnf_cli_command_schema = {
    .name = "schema",
    .group = TNF_CLI_GROUP_CATALOG,
    .summary = "print the JSON Schema of catalog files, for editors",
    .arguments = "",
    .description = "",
    .run = run_schema,
};
