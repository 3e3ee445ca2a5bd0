#include "catalog/text/encode.h"

#include "base/memory.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *to_json(const struct tnf_node *node);

static json_t *scalar_to_json(const struct tnf_node *node) {
    int64_t number = 0;
    if (!node->plain) return json_stringn(node->text.ptr == NULL ? "" : node->text.ptr, node->text.len);
    if (tnf_sv_to_int(node->text, INT64_MIN, INT64_MAX, &number)) return json_integer(number);
    return json_boolean(tnf_sv_eq_c(node->text, "true"));
}

static json_t *to_json(const struct tnf_node *node) {
    if (node->kind == TNF_NODE_SCALAR) return scalar_to_json(node);
    json_t *json = node->kind == TNF_NODE_MAPPING ? json_object() : json_array();
    for (const struct tnf_node *child = node->first; child != NULL; child = child->next) {
        if (node->kind == TNF_NODE_SEQUENCE) {
            (void)json_array_append_new(json, to_json(child));
            continue;
        }
        TNF_AUTO_FREE char *key = tnf_xstrndup(child->text.ptr == NULL ? "" : child->text.ptr, child->text.len);
        (void)json_object_set_new(json, key, to_json(child->value));
    }
    return json;
}

void tnf_write_json(struct tnf_strbuf *out, const struct tnf_node *document, size_t indent) {
    json_auto_t *json = to_json(document);
    TNF_AUTO_FREE char *text = json_dumps(json, JSON_INDENT(2));
    struct tnf_strview rest = tnf_sv(text);
    while (rest.ptr != NULL) {
        tnf_strbuf_add_sv(out, tnf_sv_next(&rest, '\n'));
        if (rest.ptr == NULL) return;
        tnf_strbuf_add_c(out, '\n');
        tnf_strbuf_add_repeat(out, ' ', indent);
    }
}
