/*
 * Any bytes are read as YAML and as JSON without harm. What is read without an error is written and read again as
 * the same.
 */
#include "base/memory.h"
#include "catalog/text.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool parse(struct tnf_strview text, enum tnf_text_format format, struct tnf_text_rows *rows) {
    struct tnf_error_list errors = {0};
    tnf_text_parse(text, "f", format, rows, &errors);
    tnf_text_check_documents(rows, &errors);
    const bool good = errors.count == 0;
    tnf_error_list_release(&errors);
    return good;
}

static void write_and_compare(const struct tnf_text_rows *rows, enum tnf_text_format format) {
    struct tnf_text_rows again = TNF_TEXT_ROWS_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf first = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf second = TNF_STRBUF_INIT;
    if (tnf_text_write_rows(rows, format, &first, NULL) < 0) return; /* NUL, which YAML can escape */
    if (!parse(tnf_strbuf_view(&first), format, &again) || again.count != rows->count) abort();
    if (tnf_text_write_rows(&again, format, &second, NULL) < 0) abort();
    if (!tnf_sv_eq(tnf_strbuf_view(&first), tnf_strbuf_view(&second))) abort();
    tnf_text_rows_release(&again);
}

static void try_format(struct tnf_strview text, enum tnf_text_format format) {
    struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
    if (parse(text, format, &rows)) {
        write_and_compare(&rows, TNF_TEXT_YAML);
        write_and_compare(&rows, TNF_TEXT_JSON);
    }
    tnf_text_rows_release(&rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct tnf_strview text = tnf_sv_n((const char *)data, size);
    try_format(text, TNF_TEXT_YAML);
    try_format(text, TNF_TEXT_JSON);
    return 0;
}
