#include "generator/cli/cost_change.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/terminal.h"
#include "generator/cli/at.h"
#include "generator/cli/change.h"
#include "generator/cli/print.h"
#include "generator/cli/repository.h"
#include "generator/cli/table.h"
#include "generator/git/revisions.h"

#include <inttypes.h>
#include <limits.h>
#include <unistd.h>

static int newest_of(struct tnf_cli *cli, int64_t *ret, struct tnf_error *err) {
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_open(cli, /* write= */ false, &catalog, err));
    return tnf_catalog_revision(catalog, ret, err);
}

/* At first there was nothing. */
static int estimate(struct tnf_cli *cli, const struct tnf_cost_options *options, struct tnf_catalog *catalog,
                    struct tnf_cost *ret, struct tnf_error *err) {
    *ret = (struct tnf_cost){0};
    return catalog == NULL ? 0 : tnf_cost_collect(catalog, options, &cli->arena, ret, err);
}

static struct tnf_cost_options options_of(const struct tnf_cli_cost_inputs *inputs, struct tnf_strview environment) {
    return (struct tnf_cost_options){.prices = inputs->prices, .usage = &inputs->usage, .environment = environment};
}

int tnf_cli_cost_between(struct tnf_cli *cli, const struct tnf_cli_cost_inputs *inputs, struct tnf_catalog *before,
                         struct tnf_catalog *after, struct tnf_cost_change *ret, struct tnf_error *err) {
    const struct tnf_cost_options options = options_of(inputs, TNF_SV(""));
    struct tnf_cost *costs = TNF_ARENA_ARRAY(&cli->arena, struct tnf_cost, 2);
    TNF_TRY(estimate(cli, &options, before, &costs[0], err));
    TNF_TRY(estimate(cli, &options, after, &costs[1], err));
    tnf_cost_change_find(&costs[0], &costs[1], &cli->arena, ret);
    return 0;
}

static int estimate_file(struct tnf_cli *cli, const struct tnf_cost_options *options, const char *path,
                         struct tnf_cost *ret, struct tnf_error *err) {
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_catalog_open(path, TNF_OPEN_READ, &catalog, err));
    TNF_TRY(tnf_catalog_begin_read(catalog, err));
    return estimate(cli, options, catalog, ret, err);
}

static int estimate_at(struct tnf_cli *cli, const struct tnf_cost_options *options, int64_t revision, int64_t newest,
                       const char *folder, struct tnf_cost *ret, struct tnf_error *err) {
    const char *file;
    if (revision == 0) return estimate(cli, options, NULL, ret, err);
    int code = tnf_cli_file_at(cli, revision, newest, folder, &file, err);
    if (code == 0) code = estimate_file(cli, options, file, ret, err);
    return code < 0 && revision != newest ? tnf_error_wrap(err, "revision %" PRId64, revision) : code;
}

int tnf_cli_cost_of_revisions(struct tnf_cli *cli, const struct tnf_cli_cost_inputs *inputs,
                              const struct tnf_cli_revisions *revisions, struct tnf_strview environment,
                              struct tnf_cost_change *ret, struct tnf_error *err) {
    const struct tnf_cost_options options = options_of(inputs, environment);
    struct tnf_cost *costs = TNF_ARENA_ARRAY(&cli->arena, struct tnf_cost, 2);
    TNF_AUTO_FREE char *folder = NULL;
    TNF_TRY(tnf_file_make_temporary("tenantform", &folder, err));
    int code = estimate_at(cli, &options, revisions->from, revisions->newest, folder, &costs[0], err);
    if (code == 0) code = estimate_at(cli, &options, revisions->to, revisions->newest, folder, &costs[1], err);
    /* What cannot be removed from the temporary directory is left to the system. */
    (void)tnf_file_remove_tree(folder, NULL);
    if (code == 0) tnf_cost_change_find(&costs[0], &costs[1], &cli->arena, ret);
    return code;
}

/* Into ret->from and ret->to. */
static int read_range(struct tnf_cli *cli, const char *text, struct tnf_cli_revisions *ret, struct tnf_error *err) {
    const struct tnf_strview all = tnf_sv(text);
    size_t dots = 0;
    while (dots + 1 < all.len && !(all.ptr[dots] == '.' && all.ptr[dots + 1] == '.')) dots++;
    const bool pair = dots + 1 < all.len;
    ret->to = ret->newest;
    const bool good = tnf_sv_to_int(pair ? tnf_sv_n(text, dots) : all, 0, INT64_MAX, &ret->from) &&
                      (!pair || tnf_sv_to_int(tnf_sv_from(all, dots + 2), 0, INT64_MAX, &ret->to));
    if (good) return 0;
    return tnf_cli_usage_error(
        cli, err, "--diff takes the number of a revision, or two as in 3..7, not \"%s\"; `tenantform log` lists them",
        text);
}

/* The newest revision that the commit or its ancestors name, up to the present of the catalog. */
static int range_since(const struct tnf_cli_args *args, const char *since, struct tnf_cli_revisions *ret,
                       struct tnf_error *err) {
    struct tnf_git_revisions revisions;
    TNF_TRY(tnf_git_revisions(tnf_cli_repo(args), since, since, &revisions, err));
    if (revisions.before == 0) {
        (void)tnf_error_set(err, TNF_E_NOT_FOUND, "no commit up to \"%s\" names a revision of the catalog", since);
        tnf_error_hint(err, "`tenantform commit` writes the trailer Catalog-Revision; --diff takes a revision itself");
        return TNF_E_NOT_FOUND;
    }
    ret->from = revisions.before;
    ret->to = ret->newest;
    return 0;
}

bool tnf_cli_cost_change_is_asked(const struct tnf_cli_args *args) {
    return tnf_cli_has(args, "diff") || tnf_cli_has(args, "since");
}

static int find_range(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_revisions *ret,
                      struct tnf_error *err) {
    const char *diff = tnf_cli_value(args, "diff");
    const char *since = tnf_cli_value(args, "since");
    if (diff != NULL && since != NULL)
        return tnf_cli_usage_error(cli, err, "--diff and --since both say since when: give one");
    if (tnf_cli_has(args, "csv") || tnf_cli_has(args, "by") || tnf_cli_has(args, "tenant") ||
        tnf_cli_has(args, "compare"))
        return tnf_cli_usage_error(cli, err,
                                   "a change has its own tables: leave out --by, --compare, --csv and --tenant");
    TNF_TRY(newest_of(cli, &ret->newest, err));
    return diff != NULL ? read_range(cli, diff, ret, err) : range_since(args, since, ret, err);
}

static struct tnf_strview dollars(struct tnf_cli *cli, int64_t cents, const char *sign) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&text, cents < 0 ? "-" : sign);
    tnf_money_add(&text, cents < 0 ? -cents : cents);
    return tnf_arena_sv(&cli->arena, tnf_strbuf_view(&text));
}

enum { AMOUNTS = 3 };
static void add_amounts(struct tnf_cli *cli, struct tnf_strview *cells, int64_t before, int64_t after) {
    cells[0] = dollars(cli, before, "");
    cells[1] = dollars(cli, after, "");
    cells[2] = dollars(cli, after - before, "+");
}

static void print_table(const struct tnf_cli *cli, const struct tnf_cli_table *table) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    if (table->row_count == 0) return;
    (void)tnf_cli_table(&text, table, tnf_terminal_columns(fileno(cli->out)),
                        tnf_terminal_style(cli->out_colour, TNF_STYLE_BOLD),
                        tnf_terminal_style(cli->out_colour, TNF_STYLE_PLAIN));
    (void)fprintf(cli->out, "%s\n", text.ptr);
}

static void print_tenants(struct tnf_cli *cli, const struct tnf_cost_change *change) {
    static const char *const titles[] = {"ENVIRONMENT", "TENANT", "BEFORE", "AFTER", "CHANGE"};
    static const bool right[] = {false, false, true, true, true};
    enum { COLUMNS = 5 };
    struct tnf_strview *cells = TNF_ARENA_ARRAY(&cli->arena, struct tnf_strview, change->tenant_count * COLUMNS + 1);
    for (size_t i = 0; i < change->tenant_count; i++) {
        const struct tnf_cost_change_tenant *tenant = &change->tenants[i];
        cells[i * COLUMNS] = tenant->environment;
        cells[i * COLUMNS + 1] = tenant->tenant.len > 0 ? tenant->tenant : TNF_SV("(shared)");
        add_amounts(cli, &cells[i * COLUMNS + 2], tenant->before, tenant->after);
    }
    print_table(cli, &(struct tnf_cli_table){titles, right, COLUMNS, cells, change->tenant_count});
}

static void print_items(struct tnf_cli *cli, const struct tnf_cost_change *change) {
    static const char *const titles[] = {"", "STACK", "RESOURCE", "WHAT", "BEFORE", "AFTER", "CHANGE"};
    static const bool right[] = {false, false, false, false, true, true, true};
    enum { COLUMNS = 7 };
    struct tnf_strview *cells = TNF_ARENA_ARRAY(&cli->arena, struct tnf_strview, change->item_count * COLUMNS + 1);
    for (size_t i = 0; i < change->item_count; i++) {
        const struct tnf_cost_change_item *item = &change->items[i];
        cells[i * COLUMNS] = tnf_sv(tnf_cost_change_kinds[item->kind]);
        cells[i * COLUMNS + 1] = item->stack;
        cells[i * COLUMNS + 2] = item->address;
        cells[i * COLUMNS + 3] = tnf_sv(tnf_cost_components[item->component].title);
        add_amounts(cli, &cells[i * COLUMNS + 4], item->before, item->after);
    }
    print_table(cli, &(struct tnf_cli_table){titles, right, COLUMNS, cells, change->item_count});
}

static void print_gaps(const struct tnf_cli *cli, const struct tnf_cost_change *change) {
    for (size_t i = 0; i < change->gap_count; i++) {
        const struct tnf_cost_change_gap *gap = &change->gaps[i];
        tnf_cli_line(cli, "not counted: no price of %.*s in %.*s, for %.*s of %.*s", TNF_SV_ARG(gap->key),
                     TNF_SV_ARG(gap->region), TNF_SV_ARG(gap->address), TNF_SV_ARG(gap->stack));
    }
}

static void print_change(struct tnf_cli *cli, const struct tnf_cli_revisions *range,
                         const struct tnf_cost_change *change, bool markdown) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    if (markdown) {
        tnf_cost_change_markdown(change, SIZE_MAX, &text);
        (void)fwrite(text.ptr, 1, text.len, cli->out);
        return;
    }
    print_tenants(cli, change);
    print_items(cli, change);
    print_gaps(cli, change);
    tnf_cost_change_headline(change, &text);
    tnf_strbuf_add_str(&text, ": $");
    tnf_money_add(&text, change->total_before);
    tnf_strbuf_add_str(&text, " at revision ");
    tnf_strbuf_addf(&text, "%" PRId64 ", $", range->from);
    tnf_money_add(&text, change->total_after);
    tnf_strbuf_addf(&text, " at revision %" PRId64, range->to);
    tnf_cli_line(cli, "%s", text.ptr);
}

int tnf_cli_cost_change(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_cli_cost_inputs *inputs,
                        struct tnf_error *err) {
    struct tnf_cli_revisions range = {0};
    struct tnf_cost_change change;
    TNF_TRY(find_range(cli, args, &range, err));
    TNF_TRY(tnf_cli_cost_of_revisions(cli, inputs, &range, tnf_sv(tnf_cli_value(args, "environment")), &change, err));
    if (!cli->json) print_change(cli, &range, &change, tnf_cli_has(args, "markdown"));
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "from", json_integer((json_int_t)range.from));
    (void)json_object_set_new(object, "to", json_integer((json_int_t)range.to));
    (void)json_object_set_new(object, "change", tnf_cli_cost_change_json(&change));
    return tnf_cli_json_write(cli, object, err);
}
