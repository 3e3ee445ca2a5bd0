/* The isolation of a tenant that is placed: its data would be destroyed with the stores of the old one. */
#include "catalog/store_sqlite.h"

#include "base/memory.h"
#include "catalog/cells.h"
#include "catalog/entities/all.h"

/* Parameters: the tenant, and the first change of this transaction. Whether it is placed, was there before, and has
 * stores of a kind that pool and bridge tenants do not share. */
static const char standing_sql[] =
    "SELECT EXISTS (SELECT 1 FROM placement WHERE tenant = ?1) AND NOT EXISTS (SELECT 1 FROM change WHERE id >= ?2"
    " AND entity = 'tenant' AND key = ?1 AND action = 'insert'),"
    " EXISTS (SELECT 1 FROM service WHERE tenant = ?1 AND (database IS NOT NULL OR cache IS NOT NULL))"
    " OR EXISTS (SELECT 1 FROM database WHERE tenant = ?1) OR EXISTS (SELECT 1 FROM cache WHERE tenant = ?1)";

static int read_standing(struct tnf_catalog *catalog, const struct tnf_record *tenant, bool *ret_placed,
                         bool *ret_stores, struct tnf_error *err) {
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, standing_sql, &statement, err));
    tnf_store_bind_text(statement, 1, tenant->data[TNF_TENANT_NAME].string);
    (void)sqlite3_bind_int64(statement, 2, catalog->revision == 0 ? INT64_MAX : catalog->first_change);
    TNF_TRY(tnf_store_step(catalog, statement, err));
    *ret_placed = sqlite3_column_int(statement, 0) != 0;
    *ret_stores = sqlite3_column_int(statement, 1) != 0;
    return 0;
}

static bool is(const struct tnf_record *tenant, const char *isolation) {
    return tnf_sv_eq_c(tenant->data[TNF_TENANT_ISOLATION].string, isolation);
}

static bool in_shared_cell(const struct tnf_record *tenant) {
    return is(tenant, "pool") && tnf_cell_is_shared(tnf_record_string(tenant, TNF_TENANT_CELL));
}

int tnf_store_keep_isolation(struct tnf_catalog *catalog, const struct tnf_record *before,
                             const struct tnf_record *after, struct tnf_error *err) {
    const struct tnf_strview from = before->data[TNF_TENANT_ISOLATION].string;
    const struct tnf_strview to = after->data[TNF_TENANT_ISOLATION].string;
    if (catalog->moves_isolation || tnf_sv_eq(from, to)) return 0;
    bool placed = false;
    bool stores = false;
    TNF_TRY(read_standing(catalog, before, &placed, &stores, err));
    const bool elsewhere = is(before, "silo") || is(after, "silo") || in_shared_cell(before);
    if (!placed || (!stores && !elsewhere)) return 0;
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    tnf_findings_add(&findings, TNF_RULE_ISOLATION_KEPT, after, TNF_TENANT_ISOLATION, -1,
                     "isolation: as a %.*s tenant it would get other stores, and those that it has would be destroyed "
                     "with their data",
                     TNF_SV_ARG(to));
    tnf_findings_hint(&findings, "run `tenantform tenant move %.*s --isolation %.*s`; docs/isolation.md has all steps",
                      TNF_SV_ARG(after->data[TNF_TENANT_NAME].string), TNF_SV_ARG(to));
    return tnf_findings_error(&findings, err);
}
