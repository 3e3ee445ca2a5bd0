#include "generator/rehearse/rehearse.h"

#include "base/memory.h"
#include "generator/rehearse/crew.h"
#include "generator/rehearse/plan_events.h"
#include "generator/rehearse/stage.h"
#include "generator/rehearse/terraform.h"

#include <pthread.h>

const char *tnf_rehearse_step_name(enum tnf_rehearse_step step) {
    static const char *const names[] = {"init", "validate", "plan", "apply", "second plan", "done"};
    return names[step];
}

static const char *const step_arguments[][TNF_TERRAFORM_ARGUMENTS_MAX] = {
    [TNF_REHEARSE_INIT] = {"init", "-input=false", "-no-color", NULL},
    [TNF_REHEARSE_VALIDATE] = {"validate", "-no-color", NULL},
    [TNF_REHEARSE_PLAN] = {"plan", "-json", "-input=false", "-out=rehearsal.tfplan", NULL},
    [TNF_REHEARSE_APPLY] = {"apply", "-input=false", "-no-color", "rehearsal.tfplan", NULL},
    [TNF_REHEARSE_SECOND_PLAN] = {"plan", "-input=false", "-no-color", "-detailed-exitcode", NULL},
};

struct rehearsing {
    const struct tnf_stage *stage;
    struct tnf_terraform terraform;
    tnf_rehearsal_fn report;
    void *context;
    pthread_mutex_t lock; /* of failed, and of report */
    uint64_t failed;
};

/* One stack on its way. */
struct one {
    struct tnf_arena arena;
    struct tnf_strbuf output;
    struct tnf_plan_summary summary;
    const char *directory;
};

/* The step that failed, or DONE; its output is in one->output. */
static int run_steps(const struct rehearsing *run, struct one *one, enum tnf_rehearse_step *ret,
                     struct tnf_error *err) {
    for (int step = TNF_REHEARSE_INIT; step < TNF_REHEARSE_DONE; step++) {
        int status;
        TNF_TRY(tnf_terraform_run(&run->terraform, one->directory, step_arguments[step], &one->output, &status, err));
        if (step == TNF_REHEARSE_PLAN) tnf_plan_summarise(&one->arena, tnf_strbuf_view(&one->output), &one->summary);
        *ret = (enum tnf_rehearse_step)step;
        if (status != 0) return 0;
    }
    *ret = TNF_REHEARSE_DONE;
    tnf_strbuf_clear(&one->output);
    return 0;
}

static void hand_over(struct rehearsing *run, const char *stack, struct one *one, enum tnf_rehearse_step step) {
    const struct tnf_rehearsal rehearsal = {
        .stack_count = run->stage->stack_count,
        .stack = stack,
        .step = step,
        .output = step == TNF_REHEARSE_PLAN ? one->summary.diagnostics.ptr : one->output.ptr,
        .state = tnf_arena_printf(&one->arena, "%s/terraform.tfstate", one->directory).ptr,
        .create = one->summary.create,
        .change = one->summary.change,
        .destroy = one->summary.destroy,
        .types = one->summary.types,
        .type_count = one->summary.type_count,
    };
    (void)pthread_mutex_lock(&run->lock);
    if (step != TNF_REHEARSE_DONE) run->failed++;
    run->report(&rehearsal, run->context);
    (void)pthread_mutex_unlock(&run->lock);
}

static int rehearse_one(size_t index, void *context, struct tnf_error *err) {
    struct rehearsing *run = context;
    const char *stack = run->stage->stacks[index];
    struct one one = {.arena = TNF_ARENA_INIT, .output = TNF_STRBUF_INIT};
    one.directory = tnf_arena_printf(&one.arena, "%s/%s", run->stage->root, stack).ptr;
    enum tnf_rehearse_step step = TNF_REHEARSE_INIT;
    const int code = run_steps(run, &one, &step, err);
    if (code == 0) hand_over(run, stack, &one, step);
    tnf_strbuf_release(&one.output);
    tnf_arena_release(&one.arena);
    return code;
}

int tnf_rehearse(const struct tnf_rehearse_options *options, tnf_rehearsal_fn report, void *context,
                 uint64_t *ret_failed, struct tnf_error *err) {
    TNF_AUTO(tnf_stage_release) struct tnf_stage stage = {0};
    TNF_TRY(tnf_stage_init(&stage, options, err));
    struct rehearsing run = {
        .stage = &stage,
        .terraform = tnf_terraform_below(&stage.arena, stage.root, options->terraform),
        .report = report,
        .context = context,
    };
    (void)pthread_mutex_init(&run.lock, NULL);
    const int code = tnf_crew_run(stage.stack_count, options->jobs, rehearse_one, &run, err);
    (void)pthread_mutex_destroy(&run.lock);
    *ret_failed = run.failed;
    if (code < 0 || run.failed == 0) return code;
    (void)tnf_error_set(err, TNF_E_INVALID, "%llu of %zu stacks did not go through", (unsigned long long)run.failed,
                        stage.stack_count);
    return TNF_E_INVALID;
}
