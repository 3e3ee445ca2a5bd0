/*
 * Offer files of AWS's price list, as they are fetched from
 * https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/<offer>/current/<region>/index.json or index.csv. Both are
 * read as a stream: memory grows with the products that there are keys for, not with the file.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "generator/report/prices/offer.h"

#include <stdio.h>

/* Reads what there are keys for of one region from a file that can be read twice. Text of *ret is in the arena. name is
 * for messages. TNF_E_INVALID with file and line when it is no offer file, or damaged; TNF_E_LIMIT when a piece of it
 * is larger than any of AWS. */
int tnf_offer_read_json(FILE *file, const char *name, struct tnf_strview region, struct tnf_arena *arena,
                        struct tnf_offer *ret, struct tnf_error *err);
int tnf_offer_read_csv(FILE *file, const char *name, struct tnf_strview region, struct tnf_arena *arena,
                       struct tnf_offer *ret, struct tnf_error *err);

/* One of them, by the first byte of the file at `path`. */
int tnf_offer_read(const char *path, struct tnf_strview region, struct tnf_arena *arena, struct tnf_offer *ret,
                   struct tnf_error *err);

/* Appends a price file with the prices of the offers, those that are ambiguous left out. Deterministic: by offer in the
 * order given, then by key. */
void tnf_offers_write(const struct tnf_offer *offers, size_t count, struct tnf_strview region, struct tnf_strbuf *out);
