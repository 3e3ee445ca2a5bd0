/*
 * What a YAML or JSON text says, with the place of each key and value: the same tree for both, so that
 * everything behind the two readers exists once. Nodes live in the arena that the reader was given.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>

/* Limits of one file. */
enum {
    TNF_TEXT_DEPTH_MAX = 32,
    TNF_TEXT_NODES_MAX = 8 * 1024 * 1024,
    TNF_TEXT_BYTES_MAX = 64 * 1024 * 1024,
};

enum tnf_node_kind { TNF_NODE_SCALAR, TNF_NODE_MAPPING, TNF_NODE_SEQUENCE };

struct tnf_node {
    enum tnf_node_kind kind;
    bool plain;              /* scalars: written without quotes, so it may be a number, a bool or null */
    bool repeated;           /* keys: the mapping has it already, further up */
    unsigned line;           /* of its first character, from 1 */
    unsigned column;         /* in characters, from 1 */
    struct tnf_strview text; /* scalars; keys that are no scalars have an empty one */
    struct tnf_node *first;  /* mappings: the first key; sequences: the first item */
    struct tnf_node *next;   /* the next key, item or document, or NULL */
    struct tnf_node *value;  /* keys: what stands behind it, never NULL */
};

/* The documents of a text, linked by `next`, NULL when there is none. An error names the place; file is used
 * for that only. tnf_read_yaml takes any number of documents, tnf_read_json exactly one value. */
int tnf_read_yaml(struct tnf_strview text, const char *file, struct tnf_arena *arena, struct tnf_node **ret,
                  struct tnf_error *err);
int tnf_read_json(struct tnf_strview text, const char *file, struct tnf_arena *arena, struct tnf_node **ret,
                  struct tnf_error *err);

/* What a value is, for messages: `the string "512"`, `a mapping`, `nothing`. */
struct tnf_node_title {
    char text[160];
};
struct tnf_node_title tnf_node_title(const struct tnf_node *node);

/* Plain scalars that stand for something other than their text. */
bool tnf_node_is_null(const struct tnf_node *node);
bool tnf_node_is_bool(const struct tnf_node *node); /* true, True, TRUE and so on, as in YAML 1.2's core schema */

/* Builds a tree from events in the order of the text; both readers use it. */
struct tnf_tree {
    struct tnf_arena *arena;
    const char *file;
    size_t count; /* nodes so far */
    size_t depth;
    struct tnf_node *documents;
    struct {
        struct tnf_node *node; /* open mapping or sequence; level 0 stands for the stream */
        struct tnf_node *last; /* its newest key, item or document */
        bool wants_value;      /* a mapping whose newest key has no value yet */
    } open[TNF_TEXT_DEPTH_MAX + 1];
};
void tnf_tree_init(struct tnf_tree *tree, struct tnf_arena *arena, const char *file);
/* Adds a node where the text is: a key, a value, an item or a document; a mapping or sequence stays open
 * until tnf_tree_close. The node's text is copied. Errors: TNF_E_LIMIT. */
int tnf_tree_add(struct tnf_tree *tree, const struct tnf_node *node, struct tnf_error *err);
void tnf_tree_close(struct tnf_tree *tree);
/* Marks keys that are repeated, in the whole tree. */
void tnf_tree_mark_repeated(struct tnf_node *documents);
