/* Import: load, check, apply, commit; or say all that is wrong and change nothing. */
#include "catalog/text.h"
#include "catalog/text/apply.h"
#include "catalog/text/faults.h"

#include "base/memory.h"

#include <string.h>

struct import {
    struct tnf_catalog *catalog;
    const struct tnf_text_rows *rows;
    const struct tnf_import_options *options;
    struct tnf_text_index index;
    struct tnf_findings findings;
    struct tnf_import_result *result;
    struct tnf_error_list *errors;
};

/* The transaction is open. It is committed when there is nothing to say against it. */
static int apply_and_check(struct import *import, struct tnf_error *err) {
    TNF_TRY(tnf_text_apply(import->catalog, &import->index, import->options, import->result->of, import->errors, err));
    if (import->errors->count > 0 || import->options->dry_run)
        return tnf_catalog_check(import->catalog, &import->findings, err);
    struct tnf_error error;
    const int code = tnf_catalog_commit(import->catalog, &import->result->revision, &import->findings, &error);
    if (code < 0 && import->findings.count == 0 && err != NULL) *err = error;
    return import->findings.count > 0 ? 0 : code;
}

static int in_transaction(struct import *import, const struct tnf_change *change, struct tnf_error *err) {
    struct tnf_change whole = *change;
    whole.complete = true;
    TNF_TRY(tnf_catalog_begin(import->catalog, &whole, err));
    const int code = apply_and_check(import, err);
    tnf_catalog_rollback(import->catalog); /* nothing to roll back after a commit */
    if (code < 0) return code;
    tnf_text_add_findings(import->rows, &import->index, &import->findings, import->errors);
    return 0;
}

/* The first error stands for all of them. */
static int refuse(struct import *import, struct tnf_error *err) {
    tnf_text_sort_errors(import->errors);
    memset(import->result->of, 0, sizeof import->result->of);
    const size_t more = import->errors->count + import->errors->dropped - 1;
    if (err == NULL) return import->errors->items[0].code;
    *err = import->errors->items[0];
    if (more > 0) {
        const struct tnf_error first = *err;
        (void)tnf_error_set(err, first.code, "%s (and %zu more)", first.message, more);
        tnf_error_at(err, first.where.file, first.where.line, first.where.column);
        tnf_error_hint(err, "%s", first.hint);
    }
    return err->code;
}

int tnf_import_rows(struct tnf_catalog *catalog, struct tnf_text_rows *rows, const struct tnf_import_options *options,
                    const struct tnf_change *change, struct tnf_import_result *ret, struct tnf_error_list *errors,
                    struct tnf_error *err) {
    struct import import = {catalog, rows, options, {NULL, 0}, TNF_FINDINGS_INIT, ret, errors};
    *ret = (struct tnf_import_result){0};
    TNF_TRY(tnf_catalog_revision(catalog, &ret->revision, err));
    tnf_text_index_init(&import.index, rows);
    tnf_text_check_fields(rows, &import.index, errors);
    int code = in_transaction(&import, change, err);
    if (code == 0 && errors->count > 0) code = refuse(&import, err);
    tnf_text_index_release(&import.index);
    tnf_findings_release(&import.findings);
    return code;
}

static int load(struct tnf_catalog *catalog, const char *path, bool replace, struct tnf_text_rows *rows,
                struct tnf_error_list *errors, struct tnf_error *err) {
    const bool is_table = tnf_sv_ends_with(tnf_sv(path), TNF_SV(".csv"));
    if (!is_table) return tnf_text_load(path, rows, errors, err);
    if (!replace) return tnf_text_load_csv(catalog, path, rows, errors, err);
    (void)tnf_error_set(err, TNF_E_INVALID, "a table of tenants cannot replace the catalog");
    tnf_error_hint(err, "import \"%s\" without --replace: it changes the tenants that it names", path);
    return TNF_E_INVALID;
}

int tnf_import(struct tnf_catalog *catalog, const char *path, const struct tnf_import_options *options,
               const struct tnf_change *change, struct tnf_import_result *ret, struct tnf_error_list *errors,
               struct tnf_error *err) {
    struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
    int code = load(catalog, path, options->replace, &rows, errors, err);
    if (code == 0) code = tnf_import_rows(catalog, &rows, options, change, ret, errors, err);
    tnf_text_rows_release(&rows);
    return code;
}
