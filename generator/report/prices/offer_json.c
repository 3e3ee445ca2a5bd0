#include "generator/report/prices/offer_file.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "generator/report/prices/stream.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A product that there is a key for. */
struct wanted {
    struct tnf_strview sku;
    struct tnf_offer_match match;
};

struct reading {
    struct tnf_arena *arena;
    struct tnf_strview region;
    struct tnf_offer *offer;
    struct wanted *wanted; /* by SKU once products were read */
    size_t count;
    size_t capacity;
    bool has_products;
    bool has_terms;
};

/* A failure at what was read last. */
static int at_line(const struct tnf_stream *stream, struct tnf_error *err) {
    tnf_error_at(err, stream->name, stream->line, stream->column);
    return err == NULL ? TNF_E_INVALID : (int)err->code;
}

/* Takes the value that comes next as a tree; *ret is to be released. */
static int take_json(struct tnf_stream *stream, json_t **ret, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    json_error_t error;
    TNF_TRY(tnf_stream_value(stream, &text, err));
    *ret = json_loadb(text.ptr, text.len, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
    if (*ret != NULL) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "not JSON: %s", error.text);
    return at_line(stream, err);
}

static struct tnf_strview text_of(const json_t *value) {
    return json_is_string(value) ? tnf_sv_n(json_string_value(value), json_string_length(value))
                                 : (struct tnf_strview){0};
}

static int take_text(struct tnf_stream *stream, struct reading *reading, struct tnf_strview *ret,
                     struct tnf_error *err) {
    json_t *value = NULL;
    TNF_TRY(take_json(stream, &value, err));
    *ret = tnf_arena_sv(reading->arena, text_of(value));
    json_decref(value);
    return 0;
}

static struct tnf_offer_product product_of(const json_t *json) {
    struct tnf_offer_product product;
    const json_t *attributes = json_object_get(json, "attributes");
    for (size_t i = 0; i < TNF_OFFER_ATTRIBUTE_COUNT; i++)
        product.values[i] = text_of(json_object_get(attributes, tnf_offer_attributes[i].json));
    product.values[TNF_OFFER_FAMILY] = text_of(json_object_get(json, "productFamily"));
    return product;
}

static int on_product(struct tnf_stream *stream, struct tnf_strview key, void *context, struct tnf_error *err) {
    struct reading *reading = context;
    json_t *json = NULL;
    TNF_TRY(take_json(stream, &json, err));
    const struct tnf_offer_product product = product_of(json);
    struct tnf_offer_match match;
    if (tnf_offer_match(&product, reading->region, reading->arena, &match)) {
        reading->wanted = tnf_arena_grow(reading->arena, reading->wanted, reading->count, &reading->capacity,
                                         sizeof *reading->wanted);
        reading->wanted[reading->count++] = (struct wanted){tnf_arena_sv(reading->arena, key), match};
    }
    json_decref(json);
    return 0;
}

/* First time through the file: what it is, and its products. */
static int on_head(struct tnf_stream *stream, struct tnf_strview key, void *context, struct tnf_error *err) {
    struct reading *reading = context;
    struct tnf_strview time = {0};
    if (tnf_sv_eq_c(key, "offerCode")) return take_text(stream, reading, &reading->offer->code, err);
    if (tnf_sv_eq_c(key, "version")) return take_text(stream, reading, &reading->offer->version, err);
    if (tnf_sv_eq_c(key, "products")) {
        reading->has_products = true;
        return tnf_stream_object(stream, on_product, reading, err);
    }
    if (!tnf_sv_eq_c(key, "publicationDate")) return tnf_stream_value(stream, NULL, err);
    TNF_TRY(take_text(stream, reading, &time, err));
    if (tnf_offer_date(time, &reading->offer->date)) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "publicationDate: expected a time, not %s", tnf_excerpt(time).text);
    return at_line(stream, err);
}

static int add_dimension(struct reading *reading, const struct tnf_offer_match *match, const json_t *dimension,
                         struct tnf_error *err) {
    const struct tnf_offer_tier tier = {
        .begin = text_of(json_object_get(dimension, "beginRange")),
        .unit = text_of(json_object_get(dimension, "unit")),
        .price = text_of(json_object_get(json_object_get(dimension, "pricePerUnit"), "USD")),
    };
    return tnf_offer_add(reading->offer, match, &tier, reading->arena, err);
}

static int add_terms(struct reading *reading, const struct tnf_offer_match *match, json_t *terms,
                     struct tnf_error *err) {
    const char *name;
    json_t *term;
    json_object_foreach(terms, name, term) {
        json_t *dimension;
        json_object_foreach(json_object_get(term, "priceDimensions"), name, dimension)
            TNF_TRY(add_dimension(reading, match, dimension, err));
    }
    return 0;
}

static int by_sku(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct wanted *)a)->sku, ((const struct wanted *)b)->sku);
}

static int on_sku(struct tnf_stream *stream, struct tnf_strview key, void *context, struct tnf_error *err) {
    struct reading *reading = context;
    const struct wanted this = {.sku = key};
    const struct wanted *wanted =
        reading->count == 0 ? NULL : bsearch(&this, reading->wanted, reading->count, sizeof this, by_sku);
    if (wanted == NULL) return tnf_stream_value(stream, NULL, err);
    json_t *terms = NULL;
    TNF_TRY(take_json(stream, &terms, err));
    const int code = add_terms(reading, &wanted->match, terms, err);
    json_decref(terms);
    return code < 0 ? at_line(stream, err) : 0;
}

static int on_term_type(struct tnf_stream *stream, struct tnf_strview key, void *context, struct tnf_error *err) {
    if (!tnf_sv_eq_c(key, "OnDemand")) return tnf_stream_value(stream, NULL, err);
    return tnf_stream_object(stream, on_sku, context, err);
}

/* Second time: prices. */
static int on_tail(struct tnf_stream *stream, struct tnf_strview key, void *context, struct tnf_error *err) {
    if (!tnf_sv_eq_c(key, "terms")) return tnf_stream_value(stream, NULL, err);
    ((struct reading *)context)->has_terms = true;
    return tnf_stream_object(stream, on_term_type, context, err);
}

static int pass(FILE *file, const char *name, tnf_stream_member_fn visit, struct reading *reading,
                struct tnf_error *err) {
    struct tnf_stream stream = {file, name, 1, 0};
    if (fseeko(file, 0, SEEK_SET) != 0) return tnf_error_errno(err, "go to the start of \"%s\"", name);
    TNF_TRY(tnf_stream_object(&stream, visit, reading, err));
    return tnf_stream_end(&stream, err);
}

static int check_whole(const struct reading *reading, const char *name, struct tnf_error *err) {
    const struct tnf_offer *offer = reading->offer;
    const char *missing = offer->code.len == 0      ? "offerCode"
                          : offer->version.len == 0 ? "version"
                          : offer->date.len == 0    ? "publicationDate"
                          : !reading->has_products  ? "products"
                          : !reading->has_terms     ? "terms"
                                                    : NULL;
    if (missing == NULL) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "not an offer file of AWS's price list: it has no %s", missing);
    tnf_error_at(err, name, 1, 1);
    tnf_error_hint(err, "docs/prices.md says which files to fetch, and from where");
    return TNF_E_INVALID;
}

int tnf_offer_read_json(FILE *file, const char *name, struct tnf_strview region, struct tnf_arena *arena,
                        struct tnf_offer *ret, struct tnf_error *err) {
    struct reading reading = {.arena = arena, .region = region, .offer = ret};
    *ret = (struct tnf_offer){0};
    TNF_TRY(pass(file, name, on_head, &reading, err));
    if (reading.count > 0) qsort(reading.wanted, reading.count, sizeof *reading.wanted, by_sku);
    TNF_TRY(pass(file, name, on_tail, &reading, err));
    return check_whole(&reading, name, err);
}
