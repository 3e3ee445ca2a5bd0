/* The text of a price file becomes prices. Pure. Private to the folder. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "generator/report/prices/prices.h"

#include <stdbool.h>

/* Prices in the order of the text; the same key in the same region is there once. */
struct tnf_price_list {
    struct tnf_price *items;
    size_t count;
    size_t capacity;
    bool replaces; /* `builtin: false` */
};

/* What a list holds is in the arena. Every fault is added to *errors; then what is in *ret is not complete. */
void tnf_prices_read(struct tnf_strview text, const char *name, struct tnf_arena *arena, struct tnf_price_list *ret,
                     struct tnf_error_list *errors);

/* By region, then by key. */
int tnf_price_cmp(const struct tnf_price *a, const struct tnf_price *b);
