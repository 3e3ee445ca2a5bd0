/*
 * What prices are called. A key says service, thing and measure: `nat.hour`, `ebs.gp3_gb_month`. Keys of instances have
 * the type's name in the middle: `ec2.t4g.medium`, `rds.postgres.db.t3.micro.single_az`. Pure.
 */
#pragma once

#include "base/strview.h"

#include <stddef.h>

struct tnf_price_key {
    const char *name;    /* with "*" where an instance type stands, at most once */
    const char *unit;    /* hour, GB-hour, GB-month, GB, month, million, thousand */
    const char *summary; /* what one unit is: lower case, no full stop */
};

/* All of them, in the order of the documentation. */
extern const struct tnf_price_key tnf_price_keys[];
extern const size_t tnf_price_key_count;

/* The row of a key, or NULL when there is none. */
const struct tnf_price_key *tnf_price_key_find(struct tnf_strview key);
