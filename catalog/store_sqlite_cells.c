/* Cells of pool tenants: allocated at the commit, and kept from then on. */
#include "catalog/store_sqlite_commit.h"

#include "base/memory.h"
#include "catalog/cells.h"
#include "catalog/defaults.h"
#include "catalog/entities/all.h"

static bool is_pool(const struct tnf_record *tenant) {
    return tnf_sv_eq_c(tenant->data[TNF_TENANT_ISOLATION].string, "pool");
}

static struct tnf_strview shared_cell(const struct tnf_record *tenant) {
    const struct tnf_strview cell = tnf_record_string(tenant, TNF_TENANT_CELL);
    return tnf_cell_is_shared(cell) ? cell : TNF_SV("");
}

static int refuse_move(const struct tnf_record *before, const struct tnf_record *after, struct tnf_error *err) {
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    const struct tnf_strview from = shared_cell(before);
    const struct tnf_strview to = shared_cell(after);
    tnf_findings_add(&findings, TNF_RULE_CELL_KEPT, after, TNF_TENANT_CELL, -1, "cell: its resources are in %s%.*s",
                     from.len > 0 ? "cell " : "a stack of its own", TNF_SV_ARG(from));
    tnf_findings_hint(&findings, "run `tenantform tenant move %.*s --cell %.*s`, whose script moves its state too",
                      TNF_SV_ARG(after->data[TNF_TENANT_NAME].string),
                      TNF_SV_ARG(to.len > 0 ? to : TNF_SV(TNF_CELL_OWN)));
    return tnf_findings_error(&findings, err);
}

int tnf_store_settle_cell(const struct tnf_catalog *catalog, const struct tnf_record *before, bool given,
                          struct tnf_record *after, struct tnf_error *err) {
    if (is_pool(before) && !is_pool(after) && !given) after->data[TNF_TENANT_CELL].set = false;
    if (catalog->moves_cells || !is_pool(before) || !is_pool(after)) return 0;
    return tnf_sv_eq(shared_cell(before), shared_cell(after)) ? 0 : refuse_move(before, after, err);
}

/* Pool tenants without a cell. */
struct waiting {
    struct tnf_strview name;
    bool newcomer; /* has no resources yet that a place in a cell would leave behind */
};

struct waiting_list {
    struct waiting *items;
    size_t count;
    size_t capacity;
};

static int read_waiting(struct tnf_catalog *catalog, struct tnf_arena *arena, struct waiting_list *ret,
                        struct tnf_error *err) {
    static const char sql[] = "SELECT name, name IN (SELECT key FROM change WHERE id >= ?1 AND entity = 'tenant'"
                              " AND (action = 'insert' OR json_extract(before, '$.isolation') <> 'pool'))"
                              " FROM tenant WHERE isolation = 'pool' AND cell IS NULL ORDER BY name";
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    (void)sqlite3_bind_int64(statement, 1, catalog->revision == 0 ? INT64_MAX : catalog->first_change);
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        ret->items = tnf_arena_grow(arena, ret->items, ret->count, &ret->capacity, sizeof *ret->items);
        ret->items[ret->count++] = (struct waiting){.name = tnf_arena_sv(arena, tnf_store_column(statement, 0)),
                                                    .newcomer = sqlite3_column_int(statement, 1) != 0};
    }
    return row;
}

static int store_cell(struct tnf_catalog *catalog, struct tnf_strview tenant, struct tnf_strview cell,
                      struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record record = tnf_record_new(&arena, TNF_ENTITY_TENANT);
    record.data[TNF_TENANT_NAME] = (struct tnf_datum){.set = true, .string = tenant};
    record.data[TNF_TENANT_CELL] = (struct tnf_datum){.set = true, .string = cell};
    const bool moves = catalog->moves_cells;
    catalog->moves_cells = true;
    const int code = tnf_catalog_update(catalog, &record, /* whole= */ false, err);
    catalog->moves_cells = moves;
    return code;
}

static void report_full(struct tnf_strview cell, size_t count, struct tnf_strview tenant,
                        struct tnf_findings *findings) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record record = tnf_record_new(&arena, TNF_ENTITY_TENANT);
    record.data[TNF_TENANT_NAME] = (struct tnf_datum){.set = true, .string = tenant};
    tnf_findings_add(findings, TNF_RULE_CELL_SIZE, &record, TNF_TENANT_CELL, -1,
                     "cell: %.*s has %zu tenants, and at most %d can share a stack", TNF_SV_ARG(cell), count,
                     TNF_CELL_SIZE_MAX);
}

/* The cells that there are; cells and findings may be NULL. Returns the number of tenants in them, or a negative code.
 */
static int64_t read_cells(struct tnf_catalog *catalog, struct tnf_cells *cells, struct tnf_findings *findings,
                          struct tnf_error *err) {
    static const char sql[] = "SELECT cell, count(*), max(name) FROM tenant WHERE isolation = 'pool' AND cell NOT NULL"
                              " GROUP BY cell";
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    int64_t tenants = 0;
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        const struct tnf_strview cell = tnf_store_column(statement, 0);
        const size_t count = (size_t)sqlite3_column_int64(statement, 1);
        tenants += (int64_t)count;
        if (cells != NULL) tnf_cells_add(cells, cell, count);
        if (count > TNF_CELL_SIZE_MAX && tnf_cell_is_shared(cell))
            report_full(cell, count, tnf_store_column(statement, 2), findings);
    }
    return row < 0 ? row : tenants;
}

/* Newcomers get the first cell with room. Whoever was there before has a stack of its own, and keeps it. */
static int allocate(struct tnf_catalog *catalog, size_t size, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct waiting_list waiting = {0};
    TNF_TRY(read_waiting(catalog, &arena, &waiting, err));
    if (waiting.count == 0) return 0;
    const int64_t placed = read_cells(catalog, NULL, NULL, err);
    if (placed < 0) return (int)placed;
    struct tnf_cells cells;
    tnf_cells_init(&cells, &arena, size, (size_t)placed + waiting.count);
    const int64_t again = read_cells(catalog, &cells, NULL, err);
    if (again < 0) return (int)again;
    for (size_t i = 0; i < waiting.count; i++) {
        const bool newcomer = waiting.items[i].newcomer;
        const struct tnf_strview cell = newcomer ? tnf_cells_take(&cells, &arena) : TNF_SV(TNF_CELL_OWN);
        TNF_TRY(store_cell(catalog, waiting.items[i].name, cell, err));
    }
    return 0;
}

int tnf_store_allocate_cells(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record platform;
    bool found = false;
    TNF_TRY(tnf_store_read_platform(catalog, &arena, &platform, &found, err));
    if (!found) return 0; /* a rule says so */
    const int64_t size = tnf_record_int(&platform, TNF_PLATFORM_CELL_SIZE, TNF_DEFAULT_CELL_SIZE);
    if (size > 1) TNF_TRY(allocate(catalog, (size_t)size, err));
    const int64_t tenants = read_cells(catalog, NULL, findings, err);
    return tenants < 0 ? (int)tenants : 0;
}
