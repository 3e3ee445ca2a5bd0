#include "generator/cli/log_filter.h"

#include "base/memory.h"

struct renames {
    struct tnf_arena *arena;
    struct tnf_rename *items;
    size_t count;
    size_t capacity;
};

static int keep_rename(const struct tnf_rename *rename, void *context, struct tnf_error *err) {
    (void)err;
    struct renames *renames = context;
    renames->items =
        tnf_arena_grow(renames->arena, renames->items, renames->count, &renames->capacity, sizeof *renames->items);
    renames->items[renames->count++] = (struct tnf_rename){.revision = rename->revision,
                                                           .entity = rename->entity,
                                                           .key = tnf_arena_sv(renames->arena, rename->key),
                                                           .name = tnf_arena_sv(renames->arena, rename->name)};
    return 0;
}

/* Undoes a rename of the row, or of what it nests in. False when it was another row's. */
static bool undo(struct tnf_arena *arena, const struct tnf_rename *rename, struct tnf_record *key) {
    struct tnf_record before = tnf_record_new(arena, rename->entity);
    if (tnf_record_set_key(&before, rename->key, arena, NULL) < 0) return false;
    struct tnf_record after = tnf_record_copy(arena, &before);
    after.data[tnf_entity_key_count(after.entity) - 1].string = rename->name;
    if (rename->entity != key->entity->id) return tnf_difference_follow(&after, &before, key);
    if (tnf_record_key_cmp(&after, key) != 0) return false;
    *key = before;
    return true;
}

static void add_span(struct tnf_cli_log_filter *filter, int64_t first, int64_t last, const struct tnf_record *key) {
    filter->spans =
        tnf_arena_grow(filter->arena, filter->spans, filter->count, &filter->capacity, sizeof *filter->spans);
    filter->spans[filter->count++] =
        (struct tnf_cli_log_span){.first = first, .last = last, .key = tnf_record_copy(filter->arena, key)};
}

int tnf_cli_log_filter_init(struct tnf_cli_log_filter *filter, struct tnf_catalog *catalog,
                            const struct tnf_record *key, struct tnf_arena *arena, struct tnf_error *err) {
    *filter = (struct tnf_cli_log_filter){.arena = arena};
    struct renames renames = {.arena = arena};
    TNF_TRY(tnf_catalog_renames(catalog, 0, keep_rename, &renames, err));
    struct tnf_record now = tnf_record_copy(arena, key);
    int64_t last = INT64_MAX;
    for (size_t i = renames.count; i-- > 0;) {
        const struct tnf_record later = tnf_record_copy(arena, &now);
        if (!undo(arena, &renames.items[i], &now)) continue;
        add_span(filter, renames.items[i].revision, last, &later);
        last = renames.items[i].revision;
    }
    add_span(filter, 0, last, &now);
    return 0;
}

bool tnf_cli_log_filter_wants(const struct tnf_cli_log_filter *filter, const struct tnf_history_row *row) {
    if (filter->count == 0) return true;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record key = tnf_record_new(&arena, row->entity);
    if (tnf_record_set_key(&key, row->key, &arena, NULL) < 0) return false;
    for (size_t i = 0; i < filter->count; i++) {
        const struct tnf_cli_log_span *span = &filter->spans[i];
        if (row->revision < span->first || row->revision > span->last) continue;
        const bool itself = key.entity == span->key.entity && tnf_record_key_cmp(&key, &span->key) == 0;
        if (itself || tnf_difference_names(&span->key, &key)) return true;
    }
    return false;
}
