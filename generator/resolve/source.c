/*
 * The pipeline: this thread reads the catalog in path order and packs tenants into batches; workers turn a
 * batch into models, files and calls of visit. One batch is one arena, so memory is bounded by the queue.
 */
#include "generator/resolve/source.h"

#include "base/memory.h"
#include "generator/resolve/kubernetes/stack.h"
#include "generator/resolve/model.h"
#include "generator/resolve/queue.h"
#include "generator/resolve/rows.h"
#include "generator/resolve/state.h"

enum { BATCH_STACKS = 16, BATCHES_PER_THREAD = 4, THREADS_MAX = 64 };

typedef int (*visit_fn)(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err);

struct item {
    enum tnf_segment_kind kind;
    enum tnf_kind_id stack; /* of one of an environment's own */
    size_t nth;
    size_t index; /* environment or module */
    uint64_t sequence;
    struct tnf_bundle *bundles; /* of a tenant, or of all in a cell */
    size_t bundle_count;
    size_t bundle_capacity;
};

struct batch {
    struct tnf_arena arena; /* the bundles' rows */
    size_t bundle_count;
    size_t count;
    struct item items[BATCH_STACKS];
};

struct run {
    const struct tnf_plan *plan;
    visit_fn visit;
    void *context;
    unsigned thread_count;
    struct tnf_queue full;
    struct tnf_queue empty;
    pthread_mutex_t failure_lock;
    int failure; /* first code, 0 while all is well */
    struct tnf_error failure_error;
    /* of the reading thread */
    struct tnf_arena spare; /* for rows that are read after a failure and go nowhere */
    struct batch *filling;
    const struct tnf_segment *tenants; /* the segment whose bundles come */
    struct item *coming;               /* that the next bundle belongs to */
    uint64_t sequence;
};

/* Of one rendering thread. */
struct worker {
    struct run *run;
    struct tnf_arena arena; /* models */
    struct tnf_render_buffers buffers;
    struct tnf_row_tools rows;
};

/* Adds the files of one kind to those of the stack. */
static int render_into(struct worker *worker, enum tnf_kind_id kind, struct tnf_value model, struct tnf_strview folder,
                       const struct tnf_stack *stack, struct tnf_error *err) {
    const struct tnf_kind_templates *templates = &worker->run->plan->renderer->kinds[kind];
    const int code = tnf_render_add(templates, model, folder, &worker->arena, &worker->buffers, err);
    return code < 0 ? tnf_error_wrap(err, "stack %.*s", TNF_SV_ARG(stack->path)) : 0;
}

static int render(struct worker *worker, enum tnf_kind_id kind, struct tnf_value model, struct tnf_stack *stack,
                  struct tnf_error *err) {
    tnf_render_begin(&worker->buffers);
    TNF_TRY(render_into(worker, kind, model, TNF_SV(""), stack, err));
    tnf_render_end(&worker->buffers, stack);
    return tnf_locks_add(worker->run->plan->locks, &worker->arena, stack, err);
}

/* One of an environment's own stacks, or the platform's. */
static int render_environment(struct worker *worker, const struct item *item, struct tnf_stack *stack,
                              struct tnf_error *err) {
    const struct tnf_scene *scene = worker->run->plan->scene;
    const struct tnf_kind *kind = &tnf_kinds[item->stack];
    const struct tnf_place place = {item->index, item->nth};
    struct tnf_value model;
    TNF_TRY(kind->model(&worker->arena, scene, place, &model, err));
    if (!kind->of_platform)
        stack->environment = scene->environments.items[item->index].data[TNF_ENVIRONMENT_NAME].string;
    stack->path = kind->path(&worker->arena, scene, place);
    tnf_rows_of_environment(&worker->rows, &worker->arena, scene, kind, place, stack);
    return render(worker, item->stack, model, stack, err);
}

static int render_tenant(struct worker *worker, const struct item *item, struct tnf_stack *stack,
                         struct tnf_error *err) {
    const struct tnf_scene *scene = worker->run->plan->scene;
    const struct tnf_bundle *bundle = &item->bundles[0];
    struct tnf_value model;
    TNF_TRY(tnf_model_tenant(&worker->arena, scene, item->index, bundle, &model, err));
    stack->environment = scene->environments.items[item->index].data[TNF_ENVIRONMENT_NAME].string;
    stack->tenant = bundle->tenant.data[TNF_TENANT_NAME].string;
    stack->path = tnf_tenant_stack_path(&worker->arena, stack->environment, TNF_SV(""), stack->tenant);
    tnf_rows_of_tenants(&worker->rows, &worker->arena, bundle, 1, stack);
    return render(worker, tnf_kind_of_tenant(bundle), model, stack, err);
}

/* The root of a cell, and in it a folder for each of its tenants. */
static int render_cell(struct worker *worker, const struct item *item, struct tnf_stack *stack, struct tnf_error *err) {
    const struct tnf_scene *scene = worker->run->plan->scene;
    struct tnf_arena *arena = &worker->arena;
    const struct tnf_strview cell = item->bundles[0].tenant.data[TNF_TENANT_CELL].string;
    stack->environment = scene->environments.items[item->index].data[TNF_ENVIRONMENT_NAME].string;
    stack->path = tnf_tenant_stack_path(arena, stack->environment, cell, TNF_SV(""));
    tnf_rows_of_tenants(&worker->rows, arena, item->bundles, item->bundle_count, stack);
    struct tnf_value *tenants = TNF_ARENA_ARRAY(arena, struct tnf_value, item->bundle_count);
    tnf_render_begin(&worker->buffers);
    for (size_t i = 0; i < item->bundle_count; i++) {
        const struct tnf_bundle *bundle = &item->bundles[i];
        const struct tnf_strview name = bundle->tenant.data[TNF_TENANT_NAME].string;
        TNF_TRY(tnf_model_tenant(arena, scene, item->index, bundle, &tenants[i], err));
        if (tnf_kind_of_tenant(bundle) == TNF_KIND_OFFBOARDED) continue; /* not among the root's modules */
        TNF_TRY(render_into(worker, tnf_kind_of_tenant(bundle), tenants[i],
                            tnf_arena_printf(arena, "tenants/%.*s", TNF_SV_ARG(name)), stack, err));
    }
    const struct tnf_value model = tnf_model_cell(arena, scene, item->index, cell, tenants, item->bundle_count);
    TNF_TRY(render_into(worker, TNF_KIND_CELL, model, TNF_SV(""), stack, err));
    tnf_render_end(&worker->buffers, stack);
    return tnf_locks_add(worker->run->plan->locks, &worker->arena, stack, err);
}

/* The same tenant as the EKS option has it: manifests, and Terraform for the roles of its pods. */
static int render_kubernetes(struct worker *worker, const struct item *item, struct tnf_stack *stack,
                             struct tnf_error *err) {
    const struct tnf_scene *scene = worker->run->plan->scene;
    struct tnf_kube_stack option;
    stack->environment = scene->environments.items[item->index].data[TNF_ENVIRONMENT_NAME].string;
    stack->tenant = item->bundles[0].tenant.data[TNF_TENANT_NAME].string;
    stack->path = tnf_kube_path(&worker->arena, stack->environment, stack->tenant);
    tnf_rows_of_tenants(&worker->rows, &worker->arena, item->bundles, 1, stack);
    TNF_TRY(tnf_kube_resolve(&worker->arena, scene, item->index, &item->bundles[0], &option, err));
    TNF_TRY(render(worker, TNF_KIND_KUBERNETES_TENANT, option.model, stack, err));
    tnf_kube_add_files(&worker->arena, &option, stack);
    return 0;
}

static void describe_module(const struct tnf_module *module, struct tnf_stack *stack) {
    *stack = (struct tnf_stack){.path = module->path, .files = module->files, .file_count = module->file_count};
}

/* A tenant in no environment: no files, but its rows are known. */
static void describe_unplaced(struct worker *worker, const struct item *item, struct tnf_stack *stack) {
    stack->tenant = item->bundles[0].tenant.data[TNF_TENANT_NAME].string;
    stack->path = tnf_arena_printf(&worker->arena, "tenants/%.*s", TNF_SV_ARG(stack->tenant));
    tnf_rows_of_tenants(&worker->rows, &worker->arena, item->bundles, 1, stack);
}

static int emit(struct worker *worker, const struct item *item, struct tnf_error *err) {
    struct run *run = worker->run;
    struct tnf_stack stack = {0};
    tnf_arena_reset(&worker->arena);
    switch (item->kind) {
    case TNF_SEGMENT_MODULE:
        describe_module(&run->plan->modules->items[item->index], &stack);
        break;
    case TNF_SEGMENT_UNPLACED:
        describe_unplaced(worker, item, &stack);
        break;
    case TNF_SEGMENT_STACK:
        TNF_TRY(render_environment(worker, item, &stack, err));
        break;
    case TNF_SEGMENT_CELLS:
        TNF_TRY(render_cell(worker, item, &stack, err));
        break;
    case TNF_SEGMENT_TENANTS:
        TNF_TRY(render_tenant(worker, item, &stack, err));
        break;
    case TNF_SEGMENT_KUBERNETES:
        TNF_TRY(render_kubernetes(worker, item, &stack, err));
        break;
    }
    return run->visit(run->context, item->sequence, &stack, err);
}

static void fail(struct run *run, int code, const struct tnf_error *err) {
    (void)pthread_mutex_lock(&run->failure_lock);
    if (run->failure == 0) {
        run->failure = code;
        run->failure_error = *err;
    }
    (void)pthread_mutex_unlock(&run->failure_lock);
    tnf_queue_close(&run->full);
    tnf_queue_close(&run->empty);
}

static bool failed(struct run *run) {
    (void)pthread_mutex_lock(&run->failure_lock);
    const bool result = run->failure != 0;
    (void)pthread_mutex_unlock(&run->failure_lock);
    return result;
}

static void emit_batch(struct worker *worker, const struct batch *batch) {
    struct tnf_error err = {0};
    for (size_t i = 0; i < batch->count && !failed(worker->run); i++) {
        const int code = emit(worker, &batch->items[i], &err);
        if (code < 0) fail(worker->run, code, &err);
    }
}

static void recycle(struct run *run, struct batch *batch) {
    batch->count = 0;
    batch->bundle_count = 0;
    tnf_arena_reset(&batch->arena);
    (void)tnf_queue_push(&run->empty, batch);
}

static void *work(void *argument) {
    struct worker *worker = argument;
    for (struct batch *batch; (batch = tnf_queue_pop(&worker->run->full)) != NULL;) {
        emit_batch(worker, batch);
        recycle(worker->run, batch);
    }
    return NULL;
}

/* Hands the batch that is being filled to the workers. */
static void flush(struct run *run) {
    if (run->filling == NULL) return;
    (void)tnf_queue_push(&run->full, run->filling);
    run->filling = NULL;
}

/* Cells count by their tenants, so that a batch of them is not much larger than one of stacks. */
static bool is_full(const struct batch *batch) {
    return batch->count == BATCH_STACKS || batch->bundle_count >= BATCH_STACKS;
}

/* Room for one more item, or NULL after a failure elsewhere. */
static struct item *next_item(struct run *run, const struct tnf_segment *segment) {
    if (run->filling != NULL && is_full(run->filling)) flush(run);
    if (run->filling == NULL) run->filling = tnf_queue_pop(&run->empty);
    if (run->filling == NULL || failed(run)) return NULL;
    struct item *item = &run->filling->items[run->filling->count];
    *item = (struct item){.kind = segment->kind, .stack = segment->stack, .nth = segment->nth, .index = segment->index};
    return item;
}

/* Compiles the templates that a tenant's item needs, before it reaches a worker. */
static int prepare_tenant(struct run *run, const struct tnf_bundle *bundle, struct tnf_error *err) {
    struct tnf_renderer *renderer = run->plan->renderer;
    const enum tnf_segment_kind kind = run->tenants->kind;
    if (kind == TNF_SEGMENT_UNPLACED) return 0;
    if (kind == TNF_SEGMENT_KUBERNETES) return tnf_renderer_prepare(renderer, TNF_KIND_KUBERNETES_TENANT, err);
    if (kind == TNF_SEGMENT_CELLS) TNF_TRY(tnf_renderer_prepare(renderer, TNF_KIND_CELL, err));
    return tnf_renderer_prepare(renderer, tnf_kind_of_tenant(bundle), err);
}

static void take(struct run *run, struct item *item) {
    item->sequence = run->sequence++;
    run->filling->count++;
}

/* Whether the item that was filled last is that cell: tenants of a cell come one after the other. */
static bool goes_on(const struct run *run, struct tnf_strview cell) {
    return run->coming != NULL && run->tenants->kind == TNF_SEGMENT_CELLS &&
           tnf_sv_eq(run->coming->bundles[0].tenant.data[TNF_TENANT_CELL].string, cell);
}

static struct tnf_arena *bundle_arena(struct tnf_strview cell, void *context) {
    struct run *run = context;
    if (goes_on(run, cell)) return &run->filling->arena;
    run->coming = next_item(run, run->tenants);
    return run->coming == NULL ? &run->spare : &run->filling->arena;
}

/* An offboarded tenant has a stack that destroys what it had; the EKS option of it was never applied. */
static bool is_left_out(const struct run *run, const struct tnf_bundle *bundle) {
    return run->tenants->kind == TNF_SEGMENT_KUBERNETES && tnf_kind_of_tenant(bundle) == TNF_KIND_OFFBOARDED;
}

static int on_bundle(const struct tnf_bundle *bundle, void *context, struct tnf_error *err) {
    struct run *run = context;
    struct item *item = run->coming;
    if (item == NULL || failed(run)) return tnf_error_set(err, TNF_E_INTERNAL, "stopped");
    if (is_left_out(run, bundle)) return 0;
    TNF_TRY(prepare_tenant(run, bundle, err));
    item->bundles = tnf_arena_grow(&run->filling->arena, item->bundles, item->bundle_count, &item->bundle_capacity,
                                   sizeof *item->bundles);
    item->bundles[item->bundle_count++] = *bundle;
    run->filling->bundle_count++;
    if (item->bundle_count == 1) take(run, item);
    return 0;
}

static bool is_of_tenants(const struct tnf_segment *segment) {
    return segment->kind != TNF_SEGMENT_MODULE && segment->kind != TNF_SEGMENT_STACK;
}

/* The EKS option has a namespace for each tenant, whoever shares a stack on ECS. */
static enum tnf_bundles bundles_of(const struct tnf_segment *segment) {
    switch (segment->kind) {
    case TNF_SEGMENT_CELLS:
        return TNF_BUNDLES_OF_CELLS;
    case TNF_SEGMENT_TENANTS:
        return TNF_BUNDLES_ALONE;
    default:
        return TNF_BUNDLES_ALL;
    }
}

static int read_tenants(struct run *run, const struct tnf_segment *segment, struct tnf_error *err) {
    const struct tnf_plan *plan = run->plan;
    const bool placed = segment->kind != TNF_SEGMENT_UNPLACED;
    const struct tnf_strview environment =
        placed ? plan->scene->environments.items[segment->index].data[TNF_ENVIRONMENT_NAME].string : TNF_SV("");
    const struct tnf_strings *only = segment->kind == TNF_SEGMENT_CELLS ? plan->only_cells : plan->only;
    if (only != NULL && only->count == 0) return 0;
    run->tenants = segment;
    run->coming = NULL;
    return tnf_catalog_each_bundle(plan->catalog, environment, bundles_of(segment), only, bundle_arena, on_bundle, run,
                                   err);
}

static int read_segment(struct run *run, const struct tnf_segment *segment, struct tnf_error *err) {
    if (is_of_tenants(segment)) return read_tenants(run, segment, err);
    struct item *item = next_item(run, segment);
    if (item == NULL) return tnf_error_set(err, TNF_E_INTERNAL, "stopped");
    if (segment->kind == TNF_SEGMENT_STACK) TNF_TRY(tnf_renderer_prepare(run->plan->renderer, segment->stack, err));
    take(run, item);
    return 0;
}

static void read_all(struct run *run) {
    struct tnf_error err = {0};
    int code = 0;
    for (size_t i = 0; i < run->plan->segment_count && code == 0 && !failed(run); i++)
        code = read_segment(run, &run->plan->segments[i], &err);
    if (code < 0)
        fail(run, code, &err);
    else
        flush(run);
    tnf_queue_close(&run->full);
}

static void start(struct run *run, struct batch *batches, size_t batch_count) {
    tnf_queue_init(&run->full, batch_count);
    tnf_queue_init(&run->empty, batch_count);
    (void)pthread_mutex_init(&run->failure_lock, NULL);
    for (size_t i = 0; i < batch_count; i++) (void)tnf_queue_push(&run->empty, &batches[i]);
}

static void finish(struct run *run, struct batch *batches, size_t batch_count) {
    for (size_t i = 0; i < batch_count; i++) tnf_arena_release(&batches[i].arena);
    tnf_arena_release(&run->spare);
    tnf_queue_release(&run->full);
    tnf_queue_release(&run->empty);
    (void)pthread_mutex_destroy(&run->failure_lock);
}

int tnf_plan_each(const struct tnf_plan *plan, unsigned thread_count, visit_fn visit, void *context,
                  struct tnf_error *err) {
    if (thread_count == 0) thread_count = 1;
    if (thread_count > THREADS_MAX) thread_count = THREADS_MAX;
    const size_t batch_count = (size_t)thread_count * BATCHES_PER_THREAD;
    struct batch *batches = tnf_xcalloc(batch_count, sizeof *batches);
    struct run run = {.plan = plan, .visit = visit, .context = context, .thread_count = thread_count};
    start(&run, batches, batch_count);
    struct worker workers[THREADS_MAX] = {0};
    pthread_t threads[THREADS_MAX];
    unsigned started = 0;
    for (; started < thread_count; started++) {
        workers[started].run = &run;
        tnf_row_tools_init(&workers[started].rows);
        if (pthread_create(&threads[started], NULL, work, &workers[started]) == 0) continue;
        tnf_row_tools_release(&workers[started].rows);
        break;
    }
    if (started > 0)
        read_all(&run);
    else
        run.failure = tnf_error_set(&run.failure_error, TNF_E_IO, "could not start a thread");
    for (unsigned i = 0; i < started; i++) {
        (void)pthread_join(threads[i], NULL);
        tnf_arena_release(&workers[i].arena);
        tnf_render_buffers_release(&workers[i].buffers);
        tnf_row_tools_release(&workers[i].rows);
    }
    finish(&run, batches, batch_count);
    free(batches);
    if (run.failure < 0 && err != NULL) *err = run.failure_error;
    return run.failure;
}
