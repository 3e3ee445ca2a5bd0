#include "generator/report/cost/stack.h"

#include "base/memory.h"

#include <stdarg.h>

struct tnf_value tnf_cost_get(struct tnf_value object, const char *key) {
    return object.kind == TNF_VALUE_OBJECT ? tnf_object_get(object, tnf_sv(key), NULL) : tnf_value_null();
}

struct tnf_strview tnf_cost_get_text(struct tnf_value object, const char *key) {
    const struct tnf_value value = tnf_cost_get(object, key);
    return value.kind == TNF_VALUE_STRING ? value.text : TNF_SV("");
}

int64_t tnf_cost_get_int(struct tnf_value object, const char *key, int64_t fallback) {
    const struct tnf_value value = tnf_cost_get(object, key);
    return value.kind == TNF_VALUE_INT ? value.integer : fallback;
}

bool tnf_cost_get_bool(struct tnf_value object, const char *key) {
    const struct tnf_value value = tnf_cost_get(object, key);
    return value.kind == TNF_VALUE_BOOL && value.boolean;
}

size_t tnf_cost_count(struct tnf_value object) {
    return object.kind == TNF_VALUE_OBJECT ? tnf_object_count(object) : 0;
}

size_t tnf_cost_length(struct tnf_value list) {
    return list.kind == TNF_VALUE_LIST ? tnf_list_count(list) : 0;
}

struct tnf_strview tnf_cost_text(const struct tnf_cost_stack *stack, const char *format, ...) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    va_list args;
    va_start(args, format);
    tnf_strbuf_addv(&text, format, args);
    va_end(args);
    return tnf_arena_sv(stack->builder->arena, tnf_strbuf_view(&text));
}

struct tnf_strview tnf_cost_number(const struct tnf_cost_stack *stack, int64_t quantity) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_quantity_add(&text, quantity);
    return tnf_arena_sv(stack->builder->arena, tnf_strbuf_view(&text));
}

int64_t tnf_cost_usage(const struct tnf_cost_stack *stack, enum tnf_usage_id id) {
    return stack->builder->usage->values[id];
}

int64_t tnf_cost_hours(int64_t count) {
    return tnf_quantity_scale(TNF_MONTH_HOURS * TNF_QUANTITY_ONE, count, 1);
}

void tnf_cost_add(const struct tnf_cost_stack *stack, const struct tnf_cost_item *item) {
    if (item->quantity <= 0) return;
    struct tnf_cost_builder *builder = stack->builder;
    struct tnf_cost *cost = &builder->cost;
    struct tnf_strview key = item->key;
    const struct tnf_price *price = tnf_prices_find(builder->prices, stack->region, key);
    if (price == NULL && item->otherwise.len > 0) {
        key = item->otherwise;
        price = tnf_prices_find(builder->prices, stack->region, key);
    }
    cost->lines =
        tnf_arena_grow(builder->arena, cost->lines, cost->line_count, &builder->line_capacity, sizeof *cost->lines);
    cost->lines[cost->line_count++] = (struct tnf_cost_line){
        .stack = stack->path,
        .environment = stack->environment,
        .tenant = stack->tenant,
        .row = tnf_arena_sv(builder->arena, item->row),
        .address = tnf_cost_text(stack, "%.*s%.*s", TNF_SV_ARG(stack->prefix), TNF_SV_ARG(item->address)),
        .component = item->component,
        .description = tnf_arena_sv(builder->arena, item->description),
        .usage = item->usage,
        .quantity = item->quantity,
        .region = stack->region,
        .key = tnf_arena_sv(builder->arena, key),
        .price = price,
        .cents = price == NULL ? 0 : tnf_money_cents(item->quantity, price->nanos),
        .payer = item->payer,
        .pool = tnf_arena_sv(builder->arena, item->pool),
    };
}

void tnf_cost_add_logs(const struct tnf_cost_stack *stack, const struct tnf_cost_item *item, int64_t gb, bool vended) {
    enum { DAYS_OF_12_MONTHS = 365, MONTHS = 12, PERCENT = 100 };
    struct tnf_cost_item line = *item;
    line.component = TNF_COST_LOGS;
    line.usage = true;
    line.key = vended ? TNF_SV("logs.vended_gb") : TNF_SV("logs.ingest_gb");
    line.description = tnf_cost_text(stack, "%.*s: incoming", TNF_SV_ARG(item->description));
    line.quantity = gb;
    tnf_cost_add(stack, &line);
    const int64_t compressed =
        tnf_quantity_scale(gb, tnf_cost_usage(stack, TNF_USAGE_logs_stored_percent), PERCENT * TNF_QUANTITY_ONE);
    line.key = TNF_SV("logs.store_gb_month");
    line.description = tnf_cost_text(stack, "%.*s: kept for %lld days", TNF_SV_ARG(item->description),
                                     (long long)stack->log_retention);
    line.quantity = tnf_quantity_scale(compressed, stack->log_retention * MONTHS, DAYS_OF_12_MONTHS);
    tnf_cost_add(stack, &line);
}
