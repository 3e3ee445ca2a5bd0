#include "catalog/difference.h"

#include "base/memory.h"

#include <search.h>
#include <stdlib.h>

void tnf_differences_init(struct tnf_differences *differences, struct tnf_arena *arena) {
    *differences = (struct tnf_differences){.arena = arena};
}

static void forget(void *item) {
    (void)item; /* in the arena */
}

void tnf_differences_release(struct tnf_differences *differences) {
    tdestroy(differences->live, forget);
    free(differences->items);
    *differences = (struct tnf_differences){0};
}

static int by_after(const void *left, const void *right) {
    const struct tnf_record *a = &((const struct tnf_difference *)left)->after;
    const struct tnf_record *b = &((const struct tnf_difference *)right)->after;
    if (a->entity != b->entity) return a->entity->id < b->entity->id ? -1 : 1;
    return tnf_record_key_cmp(a, b);
}

static void put_live(struct tnf_differences *differences, struct tnf_difference *item) {
    if (tsearch(item, &differences->live, by_after) == NULL) abort(); /* out of memory, as in base/memory.c */
}

static struct tnf_difference *find_live(const struct tnf_differences *differences, const struct tnf_record *row) {
    const struct tnf_difference wanted = {.after = *row};
    struct tnf_difference *const *found = tfind(&wanted, &differences->live, by_after);
    return found == NULL ? NULL : *found;
}

static struct tnf_difference *new_item(struct tnf_differences *differences) {
    differences->items =
        tnf_xgrow(differences->items, differences->count, &differences->capacity, sizeof(struct tnf_difference *));
    struct tnf_difference *item = TNF_ARENA_NEW(differences->arena, struct tnf_difference);
    differences->items[differences->count++] = item;
    return item;
}

/* Whether the keys in front of `field` name what `parent` nests in. */
static bool is_scope(const struct tnf_record *parent, const struct tnf_record *row, size_t field) {
    const size_t above = tnf_entity_key_count(parent->entity) - 1;
    if (above > 0 && (field < above || field >= tnf_entity_key_count(row->entity))) return false;
    for (size_t i = 0; i < above; i++)
        if (!tnf_sv_eq(parent->data[i].string, row->data[field - above + i].string)) return false;
    return true;
}

static bool refers(const struct tnf_record *parent, const struct tnf_record *row, size_t field) {
    const struct tnf_datum *datum = &row->data[field];
    return row->entity->fields[field].ref == parent->entity->id && datum->set &&
           tnf_sv_eq(datum->string, tnf_record_name(parent)) && is_scope(parent, row, field);
}

bool tnf_difference_follow(const struct tnf_record *before, const struct tnf_record *after, struct tnf_record *row) {
    bool found = false;
    for (size_t i = 0; i < row->entity->field_count; i++) {
        if (!refers(before, row, i)) continue;
        row->data[i].string = tnf_record_name(after);
        found = true;
    }
    return found;
}

bool tnf_difference_names(const struct tnf_record *parent, const struct tnf_record *row) {
    for (size_t i = 0; i < row->entity->field_count; i++)
        if (refers(parent, row, i)) return true;
    return false;
}

/* The store renames in keys and references by itself, without a line in the history. */
static void follow(struct tnf_differences *differences, const struct tnf_record *before,
                   const struct tnf_record *after) {
    for (size_t i = 0; i < differences->count; i++) {
        struct tnf_difference *item = differences->items[i];
        if (item->after.entity == NULL || !tnf_difference_names(before, &item->after)) continue;
        (void)tdelete(item, &differences->live, by_after);
        (void)tnf_difference_follow(before, after, &item->after);
        put_live(differences, item);
    }
}

/* A row that was there from the start and has not been seen yet, with the names of then. */
static struct tnf_record at_first(const struct tnf_differences *differences, const struct tnf_record *before) {
    struct tnf_record row = tnf_record_copy(differences->arena, before);
    for (size_t i = differences->rename_count; i-- > 0;) {
        const struct tnf_difference *rename = &differences->renames[i];
        (void)tnf_difference_follow(&rename->after, &rename->before, &row);
    }
    return row;
}

static void keep_rename(struct tnf_differences *differences, const struct tnf_record *before,
                        const struct tnf_record *after) {
    differences->renames = tnf_arena_grow(differences->arena, differences->renames, differences->rename_count,
                                          &differences->rename_capacity, sizeof *differences->renames);
    differences->renames[differences->rename_count++] = (struct tnf_difference){
        tnf_record_copy(differences->arena, before), tnf_record_copy(differences->arena, after)};
}

/* What a field got between two lines of the history, from a migration or with a row that it names, is no change. */
static void catch_up(struct tnf_difference *item, const struct tnf_record *now) {
    if (item->before.entity == NULL) return;
    for (size_t i = tnf_entity_key_count(now->entity); i < now->entity->field_count; i++) {
        const struct tnf_field *field = &now->entity->fields[i];
        if (tnf_datum_equal(field, &item->before.data[i], &item->after.data[i])) item->before.data[i] = now->data[i];
    }
}

static void change(struct tnf_differences *differences, struct tnf_difference *item, const struct tnf_record *after) {
    if (item->after.entity != NULL) (void)tdelete(item, &differences->live, by_after);
    item->after = after == NULL ? (struct tnf_record){0} : tnf_record_copy(differences->arena, after);
    if (after != NULL) put_live(differences, item);
}

void tnf_differences_add(struct tnf_differences *differences, const struct tnf_record *before,
                         const struct tnf_record *after) {
    struct tnf_difference *item = before == NULL ? NULL : find_live(differences, before);
    if (item == NULL) {
        item = new_item(differences);
        if (before != NULL) item->before = at_first(differences, before);
    } else {
        const struct tnf_record now = tnf_record_copy(differences->arena, before);
        catch_up(item, &now);
    }
    change(differences, item, after);
    if (before == NULL || after == NULL || tnf_record_key_cmp(before, after) == 0) return;
    keep_rename(differences, before, after);
    const struct tnf_difference *rename = &differences->renames[differences->rename_count - 1];
    follow(differences, &rename->before, &rename->after);
}

bool tnf_difference_counts(const struct tnf_entity *entity, size_t field) {
    return field >= tnf_entity_key_count(entity) || entity->fields[field].ref == TNF_ENTITY_NONE;
}

const struct tnf_record *tnf_difference_row(const struct tnf_difference *difference) {
    return difference->after.entity != NULL ? &difference->after : &difference->before;
}

bool tnf_difference_is_rename(const struct tnf_difference *difference) {
    if (difference->before.entity == NULL || difference->after.entity == NULL) return false;
    return tnf_difference_counts(difference->after.entity, tnf_entity_key_count(difference->after.entity) - 1) &&
           !tnf_sv_eq(tnf_record_name(&difference->before), tnf_record_name(&difference->after));
}

static bool is_nothing(const struct tnf_difference *item) {
    if (item->before.entity == NULL && item->after.entity == NULL) return true;
    if (item->before.entity == NULL || item->after.entity == NULL) return false;
    for (size_t i = 0; i < item->after.entity->field_count; i++)
        if (tnf_difference_counts(item->after.entity, i) &&
            !tnf_datum_equal(&item->after.entity->fields[i], &item->before.data[i], &item->after.data[i]))
            return false;
    return true;
}

static void drop_nothing(struct tnf_differences *differences) {
    size_t kept = 0;
    for (size_t i = 0; i < differences->count; i++)
        if (!is_nothing(differences->items[i])) differences->items[kept++] = differences->items[i];
    differences->count = kept;
}

struct tnf_record tnf_difference_today(const struct tnf_differences *differences, const struct tnf_record *row,
                                       struct tnf_arena *arena) {
    struct tnf_record copy = tnf_record_copy(arena, row);
    for (size_t i = 0; i < differences->count; i++) {
        const struct tnf_difference *item = differences->items[i];
        if (tnf_difference_is_rename(item)) (void)tnf_difference_follow(&item->before, &item->after, &copy);
    }
    return copy;
}

static int by_entity(const void *left, const void *right) {
    const struct tnf_difference *a = *(struct tnf_difference *const *)left;
    const struct tnf_difference *b = *(struct tnf_difference *const *)right;
    const enum tnf_entity_id first = tnf_difference_row(a)->entity->id;
    const enum tnf_entity_id second = tnf_difference_row(b)->entity->id;
    return (first > second) - (first < second);
}

/* A reference that only followed a rename is no change. */
static void settle_references(struct tnf_differences *differences) {
    for (size_t i = 0; i < differences->count; i++) {
        struct tnf_difference *item = differences->items[i];
        if (item->before.entity == NULL || item->after.entity == NULL) continue;
        const struct tnf_record row = tnf_difference_today(differences, &item->before, differences->arena);
        for (size_t f = tnf_entity_key_count(row.entity); f < row.entity->field_count; f++)
            if (row.entity->fields[f].ref != TNF_ENTITY_NONE &&
                tnf_datum_equal(&row.entity->fields[f], &row.data[f], &item->after.data[f]))
                item->before.data[f] = item->after.data[f];
    }
}

/* From what others are in to what is in others, so that their renames are known. */
static void join_returned(struct tnf_differences *differences) {
    for (size_t i = 0; i < differences->count; i++) {
        struct tnf_difference *item = differences->items[i];
        if (item->after.entity != NULL) continue;
        const struct tnf_record row = tnf_difference_today(differences, &item->before, differences->arena);
        struct tnf_difference *again = find_live(differences, &row);
        if (again == NULL || again->before.entity != NULL) continue;
        again->before = item->before;
        item->before = (struct tnf_record){0};
    }
}

/* 0 for the platform, 1 for what is in an environment alone, 2 for what is in a tenant; *ret_name is its name. */
static int group_of(const struct tnf_record *row, struct tnf_strview *ret_name) {
    const enum tnf_entity_id groups[] = {TNF_ENTITY_TENANT, TNF_ENTITY_ENVIRONMENT};
    for (size_t g = 0; g < TNF_ARRAY_LEN(groups); g++) {
        for (size_t i = 0; i < tnf_entity_key_count(row->entity); i++) {
            if (row->entity->fields[i].ref != groups[g] && row->entity->id != groups[g]) continue;
            *ret_name = row->data[i].string;
            return groups[g] == TNF_ENTITY_TENANT ? 2 : 1;
        }
    }
    *ret_name = TNF_SV("");
    return 0;
}

static int by_place(const void *left, const void *right) {
    const struct tnf_record *a = tnf_difference_row(*(struct tnf_difference *const *)left);
    const struct tnf_record *b = tnf_difference_row(*(struct tnf_difference *const *)right);
    struct tnf_strview name_a;
    struct tnf_strview name_b;
    const int groups = group_of(a, &name_a) - group_of(b, &name_b);
    if (groups != 0) return groups;
    const int names = tnf_sv_cmp(name_a, name_b);
    if (names != 0) return names;
    if (a->entity != b->entity) return a->entity->id < b->entity->id ? -1 : 1;
    return tnf_record_key_cmp(a, b);
}

void tnf_differences_end(struct tnf_differences *differences) {
    drop_nothing(differences);
    if (differences->count == 0) return;
    qsort(differences->items, differences->count, sizeof(struct tnf_difference *), by_entity);
    join_returned(differences);
    settle_references(differences);
    drop_nothing(differences);
    if (differences->count > 0)
        qsort(differences->items, differences->count, sizeof(struct tnf_difference *), by_place);
}
