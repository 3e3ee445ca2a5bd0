/*
 * What the tests in Python ask of the importer and the exporter.
 *
 *     catalog_text verdict             for each line of standard input (a document in JSON): "ok", or what is
 *                                      wrong with it by itself, errors separated by " | "
 *     catalog_text random COUNT PATH   COUNT catalogs by chance into PATH/N.yaml and PATH/N.json
 */
#include "base/file.h"
#include "base/memory.h"
#include "catalog/rules_field.h"
#include "catalog/text.h"
#include "tests/support/random_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_rules(const struct tnf_text_rows *rows, struct tnf_error_list *errors) {
    struct tnf_findings findings = TNF_FINDINGS_INIT;
    for (size_t i = 0; i < rows->count; i++) (void)tnf_rules_field(&rows->items[i].record, false, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        struct tnf_error error;
        (void)tnf_error_set(&error, TNF_E_INVALID, "%.*s", TNF_SV_ARG(findings.items[i].message));
        tnf_error_list_add(errors, &error);
    }
    tnf_findings_release(&findings);
}

static void print_verdict(struct tnf_strview line) {
    struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
    struct tnf_error_list errors = {0};
    tnf_text_parse(line, "", TNF_TEXT_JSON, &rows, &errors);
    tnf_text_check_documents(&rows, &errors);
    check_rules(&rows, &errors);
    if (errors.count == 0) (void)fputs("ok", stdout);
    for (size_t i = 0; i < errors.count; i++) (void)printf("%s%s", i == 0 ? "" : " | ", errors.items[i].message);
    (void)putchar('\n');
    tnf_error_list_release(&errors);
    tnf_text_rows_release(&rows);
}

static int verdicts(void) {
    char *line = NULL;
    size_t capacity = 0;
    for (ssize_t length = 0; (length = getline(&line, &capacity, stdin)) >= 0;)
        print_verdict(tnf_sv_n(line, (size_t)length));
    free(line);
    return 0;
}

static int write_as(const struct tnf_text_rows *rows, enum tnf_text_format format, const char *path) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_error error;
    if (tnf_text_write_rows(rows, format, &text, &error) == 0 &&
        tnf_file_write(path, tnf_strbuf_view(&text), &error) == 0)
        return 0;
    (void)fprintf(stderr, "%s\n", error.message);
    return 1;
}

static int write_random(int64_t count, const char *directory) {
    int failed = 0;
    for (int64_t seed = 0; seed < count && failed == 0; seed++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
        struct tnf_random random = {(uint64_t)seed};
        struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
        tnf_random_rows(&random, &rows);
        tnf_strbuf_addf(&path, "%s/%lld.yaml", directory, (long long)seed);
        failed = write_as(&rows, TNF_TEXT_YAML, path.ptr);
        tnf_strbuf_truncate(&path, path.len - strlen("yaml"));
        tnf_strbuf_add_str(&path, "json");
        failed += write_as(&rows, TNF_TEXT_JSON, path.ptr);
        tnf_text_rows_release(&rows);
    }
    return failed;
}

int main(int argc, char **argv) {
    int64_t count = 0;
    if (argc == 2 && strcmp(argv[1], "verdict") == 0) return verdicts();
    if (argc == 4 && strcmp(argv[1], "random") == 0 && tnf_sv_to_int(tnf_sv(argv[2]), 1, 1000000, &count))
        return write_random(count, argv[3]);
    (void)fprintf(stderr, "usage: %s verdict | random COUNT PATH\n", argv[0]);
    return 2;
}
