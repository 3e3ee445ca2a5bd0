#include "tests/support/catalog_rows.h"

#include "base/memory.h"
#include "tests/support/test.h"

#include <stdarg.h>

static void must(int code, const struct tnf_error *err) {
    if (code < 0) fail_msg("%s (%s)", err->message, err->hint);
}

static struct tnf_record build(struct tnf_arena *arena, enum tnf_entity_id entity, const char *key, va_list args) {
    struct tnf_error err = {0};
    struct tnf_record record = tnf_record_new(arena, entity);
    must(tnf_record_set_key(&record, tnf_sv(key), arena, &err), &err);
    for (const char *name = va_arg(args, const char *); name != NULL; name = va_arg(args, const char *)) {
        const int field = tnf_entity_field(record.entity, tnf_sv(name));
        if (field < 0) fail_msg("%s has no field %s", record.entity->name, name);
        must(tnf_record_set_text(&record, (size_t)field, tnf_sv(va_arg(args, const char *)), arena, &err), &err);
    }
    return record;
}

struct tnf_record test_record(struct tnf_arena *arena, enum tnf_entity_id entity, const char *key, ...) {
    va_list args;
    va_start(args, key);
    const struct tnf_record record = build(arena, entity, key, args);
    va_end(args);
    return record;
}

void test_insert(struct tnf_catalog *catalog, enum tnf_entity_id entity, const char *key, ...) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_error err = {0};
    va_list args;
    va_start(args, key);
    const struct tnf_record record = build(&arena, entity, key, args);
    va_end(args);
    must(tnf_catalog_insert(catalog, &record, &err), &err);
}

void test_update(struct tnf_catalog *catalog, enum tnf_entity_id entity, const char *key, ...) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_error err = {0};
    va_list args;
    va_start(args, key);
    const struct tnf_record record = build(&arena, entity, key, args);
    va_end(args);
    must(tnf_catalog_update(catalog, &record, /* whole= */ false, &err), &err);
}

void test_remove(struct tnf_catalog *catalog, enum tnf_entity_id entity, const char *key) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_error err = {0};
    const struct tnf_record record = test_record(&arena, entity, key, NULL);
    must(tnf_catalog_remove(catalog, &record, &err), &err);
}

struct tnf_catalog *test_open(const char *path, unsigned flags) {
    struct tnf_catalog *catalog = NULL;
    struct tnf_error err = {0};
    must(tnf_catalog_open(path, flags, &catalog, &err), &err);
    return catalog;
}

void test_begin(struct tnf_catalog *catalog) {
    const struct tnf_change change = {.author = TNF_SV("ada"), .reason = TNF_SV("because")};
    struct tnf_error err = {0};
    must(tnf_catalog_begin(catalog, &change, &err), &err);
}

int64_t test_commit(struct tnf_catalog *catalog) {
    int64_t revision = -1;
    struct tnf_error err = {0};
    must(tnf_catalog_commit(catalog, &revision, NULL, &err), &err);
    return revision;
}

void test_insert_platform(struct tnf_catalog *catalog) {
    test_insert(catalog, TNF_ENTITY_PLATFORM, "acme", "region", "us-east-1", NULL);
    test_insert(catalog, TNF_ENTITY_ENVIRONMENT, "staging", "domain", "staging.example.com", "zone_id", "ZSTAGING",
                NULL);
    test_insert(catalog, TNF_ENTITY_ENVIRONMENT, "production", "domain", "example.com", "zone_id", "ZPRODUCTION", NULL);
}
