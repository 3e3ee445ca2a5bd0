#include "generator/report/module_calls.h"

#include "base/memory.h"
#include "base/path.h"
#include "generator/hcl/sources.h"
#include "generator/output/stack_path.h"

struct module {
    struct tnf_strview path;
    const struct module *changed; /* that it is or leads to; NULL when none was marked */
};

struct call {
    size_t from;
    size_t to;
};

struct tnf_module_calls {
    struct tnf_arena arena;
    struct module **modules;
    size_t count;
    size_t capacity;
    struct call *calls;
    size_t call_count;
    size_t call_capacity;
};

struct tnf_module_calls *tnf_module_calls_new(void) {
    return tnf_xcalloc(1, sizeof(struct tnf_module_calls));
}

void tnf_module_calls_free(struct tnf_module_calls *calls) {
    if (calls == NULL) return;
    free(calls->modules);
    free(calls->calls);
    tnf_arena_release(&calls->arena);
    free(calls);
}

static struct module *find(const struct tnf_module_calls *calls, struct tnf_strview path, size_t *ret_index) {
    for (size_t i = 0; i < calls->count; i++) {
        if (!tnf_sv_eq(calls->modules[i]->path, path)) continue;
        *ret_index = i;
        return calls->modules[i];
    }
    return NULL;
}

static size_t index_of(struct tnf_module_calls *calls, struct tnf_strview path) {
    size_t index = calls->count;
    if (find(calls, path, &index) != NULL) return index;
    calls->modules = tnf_xgrow(calls->modules, calls->count, &calls->capacity, sizeof *calls->modules);
    calls->modules[calls->count] = tnf_arena_alloc(&calls->arena, sizeof **calls->modules);
    calls->modules[calls->count]->path = tnf_arena_sv(&calls->arena, path);
    return calls->count++;
}

/* The folder that a source names, seen from a file; it may lead out of the tree, where no module is. */
static struct tnf_strview folder_of(struct tnf_arena *arena, struct tnf_strview file, struct tnf_strview source) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf folder = TNF_STRBUF_INIT;
    tnf_path_resolve(&folder, tnf_path_directory(file), source);
    return tnf_arena_sv(arena, tnf_strbuf_view(&folder));
}

struct noting {
    struct tnf_module_calls *calls;
    struct tnf_strview file;
    size_t from;
};

static void note_call(struct tnf_strview source, void *context) {
    struct noting *noting = context;
    struct tnf_module_calls *calls = noting->calls;
    const struct tnf_strview target = folder_of(&calls->arena, noting->file, source);
    const size_t to = index_of(calls, target);
    calls->calls = tnf_xgrow(calls->calls, calls->call_count, &calls->call_capacity, sizeof *calls->calls);
    calls->calls[calls->call_count++] = (struct call){noting->from, to};
}

static int with_path(int code, struct tnf_strview path, struct tnf_error *err) {
    return code < 0 ? tnf_error_wrap(err, "\"%.*s\"", TNF_SV_ARG(path)) : code;
}

int tnf_module_calls_add_module(struct tnf_module_calls *calls, struct tnf_strview path, struct tnf_strview content,
                                struct tnf_error *err) {
    struct noting noting = {calls, path, index_of(calls, tnf_stack_path_of(path).path)};
    return with_path(tnf_hcl_local_sources(content, note_call, &noting, err), path, err);
}

void tnf_module_calls_mark(struct tnf_module_calls *calls, struct tnf_strview module) {
    const size_t index = index_of(calls, module); /* may move calls->modules */
    struct module *marked = calls->modules[index];
    marked->changed = marked;
}

void tnf_module_calls_spread(struct tnf_module_calls *calls) {
    bool again = true;
    while (again) {
        again = false;
        for (size_t i = 0; i < calls->call_count; i++) {
            struct module *from = calls->modules[calls->calls[i].from];
            const struct module *to = calls->modules[calls->calls[i].to];
            if (from->changed != NULL || to->changed == NULL) continue;
            from->changed = to->changed;
            again = true;
        }
    }
}

struct asking {
    const struct tnf_module_calls *calls;
    struct tnf_strview file;
    tnf_module_call_fn visit;
    void *context;
    struct tnf_arena arena;
};

static void answer(struct tnf_strview source, void *context) {
    struct asking *asking = context;
    size_t index;
    const struct module *module = find(asking->calls, folder_of(&asking->arena, asking->file, source), &index);
    if (module != NULL && module->changed != NULL) asking->visit(module->path, module->changed->path, asking->context);
}

int tnf_module_calls_each_marked(const struct tnf_module_calls *calls, struct tnf_strview path,
                                 struct tnf_strview content, tnf_module_call_fn visit, void *context,
                                 struct tnf_error *err) {
    struct asking asking = {calls, path, visit, context, TNF_ARENA_INIT};
    const int code = tnf_hcl_local_sources(content, answer, &asking, err);
    tnf_arena_release(&asking.arena);
    return with_path(code, path, err);
}
