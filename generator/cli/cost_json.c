#include "generator/cli/cost_output.h"

#include "base/memory.h"
#include "generator/cli/print.h"

json_t *tnf_cli_cost_amount_json(struct tnf_cost_amount amount) {
    json_t *object = json_object();
    (void)json_object_set_new(object, "fixed_cents", json_integer((json_int_t)amount.fixed));
    (void)json_object_set_new(object, "usage_cents", json_integer((json_int_t)amount.usage));
    (void)json_object_set_new(object, "total_cents", json_integer((json_int_t)tnf_cost_sum(amount)));
    return object;
}

static json_t *text_or_null(struct tnf_strview text) {
    return text.len == 0 ? json_null() : tnf_cli_json_text(text);
}

static json_t *price_json(const struct tnf_price *price) {
    if (price == NULL) return json_null();
    json_t *object = json_object();
    (void)json_object_set_new(object, "price", tnf_cli_json_text(price->text));
    (void)json_object_set_new(object, "unit", tnf_cli_json_text(price->unit));
    (void)json_object_set_new(object, "region", tnf_cli_json_text(price->region));
    (void)json_object_set_new(object, "date", tnf_cli_json_text(price->date));
    (void)json_object_set_new(object, "source", tnf_cli_json_text(price->source));
    return object;
}

/* Quantities and prices are text: they are exact decimals. */
static json_t *line_json(const struct tnf_cost_line *line) {
    if (line == NULL) return json_null();
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf quantity = TNF_STRBUF_INIT;
    tnf_quantity_add(&quantity, line->quantity);
    json_t *object = json_object();
    (void)json_object_set_new(object, "row", tnf_cli_json_text(line->row));
    (void)json_object_set_new(object, "description", tnf_cli_json_text(line->description));
    (void)json_object_set_new(object, "usage", json_boolean(line->usage));
    (void)json_object_set_new(object, "quantity", json_string(quantity.ptr));
    (void)json_object_set_new(object, "region", tnf_cli_json_text(line->region));
    (void)json_object_set_new(object, "price_key", tnf_cli_json_text(line->key));
    (void)json_object_set_new(object, "price", price_json(line->price));
    (void)json_object_set_new(object, "paid_by", json_string(tnf_cost_payers[line->payer]));
    return object;
}

static json_t *share_json(const struct tnf_cost_share *share) {
    if (share == NULL) return json_null();
    json_t *object = json_object();
    (void)json_object_set_new(object, "of", json_string(tnf_cost_payers[share->payer]));
    (void)json_object_set_new(object, "environment", text_or_null(share->environment));
    (void)json_object_set_new(object, "pool", text_or_null(share->pool));
    return object;
}

static json_t *row_json(const struct tnf_cli_cost_view *view, const struct tnf_cost_row *row) {
    json_t *object = json_object();
    const bool component = view->by >= TNF_COST_BY_COMPONENT && row->share == NULL;
    const bool everywhere = view->by == TNF_COST_BY_COMPONENT;
    (void)json_object_set_new(object, "environment", text_or_null(everywhere ? view->environment : row->environment));
    (void)json_object_set_new(object, "tenant", text_or_null(row->tenant));
    (void)json_object_set_new(object, "stack", text_or_null(row->stack));
    (void)json_object_set_new(object, "resource", text_or_null(row->address));
    (void)json_object_set_new(object, "component",
                              component ? json_string(tnf_cost_components[row->component].name) : json_null());
    (void)json_object_set_new(object, "line", line_json(row->line));
    (void)json_object_set_new(object, "share", share_json(row->share));
    (void)json_object_set_new(object, "own", tnf_cli_cost_amount_json(row->own));
    (void)json_object_set_new(object, "shared", tnf_cli_cost_amount_json(row->shared));
    (void)json_object_set_new(object, "total_cents", json_integer((json_int_t)tnf_cost_sum(tnf_cost_row_sum(row))));
    return object;
}

static json_t *unpriced_json(const struct tnf_cost *cost) {
    json_t *list = json_array();
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_cost_line *line = &cost->lines[i];
        if (line->price != NULL) continue;
        json_t *object = json_object();
        (void)json_object_set_new(object, "stack", tnf_cli_json_text(line->stack));
        (void)json_object_set_new(object, "resource", tnf_cli_json_text(line->address));
        (void)json_object_set_new(object, "region", tnf_cli_json_text(line->region));
        (void)json_object_set_new(object, "price_key", tnf_cli_json_text(line->key));
        (void)json_array_append_new(list, object);
    }
    return list;
}

void tnf_cli_cost_json(json_t *object, const struct tnf_cli_cost_view *view) {
    json_t *rows = json_array();
    for (size_t i = 0; i < view->table.count; i++)
        (void)json_array_append_new(rows, row_json(view, &view->table.rows[i]));
    (void)json_object_set_new(object, "currency", json_string("USD"));
    (void)json_object_set_new(object, "hours", json_integer(TNF_MONTH_HOURS));
    (void)json_object_set_new(object, "by", json_string(tnf_cost_bys[view->by]));
    (void)json_object_set_new(object, "environment", text_or_null(view->environment));
    (void)json_object_set_new(object, "tenant", text_or_null(view->tenant));
    (void)json_object_set_new(object, "rows", rows);
    const struct tnf_cost_row all = {.own = view->table.own, .shared = view->table.shared};
    (void)json_object_set_new(object, "total", tnf_cli_cost_amount_json(tnf_cost_row_sum(&all)));
    (void)json_object_set_new(object, "unpriced", unpriced_json(view->cost));
}
