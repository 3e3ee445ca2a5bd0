/*
 * Exact arithmetic of an estimate. A quantity is int64_t millionths of its unit, a price int64_t billionths of a US
 * dollar, an amount int64_t cents: rounded half up, once, where a line is made. What is too large stays at the
 * largest number. Pure.
 */
#pragma once

#include "base/strbuf.h"

#include <stdint.h>

#define TNF_QUANTITY_ONE INT64_C(1000000)

/* AWS counts 8,760 hours of a year as 12 months. */
enum { TNF_MONTH_HOURS = 730 };

/* quantity * numerator / denominator, rounded half up. All are >= 0, denominator > 0. */
int64_t tnf_quantity_scale(int64_t quantity, int64_t numerator, int64_t denominator);
/* Cents of a quantity, >= 0, at a price, >= 0. */
int64_t tnf_money_cents(int64_t quantity, int64_t nanos);

/* Appends a quantity without needless zeros: 182500000 is "182.5". */
void tnf_quantity_add(struct tnf_strbuf *out, int64_t quantity);
/* Appends cents as dollars: "1,234.50", "-0.05". */
void tnf_money_add(struct tnf_strbuf *out, int64_t cents);
/* The same without commas, as programs read it: "1234.50". */
void tnf_money_add_plain(struct tnf_strbuf *out, int64_t cents);
