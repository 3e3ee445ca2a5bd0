#include "generator/cli/import_variables.h"

#include "base/file.h"
#include "base/memory.h"
#include "catalog/text.h"
#include "generator/adopt/convert.h"
#include "generator/cli/print.h"

enum { MAP_MAX = 1 << 20 };

static const char FILE_NAME[] = "imported.yaml";

struct reporting {
    const struct tnf_cli *cli;
    json_t *read;
    json_t *skipped;
};

static void on_variable(const struct tnf_variable *variable, struct tnf_strview field, struct tnf_strview target,
                        const char *why, void *context) {
    const struct reporting *reporting = context;
    const char *dot = field.len > 0 ? "." : "";
    json_t *object = json_object();
    (void)json_object_set_new(object, "variable", tnf_cli_json_text(variable->name));
    (void)json_object_set_new(object, "field", field.len > 0 ? tnf_cli_json_text(field) : json_null());
    (void)json_object_set_new(object, "file", tnf_cli_json_text(tnf_sv(variable->file)));
    (void)json_object_set_new(object, "line", json_integer((json_int_t)variable->line));
    if (why == NULL) {
        (void)json_object_set_new(object, "target", tnf_cli_json_text(target));
        (void)json_array_append_new(reporting->read, object);
        tnf_cli_line(reporting->cli, "read      %.*s%s%.*s → %.*s", TNF_SV_ARG(variable->name), dot, TNF_SV_ARG(field),
                     TNF_SV_ARG(target));
    } else {
        (void)json_object_set_new(object, "why", json_string(why));
        (void)json_array_append_new(reporting->skipped, object);
        tnf_cli_line(reporting->cli, "not read  %.*s%s%.*s (%s:%u): %s", TNF_SV_ARG(variable->name), dot,
                     TNF_SV_ARG(field), variable->file, variable->line, why);
    }
}

static int read_rules(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_variable_rules *ret,
                      struct tnf_error *err) {
    const char *map = tnf_cli_value(args, "map");
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    if (map == NULL) return tnf_variable_rules_read(NULL, NULL, &cli->arena, ret, err);
    TNF_TRY(tnf_file_read(map, MAP_MAX, &text, err));
    const struct tnf_strview view = tnf_strbuf_view(&text);
    return tnf_variable_rules_read(&view, map, &cli->arena, ret, err);
}

static int write_text(struct tnf_cli *cli, const char *folder, const struct tnf_text_rows *rows, const char **ret_path,
                      struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const char *path = tnf_arena_printf(&cli->arena, "%s/%s", folder, FILE_NAME).ptr;
    if (rows->count == 0) {
        (void)tnf_error_set(err, TNF_E_INVALID, "no variable says anything that a catalog has");
        tnf_error_hint(err, "say where variables go in a file for --map; docs/import.md shows one");
        return TNF_E_INVALID;
    }
    if (tnf_file_exists(path)) {
        (void)tnf_error_set(err, TNF_E_EXISTS, "\"%s\" is there already", path);
        tnf_error_hint(err, "name another folder with --output, or remove the file");
        return TNF_E_EXISTS;
    }
    TNF_TRY(tnf_text_write_rows(rows, TNF_TEXT_YAML, &text, err));
    TNF_TRY(tnf_file_make_directories(folder, err));
    *ret_path = path;
    return tnf_file_write(path, tnf_strbuf_view(&text), err);
}

static int convert(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct reporting *reporting,
                   struct tnf_text_rows *rows, const char **ret_path, struct tnf_error *err) {
    struct tnf_variables variables;
    struct tnf_variable_rules rules;
    TNF_TRY(tnf_variables_load(args->words[0], &cli->arena, &variables, err));
    TNF_TRY(read_rules(cli, args, &rules, err));
    tnf_variables_convert(&variables, &rules, rows, &cli->errors, on_variable, (void *)reporting);
    if (cli->errors.count > 0) {
        *err = cli->errors.items[0];
        return err->code;
    }
    return write_text(cli, tnf_cli_value(args, "output"), rows, ret_path, err);
}

int tnf_cli_import_variables(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    if (tnf_cli_value(args, "output") == NULL)
        return tnf_cli_usage_error(cli, err,
                                   "--from tfvars writes catalog text to look at: say where with --output DIR");
    const struct reporting reporting = {cli, json_array(), json_array()};
    struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
    const char *path = NULL;
    const int code = convert(cli, args, &reporting, &rows, &path, err);
    tnf_text_rows_release(&rows);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "read", reporting.read);
    (void)json_object_set_new(object, "not_read", reporting.skipped);
    if (code < 0) {
        json_decref(object);
        return code;
    }
    (void)json_object_set_new(object, "file", tnf_cli_json_text(tnf_sv(path)));
    tnf_cli_say(cli, "%s: look at it, complete it, and then: tenantform import %s", path, path);
    return tnf_cli_json_write(cli, object, err);
}
