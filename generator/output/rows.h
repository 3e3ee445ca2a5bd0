/* Which rows of the catalog are not as they were when a folder was generated. Pure. */
#pragma once

#include "base/arena.h"
#include "generator/output/stack.h"

enum tnf_row_change_kind { TNF_ROW_NEW, TNF_ROW_CHANGED, TNF_ROW_GONE };

struct tnf_row_change {
    enum tnf_row_change_kind kind;
    struct tnf_strview name; /* borrowed from either list */
};

struct tnf_row_changes {
    struct tnf_row_change *items; /* by name, byte order */
    size_t count;
};

/* Both lists are by name; the result lives in the arena. */
struct tnf_row_changes tnf_rows_compare(const struct tnf_stack_row *before, size_t before_count,
                                        const struct tnf_stack_row *now, size_t now_count, struct tnf_arena *arena);
