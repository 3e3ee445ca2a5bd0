/* A change of cost in words: one line, and Markdown. */
#include "generator/report/cost_change.h"

#include "base/memory.h"
#include "generator/report/markdown.h"

static void add_signed(struct tnf_strbuf *out, int64_t cents) {
    tnf_strbuf_add_str(out, cents < 0 ? "−$" : "+$");
    tnf_money_add(out, cents < 0 ? -cents : cents);
}

static void add_dollars(struct tnf_strbuf *out, int64_t cents) {
    tnf_strbuf_add_c(out, '$');
    tnf_money_add(out, cents);
}

static void add_unpriced(struct tnf_strbuf *out, const struct tnf_cost_change *change) {
    if (change->unpriced_count > 0)
        tnf_strbuf_addf(out, ", without %zu resource%s whose price is not known", change->unpriced_count,
                        change->unpriced_count == 1 ? "" : "s");
}

void tnf_cost_change_line(const struct tnf_cost_change *change, struct tnf_strbuf *out) {
    if (change->item_count == 0) {
        tnf_strbuf_add_str(out, "no change of cost");
        return;
    }
    add_dollars(out, change->before);
    tnf_strbuf_add_str(out, " → ");
    add_dollars(out, change->after);
    tnf_strbuf_add_str(out, " a month");
    add_unpriced(out, change);
}

void tnf_cost_change_headline(const struct tnf_cost_change *change, struct tnf_strbuf *out) {
    if (change->item_count == 0) {
        tnf_strbuf_add_str(out, "no change");
        return;
    }
    add_signed(out, change->after - change->before);
    tnf_strbuf_add_str(out, " a month");
    add_unpriced(out, change);
}

static void add_amounts(struct tnf_strbuf *out, int64_t before, int64_t after) {
    tnf_strbuf_add_str(out, " | ");
    if (before != 0) add_dollars(out, before);
    tnf_strbuf_add_str(out, " | ");
    if (after != 0) add_dollars(out, after);
    tnf_strbuf_add_str(out, " | ");
    add_signed(out, after - before);
    tnf_strbuf_add_str(out, " |\n");
}

static void add_rest(struct tnf_strbuf *out, size_t count, size_t limit, const char *what) {
    if (count > limit)
        tnf_strbuf_addf(out, "\n%zu more %s%s; `tenantform cost --diff` lists them all.\n", count - limit, what,
                        count - limit == 1 ? "" : "s");
}

static void add_tenants(struct tnf_strbuf *out, const struct tnf_cost_change *change, size_t limit) {
    if (change->tenant_count == 0) return;
    tnf_strbuf_add_str(out, "\n| tenant | environment | before | after | change |\n|---|---|--:|--:|--:|\n");
    for (size_t i = 0; i < change->tenant_count && i < limit; i++) {
        const struct tnf_cost_change_tenant *tenant = &change->tenants[i];
        tnf_strbuf_add_str(out, "| ");
        tnf_markdown_code(out, tenant->tenant);
        tnf_strbuf_add_str(out, " | ");
        tnf_markdown_code(out, tenant->environment);
        add_amounts(out, tenant->before, tenant->after);
    }
    add_rest(out, change->tenant_count, limit, "tenant");
}

static void add_item(struct tnf_strbuf *out, const struct tnf_cost_change_item *item) {
    tnf_strbuf_add_str(out, "| ");
    tnf_markdown_code(out, item->stack);
    tnf_strbuf_add_str(out, "<br>");
    tnf_markdown_code(out, item->address);
    tnf_strbuf_addf(out, " | %s | ", tnf_cost_components[item->component].title);
    tnf_markdown_code(out, item->before_text);
    if (item->kind == TNF_COST_CHANGED) tnf_strbuf_add_str(out, "<br>→ ");
    tnf_markdown_code(out, item->after_text);
    add_amounts(out, item->before, item->after);
}

static void add_items(struct tnf_strbuf *out, const struct tnf_cost_change *change, size_t limit) {
    tnf_strbuf_addf(out, "\n<details>\n<summary>By resource: %zu row%s</summary>\n\n", change->item_count,
                    change->item_count == 1 ? "" : "s");
    tnf_strbuf_add_str(out, "| resource | what | quantity | before | after | change |\n|---|---|---|--:|--:|--:|\n");
    for (size_t i = 0; i < change->item_count && i < limit; i++) add_item(out, &change->items[i]);
    add_rest(out, change->item_count, limit, "row");
    tnf_strbuf_add_str(out, "\n</details>\n");
}

static void add_gaps(struct tnf_strbuf *out, const struct tnf_cost_change *change, size_t limit) {
    if (change->gap_count == 0) return;
    tnf_strbuf_add_str(out, "\nNot counted, because the price file has no price of it:\n\n");
    for (size_t i = 0; i < change->gap_count && i < limit; i++) {
        const struct tnf_cost_change_gap *gap = &change->gaps[i];
        tnf_strbuf_add_str(out, "- ");
        tnf_markdown_code(out, gap->key);
        tnf_strbuf_add_str(out, " in ");
        tnf_markdown_code(out, gap->region);
        tnf_strbuf_add_str(out, ", for ");
        tnf_markdown_code(out, gap->address);
        tnf_strbuf_add_str(out, " of ");
        tnf_markdown_code(out, gap->stack);
        tnf_strbuf_add_c(out, '\n');
    }
    if (change->gap_count > limit) tnf_strbuf_addf(out, "- and %zu more\n", change->gap_count - limit);
    tnf_strbuf_add_str(out, "\n`tenantform prices import` makes a price file of AWS's price list.\n");
}

void tnf_cost_change_markdown(const struct tnf_cost_change *change, size_t limit, struct tnf_strbuf *out) {
    if (change->item_count == 0) {
        tnf_strbuf_add_str(out, "**No change**: ");
    } else {
        tnf_strbuf_add_str(out, "**");
        tnf_cost_change_headline(change, out);
        tnf_strbuf_add_str(out, "**: ");
    }
    tnf_strbuf_add_str(out, "everything together costs ");
    add_dollars(out, change->total_before);
    if (change->total_after != change->total_before) {
        tnf_strbuf_add_str(out, " before and ");
        add_dollars(out, change->total_after);
        tnf_strbuf_add_str(out, " after");
    }
    tnf_strbuf_add_str(out, ". An estimate at list prices; tenants with their part of what they share.\n");
    if (change->item_count > 0) {
        add_tenants(out, change, limit);
        add_items(out, change, limit);
    }
    add_gaps(out, change, limit);
}
