#include "generator/cli/counted.h"

#include <stddef.h>

static struct tnf_cli_counted *counted_of(struct tnf_source *source) {
    return (struct tnf_cli_counted *)(void *)((char *)source - offsetof(struct tnf_cli_counted, source));
}

static int on_stack(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err) {
    struct tnf_cli_counted *counted = context;
    tnf_progress_advance(counted->progress, 1);
    return counted->visit(counted->context, sequence, stack, err);
}

static int each(struct tnf_source *source, const struct tnf_scope *scope, unsigned thread_count,
                int (*visit)(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err),
                void *context, struct tnf_error *err) {
    struct tnf_cli_counted *counted = counted_of(source);
    counted->visit = visit;
    counted->context = context;
    /* Of a part it is not known how many they are. */
    if (!tnf_scope_is_whole(scope)) counted->progress->total = 0;
    return counted->inner->each(counted->inner, scope, thread_count, on_stack, counted, err);
}

static int changed(struct tnf_source *source, const struct tnf_tree_state *since, struct tnf_arena *arena,
                   struct tnf_scope *ret_scope, bool *ret_everything, struct tnf_error *err) {
    struct tnf_source *inner = counted_of(source)->inner;
    return inner->changed(inner, since, arena, ret_scope, ret_everything, err);
}

void tnf_cli_counted_init(struct tnf_cli_counted *counted, struct tnf_source *inner, struct tnf_progress *progress) {
    *counted = (struct tnf_cli_counted){
        .source = {.each = each, .state = inner->state, .changed = inner->changed == NULL ? NULL : changed},
        .inner = inner,
        .progress = progress};
}

static int count_row(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)record;
    (void)err;
    uint64_t *count = context;
    (*count)++;
    return 0;
}

void tnf_cli_expect_stacks(struct tnf_progress *progress, struct tnf_resolver *resolver) {
    uint64_t count = 0;
    struct tnf_catalog *catalog = tnf_resolver_catalog(resolver);
    if (!progress->shown) return;
    /* Without a number the line says less; that is no reason to fail. */
    if (tnf_catalog_each(catalog, TNF_ENTITY_ENVIRONMENT, NULL, count_row, &count, NULL) < 0) return;
    if (tnf_catalog_each(catalog, TNF_ENTITY_PLACEMENT, NULL, count_row, &count, NULL) < 0) return;
    progress->total = count;
    progress->about = true;
}
