/*
 * What the tests in Python ask of the importer and the exporter.
 *
 *     catalog_text verdict             for each line of standard input (a document in JSON): "ok", or what is
 *                                      wrong with it by itself, errors separated by " | "
 *     catalog_text random COUNT PATH   COUNT catalogs by chance into PATH/N.yaml and PATH/N.json
 *     catalog_text rewrite PATH FORMAT what PATH says in canonical yaml or json, on standard output
 *     catalog_text roundtrip PATH      imports PATH into a catalog, exports it in every way, imports that again:
 *                                      nothing may change
 */
#include "base/file.h"
#include "base/memory.h"
#include "catalog/rules_field.h"
#include "catalog/text.h"
#include "tests/support/random_rows.h"
#include "tests/support/scratch.h"

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

static int complain(const struct tnf_error_list *errors, const struct tnf_error *error) {
    char text[2048];
    (void)tnf_error_format(error, text, sizeof text);
    if (errors->count == 0) (void)fprintf(stderr, "%s\n", text);
    for (size_t i = 0; i < errors->count; i++) {
        (void)tnf_error_format(&errors->items[i], text, sizeof text);
        (void)fprintf(stderr, "%s\n", text);
    }
    return 1;
}

static int rewrite(const char *path, enum tnf_text_format format) {
    struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
    struct tnf_error_list errors = {0};
    struct tnf_error error;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    int code = tnf_text_load(path, &rows, &errors, &error);
    if (code == 0 && errors.count == 0) code = tnf_text_write_rows(&rows, format, &text, &error);
    const int status = code < 0 || errors.count > 0 ? complain(&errors, &error) : 0;
    (void)fwrite(text.ptr, 1, text.len, stdout);
    tnf_error_list_release(&errors);
    tnf_text_rows_release(&rows);
    return status;
}

/* Imports, and checks which revision that makes. */
static int import(struct tnf_catalog *catalog, const char *path, int64_t expected) {
    static const struct tnf_change change = {.author = {"test", 4}};
    const struct tnf_import_options options = {.replace = true};
    struct tnf_import_result result;
    struct tnf_error_list errors = {0};
    struct tnf_error error;
    const int code = tnf_import(catalog, path, &options, &change, &result, &errors, &error);
    int status = code < 0 ? complain(&errors, &error) : 0;
    if (code == 0 && result.revision != expected) {
        (void)fprintf(stderr, "%s changed the catalog to revision %lld\n", path, (long long)result.revision);
        status = 1;
    }
    tnf_error_list_release(&errors);
    return status;
}

static int append(struct tnf_strview text, void *context, struct tnf_error *err) {
    (void)err;
    tnf_strbuf_add_sv(context, text);
    return 0;
}

static int export_and_import(struct tnf_catalog *catalog, const struct tnf_scratch *scratch, const char *name) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_AUTO_FREE char *path = tnf_scratch_path(scratch, name);
    struct tnf_error error;
    if (tnf_export(catalog, tnf_text_format_of(name), append, &text, &error) < 0) return 1;
    tnf_scratch_write(scratch, name, text.ptr);
    return import(catalog, path, 1);
}

static int roundtrip_in(struct tnf_catalog *catalog, const struct tnf_scratch *scratch, const char *path) {
    TNF_AUTO_FREE char *directory = tnf_scratch_path(scratch, "directory");
    struct tnf_error error;
    if (import(catalog, path, 1) != 0 || export_and_import(catalog, scratch, "all.yaml") != 0 ||
        export_and_import(catalog, scratch, "all.json") != 0)
        return 1;
    if (tnf_export_directory(catalog, TNF_TEXT_YAML, directory, /* prune= */ false, NULL, &error) < 0) return 1;
    return import(catalog, directory, 1);
}

static int roundtrip(const char *path) {
    struct tnf_scratch scratch;
    struct tnf_catalog *catalog = NULL;
    struct tnf_error error;
    tnf_scratch_init(&scratch);
    TNF_AUTO_FREE char *database = tnf_scratch_path(&scratch, "catalog.db");
    int status = tnf_catalog_open(database, TNF_OPEN_WRITE | TNF_OPEN_CREATE, &catalog, &error) < 0;
    if (status == 0) status = roundtrip_in(catalog, &scratch, path);
    tnf_catalog_close(catalog);
    tnf_scratch_release(&scratch);
    return status;
}

int main(int argc, char **argv) {
    int64_t count = 0;
    if (argc == 2 && strcmp(argv[1], "verdict") == 0) return verdicts();
    if (argc == 4 && strcmp(argv[1], "random") == 0 && tnf_sv_to_int(tnf_sv(argv[2]), 1, 1000000, &count))
        return write_random(count, argv[3]);
    if (argc == 4 && strcmp(argv[1], "rewrite") == 0)
        return rewrite(argv[2], strcmp(argv[3], "json") == 0 ? TNF_TEXT_JSON : TNF_TEXT_YAML);
    if (argc == 3 && strcmp(argv[1], "roundtrip") == 0) return roundtrip(argv[2]);
    (void)fprintf(stderr, "usage: %s verdict | random COUNT PATH | rewrite PATH FORMAT | roundtrip PATH\n", argv[0]);
    return 2;
}
