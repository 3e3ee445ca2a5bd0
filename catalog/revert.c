#include "catalog/revert.h"

#include "base/excerpt.h"
#include "base/memory.h"

#include <inttypes.h>
#include <string.h>

/* A change that is undone, and the row as it is now. */
struct step {
    const struct tnf_difference *change;
    struct tnf_record now; /* .entity is NULL when there is none */
    bool done;
};

struct reverting {
    struct tnf_catalog *catalog;
    const struct tnf_revert *revert;
    struct tnf_arena arena;
    struct tnf_differences undone;
    struct tnf_differences since; /* what changed after the revision */
    struct step *steps;
    struct tnf_difference *renamed; /* what has its old name back: keys before and after, in order */
    size_t renamed_count;
    size_t renamed_capacity;
    struct tnf_error_list *conflicts;
    struct tnf_error first;
};

static void reverting_release(struct reverting *reverting) {
    free(reverting->steps);
    tnf_differences_release(&reverting->undone);
    tnf_differences_release(&reverting->since);
    tnf_arena_release(&reverting->arena);
}

static struct tnf_datum *name_of(const struct tnf_record *row) {
    return &row->data[tnf_entity_key_count(row->entity) - 1];
}

/* These follow renames, and nothing else. */
static bool is_name_of_old(const struct tnf_field *field) {
    return strcmp(field->name, "physical_name") == 0 || strcmp(field->name, "former_names") == 0;
}

static bool is_undoable(const struct tnf_entity *entity, size_t field) {
    return field >= tnf_entity_key_count(entity) && !is_name_of_old(&entity->fields[field]);
}

/* Today's names of what a row of the revision refers to. */
static struct tnf_record today(struct reverting *reverting, const struct tnf_record *row) {
    return tnf_difference_today(&reverting->since, row, &reverting->arena);
}

static const struct tnf_difference *changed_since(const struct reverting *reverting, const struct tnf_record *row) {
    for (size_t i = 0; i < reverting->since.count; i++) {
        const struct tnf_record *before = &reverting->since.items[i]->before;
        if (before->entity == row->entity && tnf_record_key_cmp(before, row) == 0) return reverting->since.items[i];
    }
    return NULL;
}

/* Reads what a row of the revision is now; ret->entity is NULL when it is gone. */
static int read_now(struct reverting *reverting, const struct tnf_record *row, struct tnf_record *ret,
                    struct tnf_error *err) {
    const struct tnf_difference *change = changed_since(reverting, row);
    *ret = (struct tnf_record){0};
    if (change != NULL && change->after.entity == NULL) return 0;
    const struct tnf_record key = change != NULL ? change->after : today(reverting, row);
    struct tnf_record found;
    struct tnf_error inner = {0};
    const int code = tnf_catalog_get(reverting->catalog, &key, &reverting->arena, &found, &inner);
    if (code == TNF_E_NOT_FOUND) return 0;
    if (code < 0 && err != NULL) *err = inner;
    if (code == 0) *ret = found;
    return code;
}

static int newest_of(const struct tnf_history_row *row, void *context, struct tnf_error *err) {
    (void)err;
    *(int64_t *)context = row->revision;
    return 0;
}

/* "service acme/api: memory was changed again in revision 9". A rename is in the history under the name before. */
static int conflict(struct reverting *reverting, const struct tnf_record *row, const struct tnf_record *before,
                    const char *what, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    struct tnf_error one = {0};
    int64_t revision = 0;
    TNF_TRY(tnf_catalog_last_change(reverting->catalog, row, newest_of, &revision, err));
    if (revision <= reverting->revert->revision)
        TNF_TRY(tnf_catalog_last_change(reverting->catalog, before, newest_of, &revision, err));
    tnf_record_add_key(&key, row);
    (void)tnf_error_set(&one, TNF_E_CONFLICT, "%s %s: %s in revision %" PRId64, row->entity->title,
                        tnf_excerpt(tnf_strbuf_view(&key)).text, what, revision);
    tnf_error_hint(&one, "undo both with `tenantform revert %" PRId64 " %" PRId64 "`, or change the row by hand",
                   revision, reverting->revert->revision);
    if (reverting->first.code == TNF_OK) reverting->first = one;
    if (reverting->conflicts != NULL) tnf_error_list_add(reverting->conflicts, &one);
    return 0;
}

/* A row that came with the revision: nobody has changed it since, or put something into it. */
static int check_added(struct reverting *reverting, const struct step *step, struct tnf_error *err) {
    const struct tnf_record added = today(reverting, &step->change->after);
    for (size_t i = 0; i < added.entity->field_count; i++) {
        const struct tnf_field *field = &added.entity->fields[i];
        if (!is_undoable(added.entity, i) || tnf_datum_equal(field, &added.data[i], &step->now.data[i])) continue;
        const struct tnf_strview what = tnf_arena_printf(&reverting->arena, "%s was changed again", field->name);
        return conflict(reverting, &step->now, &step->change->after, what.ptr, err);
    }
    for (size_t i = 0; i < reverting->since.count; i++) {
        const struct tnf_difference *item = reverting->since.items[i];
        if (item->before.entity == NULL && tnf_difference_names(&step->now, &item->after))
            TNF_TRY(conflict(reverting, &item->after, &item->after, "would go too, and was added", err));
    }
    return 0;
}

/* A row that went with the revision: nobody has its name now. */
static int check_removed(struct reverting *reverting, const struct step *step, struct tnf_error *err) {
    const struct tnf_record key = today(reverting, &step->change->before);
    for (size_t i = 0; i < reverting->since.count; i++) {
        const struct tnf_difference *item = reverting->since.items[i];
        const struct tnf_record *came_as = item->before.entity == NULL ? &item->after : &item->before;
        const bool came = item->before.entity == NULL || tnf_difference_is_rename(item);
        if (came && item->after.entity == key.entity && tnf_record_key_cmp(&item->after, &key) == 0)
            return conflict(reverting, &item->after, came_as, "has its name, which was given", err);
    }
    return 0;
}

static int check_field(struct reverting *reverting, const struct step *step, size_t i, const struct tnf_record *before,
                       const struct tnf_record *after, struct tnf_error *err) {
    const struct tnf_field *field = &before->entity->fields[i];
    if (tnf_datum_equal(field, &before->data[i], &after->data[i])) return 0;
    if (tnf_datum_equal(field, &step->now.data[i], &after->data[i])) return 0;
    if (tnf_datum_equal(field, &step->now.data[i], &before->data[i])) return 0;
    const struct tnf_strview what = tnf_arena_printf(&reverting->arena, "%s was changed again", field->name);
    return conflict(reverting, &step->now, &step->change->after, what.ptr, err);
}

static int check_changed(struct reverting *reverting, const struct step *step, struct tnf_error *err) {
    if (step->now.entity == NULL)
        return conflict(reverting, &step->change->after, &step->change->after, "was removed", err);
    const struct tnf_record before = today(reverting, &step->change->before);
    const struct tnf_record after = today(reverting, &step->change->after);
    for (size_t i = 0; i < before.entity->field_count; i++)
        if (is_undoable(before.entity, i)) TNF_TRY(check_field(reverting, step, i, &before, &after, err));
    if (!tnf_difference_is_rename(step->change)) return 0;
    const struct tnf_strview name = name_of(&step->now)->string;
    if (tnf_sv_eq(name, name_of(&after)->string) || tnf_sv_eq(name, name_of(&before)->string)) return 0;
    return conflict(reverting, &step->now, &step->change->after, "was renamed again", err);
}

static int check(struct reverting *reverting, struct step *step, struct tnf_error *err) {
    if (step->change->after.entity == NULL) return check_removed(reverting, step, err);
    TNF_TRY(read_now(reverting, &step->change->after, &step->now, err));
    if (step->change->before.entity != NULL) return check_changed(reverting, step, err);
    return step->now.entity == NULL ? 0 : check_added(reverting, step, err);
}

static int check_all(struct reverting *reverting, struct tnf_error *err) {
    reverting->steps = tnf_xcalloc(reverting->undone.count + 1, sizeof *reverting->steps);
    for (size_t i = 0; i < reverting->undone.count; i++) {
        reverting->steps[i].change = reverting->undone.items[i];
        TNF_TRY(check(reverting, &reverting->steps[i], err));
    }
    if (reverting->first.code == TNF_OK) return 0;
    if (err != NULL) *err = reverting->first;
    return reverting->first.code;
}

/* What refers to a row that is going to be removed lets go of it first, and gets its old reference at the end. */
static int let_go(struct reverting *reverting, struct step *step, struct tnf_error *err) {
    const struct tnf_difference *change = step->change;
    if (change->before.entity == NULL || change->after.entity == NULL) return 0;
    struct tnf_record row = tnf_record_copy(&reverting->arena, &step->now);
    bool any = false;
    for (size_t i = tnf_entity_key_count(row.entity); i < row.entity->field_count; i++) {
        const struct tnf_field *field = &row.entity->fields[i];
        if (field->ref == TNF_ENTITY_NONE || tnf_datum_equal(field, &change->before.data[i], &change->after.data[i]))
            continue;
        row.data[i].set = false;
        any = true;
    }
    return any ? tnf_catalog_replace(reverting->catalog, &row, err) : 0;
}

static int remove_added(struct reverting *reverting, struct step *step, struct tnf_error *err) {
    if (step->change->before.entity != NULL || step->now.entity == NULL) return 0;
    struct tnf_error inner = {0};
    const int code = tnf_catalog_remove(reverting->catalog, &step->now, &inner);
    if (code == TNF_E_NOT_FOUND) return 0; /* went with what it was in */
    if (code < 0 && err != NULL) *err = inner;
    return code;
}

/* Whether a row has to get its old name back. */
static bool wants_name(const struct step *step) {
    return tnf_difference_is_rename(step->change) &&
           !tnf_sv_eq(name_of(&step->now)->string, name_of(&step->change->before)->string);
}

/* What the row is called now that others have their old names back. */
static struct tnf_record key_now(struct reverting *reverting, const struct step *step) {
    struct tnf_record key = tnf_record_copy(&reverting->arena, &step->now);
    for (size_t i = 0; i < reverting->renamed_count; i++)
        (void)tnf_difference_follow(&reverting->renamed[i].before, &reverting->renamed[i].after, &key);
    return key;
}

static void keep_rename(struct reverting *reverting, const struct tnf_record *before, struct tnf_strview name) {
    struct tnf_record after = tnf_record_copy(&reverting->arena, before);
    name_of(&after)->string = name;
    reverting->renamed = tnf_arena_grow(&reverting->arena, reverting->renamed, reverting->renamed_count,
                                        &reverting->renamed_capacity, sizeof *reverting->renamed);
    reverting->renamed[reverting->renamed_count++] = (struct tnf_difference){.before = *before, .after = after};
}

/* Renames back. A name that another row is about to give up is waited for: *ret_waiting. */
static int rename_back(struct reverting *reverting, struct step *step, bool *ret_waiting, struct tnf_error *err) {
    if (step->done || !wants_name(step)) return 0;
    const struct tnf_record key = key_now(reverting, step);
    const struct tnf_strview name = name_of(&step->change->before)->string;
    struct tnf_error inner = {0};
    const int code = tnf_catalog_rename(reverting->catalog, &key, name, &inner);
    *ret_waiting |= code == TNF_E_EXISTS;
    if (code == TNF_E_EXISTS) return 0;
    if (code < 0) {
        if (err != NULL) *err = inner;
        return code;
    }
    keep_rename(reverting, &key, name);
    step->done = true;
    return 1;
}

static int rename_all(struct reverting *reverting, struct tnf_error *err) {
    bool waiting = true;
    for (int renamed = 1; waiting && renamed > 0;) {
        waiting = false;
        renamed = 0;
        for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
            for (size_t i = 0; i < reverting->undone.count; i++) {
                struct step *step = &reverting->steps[i];
                if ((int)tnf_difference_row(step->change)->entity->id != id) continue;
                const int code = rename_back(reverting, step, &waiting, err);
                if (code < 0) return code;
                renamed += code;
            }
        }
    }
    if (!waiting) return 0;
    (void)tnf_error_set(err, TNF_E_CONFLICT, "a name that a row is to have again is another row's now");
    tnf_error_hint(err, "rename that row first; `tenantform diff %" PRId64 " --rows` shows both",
                   reverting->revert->revision);
    return TNF_E_CONFLICT;
}

/* Which of the bits a field falls under. */
static unsigned anew_of(const struct tnf_field *field) {
    if ((field->flags & TNF_FIELD_ALLOCATED) == 0 || strcmp(field->name, "former_names") == 0) return 0;
    return is_name_of_old(field) ? TNF_REVERT_NAMES : TNF_REVERT_PLACES;
}

static int insert_removed(struct reverting *reverting, struct step *step, struct tnf_error *err) {
    if (step->change->after.entity != NULL) return 0;
    struct tnf_record row = today(reverting, &step->change->before);
    for (size_t i = 0; i < row.entity->field_count; i++)
        if ((anew_of(&row.entity->fields[i]) & reverting->revert->anew) != 0) row.data[i].set = false;
    return tnf_catalog_insert(reverting->catalog, &row, err);
}

static int change_back(struct reverting *reverting, struct step *step, struct tnf_error *err) {
    if (step->change->before.entity == NULL || step->change->after.entity == NULL) return 0;
    const struct tnf_record before = today(reverting, &step->change->before);
    struct tnf_record key = key_now(reverting, step);
    if (step->done) name_of(&key)->string = name_of(&before)->string;
    struct tnf_record row;
    TNF_TRY(tnf_catalog_get(reverting->catalog, &key, &reverting->arena, &row, err));
    for (size_t i = 0; i < row.entity->field_count; i++)
        if (is_undoable(row.entity, i) &&
            !tnf_datum_equal(&row.entity->fields[i], &step->change->before.data[i], &step->change->after.data[i]))
            row.data[i] = before.data[i];
    return tnf_catalog_replace(reverting->catalog, &row, err);
}

typedef int (*step_fn)(struct reverting *reverting, struct step *step, struct tnf_error *err);

/* Every step, from what others are in to what is in others, or the other way round. */
static int each(struct reverting *reverting, bool backwards, step_fn work, struct tnf_error *err) {
    for (int n = 0; n < TNF_ENTITY_COUNT; n++) {
        const int id = backwards ? TNF_ENTITY_COUNT - 1 - n : n;
        for (size_t i = 0; i < reverting->undone.count; i++)
            if ((int)tnf_difference_row(reverting->undone.items[i])->entity->id == id)
                TNF_TRY(work(reverting, &reverting->steps[i], err));
    }
    return 0;
}

static int apply(struct reverting *reverting, struct tnf_error *err) {
    TNF_TRY(each(reverting, /* backwards= */ true, let_go, err));
    TNF_TRY(each(reverting, /* backwards= */ true, remove_added, err));
    TNF_TRY(rename_all(reverting, err));
    TNF_TRY(each(reverting, /* backwards= */ false, insert_removed, err));
    return each(reverting, /* backwards= */ false, change_back, err);
}

static int read_changes(struct reverting *reverting, struct tnf_error *err) {
    const struct tnf_revert *revert = reverting->revert;
    struct tnf_arena *arena = &reverting->arena;
    int64_t newest = 0;
    TNF_TRY(tnf_catalog_revision(reverting->catalog, &newest, err));
    if (!revert->to && revert->revision < 1)
        return tnf_error_set(err, TNF_E_NOT_FOUND, "revision %" PRId64 ": there is nothing to undo", revert->revision);
    const int64_t from = revert->to ? revert->revision : revert->revision - 1;
    const int64_t to = revert->to ? newest : revert->revision;
    TNF_TRY(tnf_catalog_differences(reverting->catalog, from, to, arena, &reverting->undone, err));
    return tnf_catalog_differences(reverting->catalog, to, newest, arena, &reverting->since, err);
}

int tnf_catalog_revert(struct tnf_catalog *catalog, const struct tnf_revert *revert, struct tnf_error_list *conflicts,
                       struct tnf_error *err) {
    TNF_AUTO(reverting_release)
    struct reverting reverting = {
        .catalog = catalog, .revert = revert, .arena = TNF_ARENA_INIT, .conflicts = conflicts};
    TNF_TRY(read_changes(&reverting, err));
    TNF_TRY(check_all(&reverting, err));
    return apply(&reverting, err);
}

unsigned tnf_revert_anew_for(const struct tnf_findings *findings) {
    unsigned anew = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct tnf_finding *finding = &findings->items[i];
        if (finding->field >= 0) anew |= anew_of(&tnf_entity(finding->entity)->fields[finding->field]);
    }
    return anew;
}
