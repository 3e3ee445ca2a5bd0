#include "tests/support/random_rows.h"

#include "base/memory.h"
#include "catalog/format.h"
#include "catalog/rules_field.h"

#include <stdlib.h>

static struct tnf_strview valid_text(struct tnf_random *random, struct tnf_arena *arena) {
    for (;;) {
        const struct tnf_strview text = tnf_random_text(random, arena);
        if (text.len <= 256 && tnf_format_ok(TNF_FORMAT_TEXT, text)) return text;
    }
}

static void set_string(const struct tnf_text_row *row, size_t field, struct tnf_strview text) {
    row->record.data[field] = (struct tnf_datum){.set = true, .string = text};
}

/* Sets the field in two of three cases, and takes it back when a rule of its row is against it. */
static void set_text(struct tnf_random *random, const struct tnf_text_row *row, size_t field, struct tnf_arena *arena) {
    if (tnf_random_below(random, 3) == 0) return;
    set_string(row, field, valid_text(random, arena));
    if (!tnf_rules_field(&row->record, /* partial= */ true, NULL)) row->record.data[field].set = false;
}

static void set_list(struct tnf_random *random, const struct tnf_text_row *row, size_t field, struct tnf_arena *arena) {
    struct tnf_strings list = {TNF_ARENA_ARRAY(arena, struct tnf_strview, 3), (size_t)tnf_random_below(random, 4)};
    for (size_t i = 0; i < list.count; i++) list.items[i] = valid_text(random, arena);
    row->record.data[field] = (struct tnf_datum){.set = true, .list = list};
}

/* Names that are valid, in order, and mean something to YAML. */
static void set_map(struct tnf_random *random, const struct tnf_text_row *row, size_t field, struct tnf_arena *arena) {
    static const char *const keys[] = {"A", "No", "_", "false", "n", "null", "y"};
    struct tnf_pairs map = {TNF_ARENA_ARRAY(arena, struct tnf_pair, TNF_ARRAY_LEN(keys)), 0};
    for (size_t i = 0; i < TNF_ARRAY_LEN(keys); i++)
        if (tnf_random_below(random, 3) == 0)
            map.items[map.count++] = (struct tnf_pair){tnf_sv(keys[i]), valid_text(random, arena)};
    row->record.data[field] = (struct tnf_datum){.set = true, .map = map};
}

static const struct tnf_text_row *add(struct tnf_text_rows *rows, enum tnf_entity_id id, size_t parent,
                                      const char *name) {
    const struct tnf_text_row *row = tnf_text_rows_add(rows, id, parent);
    set_string(row, tnf_text_name_field(row->record.entity), tnf_sv(name));
    return row;
}

static void add_service(struct tnf_random *random, struct tnf_text_rows *rows, size_t tenant, const char *name) {
    const size_t index = rows->count;
    const struct tnf_text_row *service = add(rows, TNF_ENTITY_SERVICE, tenant, name);
    set_string(service, TNF_SERVICE_IMAGE, TNF_SV("x"));
    set_string(service, TNF_SERVICE_KIND, TNF_SV("worker"));
    if (tnf_random_below(random, 2) == 0) set_list(random, service, TNF_SERVICE_COMMAND, &rows->arena);
    if (tnf_random_below(random, 2) == 0) set_map(random, service, TNF_SERVICE_VARIABLES, &rows->arena);
    if (tnf_random_below(random, 2) == 0) return;
    const struct tnf_text_row *volume = add(rows, TNF_ENTITY_VOLUME, index, "data");
    set_string(volume, TNF_VOLUME_PATH, TNF_SV("/data"));
}

static void add_tenant(struct tnf_random *random, struct tnf_text_rows *rows, const char *name) {
    static const char *const names[] = {"api", "false", "null", "on"};
    const size_t index = rows->count;
    const struct tnf_text_row *tenant = add(rows, TNF_ENTITY_TENANT, 0, name);
    set_string(tenant, TNF_TENANT_ISOLATION, TNF_SV("bridge"));
    set_text(random, tenant, TNF_TENANT_TITLE, &rows->arena);
    if (tnf_random_below(random, 2) == 0) set_map(random, tenant, TNF_TENANT_TAGS, &rows->arena);
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++)
        if (tnf_random_below(random, 2) == 0) add_service(random, rows, index, names[i]);
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++) {
        if (tnf_random_below(random, 2) == 0) continue;
        set_text(random, add(rows, TNF_ENTITY_SECRET, index, names[i]), TNF_SECRET_SUMMARY, &rows->arena);
    }
}

void tnf_random_valid_rows(struct tnf_random *random, struct tnf_text_rows *rows) {
    static const char *const names[] = {"a", "no", "tenant-1", "true", "yes"};
    const struct tnf_text_row *platform = add(rows, TNF_ENTITY_PLATFORM, 0, "acme");
    set_string(platform, TNF_PLATFORM_REGION, TNF_SV("us-east-1"));
    if (tnf_random_below(random, 2) == 0) set_map(random, platform, TNF_PLATFORM_TAGS, &rows->arena);
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++)
        if (tnf_random_below(random, 2) == 0) add_tenant(random, rows, names[i]);
}
