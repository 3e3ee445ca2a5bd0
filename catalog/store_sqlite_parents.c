/* Foreign keys are deferred, so that rows may come in any order; what still dangles at the end is found here. */
#include "catalog/store_sqlite_commit.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "base/suggest.h"

enum { SUGGESTIONS_MAX = 20 };

/* A foreign key: fields [first, first + count) of `child` are the first `count` fields of `parent`. */
struct reference {
    const struct tnf_entity *child;
    const struct tnf_entity *parent;
    size_t first;
    size_t count;
};

static void add_sql(struct tnf_strbuf *sql, const struct reference *reference) {
    tnf_strbuf_add_str(sql, "SELECT ");
    tnf_store_sql_columns(sql, reference->child);
    tnf_strbuf_addf(sql, " FROM \"%s\" AS c WHERE c.\"%s\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \"%s\" AS p",
                    reference->child->name, reference->child->fields[reference->first].name, reference->parent->name);
    for (size_t i = 0; i < reference->count; i++)
        tnf_strbuf_addf(sql, " %s p.\"%s\" = c.\"%s\"", i == 0 ? "WHERE" : "AND", reference->parent->fields[i].name,
                        reference->child->fields[reference->first + i].name);
    tnf_strbuf_add_str(sql, ")");
    tnf_store_sql_order(sql, reference->child);
    tnf_strbuf_addf(sql, " LIMIT %d", TNF_FINDINGS_MAX + 1);
}

/* The name that is spelt most like it, of those that there are. */
static int suggest(struct tnf_catalog *catalog, const struct reference *reference, struct tnf_strview name,
                   struct tnf_findings *findings, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf sql = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, name);
    tnf_strbuf_add_str(&sql, "SELECT DISTINCT ");
    for (size_t i = 0; i < reference->count; i++)
        tnf_strbuf_addf(&sql, "%s\"%s\"", i == 0 ? "" : " || '/' || ", reference->parent->fields[i].name);
    tnf_strbuf_addf(&sql, " FROM \"%s\" ORDER BY 1", reference->parent->name);
    TNF_TRY(tnf_store_prepare(catalog, sql.ptr, &statement, err));
    int more = tnf_store_step(catalog, statement, err);
    for (; more > 0; more = tnf_store_step(catalog, statement, err))
        tnf_suggest_try(&suggestion, tnf_arena_sv(&arena, tnf_store_column(statement, 0)));
    if (suggestion.best.ptr != NULL) tnf_findings_hint(findings, "did you mean \"%.*s\"?", TNF_SV_ARG(suggestion.best));
    return more;
}

static int add_finding(struct tnf_catalog *catalog, const struct reference *reference, const struct tnf_record *row,
                       struct tnf_findings *findings, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    for (size_t i = 0; i < reference->count; i++) {
        if (i > 0) tnf_strbuf_add_c(&name, '/');
        tnf_strbuf_add_sv(&name, row->data[reference->first + i].string);
    }
    const size_t field = reference->first + reference->count - 1;
    tnf_findings_add(findings, TNF_RULE_PARENT, row, (int)field, -1, "%s: there is no %s %s",
                     reference->child->fields[field].name, reference->parent->title,
                     tnf_excerpt(tnf_strbuf_view(&name)).text);
    /* A text with a wrong name may have it a thousand times. */
    if (findings == NULL || findings->count > SUGGESTIONS_MAX) return 0;
    return suggest(catalog, reference, tnf_strbuf_view(&name), findings, err);
}

static int check_reference(struct tnf_catalog *catalog, const struct reference *reference,
                           struct tnf_findings *findings, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf sql = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    add_sql(&sql, reference);
    TNF_TRY(tnf_store_prepare(catalog, sql.ptr, &statement, err));
    int more = tnf_store_step(catalog, statement, err);
    for (; more > 0; more = tnf_store_step(catalog, statement, err)) {
        struct tnf_record row;
        tnf_arena_reset(&arena);
        TNF_TRY(tnf_store_read_row(catalog, statement, reference->child, &arena, &row, err));
        TNF_TRY(add_finding(catalog, reference, &row, findings, err));
    }
    return more;
}

static int check_entity(struct tnf_catalog *catalog, const struct tnf_entity *entity, struct tnf_findings *findings,
                        struct tnf_error *err) {
    if (entity->parent != TNF_ENTITY_NONE) {
        const struct tnf_entity *parent = tnf_entity(entity->parent);
        const struct reference nested = {entity, parent, 0, tnf_entity_key_count(parent)};
        TNF_TRY(check_reference(catalog, &nested, findings, err));
    }
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (field->ref == TNF_ENTITY_NONE || (field->flags & TNF_FIELD_PARENT) != 0) continue;
        const struct reference single = {entity, tnf_entity(field->ref), i, 1};
        TNF_TRY(check_reference(catalog, &single, findings, err));
    }
    return 0;
}

int tnf_store_check_parents(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    int dangling = 0;
    int ignored = 0;
    if (sqlite3_db_status(catalog->db, SQLITE_DBSTATUS_DEFERRED_FKS, &dangling, &ignored, 0) != SQLITE_OK)
        return tnf_store_error(catalog, err);
    for (int id = 0; dangling != 0 && id < TNF_ENTITY_COUNT; id++)
        TNF_TRY(check_entity(catalog, tnf_entity((enum tnf_entity_id)id), findings, err));
    return 0;
}
