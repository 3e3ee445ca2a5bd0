#include "provider/tenantform/session.h"

#include "base/memory.h"
#include "provider/tenantform/renames.h"
#include "provider/tenantform/row.h"

#include <pthread.h>

struct tnf_session {
    char *path;
    char *author;
    struct tnf_pool *pool;
    struct tnf_writer *writer;
    pthread_mutex_t lock; /* of the rest */
    struct tnf_renames renames;
    int64_t from; /* the renames are those after this revision up to the next; -1: none were read */
    int64_t to;
};

struct tnf_session *tnf_session_new(const char *path, struct tnf_strview author, struct tnf_strview reason) {
    struct tnf_session *session = tnf_xcalloc(1, sizeof *session);
    session->path = tnf_xstrdup(path);
    session->author = tnf_xstrndup(author.len == 0 ? "" : author.ptr, author.len);
    session->pool = tnf_pool_new(path);
    session->writer = tnf_writer_new(path, author, reason);
    session->from = -1;
    (void)pthread_mutex_init(&session->lock, NULL);
    return session;
}

void tnf_session_free(struct tnf_session *session) {
    if (session == NULL) return;
    tnf_pool_free(session->pool);
    tnf_writer_free(session->writer);
    tnf_renames_release(&session->renames);
    (void)pthread_mutex_destroy(&session->lock);
    free(session->path);
    free(session->author);
    free(session);
}

const char *tnf_session_path(const struct tnf_session *session) {
    return session->path;
}

struct tnf_strview tnf_session_author(const struct tnf_session *session) {
    return tnf_sv(session->author);
}

struct tnf_writer *tnf_session_writer(struct tnf_session *session) {
    return session->writer;
}

struct tnf_pool *tnf_session_pool(struct tnf_session *session) {
    return session->pool;
}

static int add_rename(const struct tnf_rename *rename, void *context, struct tnf_error *err) {
    (void)err;
    tnf_renames_add(context, rename);
    return 0;
}

/* With the lock. A history that does not reach to `since` is another catalog's: nothing of it is known. */
static int read_renames(struct tnf_session *session, struct tnf_catalog *catalog, int64_t since, int64_t newest,
                        struct tnf_error *err) {
    const bool older = session->from < 0 || since < session->from;
    if (!older && newest <= session->to) return 0;
    if (older) {
        /* Half the way to the beginning, so that a long list of older and older states reads it a few times only. */
        session->from = session->from < 0 ? since : since / 2;
        session->to = session->from;
        tnf_renames_release(&session->renames);
    }
    const int code = tnf_catalog_renames(catalog, session->to, add_rename, &session->renames, err);
    session->to = newest;
    return code == TNF_E_NOT_FOUND ? 0 : code;
}

static int follow(struct tnf_session *session, struct tnf_catalog *catalog, int64_t since, int64_t newest,
                  struct tnf_arena *arena, struct tnf_record *key, struct tnf_error *err) {
    (void)pthread_mutex_lock(&session->lock);
    const int code = read_renames(session, catalog, since, newest, err);
    if (code == 0) tnf_renames_follow(&session->renames, since, arena, key);
    (void)pthread_mutex_unlock(&session->lock);
    return code;
}

static int get(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_arena *arena,
               struct tnf_found_row *ret, struct tnf_error *err) {
    struct tnf_error inner;
    const int code = tnf_catalog_get(catalog, key, arena, &ret->record, &inner);
    ret->found = code == 0;
    if (code == 0 || code == TNF_E_NOT_FOUND) return 0;
    if (err != NULL) *err = inner;
    return code;
}

static int read_row(struct tnf_session *session, struct tnf_catalog *catalog, const struct tnf_record *asked,
                    int64_t since, struct tnf_arena *arena, struct tnf_found_row *ret, struct tnf_error *err) {
    struct tnf_record key = tnf_record_new(arena, asked->entity->id);
    for (size_t i = 0; i < tnf_entity_key_count(asked->entity); i++) key.data[i] = asked->data[i];
    TNF_TRY(tnf_catalog_revision(catalog, &ret->revision, err));
    if (since > ret->revision) since = -1;
    if (since < 0) TNF_TRY(get(catalog, &key, arena, ret, err));
    if (ret->found) return 0;
    TNF_TRY(follow(session, catalog, since < 0 ? 0 : since, ret->revision, arena, &key, err));
    TNF_TRY(get(catalog, &key, arena, ret, err));
    ret->renamed = ret->found && !tnf_row_same_key(&key, asked);
    return 0;
}

int tnf_session_read(struct tnf_session *session, const struct tnf_record *key, int64_t since, struct tnf_arena *arena,
                     struct tnf_found_row *ret, struct tnf_error *err) {
    struct tnf_catalog *catalog = NULL;
    *ret = (struct tnf_found_row){.found = false};
    TNF_TRY(tnf_pool_take(session->pool, &catalog, err));
    int code = tnf_catalog_begin_read(catalog, err);
    if (code == 0) code = read_row(session, catalog, key, since, arena, ret, err);
    tnf_pool_give(session->pool, catalog);
    return code;
}

static bool same_values(const struct tnf_record *row, const struct tnf_record *planned, uint64_t unknown) {
    for (size_t i = 0; i < row->entity->field_count; i++) {
        const struct tnf_field *field = &row->entity->fields[i];
        const bool chosen = (field->flags & TNF_FIELD_ALLOCATED) != 0 && !planned->data[i].set;
        if (chosen || (unknown & TNF_ROW_BIT(i)) != 0) continue;
        if (!tnf_datum_equal(field, &row->data[i], &planned->data[i])) return false;
    }
    return true;
}

struct last_change {
    struct tnf_strview author;
    bool made;
};

static int look(const struct tnf_history_row *row, void *context, struct tnf_error *err) {
    (void)err;
    struct last_change *last = context;
    last->made |= tnf_sv_eq_c(row->action, "insert") && tnf_sv_eq(row->author, last->author) &&
                  tnf_sv_starts_with(row->reason, TNF_SV("terraform apply"));
    return 0;
}

int tnf_session_was_made(struct tnf_catalog *catalog, struct tnf_strview author, const struct tnf_record *planned,
                         uint64_t unknown, bool *ret, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_found_row row = {.found = false};
    struct last_change last = {.author = author};
    *ret = false;
    TNF_TRY(get(catalog, planned, &arena, &row, err));
    if (!row.found || !same_values(&row.record, planned, unknown)) return 0;
    TNF_TRY(tnf_catalog_last_change(catalog, planned, look, &last, err));
    *ret = last.made;
    return 0;
}
