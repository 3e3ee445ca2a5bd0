#include "generator/cli/cost_output.h"

#include "base/memory.h"

static const char end_of_line[] = "\r\n";

static bool needs_quotes(struct tnf_strview text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == ',' || text.ptr[i] == '"' || text.ptr[i] == '\r' || text.ptr[i] == '\n') return true;
    return false;
}

static void add_text(struct tnf_strbuf *out, struct tnf_strview text) {
    if (!needs_quotes(text)) {
        tnf_strbuf_add_sv(out, text);
    } else {
        tnf_strbuf_add_c(out, '"');
        for (size_t i = 0; i < text.len; i++) {
            if (text.ptr[i] == '"') tnf_strbuf_add_c(out, '"');
            tnf_strbuf_add_c(out, text.ptr[i]);
        }
        tnf_strbuf_add_c(out, '"');
    }
    tnf_strbuf_add_c(out, ',');
}

static void add_money(struct tnf_strbuf *out, int64_t cents, const char *end) {
    tnf_money_add_plain(out, cents);
    tnf_strbuf_add_str(out, end);
}

static void add_line(struct tnf_strbuf *out, const struct tnf_cost_line *line) {
    if (line == NULL) {
        tnf_strbuf_add_str(out, ",,,,,,,");
        return;
    }
    add_text(out, line->row);
    add_text(out, line->description);
    tnf_quantity_add(out, line->quantity);
    tnf_strbuf_add_c(out, ',');
    add_text(out, line->price == NULL ? TNF_SV("") : line->price->unit);
    add_text(out, line->region);
    add_text(out, line->key);
    add_text(out, line->price == NULL ? TNF_SV("") : line->price->text);
}

/* Every view has the same columns, so that a reader needs no second program: what a row does not say is empty. */
static void add_row(struct tnf_strbuf *out, const struct tnf_cli_cost_view *view, const struct tnf_cost_row *row) {
    const bool component = view->by >= TNF_COST_BY_COMPONENT && row->share == NULL;
    add_text(out, view->by == TNF_COST_BY_COMPONENT ? view->environment : row->environment);
    add_text(out, row->tenant.len > 0 ? row->tenant : view->tenant);
    add_text(out, row->stack);
    add_text(out, row->address);
    add_text(out, component ? tnf_sv(tnf_cost_components[row->component].name) : TNF_SV(""));
    add_text(out, row->share == NULL ? TNF_SV("") : tnf_sv(tnf_cost_payers[row->share->payer]));
    add_line(out, row->line);
    add_money(out, tnf_cost_sum(row->own), ",");
    add_money(out, tnf_cost_sum(row->shared), ",");
    const struct tnf_cost_amount sum = tnf_cost_row_sum(row);
    add_money(out, sum.fixed, ",");
    add_money(out, sum.usage, ",");
    add_money(out, tnf_cost_sum(sum), end_of_line);
}

void tnf_cli_cost_csv(struct tnf_strbuf *out, const struct tnf_cli_cost_view *view) {
    tnf_strbuf_addf(
        out,
        "environment,tenant,stack,resource,component,share_of,row,description,quantity,unit,region,price_key,"
        "price,own,shared,fixed,usage,total%s",
        end_of_line);
    for (size_t i = 0; i < view->table.count; i++) add_row(out, view, &view->table.rows[i]);
}
