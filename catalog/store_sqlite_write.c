/* Inserting and updating rows; removing and renaming are in store_sqlite_remove.c and store_sqlite_rename.c. */
#include "catalog/store_sqlite.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/entities/all.h"
#include "catalog/rules_field.h"

static int check_fields(const struct tnf_record *record, struct tnf_error *err) {
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    if (tnf_rules_field(record, /* partial= */ false, &findings)) return 0;
    return tnf_findings_error(&findings, err);
}

static int refuse_second(const struct tnf_record *record, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    tnf_record_add_key(&name, record);
    tnf_error_set(err, TNF_E_EXISTS, "%s %s: exists already", record->entity->title,
                  tnf_excerpt(tnf_strbuf_view(&name)).text);
    if (record->entity->id == TNF_ENTITY_PLATFORM)
        tnf_error_hint(err, "a catalog has one platform: change or rename it");
    else
        tnf_error_hint(err, "choose another name, or change it with `tenantform %s set`", record->entity->name);
    return TNF_E_EXISTS;
}

int tnf_catalog_insert(struct tnf_catalog *catalog, const struct tnf_record *record, struct tnf_error *err) {
    TNF_TRY(tnf_store_writing(catalog, err));
    TNF_TRY(check_fields(record, err));
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_statement(catalog, record->entity, TNF_STORE_INSERT, &statement, err));
    tnf_store_bind_row(statement, record, record->entity->field_count);
    struct tnf_error inner;
    const int code = tnf_store_run(catalog, statement, &inner);
    const int extended = sqlite3_extended_errcode(catalog->db);
    if (code < 0 && (extended == SQLITE_CONSTRAINT_PRIMARYKEY || extended == SQLITE_CONSTRAINT_UNIQUE))
        return refuse_second(record, err);
    if (code < 0) {
        if (err != NULL) *err = inner;
        return code;
    }
    return tnf_store_note(catalog, "insert", NULL, record, err);
}

/* What the row is to be: the old one with the new fields over it. */
static struct tnf_record merge(struct tnf_arena *arena, const struct tnf_record *before,
                               const struct tnf_record *record, bool whole) {
    struct tnf_record merged = tnf_record_new(arena, record->entity->id);
    for (size_t i = 0; i < record->entity->field_count; i++) {
        const bool kept = !whole || (record->entity->fields[i].flags & TNF_FIELD_ALLOCATED) != 0;
        merged.data[i] = record->data[i].set || !kept ? record->data[i] : before->data[i];
    }
    return merged;
}

static int store_update(struct tnf_catalog *catalog, const struct tnf_record *before, const struct tnf_record *after,
                        struct tnf_error *err) {
    if (tnf_record_equal(before, after)) return 0;
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_statement(catalog, after->entity, TNF_STORE_UPDATE, &statement, err));
    tnf_store_bind_row(statement, after, after->entity->field_count);
    TNF_TRY(tnf_store_run(catalog, statement, err));
    return tnf_store_note(catalog, "update", before, after, err);
}

struct freeing {
    bool more; /* a placement still has its range */
    struct tnf_record placement;
    struct tnf_arena *arena;
};

static int find_range(const struct tnf_record *placement, void *context, struct tnf_error *err) {
    (void)err;
    struct freeing *freeing = context;
    if (freeing->more || !placement->data[TNF_PLACEMENT_CIDR].set) return 0;
    freeing->placement = tnf_record_copy(freeing->arena, placement);
    freeing->more = true;
    return 0;
}

/* A tenant that is a silo no longer gives its ranges back: they were allocated, so nobody can unset them. */
static int free_ranges(struct tnf_catalog *catalog, const struct tnf_record *tenant, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record filter = tnf_record_new(&arena, TNF_ENTITY_PLACEMENT);
    filter.data[TNF_PLACEMENT_TENANT] = tenant->data[TNF_TENANT_NAME];
    struct freeing freeing = {.more = true, .arena = &arena};
    while (freeing.more) {
        freeing.more = false;
        TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_PLACEMENT, &filter, find_range, &freeing, err));
        if (!freeing.more) break;
        struct tnf_record after = tnf_record_copy(&arena, &freeing.placement);
        after.data[TNF_PLACEMENT_CIDR].set = false;
        TNF_TRY(store_update(catalog, &freeing.placement, &after, err));
    }
    return 0;
}

static bool is_silo(const struct tnf_record *tenant) {
    return tnf_sv_eq_c(tenant->data[TNF_TENANT_ISOLATION].string, "silo");
}

/* Makes `before` what `after` says; the tenant's cell was `given`, or follows its isolation. */
static int change_row(struct tnf_catalog *catalog, const struct tnf_record *before, bool given,
                      struct tnf_record *after, struct tnf_error *err) {
    const bool tenant = after->entity->id == TNF_ENTITY_TENANT;
    if (tenant) TNF_TRY(tnf_store_settle_cell(catalog, before, given, after, err));
    if (tenant) TNF_TRY(tnf_store_keep_isolation(catalog, before, after, err));
    TNF_TRY(check_fields(after, err));
    TNF_TRY(store_update(catalog, before, after, err));
    return tenant && is_silo(before) && !is_silo(after) ? free_ranges(catalog, after, err) : 0;
}

int tnf_catalog_update(struct tnf_catalog *catalog, const struct tnf_record *record, bool whole,
                       struct tnf_error *err) {
    TNF_TRY(tnf_store_writing(catalog, err));
    tnf_arena_reset(&catalog->scratch);
    struct tnf_record before;
    TNF_TRY(tnf_store_get(catalog, record, &catalog->scratch, &before, err));
    struct tnf_record after = merge(&catalog->scratch, &before, record, whole);
    const bool given = record->entity->id == TNF_ENTITY_TENANT && record->data[TNF_TENANT_CELL].set;
    return change_row(catalog, &before, given, &after, err);
}

int tnf_catalog_replace(struct tnf_catalog *catalog, const struct tnf_record *record, struct tnf_error *err) {
    TNF_TRY(tnf_store_writing(catalog, err));
    tnf_arena_reset(&catalog->scratch);
    struct tnf_record before;
    TNF_TRY(tnf_store_get(catalog, record, &catalog->scratch, &before, err));
    struct tnf_record after = tnf_record_copy(&catalog->scratch, record);
    const bool given = record->entity->id == TNF_ENTITY_TENANT && record->data[TNF_TENANT_CELL].set;
    return change_row(catalog, &before, given, &after, err);
}
