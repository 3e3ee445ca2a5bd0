#include "generator/adopt/imports.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/text/csv.h"
#include "catalog/text/node.h"
#include "generator/hcl/escape.h"

#include <stdlib.h>

const char tnf_imports_header[] =
    "# Written by `tenantform adopt`: what exists already is imported instead of created.\n"
    "# Remove this file when the stack has been applied.\n";

void tnf_imports_add(struct tnf_import_blocks *blocks, struct tnf_arena *arena, const struct tnf_import_block *block) {
    blocks->items = tnf_arena_grow(arena, blocks->items, blocks->count, &blocks->capacity, sizeof *blocks->items);
    blocks->items[blocks->count++] = *block;
}

static int refuse(const char *file, const struct tnf_node *at, const char *hint, struct tnf_error *err,
                  const char *message) {
    (void)tnf_error_set(err, TNF_E_INVALID, "%s", message);
    tnf_error_at(err, file, at->line, at->column);
    tnf_error_hint(err, "%s", hint);
    return TNF_E_INVALID;
}

static int add_pair(const char *file, const struct tnf_node *address, const struct tnf_node *id,
                    struct tnf_arena *arena, struct tnf_import_blocks *ret, struct tnf_error *err) {
    if (id->kind != TNF_NODE_SCALAR || tnf_node_is_null(id) || id->text.len == 0)
        return refuse(file, id, "an id is a text, such as vpc-0123456789abcdef0", err, "expected the id of a resource");
    for (size_t i = 0; i < ret->count; i++)
        if (tnf_sv_eq(ret->items[i].to, address->text))
            return refuse(file, address, "keep one of them", err, "the address is given twice");
    tnf_imports_add(ret, arena, &(struct tnf_import_block){address->text, id->text, address->line, address->column});
    return 0;
}

static int read_lines(const struct tnf_node *lines, const char *file, struct tnf_arena *arena,
                      struct tnf_import_blocks *ret, struct tnf_error *err) {
    static const struct tnf_node nowhere = {.line = 1, .column = 1};
    const struct tnf_node *names = lines == NULL ? NULL : lines->first;
    if (names == NULL || names->next == NULL || names->next->next != NULL || !tnf_sv_eq_c(names->text, "address") ||
        !tnf_sv_eq_c(names->next->text, "id"))
        return refuse(file, names == NULL ? &nowhere : names, "the first line is: address,id", err,
                      "expected the columns address and id");
    for (const struct tnf_node *line = lines->next; line != NULL; line = line->next) {
        if (line->first->next == NULL || line->first->next->next != NULL)
            return refuse(file, line,
                          "an address with quotes or commas has to be in quotes, its own quotes written twice", err,
                          "expected an address and an id");
        TNF_TRY(add_pair(file, line->first, line->first->next, arena, ret, err));
    }
    return 0;
}

static int read_mapping(const struct tnf_node *document, const char *file, struct tnf_arena *arena,
                        struct tnf_import_blocks *ret, struct tnf_error *err) {
    static const struct tnf_node nowhere = {.line = 1, .column = 1};
    if (document == NULL || document->kind != TNF_NODE_MAPPING)
        return refuse(file, document == NULL ? &nowhere : document, "one ADDRESS: ID a line, addresses in quotes", err,
                      "expected a mapping from addresses to ids");
    for (const struct tnf_node *key = document->first; key != NULL; key = key->next)
        TNF_TRY(add_pair(file, key, key->value, arena, ret, err));
    return 0;
}

int tnf_imports_read_map(struct tnf_strview text, const char *file, struct tnf_arena *arena,
                         struct tnf_import_blocks *ret, struct tnf_error *err) {
    *ret = (struct tnf_import_blocks){0};
    struct tnf_node *nodes = NULL;
    if (tnf_sv_ends_with(tnf_sv(file), TNF_SV(".csv"))) {
        TNF_TRY(tnf_read_csv(text, file, arena, &nodes, err));
        return read_lines(nodes, file, arena, ret, err);
    }
    const bool is_json = tnf_sv_ends_with(tnf_sv(file), TNF_SV(".json"));
    TNF_TRY((is_json ? tnf_read_json : tnf_read_yaml)(text, file, arena, &nodes, err));
    return read_mapping(nodes, file, arena, ret, err);
}

static int by_address(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct tnf_import_block *)a)->to, ((const struct tnf_import_block *)b)->to);
}

int tnf_imports_write(struct tnf_import_blocks *blocks, struct tnf_strbuf *out, struct tnf_error *err) {
    if (blocks->count > 1) qsort(blocks->items, blocks->count, sizeof *blocks->items, by_address);
    tnf_strbuf_add_str(out, tnf_imports_header);
    for (size_t i = 0; i < blocks->count; i++) {
        tnf_strbuf_addf(out, "\nimport {\n  to = %.*s\n  id = ", TNF_SV_ARG(blocks->items[i].to));
        if (tnf_hcl_write_string(blocks->items[i].id, out, err) < 0)
            return tnf_error_wrap(err, "id of %s", tnf_excerpt(blocks->items[i].to).text);
        tnf_strbuf_add_str(out, "\n}\n");
    }
    return 0;
}
