/*
 * How a VPC's range is divided. The division depends on the range and the zone's place in the stored list
 * alone, so a zone that is added moves no subnet of another.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "catalog/entity.h"
#include "generator/hcl/value.h"

enum { TNF_NETWORK_ZONES_MAX = 4, TNF_NETWORK_PREFIX_MAX = 24 };

/* The zones of a network: `zones` when it is set, else the first `count` letters of the region. Zones of an environment
 * say only how many a tenant has that is in another region. */
struct tnf_strings tnf_network_zones(struct tnf_arena *arena, const struct tnf_datum *zones, struct tnf_strview region,
                                     int64_t count);

/* An object zone → {public, app, database}, each a sixteenth of the VPC's range: blocks 0–3 are the app
 * subnets, 4–7 the database subnets, 8–11 the public ones, 12–15 stay free. TNF_E_INVALID for a range smaller
 * than /24 (subnets have at least 16 addresses) or more than four zones. */
int tnf_network_subnets(struct tnf_arena *arena, struct tnf_strview cidr, const struct tnf_strings *zones,
                        struct tnf_value *ret, struct tnf_error *err);
