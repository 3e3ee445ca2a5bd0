#include "generator/cli/cost_change.h"
#include "generator/cli/print.h"

static void set_text(json_t *object, const char *name, struct tnf_strview text) {
    (void)json_object_set_new(object, name, tnf_cli_json_text(text));
}

static void set_cents(json_t *object, int64_t before, int64_t after) {
    (void)json_object_set_new(object, "before_cents", json_integer((json_int_t)before));
    (void)json_object_set_new(object, "after_cents", json_integer((json_int_t)after));
}

static json_t *item_json(const struct tnf_cost_change_item *item) {
    json_t *object = json_object();
    (void)json_object_set_new(object, "action", json_string(tnf_cost_change_kinds[item->kind]));
    set_text(object, "stack", item->stack);
    set_text(object, "environment", item->environment);
    set_text(object, "tenant", item->tenant);
    set_text(object, "row", item->row);
    set_text(object, "address", item->address);
    (void)json_object_set_new(object, "component", json_string(tnf_cost_components[item->component].name));
    set_text(object, "before", item->before_text);
    set_text(object, "after", item->after_text);
    set_cents(object, item->before, item->after);
    (void)json_object_set_new(object, "priced", json_boolean(!item->unpriced));
    return object;
}

static json_t *tenant_json(const struct tnf_cost_change_tenant *tenant) {
    json_t *object = json_object();
    set_text(object, "environment", tenant->environment);
    set_text(object, "tenant", tenant->tenant);
    set_cents(object, tenant->before, tenant->after);
    return object;
}

static json_t *gap_json(const struct tnf_cost_change_gap *gap) {
    json_t *object = json_object();
    set_text(object, "key", gap->key);
    set_text(object, "region", gap->region);
    set_text(object, "stack", gap->stack);
    set_text(object, "address", gap->address);
    (void)json_object_set_new(object, "lines", json_integer((json_int_t)gap->lines));
    return object;
}

json_t *tnf_cli_cost_change_json(const struct tnf_cost_change *change) {
    json_t *object = json_object();
    json_t *items = json_array();
    json_t *tenants = json_array();
    json_t *gaps = json_array();
    for (size_t i = 0; i < change->item_count; i++) (void)json_array_append_new(items, item_json(&change->items[i]));
    for (size_t i = 0; i < change->tenant_count; i++)
        (void)json_array_append_new(tenants, tenant_json(&change->tenants[i]));
    for (size_t i = 0; i < change->gap_count; i++) (void)json_array_append_new(gaps, gap_json(&change->gaps[i]));
    set_cents(object, change->before, change->after);
    (void)json_object_set_new(object, "total_before_cents", json_integer((json_int_t)change->total_before));
    (void)json_object_set_new(object, "total_after_cents", json_integer((json_int_t)change->total_after));
    (void)json_object_set_new(object, "resources", items);
    (void)json_object_set_new(object, "tenants", tenants);
    (void)json_object_set_new(object, "missing_prices", gaps);
    return object;
}
