#include "generator/rehearse/versions.h"

#include "base/file.h"
#include "base/memory.h"
#include "generator/rehearse/crew.h"
#include "generator/rehearse/mirror.h"
#include "generator/rehearse/plan_events.h"
#include "generator/rehearse/terraform.h"

#include <pthread.h>

#define STATE "terraform.tfstate"

struct rehearsing {
    const struct tnf_rehearse_versions *options;
    struct tnf_terraform terraform;
    tnf_version_plan_fn report;
    void *context;
    pthread_mutex_t lock; /* of report */
};

/* One pair on its way. */
struct one {
    const struct rehearsing *run;
    struct tnf_arena arena;
    struct tnf_strbuf output;
    struct tnf_plan_summary summary;
    const char *failed;
};

static const char *const init[] = {"init", "-input=false", "-no-color", NULL};
static const char *const apply[] = {"apply", "-auto-approve", "-input=false", "-no-color", NULL};
static const char *const plan[] = {"plan", "-json", "-input=false", NULL};

const char *tnf_plan_action_name(enum tnf_plan_action action) {
    static const char *const names[TNF_PLAN_ACTION_COUNT] = {"create", "change", "replace", "destroy",
                                                             "move",   "forget", "import"};
    return names[action];
}

bool tnf_rehearse_reads(struct tnf_strview name) {
    return tnf_sv_ends_with(name, TNF_SV(".tf")) || tnf_sv_ends_with(name, TNF_SV(".tf.json")) ||
           tnf_sv_ends_with(name, TNF_SV(".auto.tfvars")) || tnf_sv_eq_c(name, "terraform.tfvars");
}

/* Does a step unless one failed before. */
static int take_step(struct one *one, const char *name, const char *directory, const char *const *arguments,
                     struct tnf_error *err) {
    int status;
    if (one->failed != NULL) return 0;
    TNF_TRY(tnf_terraform_run(&one->run->terraform, directory, arguments, &one->output, &status, err));
    if (status != 0) one->failed = name;
    return 0;
}

static int plan_in(struct one *one, const char *directory, struct tnf_error *err) {
    TNF_TRY(tnf_terraform_use_local_state(&one->arena, directory, err));
    TNF_TRY(take_step(one, "init", directory, init, err));
    if (one->failed != NULL) return 0;
    TNF_TRY(take_step(one, "plan", directory, plan, err));
    tnf_plan_summarise(&one->arena, tnf_strbuf_view(&one->output), &one->summary);
    tnf_strbuf_clear(&one->output);
    tnf_strbuf_add_sv(&one->output, one->summary.diagnostics);
    return 0;
}

static int apply_in(struct one *one, const char *directory, struct tnf_error *err) {
    TNF_TRY(tnf_terraform_use_local_state(&one->arena, directory, err));
    TNF_TRY(take_step(one, "init of the version before", directory, init, err));
    return take_step(one, "apply of the version before", directory, apply, err);
}

/* A stack without resources leaves no state. */
static int carry_state(struct one *one, const char *from, const char *to, struct tnf_error *err) {
    const char *state = tnf_arena_printf(&one->arena, "%s/" STATE, from).ptr;
    if (one->failed != NULL || !tnf_file_exists(state)) return 0;
    return tnf_file_copy(state, tnf_arena_printf(&one->arena, "%s/" STATE, to).ptr, 0600, err);
}

/* What a stack that goes would have made is what it has: that needs no plan of a destruction, which prevent_destroy
 * would refuse. */
static void turn_into_destruction(struct tnf_plan_summary *summary) {
    for (size_t i = 0; i < summary->resource_count; i++) summary->resources[i].action = TNF_PLAN_DESTROY;
}

static const char *below(struct one *one, const char *version, const char *stack) {
    if (stack == NULL) return NULL;
    return tnf_arena_printf(&one->arena, "%s/%s/%s", one->run->options->root, version, stack).ptr;
}

static int run_pair(struct one *one, const struct tnf_version_pair *pair, struct tnf_error *err) {
    const char *before = below(one, TNF_VERSION_BEFORE, pair->before);
    const char *after = below(one, TNF_VERSION_AFTER, pair->after);
    if (after == NULL) {
        TNF_TRY(plan_in(one, before, err));
        turn_into_destruction(&one->summary);
        return 0;
    }
    if (before != NULL) {
        TNF_TRY(apply_in(one, before, err));
        TNF_TRY(carry_state(one, before, after, err));
    }
    return one->failed == NULL ? plan_in(one, after, err) : 0;
}

static int rehearse_pair(size_t index, void *context, struct tnf_error *err) {
    struct rehearsing *run = context;
    struct one one = {.run = run, .arena = TNF_ARENA_INIT, .output = TNF_STRBUF_INIT};
    const int code = run_pair(&one, &run->options->pairs[index], err);
    if (code == 0) {
        const struct tnf_version_plan result = {
            .index = index,
            .failed = one.failed,
            .output = one.failed == NULL ? "" : one.output.ptr,
            .resources = one.summary.resources,
            .resource_count = one.failed == NULL ? one.summary.resource_count : 0,
        };
        (void)pthread_mutex_lock(&run->lock);
        run->report(&result, run->context);
        (void)pthread_mutex_unlock(&run->lock);
    }
    tnf_strbuf_release(&one.output);
    tnf_arena_release(&one.arena);
    return code;
}

int tnf_rehearse_versions(const struct tnf_rehearse_versions *options, tnf_version_plan_fn report, void *context,
                          struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_TRY(tnf_mirror_write(&arena, options->root, options->provider, err));
    struct rehearsing run = {.options = options,
                             .terraform = tnf_terraform_below(&arena, options->root, options->terraform),
                             .report = report,
                             .context = context};
    (void)pthread_mutex_init(&run.lock, NULL);
    const int code = tnf_crew_run(options->count, options->jobs, rehearse_pair, &run, err);
    (void)pthread_mutex_destroy(&run.lock);
    return code;
}
