/* The end of a write transaction. */
#include "catalog/store_sqlite.h"

static int finish(struct tnf_catalog *catalog, int64_t *ret_revision, struct tnf_error *err) {
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_common(catalog, TNF_STORE_COMMIT, &statement, err));
    TNF_TRY(tnf_store_run(catalog, statement, err));
    catalog->state = TNF_STORE_IDLE;
    *ret_revision = catalog->revision;
    return 0;
}

int tnf_catalog_check(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    (void)findings;
    return tnf_store_writing(catalog, err);
}

int tnf_catalog_commit(struct tnf_catalog *catalog, int64_t *ret_revision, struct tnf_findings *findings,
                       struct tnf_error *err) {
    (void)findings;
    int code = tnf_store_writing(catalog, err);
    if (code == 0 && catalog->revision == 0) {
        code = tnf_catalog_revision(catalog, ret_revision, err);
        tnf_catalog_rollback(catalog);
        return code;
    }
    if (code == 0) code = finish(catalog, ret_revision, err);
    if (code < 0) tnf_catalog_rollback(catalog);
    return code;
}
