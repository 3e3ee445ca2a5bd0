#include "generator/cli/render.h"
#include "generator/cli/find_row.h"

#include "base/memory.h"
#include "generator/cli/print.h"

#include <sched.h>
#include <string.h>

int tnf_cli_resolver(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_resolver **ret,
                     struct tnf_error *err) {
    const struct tnf_resolve_options options = {
        .catalog = cli->path,
        .templates = tnf_cli_value(args, "templates"),
        .local_state = tnf_cli_has(args, "local-state"),
        .tool_version = TNF_VERSION,
    };
    return tnf_resolver_new(&options, ret, err);
}

void tnf_cli_resolver_release(struct tnf_resolver **resolver) {
    tnf_resolver_free(*resolver);
}

static unsigned processors(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    return (unsigned)CPU_COUNT(&set);
}

int tnf_cli_jobs(struct tnf_cli *cli, const struct tnf_cli_args *args, unsigned *ret, struct tnf_error *err) {
    enum { JOBS_MAX = 256 };
    const char *text = tnf_cli_value(args, "jobs");
    int64_t jobs = 0;
    if (text != NULL && !tnf_sv_to_int(tnf_sv(text), 1, JOBS_MAX, &jobs))
        return tnf_cli_usage_error(cli, err, "option --jobs takes a number from 1 to %d, not \"%s\"", JOBS_MAX, text);
    *ret = text != NULL ? (unsigned)jobs : processors();
    return 0;
}

/* All arguments of a repeatable option, each of which has to name a row of the entity. */
static int read_names(struct tnf_cli *cli, const struct tnf_cli_args *args, enum tnf_entity_id entity,
                      struct tnf_catalog *catalog, const struct tnf_strview **ret, size_t *ret_count,
                      struct tnf_error *err) {
    struct tnf_strview *names = TNF_ARENA_ARRAY(&cli->arena, struct tnf_strview, args->given_count);
    size_t count = 0;
    for (size_t i = 0; i < args->given_count; i++) {
        if (strcmp(args->given[i].option->name, tnf_entity(entity)->name) != 0) continue;
        struct tnf_record key = tnf_record_new(&cli->arena, entity);
        struct tnf_record row;
        key.data[0] = (struct tnf_datum){.set = true, .string = tnf_sv(args->given[i].value)};
        TNF_TRY(tnf_cli_find_row(catalog, &key, &cli->arena, &row, err));
        names[count++] = key.data[0].string;
    }
    *ret = count == 0 ? NULL : names;
    *ret_count = count;
    return 0;
}

int tnf_cli_scope(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_resolver *resolver,
                  struct tnf_scope *ret, bool *ret_limited, struct tnf_error *err) {
    struct tnf_catalog *catalog = tnf_resolver_catalog(resolver);
    struct tnf_scope scope = {0};
    TNF_TRY(read_names(cli, args, TNF_ENTITY_ENVIRONMENT, catalog, &scope.environments, &scope.environment_count, err));
    TNF_TRY(read_names(cli, args, TNF_ENTITY_TENANT, catalog, &scope.tenants, &scope.tenant_count, err));
    *ret = scope;
    *ret_limited = scope.environment_count > 0 || scope.tenant_count > 0;
    return 0;
}
