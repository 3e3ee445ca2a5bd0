#include "generator/report/prices/prices.h"

#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"
#include "generator/report/prices/read.h"

#include <stdlib.h>

extern const struct tnf_embedded_file tnf_price_data_files[];
extern const size_t tnf_price_data_file_count;

struct tnf_prices {
    struct tnf_arena arena;
    struct tnf_price *items; /* by region, then by key */
    size_t count;
};

struct tnf_prices *tnf_prices_new(void) {
    return tnf_xcalloc(1, sizeof(struct tnf_prices));
}

void tnf_prices_free(struct tnf_prices *prices) {
    if (prices == NULL) return;
    tnf_arena_release(&prices->arena);
    free(prices);
}

void tnf_prices_release(struct tnf_prices **prices) {
    tnf_prices_free(*prices);
    *prices = NULL;
}

/* Both are sorted; what the list has wins. */
static void lay_over(struct tnf_prices *prices, const struct tnf_price_list *list) {
    struct tnf_price *items = TNF_ARENA_ARRAY(&prices->arena, struct tnf_price, prices->count + list->count + 1);
    size_t count = 0;
    size_t old = list->replaces ? prices->count : 0;
    size_t new = 0;
    while (old < prices->count || new < list->count) {
        const int order = old == prices->count ? 1
                          : new == list->count ? -1
                                               : tnf_price_cmp(&prices->items[old], &list->items[new]);
        items[count++] = order < 0 ? prices->items[old] : list->items[new];
        if (order <= 0) old++;
        if (order >= 0) new ++;
    }
    prices->items = items;
    prices->count = count;
}

int tnf_prices_add_text(struct tnf_prices *prices, struct tnf_strview text, const char *name,
                        struct tnf_error_list *errors, struct tnf_error *err) {
    struct tnf_price_list list;
    const size_t before = errors->count;
    tnf_prices_read(text, name, &prices->arena, &list, errors);
    if (errors->count > before) {
        if (err != NULL) *err = errors->items[before];
        return errors->items[before].code;
    }
    lay_over(prices, &list);
    return 0;
}

int tnf_prices_add_file(struct tnf_prices *prices, const char *path, struct tnf_error_list *errors,
                        struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(tnf_file_read(path, TNF_PRICE_FILE_MAX, &text, err));
    return tnf_prices_add_text(prices, tnf_strbuf_view(&text), path, errors, err);
}

int tnf_prices_add_builtin(struct tnf_prices *prices, struct tnf_error *err) {
    struct tnf_error_list errors = {0};
    int code = 0;
    for (size_t i = 0; i < tnf_price_data_file_count && code == 0; i++) {
        const struct tnf_embedded_file *file = &tnf_price_data_files[i];
        const struct tnf_strview name = tnf_arena_printf(&prices->arena, "data/%s", file->path);
        code = tnf_prices_add_text(prices, tnf_sv_n((const char *)file->bytes, file->length), name.ptr, &errors, err);
    }
    tnf_error_list_release(&errors);
    return code;
}

size_t tnf_prices_count(const struct tnf_prices *prices) {
    return prices->count;
}

const struct tnf_price *tnf_prices_at(const struct tnf_prices *prices, size_t index) {
    return &prices->items[index];
}

static int by_key(const void *wanted, const void *item) {
    return tnf_price_cmp(wanted, item);
}

static const struct tnf_price *find_in(const struct tnf_prices *prices, struct tnf_strview region,
                                       struct tnf_strview key) {
    const struct tnf_price wanted = {.key = key, .region = region};
    if (prices->count == 0) return NULL;
    return bsearch(&wanted, prices->items, prices->count, sizeof *prices->items, by_key);
}

const struct tnf_price *tnf_prices_find(const struct tnf_prices *prices, struct tnf_strview region,
                                        struct tnf_strview key) {
    const struct tnf_price *price = find_in(prices, region, key);
    return price != NULL ? price : find_in(prices, TNF_SV(TNF_PRICE_GLOBAL), key);
}

int tnf_prices_need(const struct tnf_prices *prices, struct tnf_strview region, struct tnf_strview key,
                    struct tnf_strview what, const struct tnf_price **ret, struct tnf_error *err) {
    const struct tnf_price *price = tnf_prices_find(prices, region, key);
    if (price == NULL) {
        (void)tnf_error_set(err, TNF_E_NOT_FOUND, "no price of %.*s in %.*s, which %.*s needs", TNF_SV_ARG(key),
                            TNF_SV_ARG(region), TNF_SV_ARG(what));
        tnf_error_hint(err,
                       "make a price file with `tenantform prices import OFFER… --region %.*s`, or write one, and give "
                       "it with --prices",
                       TNF_SV_ARG(region));
        return TNF_E_NOT_FOUND;
    }
    *ret = price;
    return 0;
}
