#include "generator/report/prices/csv.h"

#include "base/memory.h"

void tnf_csv_init(struct tnf_csv *csv, FILE *file, const char *name) {
    *csv = (struct tnf_csv){.file = file, .name = name};
    tnf_strbuf_init(&csv->text);
}

void tnf_csv_release(struct tnf_csv *csv) {
    tnf_strbuf_release(&csv->text);
}

static int fault(const struct tnf_csv *csv, enum tnf_code code, const char *text, struct tnf_error *err) {
    (void)tnf_error_set(err, code, "%s", text);
    tnf_error_at(err, csv->name, csv->line, 1);
    tnf_error_hint(err, "it may have been cut off while it was fetched; fetch it again");
    return code;
}

static int next(struct tnf_csv *csv) {
    const int c = getc_unlocked(csv->file);
    if (c == '\n') csv->lines_ended++;
    return c;
}

/* What is behind the opening quote; *ret is what comes behind the closing one. */
static int take_quoted(struct tnf_csv *csv, int *ret, struct tnf_error *err) {
    for (;;) {
        int c = next(csv);
        if (c == EOF) return fault(csv, TNF_E_INVALID, "the file ends inside quotes", err);
        if (c == '"') {
            c = next(csv);
            if (c != '"') {
                *ret = c;
                return 0;
            }
        }
        if (csv->text.len >= TNF_CSV_RECORD_MAX) return fault(csv, TNF_E_LIMIT, "a record of more than 1 MiB", err);
        tnf_strbuf_add_c(&csv->text, (char)c);
    }
}

static bool ends_field(int c) {
    return c == ',' || c == '\n' || c == '\r' || c == EOF;
}

/* One field that begins with `c`; *ret is what ended it. */
static int take_field(struct tnf_csv *csv, int c, int *ret, struct tnf_error *err) {
    if (csv->count == TNF_CSV_FIELDS_MAX) return fault(csv, TNF_E_LIMIT, "a record of more than 1024 fields", err);
    if (c == '"') {
        TNF_TRY(take_quoted(csv, &c, err));
        if (!ends_field(c)) return fault(csv, TNF_E_INVALID, "expected a comma behind the closing quote", err);
    }
    for (; !ends_field(c); c = next(csv)) {
        if (csv->text.len >= TNF_CSV_RECORD_MAX) return fault(csv, TNF_E_LIMIT, "a record of more than 1 MiB", err);
        tnf_strbuf_add_c(&csv->text, (char)c);
    }
    csv->ends[csv->count++] = csv->text.len;
    *ret = c;
    return 0;
}

static int first_of_record(struct tnf_csv *csv) {
    int c;
    do c = next(csv);
    while (c == '\r' || c == '\n');
    csv->line = csv->lines_ended + 1;
    return c;
}

int tnf_csv_next(struct tnf_csv *csv, bool *ret_any, struct tnf_error *err) {
    tnf_strbuf_clear(&csv->text);
    csv->count = 0;
    int c = first_of_record(csv);
    *ret_any = c != EOF;
    while (*ret_any) {
        TNF_TRY(take_field(csv, c, &c, err));
        if (c != ',') break;
        c = next(csv);
    }
    if (ferror(csv->file)) return tnf_error_errno(err, "read \"%s\"", csv->name);
    return 0;
}

struct tnf_strview tnf_csv_field(const struct tnf_csv *csv, size_t index) {
    if (index >= csv->count) return (struct tnf_strview){0};
    const size_t start = index == 0 ? 0 : csv->ends[index - 1];
    return tnf_sv_n(csv->text.ptr + start, csv->ends[index] - start);
}
