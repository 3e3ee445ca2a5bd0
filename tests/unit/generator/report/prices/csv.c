#include "generator/report/prices/csv.h"

#include "tests/support/test.h"

#include <string.h>

/* The fields of a text: "|" behind each, a new line behind each record. */
static char *fields_of(const char *text, struct tnf_error *err) {
    struct tnf_strbuf out = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_csv_release) struct tnf_csv csv;
    FILE *file = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
    assert_non_null(file);
    tnf_csv_init(&csv, file, "f.csv");
    bool any = true;
    while (any && tnf_csv_next(&csv, &any, err) == 0) {
        for (size_t i = 0; i < csv.count; i++) tnf_strbuf_addf(&out, "%.*s|", TNF_SV_ARG(tnf_csv_field(&csv, i)));
        if (any) tnf_strbuf_add_c(&out, '\n');
        assert_int_equal(tnf_csv_field(&csv, csv.count).len, 0);
        if (err->message[0] != '\0') break;
    }
    (void)fclose(file);
    return tnf_strbuf_detach(&out);
}

static void records_are_split_as_rfc_4180_says(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *fields;
    } rows[] = {
        {"a,b\nc,d\n", "a|b|\nc|d|\n"},
        {"a,b", "a|b|\n"},
        {"a,\n", "a||\n"},
        {",\r\nb\r\n", "||\nb|\n"},
        {"\"a,b\",c\n", "a,b|c|\n"},
        {"\"say \"\"hi\"\"\"\n", "say \"hi\"|\n"},
        {"\"two\nlines\",x\ny\n", "two\nlines|x|\ny|\n"},
        {"\n\na\n\nb\n", "a|\nb|\n"},
        {"\"\"\n", "|\n"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_error error = {0};
        TNF_AUTO_FREE char *fields = fields_of(rows[i].text, &error);
        assert_string_equal(error.message, "");
        assert_string_equal(fields, rows[i].fields);
    }
}

static void what_is_damaged_is_told_with_its_line(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *message;
        unsigned line;
    } rows[] = {
        {"a\nb,\"c\n", "the file ends inside quotes", 2},
        {"a\n\nb\n\"c\"d\n", "expected a comma behind the closing quote", 4},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_error error = {0};
        free(fields_of(rows[i].text, &error));
        assert_string_equal(error.message, rows[i].message);
        assert_int_equal(error.where.line, rows[i].line);
        assert_string_equal(error.where.file, "f.csv");
    }
}

static void more_fields_or_bytes_than_any_offer_has_are_refused(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf commas = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    tnf_strbuf_add_repeat(&commas, ',', TNF_CSV_FIELDS_MAX);
    tnf_strbuf_add_repeat(&bytes, 'x', TNF_CSV_RECORD_MAX + 1);
    struct tnf_error error = {0};
    free(fields_of(commas.ptr, &error));
    assert_int_equal(error.code, TNF_E_LIMIT);
    error = (struct tnf_error){0};
    free(fields_of(bytes.ptr, &error));
    assert_int_equal(error.code, TNF_E_LIMIT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_split_as_rfc_4180_says),
        cmocka_unit_test(what_is_damaged_is_told_with_its_line),
        cmocka_unit_test(more_fields_or_bytes_than_any_offer_has_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
