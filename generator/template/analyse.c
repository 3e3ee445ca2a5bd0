#include "generator/template/program.h"

#include "base/excerpt.h"

struct analyser {
    const struct tnf_template *template;
    struct tnf_node_place *places;
    struct tnf_place_lexer lexer;
    struct tnf_error *err;
};

static int analyse_range(struct analyser *a, size_t from, size_t to);

static int analyse_text(struct analyser *a, const struct tnf_node *node) {
    size_t offset = 0;
    const int code = tnf_place_text(&a->lexer, node->text, &offset, a->err);
    if (code < 0) tnf_error_at(a->err, a->template->file, node->line, node->column + (unsigned)offset);
    return code;
}

/* The template's text directly behind a node. */
static struct tnf_strview text_after(const struct tnf_template *template, size_t at) {
    if (at + 1 >= template->node_count || template->nodes[at + 1].kind != TNF_NODE_TEXT) return TNF_SV("");
    return template->nodes[at + 1].text;
}

static int analyse_value(struct analyser *a, size_t at) {
    return tnf_place_value(&a->lexer, text_after(a->template, at), &a->places[at].place, a->err);
}

static int analyse_partial(struct analyser *a, size_t at) {
    TNF_TRY(tnf_place_boundary(&a->lexer, a->err));
    return tnf_place_partial(&a->lexer, &a->places[at].start, a->err);
}

static int fail_section(struct analyser *a, const struct tnf_node *node) {
    tnf_error_set(
        a->err, TNF_E_INVALID,
        "section %s does not end where it starts: with and without its text, what follows would mean different things",
        tnf_excerpt(node->text).text);
    tnf_error_hint(a->err, "let it hold whole lines, or whole parts of one expression, string or comment");
    return TNF_E_INVALID;
}

static int analyse_section(struct analyser *a, size_t at) {
    const struct tnf_node *node = &a->template->nodes[at];
    TNF_TRY(tnf_place_boundary(&a->lexer, a->err));
    const struct tnf_place_lexer before = a->lexer;
    TNF_TRY(analyse_range(a, at + 1, node->end));
    TNF_TRY(tnf_place_boundary(&a->lexer, a->err));
    if (!tnf_place_same(&before, &a->lexer)) return fail_section(a, node);
    return tnf_place_rejoin(&a->lexer, &before, a->err);
}

static int analyse_node(struct analyser *a, size_t at) {
    const struct tnf_node *node = &a->template->nodes[at];
    switch (node->kind) {
    case TNF_NODE_TEXT:
        return analyse_text(a, node);
    case TNF_NODE_VALUE:
        return analyse_value(a, at);
    case TNF_NODE_PARTIAL:
        return analyse_partial(a, at);
    case TNF_NODE_SECTION:
    case TNF_NODE_INVERTED:
        return analyse_section(a, at);
    }
    return 0;
}

static int analyse_range(struct analyser *a, size_t from, size_t to) {
    for (size_t at = from; at < to;) {
        const struct tnf_node *node = &a->template->nodes[at];
        a->places[at].verbatim = tnf_place_is_verbatim(&a->lexer);
        const int code = analyse_node(a, at);
        if (code < 0) {
            /* Text and what stands inside a section know their place better. */
            if (a->err != NULL && a->err->where.line == 0) tnf_template_error_at(a->template, node, a->err, code);
            return code;
        }
        at = node->end > at ? node->end : at + 1;
    }
    return 0;
}

int tnf_template_analyse(struct tnf_template *template, enum tnf_place_start start, struct tnf_error *err) {
    struct analyser analyser = {.template = template, .err = err};
    analyser.places = TNF_ARENA_ARRAY(&template->arena, struct tnf_node_place, template->node_count + 1);
    template->places[start] = analyser.places;
    if (template->plain) return 0;
    tnf_place_init(&analyser.lexer, start);
    TNF_TRY(analyse_range(&analyser, 0, template->node_count));
    const int code = tnf_place_end(&analyser.lexer, err);
    if (code < 0) tnf_error_at(err, template->file, 0, 0);
    return code;
}
