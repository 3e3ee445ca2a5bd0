#include "base/file.h"
#include "base/memory.h"
#include "catalog/text.h"
#include "generator/cli/at.h"
#include "generator/cli/change.h"
#include "generator/cli/commands.h"
#include "generator/cli/find_row.h"
#include "generator/cli/print.h"

#include <string.h>

static int to_stream(struct tnf_strview text, void *context, struct tnf_error *err) {
    struct tnf_cli *cli = context;
    if (fwrite(text.ptr, 1, text.len, cli->out) == text.len) return 0;
    return tnf_error_set(err, TNF_E_IO, "could not write to standard output");
}

static int to_buffer(struct tnf_strview text, void *context, struct tnf_error *err) {
    (void)err;
    tnf_strbuf_add_sv(context, text);
    return 0;
}

static enum tnf_text_format format_of(const struct tnf_cli *cli, const struct tnf_cli_args *args, const char *output) {
    const char *format = tnf_cli_value(args, "format");
    if (format != NULL) return strcmp(format, "json") == 0 ? TNF_TEXT_JSON : TNF_TEXT_YAML;
    if (output != NULL) return tnf_text_format_of(output);
    return cli->json ? TNF_TEXT_JSON : TNF_TEXT_YAML;
}

static bool is_folder(const char *path) {
    return tnf_file_is_directory(path) || tnf_sv_ends_with(tnf_sv(path), TNF_SV("/"));
}

static int tell(struct tnf_cli *cli, const char *output, size_t written, struct tnf_error *err) {
    tnf_cli_say(cli, "%s: %zu file%s changed", output, written, written == 1 ? "" : "s");
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "output", tnf_cli_json_text(tnf_sv(output)));
    (void)json_object_set_new(object, "files_written", json_integer((json_int_t)written));
    return tnf_cli_json_write(cli, object, err);
}

static int export_to_file(struct tnf_cli *cli, struct tnf_catalog *catalog, enum tnf_text_format format,
                          const char *output, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(tnf_export(catalog, format, to_buffer, &text, err));
    TNF_TRY(tnf_file_write(output, tnf_strbuf_view(&text), err));
    return tell(cli, output, 1, err);
}

/* One platform, environment or tenant, to standard output. */
static int export_document(struct tnf_cli *cli, struct tnf_catalog *catalog, enum tnf_text_format format,
                           const struct tnf_cli_args *args, struct tnf_error *err) {
    const struct tnf_entity *entity = tnf_entity_by_name(tnf_sv(args->words[0]));
    if (entity == NULL || entity->parent != TNF_ENTITY_NONE)
        return tnf_cli_usage_error(cli, err, "\"%s\" is no document, only platform, environment and tenant are",
                                   args->words[0]);
    if (args->word_count == 1) return tnf_cli_usage_error(cli, err, "which %s? its name is missing", entity->title);
    struct tnf_record key = tnf_record_new(&cli->arena, entity->id);
    struct tnf_record row;
    key.data[0] = (struct tnf_datum){.set = true, .string = tnf_sv(args->words[1])};
    TNF_TRY(tnf_cli_find_row(catalog, &key, &cli->arena, &row, err));
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(tnf_export_document(catalog, entity->id, tnf_sv(args->words[1]), format, &text, err));
    return to_stream(tnf_strbuf_view(&text), cli, err);
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const char *output = tnf_cli_value(args, "output");
    const enum tnf_text_format format = format_of(cli, args, output);
    if (args->word_count > 0 && output != NULL)
        return tnf_cli_usage_error(cli, err, "a single document goes to standard output, not to --output");
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_open(cli, /* write= */ false, &catalog, err));
    if (args->word_count > 0) return export_document(cli, catalog, format, args, err);
    if (output == NULL) return tnf_export(catalog, format, to_stream, cli, err);
    if (!is_folder(output)) return export_to_file(cli, catalog, format, output, err);
    size_t written = 0;
    TNF_TRY(tnf_export_directory(catalog, format, output, tnf_cli_has(args, "prune"), &written, err));
    return tell(cli, output, written, err);
}

static const char *const formats[] = {"yaml", "json", NULL};
static const struct tnf_cli_option export_options[] = {
    TNF_CLI_CHOICE("format", 'f', "FORMAT", formats, "yaml or json; by the name of the output when not given"),
    TNF_CLI_VALUE("output", 'o', "PATH", "file, or folder (one that is there, or with / at the end) for a file each"),
    TNF_CLI_AT_OPTION,
    TNF_CLI_SWITCH("prune", '\0', "remove catalog files from the folder that are not part of the export"),
};

const struct tnf_cli_command tnf_cli_command_export = {
    .name = "export",
    .group = TNF_CLI_GROUP_CATALOG,
    .summary = "write the catalog as YAML or JSON",
    .arguments = "[ENTITY NAME]",
    .description =
        "The exact inverse of import, allocated ranges and priorities included. ENTITY is platform, environment or "
        "tenant; "
        "without it everything is written. Without --output it goes to standard output, with --json as JSON.",
    .examples = "The whole catalog, a file for each document\ttenantform export --output environments/acme/\n"
                "One tenant\ttenantform export tenant acme",
    TNF_CLI_OPTIONS(export_options),
    .max_words = 2,
    .run = run,
};
