#include "generator/output/rows.h"

struct tnf_row_changes tnf_rows_compare(const struct tnf_stack_row *before, size_t before_count,
                                        const struct tnf_stack_row *now, size_t now_count, struct tnf_arena *arena) {
    struct tnf_row_changes changes = {.items =
                                          TNF_ARENA_ARRAY(arena, struct tnf_row_change, before_count + now_count + 1)};
    size_t i = 0;
    size_t j = 0;
    while (i < before_count || j < now_count) {
        int order = 0;
        if (i == before_count || j == now_count)
            order = i < before_count ? -1 : 1;
        else
            order = tnf_sv_cmp(before[i].name, now[j].name);
        if (order < 0)
            changes.items[changes.count++] = (struct tnf_row_change){TNF_ROW_GONE, before[i].name};
        else if (order > 0)
            changes.items[changes.count++] = (struct tnf_row_change){TNF_ROW_NEW, now[j].name};
        else if (!tnf_sha256_eq(&before[i].hash, &now[j].hash))
            changes.items[changes.count++] = (struct tnf_row_change){TNF_ROW_CHANGED, now[j].name};
        i += order <= 0;
        j += order >= 0;
    }
    return changes;
}
