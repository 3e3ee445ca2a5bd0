#include "generator/cli/at.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "catalog/catalog.h"

#include <inttypes.h>

static int write_at(const char *path, int64_t revision, const char *copy, struct tnf_error *err) {
    struct tnf_catalog *catalog;
    TNF_TRY(tnf_catalog_open(path, TNF_OPEN_READ, &catalog, err));
    const int code = tnf_catalog_write_at(catalog, revision, copy, err);
    tnf_catalog_close(catalog);
    return code;
}

int tnf_cli_file_at(struct tnf_cli *cli, int64_t revision, int64_t newest, const char *folder, const char **ret,
                    struct tnf_error *err) {
    *ret = cli->path;
    if (revision == newest) return 0;
    *ret = tnf_arena_printf(&cli->arena, "%s/%" PRId64 ".db", folder, revision).ptr;
    return write_at(cli->path, revision, *ret, err);
}

int tnf_cli_run_at(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const char *text = tnf_cli_value(args, "at");
    if (text == NULL) return cli->command->run(cli, args, err);
    int64_t revision = 0;
    if (!tnf_sv_to_int(tnf_sv(text), 0, INT64_MAX, &revision)) {
        cli->usage = true;
        return tnf_error_set(err, TNF_E_INVALID, "option --at takes the number of a revision, not \"%s\"", text);
    }
    const char *path = cli->path;
    TNF_AUTO_FREE char *folder = NULL;
    TNF_TRY(tnf_file_make_temporary("tenantform", &folder, err));
    TNF_AUTO_FREE char *copy = tnf_path_joined(folder, "catalog.db");
    int code = write_at(path, revision, copy, err);
    cli->path = copy;
    if (code == 0) code = cli->command->run(cli, args, err);
    cli->path = path;
    const int removed = tnf_file_remove_tree(folder, code < 0 ? NULL : err);
    return code < 0 || removed == 0 ? code : removed;
}
