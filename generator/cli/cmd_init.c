#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"
#include "catalog/rules_field.h"
#include "catalog/text.h"
#include "generator/cli/change.h"
#include "generator/cli/commands.h"
#include "generator/cli/print.h"

#include <inttypes.h>

/* environments/staging.yaml and environments/production.yaml. */
extern const struct tnf_embedded_file first_environments_files[];

/* Without any option about a platform there is none: an empty catalog, to import into. */
static int platform_row(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_record *ret, bool *ret_empty,
                        struct tnf_error *err) {
    static const struct {
        const char *option;
        size_t field;
        bool required;
    } fields[] = {{"platform", TNF_PLATFORM_NAME, true},
                  {"region", TNF_PLATFORM_REGION, true},
                  {"account-id", TNF_PLATFORM_ACCOUNT_ID, false},
                  {"state-bucket", TNF_PLATFORM_STATE_BUCKET, false}};
    *ret = tnf_record_new(&cli->arena, TNF_ENTITY_PLATFORM);
    *ret_empty = true;
    const char *missing = NULL;
    for (size_t i = 0; i < TNF_ARRAY_LEN(fields); i++) {
        const char *value = tnf_cli_value(args, fields[i].option);
        if (value == NULL && fields[i].required && missing == NULL) missing = fields[i].option;
        if (value == NULL) continue;
        ret->data[fields[i].field] = (struct tnf_datum){.set = true, .string = tnf_sv(value)};
        *ret_empty = false;
    }
    if (*ret_empty) return 0;
    if (missing != NULL) return tnf_cli_usage_error(cli, err, "option --%s is missing", missing);
    struct tnf_findings findings = TNF_FINDINGS_INIT;
    (void)tnf_rules_field(ret, /* partial= */ false, &findings);
    const int code = tnf_cli_findings(cli, &findings, err);
    tnf_findings_release(&findings);
    return code;
}

static int insert_environments(struct tnf_catalog *catalog, struct tnf_error *err) {
    struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
    struct tnf_error_list errors = {0};
    for (const struct tnf_embedded_file *file = first_environments_files; file->path != NULL; file++)
        tnf_text_parse(tnf_sv_n((const char *)file->bytes, file->length), file->path, TNF_TEXT_YAML, &rows, &errors);
    int code = 0;
    if (errors.count > 0) {
        if (err != NULL) *err = errors.items[0];
        code = TNF_E_INTERNAL;
    }
    for (size_t i = 0; code == 0 && i < rows.count; i++) code = tnf_catalog_insert(catalog, &rows.items[i].record, err);
    tnf_text_rows_release(&rows);
    tnf_error_list_release(&errors);
    return code;
}

static int fill(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_record *platform,
                int64_t *ret_revision, struct tnf_error *err) {
    struct tnf_change change;
    TNF_TRY(tnf_cli_change(cli, args, &change, err));
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_catalog_open(cli->path, TNF_OPEN_WRITE | TNF_OPEN_CREATE, &catalog, err));
    if (platform == NULL) return 0;
    TNF_TRY(tnf_catalog_begin(catalog, &change, err));
    TNF_TRY(tnf_catalog_insert(catalog, platform, err));
    TNF_TRY(insert_environments(catalog, err));
    return tnf_cli_commit(cli, catalog, ret_revision, err);
}

static int tell(struct tnf_cli *cli, const struct tnf_record *platform, int64_t revision, struct tnf_error *err) {
    if (platform == NULL)
        tnf_cli_line(cli, "%s: empty; `tenantform import` fills it", cli->path);
    else
        tnf_cli_line(cli, "%s: platform %.*s in %.*s with the environments production and staging, revision %" PRId64,
                     cli->path, TNF_SV_ARG(platform->data[TNF_PLATFORM_NAME].string),
                     TNF_SV_ARG(platform->data[TNF_PLATFORM_REGION].string), revision);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "catalog", tnf_cli_json_text(tnf_sv(cli->path)));
    (void)json_object_set_new(object, "revision", json_integer((json_int_t)revision));
    return tnf_cli_json_write(cli, object, err);
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct tnf_record row;
    bool empty = false;
    TNF_TRY(platform_row(cli, args, &row, &empty, err));
    const struct tnf_record *platform = empty ? NULL : &row;
    if (tnf_file_exists(cli->path)) {
        (void)tnf_error_set(err, TNF_E_EXISTS, "%s is there already", cli->path);
        tnf_error_hint(err, "name another file with --catalog, or remove it");
        return TNF_E_EXISTS;
    }
    int64_t revision = 0;
    const int code = fill(cli, args, platform, &revision, err);
    if (code < 0) {
        tnf_cli_remove_catalog(cli);
        return code;
    }
    return tell(cli, platform, revision, err);
}

static const struct tnf_cli_option options[] = {
    TNF_CLI_VALUE("platform", 'p', "NAME", "name of the platform, first part of every resource name"),
    TNF_CLI_VALUE("region", 'r', "REGION", "default AWS region: us-east-1"),
    TNF_CLI_VALUE("account-id", '\0', "ID", "default AWS account"),
    TNF_CLI_VALUE("state-bucket", '\0', "BUCKET", "S3 bucket of the Terraform states; may be set later"),
    TNF_CLI_CHANGE_OPTIONS,
};

const struct tnf_cli_command tnf_cli_command_init = {
    .name = "init",
    .group = TNF_CLI_GROUP_CATALOG,
    .summary = "make a catalog, with a platform, staging and production",
    .arguments = "",
    .description =
        "Staging is small and cheap: two zones, one NAT gateway, db.t3.micro and cache.t3.micro, one task a service. "
        "Production has three zones with a NAT gateway each, Multi-AZ databases with backups, a cache replica, 2 to 20 "
        "tasks a service, and refuses deletion. Without --platform the catalog is empty, for `tenantform import`.",
    .examples = "A catalog in the current directory\ttenantform init --platform acme-ai --region us-east-1\n"
                "A catalog of what is in git\ttenantform init && tenantform import environments/ai-platform",
    TNF_CLI_OPTIONS(options),
    .run = run,
};
