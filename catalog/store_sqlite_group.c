#include "catalog/store_sqlite_group.h"

#include "base/memory.h"
#include "catalog/cells.h"
#include "catalog/defaults.h"
#include "catalog/entities/all.h"

static const enum tnf_entity_id members[] = {
    TNF_ENTITY_TENANT, TNF_ENTITY_PLACEMENT, TNF_ENTITY_SERVICE,  TNF_ENTITY_DATABASE, TNF_ENTITY_CACHE,
    TNF_ENTITY_SECRET, TNF_ENTITY_ROUTE,     TNF_ENTITY_SCHEDULE, TNF_ENTITY_VOLUME,
};

/* The first key of every member is the tenant's name. */
enum { TENANT_COLUMN = 0, ENVIRONMENT_COLUMN = 1 };

static bool has_environment(const struct tnf_entity *entity) {
    return tnf_entity_key_count(entity) > ENVIRONMENT_COLUMN &&
           entity->fields[ENVIRONMENT_COLUMN].ref == TNF_ENTITY_ENVIRONMENT;
}

static void add_sql(struct tnf_strbuf *sql, const struct tnf_entity *entity, bool in_environment, bool by_name) {
    tnf_strbuf_add_str(sql, "SELECT ");
    tnf_store_sql_columns(sql, entity);
    tnf_strbuf_addf(sql, " FROM \"%s\"", entity->name);
    if (by_name) tnf_strbuf_addf(sql, " WHERE \"%s\" = ?1", entity->fields[TENANT_COLUMN].name);
    if (in_environment)
        tnf_strbuf_addf(sql, " %s \"%s\" = ?2", by_name ? "AND" : "WHERE", entity->fields[ENVIRONMENT_COLUMN].name);
    tnf_store_sql_order(sql, entity);
}

/* Tenants by the index over cells, with the rows of each as they lie: nothing is sorted. The cell is the last column.
 */
static void add_cells_sql(struct tnf_strbuf *sql, const struct tnf_entity *entity, bool in_environment, bool by_cell) {
    tnf_strbuf_add_str(sql, "SELECT ");
    for (size_t i = 0; i < entity->field_count; i++) tnf_strbuf_addf(sql, "m.\"%s\", ", entity->fields[i].name);
    tnf_strbuf_addf(sql, "t.cell FROM tenant AS t CROSS JOIN \"%s\" AS m ON m.\"%s\" = t.name", entity->name,
                    entity->fields[TENANT_COLUMN].name);
    tnf_strbuf_add_str(sql, " WHERE t.isolation = 'pool' AND t.cell <> '" TNF_CELL_OWN "'");
    if (by_cell) tnf_strbuf_add_str(sql, " AND t.cell = ?1");
    if (in_environment) tnf_strbuf_addf(sql, " AND m.\"%s\" = ?2", entity->fields[ENVIRONMENT_COLUMN].name);
    tnf_strbuf_add_str(sql, " ORDER BY t.cell, t.name");
    for (size_t i = 1; i < tnf_entity_key_count(entity); i++)
        tnf_strbuf_addf(sql, ", m.\"%s\"", entity->fields[i].name);
}

static int step(struct tnf_store_group *group, struct tnf_store_cursor *cursor, struct tnf_error *err) {
    const int row = tnf_store_step(group->catalog, cursor->statement, err);
    cursor->row = row > 0;
    return row < 0 ? row : 0;
}

static int prepare(struct tnf_store_group *group, const struct tnf_entity *entity, bool in_environment, bool by_name,
                   struct tnf_error *err) {
    sqlite3_stmt **statement = &group->cursors[entity->id].statement;
    if (group->lent) return tnf_store_statement(group->catalog, entity, TNF_STORE_OF, statement, err);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf sql = TNF_STRBUF_INIT;
    if (group->celled)
        add_cells_sql(&sql, entity, in_environment, by_name);
    else
        add_sql(&sql, entity, in_environment, by_name);
    return tnf_store_prepare(group->catalog, sql.ptr, statement, err);
}

static int open_cursors(struct tnf_store_group *group, struct tnf_strview environment, bool by_name,
                        struct tnf_error *err) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(members); i++) {
        const struct tnf_entity *entity = tnf_entity(members[i]);
        struct tnf_store_cursor *cursor = &group->cursors[members[i]];
        const bool in_environment = group->placed && has_environment(entity);
        TNF_TRY(prepare(group, entity, in_environment, by_name, err));
        if (in_environment) tnf_store_bind_text(cursor->statement, 2, environment);
        if (!by_name) TNF_TRY(step(group, cursor, err));
    }
    return 0;
}

int tnf_store_group_init(struct tnf_store_group *group, struct tnf_catalog *catalog, struct tnf_strview environment,
                         bool by_name, struct tnf_error *err) {
    const bool everywhere = environment.len == 0;
    *group = (struct tnf_store_group){.catalog = catalog, .placed = !everywhere, .lent = everywhere && by_name};
    return open_cursors(group, environment, by_name, err);
}

int tnf_store_group_init_cells(struct tnf_store_group *group, struct tnf_catalog *catalog,
                               struct tnf_strview environment, bool by_cell, struct tnf_error *err) {
    *group = (struct tnf_store_group){.catalog = catalog, .placed = true, .celled = true};
    return open_cursors(group, environment, by_cell, err);
}

void tnf_store_group_release(struct tnf_store_group *group) {
    for (int i = 0; i < TNF_ENTITY_COUNT; i++) {
        if (group->lent)
            (void)sqlite3_reset(group->cursors[i].statement); /* of NULL too */
        else
            tnf_store_finalize(&group->cursors[i].statement);
        free(group->cursors[i].kept);
    }
}

int tnf_store_group_seek(struct tnf_store_group *group, struct tnf_strview name, struct tnf_error *err) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(members); i++) {
        struct tnf_store_cursor *cursor = &group->cursors[members[i]];
        (void)sqlite3_reset(cursor->statement);
        tnf_store_bind_text(cursor->statement, 1, name);
        TNF_TRY(step(group, cursor, err));
    }
    return 0;
}

/* What the cursors are ordered by. */
struct position {
    struct tnf_strview cell; /* "" where cells do not count */
    struct tnf_strview tenant;
};

static struct position position_of(const struct tnf_store_group *group, enum tnf_entity_id id) {
    sqlite3_stmt *statement = group->cursors[id].statement;
    struct position position = {.cell = TNF_SV(""), .tenant = tnf_store_column(statement, TENANT_COLUMN)};
    if (group->celled) position.cell = tnf_store_column(statement, (int)tnf_entity(id)->field_count);
    return position;
}

static int compare(const struct tnf_store_group *group, enum tnf_entity_id id, struct position to) {
    const struct position position = position_of(group, id);
    const int order = tnf_sv_cmp(position.cell, to.cell);
    return order != 0 ? order : tnf_sv_cmp(position.tenant, to.tenant);
}

/* Passes rows of tenants before this one; *ret_here: whether it has a row. */
static int skip_to(struct tnf_store_group *group, enum tnf_entity_id id, struct position to, bool *ret_here,
                   struct tnf_error *err) {
    struct tnf_store_cursor *cursor = &group->cursors[id];
    int order = -1;
    while (cursor->row) {
        order = compare(group, id, to);
        if (order >= 0) break;
        TNF_TRY(step(group, cursor, err));
    }
    *ret_here = cursor->row && order == 0;
    return 0;
}

struct tnf_strview tnf_store_group_cell(const struct tnf_store_group *group) {
    const struct tnf_strview cell = tnf_store_column(group->cursors[TNF_ENTITY_TENANT].statement, TNF_TENANT_CELL);
    return tnf_cell_is_shared(cell) ? cell : TNF_SV("");
}

int tnf_store_group_next(struct tnf_store_group *group, struct tnf_error *err) {
    struct tnf_store_cursor *tenants = &group->cursors[TNF_ENTITY_TENANT];
    while (tenants->row) {
        bool here = true;
        const struct position position = position_of(group, TNF_ENTITY_TENANT);
        if (group->placed || group->unplaced) TNF_TRY(skip_to(group, TNF_ENTITY_PLACEMENT, position, &here, err));
        if (here != group->unplaced && !(group->alone && tnf_store_group_cell(group).len > 0)) return 1;
        TNF_TRY(step(group, tenants, err));
    }
    return 0;
}

static struct tnf_record *next_slot(struct tnf_store_cursor *cursor, size_t count) {
    cursor->kept = tnf_xgrow(cursor->kept, count, &cursor->capacity, sizeof *cursor->kept);
    return &cursor->kept[count];
}

static int collect(struct tnf_store_group *group, enum tnf_entity_id id, struct position of, struct tnf_arena *arena,
                   struct tnf_records *ret, struct tnf_error *err) {
    struct tnf_store_cursor *cursor = &group->cursors[id];
    size_t count = 0;
    bool here = false;
    TNF_TRY(skip_to(group, id, of, &here, err));
    while (here) {
        TNF_TRY(tnf_store_read_row(group->catalog, cursor->statement, tnf_entity(id), arena, next_slot(cursor, count),
                                   err));
        count++;
        TNF_TRY(step(group, cursor, err));
        here = cursor->row && compare(group, id, of) == 0;
    }
    *ret = (struct tnf_records){.items = TNF_ARENA_ARRAY(arena, struct tnf_record, count), .count = count};
    if (count > 0) memcpy(ret->items, cursor->kept, count * sizeof *cursor->kept);
    return 0;
}

int tnf_store_group_read(struct tnf_store_group *group, struct tnf_arena *arena, struct tnf_tenant_rows *ret,
                         struct tnf_error *err) {
    struct tnf_store_cursor *tenants = &group->cursors[TNF_ENTITY_TENANT];
    struct tnf_tenant_rows rows = {0};
    TNF_TRY(tnf_store_read_row(group->catalog, tenants->statement, tnf_entity(TNF_ENTITY_TENANT), arena, &rows.tenant,
                               err));
    const struct position of = {
        .cell = group->celled ? rows.tenant.data[TNF_TENANT_CELL].string : TNF_SV(""),
        .tenant = rows.tenant.data[TNF_TENANT_NAME].string,
    };
    TNF_TRY(step(group, tenants, err));
    for (size_t i = 0; i < TNF_ARRAY_LEN(members); i++)
        if (members[i] != TNF_ENTITY_TENANT) TNF_TRY(collect(group, members[i], of, arena, &rows.of[members[i]], err));
    *ret = rows;
    return 0;
}
