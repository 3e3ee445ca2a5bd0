/*
 * A compiled template: a flat list of nodes in the order of the source. A section's node knows where its
 * text ends, so rendering walks forward and jumps. Nothing here changes after the set is linked.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strview.h"
#include "generator/template/place.h"
#include "generator/template/template.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    TNF_TEMPLATE_SIZE_MAX = 4 * 1024 * 1024, /* bytes of one template's source */
    TNF_TEMPLATE_SECTION_DEPTH = 64,
    TNF_TEMPLATE_PARTIAL_DEPTH = 32,
    TNF_TEMPLATE_NAME_PARTS = 16,
    TNF_TEMPLATE_COUNT_MAX = 1024, /* templates in a set */
};

enum tnf_node_kind {
    TNF_NODE_TEXT, /* at most one line, with its newline */
    TNF_NODE_VALUE,
    TNF_NODE_SECTION,
    TNF_NODE_INVERTED,
    TNF_NODE_PARTIAL,
};

struct tnf_node {
    enum tnf_node_kind kind;
    bool starts_line;        /* first on its line; a tag that stands alone there is not, as its line is taken off */
    unsigned line;           /* of the tag or text, from 1 */
    unsigned column;         /* in bytes, from 1 */
    struct tnf_strview text; /* the text, or the name as it is written in the tag */
    struct tnf_strview indentation; /* of a partial that stands alone on its line */
    struct tnf_strview *parts;      /* the name at its dots; none for {{.}} */
    size_t part_count;
    size_t end;                        /* section: the node after its text */
    const struct tnf_template *target; /* partial: set by linking */
};

/* What the place lexer found for a node. */
struct tnf_node_place {
    struct tnf_place place;     /* value */
    enum tnf_place_start start; /* partial: the variant of the target that fits here */
    bool verbatim;              /* lines that start here keep their indentation */
};

struct tnf_template {
    struct tnf_arena arena; /* of everything below */
    const char *name;
    const char *file; /* what messages call it */
    bool plain;       /* not HCL: no places, no formatting */
    bool later;       /* not parsed yet */
    struct tnf_strview source;
    struct tnf_node *nodes;
    size_t node_count;
    struct tnf_node_place *places[TNF_START_COUNT]; /* by how the template starts; NULL where it never does so */
    bool linked[TNF_START_COUNT];                   /* the same for its partials */
};

/* Splits the source at its tags and checks them. Fills nodes; arena, name, file and source are the caller's. */
int tnf_template_parse(struct tnf_template *template, struct tnf_error *err);

/* Finds the places of all nodes for one start and sets places[start]. */
int tnf_template_analyse(struct tnf_template *template, enum tnf_place_start start, struct tnf_error *err);

/* Adds file, line and column of the node to an error that is set. Returns its code. */
int tnf_template_error_at(const struct tnf_template *template, const struct tnf_node *node, struct tnf_error *err,
                          int code);
