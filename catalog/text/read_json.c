/*
 * JSON: jansson decides whether the text is JSON, but keeps no places of values. So a second pass walks over
 * the text, which is known to be well formed by then, and builds the tree with places. Strings with escapes
 * are decoded by jansson, too.
 */
#include "catalog/text/node.h"

#include "base/memory.h"

#include <jansson.h>
#include <string.h>

struct walker {
    struct tnf_tree *tree;
    const char *at;
    const char *end;
    unsigned line;
    unsigned column; /* of `counted`; counted on from there only, so a text in one long line stays linear */
    const char *counted;
};

static unsigned characters(const char *from, const char *to) {
    unsigned count = 0;
    for (; from < to; from++) count += ((unsigned char)*from & 0xC0) != 0x80;
    return count;
}

/* Goes to the next character that is not a blank, colon or comma: those say nothing in a well-formed text. */
static void skip(struct walker *walker) {
    for (; walker->at < walker->end && strchr(" \t\r\n:,", *walker->at) != NULL; walker->at++) {
        if (*walker->at != '\n') continue;
        walker->line++;
        walker->column = 1;
        walker->counted = walker->at + 1;
    }
}

static struct tnf_node here(struct walker *walker, enum tnf_node_kind kind) {
    walker->column += characters(walker->counted, walker->at);
    walker->counted = walker->at;
    return (struct tnf_node){.kind = kind, .line = walker->line, .column = walker->column};
}

/* The text from here to the closing quote, both quotes included. */
static struct tnf_strview take_string(struct walker *walker) {
    const char *start = walker->at++;
    for (; *walker->at != '"'; walker->at++)
        if (*walker->at == '\\') walker->at++;
    walker->at++;
    return tnf_sv_n(start, (size_t)(walker->at - start));
}

static int add_string(struct walker *walker, struct tnf_error *err) {
    struct tnf_node node = here(walker, TNF_NODE_SCALAR);
    const struct tnf_strview quoted = take_string(walker);
    json_auto_t *decoded = NULL;
    node.text = tnf_sv_n(quoted.ptr + 1, quoted.len - 2);
    if (memchr(quoted.ptr, '\\', quoted.len) != NULL) {
        decoded = json_loadb(quoted.ptr, quoted.len, JSON_DECODE_ANY, NULL);
        if (decoded == NULL) return tnf_error_set(err, TNF_E_INTERNAL, "jansson does not read its own string again");
        node.text = tnf_sv_n(json_string_value(decoded), json_string_length(decoded));
    }
    return tnf_tree_add(walker->tree, &node, err);
}

/* A number, true, false or null: their text is kept as it is written. */
static int add_word(struct walker *walker, struct tnf_error *err) {
    struct tnf_node node = here(walker, TNF_NODE_SCALAR);
    const char *start = walker->at;
    while (walker->at < walker->end && strchr(" \t\r\n,]}", *walker->at) == NULL) walker->at++;
    node.plain = true;
    node.text = tnf_sv_n(start, (size_t)(walker->at - start));
    return tnf_tree_add(walker->tree, &node, err);
}

static int walk(struct walker *walker, struct tnf_error *err) {
    for (skip(walker); walker->at < walker->end; skip(walker)) {
        const char c = *walker->at;
        if (c == '"') {
            TNF_TRY(add_string(walker, err));
        } else if (c == '{' || c == '[') {
            const struct tnf_node node = here(walker, c == '{' ? TNF_NODE_MAPPING : TNF_NODE_SEQUENCE);
            TNF_TRY(tnf_tree_add(walker->tree, &node, err));
            walker->at++;
        } else if (c == '}' || c == ']') {
            tnf_tree_close(walker->tree);
            walker->at++;
        } else {
            TNF_TRY(add_word(walker, err));
        }
    }
    return 0;
}

static int check_syntax(struct tnf_strview text, const char *file, struct tnf_error *err) {
    json_error_t problem;
    json_auto_t *json = json_loadb(text.ptr, text.len, JSON_DECODE_ANY, &problem);
    if (json != NULL) return 0;
    const int code = tnf_error_set(err, TNF_E_INVALID, "not JSON: %s", problem.text);
    const unsigned column = problem.column < 1 ? 1 : (unsigned)problem.column;
    tnf_error_at(err, file, problem.line < 1 ? 1 : (unsigned)problem.line, column);
    tnf_error_hint(err, "look at the quotes, commas and brackets before this place");
    return code;
}

int tnf_read_json(struct tnf_strview text, const char *file, struct tnf_arena *arena, struct tnf_node **ret,
                  struct tnf_error *err) {
    if (text.ptr == NULL) text = TNF_SV("");
    TNF_TRY(check_syntax(text, file, err));
    struct tnf_tree tree;
    tnf_tree_init(&tree, arena, file);
    struct walker walker = {&tree, text.ptr, text.ptr + text.len, 1, 1, text.ptr};
    TNF_TRY(walk(&walker, err));
    tnf_tree_mark_repeated(tree.documents);
    *ret = tree.documents;
    return 0;
}
