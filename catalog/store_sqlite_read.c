/* Reading rows: one by key, many by a filter. */
#include "catalog/store_sqlite.h"

#include "base/excerpt.h"
#include "base/memory.h"

int tnf_store_get(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_arena *arena,
                  struct tnf_record *ret, struct tnf_error *err) {
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_statement(catalog, key->entity, TNF_STORE_SELECT, &statement, err));
    tnf_store_bind_row(statement, key, tnf_entity_key_count(key->entity));
    const int row = tnf_store_step(catalog, statement, err);
    if (row < 0) return row;
    if (row == 0) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
        tnf_record_add_key(&name, key);
        tnf_error_set(err, TNF_E_NOT_FOUND, "%s %s: does not exist", key->entity->title,
                      tnf_excerpt(tnf_strbuf_view(&name)).text);
        tnf_error_hint(err, "`tenantform %s list` shows what there is", key->entity->name);
        return TNF_E_NOT_FOUND;
    }
    const int code = tnf_store_read_row(catalog, statement, key->entity, arena, ret, err);
    (void)sqlite3_reset(statement);
    return code;
}

int tnf_catalog_get(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_arena *arena,
                    struct tnf_record *ret, struct tnf_error *err) {
    return tnf_store_get(catalog, key, arena, ret, err);
}

static int check_filter(const struct tnf_record *filter, struct tnf_error *err) {
    for (size_t i = 0; i < filter->entity->field_count; i++) {
        const struct tnf_field *field = &filter->entity->fields[i];
        const bool allowed = (field->flags & TNF_FIELD_KEY) != 0 || field->ref != TNF_ENTITY_NONE;
        if (filter->data[i].set && !allowed)
            return tnf_error_set(err, TNF_E_INTERNAL, "%s %s: cannot be filtered by", filter->entity->title,
                                 field->name);
    }
    return 0;
}

static void add_filter(struct tnf_strbuf *sql, const struct tnf_record *filter) {
    const char *glue = " WHERE ";
    for (size_t i = 0; filter != NULL && i < filter->entity->field_count; i++) {
        if (!filter->data[i].set) continue;
        tnf_strbuf_addf(sql, "%s\"%s\" = ?%zu", glue, filter->entity->fields[i].name, i + 1);
        glue = " AND ";
    }
}

static int prepare_filtered(struct tnf_catalog *catalog, const struct tnf_entity *entity,
                            const struct tnf_record *filter, sqlite3_stmt **ret, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf sql = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&sql, "SELECT ");
    tnf_store_sql_columns(&sql, entity);
    tnf_strbuf_addf(&sql, " FROM \"%s\"", entity->name);
    add_filter(&sql, filter);
    tnf_store_sql_order(&sql, entity);
    TNF_TRY(tnf_store_prepare(catalog, sql.ptr, ret, err));
    if (filter != NULL) tnf_store_bind_row(*ret, filter, entity->field_count);
    return 0;
}

static int visit_rows(struct tnf_catalog *catalog, const struct tnf_entity *entity, sqlite3_stmt *statement,
                      tnf_visit_fn visit, void *context, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    int row = tnf_store_step(catalog, statement, err);
    while (row > 0) {
        struct tnf_record record;
        tnf_arena_reset(&arena);
        TNF_TRY(tnf_store_read_row(catalog, statement, entity, &arena, &record, err));
        TNF_TRY(visit(&record, context, err));
        row = tnf_store_step(catalog, statement, err);
    }
    return row;
}

/* Each commit looks at all rows of some entities, so their statements are kept. */
static int visit_all(struct tnf_catalog *catalog, const struct tnf_entity *entity, tnf_visit_fn visit, void *context,
                     struct tnf_error *err) {
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_statement(catalog, entity, TNF_STORE_EACH, &statement, err));
    const int code = visit_rows(catalog, entity, statement, visit, context, err);
    (void)sqlite3_reset(statement);
    return code;
}

/* A visitor may visit the same entity again. */
static bool is_visited(const struct tnf_catalog *catalog, enum tnf_entity_id id) {
    sqlite3_stmt *statement = catalog->statements[id][TNF_STORE_EACH];
    return statement != NULL && sqlite3_stmt_busy(statement) != 0;
}

int tnf_catalog_each(struct tnf_catalog *catalog, enum tnf_entity_id id, const struct tnf_record *filter,
                     tnf_visit_fn visit, void *context, struct tnf_error *err) {
    const struct tnf_entity *entity = tnf_entity(id);
    if (filter != NULL) TNF_TRY(check_filter(filter, err));
    if (filter == NULL && !is_visited(catalog, id)) return visit_all(catalog, entity, visit, context, err);
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(prepare_filtered(catalog, entity, filter, &statement, err));
    return visit_rows(catalog, entity, statement, visit, context, err);
}

int tnf_catalog_has_isolation(struct tnf_catalog *catalog, struct tnf_strview environment, struct tnf_strview isolation,
                              bool *ret, struct tnf_error *err) {
    /* CROSS JOIN keeps SQLite at this order: few tenants of the isolation first, then one look-up for each. */
    static const char sql[] = "SELECT 1 FROM tenant CROSS JOIN placement ON placement.tenant = tenant.name"
                              " WHERE tenant.isolation = ?1 AND placement.environment = ?2 LIMIT 1";
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    tnf_store_bind_text(statement, 1, isolation);
    tnf_store_bind_text(statement, 2, environment);
    const int row = tnf_store_step(catalog, statement, err);
    if (row >= 0) *ret = row > 0;
    return row < 0 ? row : 0;
}

int tnf_catalog_count_services(struct tnf_catalog *catalog, struct tnf_strview environment, int64_t most, int64_t *ret,
                               struct tnf_error *err) {
    static const char sql[] = "SELECT count(*) FROM (SELECT 1 FROM placement CROSS JOIN service"
                              " ON service.tenant = placement.tenant WHERE placement.environment = ?1 LIMIT ?2)";
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    tnf_store_bind_text(statement, 1, environment);
    (void)sqlite3_bind_int64(statement, 2, most);
    const int row = tnf_store_step(catalog, statement, err);
    if (row > 0) *ret = sqlite3_column_int64(statement, 0);
    return row < 0 ? row : 0;
}

int tnf_catalog_each_own_account(struct tnf_catalog *catalog, struct tnf_strview environment, tnf_visit_fn visit,
                                 void *context, struct tnf_error *err) {
    const struct tnf_entity *entity = tnf_entity(TNF_ENTITY_PLACEMENT);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf sql = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&sql, "SELECT ");
    tnf_store_sql_columns(&sql, entity);
    tnf_strbuf_add_str(&sql, " FROM placement INDEXED BY placement_account"
                             " WHERE environment = ?1 AND account_id IS NOT NULL ORDER BY tenant");
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql.ptr, &statement, err));
    tnf_store_bind_text(statement, 1, environment);
    return visit_rows(catalog, entity, statement, visit, context, err);
}

int tnf_catalog_balancers(struct tnf_catalog *catalog, struct tnf_strview environment, struct tnf_arena *arena,
                          struct tnf_balancers *ret, struct tnf_error *err) {
    /* From each number to the next one by index, and of each number's routes only until one is in the environment. */
    static const char sql[] =
        "WITH RECURSIVE n (number) AS (SELECT min(load_balancer) FROM route WHERE load_balancer > 1 UNION ALL"
        " SELECT (SELECT min(load_balancer) FROM route WHERE load_balancer > n.number) FROM n WHERE n.number > 1)"
        " SELECT number FROM n WHERE number IS NOT NULL AND EXISTS (SELECT 1 FROM route AS r"
        " JOIN tenant AS t ON t.name = r.tenant AND t.isolation <> 'silo'"
        " JOIN placement AS p ON p.tenant = r.tenant AND p.environment = ?1 WHERE r.load_balancer = number)";
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    tnf_store_bind_text(statement, 1, environment);
    struct tnf_balancers found = {0};
    size_t capacity = 0;
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        found.numbers = tnf_arena_grow(arena, found.numbers, found.count, &capacity, sizeof *found.numbers);
        found.numbers[found.count++] = sqlite3_column_int64(statement, 0);
    }
    if (row == 0) *ret = found;
    return row;
}
