#include "generator/resolve/network.h"

#include "base/cidr.h"

enum { SUBNET_BITS = 4 }; /* a sixteenth of the VPC */

/* First of the four blocks of a tier. */
enum tier { TIER_APP = 0, TIER_DATABASE = 4, TIER_PUBLIC = 8 };

struct tnf_strings tnf_network_zones(struct tnf_arena *arena, const struct tnf_datum *zones, struct tnf_strview region,
                                     int64_t count) {
    const size_t given = zones->set ? zones->list.count : 0;
    if (given > 0 && tnf_sv_starts_with(zones->list.items[0], region)) return zones->list;
    const size_t wanted = given > 0 ? given : (size_t)count;
    struct tnf_strings names = {TNF_ARENA_ARRAY(arena, struct tnf_strview, wanted), wanted};
    for (size_t i = 0; i < names.count; i++)
        names.items[i] = tnf_arena_printf(arena, "%.*s%c", TNF_SV_ARG(region), (char)('a' + (char)i));
    return names;
}

static void set_subnet(struct tnf_arena *arena, struct tnf_value zone, const char *key, struct tnf_cidr vpc,
                       uint64_t block) {
    struct tnf_cidr subnet = vpc;
    (void)tnf_cidr_subnet(vpc, vpc.prefix + SUBNET_BITS, block, &subnet);
    char text[TNF_CIDR_TEXT_SIZE];
    tnf_cidr_format(subnet, text);
    tnf_object_set_string(arena, zone, key, tnf_arena_sv(arena, tnf_sv(text)));
}

static int check(struct tnf_strview text, const struct tnf_strings *zones, struct tnf_cidr *ret,
                 struct tnf_error *err) {
    if (!tnf_cidr_parse(text, ret))
        return tnf_error_set(err, TNF_E_INVALID, "\"%.*s\" is no network", TNF_SV_ARG(text));
    if (ret->prefix > TNF_NETWORK_PREFIX_MAX) {
        (void)tnf_error_set(err, TNF_E_INVALID, "network %.*s is too small for subnets", TNF_SV_ARG(text));
        tnf_error_hint(err, "give it /%d or larger", TNF_NETWORK_PREFIX_MAX);
        return TNF_E_INVALID;
    }
    if (zones->count > TNF_NETWORK_ZONES_MAX)
        return tnf_error_set(err, TNF_E_LIMIT, "network %.*s has %zu zones, at most %d are divided", TNF_SV_ARG(text),
                             zones->count, TNF_NETWORK_ZONES_MAX);
    return 0;
}

int tnf_network_subnets(struct tnf_arena *arena, struct tnf_strview cidr, const struct tnf_strings *zones,
                        struct tnf_value *ret, struct tnf_error *err) {
    struct tnf_cidr vpc = {0};
    TNF_TRY(check(cidr, zones, &vpc, err));
    struct tnf_value subnets = tnf_value_object(arena);
    for (size_t i = 0; i < zones->count; i++) {
        struct tnf_value zone = tnf_value_object(arena);
        set_subnet(arena, zone, "public", vpc, TIER_PUBLIC + i);
        set_subnet(arena, zone, "app", vpc, TIER_APP + i);
        set_subnet(arena, zone, "database", vpc, TIER_DATABASE + i);
        tnf_object_set(arena, subnets, zones->items[i], zone);
    }
    tnf_object_sort(subnets);
    *ret = subnets;
    return 0;
}
