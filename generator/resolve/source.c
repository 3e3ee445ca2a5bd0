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

enum { BATCH_STACKS = 16, BATCHES_PER_THREAD = 4, THREADS_MAX = 64 };

typedef int (*visit_fn)(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err);

struct item {
    enum tnf_segment_kind kind;
    enum tnf_kind_id stack; /* of one of an environment's own */
    size_t nth;
    size_t index; /* environment or module */
    uint64_t sequence;
    struct tnf_bundle bundle;
};

struct batch {
    struct tnf_arena arena; /* the bundles' rows */
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
    uint64_t sequence;
};

/* Of one rendering thread. */
struct worker {
    struct run *run;
    struct tnf_arena arena; /* models */
    struct tnf_render_buffers buffers;
    struct tnf_row_tools rows;
};

static int render(struct worker *worker, enum tnf_kind_id kind, struct tnf_value model, struct tnf_stack *stack,
                  struct tnf_error *err) {
    const struct tnf_kind_templates *templates = &worker->run->plan->renderer->kinds[kind];
    const int code = tnf_render_stack(templates, model, &worker->buffers, stack, err);
    return code < 0 ? tnf_error_wrap(err, "stack %.*s", TNF_SV_ARG(stack->path)) : 0;
}

/* One of an environment's own stacks. */
static int render_environment(struct worker *worker, const struct item *item, struct tnf_stack *stack,
                              struct tnf_error *err) {
    const struct tnf_scene *scene = worker->run->plan->scene;
    const struct tnf_kind *kind = &tnf_kinds[item->stack];
    const struct tnf_place place = {item->index, item->nth};
    struct tnf_value model;
    TNF_TRY(kind->model(&worker->arena, scene, place, &model, err));
    stack->environment = scene->environments.items[item->index].data[TNF_ENVIRONMENT_NAME].string;
    stack->path = kind->path(&worker->arena, scene, place);
    tnf_rows_of_environment(&worker->rows, &worker->arena, scene, kind, place, stack);
    return render(worker, item->stack, model, stack, err);
}

static int render_tenant(struct worker *worker, const struct item *item, struct tnf_stack *stack,
                         struct tnf_error *err) {
    const struct tnf_scene *scene = worker->run->plan->scene;
    struct tnf_value model;
    TNF_TRY(tnf_model_tenant(&worker->arena, scene, item->index, &item->bundle, &model, err));
    stack->environment = scene->environments.items[item->index].data[TNF_ENVIRONMENT_NAME].string;
    stack->tenant = item->bundle.tenant.data[TNF_TENANT_NAME].string;
    stack->path = tnf_arena_printf(&worker->arena, "environments/%.*s/tenants/%.*s", TNF_SV_ARG(stack->environment),
                                   TNF_SV_ARG(stack->tenant));
    tnf_rows_of_tenant(&worker->rows, &worker->arena, &item->bundle, stack);
    return render(worker, tnf_kind_of_tenant(&item->bundle), model, stack, err);
}

/* The same tenant as the EKS option has it: manifests, and Terraform for the roles of its pods. */
static int render_kubernetes(struct worker *worker, const struct item *item, struct tnf_stack *stack,
                             struct tnf_error *err) {
    const struct tnf_scene *scene = worker->run->plan->scene;
    struct tnf_kube_stack option;
    stack->environment = scene->environments.items[item->index].data[TNF_ENVIRONMENT_NAME].string;
    stack->tenant = item->bundle.tenant.data[TNF_TENANT_NAME].string;
    stack->path = tnf_arena_printf(&worker->arena, "archive/kubernetes/%.*s/tenants/%.*s",
                                   TNF_SV_ARG(stack->environment), TNF_SV_ARG(stack->tenant));
    TNF_TRY(tnf_kube_resolve(&worker->arena, scene, item->index, &item->bundle, &option, err));
    tnf_rows_of_tenant(&worker->rows, &worker->arena, &item->bundle, stack);
    TNF_TRY(render(worker, TNF_KIND_KUBERNETES_TENANT, option.model, stack, err));
    tnf_kube_add_files(&worker->arena, &option, stack);
    return 0;
}

static void describe_module(const struct tnf_module *module, struct tnf_stack *stack) {
    *stack = (struct tnf_stack){.path = module->path, .files = module->files, .file_count = module->file_count};
}

/* A tenant in no environment: no files, but its rows are known. */
static void describe_unplaced(struct worker *worker, const struct item *item, struct tnf_stack *stack) {
    stack->tenant = item->bundle.tenant.data[TNF_TENANT_NAME].string;
    stack->path = tnf_arena_printf(&worker->arena, "tenants/%.*s", TNF_SV_ARG(stack->tenant));
    tnf_rows_of_tenant(&worker->rows, &worker->arena, &item->bundle, stack);
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

/* Room for one more item, or NULL after a failure elsewhere. */
static struct item *next_item(struct run *run, const struct tnf_segment *segment) {
    if (run->filling != NULL && run->filling->count == BATCH_STACKS) flush(run);
    if (run->filling == NULL) run->filling = tnf_queue_pop(&run->empty);
    if (run->filling == NULL || failed(run)) return NULL;
    struct item *item = &run->filling->items[run->filling->count];
    *item = (struct item){.kind = segment->kind, .stack = segment->stack, .nth = segment->nth, .index = segment->index};
    return item;
}

static void take(struct run *run, struct item *item) {
    item->sequence = run->sequence++;
    run->filling->count++;
}

static struct tnf_arena *bundle_arena(void *context) {
    struct run *run = context;
    if (next_item(run, run->tenants) == NULL) return &run->spare;
    return &run->filling->arena;
}

static int on_bundle(const struct tnf_bundle *bundle, void *context, struct tnf_error *err) {
    struct run *run = context;
    if (failed(run)) return tnf_error_set(err, TNF_E_INTERNAL, "stopped");
    struct item *item = &run->filling->items[run->filling->count];
    item->bundle = *bundle;
    take(run, item);
    return 0;
}

static int read_segment(struct run *run, const struct tnf_segment *segment, struct tnf_error *err) {
    const bool placed = segment->kind == TNF_SEGMENT_TENANTS || segment->kind == TNF_SEGMENT_KUBERNETES;
    if (placed || segment->kind == TNF_SEGMENT_UNPLACED) {
        const struct tnf_record *environment = &run->plan->scene->environments.items[segment->index];
        run->tenants = segment;
        return tnf_catalog_each_bundle(run->plan->catalog,
                                       placed ? environment->data[TNF_ENVIRONMENT_NAME].string : TNF_SV(""),
                                       TNF_BUNDLES_ALL, run->plan->only, bundle_arena, on_bundle, run, err);
    }
    struct item *item = next_item(run, segment);
    if (item == NULL) return tnf_error_set(err, TNF_E_INTERNAL, "stopped");
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
