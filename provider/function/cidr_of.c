#include "provider/function/function.h"

#include "base/memory.h"
#include "generator/resolve/network.h"

static const char *const tiers[] = {"public", "app", "database"};

static bool is_tier(struct tnf_strview text) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(tiers); i++)
        if (tnf_sv_eq_c(text, tiers[i])) return true;
    return false;
}

/* Zones are called by their place here: which names they have does not matter to their ranges. */
static int cidr_of(void *provider, const struct tnf_function *function, struct tnf_rpc_call *call,
                   const struct tnf_cty_value *arguments, size_t count, struct tnf_cty_value *ret_result,
                   int64_t *ret_argument, struct tnf_error *err) {
    static struct tnf_strview names[] = {TNF_SV_INIT("0"), TNF_SV_INIT("1"), TNF_SV_INIT("2"), TNF_SV_INIT("3")};
    const struct tnf_strings zones = {.items = names, .count = TNF_ARRAY_LEN(names)};
    struct tnf_value subnets;
    (void)provider;
    (void)function;
    (void)count;
    *ret_argument = 0;
    TNF_TRY(tnf_network_subnets(&call->arena, arguments[0].text, &zones, &subnets, err));
    *ret_argument = 1;
    if (!is_tier(arguments[1].text))
        return tnf_error_set(err, TNF_E_INVALID, "the tier must be public, app or database");
    const struct tnf_cty_value *zone = &arguments[2];
    *ret_argument = 2;
    if (zone->kind != TNF_CTY_INTEGER || zone->integer < 0 || zone->integer >= (int64_t)zones.count)
        return tnf_error_set(err, TNF_E_INVALID, "the zone must be a whole number from 0 to %zu", zones.count - 1);
    *ret_argument = -1;
    const struct tnf_value subnet = tnf_object_get(subnets, names[zone->integer], NULL);
    *ret_result = tnf_cty_text(tnf_object_get(subnet, arguments[1].text, NULL).text);
    return 0;
}

static const struct tnf_function_parameter parameters[] = {
    {.name = TNF_SV_INIT("network"),
     .type = &tnf_cty_string,
     .description = TNF_SV_INIT("Range of the VPC, `/24` or larger.")},
    {.name = TNF_SV_INIT("tier"),
     .type = &tnf_cty_string,
     .description = TNF_SV_INIT("Which subnet: `public`, `app` or `database`.")},
    {.name = TNF_SV_INIT("zone"),
     .type = &tnf_cty_number,
     .description = TNF_SV_INIT("Place of the availability zone in the environment's list, from 0 to 3.")},
};

const struct tnf_function tnf_function_cidr_of = {
    .name = TNF_SV_INIT("cidr_of"),
    .summary = TNF_SV_INIT("The range of a generated subnet"),
    .description = TNF_SV_INIT("Each subnet is a sixteenth of the VPC, and depends on the VPC's range and the zone's "
                               "place in its list alone, so that a zone that is added moves no other."),
    .parameters = parameters,
    .parameter_count = TNF_ARRAY_LEN(parameters),
    .result = &tnf_cty_string,
    .call = cidr_of,
};
