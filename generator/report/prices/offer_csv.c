#include "generator/report/prices/offer_file.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "generator/report/prices/csv.h"

/* Lines before the header, each a name and a value. */
enum { HEAD_LINES = 5, NO_COLUMN = TNF_CSV_FIELDS_MAX };

struct columns {
    size_t attributes[TNF_OFFER_ATTRIBUTE_COUNT];
    size_t term_type, begin, unit, price, currency;
    size_t count;
};

static int at_line(const struct tnf_csv *csv, struct tnf_error *err) {
    tnf_error_at(err, csv->name, csv->line, 1);
    return err == NULL ? TNF_E_INVALID : (int)err->code;
}

static int not_an_offer(const struct tnf_csv *csv, const char *missing, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_INVALID, "not an offer file of AWS's price list: it has no %s", missing);
    tnf_error_hint(err, "docs/prices.md says which files to fetch, and from where");
    return at_line(csv, err);
}

static int read_head(struct tnf_csv *csv, struct tnf_arena *arena, struct tnf_offer *offer, struct tnf_error *err) {
    for (size_t i = 0; i < HEAD_LINES; i++) {
        bool any;
        TNF_TRY(tnf_csv_next(csv, &any, err));
        if (!any) break;
        const struct tnf_strview name = tnf_csv_field(csv, 0);
        const struct tnf_strview value = tnf_arena_sv(arena, tnf_csv_field(csv, 1));
        if (tnf_sv_eq_c(name, "OfferCode")) offer->code = value;
        if (tnf_sv_eq_c(name, "Version")) offer->version = value;
        if (!tnf_sv_eq_c(name, "Publication Date") || tnf_offer_date(value, &offer->date)) continue;
        (void)tnf_error_set(err, TNF_E_INVALID, "Publication Date: expected a time, not %s", tnf_excerpt(value).text);
        return at_line(csv, err);
    }
    if (offer->code.len == 0) return not_an_offer(csv, "OfferCode", err);
    if (offer->version.len == 0) return not_an_offer(csv, "Version", err);
    return offer->date.len == 0 ? not_an_offer(csv, "Publication Date", err) : 0;
}

static size_t column(const struct tnf_csv *csv, const char *name) {
    for (size_t i = 0; i < csv->count; i++)
        if (tnf_sv_eq_c(tnf_csv_field(csv, i), name)) return i;
    return NO_COLUMN;
}

static int read_columns(struct tnf_csv *csv, struct columns *ret, struct tnf_error *err) {
    bool any;
    TNF_TRY(tnf_csv_next(csv, &any, err));
    for (size_t i = 0; i < TNF_OFFER_ATTRIBUTE_COUNT; i++)
        ret->attributes[i] = column(csv, tnf_offer_attributes[i].csv);
    ret->term_type = column(csv, "TermType");
    ret->begin = column(csv, "StartingRange");
    ret->unit = column(csv, "Unit");
    ret->price = column(csv, "PricePerUnit");
    ret->currency = column(csv, "Currency");
    ret->count = csv->count;
    if (ret->term_type == NO_COLUMN) return not_an_offer(csv, "column TermType", err);
    if (ret->price == NO_COLUMN) return not_an_offer(csv, "column PricePerUnit", err);
    if (ret->currency == NO_COLUMN) return not_an_offer(csv, "column Currency", err);
    return ret->attributes[TNF_OFFER_USAGE] == NO_COLUMN ? not_an_offer(csv, "column usageType", err) : 0;
}

static int read_row(const struct tnf_csv *csv, const struct columns *columns, struct tnf_strview region,
                    struct tnf_arena *arena, struct tnf_offer *offer, struct tnf_error *err) {
    struct tnf_offer_product product;
    struct tnf_offer_match match;
    if (!tnf_sv_eq_c(tnf_csv_field(csv, columns->term_type), "OnDemand")) return 0;
    if (!tnf_sv_eq_c(tnf_csv_field(csv, columns->currency), "USD")) return 0;
    for (size_t i = 0; i < TNF_OFFER_ATTRIBUTE_COUNT; i++)
        product.values[i] = tnf_csv_field(csv, columns->attributes[i]);
    if (!tnf_offer_match(&product, region, arena, &match)) return 0;
    const struct tnf_offer_tier tier = {tnf_csv_field(csv, columns->begin), tnf_csv_field(csv, columns->unit),
                                        tnf_csv_field(csv, columns->price)};
    return tnf_offer_add(offer, &match, &tier, arena, err) < 0 ? at_line(csv, err) : 0;
}

static int read_rows(struct tnf_csv *csv, const struct columns *columns, struct tnf_strview region,
                     struct tnf_arena *arena, struct tnf_offer *offer, struct tnf_error *err) {
    bool any;
    for (;;) {
        TNF_TRY(tnf_csv_next(csv, &any, err));
        if (!any) return 0;
        if (csv->count != columns->count) {
            (void)tnf_error_set(err, TNF_E_INVALID, "expected %zu fields as in the header, not %zu", columns->count,
                                csv->count);
            tnf_error_hint(err, "it may have been cut off while it was fetched; fetch it again");
            return at_line(csv, err);
        }
        TNF_TRY(read_row(csv, columns, region, arena, offer, err));
    }
}

int tnf_offer_read_csv(FILE *file, const char *name, struct tnf_strview region, struct tnf_arena *arena,
                       struct tnf_offer *ret, struct tnf_error *err) {
    TNF_AUTO(tnf_csv_release) struct tnf_csv csv;
    struct columns columns;
    tnf_csv_init(&csv, file, name);
    *ret = (struct tnf_offer){0};
    TNF_TRY(read_head(&csv, arena, ret, err));
    TNF_TRY(read_columns(&csv, &columns, err));
    return read_rows(&csv, &columns, region, arena, ret, err);
}
