/* add, set, rename, remove and the tenants' states: the entity commands that write. */
#include "base/memory.h"
#include "catalog/effective.h"
#include "catalog/entities/all.h"
#include "catalog/rules_field.h"
#include "generator/cli/change.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/entity_value.h"
#include "generator/cli/find_row.h"
#include "generator/cli/print.h"

#include <inttypes.h>

/* One change of one row, from the command line to the result. before and after are NULL when there is no row. */
struct edit {
    struct tnf_cli *cli;
    struct tnf_catalog *catalog;
    const char *action; /* as in the history */
    struct tnf_record key;
    const struct tnf_record *before;
    const struct tnf_record *after;
    int64_t old_revision;
    int64_t revision;
};

/* The key of the words, refused at once when it could name no row. */
static int read_key(struct edit *edit, const struct tnf_cli_args *args, struct tnf_error *err) {
    edit->key = tnf_record_new(&edit->cli->arena, edit->cli->command->entity->id);
    tnf_cli_read_keys(args->words, &edit->cli->arena, &edit->key);
    struct tnf_findings findings = TNF_FINDINGS_INIT;
    (void)tnf_rules_field(&edit->key, /* partial= */ true, &findings);
    const int code = tnf_cli_findings(edit->cli, &findings, err);
    tnf_findings_release(&findings);
    return code;
}

static int read_row(const struct edit *edit, const struct tnf_record *key, const struct tnf_record **ret,
                    struct tnf_error *err) {
    struct tnf_record *row = TNF_ARENA_NEW(&edit->cli->arena, struct tnf_record);
    TNF_TRY(tnf_cli_find_row(edit->catalog, key, &edit->cli->arena, row, err));
    *ret = row;
    return 0;
}

static json_t *json_result(const struct edit *edit) {
    json_t *object = tnf_cli_json_new();
    const struct tnf_record *row = edit->after != NULL ? edit->after : edit->before;
    const bool changed = edit->revision != edit->old_revision;
    (void)json_object_set_new(object, "revision", json_integer((json_int_t)edit->revision));
    (void)json_object_set_new(object, "entity", json_string(row->entity->name));
    (void)json_object_set_new(object, "action", changed ? json_string(edit->action) : json_null());
    (void)json_object_set_new(object, "changes", tnf_cli_json_changes(edit->before, edit->after));
    (void)json_object_set_new(object, "row", edit->after == NULL ? json_null() : tnf_cli_json_record(edit->after));
    return object;
}

/* "revision 2: tenant tenant-2: service api: memory 512 → 1024 MiB". */
static void print_result(const struct edit *edit) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&line, "revision %" PRId64 ": ", edit->revision);
    const struct tnf_record *row = edit->before != NULL ? edit->before : edit->after;
    tnf_cli_add_row_name(&line, row);
    const bool renamed =
        edit->before != NULL && edit->after != NULL && tnf_record_key_cmp(edit->before, edit->after) != 0;
    const size_t name = tnf_entity_key_count(row->entity) - 1;
    if (edit->before == NULL) {
        tnf_strbuf_add_str(&line, " added");
    } else if (edit->after == NULL) {
        tnf_strbuf_add_str(&line, " removed");
    } else if (renamed) {
        tnf_strbuf_addf(&line, " renamed to %.*s", TNF_SV_ARG(edit->after->data[name].string));
    } else {
        tnf_strbuf_add_str(&line, ": ");
        tnf_cli_add_changes(&line, edit->before, edit->after);
    }
    tnf_cli_line(edit->cli, "%s", line.ptr);
}

/* Commits and tells; `key` names the row as it is now, NULL when it is gone. */
static int finish(struct edit *edit, const struct tnf_record *key, struct tnf_error *err) {
    TNF_TRY(tnf_cli_commit(edit->cli, edit->catalog, &edit->revision, err));
    if (key != NULL) TNF_TRY(read_row(edit, key, &edit->after, err));
    if (edit->revision == edit->old_revision)
        tnf_cli_say(edit->cli, "nothing changed, the catalog stays at revision %" PRId64, edit->revision);
    else
        print_result(edit);
    return tnf_cli_json_write(edit->cli, json_result(edit), err);
}

typedef int (*edit_fn)(struct edit *edit, const struct tnf_cli_args *args, struct tnf_error *err);

/* Reads the key, opens the transaction, lets `apply` do its part, and closes. */
static int run_edit(struct tnf_cli *cli, const struct tnf_cli_args *args, const char *action, edit_fn apply,
                    struct tnf_error *err) {
    struct edit edit = {.cli = cli, .action = action};
    TNF_TRY(read_key(&edit, args, err));
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_begin(cli, args, &catalog, err));
    edit.catalog = catalog;
    TNF_TRY(tnf_catalog_revision(catalog, &edit.old_revision, err));
    return apply(&edit, args, err);
}

static int apply_add(struct edit *edit, const struct tnf_cli_args *args, struct tnf_error *err) {
    TNF_TRY(tnf_cli_read_fields(edit->key.entity, args, &edit->cli->arena, &edit->key, err));
    TNF_TRY(tnf_catalog_insert(edit->catalog, &edit->key, err));
    return finish(edit, &edit->key, err);
}

int tnf_cli_cmd_entity_add(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    return run_edit(cli, args, "insert", apply_add, err);
}

static int apply_set(struct edit *edit, const struct tnf_cli_args *args, struct tnf_error *err) {
    TNF_TRY(read_row(edit, &edit->key, &edit->before, err));
    struct tnf_record row = tnf_record_copy(&edit->cli->arena, edit->before);
    TNF_TRY(tnf_cli_read_fields(row.entity, args, &edit->cli->arena, &row, err));
    TNF_TRY(tnf_cli_read_unset(row.entity, args, &row, err));
    TNF_TRY(tnf_catalog_update(edit->catalog, &row, /* whole= */ true, err));
    return finish(edit, &edit->key, err);
}

int tnf_cli_cmd_entity_set(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    bool any = tnf_cli_has(args, "unset");
    for (size_t i = 0; i < args->given_count; i++)
        any = any || tnf_cli_entity_option_field(cli->command->entity, args->given[i].option) >= 0;
    if (!any) return tnf_cli_usage_error(cli, err, "what to set? no field is given");
    return run_edit(cli, args, "update", apply_set, err);
}

static int apply_state(struct edit *edit, const struct tnf_cli_args *args, struct tnf_error *err) {
    (void)args;
    TNF_TRY(read_row(edit, &edit->key, &edit->before, err));
    edit->key.data[TNF_TENANT_STATE] = (struct tnf_datum){.set = true, .string = tnf_sv(edit->cli->command->state)};
    TNF_TRY(tnf_catalog_update(edit->catalog, &edit->key, /* whole= */ false, err));
    return finish(edit, &edit->key, err);
}

int tnf_cli_cmd_entity_state(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    return run_edit(cli, args, "update", apply_state, err);
}

static int apply_rename(struct edit *edit, const struct tnf_cli_args *args, struct tnf_error *err) {
    const size_t name = tnf_entity_key_count(edit->key.entity) - 1;
    const struct tnf_strview new_name = tnf_sv(args->words[name + 1]);
    TNF_TRY(read_row(edit, &edit->key, &edit->before, err));
    TNF_TRY(tnf_catalog_rename(edit->catalog, &edit->key, new_name, err));
    struct tnf_record renamed = tnf_record_copy(&edit->cli->arena, &edit->key);
    renamed.data[name].string = new_name;
    return finish(edit, &renamed, err);
}

int tnf_cli_cmd_entity_rename(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    return run_edit(cli, args, "rename", apply_rename, err);
}

/* The environments that a tenant is in and was not offboarded from. */
struct leftovers {
    const struct tnf_record *tenant;
    struct tnf_strbuf names;
};

static int add_leftover(const struct tnf_record *placement, void *context, struct tnf_error *err) {
    (void)err;
    struct leftovers *leftovers = context;
    const struct tnf_strview environment = placement->data[TNF_PLACEMENT_ENVIRONMENT].string;
    if (tnf_tenant_state(leftovers->tenant, placement) != TNF_STATE_OFFBOARDED)
        tnf_strbuf_addf(&leftovers->names, "%s%.*s", leftovers->names.len == 0 ? "" : ", ", TNF_SV_ARG(environment));
    return 0;
}

/* A word for who takes rows away before the resources: nobody here knows whether there are any, so it is no error. */
static int warn_of_leftovers(const struct edit *edit, struct tnf_error *err) {
    if (edit->key.entity->id != TNF_ENTITY_TENANT) return 0;
    struct leftovers leftovers = {edit->before, TNF_STRBUF_INIT};
    struct tnf_record filter = tnf_record_new(&edit->cli->arena, TNF_ENTITY_PLACEMENT);
    filter.data[TNF_PLACEMENT_TENANT] = edit->key.data[TNF_TENANT_NAME];
    const int code = tnf_catalog_each(edit->catalog, TNF_ENTITY_PLACEMENT, &filter, add_leftover, &leftovers, err);
    if (code == 0 && leftovers.names.len > 0)
        tnf_cli_say(edit->cli,
                    "not offboarded in %s: destroy what was applied there before its files go; `tenantform audit` says "
                    "what is left",
                    leftovers.names.ptr);
    tnf_strbuf_release(&leftovers.names);
    return code;
}

static int apply_remove(struct edit *edit, const struct tnf_cli_args *args, struct tnf_error *err) {
    (void)args;
    TNF_TRY(read_row(edit, &edit->key, &edit->before, err));
    TNF_TRY(warn_of_leftovers(edit, err));
    TNF_TRY(tnf_catalog_remove(edit->catalog, &edit->key, err));
    return finish(edit, NULL, err);
}

int tnf_cli_cmd_entity_remove(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    return run_edit(cli, args, "remove", apply_remove, err);
}
