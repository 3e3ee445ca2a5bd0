/* Load balancers beside an environment's first, and which one a tenant is on. */
#include "catalog/entities/all.h"
#include "generator/resolve/model.h"

#include <inttypes.h>

void tnf_model_more_balancers(struct tnf_arena *arena, const struct tnf_balancers *balancers, struct tnf_value model) {
    struct tnf_value numbers = tnf_value_list(arena);
    for (size_t i = 0; i < balancers->count; i++)
        tnf_list_add(arena, numbers, tnf_value_string(tnf_arena_printf(arena, "%" PRId64, balancers->numbers[i])));
    tnf_object_set_bool(arena, model, "has_more_load_balancers", balancers->count > 0);
    tnf_object_set_value(arena, model, "more_load_balancers", numbers);
}

/* A rule of the catalog keeps all routes of a tenant on one. A row from before load balancers had numbers has none. */
static int64_t number_of(const struct tnf_bundle *bundle) {
    if (tnf_model_isolation(bundle) == TNF_ISOLATION_SILO || bundle->routes.count == 0) return 1;
    const struct tnf_datum *number = &bundle->routes.items[0].data[TNF_ROUTE_LOAD_BALANCER];
    return number->set ? number->integer : 1;
}

static bool has(struct tnf_value list, struct tnf_strview text) {
    for (size_t i = 0; i < tnf_list_count(list); i++)
        if (tnf_sv_eq(tnf_list_at(list, i).text, text)) return true;
    return false;
}

/* The records that the environment's hosted zone can have: names below its domain. */
static bool is_below(struct tnf_strview host, struct tnf_strview domain) {
    return host.len > domain.len && tnf_sv_ends_with(host, domain) && host.ptr[host.len - domain.len - 1] == '.';
}

static struct tnf_value hosts_below(struct tnf_arena *arena, const struct tnf_record *environment,
                                    const struct tnf_bundle *bundle, struct tnf_strview domain) {
    struct tnf_value hosts = tnf_value_list(arena);
    for (size_t i = 0; i < bundle->routes.count; i++) {
        const struct tnf_strview host =
            tnf_model_route_host(arena, environment->data, bundle, bundle->routes.items[i].data);
        if (is_below(host, domain) && !has(hosts, host)) tnf_list_add(arena, hosts, tnf_value_string(host));
    }
    return hosts;
}

/* Adds what the parameters of one have to be read for, unless the list has it. */
static void add_balancer(struct tnf_arena *arena, struct tnf_value list, struct tnf_strview name, bool has_records) {
    for (size_t i = 0; i < tnf_list_count(list); i++) {
        const struct tnf_value known = tnf_list_at(list, i);
        if (!tnf_sv_eq(tnf_object_get(known, TNF_SV("balancer"), NULL).text, name)) continue;
        if (has_records) tnf_object_set_bool(arena, known, "has_records", true);
        return;
    }
    struct tnf_value balancer = tnf_value_object(arena);
    tnf_object_set_string(arena, balancer, "balancer", name);
    tnf_object_set_bool(arena, balancer, "has_records", has_records);
    tnf_list_add(arena, list, balancer);
}

void tnf_model_balancers_of(struct tnf_arena *arena, const struct tnf_value *tenants, size_t count,
                            struct tnf_value model) {
    struct tnf_value all = tnf_value_list(arena);
    for (size_t i = 0; i < count; i++) {
        if (!tnf_object_get(tenants[i], TNF_SV("has_load_balancer"), NULL).boolean) continue;
        add_balancer(arena, all, tnf_object_get(tenants[i], TNF_SV("balancer"), NULL).text,
                     tnf_object_get(tenants[i], TNF_SV("has_records"), NULL).boolean);
    }
    tnf_object_set_value(arena, model, "balancers", all);
}

void tnf_model_balancer(struct tnf_arena *arena, const struct tnf_record *environment, const struct tnf_bundle *bundle,
                        struct tnf_value model) {
    const int64_t number = number_of(bundle);
    const struct tnf_datum *domain = &environment->data[TNF_ENVIRONMENT_DOMAIN];
    const struct tnf_datum *zone = &environment->data[TNF_ENVIRONMENT_ZONE_ID];
    struct tnf_value hosts = tnf_value_list(arena);
    if (number > 1 && domain->set && zone->set) hosts = hosts_below(arena, environment, bundle, domain->string);
    const bool has_records = tnf_list_count(hosts) > 0;
    tnf_object_set_string(arena, model, "balancer",
                          number == 1 ? TNF_SV("load_balancer")
                                      : tnf_arena_printf(arena, "load_balancers/%" PRId64, number));
    tnf_object_set_bool(arena, model, "has_records", has_records);
    tnf_object_set_bool(arena, model, "has_more_load_balancers", false); /* a silo tenant has one */
    tnf_model_balancers_of(arena, &model, 1, model);
    if (!has_records) return;
    tnf_object_set_value(arena, model, "record_hosts", hosts);
    tnf_object_set_string(arena, model, "record_zone", zone->string);
}
