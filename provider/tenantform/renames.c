#include "provider/tenantform/renames.h"

#include "base/memory.h"
#include "catalog/record.h"

#include <string.h>

void tnf_renames_release(struct tnf_renames *renames) {
    free(renames->items);
    tnf_arena_release(&renames->arena);
    *renames = (struct tnf_renames)TNF_RENAMES_INIT;
}

void tnf_renames_add(struct tnf_renames *renames, const struct tnf_rename *rename) {
    if (renames->count == renames->capacity) {
        renames->capacity = renames->capacity == 0 ? 8 : 2 * renames->capacity;
        renames->items = tnf_xrealloc(renames->items, renames->capacity * sizeof *renames->items);
    }
    renames->items[renames->count] = *rename;
    renames->items[renames->count].key = tnf_arena_sv(&renames->arena, rename->key);
    renames->items[renames->count].name = tnf_arena_sv(&renames->arena, rename->name);
    renames->count++;
}

static bool names(const struct tnf_datum *datum, struct tnf_strview name) {
    return datum->set && tnf_sv_eq(datum->string, name);
}

/* The key field that holds the last part of the renamed row's key, -1: none. The parts before it are a row's scope
 * (the tenant of a service) and stand first in the key of all that names it. */
static int find_field(const struct tnf_rename *rename, const struct tnf_record *record) {
    const struct tnf_entity *entity = record->entity;
    const size_t depth = tnf_entity_key_count(tnf_entity(rename->entity)) - 1;
    const size_t keys = tnf_entity_key_count(entity);
    struct tnf_strview rest = rename->key;
    for (size_t i = 0; i < depth; i++)
        if (i >= keys || !names(&record->data[i], tnf_sv_next(&rest, '/'))) return -1;
    for (size_t i = depth; i < keys; i++) {
        const bool own = entity->id == rename->entity && i == depth;
        if ((own || entity->fields[i].ref == rename->entity) && names(&record->data[i], rest)) return (int)i;
    }
    return -1;
}

void tnf_renames_follow(const struct tnf_renames *renames, int64_t since, struct tnf_arena *arena,
                        struct tnf_record *record) {
    for (size_t i = 0; i < renames->count; i++) {
        const struct tnf_rename *rename = &renames->items[i];
        const int field = rename->revision > since ? find_field(rename, record) : -1;
        if (field >= 0) record->data[field].string = tnf_arena_sv(arena, rename->name);
    }
}
