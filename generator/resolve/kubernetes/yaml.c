#include "generator/resolve/kubernetes/yaml.h"

#include "catalog/text/yaml_scalar.h"

#include <inttypes.h>

enum { INDENT = 2 };

static void add_scalar(struct tnf_strbuf *out, struct tnf_value value) {
    if (value.kind == TNF_VALUE_BOOL)
        tnf_strbuf_add_str(out, value.boolean ? "true" : "false");
    else if (value.kind == TNF_VALUE_INT)
        tnf_strbuf_addf(out, "%" PRId64, value.integer);
    else if (value.kind == TNF_VALUE_STRING)
        tnf_yaml_add_string(out, value.text);
    else
        tnf_strbuf_add_str(out, "null");
}

/* What stands behind a key or a dash on the same line; false when it goes on in the lines below. */
static bool add_inline(struct tnf_strbuf *out, struct tnf_value value) {
    if (value.kind == TNF_VALUE_OBJECT && tnf_object_count(value) > 0) return false;
    if (value.kind == TNF_VALUE_LIST && tnf_list_count(value) > 0) return false;
    if (value.kind == TNF_VALUE_OBJECT)
        tnf_strbuf_add_str(out, " {}");
    else if (value.kind == TNF_VALUE_LIST)
        tnf_strbuf_add_str(out, " []");
    else {
        tnf_strbuf_add_c(out, ' ');
        add_scalar(out, value);
    }
    tnf_strbuf_add_c(out, '\n');
    return true;
}

static void add_block(struct tnf_strbuf *out, struct tnf_value value, size_t indent, bool continued);

/* `continued`: the first key stands behind a dash, on a line that is already indented. */
static void add_object(struct tnf_strbuf *out, struct tnf_value object, size_t indent, bool continued) {
    for (size_t i = 0; i < tnf_object_count(object); i++) {
        const struct tnf_value value = tnf_object_at(object, i);
        if (i > 0 || !continued) tnf_strbuf_add_repeat(out, ' ', indent);
        tnf_yaml_add_string(out, tnf_object_key_at(object, i));
        tnf_strbuf_add_c(out, ':');
        if (add_inline(out, value)) continue;
        tnf_strbuf_add_c(out, '\n');
        add_block(out, value, indent + INDENT, false);
    }
}

static void add_list(struct tnf_strbuf *out, struct tnf_value list, size_t indent) {
    for (size_t i = 0; i < tnf_list_count(list); i++) {
        const struct tnf_value item = tnf_list_at(list, i);
        tnf_strbuf_add_repeat(out, ' ', indent);
        tnf_strbuf_add_c(out, '-');
        if (add_inline(out, item)) continue;
        tnf_strbuf_add_c(out, item.kind == TNF_VALUE_OBJECT ? ' ' : '\n');
        add_block(out, item, indent + INDENT, item.kind == TNF_VALUE_OBJECT);
    }
}

static void add_block(struct tnf_strbuf *out, struct tnf_value value, size_t indent, bool continued) {
    if (value.kind == TNF_VALUE_OBJECT)
        add_object(out, value, indent, continued);
    else
        add_list(out, value, indent);
}

void tnf_kube_write_yaml(struct tnf_strbuf *out, struct tnf_value document) {
    add_block(out, document, 0, false);
}
