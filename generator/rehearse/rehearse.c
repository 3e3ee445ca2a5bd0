#include "generator/rehearse/rehearse.h"

#include "base/memory.h"
#include "base/process.h"
#include "generator/rehearse/mirror.h"
#include "generator/rehearse/plan_events.h"
#include "generator/rehearse/stage.h"

#include <pthread.h>
#include <unistd.h>

enum { JOBS_MAX = 64, ARGUMENTS_MAX = 8 };

const char *tnf_rehearse_step_name(enum tnf_rehearse_step step) {
    static const char *const names[] = {"init", "validate", "plan", "apply", "second plan", "done"};
    return names[step];
}

static const char *const step_arguments[][ARGUMENTS_MAX] = {
    [TNF_REHEARSE_INIT] = {"init", "-input=false", "-no-color", NULL},
    [TNF_REHEARSE_VALIDATE] = {"validate", "-no-color", NULL},
    [TNF_REHEARSE_PLAN] = {"plan", "-json", "-input=false", "-out=rehearsal.tfplan", NULL},
    [TNF_REHEARSE_APPLY] = {"apply", "-input=false", "-no-color", "rehearsal.tfplan", NULL},
    [TNF_REHEARSE_SECOND_PLAN] = {"plan", "-input=false", "-no-color", "-detailed-exitcode", NULL},
};

struct rehearsing {
    const struct tnf_rehearse_options *options;
    const struct tnf_stage *stage;
    const char *const *environment;
    tnf_rehearsal_fn report;
    void *context;
    pthread_mutex_t lock; /* of what follows, and of report */
    size_t next;
    uint64_t failed;
    int code;
    struct tnf_error error;
};

/* One stack on its way. */
struct one {
    struct tnf_arena arena;
    struct tnf_strbuf output;
    struct tnf_plan_summary summary;
    const char *directory;
};

static int run_step(const struct rehearsing *run, struct one *one, enum tnf_rehearse_step step, int *ret_status,
                    struct tnf_error *err) {
    const char *arguments[ARGUMENTS_MAX + 1] = {run->options->terraform};
    for (size_t i = 0; step_arguments[step][i] != NULL; i++) arguments[i + 1] = step_arguments[step][i];
    const struct tnf_process process = {.program = run->options->terraform,
                                        .arguments = arguments,
                                        .environment = run->environment,
                                        .directory = one->directory};
    tnf_strbuf_clear(&one->output);
    const int code = tnf_process_run(&process, &one->output, ret_status, err);
    if (code == TNF_E_NOT_FOUND)
        tnf_error_hint(err, "install Terraform or OpenTofu, or name the program with --terraform");
    return code;
}

/* The step that failed, or DONE; its output is in one->output. */
static int run_steps(const struct rehearsing *run, struct one *one, enum tnf_rehearse_step *ret,
                     struct tnf_error *err) {
    for (int step = TNF_REHEARSE_INIT; step < TNF_REHEARSE_DONE; step++) {
        int status;
        TNF_TRY(run_step(run, one, (enum tnf_rehearse_step)step, &status, err));
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
        .stack = stack,
        .step = step,
        .output = step == TNF_REHEARSE_PLAN ? one->summary.diagnostics.ptr : one->output.ptr,
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

static void rehearse_one(struct rehearsing *run, const char *stack) {
    struct one one = {.arena = TNF_ARENA_INIT, .output = TNF_STRBUF_INIT};
    one.directory = tnf_arena_printf(&one.arena, "%s/%s", run->stage->root, stack).ptr;
    struct tnf_error err = {0};
    enum tnf_rehearse_step step = TNF_REHEARSE_INIT;
    const int code = run_steps(run, &one, &step, &err);
    if (code == 0) {
        hand_over(run, stack, &one, step);
    } else {
        (void)pthread_mutex_lock(&run->lock);
        if (run->code == 0) {
            run->code = code;
            run->error = err;
        }
        (void)pthread_mutex_unlock(&run->lock);
    }
    tnf_strbuf_release(&one.output);
    tnf_arena_release(&one.arena);
}

static void *work(void *argument) {
    struct rehearsing *run = argument;
    for (;;) {
        (void)pthread_mutex_lock(&run->lock);
        const bool more = run->code == 0 && run->next < run->stage->stack_count;
        const size_t index = more ? run->next++ : 0;
        (void)pthread_mutex_unlock(&run->lock);
        if (!more) return NULL;
        rehearse_one(run, run->stage->stacks[index]);
    }
}

/* The caller's environment without what could lead a played provider, or Terraform, anywhere else. */
static bool is_passed_on(const char *variable) {
    static const char *const dropped[] = {"TF_", "AWS_", "PGPASSWORD=", "PGUSER=", "PGHOST="};
    for (size_t i = 0; i < TNF_ARRAY_LEN(dropped); i++)
        if (tnf_sv_starts_with(tnf_sv(variable), tnf_sv(dropped[i]))) return false;
    return true;
}

static const char *const *make_environment(struct tnf_arena *arena, const char *root) {
    size_t count = 0;
    while (environ[count] != NULL) count++;
    enum { OWN = 3 };
    const char **environment = TNF_ARENA_ARRAY(arena, const char *, count + OWN + 1);
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (is_passed_on(environ[i])) environment[used++] = environ[i];
    environment[used++] = tnf_arena_printf(arena, "TF_CLI_CONFIG_FILE=%s/" TNF_MIRROR_CONFIG, root).ptr;
    environment[used++] = "TF_IN_AUTOMATION=1";
    environment[used++] = "CHECKPOINT_DISABLE=1";
    return environment;
}

static unsigned job_count(const struct tnf_rehearse_options *options, size_t stacks) {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = options->jobs > 0 ? options->jobs : processors > 0 ? (size_t)processors : 1;
    if (jobs > stacks) jobs = stacks;
    return jobs > JOBS_MAX ? JOBS_MAX : (unsigned)jobs;
}

static void run_all(struct rehearsing *run) {
    pthread_t threads[JOBS_MAX];
    const unsigned jobs = job_count(run->options, run->stage->stack_count);
    unsigned started = 0;
    /* This thread works too, so the run goes on when no other can be started. */
    while (started + 1 < jobs && pthread_create(&threads[started], NULL, work, run) == 0) started++;
    (void)work(run);
    for (unsigned i = 0; i < started; i++) (void)pthread_join(threads[i], NULL);
}

int tnf_rehearse(const struct tnf_rehearse_options *options, tnf_rehearsal_fn report, void *context,
                 uint64_t *ret_failed, struct tnf_error *err) {
    TNF_AUTO(tnf_stage_release) struct tnf_stage stage = {0};
    TNF_TRY(tnf_stage_init(&stage, options, err));
    struct rehearsing run = {
        .options = options,
        .stage = &stage,
        .environment = make_environment(&stage.arena, stage.root),
        .report = report,
        .context = context,
    };
    (void)pthread_mutex_init(&run.lock, NULL);
    run_all(&run);
    (void)pthread_mutex_destroy(&run.lock);
    *ret_failed = run.failed;
    if (run.code < 0) {
        if (err != NULL) *err = run.error;
        return run.code;
    }
    if (run.failed == 0) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "%llu of %zu stacks did not go through", (unsigned long long)run.failed,
                        stage.stack_count);
    return TNF_E_INVALID;
}
