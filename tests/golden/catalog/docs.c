/*
 * Keeps docs/catalog.schema.json, docs/json/rows.schema.json and the second half of docs/catalog.md in step with the
 * table of entities.
 *
 *     catalog_docs check DOCS     exit 1 when a file differs from what the table says
 *     catalog_docs update DOCS    writes them (the target update_catalog_docs)
 */
#include "base/file.h"
#include "base/memory.h"
#include "catalog/text.h"
#include "tests/golden/catalog/row_schema.h"

#include <stdio.h>
#include <string.h>

#define MARKER "<!-- The rest is generated: cmake --build --preset dev --target update_catalog_docs -->\n\n"
enum { DOCUMENT_MAX = 1024 * 1024 };

static int complain(const struct tnf_error *error) {
    char text[2048];
    (void)tnf_error_format(error, text, sizeof text);
    (void)fprintf(stderr, "%s\n", text);
    return 1;
}

static int settle(const char *path, const struct tnf_strbuf *wanted, const struct tnf_strbuf *found, bool update) {
    struct tnf_error error;
    if (tnf_sv_eq(tnf_strbuf_view(wanted), tnf_strbuf_view(found))) return 0;
    if (update) return tnf_file_write(path, tnf_strbuf_view(wanted), &error) < 0 ? complain(&error) : 0;
    (void)fprintf(stderr, "%s is not what the table of entities says: build the target update_catalog_docs\n", path);
    return 1;
}

static int settle_schema(const char *docs, const char *name, void (*write)(struct tnf_strbuf *out), bool update) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf wanted = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf found = TNF_STRBUF_INIT;
    struct tnf_error error;
    tnf_strbuf_addf(&path, "%s/%s", docs, name);
    write(&wanted);
    if (tnf_file_read(path.ptr, DOCUMENT_MAX, &found, &error) < 0 && !update) return complain(&error);
    return settle(path.ptr, &wanted, &found, update);
}

static int settle_reference(const char *docs, bool update) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf wanted = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf found = TNF_STRBUF_INIT;
    struct tnf_error error;
    tnf_strbuf_addf(&path, "%s/catalog.md", docs);
    if (tnf_file_read(path.ptr, DOCUMENT_MAX, &found, &error) < 0) return complain(&error);
    const char *marker = strstr(found.ptr, MARKER);
    if (marker == NULL) {
        (void)fprintf(stderr, "%s has lost the line that says where its generated half starts\n", path.ptr);
        return 1;
    }
    tnf_strbuf_add(&wanted, found.ptr, (size_t)(marker - found.ptr) + strlen(MARKER));
    tnf_catalog_reference_md(&wanted);
    return settle(path.ptr, &wanted, &found, update);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        (void)fprintf(stderr, "usage: %s check|update DOCS\n", argv[0]);
        return 2;
    }
    const bool update = strcmp(argv[1], "update") == 0;
    const int schema = settle_schema(argv[2], "catalog.schema.json", tnf_catalog_schema_json, update);
    const int rows = settle_schema(argv[2], "json/rows.schema.json", tnf_row_schema, update);
    return settle_reference(argv[2], update) != 0 || rows != 0 ? 1 : schema;
}
