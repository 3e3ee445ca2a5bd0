/* Renaming a row: foreign keys follow by themselves (ON UPDATE CASCADE), names in services by this file. */
#include "catalog/store_sqlite.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/entities/all.h"
#include "catalog/rules_field.h"

struct renaming {
    struct tnf_catalog *catalog;
    const struct tnf_record *before;
    const struct tnf_record *after;
    struct tnf_strview old_name;
    struct tnf_strview new_name;
};

/* The name in AWS stays; it is not worth a word where it is the row's name again. */
static void keep_physical_name(struct tnf_record *row, struct tnf_strview old_name, struct tnf_strview new_name) {
    const int field = tnf_entity_field(row->entity, TNF_SV("physical_name"));
    if (field < 0) return;
    struct tnf_datum *physical = &row->data[field];
    if (!physical->set) *physical = (struct tnf_datum){.set = true, .string = old_name};
    if (tnf_sv_eq(physical->string, new_name)) *physical = (struct tnf_datum){0};
}

/* Appends the old name. A name that comes back is a former one no longer: the chain of moves has no loop. */
static void keep_former_name(struct tnf_arena *arena, struct tnf_record *row, struct tnf_strview old_name,
                             struct tnf_strview new_name) {
    const int field = tnf_entity_field(row->entity, TNF_SV("former_names"));
    if (field < 0) return;
    struct tnf_datum *former = &row->data[field];
    const size_t count = former->set ? former->list.count : 0;
    struct tnf_strings names = {.items = TNF_ARENA_ARRAY(arena, struct tnf_strview, count + 1)};
    for (size_t i = 0; i < count; i++)
        if (!tnf_sv_eq(former->list.items[i], new_name)) names.items[names.count++] = former->list.items[i];
    names.items[names.count++] = old_name;
    *former = (struct tnf_datum){.set = true, .list = names};
}

static struct tnf_record renamed(struct tnf_arena *arena, const struct tnf_record *row, struct tnf_strview name) {
    struct tnf_record copy = tnf_record_copy(arena, row);
    struct tnf_datum *key = &copy.data[tnf_entity_key_count(row->entity) - 1];
    const struct tnf_strview old_name = key->string;
    key->string = tnf_arena_sv(arena, name);
    if (tnf_sv_eq(old_name, name)) return copy;
    keep_physical_name(&copy, old_name, key->string);
    keep_former_name(arena, &copy, old_name, key->string);
    return copy;
}

static int refuse_taken(const struct tnf_record *after, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    tnf_record_add_key(&name, after);
    tnf_error_set(err, TNF_E_EXISTS, "%s %s: exists already", after->entity->title,
                  tnf_excerpt(tnf_strbuf_view(&name)).text);
    tnf_error_hint(err, "choose another name");
    return TNF_E_EXISTS;
}

static int check_new_name(struct tnf_catalog *catalog, const struct tnf_record *after, struct tnf_error *err) {
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    (void)tnf_rules_field(after, /* partial= */ true, &findings);
    TNF_TRY(tnf_findings_error(&findings, err));
    struct tnf_record taken;
    const int code = tnf_store_get(catalog, after, &catalog->scratch, &taken, err);
    if (code == 0) return refuse_taken(after, err);
    return code == TNF_E_NOT_FOUND ? 0 : code;
}

/* Puts the new name for the old one into a list; false when it is not in it. */
static bool replace_in_list(struct tnf_arena *arena, struct tnf_datum *datum, const struct renaming *renaming) {
    bool found = false;
    struct tnf_strview *items = TNF_ARENA_ARRAY(arena, struct tnf_strview, datum->list.count);
    for (size_t i = 0; i < datum->list.count; i++) {
        const bool same = tnf_sv_eq(datum->list.items[i], renaming->old_name);
        items[i] = same ? renaming->new_name : datum->list.items[i];
        found |= same;
    }
    datum->list.items = items;
    return found;
}

/* Which field of services names rows of the entity, -1: none. */
static int naming_field(enum tnf_entity_id entity) {
    switch (entity) {
    case TNF_ENTITY_SECRET:
        return TNF_SERVICE_SECRETS;
    case TNF_ENTITY_SERVICE:
        return TNF_SERVICE_CALLS;
    case TNF_ENTITY_DATABASE:
        return TNF_SERVICE_DATABASE;
    case TNF_ENTITY_CACHE:
        return TNF_SERVICE_CACHE;
    case TNF_ENTITY_GPU_POOL:
        return TNF_SERVICE_GPU_POOL;
    default:
        return -1;
    }
}

static int follow(const struct tnf_record *service, void *context, struct tnf_error *err) {
    const struct renaming *renaming = context;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const int field = naming_field(renaming->before->entity->id);
    struct tnf_record changed = tnf_record_new(&arena, TNF_ENTITY_SERVICE);
    memcpy(changed.data, service->data, service->entity->field_count * sizeof *service->data);
    struct tnf_datum *datum = &changed.data[field];
    if (!datum->set) return 0;
    if (service->entity->fields[field].type == TNF_TYPE_LIST) {
        if (!replace_in_list(&arena, datum, renaming)) return 0;
    } else {
        if (!tnf_sv_eq(datum->string, renaming->old_name)) return 0;
        datum->string = renaming->new_name;
    }
    return tnf_catalog_update(renaming->catalog, &changed, /* whole= */ false, err);
}

static int stop_at_first(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)record;
    (void)err;
    *(bool *)context = true;
    return TNF_E_EXISTS;
}

/* Whether another environment still has a row of the old name, which the services then mean. */
static int is_still_used(const struct renaming *renaming, struct tnf_arena *arena, bool *ret, struct tnf_error *err) {
    const struct tnf_entity *entity = renaming->before->entity;
    struct tnf_record filter = tnf_record_new(arena, entity->id);
    for (size_t i = 0; i < tnf_entity_key_count(entity); i++)
        if (entity->fields[i].ref != TNF_ENTITY_ENVIRONMENT) filter.data[i] = renaming->before->data[i];
    *ret = false;
    const int code = tnf_catalog_each(renaming->catalog, entity->id, &filter, stop_at_first, ret, err);
    return *ret ? 0 : code;
}

static int update_services(struct renaming *renaming, struct tnf_error *err) {
    const enum tnf_entity_id id = renaming->before->entity->id;
    if (naming_field(id) < 0) return 0;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    bool used = false;
    TNF_TRY(is_still_used(renaming, &arena, &used, err));
    if (used) return 0;
    struct tnf_record filter = tnf_record_new(&arena, TNF_ENTITY_SERVICE);
    if (id != TNF_ENTITY_GPU_POOL) filter.data[TNF_SERVICE_TENANT] = renaming->before->data[0];
    return tnf_catalog_each(renaming->catalog, TNF_ENTITY_SERVICE, &filter, follow, renaming, err);
}

static int store_rename(struct renaming *renaming, struct tnf_error *err) {
    const struct tnf_entity *entity = renaming->before->entity;
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_statement(renaming->catalog, entity, TNF_STORE_RENAME, &statement, err));
    tnf_store_bind_row(statement, renaming->before, tnf_entity_key_count(entity));
    tnf_store_bind_text(statement, (int)entity->field_count + 1, renaming->new_name);
    TNF_TRY(tnf_store_run(renaming->catalog, statement, err));
    TNF_TRY(tnf_store_statement(renaming->catalog, entity, TNF_STORE_UPDATE, &statement, err));
    tnf_store_bind_row(statement, renaming->after, entity->field_count);
    TNF_TRY(tnf_store_run(renaming->catalog, statement, err));
    TNF_TRY(tnf_store_note(renaming->catalog, "rename", renaming->before, renaming->after, err));
    return update_services(renaming, err);
}

/* A placement's last key is its environment: that is a move, which nothing in the cloud can follow. */
static int check_renamable(const struct tnf_record *row, struct tnf_error *err) {
    if (row->entity->fields[tnf_entity_key_count(row->entity) - 1].ref == TNF_ENTITY_NONE) return 0;
    tnf_error_set(err, TNF_E_INVALID, "%s: cannot be renamed", row->entity->title);
    tnf_error_hint(err, "add the tenant to the other environment, then remove this one");
    return TNF_E_INVALID;
}

int tnf_catalog_rename(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_strview name,
                       struct tnf_error *err) {
    TNF_TRY(tnf_store_writing(catalog, err));
    TNF_TRY(check_renamable(key, err));
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record before;
    TNF_TRY(tnf_store_get(catalog, key, &arena, &before, err));
    const struct tnf_record after = renamed(&arena, &before, name);
    if (tnf_record_equal(&before, &after)) return 0;
    tnf_arena_reset(&catalog->scratch);
    TNF_TRY(check_new_name(catalog, &after, err));
    const size_t last = tnf_entity_key_count(key->entity) - 1;
    struct renaming renaming = {.catalog = catalog,
                                .before = &before,
                                .after = &after,
                                .old_name = before.data[last].string,
                                .new_name = after.data[last].string};
    const int code = store_rename(&renaming, err);
    if (code < 0) catalog->broken = true;
    return code;
}
