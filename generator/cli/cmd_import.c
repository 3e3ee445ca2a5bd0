#include "base/file.h"
#include "base/memory.h"
#include "catalog/text.h"
#include "generator/cli/change.h"
#include "generator/cli/commands.h"
#include "generator/cli/import_variables.h"
#include "generator/cli/print.h"

#include <inttypes.h>
#include <string.h>

static struct tnf_import_counts total(const struct tnf_import_result *result) {
    struct tnf_import_counts sum = {0};
    for (int i = 0; i < TNF_ENTITY_COUNT; i++) {
        sum.given += result->of[i].given;
        sum.added += result->of[i].added;
        sum.changed += result->of[i].changed;
        sum.removed += result->of[i].removed;
    }
    return sum;
}

/* "1 platform, 2 environments, 3 tenants". */
static void add_given(struct tnf_strbuf *out, const struct tnf_import_result *result) {
    const char *separator = "";
    for (int i = 0; i < TNF_ENTITY_COUNT; i++) {
        const size_t count = result->of[i].given;
        if (count == 0) continue;
        const char *title = tnf_entity((enum tnf_entity_id)i)->title;
        tnf_strbuf_addf(out, "%s%zu %s%s", separator, count, title, count == 1 ? "" : "s");
        separator = ", ";
    }
}

static void print_result(const struct tnf_cli *cli, const struct tnf_import_result *result, bool dry_run,
                         struct tnf_strview author) {
    const struct tnf_import_counts sum = total(result);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf given = TNF_STRBUF_INIT;
    add_given(&given, result);
    if (sum.added + sum.changed + sum.removed == 0)
        tnf_cli_say(cli, "nothing changed: %s are as they are in revision %" PRId64, given.ptr, result->revision);
    else if (dry_run)
        tnf_cli_line(cli, "would import %s: %zu added, %zu changed, %zu removed", given.ptr, sum.added, sum.changed,
                     sum.removed);
    else
        tnf_cli_line(cli, "imported %s as revision %" PRId64 " (by %.*s): %zu added, %zu changed, %zu removed",
                     given.ptr, result->revision, TNF_SV_ARG(author), sum.added, sum.changed, sum.removed);
}

static json_t *json_result(const struct tnf_import_result *result, bool dry_run) {
    json_t *entities = json_object();
    for (int i = 0; i < TNF_ENTITY_COUNT; i++) {
        const struct tnf_import_counts *counts = &result->of[i];
        json_t *one = json_object();
        (void)json_object_set_new(one, "given", json_integer((json_int_t)counts->given));
        (void)json_object_set_new(one, "added", json_integer((json_int_t)counts->added));
        (void)json_object_set_new(one, "changed", json_integer((json_int_t)counts->changed));
        (void)json_object_set_new(one, "removed", json_integer((json_int_t)counts->removed));
        (void)json_object_set_new(entities, tnf_entity((enum tnf_entity_id)i)->name, one);
    }
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "revision", json_integer((json_int_t)result->revision));
    (void)json_object_set_new(object, "dry_run", json_boolean(dry_run));
    (void)json_object_set_new(object, "entities", entities);
    return object;
}

static int import_into(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_catalog *catalog,
                       struct tnf_error *err) {
    struct tnf_progress progress;
    const struct tnf_import_options options = {
        .replace = tnf_cli_has(args, "replace"), .dry_run = tnf_cli_has(args, "dry-run"), .progress = &progress};
    struct tnf_change change;
    TNF_TRY(tnf_cli_change(cli, args, &change, err));
    struct tnf_import_result result = {0};
    tnf_progress_start(&progress, "importing", 0, !cli->quiet && !cli->json);
    const int code = tnf_import(catalog, args->words[0], &options, &change, &result, &cli->errors, err);
    tnf_progress_end(&progress);
    if (code < 0) return code;
    print_result(cli, &result, options.dry_run, change.author);
    return tnf_cli_json_write(cli, json_result(&result, options.dry_run), err);
}

/* Text that is kept in git is a whole catalog: importing it needs none to be there before. */
static int import_text(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const bool is_new = !tnf_file_exists(cli->path);
    struct tnf_catalog *catalog = NULL;
    if (is_new)
        TNF_TRY(tnf_catalog_open(cli->path, TNF_OPEN_WRITE | TNF_OPEN_CREATE, &catalog, err));
    else
        TNF_TRY(tnf_cli_open(cli, /* write= */ true, &catalog, err));
    const int code = import_into(cli, args, catalog, err);
    tnf_catalog_close(catalog);
    if (is_new && (code != 0 || tnf_cli_has(args, "dry-run"))) tnf_cli_remove_catalog(cli);
    return code;
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const char *from = tnf_cli_value(args, "from");
    if (from == NULL && (tnf_cli_value(args, "map") != NULL || tnf_cli_value(args, "output") != NULL))
        return tnf_cli_usage_error(cli, err, "--map and --output go with --from tfvars");
    if (from == NULL) return import_text(cli, args, err);
    if (strcmp(from, "tfvars") == 0) return tnf_cli_import_variables(cli, args, err);
    return tnf_cli_usage_error(cli, err, "--from takes tfvars, not \"%s\"", from);
}

static const struct tnf_cli_option import_options[] = {
    TNF_CLI_VALUE("from", '\0', "tfvars",
                  "PATH is the folder of a Terraform root: write what its variables say as text"),
    TNF_CLI_VALUE("map", '\0', "FILE", "with --from: where variables go, one VARIABLE: environment.FIELD a line"),
    TNF_CLI_VALUE("output", 'o', "DIR", "with --from: folder to write the text into"),
    TNF_CLI_SWITCH("replace", '\0', "remove tenants, environments and the platform that the text does not name"),
    TNF_CLI_SWITCH("dry-run", 'n', "check everything and change nothing"),
    TNF_CLI_CHANGE_OPTIONS,
};

const struct tnf_cli_command tnf_cli_command_import = {
    .name = "import",
    .group = TNF_CLI_GROUP_CATALOG,
    .summary = "read YAML or JSON, a file or a folder, or a CSV table of tenants into the catalog",
    .arguments = "PATH",
    .description =
        "A document is a platform, an environment or a tenant with everything that nests in it; it replaces what the "
        "catalog has of that name, and documents that are not named stay. All is imported as one revision, or nothing: "
        "every error is shown with file, line and column. A catalog that is not there is made. `tenantform schema` "
        "prints a JSON Schema for editors. A file that ends in .csv is a table of tenants: its first line names the "
        "columns tenant, environment and fields of both, and only what its cells say is changed. With --from tfvars, "
        "literal values of a Terraform root's variables become catalog text that you look at before you import it.",
    .examples =
        "Take tenants over from a table\ttenantform import --dry-run tenants.csv\n"
        "Begin with the variables of a root that was written by hand\ttenantform import --from tfvars infra/staging "
        "--output catalog\n"
        "Look first, then do it\ttenantform import --dry-run environments/ai-platform\n"
        "Make the catalog what is in git, and nothing else\ttenantform import --replace environments/ai-platform",
    TNF_CLI_OPTIONS(import_options),
    .min_words = 1,
    .max_words = 1,
    .run = run,
};
