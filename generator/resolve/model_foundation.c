#include "catalog/defaults.h"
#include "generator/resolve/layers.h"
#include "generator/resolve/model.h"
#include "generator/resolve/network.h"

static int add_network(struct tnf_arena *arena, const struct tnf_datum *environment, const struct tnf_datum *cidr,
                       struct tnf_strview region, struct tnf_value model, struct tnf_error *err) {
    if (!cidr->set) {
        (void)tnf_error_set(err, TNF_E_INVALID, "a network has no range");
        tnf_error_hint(err, "set cidr, or let the catalog allocate it by changing the row once");
        return TNF_E_INVALID;
    }
    const struct tnf_datum *zones = &environment[TNF_ENVIRONMENT_ZONES];
    const int64_t count = tnf_layer_int(TNF_DEFAULT_ZONE_COUNT, TNF_LAYERS(&environment[TNF_ENVIRONMENT_ZONE_COUNT]));
    const struct tnf_strings names = tnf_network_zones(arena, zones, region, count);
    struct tnf_value subnets;
    TNF_TRY(tnf_network_subnets(arena, cidr->string, &names, &subnets, err));

    struct tnf_value network = tnf_value_object(arena);
    tnf_object_set_string(arena, network, "cidr", cidr->string);
    tnf_object_set_string(arena, network, "nat",
                          tnf_layer_string(TNF_SV(TNF_DEFAULT_NAT), TNF_LAYERS(&environment[TNF_ENVIRONMENT_NAT])));
    tnf_object_set_bool(arena, network, "flow_logs",
                        tnf_layer_bool(true, TNF_LAYERS(&environment[TNF_ENVIRONMENT_FLOW_LOGS])));
    const struct tnf_datum *endpoints = &environment[TNF_ENVIRONMENT_ENDPOINTS];
    tnf_object_set_value(arena, network, "endpoints",
                         endpoints->set ? tnf_model_list(arena, &endpoints->list) : tnf_value_list(arena));
    tnf_object_set_value(arena, network, "zones", subnets);
    tnf_object_set_value(arena, model, "network", network);
    return 0;
}

static void add_cluster(struct tnf_arena *arena, const struct tnf_datum *environment, const struct tnf_datum *placement,
                        struct tnf_value model) {
    struct tnf_value cluster = tnf_value_object(arena);
    tnf_object_set_string(
        arena, cluster, "insights",
        tnf_layer_string(TNF_SV(TNF_DEFAULT_INSIGHTS), TNF_LAYERS(&environment[TNF_ENVIRONMENT_INSIGHTS])));
    const struct tnf_datum *own = placement == NULL ? NULL : &placement[TNF_PLACEMENT_SPOT_PERCENT];
    tnf_object_set_int(
        arena, cluster, "spot_percent",
        tnf_layer_int(TNF_DEFAULT_SPOT_PERCENT, TNF_LAYERS(own, &environment[TNF_ENVIRONMENT_SPOT_PERCENT])));
    tnf_object_set_value(arena, model, "cluster", cluster);
}

static void set_if(struct tnf_arena *arena, struct tnf_value object, const char *key, const struct tnf_datum *datum) {
    if (datum->set) tnf_object_set_string(arena, object, key, datum->string);
}

static void add_load_balancer(struct tnf_arena *arena, const struct tnf_datum *environment,
                              const struct tnf_datum *placement, struct tnf_value model) {
    struct tnf_value balancer = tnf_value_object(arena);
    set_if(arena, balancer, "domain",
           placement == NULL ? &environment[TNF_ENVIRONMENT_DOMAIN] : &placement[TNF_PLACEMENT_DOMAIN]);
    set_if(arena, balancer, "zone_id",
           placement == NULL ? &environment[TNF_ENVIRONMENT_ZONE_ID] : &placement[TNF_PLACEMENT_ZONE_ID]);
    set_if(arena, balancer, "certificate_arn",
           placement == NULL ? &environment[TNF_ENVIRONMENT_CERTIFICATE_ARN]
                             : &placement[TNF_PLACEMENT_CERTIFICATE_ARN]);
    tnf_object_set_bool(arena, balancer, "waf", tnf_layer_bool(false, TNF_LAYERS(&environment[TNF_ENVIRONMENT_WAF])));
    const struct tnf_datum *ingress = &environment[TNF_ENVIRONMENT_INGRESS];
    if (ingress->set) tnf_object_set_value(arena, balancer, "ingress", tnf_model_list(arena, &ingress->list));
    tnf_object_set_value(arena, model, "load_balancer", balancer);
    /* Without a name there is no certificate, and a load balancer without one is not made. */
    bool has_domain;
    (void)tnf_object_get(balancer, TNF_SV("domain"), &has_domain);
    tnf_object_set_bool(arena, model, "has_load_balancer", has_domain);
}

int tnf_model_foundation(struct tnf_arena *arena, const struct tnf_record *environment,
                         const struct tnf_record *placement, struct tnf_strview region, struct tnf_value model,
                         struct tnf_error *err) {
    const struct tnf_datum *env = environment->data;
    const struct tnf_datum *own = placement == NULL ? NULL : placement->data;
    const struct tnf_datum *cidr = own == NULL ? &env[TNF_ENVIRONMENT_CIDR] : &own[TNF_PLACEMENT_CIDR];
    TNF_TRY(add_network(arena, env, cidr, region, model, err));
    add_cluster(arena, env, own, model);
    add_load_balancer(arena, env, own, model);
    return 0;
}
