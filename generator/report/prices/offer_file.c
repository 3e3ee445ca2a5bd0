#include "generator/report/prices/offer_file.h"

#include "base/memory.h"
#include "generator/report/prices/decimal.h"
#include "generator/report/prices/keys.h"
#include "generator/report/prices/prices.h"

#include <errno.h>
#include <stdlib.h>

static int first_byte(FILE *file) {
    int c;
    do c = getc(file);
    while (c == ' ' || c == '\t' || c == '\r' || c == '\n');
    return c;
}

int tnf_offer_read(const char *path, struct tnf_strview region, struct tnf_arena *arena, struct tnf_offer *ret,
                   struct tnf_error *err) {
    FILE *file = fopen(path, "rbe");
    if (file == NULL && errno == ENOENT) return tnf_error_set(err, TNF_E_NOT_FOUND, "there is no file \"%s\"", path);
    if (file == NULL) return tnf_error_errno(err, "open \"%s\"", path);
    const bool json = first_byte(file) == '{';
    int code = fseeko(file, 0, SEEK_SET) == 0 ? 0 : tnf_error_errno(err, "go to the start of \"%s\"", path);
    if (code == 0) code = (json ? tnf_offer_read_json : tnf_offer_read_csv)(file, path, region, arena, ret, err);
    (void)fclose(file);
    return code;
}

static int by_key(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct tnf_offer_price *)a)->key, ((const struct tnf_offer_price *)b)->key);
}

static void write_price(const struct tnf_offer_price *price, struct tnf_strbuf *out) {
    tnf_strbuf_addf(out, "      %.*s: {price: ", TNF_SV_ARG(price->key));
    tnf_decimal_add(out, price->nanos);
    tnf_strbuf_addf(out, ", unit: %s}\n", tnf_price_key_find(price->key)->unit);
}

/* In double quotes: code and version are text of a file. */
static void write_source(const struct tnf_offer *offer, struct tnf_strbuf *out) {
    tnf_strbuf_add_str(out, "    source: \"AWS price list, offer ");
    const struct tnf_strview parts[] = {offer->code, TNF_SV(", version "), offer->version};
    for (size_t i = 0; i < TNF_ARRAY_LEN(parts); i++)
        for (size_t n = 0; n < parts[i].len; n++) {
            const unsigned char c = (unsigned char)parts[i].ptr[n];
            tnf_strbuf_add_c(out, c < 0x20 || c > 0x7E || c == '"' || c == '\\' ? '?' : (char)c);
        }
    tnf_strbuf_add_str(out, "\"\n");
}

static void write_list(const struct tnf_offer *offer, bool global, struct tnf_strview region, struct tnf_strbuf *out) {
    bool begun = false;
    for (size_t i = 0; i < offer->count; i++) {
        const struct tnf_offer_price *price = &offer->prices[i];
        if (price->ambiguous || price->global != global) continue;
        if (!begun) {
            tnf_strbuf_addf(out, "  - region: %.*s\n    date: %.*s\n",
                            TNF_SV_ARG(global ? TNF_SV(TNF_PRICE_GLOBAL) : region), TNF_SV_ARG(offer->date));
            write_source(offer, out);
            tnf_strbuf_add_str(out, "    entries:\n");
        }
        begun = true;
        write_price(price, out);
    }
}

void tnf_offers_write(const struct tnf_offer *offers, size_t count, struct tnf_strview region, struct tnf_strbuf *out) {
    tnf_strbuf_addf(out, "# Prices of AWS in %.*s, read by `tenantform prices import`.\ncurrency: USD\nprices:\n",
                    TNF_SV_ARG(region));
    for (size_t i = 0; i < count; i++) {
        if (offers[i].count > 0) qsort(offers[i].prices, offers[i].count, sizeof *offers[i].prices, by_key);
        write_list(&offers[i], /* global= */ false, region, out);
        write_list(&offers[i], /* global= */ true, region, out);
    }
}
