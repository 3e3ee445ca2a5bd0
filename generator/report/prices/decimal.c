#include "generator/report/prices/decimal.h"

#include "generator/report/prices/prices.h"

#include <inttypes.h>
#include <stddef.h>

/* Of a price; and digits behind the point, of a price and at most. */
enum { WHOLE_MAX = 1000000, FRACTION_DIGITS = 9, SCALED_DIGITS_MAX = 18 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Steps over digits, of which there must be one; *ret_count is how many. */
static bool take_digits(struct tnf_strview text, size_t *at, size_t *ret_count) {
    const size_t start = *at;
    while (*at < text.len && is_digit(text.ptr[*at])) (*at)++;
    *ret_count = *at - start;
    return *ret_count > 0;
}

struct parts {
    struct tnf_strview whole;
    struct tnf_strview fraction;
};

static bool split(struct tnf_strview text, struct parts *ret) {
    size_t at = 0;
    size_t count = 0;
    if (!take_digits(text, &at, &count)) return false;
    ret->whole = tnf_sv_n(text.ptr, count);
    ret->fraction = (struct tnf_strview){0};
    if (at == text.len) return true;
    if (text.ptr[at++] != '.' || !take_digits(text, &at, &count)) return false;
    ret->fraction = tnf_sv_n(text.ptr + at - count, count);
    return at == text.len;
}

bool tnf_decimal_parse(struct tnf_strview text, int64_t *ret) {
    struct parts parts;
    if (!split(text, &parts) || parts.fraction.len > FRACTION_DIGITS) return false;
    return tnf_decimal_parse_scaled(text, 1, ret);
}

/* The fraction as 10^-18ths; digits past that are too small to matter. */
static int64_t fraction_of(struct tnf_strview digits) {
    int64_t value = 0;
    for (size_t i = 0; i < SCALED_DIGITS_MAX; i++)
        value = value * 10 + (i < digits.len ? (int64_t)(digits.ptr[i] - '0') : 0);
    return value;
}

bool tnf_decimal_parse_scaled(struct tnf_strview text, int64_t scale, int64_t *ret) {
    struct parts parts;
    int64_t whole = 0;
    if (!split(text, &parts) || !tnf_sv_to_int(parts.whole, 0, WHOLE_MAX, &whole)) return false;
    /* At most a million times a million billion billionths: more than 64 bits hold. */
    __extension__ typedef __int128 wide;
    const wide unit = (wide)TNF_PRICE_DOLLAR;
    const wide product = ((wide)whole * unit * unit + fraction_of(parts.fraction)) * scale;
    const wide nanos = (product + unit / 2) / unit;
    if (nanos > (wide)WHOLE_MAX * unit) return false;
    *ret = (int64_t)nanos;
    return true;
}

void tnf_decimal_add(struct tnf_strbuf *out, int64_t nanos) {
    int64_t fraction = nanos % TNF_PRICE_DOLLAR;
    tnf_strbuf_addf(out, "%" PRId64, nanos / TNF_PRICE_DOLLAR);
    if (fraction == 0) return;
    int digits = FRACTION_DIGITS;
    for (; fraction % 10 == 0; fraction /= 10) digits--;
    tnf_strbuf_addf(out, ".%0*" PRId64, digits, fraction);
}
