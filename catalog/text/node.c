#include "catalog/text/node.h"

#include "base/excerpt.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void tnf_tree_init(struct tnf_tree *tree, struct tnf_arena *arena, const char *file) {
    *tree = (struct tnf_tree){.arena = arena, .file = file};
}

/* Hangs the node behind what is open. */
static void attach(struct tnf_tree *tree, struct tnf_node *node) {
    struct tnf_node *parent = tree->open[tree->depth].node;
    struct tnf_node *last = tree->open[tree->depth].last;
    if (tree->open[tree->depth].wants_value) {
        last->value = node;
        tree->open[tree->depth].wants_value = false;
        return;
    }
    struct tnf_node **first = parent == NULL ? &tree->documents : &parent->first;
    *(last == NULL ? first : &last->next) = node;
    tree->open[tree->depth].last = node;
    tree->open[tree->depth].wants_value = parent != NULL && parent->kind == TNF_NODE_MAPPING;
}

static int too_much(const struct tnf_tree *tree, const struct tnf_node *at, struct tnf_error *err, const char *message,
                    const char *hint) {
    const int code = tnf_error_set(err, TNF_E_LIMIT, "%s", message);
    tnf_error_at(err, tree->file, at->line, at->column);
    tnf_error_hint(err, "%s", hint);
    return code;
}

int tnf_tree_add(struct tnf_tree *tree, const struct tnf_node *node, struct tnf_error *err) {
    if (++tree->count > TNF_TEXT_NODES_MAX)
        return too_much(tree, node, err, "the file has more than 8388608 values",
                        "split it into several files and import the directory");
    const bool opens = node->kind != TNF_NODE_SCALAR;
    if (opens && tree->depth == TNF_TEXT_DEPTH_MAX)
        return too_much(tree, node, err, "mappings and lists are nested more than 32 deep",
                        "a catalog needs no more than 7 levels");
    struct tnf_node *copy = TNF_ARENA_NEW(tree->arena, struct tnf_node);
    *copy = *node;
    if (node->text.len > 0) copy->text = tnf_arena_sv(tree->arena, node->text);
    attach(tree, copy);
    if (!opens) return 0;
    tree->depth++;
    tree->open[tree->depth].node = copy;
    tree->open[tree->depth].last = NULL;
    tree->open[tree->depth].wants_value = false;
    return 0;
}

void tnf_tree_close(struct tnf_tree *tree) {
    tree->depth--;
}

static int by_text_then_place(const void *left, const void *right) {
    const struct tnf_node *a = *(const struct tnf_node *const *)left;
    const struct tnf_node *b = *(const struct tnf_node *const *)right;
    const int order = tnf_sv_cmp(a->text, b->text);
    if (order != 0) return order;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

static void mark_keys(struct tnf_node *mapping) {
    size_t count = 0;
    for (const struct tnf_node *key = mapping->first; key != NULL; key = key->next) count++;
    if (count < 2) return;
    TNF_AUTO_FREE struct tnf_node **keys = tnf_xcalloc(count, sizeof *keys);
    size_t i = 0;
    for (struct tnf_node *key = mapping->first; key != NULL; key = key->next) keys[i++] = key;
    qsort(keys, count, sizeof *keys, by_text_then_place);
    for (i = 1; i < count; i++)
        keys[i]->repeated = keys[i]->kind == TNF_NODE_SCALAR && tnf_sv_eq(keys[i]->text, keys[i - 1]->text);
}

/* Recursion is bounded by TNF_TEXT_DEPTH_MAX. */
void tnf_tree_mark_repeated(struct tnf_node *documents) {
    for (struct tnf_node *node = documents; node != NULL; node = node->next) {
        if (node->kind == TNF_NODE_MAPPING) mark_keys(node);
        tnf_tree_mark_repeated(node->first);
        tnf_tree_mark_repeated(node->value);
    }
}

static bool is_one_of(const struct tnf_node *node, const char *const *words) {
    if (node->kind != TNF_NODE_SCALAR || !node->plain) return false;
    for (; *words != NULL; words++)
        if (tnf_sv_eq_c(node->text, *words)) return true;
    return false;
}

bool tnf_node_is_null(const struct tnf_node *node) {
    return is_one_of(node, (const char *const[]){"", "~", "null", "Null", "NULL", NULL});
}

bool tnf_node_is_bool(const struct tnf_node *node) {
    return is_one_of(node, (const char *const[]){"true", "True", "TRUE", "false", "False", "FALSE", NULL});
}

struct tnf_node_title tnf_node_title(const struct tnf_node *node) {
    struct tnf_node_title title = {"a list"};
    const struct tnf_excerpt excerpt = tnf_excerpt(node->text);
    if (node->kind == TNF_NODE_MAPPING)
        title = (struct tnf_node_title){"a mapping"};
    else if (tnf_node_is_null(node))
        title = (struct tnf_node_title){"nothing"};
    else if (node->kind == TNF_NODE_SCALAR && node->plain)
        /* Plain text stands in the message as it stands in the file: without quotes. */
        (void)snprintf(title.text, sizeof title.text, "%.*s", (int)strlen(excerpt.text) - 2, excerpt.text + 1);
    else if (node->kind == TNF_NODE_SCALAR)
        (void)snprintf(title.text, sizeof title.text, "the string %s", excerpt.text);
    return title;
}
