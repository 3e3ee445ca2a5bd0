/*
 * Canonical YAML. Only block mappings and sequences, {} and [] when empty, and two kinds of scalars: bare where
 * no reader can take it for anything else, else in double quotes.
 */
#include "catalog/text/encode.h"

#include "catalog/text/yaml_scalar.h"

enum {
    INDENT = 2,
    SIMPLE_KEY_MAX = 1000, /* a longer key needs a "? " before it: YAML readers look ahead 1,024 characters */
};

static void add_scalar(struct tnf_strbuf *out, const struct tnf_node *node) {
    if (node->plain)
        tnf_strbuf_add_sv(out, node->text);
    else
        tnf_yaml_add_string(out, node->text);
}

static void add_sequence(struct tnf_strbuf *out, const struct tnf_node *sequence, size_t indent) {
    for (const struct tnf_node *item = sequence->first; item != NULL; item = item->next) {
        tnf_strbuf_add_repeat(out, ' ', indent);
        tnf_strbuf_add_str(out, "- ");
        add_scalar(out, item);
        tnf_strbuf_add_c(out, '\n');
    }
}

static void add_key(struct tnf_strbuf *out, const struct tnf_node *key, size_t indent) {
    tnf_strbuf_add_repeat(out, ' ', indent);
    const size_t start = out->len;
    add_scalar(out, key);
    if (out->len - start <= SIMPLE_KEY_MAX) {
        tnf_strbuf_add_c(out, ':');
        return;
    }
    tnf_strbuf_truncate(out, start);
    tnf_strbuf_add_str(out, "? ");
    add_scalar(out, key);
    tnf_strbuf_add_c(out, '\n');
    tnf_strbuf_add_repeat(out, ' ', indent);
    tnf_strbuf_add_c(out, ':');
}

/* Recursion is as deep as the tree, which is as deep as the table of entities. */
static void add_mapping(struct tnf_strbuf *out, const struct tnf_node *mapping, size_t indent) {
    for (const struct tnf_node *key = mapping->first; key != NULL; key = key->next) {
        const struct tnf_node *value = key->value;
        add_key(out, key, indent);
        if (value->kind == TNF_NODE_SCALAR) {
            tnf_strbuf_add_c(out, ' ');
            add_scalar(out, value);
            tnf_strbuf_add_c(out, '\n');
        } else if (value->first == NULL) {
            tnf_strbuf_add_str(out, value->kind == TNF_NODE_MAPPING ? " {}\n" : " []\n");
        } else {
            tnf_strbuf_add_c(out, '\n');
            if (value->kind == TNF_NODE_MAPPING)
                add_mapping(out, value, indent + INDENT);
            else
                add_sequence(out, value, indent + INDENT);
        }
    }
}

void tnf_write_yaml(struct tnf_strbuf *out, const struct tnf_node *document) {
    add_mapping(out, document, 0);
}
