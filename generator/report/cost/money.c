#include "generator/report/cost/money.h"

#include "base/memory.h"

#include <inttypes.h>

enum {
    CENTS_OF_A_DOLLAR = 100,
    NANOS_OF_A_CENT = 10000000,
    QUANTITY_DIGITS = 6,
};

static int64_t product(int64_t a, int64_t b) {
    int64_t result;
    return __builtin_mul_overflow(a, b, &result) ? INT64_MAX : result;
}

static int64_t sum(int64_t a, int64_t b) {
    int64_t result;
    return __builtin_add_overflow(a, b, &result) ? INT64_MAX : result;
}

int64_t tnf_quantity_scale(int64_t quantity, int64_t numerator, int64_t denominator) {
    const int64_t whole = product(quantity / denominator, numerator);
    const int64_t rest = sum(product(quantity % denominator, numerator), denominator / 2) / denominator;
    return sum(whole, rest);
}

/* The fraction of a billionth that is dropped cannot reach the next half cent, which is a whole number of them. */
int64_t tnf_money_cents(int64_t quantity, int64_t nanos) {
    const int64_t whole = product(quantity / TNF_QUANTITY_ONE, nanos);
    const int64_t rest = product(quantity % TNF_QUANTITY_ONE, nanos) / TNF_QUANTITY_ONE;
    return sum(sum(whole, rest), NANOS_OF_A_CENT / 2) / NANOS_OF_A_CENT;
}

void tnf_quantity_add(struct tnf_strbuf *out, int64_t quantity) {
    tnf_strbuf_addf(out, "%" PRId64, quantity / TNF_QUANTITY_ONE);
    const int64_t rest = quantity % TNF_QUANTITY_ONE;
    if (rest == 0) return;
    tnf_strbuf_addf(out, ".%0*" PRId64, (int)QUANTITY_DIGITS, rest);
    size_t length = out->len;
    while (out->ptr[length - 1] == '0') length--;
    tnf_strbuf_truncate(out, length);
}

void tnf_money_add_plain(struct tnf_strbuf *out, int64_t cents) {
    const uint64_t size = cents < 0 ? (uint64_t)0 - (uint64_t)cents : (uint64_t)cents;
    tnf_strbuf_addf(out, "%s%" PRIu64 ".%02" PRIu64, cents < 0 ? "-" : "", size / CENTS_OF_A_DOLLAR,
                    size % CENTS_OF_A_DOLLAR);
}

void tnf_money_add(struct tnf_strbuf *out, int64_t cents) {
    enum { GROUP = 3, CENT_DIGITS = 3 };
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf plain = TNF_STRBUF_INIT;
    tnf_money_add_plain(&plain, cents);
    const size_t first = cents < 0 ? 1 : 0;
    const size_t point = plain.len - CENT_DIGITS;
    for (size_t i = 0; i < plain.len; i++) {
        if (i > first && i < point && (point - i) % GROUP == 0) tnf_strbuf_add_c(out, ',');
        tnf_strbuf_add_c(out, plain.ptr[i]);
    }
}
