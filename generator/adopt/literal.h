/* One literal of HCL as a tree. Private to adopt. */
#pragma once

#include "base/arena.h"
#include "catalog/text/node.h"
#include "generator/hcl/token.h"

struct tnf_literal_reader {
    struct tnf_scanner scanner;
    struct tnf_token token; /* the next one, comments left out */
    struct tnf_arena *arena;
    const char *file;
    struct tnf_strview source;
};

/* Starts at the source's first token. */
int tnf_literal_begin(struct tnf_literal_reader *reader, struct tnf_strview source, const char *file,
                      struct tnf_arena *arena, struct tnf_error *err);
int tnf_literal_next(struct tnf_literal_reader *reader, struct tnf_error *err);
/* Sets line and column of a node to the token's place. */
void tnf_literal_place(const struct tnf_literal_reader *reader, struct tnf_node *node);

/* Reads the expression that starts at the token, up to the end of its line. *ret is NULL when it is no literal. */
int tnf_literal_read(struct tnf_literal_reader *reader, struct tnf_node **ret, struct tnf_error *err);
/* Passes tokens up to the end of the line, or of the brackets that the line opens. */
int tnf_literal_skip(struct tnf_literal_reader *reader, struct tnf_error *err);
