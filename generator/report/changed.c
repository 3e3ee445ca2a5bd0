#include "generator/report/changed.h"

#include "base/memory.h"
#include "base/path.h"
#include "generator/output/manifest.h"
#include "generator/output/path.h"
#include "generator/output/rows.h"
#include "generator/output/stack_path.h"
#include "generator/report/module_calls.h"
#include "generator/report/state_place.h"

/* Something that is different for one stack. Causes NEW and REMOVED only say that its manifest is to be looked at. */
struct item {
    struct tnf_strview stack;
    unsigned wave;
    struct tnf_changed_reason reason;
};

struct finding {
    struct tnf_git_comparison *comparison;
    struct tnf_arena *arena;
    struct item *items;
    size_t count;
    size_t capacity;
    struct tnf_module_calls *calls;
    bool modules_changed;
    struct tnf_stack_path owner; /* of the file where the walk is */
};

const char *tnf_changed_cause_name(enum tnf_changed_cause cause) {
    static const char *const names[TNF_CAUSE_COUNT] = {
        [TNF_CAUSE_NEW] = "new",   [TNF_CAUSE_REMOVED] = "removed",
        [TNF_CAUSE_ROW] = "row",   [TNF_CAUSE_PROVIDERS] = "providers",
        [TNF_CAUSE_FILE] = "file", [TNF_CAUSE_MODULE] = "module",
    };
    return names[cause];
}

static void add_item(struct finding *finding, const struct tnf_stack_path *owner, struct tnf_changed_reason reason) {
    finding->items =
        tnf_arena_grow(finding->arena, finding->items, finding->count, &finding->capacity, sizeof *finding->items);
    finding->items[finding->count++] = (struct item){tnf_arena_sv(finding->arena, owner->path), owner->wave, reason};
}

/* People read these, Terraform does not. */
static bool is_document(struct tnf_strview file) {
    return tnf_sv_ends_with(file, TNF_SV(".md"));
}

static bool is_for_providers(struct tnf_strview name) {
    return tnf_sv_eq_c(name, "terraform.tf") || tnf_sv_eq_c(name, ".terraform.lock.hcl");
}

/* `rest` is relative to the module. Its tests and examples are not part of what calls get. */
static bool counts_for_callers(struct tnf_strview rest) {
    return !tnf_sv_starts_with(rest, TNF_SV("tests/")) && !tnf_sv_starts_with(rest, TNF_SV("examples/"));
}

static int on_change(struct tnf_strview path, enum tnf_git_change change, void *context, struct tnf_error *err) {
    (void)err;
    struct finding *finding = context;
    const struct tnf_stack_path owner = tnf_stack_path_of(path);
    if (owner.kind == TNF_STACK_PATH_NONE || is_document(path)) return 0;
    const struct tnf_strview rest = tnf_sv_from(path, owner.path.len + 1);
    const bool manifest = tnf_sv_eq_c(rest, TNF_MANIFEST_NAME);
    if (owner.kind == TNF_STACK_PATH_MODULE) {
        if (manifest || !counts_for_callers(rest)) return 0;
        tnf_module_calls_mark(finding->calls, owner.path);
        finding->modules_changed = true;
        return 0;
    }
    /* A manifest that only changed tells of rows, and those matter when files changed too. */
    if (manifest && change == TNF_GIT_CHANGED) return 0;
    struct tnf_changed_reason reason = {.name = TNF_SV(""), .detail = TNF_SV("")};
    if (manifest) {
        reason.cause = change == TNF_GIT_ADDED ? TNF_CAUSE_NEW : TNF_CAUSE_REMOVED;
    } else {
        reason.cause = is_for_providers(rest) ? TNF_CAUSE_PROVIDERS : TNF_CAUSE_FILE;
        reason.name = tnf_arena_sv(finding->arena, rest);
    }
    add_item(finding, &owner, reason);
    return 0;
}

static int on_module_file(struct tnf_strview path, struct tnf_strview content, void *context, struct tnf_error *err) {
    struct finding *finding = context;
    const struct tnf_stack_path owner = tnf_stack_path_of(path);
    if (owner.kind != TNF_STACK_PATH_MODULE || !counts_for_callers(tnf_sv_from(path, owner.path.len + 1))) return 0;
    return tnf_module_calls_add_module(finding->calls, path, content, err);
}

static void on_call(struct tnf_strview module, struct tnf_strview changed, void *context) {
    struct finding *finding = context;
    const struct tnf_strview through = tnf_sv_eq(module, changed) ? TNF_SV("") : module;
    add_item(finding, &finding->owner,
             (struct tnf_changed_reason){TNF_CAUSE_MODULE, tnf_arena_sv(finding->arena, changed),
                                         tnf_arena_sv(finding->arena, through)});
}

static int on_stack_file(struct tnf_strview path, struct tnf_strview content, void *context, struct tnf_error *err) {
    struct finding *finding = context;
    finding->owner = tnf_stack_path_of(path);
    if (finding->owner.kind != TNF_STACK_PATH_STACK) return 0;
    return tnf_module_calls_each_marked(finding->calls, path, content, on_call, finding, err);
}

static int find_callers(struct finding *finding, struct tnf_error *err) {
    if (!finding->modules_changed) return 0;
    struct tnf_git_comparison *comparison = finding->comparison;
    TNF_TRY(tnf_git_comparison_walk(comparison, TNF_GIT_AFTER, TNF_SV("modules"), TNF_SV(".tf"), on_module_file,
                                    finding, err));
    tnf_module_calls_spread(finding->calls);
    return tnf_git_comparison_walk(comparison, TNF_GIT_AFTER, TNF_SV("environments"), TNF_SV(".tf"), on_stack_file,
                                   finding, err);
}

static int by_stack(const void *a, const void *b) {
    const struct item *one = a;
    const struct item *other = b;
    int order = tnf_sv_cmp(one->stack, other->stack);
    if (order == 0) order = (one->reason.cause > other->reason.cause) - (one->reason.cause < other->reason.cause);
    if (order == 0) order = tnf_sv_cmp(one->reason.name, other->reason.name);
    return order == 0 ? tnf_sv_cmp(one->reason.detail, other->reason.detail) : order;
}

/* The content of a stack's file on one side; *ret_found false when it has none. */
static int read_file(struct finding *finding, enum tnf_git_side side, struct tnf_strview stack, const char *name,
                     struct tnf_strbuf *ret, bool *ret_found, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_path_join(&path, stack, tnf_sv(name));
    return tnf_git_comparison_read(finding->comparison, side, tnf_strbuf_view(&path), ret, ret_found, err);
}

/* The rows of a stack's manifest on one side; *ret_found false when it has none. */
static int read_rows(struct finding *finding, enum tnf_git_side side, struct tnf_strview stack,
                     struct tnf_manifest *ret, bool *ret_found, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(read_file(finding, side, stack, TNF_MANIFEST_NAME, &text, ret_found, err));
    if (*ret_found) tnf_manifest_read(tnf_arena_sv(finding->arena, tnf_strbuf_view(&text)), finding->arena, ret);
    return 0;
}

static struct tnf_changed_reason reason_of_row(const struct tnf_row_change *row) {
    static const char *const details[] = {
        [TNF_ROW_NEW] = "new", [TNF_ROW_CHANGED] = "changed", [TNF_ROW_GONE] = "gone"};
    return (struct tnf_changed_reason){TNF_CAUSE_ROW, row->name, tnf_sv(details[row->kind])};
}

static void add_reasons(struct finding *finding, struct tnf_changed_stack *stack, const struct item *items,
                        size_t count, struct tnf_row_changes rows) {
    stack->reasons = TNF_ARENA_ARRAY(finding->arena, struct tnf_changed_reason, count + rows.count);
    for (size_t i = 0; i < rows.count; i++) stack->reasons[stack->reason_count++] = reason_of_row(&rows.items[i]);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || by_stack(&items[i - 1], &items[i]) != 0) stack->reasons[stack->reason_count++] = items[i].reason;
}

/* One stack from its items; *ret_ours false when no manifest says that it is generated. */
static int make_stack(struct finding *finding, const struct item *items, size_t count, struct tnf_changed_stack *ret,
                      bool *ret_ours, struct tnf_error *err) {
    struct tnf_manifest before = {0};
    struct tnf_manifest after = {0};
    bool was = false;
    bool is = false;
    TNF_TRY(read_rows(finding, TNF_GIT_BEFORE, items[0].stack, &before, &was, err));
    TNF_TRY(read_rows(finding, TNF_GIT_AFTER, items[0].stack, &after, &is, err));
    *ret_ours = was || is;
    *ret = (struct tnf_changed_stack){.path = items[0].stack,
                                      .place = tnf_place_of(items[0].stack),
                                      .wave = items[0].wave,
                                      .action = is ? TNF_CHANGED_APPLY : TNF_CHANGED_DESTROY};
    if (was && is) {
        add_reasons(finding, ret, items, count,
                    tnf_rows_compare(before.rows, before.row_count, after.rows, after.row_count, finding->arena));
        return 0;
    }
    ret->reasons = TNF_ARENA_ARRAY(finding->arena, struct tnf_changed_reason, 1);
    ret->reasons[ret->reason_count++].cause = is ? TNF_CAUSE_NEW : TNF_CAUSE_REMOVED;
    return 0;
}

/* A stack that came or went, and where its state is: "" when its files do not say. */
struct moved {
    struct tnf_strview state;
    struct tnf_changed_stack *stack;
};

static int read_state(struct finding *finding, struct tnf_changed_stack *stack, struct moved *ret,
                      struct tnf_error *err) {
    const enum tnf_git_side side = stack->action == TNF_CHANGED_DESTROY ? TNF_GIT_BEFORE : TNF_GIT_AFTER;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf state = TNF_STRBUF_INIT;
    bool found;
    TNF_TRY(read_file(finding, side, stack->path, "terraform.tf", &text, &found, err));
    if (found) tnf_state_place(stack->path, tnf_strbuf_view(&text), &state);
    *ret = (struct moved){tnf_arena_sv(finding->arena, tnf_strbuf_view(&state)), stack};
    return 0;
}

static int by_state(const void *a, const void *b) {
    const struct moved *one = a;
    const struct moved *other = b;
    const int order = tnf_sv_cmp(one->state, other->state);
    return order == 0 ? (int)one->stack->action - (int)other->stack->action : order;
}

/* What is destroyed sorts behind the new stack that has its state. */
static void mark_renamed(struct moved *moved, size_t count) {
    if (count > 0) qsort(moved, count, sizeof *moved, by_state);
    for (size_t i = 1; i < count; i++) {
        struct tnf_changed_stack *stack = moved[i - 1].stack;
        struct tnf_changed_stack *gone = moved[i].stack;
        if (moved[i].state.len == 0 || !tnf_sv_eq(moved[i - 1].state, moved[i].state)) continue;
        if (stack->action != TNF_CHANGED_APPLY || gone->action != TNF_CHANGED_DESTROY) continue;
        stack->reasons[0].name = gone->path;
        gone->reason_count = 0;
    }
}

/* A renamed stack stands elsewhere and has its state where it was: to destroy the old one would destroy what the new
 * one has. */
static int drop_renamed(struct finding *finding, struct tnf_changed *changed, struct tnf_error *err) {
    struct moved *moved = TNF_ARENA_ARRAY(finding->arena, struct moved, changed->count);
    size_t count = 0;
    for (size_t i = 0; i < changed->count; i++) {
        const enum tnf_changed_cause cause = changed->stacks[i].reasons[0].cause;
        if (cause == TNF_CAUSE_NEW || cause == TNF_CAUSE_REMOVED)
            TNF_TRY(read_state(finding, &changed->stacks[i], &moved[count++], err));
    }
    mark_renamed(moved, count);
    size_t kept = 0;
    for (size_t i = 0; i < changed->count; i++)
        if (changed->stacks[i].reason_count > 0) changed->stacks[kept++] = changed->stacks[i];
    changed->count = kept;
    return 0;
}

static int by_turn(const void *a, const void *b) {
    const struct tnf_changed_stack *one = a;
    const struct tnf_changed_stack *other = b;
    if (one->action != other->action) return one->action == TNF_CHANGED_DESTROY ? -1 : 1;
    if (one->wave != other->wave) return (one->wave < other->wave) == (one->action == TNF_CHANGED_APPLY) ? -1 : 1;
    return tnf_sv_cmp(one->path, other->path);
}

/* Orders the stacks, and numbers the waves that there are from 0. */
static void put_in_order(struct tnf_changed *changed) {
    if (changed->count > 0) qsort(changed->stacks, changed->count, sizeof *changed->stacks, by_turn);
    const struct tnf_changed_stack *last = NULL;
    unsigned last_wave = 0;
    for (size_t i = 0; i < changed->count; i++) {
        struct tnf_changed_stack *stack = &changed->stacks[i];
        const unsigned wave = stack->wave;
        if (last == NULL || last->action != stack->action || last_wave != wave) changed->wave_count++;
        stack->wave = changed->wave_count - 1;
        last = stack;
        last_wave = wave;
    }
}

static int make_stacks(struct finding *finding, struct tnf_changed *ret, struct tnf_error *err) {
    if (finding->count > 0) qsort(finding->items, finding->count, sizeof *finding->items, by_stack);
    ret->stacks = TNF_ARENA_ARRAY(finding->arena, struct tnf_changed_stack, finding->count);
    size_t start = 0;
    while (start < finding->count) {
        size_t end = start + 1;
        while (end < finding->count && tnf_sv_eq(finding->items[end].stack, finding->items[start].stack)) end++;
        bool ours;
        TNF_TRY(make_stack(finding, &finding->items[start], end - start, &ret->stacks[ret->count], &ours, err));
        ret->count += ours;
        start = end;
    }
    TNF_TRY(drop_renamed(finding, ret, err));
    put_in_order(ret);
    return 0;
}

int tnf_changed_find(struct tnf_git_comparison *comparison, struct tnf_arena *arena, struct tnf_changed *ret,
                     struct tnf_error *err) {
    *ret = (struct tnf_changed){0};
    struct finding finding = {.comparison = comparison, .arena = arena, .calls = tnf_module_calls_new()};
    int code = tnf_git_comparison_each(comparison, on_change, &finding, err);
    if (code == 0) code = find_callers(&finding, err);
    tnf_module_calls_free(finding.calls);
    return code == 0 ? make_stacks(&finding, ret, err) : code;
}
