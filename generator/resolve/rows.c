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

enum { TENANT_GROUPS = 9 };

static void add_groups(const struct tnf_bundle *bundle, struct tnf_record own[2],
                       struct tnf_records groups[TENANT_GROUPS]) {
    own[0] = bundle->tenant;
    own[1] = bundle->placement;
    const struct tnf_records all[] = {
        {&own[0], 1},     {&own[1], own[1].entity == NULL ? 0 : 1},
        bundle->services, bundle->databases,
        bundle->caches,   bundle->secrets,
        bundle->routes,   bundle->schedules,
        bundle->volumes,
    };
    memcpy(groups, all, sizeof all);
}

void tnf_rows_of_tenants(struct tnf_row_tools *tools, struct tnf_arena *arena, const struct tnf_bundle *bundles,
                         size_t count, struct tnf_stack *stack) {
    struct tnf_record *own = TNF_ARENA_ARRAY(arena, struct tnf_record, 2 * count);
    struct tnf_records *groups = TNF_ARENA_ARRAY(arena, struct tnf_records, TENANT_GROUPS * count);
    for (size_t i = 0; i < count; i++) add_groups(&bundles[i], &own[2 * i], &groups[TENANT_GROUPS * i]);
    set_rows(tools, arena, groups, TENANT_GROUPS * count, stack);
}
