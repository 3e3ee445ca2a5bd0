#include "generator/template/render.h"

#include "base/memory.h"
#include "generator/hcl/format.h"

/* Blanks that a partial's lines get, outermost first; on the C stack. */
struct indentation {
    const struct indentation *outer;
    struct tnf_strview text;
};

struct renderer {
    const struct tnf_template *template;
    const struct tnf_node_place *places;
    const struct indentation *indentation; /* NULL when there is none */
    unsigned partial_depth;
    struct tnf_strbuf *out;
    size_t start; /* where in *out the text of this rendering begins */
    struct tnf_error *err;
};

static int render_range(const struct renderer *r, const struct tnf_scope_frame *scope, size_t from, size_t to);

static void add_indentation(struct tnf_strbuf *out, const struct indentation *indentation) {
    if (indentation == NULL) return;
    add_indentation(out, indentation->outer);
    tnf_strbuf_add_sv(out, indentation->text);
}

static int render_value(const struct renderer *r, const struct tnf_scope_frame *scope, size_t at) {
    const struct tnf_node *node = &r->template->nodes[at];
    struct tnf_value value;
    if (!tnf_template_lookup(scope, node, &value))
        return tnf_template_error_at(r->template, node, r->err, tnf_template_fail_lookup(scope, node, r->err));
    const int code = tnf_place_write(&r->places[at].place, value, r->start, r->out, r->err);
    if (code == 0) return 0;
    tnf_error_wrap(r->err, "cannot write {{%.*s}}", TNF_SV_ARG(node->text));
    return tnf_template_error_at(r->template, node, r->err, code);
}

static int render_list(const struct renderer *r, const struct tnf_scope_frame *scope, size_t at,
                       struct tnf_value list) {
    for (size_t i = 0; i < tnf_list_count(list); i++) {
        const struct tnf_scope_frame inner = {tnf_list_at(list, i), scope};
        TNF_TRY(render_range(r, &inner, at + 1, r->template->nodes[at].end));
    }
    return 0;
}

static int render_section(const struct renderer *r, const struct tnf_scope_frame *scope, size_t at) {
    const struct tnf_node *node = &r->template->nodes[at];
    struct tnf_value value = tnf_value_null();
    const bool is_true = tnf_template_lookup(scope, node, &value) && tnf_template_is_true(value);
    if (node->kind == TNF_NODE_INVERTED) return is_true ? 0 : render_range(r, scope, at + 1, node->end);
    if (!is_true) return 0;
    if (value.kind == TNF_VALUE_LIST) return render_list(r, scope, at, value);
    const struct tnf_scope_frame inner = {value, scope};
    return render_range(r, &inner, at + 1, node->end);
}

static int render_partial(const struct renderer *r, const struct tnf_scope_frame *scope, size_t at) {
    const struct tnf_node *node = &r->template->nodes[at];
    if (node->target == NULL) {
        tnf_error_set(r->err, TNF_E_INTERNAL, "template is rendered before its set is linked");
        return tnf_template_error_at(r->template, node, r->err, TNF_E_INTERNAL);
    }
    if (r->partial_depth == TNF_TEMPLATE_PARTIAL_DEPTH) {
        tnf_error_set(r->err, TNF_E_LIMIT, "partials are more than %d deep", TNF_TEMPLATE_PARTIAL_DEPTH);
        tnf_error_hint(r->err, "a partial that uses itself needs a section around that which ends it");
        return tnf_template_error_at(r->template, node, r->err, TNF_E_LIMIT);
    }
    const struct indentation indentation = {r->indentation, node->indentation};
    struct renderer inner = *r;
    inner.template = node->target;
    inner.places = node->target->places[r->places[at].start];
    inner.partial_depth++;
    if (node->indentation.len > 0) inner.indentation = &indentation;
    return render_range(&inner, scope, 0, node->target->node_count);
}

/* True when the node's line gets the blanks of the partial that it is in. */
static bool takes_indentation(const struct renderer *r, size_t at) {
    const struct tnf_node *node = &r->template->nodes[at];
    if (r->indentation == NULL || !node->starts_line || r->places[at].verbatim) return false;
    return node->kind != TNF_NODE_TEXT || !tnf_sv_eq_c(node->text, "\n");
}

static int render_node(const struct renderer *r, const struct tnf_scope_frame *scope, size_t at) {
    const struct tnf_node *node = &r->template->nodes[at];
    switch (node->kind) {
    case TNF_NODE_TEXT:
        tnf_strbuf_add_sv(r->out, node->text);
        return 0;
    case TNF_NODE_VALUE:
        return render_value(r, scope, at);
    case TNF_NODE_PARTIAL:
        return render_partial(r, scope, at);
    case TNF_NODE_SECTION:
    case TNF_NODE_INVERTED:
        return render_section(r, scope, at);
    }
    return 0;
}

static int render_range(const struct renderer *r, const struct tnf_scope_frame *scope, size_t from, size_t to) {
    for (size_t at = from; at < to;) {
        const struct tnf_node *node = &r->template->nodes[at];
        if (takes_indentation(r, at)) add_indentation(r->out, r->indentation);
        TNF_TRY(render_node(r, scope, at));
        at = node->end > at ? node->end : at + 1;
    }
    return 0;
}

static int render_raw(const struct tnf_template *template, struct tnf_value root, struct tnf_strbuf *out,
                      struct tnf_error *err) {
    const struct tnf_scope_frame scope = {root, NULL};
    const struct renderer renderer = {
        .template = template,
        .places = template->places[TNF_START_STATEMENT],
        .out = out,
        .start = out->len,
        .err = err,
    };
    const size_t before = out->len;
    const int code = render_range(&renderer, &scope, 0, template->node_count);
    if (code < 0) tnf_strbuf_truncate(out, before);
    return tnf_error_identify(code, err, TNF_TEMPLATE_ERROR_ID);
}

int tnf_template_render(const struct tnf_template *template, struct tnf_value root, struct tnf_strbuf *out,
                        struct tnf_error *err) {
    if (template->plain) return render_raw(template, root, out, err);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf raw = TNF_STRBUF_INIT;
    tnf_strbuf_reserve(&raw, 2 * template->source.len);
    TNF_TRY(render_raw(template, root, &raw, err));
    const int code = tnf_hcl_format(tnf_strbuf_view(&raw), out, err);
    if (code == 0) return 0;
    tnf_error_wrap(err, "cannot format what the template gives");
    tnf_error_at(err, template->file, 0, 0);
    return tnf_error_identify(code, err, TNF_TEMPLATE_ERROR_ID);
}
