/*
 * Any bytes are read as a price file and as an offer file of AWS's price list without harm. What an offer file gives is
 * written as a price file that is read again, with each of its prices.
 */
#include "generator/report/prices/prices.h"
#include "base/memory.h"
#include "generator/report/prices/offer_file.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_prices(struct tnf_strview text, const char *name, struct tnf_prices *prices) {
    struct tnf_error_list errors = {0};
    const bool good = tnf_prices_add_text(prices, text, name, &errors, NULL) == 0;
    if (good != (errors.count == 0)) abort();
    tnf_error_list_release(&errors);
    return good;
}

static void try_price_file(struct tnf_strview text, const char *name) {
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    if (!read_prices(text, name, prices)) return;
    for (size_t i = 0; i < tnf_prices_count(prices); i++) {
        const struct tnf_price *price = tnf_prices_at(prices, i);
        if (tnf_prices_find(prices, price->region, price->key) != price || price->nanos < 0) abort();
    }
}

static void write_and_read(struct tnf_offer *offer) {
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    size_t count = 0;
    for (size_t i = 0; i < offer->count; i++) count += !offer->prices[i].ambiguous;
    tnf_offers_write(offer, 1, TNF_SV("eu-west-1"), &out);
    if (count == 0) return; /* an empty list in YAML is nothing */
    /* A day that no calendar has is noticed here. */
    if (read_prices(tnf_strbuf_view(&out), "p.yaml", prices) && tnf_prices_count(prices) != count) abort();
}

static void try_offer(const uint8_t *data, size_t size, bool json) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_offer offer;
    FILE *file = size == 0 ? NULL : fmemopen((void *)(uintptr_t)data, size, "r");
    if (file == NULL) return;
    const int code =
        (json ? tnf_offer_read_json : tnf_offer_read_csv)(file, "f", TNF_SV("eu-west-1"), &arena, &offer, NULL);
    (void)fclose(file);
    if (code == 0) write_and_read(&offer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct tnf_strview text = tnf_sv_n((const char *)data, size);
    try_price_file(text, "p.yaml");
    try_price_file(text, "p.json");
    try_offer(data, size, /* json= */ true);
    try_offer(data, size, /* json= */ false);
    return 0;
}
