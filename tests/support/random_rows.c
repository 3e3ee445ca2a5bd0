#include "tests/support/random_rows.h"

#include "base/memory.h"
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

/* splitmix64: small, and good enough for choosing test data. */
static uint64_t next(struct tnf_random *random) {
    random->state += 0x9E3779B97F4A7C15u;
    uint64_t z = random->state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint64_t tnf_random_below(struct tnf_random *random, uint64_t below) {
    return next(random) % below;
}

static const char *const hostile[] = {
    "",
    " ",
    "a",
    "null",
    "~",
    "true",
    "False",
    "yes",
    "NO",
    "on",
    "n",
    "0",
    "-1",
    "16.10",
    "1e3",
    "0x1F",
    "0o17",
    "010",
    "1_000",
    "1:30",
    ".inf",
    "-.INF",
    ".NaN",
    "+1",
    "2001-12-14",
    "2001-12-14t21:59:43.10-05:00",
    "<<",
    "=",
    "...",
    "---",
    "--- a",
    "- a",
    "-rf",
    "? a",
    ": a",
    ":",
    "a:",
    "a: b",
    "a:b",
    "a #b",
    "a#b",
    "#a",
    " a",
    "a ",
    "a  b",
    "[a]",
    "{a: b}",
    "a, b",
    "&a",
    "*a",
    "!a",
    "!!int 1",
    "|",
    "| a",
    ">-",
    "%YAML 1.2",
    "@a",
    "`a`",
    "'a'",
    "\"a\"",
    "a'b\"c",
    "\\",
    "\\n",
    "a\\",
    "\n",
    "a\n",
    "\na",
    "a\nb\n\n  c",
    "a\r\nb",
    "\r",
    "\t",
    "\ta",
    "a\tb",
    "${aws_vpc.x.id}",
    "%{ if true }",
    "{{x}}",
    "'; DROP TABLE tenant; --",
    "../../etc",
    "caf\xC3\xA9",
    "\xF0\x9F\x98\x80",
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC",
    "\xC2\x85",
    "\xC2\xA0",
    "\xE2\x80\xA8",
    "\xE2\x80\xAE",
    "\xEF\xBB\xBF",
    "\xEF\xBF\xBE",
    "\xEF\xBF\xBF",
    "\xED\x9F\xBF",
    "\xEE\x80\x80",
    "\xF4\x8F\xBF\xBF",
    "\x7F",
    "\x1B[31m",
    "\x01",
    "\xC2\x9F",
};

static struct tnf_strview pieced_together(struct tnf_random *random, struct tnf_arena *arena) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (uint64_t i = tnf_random_below(random, 6); i > 0; i--)
        tnf_strbuf_add_str(&text, hostile[tnf_random_below(random, TNF_ARRAY_LEN(hostile))]);
    return tnf_arena_sv(arena, tnf_strbuf_view(&text));
}

/* Any ASCII and some other characters. */
static struct tnf_strview noise(struct tnf_random *random, struct tnf_arena *arena) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const bool is_long = tnf_random_below(random, 20) == 0;
    for (uint64_t i = tnf_random_below(random, is_long ? 3000 : 12); i > 0; i--) {
        if (tnf_random_below(random, 10) == 0)
            tnf_strbuf_add_str(&text, hostile[tnf_random_below(random, TNF_ARRAY_LEN(hostile))]);
        else
            tnf_strbuf_add_c(&text, (char)(1 + tnf_random_below(random, 127)));
    }
    return tnf_arena_sv(arena, tnf_strbuf_view(&text));
}

struct tnf_strview tnf_random_text(struct tnf_random *random, struct tnf_arena *arena) {
    const uint64_t kind = tnf_random_below(random, 4);
    if (kind == 0) return noise(random, arena);
    if (kind == 1) return pieced_together(random, arena);
    return tnf_sv(hostile[tnf_random_below(random, TNF_ARRAY_LEN(hostile))]);
}

static struct tnf_strings random_list(struct tnf_random *random, struct tnf_arena *arena) {
    struct tnf_strings list = {NULL, (size_t)tnf_random_below(random, 4)};
    list.items = TNF_ARENA_ARRAY(arena, struct tnf_strview, list.count);
    for (size_t i = 0; i < list.count; i++) list.items[i] = tnf_random_text(random, arena);
    return list;
}

static int by_key(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct tnf_pair *)a)->key, ((const struct tnf_pair *)b)->key);
}

static struct tnf_pairs random_map(struct tnf_random *random, struct tnf_arena *arena) {
    const size_t wanted = (size_t)tnf_random_below(random, 4);
    struct tnf_pairs map = {TNF_ARENA_ARRAY(arena, struct tnf_pair, wanted), 0};
    for (size_t i = 0; i < wanted; i++)
        map.items[i] = (struct tnf_pair){tnf_random_text(random, arena), tnf_random_text(random, arena)};
    if (wanted > 1) qsort(map.items, wanted, sizeof *map.items, by_key);
    for (size_t i = 0; i < wanted; i++)
        if (i == 0 || !tnf_sv_eq(map.items[i].key, map.items[map.count - 1].key)) map.items[map.count++] = map.items[i];
    return map;
}

static int64_t random_int(struct tnf_random *random) {
    static const int64_t edges[] = {0, 1, -1, 512, INT64_MAX, INT64_MIN};
    if (tnf_random_below(random, 2) == 0) return edges[tnf_random_below(random, TNF_ARRAY_LEN(edges))];
    return (int64_t)next(random);
}

static struct tnf_datum random_datum(struct tnf_random *random, enum tnf_type type, struct tnf_arena *arena) {
    struct tnf_datum datum = {.set = true};
    switch (type) {
    case TNF_TYPE_STRING:
        datum.string = tnf_random_text(random, arena);
        break;
    case TNF_TYPE_INT:
        datum.integer = random_int(random);
        break;
    case TNF_TYPE_BOOL:
        datum.boolean = tnf_random_below(random, 2) == 0;
        break;
    case TNF_TYPE_LIST:
        datum.list = random_list(random, arena);
        break;
    case TNF_TYPE_MAP:
        datum.map = random_map(random, arena);
        break;
    }
    return datum;
}

static void add_rows(struct tnf_random *random, struct tnf_text_rows *rows, enum tnf_entity_id id, size_t parent,
                     size_t count);

static void add_row(struct tnf_random *random, struct tnf_text_rows *rows, enum tnf_entity_id id, size_t parent,
                    struct tnf_strview name) {
    const size_t index = rows->count;
    const struct tnf_text_row *row = tnf_text_rows_add(rows, id, parent);
    const struct tnf_entity *entity = row->record.entity;
    row->record.data[tnf_text_name_field(entity)] = (struct tnf_datum){.set = true, .string = name};
    for (size_t i = tnf_text_name_field(entity) + 1; i < entity->field_count; i++)
        if (tnf_random_below(random, 3) == 0)
            row->record.data[i] = random_datum(random, entity->fields[i].type, &rows->arena);
    for (int child = 0; child < TNF_ENTITY_COUNT; child++)
        if (tnf_entity((enum tnf_entity_id)child)->parent == id)
            add_rows(random, rows, (enum tnf_entity_id)child, index, (size_t)tnf_random_below(random, 3));
}

/* Different names, some of them hostile. Recursion is as deep as the table of entities. */
static void add_rows(struct tnf_random *random, struct tnf_text_rows *rows, enum tnf_entity_id id, size_t parent,
                     size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct tnf_strview text =
            tnf_random_below(random, 2) == 0 ? TNF_SV("name") : tnf_random_text(random, &rows->arena);
        add_row(random, rows, id, parent,
                tnf_arena_printf(&rows->arena, "%.*s%s%zu", TNF_SV_ARG(text), i == 0 ? "" : "-", i));
    }
}

void tnf_random_rows(struct tnf_random *random, struct tnf_text_rows *rows) {
    add_row(random, rows, TNF_ENTITY_PLATFORM, 0, tnf_random_text(random, &rows->arena));
    add_rows(random, rows, TNF_ENTITY_TENANT, 0, (size_t)tnf_random_below(random, 4));
    add_rows(random, rows, TNF_ENTITY_ENVIRONMENT, 0, (size_t)tnf_random_below(random, 3));
}
