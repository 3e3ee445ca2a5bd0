#include "generator/cli/cost_output.h"

#include "base/memory.h"
#include "base/terminal.h"
#include "generator/cli/print.h"
#include "generator/cli/table.h"
#include "generator/cli/visible.h"

enum { COLUMNS_MAX = 7, UNPRICED_SHOWN_MAX = 5 };

/* Rows of cells that grow one by one. */
struct cells {
    struct tnf_arena *arena;
    struct tnf_strview *items;
    size_t count;
    size_t capacity;
};

static void add_cell(struct cells *cells, struct tnf_strview text) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf visible = TNF_STRBUF_INIT;
    tnf_cli_visible(&visible, text);
    cells->items = tnf_arena_grow(cells->arena, cells->items, cells->count, &cells->capacity, sizeof *cells->items);
    cells->items[cells->count++] = tnf_arena_sv(cells->arena, tnf_strbuf_view(&visible));
}

static struct tnf_strview money(struct tnf_arena *arena, int64_t cents) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_money_add(&text, cents);
    return tnf_arena_sv(arena, tnf_strbuf_view(&text));
}

static void add_money(struct cells *cells, int64_t cents) {
    add_cell(cells, money(cells->arena, cents));
}

/* Own and shared apart, where somebody shares something. */
static bool has_shares(const struct tnf_cli_cost_view *view) {
    return view->by == TNF_COST_BY_TENANT || view->tenant.len > 0;
}

static void add_amounts(struct cells *cells, const struct tnf_cli_cost_view *view, struct tnf_cost_amount own,
                        struct tnf_cost_amount shared) {
    if (has_shares(view)) {
        add_money(cells, tnf_cost_sum(own));
        add_money(cells, tnf_cost_sum(shared));
    }
    add_money(cells, own.fixed + shared.fixed);
    add_money(cells, own.usage + shared.usage);
    add_money(cells, tnf_cost_sum(own) + tnf_cost_sum(shared));
}

static struct tnf_strview share_name(struct tnf_arena *arena, const struct tnf_cost_share *share) {
    const char *of = tnf_cost_share_title(share->payer);
    if (share->pool.len > 0) return tnf_arena_printf(arena, "(share of pool %.*s)", TNF_SV_ARG(share->pool));
    return tnf_arena_printf(arena, "(share of %.*s: %s)", TNF_SV_ARG(share->placed), of);
}

static struct tnf_strview environment_name(struct tnf_strview environment) {
    return environment.len > 0 ? environment : TNF_SV("(platform)");
}

/* What a row is of. */
static void add_labels(struct cells *cells, const struct tnf_cli_cost_view *view, const struct tnf_cost_row *row) {
    switch (view->by) {
    case TNF_COST_BY_COMPONENT:
        add_cell(cells, tnf_sv(tnf_cost_components[row->component].title));
        return;
    case TNF_COST_BY_STACK:
        add_cell(cells, row->share != NULL ? share_name(cells->arena, row->share) : row->stack);
        return;
    case TNF_COST_BY_TENANT:
        add_cell(cells, environment_name(row->environment));
        add_cell(cells, row->tenant.len > 0 ? row->tenant : TNF_SV("(nobody)"));
        return;
    default:
        add_cell(cells, environment_name(row->environment));
        return;
    }
}

struct columns {
    const char *titles[COLUMNS_MAX];
    bool right[COLUMNS_MAX];
    size_t count;
};

static void add_column(struct columns *columns, const char *title, bool right) {
    columns->titles[columns->count] = title;
    columns->right[columns->count++] = right;
}

static struct columns columns_of(const struct tnf_cli_cost_view *view) {
    static const char *const labels[TNF_COST_BY_COUNT] = {
        [TNF_COST_BY_ENVIRONMENT] = "ENVIRONMENT",
        [TNF_COST_BY_TENANT] = "ENVIRONMENT",
        [TNF_COST_BY_STACK] = "STACK",
        [TNF_COST_BY_COMPONENT] = "COMPONENT",
    };
    struct columns columns = {0};
    add_column(&columns, labels[view->by], false);
    if (view->by == TNF_COST_BY_TENANT) add_column(&columns, "TENANT", false);
    if (has_shares(view)) {
        add_column(&columns, "OWN", true);
        add_column(&columns, "SHARED", true);
    }
    add_column(&columns, "FIXED", true);
    add_column(&columns, "USAGE", true);
    add_column(&columns, "TOTAL", true);
    return columns;
}

static void print_table(struct tnf_cli *cli, const struct tnf_cli_cost_view *view) {
    const struct columns columns = columns_of(view);
    struct cells cells = {.arena = &cli->arena};
    for (size_t i = 0; i < view->table.count; i++) {
        const struct tnf_cost_row *row = &view->table.rows[i];
        add_labels(&cells, view, row);
        add_amounts(&cells, view, row->own, row->shared);
    }
    add_cell(&cells, TNF_SV("total"));
    if (view->by == TNF_COST_BY_TENANT) add_cell(&cells, TNF_SV(""));
    add_amounts(&cells, view, view->table.own, view->table.shared);
    const struct tnf_cli_table table = {.titles = columns.titles,
                                        .right = columns.right,
                                        .column_count = columns.count,
                                        .cells = cells.items,
                                        .row_count = cells.count / columns.count};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    /* The last column says what it is all about, so none is left out. */
    (void)tnf_cli_table(&text, &table, 0, tnf_terminal_style(cli->out_colour, TNF_STYLE_BOLD),
                        tnf_terminal_style(cli->out_colour, TNF_STYLE_PLAIN));
    (void)fwrite(text.ptr, 1, text.len, cli->out);
}

/* Addresses and descriptions are long: they come last, and are never cut. */
static void print_detail(struct tnf_cli *cli, const struct tnf_cli_cost_view *view, const struct tnf_cost_row *row) {
    enum { COMPONENT_COLUMNS = 18 };
    const struct tnf_cost_amount sum = tnf_cost_row_sum(row);
    const struct tnf_strview total = money(&cli->arena, tnf_cost_sum(sum));
    const struct tnf_cost_line *line = row->line;
    if (row->share != NULL) {
        const struct tnf_strview name = share_name(&cli->arena, row->share);
        tnf_cli_line(cli, "  %10.*s  %.*s", TNF_SV_ARG(total), TNF_SV_ARG(name));
    } else if (view->by == TNF_COST_BY_RESOURCE) {
        tnf_cli_line(cli, "  %10.*s  %-*s  %.*s", TNF_SV_ARG(total), (int)COMPONENT_COLUMNS,
                     tnf_cost_components[row->component].title, TNF_SV_ARG(row->address));
    } else {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf quantity = TNF_STRBUF_INIT;
        tnf_quantity_add(&quantity, line->quantity);
        tnf_cli_line(cli, "  %10.*s  %-5s  %.*s: %.*s  (%s %.*s at %.*s, %.*s)", TNF_SV_ARG(total),
                     line->usage ? "usage" : "fixed", TNF_SV_ARG(line->address), TNF_SV_ARG(line->description),
                     quantity.ptr, TNF_SV_ARG(line->price == NULL ? TNF_SV("units") : line->price->unit),
                     TNF_SV_ARG(line->price == NULL ? TNF_SV("no price") : line->price->text), TNF_SV_ARG(line->key));
    }
}

static void print_details(struct tnf_cli *cli, const struct tnf_cli_cost_view *view) {
    struct tnf_strview stack = {0};
    for (size_t i = 0; i < view->table.count; i++) {
        const struct tnf_cost_row *row = &view->table.rows[i];
        if (!tnf_sv_eq(row->stack, stack)) tnf_cli_line(cli, "%.*s", TNF_SV_ARG(row->stack));
        stack = row->stack;
        print_detail(cli, view, row);
    }
    const int64_t sum = tnf_cost_sum(view->table.own) + tnf_cost_sum(view->table.shared);
    const struct tnf_strview total = money(&cli->arena, sum);
    tnf_cli_line(cli, "total");
    tnf_cli_line(cli, "  %10.*s", TNF_SV_ARG(total));
}

/* Lines without a price: the total is too small by them. */
static void print_unpriced(struct tnf_cli *cli, const struct tnf_cost *cost) {
    size_t shown = 0;
    if (cost->unpriced == 0) return;
    tnf_cli_say(cli, "%zu line%s without a price, counted as 0; give prices with --prices FILE:", cost->unpriced,
                cost->unpriced == 1 ? "" : "s");
    for (size_t i = 0; i < cost->line_count && shown < UNPRICED_SHOWN_MAX; i++) {
        const struct tnf_cost_line *line = &cost->lines[i];
        if (line->price != NULL) continue;
        tnf_cli_say(cli, "  %.*s in %.*s, for %.*s of %.*s", TNF_SV_ARG(line->key), TNF_SV_ARG(line->region),
                    TNF_SV_ARG(line->address), TNF_SV_ARG(line->stack));
        shown++;
    }
    if (shown < cost->unpriced) tnf_cli_say(cli, "  … and %zu more; --json has all", cost->unpriced - shown);
}

void tnf_cli_cost_dates(struct tnf_strbuf *out, const struct tnf_cost *cost) {
    struct tnf_strview first = {0};
    struct tnf_strview last = {0};
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_price *price = cost->lines[i].price;
        if (price == NULL) continue;
        if (first.len == 0 || tnf_sv_cmp(price->date, first) < 0) first = price->date;
        if (last.len == 0 || tnf_sv_cmp(price->date, last) > 0) last = price->date;
    }
    if (first.len == 0) return;
    tnf_strbuf_addf(out, "%.*s", TNF_SV_ARG(first));
    if (!tnf_sv_eq(first, last)) tnf_strbuf_addf(out, " to %.*s", TNF_SV_ARG(last));
}

void tnf_cli_cost_text(struct tnf_cli *cli, const struct tnf_cli_cost_view *view) {
    if (view->by == TNF_COST_BY_RESOURCE || view->by == TNF_COST_BY_LINE)
        print_details(cli, view);
    else
        print_table(cli, view);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf dates = TNF_STRBUF_INIT;
    tnf_cli_cost_dates(&dates, view->cost);
    if (dates.len > 0) {
        tnf_cli_line(cli, "%s", "");
        tnf_cli_line(cli, "US dollars a month of 730 hours, at list prices of %s, without free allowances and taxes",
                     dates.ptr);
    }
    print_unpriced(cli, view->cost);
}
