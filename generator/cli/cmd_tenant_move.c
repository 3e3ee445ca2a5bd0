/* tenant move: another cell in the catalog, and the script that moves the state there. */
#include "base/memory.h"
#include "catalog/cells.h"
#include "catalog/defaults.h"
#include "catalog/entities/all.h"
#include "catalog/format.h"
#include "catalog/names.h"
#include "generator/cli/change.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/entity_value.h"
#include "generator/cli/find_row.h"
#include "generator/cli/move_script.h"
#include "generator/cli/print.h"
#include "generator/cli/tenant_isolation.h"

#include <inttypes.h>

static const char *const isolations[] = {"pool", "bridge", "silo", NULL};

const struct tnf_cli_option tnf_cli_move_options[TNF_CLI_MOVE_OPTIONS] = {
    TNF_CLI_VALUE("cell", '\0', "CELL", "the cell that it goes to; own: a stack of its own"),
    TNF_CLI_VALUE("from", '\0', "CELL", "the cell that it comes from, when the catalog knows only the new one"),
    TNF_CLI_SWITCH("local-state", '\0', "states are files below the directory that the script is run in"),
    TNF_CLI_CHOICE("isolation", '\0', "CHOICE", isolations, "the isolation that a successor gets"),
    TNF_CLI_VALUE("as", '\0', "NAME", "name of the successor; with --cut-over, of what is left"),
    TNF_CLI_VALUE("cut-over", '\0', "TENANT", "the successor that takes over routes and name"),
    TNF_CLI_SWITCH("in-place", '\0', "with --isolation: nothing was applied yet, only the row is changed"),
};

struct moving {
    struct tnf_cli *cli;
    struct tnf_catalog *catalog;
    struct tnf_record before;
    struct tnf_record after;
    struct tnf_record platform;
    int64_t old_revision;
    int64_t revision;
    struct tnf_cli_moved_name *environments;
    size_t count;
    size_t capacity;
};

static struct tnf_strview shared(struct tnf_strview cell) {
    return tnf_cell_is_shared(cell) ? cell : TNF_SV("");
}

/* The names go into a script, also one that no row has. */
static int check_name(const char *option, const char *name, struct tnf_error *err) {
    if (tnf_format_ok(TNF_FORMAT_NAME, tnf_sv(name))) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "option --%s: must be %s", option, tnf_format_what(TNF_FORMAT_NAME));
    tnf_error_hint(err, "it is the name of a cell, or %s for a stack of its own", TNF_CELL_OWN);
    return TNF_E_INVALID;
}

static int read_tenant(struct moving *moving, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct tnf_record key = tnf_record_new(&moving->cli->arena, TNF_ENTITY_TENANT);
    tnf_cli_read_keys(args->words, &moving->cli->arena, &key);
    TNF_TRY(tnf_cli_find_row(moving->catalog, &key, &moving->cli->arena, &moving->before, err));
    const struct tnf_strview isolation = moving->before.data[TNF_TENANT_ISOLATION].string;
    if (tnf_sv_eq_c(isolation, "pool")) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "tenant %s: is a %.*s tenant, and only pool tenants are in cells",
                        args->words[0], TNF_SV_ARG(isolation));
    tnf_error_hint(err, "it has a stack of its own anyway");
    return TNF_E_INVALID;
}

/* Puts the tenant into its new cell and commits. */
static int change_cell(struct moving *moving, const char *cell, struct tnf_error *err) {
    struct tnf_record row = tnf_record_copy(&moving->cli->arena, &moving->before);
    row.data[TNF_TENANT_CELL] = (struct tnf_datum){.set = true, .string = tnf_sv(cell)};
    TNF_TRY(tnf_catalog_update(moving->catalog, &row, /* whole= */ true, err));
    TNF_TRY(tnf_cli_commit(moving->cli, moving->catalog, &moving->revision, err));
    return tnf_cli_find_row(moving->catalog, &row, &moving->cli->arena, &moving->after, err);
}

static struct tnf_cli_moved_name name_of(const struct tnf_record *row) {
    return (struct tnf_cli_moved_name){tnf_record_name(row), tnf_physical_name(row)};
}

static int add_environment(const struct tnf_record *placement, void *context, struct tnf_error *err) {
    struct moving *moving = context;
    struct tnf_arena *arena = &moving->cli->arena;
    struct tnf_record key = tnf_record_new(arena, TNF_ENTITY_ENVIRONMENT);
    key.data[TNF_ENVIRONMENT_NAME] = placement->data[TNF_PLACEMENT_ENVIRONMENT];
    struct tnf_record environment;
    TNF_TRY(tnf_cli_find_row(moving->catalog, &key, arena, &environment, err));
    moving->environments =
        tnf_arena_grow(arena, moving->environments, moving->count, &moving->capacity, sizeof *moving->environments);
    moving->environments[moving->count++] = name_of(&environment);
    return 0;
}

static int keep_platform(const struct tnf_record *platform, void *context, struct tnf_error *err) {
    (void)err;
    struct moving *moving = context;
    moving->platform = tnf_record_copy(&moving->cli->arena, platform);
    return 0;
}

/* The script, or "" when nothing has to be moved. */
static int write_script(struct moving *moving, const struct tnf_cli_args *args, struct tnf_strbuf *text,
                        struct tnf_error *err) {
    struct tnf_arena *arena = &moving->cli->arena;
    const char *from = tnf_cli_value(args, "from");
    struct tnf_cli_move move = {
        .tenant = name_of(&moving->after),
        .from = shared(from != NULL ? tnf_sv(from) : tnf_record_string(&moving->before, TNF_TENANT_CELL)),
        .to = shared(tnf_record_string(&moving->after, TNF_TENANT_CELL)),
    };
    struct tnf_record filter = tnf_record_new(arena, TNF_ENTITY_PLACEMENT);
    filter.data[TNF_PLACEMENT_TENANT] = moving->after.data[TNF_TENANT_NAME];
    TNF_TRY(tnf_catalog_each(moving->catalog, TNF_ENTITY_PLACEMENT, &filter, add_environment, moving, err));
    if (tnf_sv_eq(move.from, move.to) || moving->count == 0) return 0;
    move.environments = moving->environments;
    move.environment_count = moving->count;
    TNF_TRY(tnf_catalog_each(moving->catalog, TNF_ENTITY_PLATFORM, NULL, keep_platform, moving, err));
    const struct tnf_state_store store = tnf_state_store_of(arena, &moving->platform);
    if (!tnf_cli_has(args, "local-state")) move.store = &store;
    tnf_cli_move_script(text, &move);
    return 0;
}

static void tell(const struct moving *moving, const struct tnf_strbuf *script) {
    const struct tnf_cli *cli = moving->cli;
    if (moving->revision == moving->old_revision) {
        tnf_cli_say(cli, "the catalog has it there already and stays at revision %" PRId64, moving->revision);
    } else {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
        tnf_cli_add_row_name(&line, &moving->before);
        tnf_strbuf_add_str(&line, ": ");
        tnf_cli_add_changes(&line, &moving->before, &moving->after);
        tnf_cli_say(cli, "revision %" PRId64 ": %s", moving->revision, line.ptr);
    }
    if (script->len == 0)
        tnf_cli_say(cli, "no state has to be moved");
    else
        tnf_cli_say(cli, "run the script before the new output is applied: it moves the state");
}

static int report(const struct moving *moving, const struct tnf_strbuf *script, struct tnf_error *err) {
    const struct tnf_cli *cli = moving->cli;
    tell(moving, script);
    if (!cli->json) (void)fwrite(script->ptr, 1, script->len, cli->out);
    json_t *object = tnf_cli_json_new();
    const bool changed = moving->revision != moving->old_revision;
    (void)json_object_set_new(object, "revision", json_integer((json_int_t)moving->revision));
    (void)json_object_set_new(object, "entity", json_string("tenant"));
    (void)json_object_set_new(object, "action", changed ? json_string("update") : json_null());
    (void)json_object_set_new(object, "changes", tnf_cli_json_changes(&moving->before, &moving->after));
    (void)json_object_set_new(object, "row", tnf_cli_json_record(&moving->after));
    (void)json_object_set_new(object, "script", tnf_cli_json_text(tnf_strbuf_view(script)));
    return tnf_cli_json_write(cli, object, err);
}

int tnf_cli_cmd_tenant_move(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const char *cell = tnf_cli_value(args, "cell");
    const char *from = tnf_cli_value(args, "from");
    const int wanted = (cell != NULL) + tnf_cli_has(args, "isolation") + tnf_cli_has(args, "cut-over");
    if (wanted != 1)
        return tnf_cli_usage_error(cli, err, "move it where? one of --cell, --isolation and --cut-over is needed");
    if (cell == NULL)
        return tnf_cli_has(args, "isolation") ? tnf_cli_move_isolation(cli, args, err)
                                              : tnf_cli_cut_over(cli, args, err);
    TNF_TRY(check_name("cell", cell, err));
    if (from != NULL) TNF_TRY(check_name("from", from, err));
    struct moving moving = {.cli = cli};
    struct tnf_change change;
    TNF_TRY(tnf_cli_change(cli, args, &change, err));
    change.moves_cells = true;
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_begin_change(cli, &change, &catalog, err));
    moving.catalog = catalog;
    TNF_TRY(tnf_catalog_revision(catalog, &moving.old_revision, err));
    TNF_TRY(read_tenant(&moving, args, err));
    TNF_TRY(change_cell(&moving, cell, err));
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf script = TNF_STRBUF_INIT;
    TNF_TRY(write_script(&moving, args, &script, err));
    return report(&moving, &script, err);
}
