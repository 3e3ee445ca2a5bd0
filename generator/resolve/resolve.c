#include "generator/resolve/resolve.h"

#include "base/memory.h"
#include "base/sha256.h"
#include "generator/resolve/source.h"

#include <string.h>

struct tnf_resolver {
    struct tnf_source source; /* first: a source is turned back into its resolver */
    struct tnf_catalog *catalog;
    struct tnf_arena arena;
    struct tnf_scene scene;
    struct tnf_modules modules;
    struct tnf_locks locks;
    struct tnf_renderer renderer;
    struct tnf_tree_state state;
};

/* The cells that the scope's tenants are in, and those that it names, in path order. */
static int cells_in_scope(struct tnf_catalog *catalog, const struct tnf_scope *scope, const struct tnf_strings *tenants,
                          struct tnf_arena *arena, struct tnf_strings *ret, struct tnf_error *err) {
    struct tnf_strings of_tenants;
    TNF_TRY(tnf_catalog_cells(catalog, tenants, arena, &of_tenants, err));
    struct tnf_strview *all = TNF_ARENA_ARRAY(arena, struct tnf_strview, of_tenants.count + scope->cell_count);
    size_t count = 0;
    for (size_t i = 0; i < of_tenants.count; i++) all[count++] = of_tenants.items[i];
    for (size_t i = 0; i < scope->cell_count; i++) all[count++] = scope->cells[i];
    *ret = (struct tnf_strings){.items = all, .count = tnf_sv_sort_unique(all, count)};
    return 0;
}

static int each(struct tnf_source *source, const struct tnf_scope *scope, unsigned thread_count,
                int (*visit)(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err),
                void *context, struct tnf_error *err) {
    struct tnf_resolver *resolver = (struct tnf_resolver *)source;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_plan plan = {.catalog = resolver->catalog,
                            .scene = &resolver->scene,
                            .modules = &resolver->modules,
                            .locks = &resolver->locks,
                            .renderer = &resolver->renderer};
    if (resolver->modules.count == 0 && tnf_scope_is_whole(scope))
        tnf_modules_load(&resolver->arena, &resolver->modules);
    struct tnf_segment *segments;
    TNF_TRY(tnf_segments(&arena, &resolver->scene, &resolver->modules, scope, &segments, &plan.segment_count, err));
    plan.segments = segments;
    struct tnf_strings only = {0};
    struct tnf_strings cells = {0};
    if (scope != NULL && scope->tenants != NULL) {
        only.count = scope->tenant_count;
        only.items = TNF_ARENA_ARRAY(&arena, struct tnf_strview, only.count);
        for (size_t i = 0; i < only.count; i++) only.items[i] = scope->tenants[i];
        plan.only = &only;
        TNF_TRY(cells_in_scope(resolver->catalog, scope, &only, &arena, &cells, err));
        plan.only_cells = &cells;
    }
    return tnf_plan_each(&plan, thread_count, visit, context, err);
}

/* The scope of what the catalog's history says. */
static struct tnf_scope scope_of(const struct tnf_changes *changes, struct tnf_arena *arena) {
    /* An empty list is not NULL, which would mean all tenants. */
    struct tnf_strview *tenants = TNF_ARENA_ARRAY(arena, struct tnf_strview, changes->tenants.count + 1);
    for (size_t i = 0; i < changes->tenants.count; i++) tenants[i] = changes->tenants.items[i];
    return (struct tnf_scope){.tenants = tenants,
                              .tenant_count = changes->tenants.count,
                              .cells = changes->cells.items,
                              .cell_count = changes->cells.count};
}

/* Whether the catalog has the history that a run saw, and everything else that decides the output is as it was. */
static int goes_on(struct tnf_resolver *resolver, const struct tnf_tree_state *since, bool *ret,
                   struct tnf_error *err) {
    char mark[sizeof since->mark];
    *ret = false;
    if (strcmp(since->catalog, resolver->state.catalog) != 0) return 0;
    if (strcmp(since->fingerprint, resolver->state.fingerprint) != 0) return 0;
    const int code = tnf_catalog_mark(resolver->catalog, since->revision, mark, err);
    *ret = code == 0 && strcmp(since->mark, mark) == 0;
    return code == TNF_E_NOT_FOUND ? 0 : code;
}

int tnf_resolver_changed(struct tnf_resolver *resolver, int64_t since, struct tnf_arena *arena,
                         struct tnf_scope *ret_scope, bool *ret_everything, struct tnf_error *err) {
    struct tnf_changes changes = {0};
    TNF_TRY(tnf_catalog_changes(resolver->catalog, since, arena, &changes, err));
    *ret_everything = changes.platform || changes.environments.count > 0;
    *ret_scope = *ret_everything ? (struct tnf_scope){0} : scope_of(&changes, arena);
    return 0;
}

static int changed(struct tnf_source *source, const struct tnf_tree_state *since, struct tnf_arena *arena,
                   struct tnf_scope *ret_scope, bool *ret_everything, struct tnf_error *err) {
    struct tnf_resolver *resolver = (struct tnf_resolver *)source;
    bool known = false;
    TNF_TRY(goes_on(resolver, since, &known, err));
    if (known) return tnf_resolver_changed(resolver, since->revision, arena, ret_scope, ret_everything, err);
    *ret_everything = true;
    *ret_scope = (struct tnf_scope){0};
    return 0;
}

static void fingerprint(struct tnf_resolver *resolver, const struct tnf_resolve_options *options) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&text, "%s\n%d\n%s\n%s\n", options->tool_version == NULL ? "" : options->tool_version,
                    options->local_state, resolver->renderer.fingerprint, tnf_modules_fingerprint());
    tnf_sha256_hex(text.ptr, text.len, resolver->state.fingerprint);
}

void tnf_resolver_set_locks(struct tnf_resolver *resolver, const struct tnf_locks *locks) {
    struct tnf_arena *arena = &resolver->arena;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    resolver->locks = (struct tnf_locks){.items = TNF_ARENA_ARRAY(arena, struct tnf_lock, locks->count + 1)};
    tnf_strbuf_add_str(&text, resolver->state.fingerprint);
    for (size_t i = 0; i < locks->count; i++) {
        const struct tnf_lock *lock = &locks->items[i];
        resolver->locks.items[resolver->locks.count++] =
            (struct tnf_lock){tnf_arena_sv(arena, lock->set), tnf_arena_sv(arena, lock->content)};
        tnf_strbuf_addf(&text, "\n%.*s\n%.*s", TNF_SV_ARG(lock->set), TNF_SV_ARG(lock->content));
    }
    if (locks->count > 0) tnf_sha256_hex(text.ptr, text.len, resolver->state.fingerprint);
}

static int open_all(struct tnf_resolver *resolver, const struct tnf_resolve_options *options, struct tnf_error *err) {
    TNF_TRY(tnf_catalog_open(options->catalog, TNF_OPEN_READ, &resolver->catalog, err));
    TNF_TRY(tnf_catalog_begin_read(resolver->catalog, err));
    struct tnf_tree_state *state = &resolver->state;
    TNF_TRY(tnf_catalog_revision(resolver->catalog, &state->revision, err));
    TNF_TRY(tnf_catalog_mark(resolver->catalog, state->revision, state->mark, err));
    TNF_TRY(tnf_catalog_uuid(resolver->catalog, state->catalog, err));
    TNF_TRY(tnf_scene_read(resolver->catalog, options->local_state, &resolver->scene, err));
    TNF_TRY(tnf_renderer_init(&resolver->renderer, options->templates, err));
    fingerprint(resolver, options);
    return 0;
}

int tnf_resolver_new(const struct tnf_resolve_options *options, struct tnf_resolver **ret, struct tnf_error *err) {
    struct tnf_resolver *resolver = tnf_xcalloc(1, sizeof *resolver);
    resolver->source = (struct tnf_source){.each = each, .state = &resolver->state, .changed = changed};
    const int code = open_all(resolver, options, err);
    if (code < 0) {
        tnf_resolver_free(resolver);
        return code;
    }
    *ret = resolver;
    return 0;
}

void tnf_resolver_free(struct tnf_resolver *resolver) {
    if (resolver == NULL) return;
    tnf_renderer_release(&resolver->renderer);
    tnf_scene_release(&resolver->scene);
    tnf_arena_release(&resolver->arena);
    tnf_catalog_close(resolver->catalog);
    free(resolver);
}

struct tnf_source *tnf_resolver_source(struct tnf_resolver *resolver) {
    return &resolver->source;
}

bool tnf_resolver_has_workflows(const struct tnf_resolver *resolver) {
    return resolver->scene.targets.account_count > 0;
}

int64_t tnf_resolver_revision(const struct tnf_resolver *resolver) {
    return resolver->state.revision;
}

struct tnf_catalog *tnf_resolver_catalog(struct tnf_resolver *resolver) {
    return resolver->catalog;
}
