#include "generator/resolve/rows.h"

#include "base/memory.h"
#include "catalog/json_text.h"

void tnf_row_tools_init(struct tnf_row_tools *tools) {
    tools->hasher = tnf_hasher_new();
    tnf_strbuf_init(&tools->text);
}

void tnf_row_tools_release(struct tnf_row_tools *tools) {
    tnf_hasher_free(tools->hasher);
    tnf_strbuf_release(&tools->text);
}

static struct tnf_stack_row row_of(struct tnf_row_tools *tools, struct tnf_arena *arena,
                                   const struct tnf_record *record) {
    struct tnf_strbuf *text = &tools->text;
    tnf_strbuf_clear(text);
    tnf_strbuf_add_str(text, record->entity->name);
    tnf_strbuf_add_c(text, ' ');
    tnf_record_add_key(text, record);
    const struct tnf_strview name = tnf_arena_sv(arena, tnf_strbuf_view(text));
    tnf_strbuf_clear(text);
    tnf_json_add_record(text, record);
    return (struct tnf_stack_row){name, tnf_hasher_of(tools->hasher, tnf_strbuf_view(text))};
}

static int by_name(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct tnf_stack_row *)a)->name, ((const struct tnf_stack_row *)b)->name);
}

static void set_rows(struct tnf_row_tools *tools, struct tnf_arena *arena, const struct tnf_records *groups,
                     size_t group_count, struct tnf_stack *stack) {
    size_t count = 0;
    for (size_t i = 0; i < group_count; i++) count += groups[i].count;
    struct tnf_stack_row *rows = TNF_ARENA_ARRAY(arena, struct tnf_stack_row, count);
    stack->row_count = 0;
    for (size_t i = 0; i < group_count; i++)
        for (size_t j = 0; j < groups[i].count; j++)
            rows[stack->row_count++] = row_of(tools, arena, &groups[i].items[j]);
    qsort(rows, count, sizeof *rows, by_name);
    stack->rows = rows;
}

void tnf_rows_of_environment(struct tnf_row_tools *tools, struct tnf_arena *arena, const struct tnf_scene *scene,
                             const struct tnf_kind *kind, struct tnf_place place, struct tnf_stack *stack) {
    struct tnf_records groups[TNF_KIND_ROW_GROUPS];
    set_rows(tools, arena, groups, kind->rows(scene, place, groups), stack);
}

void tnf_rows_of_tenant(struct tnf_row_tools *tools, struct tnf_arena *arena, const struct tnf_bundle *bundle,
                        struct tnf_stack *stack) {
    struct tnf_record tenant = bundle->tenant;
    struct tnf_record placement = bundle->placement;
    const struct tnf_records groups[] = {
        {&tenant, 1},     {&placement, placement.entity == NULL ? 0 : 1},
        bundle->services, bundle->databases,
        bundle->caches,   bundle->secrets,
        bundle->routes,   bundle->schedules,
        bundle->volumes,
    };
    set_rows(tools, arena, groups, TNF_ARRAY_LEN(groups), stack);
}
