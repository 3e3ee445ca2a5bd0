/* Whether the file itself is sound, below the rules: SQLite's own checks. */
#include "catalog/store_sqlite.h"

static int each_complaint(struct tnf_catalog *catalog, const char *sql, const char *sound,
                          tnf_catalog_complaint_fn visit, void *context, struct tnf_error *err) {
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    for (;;) {
        const int row = tnf_store_step(catalog, statement, err);
        if (row <= 0) return row;
        const struct tnf_strview text = tnf_store_column(statement, 0);
        if (!tnf_sv_eq_c(text, sound)) visit(text, context);
    }
}

int tnf_catalog_verify(struct tnf_catalog *catalog, tnf_catalog_complaint_fn visit, void *context,
                       struct tnf_error *err) {
    TNF_TRY(each_complaint(catalog, "PRAGMA integrity_check(20)", "ok", visit, context, err));
    return each_complaint(
        catalog,
        "SELECT 'a row of ' || \"table\" || ' refers to a row of ' || \"parent\" || ' that is not there' "
        "FROM pragma_foreign_key_check LIMIT 20",
        "", visit, context, err);
}
