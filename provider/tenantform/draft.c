#include "provider/tenantform/draft.h"

#include "base/memory.h"
#include "provider/tenantform/marks.h"
#include "provider/tenantform/renames.h"
#include "provider/tenantform/row_change.h"
#include "provider/tenantform/stand_in.h"

#include <pthread.h>
#include <string.h>

struct tnf_draft {
    pthread_mutex_t lock;
    char *path;                 /* of the catalog that is copied; NULL: nothing is configured */
    struct tnf_catalog *copy;   /* NULL until something is planned */
    struct tnf_renames renames; /* that were planned; their revision is their number */
    struct tnf_marks marks;
    bool uncertain; /* rows were planned with values that are not known, so rules may see less than will be there */
    struct tnf_record *removals; /* planned, and still in the copy */
    size_t removal_count;
    size_t removal_capacity;
    struct tnf_arena arena; /* of the removals */
};

/* One row on its way into the draft. */
struct planning {
    struct tnf_draft *draft;
    const struct tnf_record *prior;
    const struct tnf_row *planned;
    struct tnf_arena *arena;
    struct tnf_findings *findings;
    bool renamed;
    struct tnf_record before; /* what is renamed, under the keys that it has in the draft */
};

struct tnf_draft *tnf_draft_new(void) {
    struct tnf_draft *draft = tnf_xcalloc(1, sizeof *draft);
    (void)pthread_mutex_init(&draft->lock, NULL);
    return draft;
}

static void clear(struct tnf_draft *draft) {
    tnf_catalog_close(draft->copy);
    draft->copy = NULL;
    tnf_renames_release(&draft->renames);
    tnf_marks_release(&draft->marks);
    tnf_arena_release(&draft->arena);
    draft->removal_count = 0;
    draft->uncertain = false;
    free(draft->path);
    draft->path = NULL;
}

void tnf_draft_free(struct tnf_draft *draft) {
    if (draft == NULL) return;
    clear(draft);
    free(draft->removals);
    (void)pthread_mutex_destroy(&draft->lock);
    free(draft);
}

void tnf_draft_reset(struct tnf_draft *draft, const char *path) {
    (void)pthread_mutex_lock(&draft->lock);
    clear(draft);
    draft->path = tnf_xstrdup(path);
    (void)pthread_mutex_unlock(&draft->lock);
}

void tnf_draft_saw(struct tnf_draft *draft, const struct tnf_record *record) {
    (void)pthread_mutex_lock(&draft->lock);
    tnf_marks_add(&draft->marks, record, TNF_MARK_SEEN);
    (void)pthread_mutex_unlock(&draft->lock);
}

void tnf_draft_follow(struct tnf_draft *draft, struct tnf_arena *arena, struct tnf_record *record) {
    (void)pthread_mutex_lock(&draft->lock);
    tnf_renames_follow(&draft->renames, 0, arena, record);
    (void)pthread_mutex_unlock(&draft->lock);
}

static int copy_catalog(struct tnf_draft *draft, struct tnf_error *err) {
    if (draft->copy != NULL) return 0;
    if (draft->path == NULL) return tnf_error_set(err, TNF_E_INTERNAL, "the provider is not configured");
    struct tnf_catalog *source = NULL;
    struct tnf_error inner;
    int code = tnf_catalog_open(draft->path, TNF_OPEN_READ, &source, &inner);
    if (code == 0 || code == TNF_E_NOT_FOUND) code = tnf_catalog_copy(source, &draft->copy, &inner);
    tnf_catalog_close(source);
    if (code < 0 && err != NULL) *err = inner;
    return code;
}

static int refuse(const struct tnf_record *record, struct tnf_error *err, const char *why, const char *hint) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    tnf_record_add_key(&key, record);
    tnf_error_set(err, TNF_E_EXISTS, "%s %s %s", record->entity->title, key.ptr, why);
    tnf_error_hint(err, "%s", hint);
    return TNF_E_EXISTS;
}

static int refuse_moved(const struct tnf_record *record, struct tnf_error *err) {
    return refuse(record, err, "is planned to be removed at one address and to be there at another",
                  "write a moved block from the one to the other");
}

static int refuse_there(const struct tnf_record *record, struct tnf_error *err) {
    return refuse(record, err, "is in the catalog already", "import it, or choose another name");
}

static int create(struct planning *planning, struct tnf_error *err) {
    struct tnf_draft *draft = planning->draft;
    const struct tnf_record *planned = &planning->planned->record;
    const unsigned marks = tnf_marks_get(&draft->marks, planned);
    if ((marks & TNF_MARK_REMOVED) != 0) return refuse_moved(planned, err);
    if ((marks & TNF_MARK_CREATED) != 0)
        return refuse(planned, err, "is planned twice", "keep one of the resources that make it");
    const struct tnf_record record = tnf_row_stand_in(planning->arena, planning->planned, NULL);
    int code = tnf_catalog_insert(draft->copy, &record, err);
    if (code != TNF_E_EXISTS || (marks & TNF_MARK_SEEN) == 0)
        return code == TNF_E_EXISTS ? refuse_there(planned, err) : code;
    code = tnf_catalog_update(draft->copy, &record, /* whole= */ true, err);
    return code == TNF_E_NOT_FOUND ? refuse_there(planned, err) : code; /* the other platform */
}

static int refuse_gone(const struct tnf_record *record, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    tnf_record_add_key(&key, record);
    tnf_error_set(err, TNF_E_NOT_FOUND, "%s %s is no longer in the catalog", record->entity->title, key.ptr);
    tnf_error_hint(err, "plan again, with a refresh");
    return TNF_E_NOT_FOUND;
}

static int change(struct planning *planning, struct tnf_error *err) {
    struct tnf_draft *draft = planning->draft;
    const struct tnf_record key = tnf_row_key_before(planning->arena, planning->prior, &planning->planned->record);
    const int code = tnf_catalog_get(draft->copy, &key, planning->arena, &planning->before, err);
    if (code == TNF_E_NOT_FOUND) return refuse_gone(&key, err);
    TNF_TRY(code);
    planning->renamed = tnf_row_renames(&planning->before, planning->planned);
    if (planning->renamed && (tnf_marks_get(&draft->marks, &planning->planned->record) & TNF_MARK_REMOVED) != 0)
        return refuse_moved(&planning->planned->record, err);
    return tnf_row_change(draft->copy, &planning->before, planning->planned, err);
}

static int write_row(struct planning *planning, struct tnf_error *err) {
    const struct tnf_change nobody = {.reason = TNF_SV("plan")};
    struct tnf_catalog *copy = planning->draft->copy;
    int64_t revision = 0;
    TNF_TRY(tnf_catalog_begin(copy, &nobody, err));
    const int code = planning->prior == NULL ? create(planning, err) : change(planning, err);
    if (code == 0) return tnf_catalog_commit(copy, &revision, planning->findings, err);
    tnf_catalog_rollback(copy);
    return code;
}

/* Removes what is planned to go and can go by now; the rest keeps its turn. True when something went. */
static bool remove_some(struct tnf_draft *draft) {
    const struct tnf_change nobody = {.reason = TNF_SV("plan")};
    size_t kept = 0;
    for (size_t i = 0; i < draft->removal_count; i++) {
        struct tnf_error ignored;
        int64_t revision = 0;
        int code = tnf_catalog_begin(draft->copy, &nobody, &ignored);
        if (code == 0) code = tnf_catalog_remove(draft->copy, &draft->removals[i], &ignored);
        if (code == 0) code = tnf_catalog_commit(draft->copy, &revision, NULL, &ignored);
        tnf_catalog_rollback(draft->copy); /* does nothing after a commit */
        if (code < 0 && code != TNF_E_NOT_FOUND) draft->removals[kept++] = draft->removals[i];
    }
    const bool some = kept < draft->removal_count;
    draft->removal_count = kept;
    return some;
}

static void forget_findings(struct tnf_findings *findings) {
    findings->count = 0;
    findings->dropped = 0;
}

/* What stands in the way may be planned to go. */
static int write_row_removing(struct planning *planning, struct tnf_error *err) {
    int code = write_row(planning, err);
    bool more = code < 0 && planning->draft->removal_count > 0;
    while (more && code < 0) {
        more = remove_some(planning->draft);
        if (!more) break;
        forget_findings(planning->findings);
        code = write_row(planning, err);
    }
    return code;
}

/* Whether a row that this one names was not checked either. */
static bool stands_on_loose(const struct planning *planning) {
    const struct tnf_record *record = &planning->planned->record;
    const struct tnf_marks *marks = &planning->draft->marks;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf scope = TNF_STRBUF_INIT;
    for (size_t i = 0; i < record->entity->field_count; i++) {
        const struct tnf_field *field = &record->entity->fields[i];
        const bool nested = tnf_entity_key_count(record->entity) > i;
        if (field->ref == TNF_ENTITY_NONE || !record->data[i].set) continue;
        /* A reference names its row by the keys before it too, or by its name alone. */
        if (nested && i > 0) tnf_strbuf_add_c(&scope, '/');
        if (nested) tnf_strbuf_add_sv(&scope, record->data[i].string);
        if (tnf_marks_get_key(marks, field->ref, record->data[i].string) & TNF_MARK_LOOSE) return true;
        if (nested && tnf_marks_get_key(marks, field->ref, tnf_strbuf_view(&scope)) & TNF_MARK_LOOSE) return true;
    }
    const enum tnf_entity_id parent = record->entity->parent;
    return parent != TNF_ENTITY_NONE && (tnf_marks_get_key(marks, parent, tnf_strbuf_view(&scope)) & TNF_MARK_LOOSE);
}

static bool names_nothing(const struct tnf_findings *findings) {
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].rule == tnf_rule(TNF_RULE_PARENT)) return true;
    return false;
}

static int plan_row(struct planning *planning, struct tnf_record *ret_row, struct tnf_error *err) {
    struct tnf_draft *draft = planning->draft;
    const struct tnf_record *record = &planning->planned->record;
    draft->uncertain |= planning->planned->unknown != 0;
    *ret_row = *record;
    TNF_TRY(copy_catalog(draft, err));
    bool loose = draft->uncertain && stands_on_loose(planning);
    struct tnf_error inner;
    const int code = loose ? 0 : write_row_removing(planning, &inner);
    if (code < 0 && draft->uncertain && planning->findings->count > 0 && !names_nothing(planning->findings)) {
        /* What is missing may be one of the values that are not known yet. */
        loose = true;
        forget_findings(planning->findings);
    }
    if (loose) {
        tnf_marks_add(&draft->marks, record, TNF_MARK_LOOSE);
        return 0;
    }
    if (code < 0) {
        if (err != NULL) *err = inner;
        return code;
    }
    if (planning->prior == NULL) tnf_marks_add(&draft->marks, record, TNF_MARK_CREATED);
    return tnf_catalog_get(draft->copy, record, planning->arena, ret_row, err);
}

static void note_rename(struct planning *planning) {
    const struct tnf_record *planned = &planning->planned->record;
    const struct tnf_rename rename = {
        .revision = (int64_t)planning->draft->renames.count + 1,
        .entity = planned->entity->id,
        .key = tnf_record_key(planning->arena, &planning->before),
        .name = tnf_record_name(planned),
    };
    tnf_renames_add(&planning->draft->renames, &rename);
}

int tnf_draft_plan(struct tnf_draft *draft, const struct tnf_record *prior, const struct tnf_row *planned,
                   struct tnf_arena *arena, struct tnf_record *ret_row, struct tnf_findings *findings,
                   struct tnf_error *err) {
    struct planning planning = {
        .draft = draft, .prior = prior, .planned = planned, .arena = arena, .findings = findings};
    (void)pthread_mutex_lock(&draft->lock);
    const int code = plan_row(&planning, ret_row, err);
    if (code == 0 && planning.renamed) note_rename(&planning);
    (void)pthread_mutex_unlock(&draft->lock);
    return code;
}

static void keep_removal(struct tnf_draft *draft, const struct tnf_record *record) {
    if (draft->removal_count == draft->removal_capacity) {
        draft->removal_capacity = draft->removal_capacity == 0 ? 8 : 2 * draft->removal_capacity;
        draft->removals = tnf_xrealloc(draft->removals, draft->removal_capacity * sizeof *draft->removals);
    }
    draft->removals[draft->removal_count++] = tnf_record_copy(&draft->arena, record);
}

int tnf_draft_remove(struct tnf_draft *draft, const struct tnf_record *record, struct tnf_error *err) {
    (void)pthread_mutex_lock(&draft->lock);
    const bool made = (tnf_marks_get(&draft->marks, record) & TNF_MARK_CREATED) != 0;
    tnf_marks_add(&draft->marks, record, TNF_MARK_REMOVED);
    if (!made) keep_removal(draft, record);
    (void)pthread_mutex_unlock(&draft->lock);
    return made ? refuse_moved(record, err) : 0;
}

void tnf_draft_removed(struct tnf_draft *draft, const struct tnf_record *record) {
    (void)pthread_mutex_lock(&draft->lock);
    if (draft->copy != NULL) {
        keep_removal(draft, record);
        (void)remove_some(draft);
    }
    (void)pthread_mutex_unlock(&draft->lock);
}
