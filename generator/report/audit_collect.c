#include "generator/report/audit_collect.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "catalog/catalog.h"
#include "catalog/cells.h"
#include "catalog/effective.h"
#include "catalog/entities/all.h"
#include "catalog/names.h"
#include "generator/output/path.h"
#include "generator/output/stack_path.h"
#include "generator/output/tree.h"
#include "generator/report/audit_states.h"
#include "generator/resolve/state.h"
#include "generator/state/folder.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 20 };
static const char backend_file[] = "terraform.tf";

struct collection {
    const struct tnf_audit_options *options;
    struct tnf_arena *arena;
    struct tnf_audit *audit;
    struct tnf_audit_stores stores;
    size_t stack_capacity;
    size_t placement_capacity;
    size_t drift_capacity;
    struct tnf_source source; /* the resolver's, with an ear on it; first so that it leads to the rest */
    pthread_mutex_t lock;
    int (*visit)(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err);
    void *context;
    struct tnf_record *tenants; /* by name */
    size_t tenant_count;
    size_t tenant_capacity;
};

static struct tnf_audit_stack *add_stack(struct collection *collection, struct tnf_strview path) {
    struct tnf_audit *audit = collection->audit;
    audit->stacks = tnf_arena_grow(collection->arena, audit->stacks, audit->stack_count, &collection->stack_capacity,
                                   sizeof *audit->stacks);
    struct tnf_audit_stack *stack = &audit->stacks[audit->stack_count++];
    *stack = (struct tnf_audit_stack){.path = tnf_arena_sv(collection->arena, path)};
    return stack;
}

static void set_state(struct collection *collection, struct tnf_audit_stack *stack, struct tnf_strview text) {
    struct tnf_backend backend;
    tnf_backend_read(stack->path, text, collection->arena, &backend);
    tnf_audit_stores_add(&collection->stores, &backend, collection->arena);
    stack->state = tnf_audit_place(&backend, collection->arena);
}

/* Modules, the archive and rows without files have no state. */
static bool is_stack(struct tnf_strview path) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf file = TNF_STRBUF_INIT;
    tnf_path_join(&file, path, tnf_sv(backend_file));
    const struct tnf_stack_path owner = tnf_stack_path_of(tnf_strbuf_view(&file));
    return owner.kind == TNF_STACK_PATH_STACK && owner.path.len == path.len;
}

static void hear_stack(struct collection *collection, const struct tnf_stack *stack) {
    if (!is_stack(stack->path)) return;
    for (size_t i = 0; i < stack->file_count; i++) {
        if (!tnf_sv_eq_c(stack->files[i].name, backend_file)) continue;
        struct tnf_audit_stack *heard = add_stack(collection, stack->path);
        heard->in_catalog = true;
        set_state(collection, heard, stack->files[i].content);
    }
}

static int on_stack(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err) {
    struct collection *collection = context;
    (void)pthread_mutex_lock(&collection->lock);
    hear_stack(collection, stack);
    (void)pthread_mutex_unlock(&collection->lock);
    if (collection->options->progress != NULL) tnf_progress_advance(collection->options->progress, 1);
    return collection->visit(collection->context, sequence, stack, err);
}

static int each(struct tnf_source *source, const struct tnf_scope *scope, unsigned thread_count,
                int (*visit)(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err),
                void *context, struct tnf_error *err) {
    struct collection *collection = (struct collection *)(void *)((char *)source - offsetof(struct collection, source));
    struct tnf_source *resolved = tnf_resolver_source(collection->options->resolver);
    collection->visit = visit;
    collection->context = context;
    return resolved->each(resolved, scope, thread_count, on_stack, collection, err);
}

/* What is told of a file or row of a folder, in a word; NULL for what is no difference of one. */
static const char *difference(enum tnf_tree_event_kind kind) {
    static const char *const words[] = {
        [TNF_TREE_FILE_EDITED] = "changed by hand", [TNF_TREE_FILE_CONFLICT] = "in the way",
        [TNF_TREE_FILE_DAMAGED] = "damaged",        [TNF_TREE_FILE_MISSING] = "missing",
        [TNF_TREE_FILE_STALE] = "out of date",      [TNF_TREE_FILE_EXTRA] = "no longer generated",
        [TNF_TREE_FILE_MANIFEST] = "out of date",   [TNF_TREE_ROW_NEW] = "new",
        [TNF_TREE_ROW_CHANGED] = "changed",         [TNF_TREE_ROW_GONE] = "gone",
    };
    return (size_t)kind < TNF_ARRAY_LEN(words) ? words[kind] : NULL;
}

/* Every difference of one folder comes after the one before, so those of a folder are counted in its finding. */
static void on_event(const struct tnf_tree_event *event, void *context) {
    struct collection *collection = context;
    struct tnf_audit *audit = collection->audit;
    const char *word = difference(event->kind);
    if (word == NULL) return;
    const struct tnf_strview path = event->path.len == 0 ? TNF_SV(".") : event->path;
    const struct tnf_strview name = event->row.len > 0 ? event->row : tnf_path_name(event->file);
    struct tnf_audit_drift *last = audit->drift_count == 0 ? NULL : &audit->drifts[audit->drift_count - 1];
    if (last != NULL && tnf_sv_eq(last->path, path)) {
        last->more++;
        return;
    }
    audit->drifts = tnf_arena_grow(collection->arena, audit->drifts, audit->drift_count, &collection->drift_capacity,
                                   sizeof *audit->drifts);
    audit->drifts[audit->drift_count++] =
        (struct tnf_audit_drift){tnf_arena_sv(collection->arena, path),
                                 tnf_arena_printf(collection->arena, "%.*s %s", TNF_SV_ARG(name), word), 0};
}

static int compare_output(struct collection *collection, struct tnf_error *err) {
    struct tnf_tree_result result;
    const struct tnf_tree_options options = {
        .output = collection->options->output,
        .threads = collection->options->threads,
        .report = on_event,
        .report_context = collection,
    };
    return tnf_tree_check(&options, &collection->source, &result, err);
}

static int by_path(const void *a, const void *b) {
    const struct tnf_audit_stack *one = a;
    const struct tnf_audit_stack *other = b;
    return tnf_sv_cmp(one->path, other->path);
}

static int files_by_name(const void *a, const void *b) {
    const struct tnf_state_object *one = a;
    const struct tnf_state_object *other = b;
    return tnf_sv_cmp(one->name, other->name);
}

/* The stack at a path: among the first `known`, which are in order, or mostly the last one, as files come in the order
 * of their names; added when there is none. */
static struct tnf_audit_stack *stack_of(struct collection *collection, size_t known, struct tnf_strview path) {
    struct tnf_audit *audit = collection->audit;
    const struct tnf_audit_stack named = {.path = path};
    struct tnf_audit_stack *found = known == 0 ? NULL : bsearch(&named, audit->stacks, known, sizeof named, by_path);
    for (size_t i = audit->stack_count; found == NULL && i-- > known;)
        if (tnf_sv_eq(audit->stacks[i].path, path)) found = &audit->stacks[i];
    return found != NULL ? found : add_stack(collection, path);
}

static int read_backend(struct collection *collection, struct tnf_audit_stack *stack, struct tnf_strview file,
                        struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_path_join(&path, tnf_sv(collection->options->output), file);
    TNF_TRY(tnf_file_read(path.ptr, FILE_MAX, &text, err));
    set_state(collection, stack, tnf_strbuf_view(&text));
    return 0;
}

/* Which folders of stacks the output has, and whose they are. */
static int look_at_output(struct collection *collection, struct tnf_error *err) {
    struct tnf_audit *audit = collection->audit;
    struct tnf_state_objects files = {0};
    const size_t known = audit->stack_count;
    TNF_TRY(tnf_state_folder_list(collection->options->output, collection->arena, &files, err));
    if (files.count > 0) qsort(files.items, files.count, sizeof *files.items, files_by_name);
    if (known > 0) qsort(audit->stacks, known, sizeof *audit->stacks, by_path);
    for (size_t i = 0; i < files.count; i++) {
        const struct tnf_stack_path owner = tnf_stack_path_of(files.items[i].name);
        if (owner.kind != TNF_STACK_PATH_STACK) continue;
        const struct tnf_strview rest = tnf_sv_from(files.items[i].name, owner.path.len + 1);
        const bool manifest = tnf_sv_eq_c(rest, TNF_MANIFEST_NAME);
        if (!manifest && !tnf_sv_ends_with(rest, TNF_SV(".tf"))) continue;
        struct tnf_audit_stack *stack = stack_of(collection, known, owner.path);
        if (manifest) stack->in_output = true;
        if (!manifest) stack->has_files = true;
        if (!stack->in_catalog && tnf_sv_eq_c(rest, backend_file))
            TNF_TRY(read_backend(collection, stack, files.items[i].name, err));
    }
    return 0;
}

static int on_tenant(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct collection *collection = context;
    collection->tenants = tnf_arena_grow(collection->arena, collection->tenants, collection->tenant_count,
                                         &collection->tenant_capacity, sizeof *collection->tenants);
    collection->tenants[collection->tenant_count++] = tnf_record_copy(collection->arena, record);
    return 0;
}

static int by_name(const void *a, const void *b) {
    const struct tnf_record *one = a;
    const struct tnf_record *other = b;
    return tnf_sv_cmp(one->data[TNF_TENANT_NAME].string, other->data[TNF_TENANT_NAME].string);
}

static struct tnf_audit_placement *add_placement(struct collection *collection, const struct tnf_record *tenant,
                                                 struct tnf_strview environment, bool offboarded) {
    struct tnf_audit *audit = collection->audit;
    audit->placements = tnf_arena_grow(collection->arena, audit->placements, audit->placement_count,
                                       &collection->placement_capacity, sizeof *audit->placements);
    struct tnf_audit_placement *placement = &audit->placements[audit->placement_count++];
    *placement = (struct tnf_audit_placement){
        .tenant = tenant->data[TNF_TENANT_NAME].string,
        .environment = tnf_arena_sv(collection->arena, environment),
        .offboarded = offboarded,
    };
    return placement;
}

static int on_placement(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct collection *collection = context;
    struct tnf_datum name = {.string = record->data[TNF_PLACEMENT_TENANT].string};
    const struct tnf_record key = {.data = &name};
    const struct tnf_record *tenant = bsearch(&key, collection->tenants, collection->tenant_count, sizeof key, by_name);
    if (tenant == NULL) return 0;
    const struct tnf_strview environment = record->data[TNF_PLACEMENT_ENVIRONMENT].string;
    const struct tnf_strview cell = tnf_record_string(tenant, TNF_TENANT_CELL);
    const bool shared = tnf_cell_is_shared(cell);
    const bool offboarded = tnf_tenant_state(tenant, record) == TNF_STATE_OFFBOARDED;
    struct tnf_audit_placement *placement = add_placement(collection, tenant, environment, offboarded);
    placement->stack = tnf_tenant_stack_path(collection->arena, environment, shared ? cell : TNF_SV(""),
                                             tenant->data[TNF_TENANT_NAME].string);
    if (shared) placement->module = tnf_physical_name(tenant);
    if (!offboarded) return 0;
    placement = add_placement(collection, tenant, environment, offboarded);
    placement->by_hand = true;
    placement->stack = tnf_arena_printf(collection->arena, "environments/%.*s/accounts/%.*s", TNF_SV_ARG(environment),
                                        TNF_SV_ARG(tenant->data[TNF_TENANT_NAME].string));
    return 0;
}

/* A tenant that is placed nowhere and offboarded can go, too. */
static void add_unplaced(struct collection *collection) {
    const size_t count = collection->audit->placement_count;
    size_t next = 0;
    for (size_t i = 0; i < collection->tenant_count; i++) {
        const struct tnf_record *tenant = &collection->tenants[i];
        const struct tnf_audit_placement *placements = collection->audit->placements;
        const struct tnf_strview name = tenant->data[TNF_TENANT_NAME].string;
        const bool placed = next < count && tnf_sv_eq(placements[next].tenant, name);
        while (next < count && tnf_sv_eq(placements[next].tenant, name)) next++;
        if (!placed)
            (void)add_placement(collection, tenant, TNF_SV(""), tnf_tenant_state(tenant, NULL) == TNF_STATE_OFFBOARDED);
    }
}

static int read_placements(struct collection *collection, struct tnf_error *err) {
    struct tnf_catalog *catalog = tnf_resolver_catalog(collection->options->resolver);
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_TENANT, NULL, on_tenant, collection, err));
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_PLACEMENT, NULL, on_placement, collection, err));
    add_unplaced(collection);
    return 0;
}

int tnf_audit_collect(const struct tnf_audit_options *options, struct tnf_arena *arena, struct tnf_audit *ret,
                      struct tnf_error *err) {
    *ret = (struct tnf_audit){0};
    struct collection collection = {
        .options = options, .arena = arena, .audit = ret, .source = {.each = each}, .lock = PTHREAD_MUTEX_INITIALIZER};
    TNF_TRY(compare_output(&collection, err));
    TNF_TRY(look_at_output(&collection, err));
    TNF_TRY(read_placements(&collection, err));
    return tnf_audit_look(ret, &collection.stores, options->states, arena, err);
}
