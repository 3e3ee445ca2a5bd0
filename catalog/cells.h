/*
 * Cells: pool tenants that share a stack. Which cell has room for one more. Pure.
 */
#pragma once

#include "base/arena.h"
#include "base/strview.h"

#include <stdbool.h>

/* How many tenants are in the cells that the catalog makes itself: cell-1, cell-2, … */
struct tnf_cells {
    size_t *counts; /* of cell-<index + 1>, in the arena */
    size_t limit;   /* cells with a higher number are of no interest */
    size_t size;    /* tenants that a cell is filled up to */
    size_t first;   /* no cell before this one has room */
};

/* `tenants`: how many there are with and without a cell; so many cells are always enough. */
void tnf_cells_init(struct tnf_cells *cells, struct tnf_arena *arena, size_t size, size_t tenants);
/* Tells how many tenants a cell has. Names that people gave to cells are passed over: those are not filled. */
void tnf_cells_add(struct tnf_cells *cells, struct tnf_strview name, size_t count);
/* Takes a place in the first cell with room; its name, in the arena. */
struct tnf_strview tnf_cells_take(struct tnf_cells *cells, struct tnf_arena *arena);

/* Whether a tenant with that cell shares a stack: no cell and "own" mean that it does not. */
bool tnf_cell_is_shared(struct tnf_strview cell);
