/* The end of a write transaction: what is missing is allocated, all rules are checked, then it is made to last. */
#include "catalog/store_sqlite_commit.h"

#include "base/memory.h"

bool tnf_store_touched(const struct tnf_catalog *catalog, unsigned entities) {
    return (catalog->touched & entities) != 0;
}

static int check(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    TNF_TRY(tnf_store_check_parents(catalog, findings, err));
    TNF_TRY(tnf_store_allocate(catalog, findings, err));
    return tnf_store_check_rules(catalog, findings, err);
}

int tnf_catalog_check(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    TNF_TRY(tnf_store_writing(catalog, err));
    const unsigned touched = catalog->touched;
    const bool complete = catalog->complete;
    const bool tenants = catalog->tenants;
    catalog->touched = ~0U;
    catalog->complete = true;
    catalog->tenants = true;
    const int code = check(catalog, findings, err);
    catalog->touched = touched;
    catalog->complete = complete;
    catalog->tenants = tenants;
    return code;
}

static int check_all(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    const size_t before = findings->count;
    TNF_TRY(check(catalog, findings, err));
    if (findings->count == before) return 0;
    struct tnf_findings added = *findings;
    added.items += before;
    added.count -= before;
    return tnf_findings_error(&added, err);
}

static int make_last(struct tnf_catalog *catalog, int64_t *ret_revision, struct tnf_error *err) {
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_common(catalog, TNF_STORE_COMMIT, &statement, err));
    TNF_TRY(tnf_store_run(catalog, statement, err));
    catalog->state = TNF_STORE_IDLE;
    *ret_revision = catalog->revision;
    return 0;
}

static int finish(struct tnf_catalog *catalog, int64_t *ret_revision, struct tnf_findings *findings,
                  struct tnf_error *err) {
    TNF_TRY(tnf_store_writing(catalog, err));
    if (catalog->revision == 0) return tnf_catalog_revision(catalog, ret_revision, err);
    TNF_TRY(check_all(catalog, findings, err));
    return make_last(catalog, ret_revision, err);
}

int tnf_catalog_commit(struct tnf_catalog *catalog, int64_t *ret_revision, struct tnf_findings *findings,
                       struct tnf_error *err) {
    TNF_AUTO(tnf_findings_release) struct tnf_findings own = TNF_FINDINGS_INIT;
    const int code = finish(catalog, ret_revision, findings == NULL ? &own : findings, err);
    tnf_catalog_rollback(catalog); /* does nothing after a commit */
    return code;
}
