#include "catalog/cells.h"

#include "catalog/defaults.h"

void tnf_cells_init(struct tnf_cells *cells, struct tnf_arena *arena, size_t size, size_t tenants) {
    *cells = (struct tnf_cells){.counts = TNF_ARENA_ARRAY(arena, size_t, tenants), .limit = tenants, .size = size};
    for (size_t i = 0; i < tenants; i++) cells->counts[i] = 0;
}

/* 1 for "cell-1"; 0 for all other names. */
static int64_t number_of(struct tnf_strview name) {
    const struct tnf_strview prefix = TNF_SV("cell-");
    int64_t number = 0;
    if (!tnf_sv_starts_with(name, prefix)) return 0;
    name = tnf_sv_n(name.ptr + prefix.len, name.len - prefix.len);
    if (name.len == 0 || name.ptr[0] == '0' || !tnf_sv_to_int(name, 1, INT64_MAX, &number)) return 0;
    return number;
}

void tnf_cells_add(struct tnf_cells *cells, struct tnf_strview name, size_t count) {
    const int64_t number = number_of(name);
    if (number > 0 && (uint64_t)number <= cells->limit) cells->counts[number - 1] += count;
}

struct tnf_strview tnf_cells_take(struct tnf_cells *cells, struct tnf_arena *arena) {
    while (cells->first < cells->limit && cells->counts[cells->first] >= cells->size) cells->first++;
    if (cells->first < cells->limit) cells->counts[cells->first]++;
    return tnf_arena_printf(arena, "cell-%zu", cells->first + 1);
}

bool tnf_cell_is_shared(struct tnf_strview cell) {
    return cell.len > 0 && !tnf_sv_eq_c(cell, TNF_CELL_OWN);
}
