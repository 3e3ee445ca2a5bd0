/*
 * What AWS's price list calls things, and which of our keys they are. An offer is the price list of one service
 * (AmazonEC2, AmazonRDS, …); a product of it has attributes and, on demand, a price in one or more tiers (AWS Billing
 * user guide, "Reading the service price list file for an AWS service"). Pure. Private to the folder.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

/* Attributes that tell products apart. */
enum tnf_offer_attribute {
    TNF_OFFER_SERVICE,
    TNF_OFFER_FAMILY,
    TNF_OFFER_USAGE,
    TNF_OFFER_OPERATION,
    TNF_OFFER_REGION,
    TNF_OFFER_FROM_REGION,
    TNF_OFFER_TRANSFER,
    TNF_OFFER_SYSTEM,
    TNF_OFFER_TENANCY,
    TNF_OFFER_SOFTWARE,
    TNF_OFFER_CAPACITY,
    TNF_OFFER_DATABASE,
    TNF_OFFER_CACHE,
    TNF_OFFER_ATTRIBUTE_COUNT,
};

/* What an attribute is called in JSON, and as a column of CSV. */
struct tnf_offer_attribute_name {
    const char *json;
    const char *csv;
};
extern const struct tnf_offer_attribute_name tnf_offer_attributes[TNF_OFFER_ATTRIBUTE_COUNT];

/* Empty views for attributes that a product does not have. */
struct tnf_offer_product {
    struct tnf_strview values[TNF_OFFER_ATTRIBUTE_COUNT];
};

/* Which key a product is the price of. */
struct tnf_offer_match {
    struct tnf_strview key;
    int64_t scale; /* how many of AWS's units are one of ours */
    bool global;   /* of a service that has no regions */
};

/* False when the product is none that there is a key for, or is of another region. The key is in the arena. */
bool tnf_offer_match(const struct tnf_offer_product *product, struct tnf_strview region, struct tnf_arena *arena,
                     struct tnf_offer_match *ret);

/* A tier of a price as AWS writes it. */
struct tnf_offer_tier {
    struct tnf_strview begin; /* "0", "10240" */
    struct tnf_strview unit;
    struct tnf_strview price;
};

/* What was found of one offer file. All text is in the arena of the set. */
struct tnf_offer_price {
    struct tnf_strview key;
    bool global;
    int64_t nanos;
    int64_t begin;  /* of the tier, in whole units of AWS */
    bool ambiguous; /* several products with different prices */
};
struct tnf_offer {
    struct tnf_strview code;    /* AmazonEC2 */
    struct tnf_strview version; /* 20261007165408 */
    struct tnf_strview date;    /* of the publication: 2026-10-07 */
    struct tnf_offer_price *prices;
    size_t count;
    size_t capacity;
};

/* Adds a tier: of several tiers of a key the first that costs something counts. A price of nothing, as in a free tier,
 * is left out. TNF_E_INVALID when begin or price are no numbers. */
int tnf_offer_add(struct tnf_offer *offer, const struct tnf_offer_match *match, const struct tnf_offer_tier *tier,
                  struct tnf_arena *arena, struct tnf_error *err);

/* Cuts the day off a time of publication, "2026-10-07T16:54:08Z"; false when it does not begin with one. */
bool tnf_offer_date(struct tnf_strview time, struct tnf_strview *ret);
