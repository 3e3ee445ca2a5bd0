#include "generator/report/prices/read.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "base/suggest.h"
#include "catalog/text/decode_value.h"
#include "catalog/text/node.h"
#include "generator/report/prices/decimal.h"
#include "generator/report/prices/keys.h"

#include <stdio.h>
#include <stdlib.h>

struct reading {
    struct tnf_text_complaints to;
    struct tnf_arena *arena; /* of the prices */
    struct tnf_strview file;
    struct tnf_price_list *list;
};

/* What may stand in a mapping. */
enum { MEMBERS_MAX = 4 };
struct shape {
    const char *what;
    const char *members[MEMBERS_MAX]; /* NULL behind the last */
};
static const struct shape file_shape = {"a price file", {"currency", "builtin", "prices"}};
enum { FILE_CURRENCY, FILE_BUILTIN, FILE_PRICES };
static const struct shape set_shape = {"a list of prices", {"region", "date", "source", "entries"}};
enum { SET_REGION, SET_DATE, SET_SOURCE, SET_ENTRIES };
static const struct shape entry_shape = {"a price", {"price", "unit"}};
enum { ENTRY_PRICE, ENTRY_UNIT };

static size_t member_of(const struct shape *shape, struct tnf_strview name) {
    size_t i = 0;
    while (i < MEMBERS_MAX && shape->members[i] != NULL && !tnf_sv_eq_c(name, shape->members[i])) i++;
    return i < MEMBERS_MAX && shape->members[i] == NULL ? MEMBERS_MAX : i;
}

static void complain_member(const struct reading *reading, const struct shape *shape, const struct tnf_node *key) {
    struct tnf_suggestion near;
    tnf_suggest_init(&near, key->text);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf hint = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&hint, "there are");
    for (size_t i = 0; i < MEMBERS_MAX && shape->members[i] != NULL; i++) {
        tnf_suggest_try(&near, tnf_sv(shape->members[i]));
        tnf_strbuf_addf(&hint, "%s %s", i == 0 ? "" : ",", shape->members[i]);
    }
    if (near.best.ptr != NULL) {
        tnf_strbuf_clear(&hint);
        tnf_strbuf_addf(&hint, "did you mean %.*s?", TNF_SV_ARG(near.best));
    }
    tnf_text_complain(&reading->to, key, hint.ptr, "%s has no %s", shape->what, tnf_excerpt(key->text).text);
}

/* The values of a mapping's members, NULL for those that are not there. False: it is no mapping. */
static bool take(const struct reading *reading, const struct shape *shape, const struct tnf_node *node,
                 const struct tnf_node *ret[static MEMBERS_MAX]) {
    for (size_t i = 0; i < MEMBERS_MAX; i++) ret[i] = NULL;
    if (node->kind != TNF_NODE_MAPPING) {
        tnf_text_complain(&reading->to, node, NULL, "expected %s, not %s", shape->what, tnf_node_title(node).text);
        return false;
    }
    for (const struct tnf_node *key = node->first; key != NULL; key = key->next) {
        const size_t member = member_of(shape, key->text);
        if (key->repeated)
            tnf_text_complain_repeated(&reading->to, node, key);
        else if (member == MEMBERS_MAX)
            complain_member(reading, shape, key);
        else
            ret[member] = key->value;
    }
    return true;
}

static bool number_at(struct tnf_strview text, size_t from, size_t length, int64_t min, int64_t max, int64_t *ret) {
    const struct tnf_strview digits = tnf_sv_n(text.ptr + from, length);
    return digits.ptr[0] != '-' && tnf_sv_to_int(digits, min, max, ret);
}

static bool is_date(struct tnf_strview text) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-') return false;
    if (!number_at(text, 0, 4, 0, 9999, &year) || !number_at(text, 5, 2, 1, 12, &month)) return false;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return number_at(text, 8, 2, 1, days[month - 1] + (month == 2 && leap ? 1 : 0), &day);
}

static bool is_lower_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* us-east-1, us-gov-west-1. */
bool tnf_price_is_region(struct tnf_strview text) {
    if (tnf_sv_eq_c(text, TNF_PRICE_GLOBAL)) return true;
    struct tnf_strview rest = text;
    struct tnf_strview part = {0};
    size_t parts = 0;
    for (; rest.ptr != NULL; parts++) {
        part = tnf_sv_next(&rest, '-');
        if (part.len == 0) return false;
        for (size_t i = 0; i < part.len; i++)
            if (!is_lower_or_digit(part.ptr[i])) return false;
    }
    int64_t number = 0;
    return parts >= 3 && text.len <= 32 && tnf_sv_to_int(part, 1, 99, &number);
}

/* Text of a set that every price of it has; copied into the arena, empty when it was complained about. */
static struct tnf_strview set_text(const struct reading *reading, const struct tnf_node *set,
                                   const struct tnf_node *value, const char *name, bool (*fits)(struct tnf_strview),
                                   const char *hint) {
    struct tnf_strview text = {0};
    if (value == NULL) {
        tnf_text_complain(&reading->to, set, hint, "%s is missing", name);
        return text;
    }
    if (!tnf_text_decode_string(&reading->to, name, value, &text)) return (struct tnf_strview){0};
    if (tnf_sv_trim(text).len > 0 && (fits == NULL || fits(text))) return tnf_arena_sv(reading->arena, text);
    tnf_text_complain(&reading->to, value, hint, "%s: %s is none", name, tnf_excerpt(text).text);
    return (struct tnf_strview){0};
}

static void check_unit(const struct reading *reading, const struct tnf_price_key *row, const struct tnf_node *entry,
                       const struct tnf_node *unit) {
    char hint[128];
    (void)snprintf(hint, sizeof hint, "write %s: %s", row->unit, row->summary);
    if (unit == NULL)
        tnf_text_complain(&reading->to, entry, hint, "unit is missing");
    else if (unit->kind != TNF_NODE_SCALAR || !tnf_sv_eq_c(unit->text, row->unit))
        tnf_text_complain(&reading->to, unit, hint, "unit: expected %s, not %s", row->unit, tnf_node_title(unit).text);
}

static bool price_of(const struct reading *reading, const struct tnf_node *entry, const struct tnf_node *price,
                     int64_t *ret) {
    if (price == NULL) {
        tnf_text_complain(&reading->to, entry, "write it as {price: 0.04048, unit: hour}", "price is missing");
        return false;
    }
    if (price->kind == TNF_NODE_SCALAR && tnf_decimal_parse(price->text, ret)) return true;
    tnf_text_complain(&reading->to, price, "write US dollars with at most 9 digits behind the point: 0.04048",
                      "price: expected a decimal from 0 to 1000000, not %s", tnf_node_title(price).text);
    return false;
}

static void complain_key(const struct reading *reading, const struct tnf_node *key) {
    struct tnf_suggestion near;
    tnf_suggest_init(&near, key->text);
    for (size_t i = 0; i < tnf_price_key_count; i++) tnf_suggest_try(&near, tnf_sv(tnf_price_keys[i].name));
    char hint[128];
    if (near.best.ptr != NULL)
        (void)snprintf(hint, sizeof hint, "did you mean %.*s?", TNF_SV_ARG(near.best));
    else
        (void)snprintf(hint, sizeof hint, "`tenantform prices list --keys` shows the keys that there are");
    tnf_text_complain(&reading->to, key, hint, "%s is no key of a price", tnf_excerpt(key->text).text);
}

/* `set` has what all its prices share. */
static void read_entry(struct reading *reading, const struct tnf_price *set, const struct tnf_node *key) {
    const struct tnf_node *members[MEMBERS_MAX];
    const struct tnf_price_key *row = tnf_price_key_find(key->text);
    if (row == NULL) {
        complain_key(reading, key);
        return;
    }
    if (!take(reading, &entry_shape, key->value, members)) return;
    struct tnf_price price = *set;
    check_unit(reading, row, key->value, members[ENTRY_UNIT]);
    if (!price_of(reading, key->value, members[ENTRY_PRICE], &price.nanos)) return;
    price.key = tnf_arena_sv(reading->arena, key->text);
    price.unit = tnf_sv(row->unit);
    price.text = tnf_arena_sv(reading->arena, members[ENTRY_PRICE]->text);
    price.line = key->line;
    price.column = key->column;
    struct tnf_price_list *list = reading->list;
    list->items = tnf_arena_grow(reading->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = price;
}

static void read_set(struct reading *reading, const struct tnf_node *node) {
    const struct tnf_node *members[MEMBERS_MAX];
    if (!take(reading, &set_shape, node, members)) return;
    const struct tnf_price set = {
        .region = set_text(reading, node, members[SET_REGION], "region", tnf_price_is_region,
                           "write the region that the prices are for, us-east-1, or global"),
        .date = set_text(reading, node, members[SET_DATE], "date", is_date,
                         "write the day on which the prices were looked up: 2025-11-01"),
        .source = set_text(reading, node, members[SET_SOURCE], "source", NULL,
                           "write where the prices come from: the address of AWS's page, or the offer file"),
        .file = reading->file,
    };
    const struct tnf_node *entries = members[SET_ENTRIES];
    if (entries == NULL || entries->kind != TNF_NODE_MAPPING) {
        tnf_text_complain(&reading->to, entries == NULL ? node : entries,
                          "write prices by key: {nat.hour: {price: 0.045, unit: hour}}", "entries: expected a mapping");
        return;
    }
    for (const struct tnf_node *key = entries->first; key != NULL; key = key->next) {
        if (key->repeated)
            tnf_text_complain_repeated(&reading->to, entries, key);
        else
            read_entry(reading, &set, key);
    }
}

static void check_currency(const struct reading *reading, const struct tnf_node *currency) {
    if (currency == NULL) return;
    if (currency->kind == TNF_NODE_SCALAR && tnf_sv_eq_c(currency->text, "USD")) return;
    tnf_text_complain(&reading->to, currency, "prices are in US dollars: leave it out, or write USD",
                      "currency: expected USD, not %s", tnf_node_title(currency).text);
}

static void read_builtin(struct reading *reading, const struct tnf_node *builtin) {
    if (builtin == NULL) return;
    if (!tnf_node_is_bool(builtin))
        tnf_text_complain(&reading->to, builtin, "write false to leave out the prices that come with tenantform",
                          "builtin: expected true or false, not %s", tnf_node_title(builtin).text);
    else
        reading->list->replaces = builtin->text.ptr[0] == 'f' || builtin->text.ptr[0] == 'F';
}

static void read_file(struct reading *reading, const struct tnf_node *document) {
    const struct tnf_node *members[MEMBERS_MAX];
    if (!take(reading, &file_shape, document, members)) return;
    check_currency(reading, members[FILE_CURRENCY]);
    read_builtin(reading, members[FILE_BUILTIN]);
    const struct tnf_node *prices = members[FILE_PRICES];
    if (prices == NULL || prices->kind != TNF_NODE_SEQUENCE) {
        tnf_text_complain(&reading->to, prices == NULL ? document : prices,
                          "write \"prices:\" and below it \"- region: us-east-1\" with date, source and entries",
                          "prices: expected a list");
        return;
    }
    for (const struct tnf_node *set = prices->first; set != NULL; set = set->next) read_set(reading, set);
}

int tnf_price_cmp(const struct tnf_price *a, const struct tnf_price *b) {
    const int order = tnf_sv_cmp(a->region, b->region);
    return order != 0 ? order : tnf_sv_cmp(a->key, b->key);
}

static int by_place(const void *left, const void *right) {
    const struct tnf_price *a = left;
    const struct tnf_price *b = right;
    const int order = tnf_price_cmp(a, b);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

/* Two lists of one file may have the same region. */
static void find_doubles(const struct reading *reading) {
    struct tnf_price_list *list = reading->list;
    if (list->count > 0) qsort(list->items, list->count, sizeof *list->items, by_place);
    for (size_t i = 1; i < list->count; i++) {
        const struct tnf_price *first = &list->items[i - 1];
        if (tnf_price_cmp(first, &list->items[i]) != 0) continue;
        char hint[128];
        (void)snprintf(hint, sizeof hint, "it stands already in line %u; keep one of them", first->line);
        const struct tnf_node place = {.line = list->items[i].line, .column = list->items[i].column};
        tnf_text_complain(&reading->to, &place, hint, "%.*s is given twice for %.*s", TNF_SV_ARG(first->key),
                          TNF_SV_ARG(first->region));
    }
}

static int parse(struct tnf_strview text, const char *name, struct tnf_arena *arena, struct tnf_node **ret,
                 struct tnf_error *err) {
    if (tnf_sv_ends_with(tnf_sv(name), TNF_SV(".json"))) return tnf_read_json(text, name, arena, ret, err);
    return tnf_read_yaml(text, name, arena, ret, err);
}

void tnf_prices_read(struct tnf_strview text, const char *name, struct tnf_arena *arena, struct tnf_price_list *ret,
                     struct tnf_error_list *errors) {
    struct reading reading = {{errors, name}, arena, tnf_arena_sv(arena, tnf_sv(name)), ret};
    *ret = (struct tnf_price_list){0};
    TNF_AUTO(tnf_arena_release) struct tnf_arena scratch = TNF_ARENA_INIT;
    struct tnf_node *document = NULL;
    struct tnf_error error;
    if (parse(text, name, &scratch, &document, &error) < 0) {
        tnf_error_list_add(errors, &error);
        return;
    }
    const struct tnf_node nothing = {.kind = TNF_NODE_SCALAR, .plain = true, .line = 1, .column = 1};
    tnf_tree_mark_repeated(document);
    read_file(&reading, document == NULL ? &nothing : document);
    if (document != NULL && document->next != NULL)
        tnf_text_complain(&reading.to, document->next, "put all prices into one document",
                          "a price file has one document");
    find_doubles(&reading);
}
