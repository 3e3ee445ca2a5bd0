/*
 * What AWS charges: dated, sourced unit prices in US dollars, by key and region. The ones that come with the program
 * are the YAML files of generator/report/prices/data; a file of the user lays over them or replaces them. Nothing here
 * asks the network. Format and keys: docs/prices.md, generator/report/prices/keys.h.
 *
 * Money is exact: int64_t billionths of a US dollar for a unit price.
 */
#pragma once

#include "base/error.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where prices of services stand that have no region, or the same price in all: Route 53, WAF. */
#define TNF_PRICE_GLOBAL "global"

/* Billionths of a US dollar. */
#define TNF_PRICE_DOLLAR INT64_C(1000000000)

/* Bytes of a price file. */
enum { TNF_PRICE_FILE_MAX = 8 * 1024 * 1024 };

/* A price, borrowed from its set. */
struct tnf_price {
    struct tnf_strview key;    /* ecs.fargate.vcpu_hour */
    struct tnf_strview region; /* us-east-1, or TNF_PRICE_GLOBAL */
    struct tnf_strview unit;   /* hour, GB-month, … as the key's row says (tnf_price_unit) */
    struct tnf_strview text;   /* the price as it was written: 0.04048 */
    int64_t nanos;             /* the same in billionths of a US dollar for one unit, 0 up to 1,000,000 dollars */
    struct tnf_strview date;   /* when it was looked up, or published: 2025-11-01 */
    struct tnf_strview source; /* where: a page of AWS, an offer file with its version */
    struct tnf_strview file;   /* the file it was read from; of those that come with the program "data/NAME.yaml" */
    unsigned line;             /* in that file */
    unsigned column;
};

struct tnf_prices;

/* Whether it has the form of a region's name, us-east-1, or is TNF_PRICE_GLOBAL. */
bool tnf_price_is_region(struct tnf_strview text);

/* A set without prices, owned by the caller. */
struct tnf_prices *tnf_prices_new(void);
void tnf_prices_free(struct tnf_prices *prices);
/* For TNF_AUTO. */
void tnf_prices_release(struct tnf_prices **prices);

/* Adds the prices that come with the program. Fails only for a bug of ours: a unit test loads them. */
int tnf_prices_add_builtin(struct tnf_prices *prices, struct tnf_error *err);

/* Lays the prices of a text over what is there: the same key in the same region is replaced. `builtin: false` in it
 * removes everything that was there before. name is for messages and decides the format: JSON when it ends in .json,
 * else YAML. Everything that is wrong is added to *errors, each with file, line and column: a key or unit that is not
 * known, a price that is no decimal, an entry that is there twice, a date or source that is missing. Then nothing is
 * changed and the first of them is *err. */
int tnf_prices_add_text(struct tnf_prices *prices, struct tnf_strview text, const char *name,
                        struct tnf_error_list *errors, struct tnf_error *err);
/* The same with a file of at most TNF_PRICE_FILE_MAX bytes. */
int tnf_prices_add_file(struct tnf_prices *prices, const char *path, struct tnf_error_list *errors,
                        struct tnf_error *err);

/* All prices, by region, then by key. */
size_t tnf_prices_count(const struct tnf_prices *prices);
const struct tnf_price *tnf_prices_at(const struct tnf_prices *prices, size_t index);

/* The price of a key in a region, or else of the key everywhere (TNF_PRICE_GLOBAL); NULL when there is none. */
const struct tnf_price *tnf_prices_find(const struct tnf_prices *prices, struct tnf_strview region,
                                        struct tnf_strview key);

/* The same; without a price TNF_E_NOT_FOUND, which names key, region and what it is wanted for ("database acme/main"),
 * and says how to add it. */
int tnf_prices_need(const struct tnf_prices *prices, struct tnf_strview region, struct tnf_strview key,
                    struct tnf_strview what, const struct tnf_price **ret, struct tnf_error *err);
