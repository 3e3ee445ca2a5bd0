#include "generator/output/delta.h"

#include "generator/output/folder_file.h"
#include "generator/output/path.h"

int tnf_tools_init(struct tnf_tools *tools, const struct tnf_folder *out, struct tnf_error *err) {
    *tools = (struct tnf_tools){.out = TNF_FOLDER_NONE, .arena = TNF_ARENA_INIT, .scratch = TNF_STRBUF_INIT};
    TNF_TRY(tnf_folder_share(&tools->out, out, err));
    tools->hasher = tnf_hasher_new();
    return 0;
}

void tnf_tools_release(struct tnf_tools *tools) {
    tnf_folder_release(&tools->out);
    tnf_hasher_free(tools->hasher);
    tnf_arena_release(&tools->arena);
    tnf_strbuf_release(&tools->scratch);
}

/* What the decisions are made from. */
struct scene {
    struct tnf_tools *tools;
    const struct tnf_stack *stack;
    bool force;
    bool folder_exists;
    struct tnf_strview old_text; /* of the manifest; NULL when there is none */
    struct tnf_manifest old;
    struct tnf_delta delta;
};

static struct tnf_strview join(struct tnf_arena *arena, struct tnf_strview folder, struct tnf_strview name) {
    if (folder.len == 0) return name;
    char *path = tnf_arena_alloc(arena, folder.len + name.len + 2);
    memcpy(path, folder.ptr, folder.len);
    path[folder.len] = '/';
    memcpy(path + folder.len + 1, name.ptr, name.len);
    return tnf_sv_n(path, folder.len + 1 + name.len);
}

static void add_step(struct scene *scene, struct tnf_step step) {
    struct tnf_delta *delta = &scene->delta;
    delta->steps[delta->count++] = step;
    if (!step.manifest) delta->of_kind[step.kind]++;
    if (step.manifest) delta->manifest_changes = step.kind != TNF_STEP_SAME;
}

/* The one table of the output's promises: what is done with a file, given what stands there.
 * `wanted`: it is generated now; `ours`: the manifest lists it; `unchanged`: with the hash that it has; `damaged`: the
 * manifest may have listed it. */
static enum tnf_step_kind decide(enum tnf_found found, bool wanted, bool ours, bool unchanged, bool damaged,
                                 bool force) {
    if (found == TNF_FOUND_NOTHING) return wanted ? TNF_STEP_ADD : TNF_STEP_SAME;
    if (found == TNF_FOUND_SAME) return TNF_STEP_SAME;
    if (!ours) return damaged ? TNF_STEP_EDITED : TNF_STEP_CONFLICT;
    const bool may_write = found == TNF_FOUND_OTHER && (unchanged || force);
    if (wanted) return may_write ? TNF_STEP_REPLACE : TNF_STEP_EDITED;
    return may_write ? TNF_STEP_REMOVE : TNF_STEP_KEEP_EDITED;
}

static int add_file(struct scene *scene, struct tnf_strview name, const struct tnf_stack_file *file,
                    const struct tnf_manifest_entry *listed, struct tnf_error *err) {
    struct tnf_tools *tools = scene->tools;
    struct tnf_step step = {.path = join(&tools->arena, scene->stack->path, name)};
    if (file != NULL) step.content = file->content;
    enum tnf_found found = TNF_FOUND_NOTHING;
    if (scene->folder_exists)
        TNF_TRY(tnf_folder_compare(&tools->out, step.path, file == NULL ? NULL : &file->content, tools->hasher,
                                   &tools->scratch, &found, &step.found, err));
    const bool unchanged = listed != NULL && tnf_sha256_eq(&listed->hash, &step.found);
    step.kind = decide(found, file != NULL, listed != NULL, unchanged, scene->delta.damage.len > 0, scene->force);
    step.forced = !unchanged && (step.kind == TNF_STEP_REPLACE || step.kind == TNF_STEP_REMOVE);
    add_step(scene, step);
    return 0;
}

/* Both lists are in name order: each name once, with what either side knows of it. */
static int add_files(struct scene *scene, struct tnf_error *err) {
    const struct tnf_stack_file *files = scene->stack->files;
    const struct tnf_manifest_entry *listed = scene->old.entries;
    size_t i = 0;
    size_t j = 0;
    while (i < scene->stack->file_count && j < scene->old.count) {
        const int order = tnf_sv_cmp(files[i].name, listed[j].name);
        const struct tnf_strview name = order <= 0 ? files[i].name : listed[j].name;
        TNF_TRY(add_file(scene, name, order <= 0 ? &files[i] : NULL, order >= 0 ? &listed[j] : NULL, err));
        i += order <= 0;
        j += order >= 0;
    }
    for (; i < scene->stack->file_count; i++) TNF_TRY(add_file(scene, files[i].name, &files[i], NULL, err));
    for (; j < scene->old.count; j++) TNF_TRY(add_file(scene, listed[j].name, NULL, &listed[j], err));
    return 0;
}

static void add_manifest(struct scene *scene, struct tnf_strview content, bool gone) {
    struct tnf_step step = {.manifest = true, .content = content};
    step.path = join(&scene->tools->arena, scene->stack->path, TNF_SV(TNF_MANIFEST_NAME));
    const bool exists = scene->old_text.ptr != NULL;
    if (exists) step.found = scene->delta.old_manifest_hash;
    if (gone)
        step.kind = exists ? TNF_STEP_REMOVE : TNF_STEP_SAME;
    else if (!exists)
        step.kind = TNF_STEP_ADD;
    else
        step.kind = tnf_sv_eq(scene->old_text, content) ? TNF_STEP_SAME : TNF_STEP_REPLACE;
    add_step(scene, step);
}

static int read_old_manifest(struct scene *scene, struct tnf_error *err) {
    struct tnf_tools *tools = scene->tools;
    int dir = -1;
    TNF_TRY(tnf_folder_dir(&tools->out, scene->stack->path, /* make= */ false, &dir, err));
    scene->folder_exists = dir >= 0;
    if (dir < 0) return 0;
    const struct tnf_strview path = join(&tools->arena, scene->stack->path, TNF_SV(TNF_MANIFEST_NAME));
    struct tnf_error reason;
    const int code = tnf_folder_read(&tools->out, path, TNF_MANIFEST_MAX, &tools->scratch, &reason);
    if (code == TNF_E_NOT_FOUND) return 0;
    if (code < 0) {
        if (err != NULL) *err = reason;
        return code;
    }
    scene->delta.had_manifest = true;
    scene->old_text = tnf_arena_sv(&tools->arena, tnf_strbuf_view(&tools->scratch));
    scene->delta.old_manifest_hash = tnf_hasher_of(tools->hasher, scene->old_text);
    tnf_manifest_read(scene->old_text, &tools->arena, &scene->old);
    scene->delta.damage = scene->old.damage;
    return 0;
}

/* The new manifest, in the tools' arena. */
static struct tnf_strview new_manifest(struct tnf_tools *tools, const struct tnf_stack *stack) {
    tnf_strbuf_clear(&tools->scratch);
    tnf_manifest_write(stack, tools->hasher, &tools->scratch);
    return tnf_arena_sv(&tools->arena, tnf_strbuf_view(&tools->scratch));
}

static int compute(struct scene *scene, bool gone, struct tnf_delta *ret, struct tnf_error *err) {
    struct tnf_tools *tools = scene->tools;
    TNF_TRY(read_old_manifest(scene, err));
    scene->delta.steps =
        TNF_ARENA_ARRAY(&tools->arena, struct tnf_step, scene->stack->file_count + scene->old.count + 1);
    TNF_TRY(add_files(scene, err));
    const struct tnf_strview manifest = gone ? TNF_SV("") : new_manifest(tools, scene->stack);
    scene->delta.manifest_hash = tnf_hasher_of(tools->hasher, manifest);
    add_manifest(scene, manifest, gone);
    if (!gone && scene->delta.had_manifest)
        scene->delta.rows = tnf_rows_compare(scene->old.rows, scene->old.row_count, scene->stack->rows,
                                             scene->stack->row_count, &tools->arena);
    *ret = scene->delta;
    return 0;
}

int tnf_delta_of(struct tnf_tools *tools, const struct tnf_stack *stack, bool force, struct tnf_delta *ret,
                 struct tnf_error *err) {
    TNF_TRY(tnf_stack_check(stack, err));
    if (stack->file_count == 0) {
        *ret = (struct tnf_delta){.manifest_hash = tnf_hasher_of(tools->hasher, new_manifest(tools, stack))};
        return 0;
    }
    struct scene scene = {.tools = tools, .stack = stack, .force = force};
    return compute(&scene, /* gone= */ false, ret, err);
}

int tnf_delta_gone(struct tnf_tools *tools, struct tnf_strview path, bool force, struct tnf_delta *ret,
                   struct tnf_error *err) {
    if (path.len > 0) TNF_TRY(tnf_output_path_check(path, "index of generated folders", err));
    const struct tnf_stack nothing = {.path = path};
    struct scene scene = {.tools = tools, .stack = &nothing, .force = force};
    return compute(&scene, /* gone= */ true, ret, err);
}

bool tnf_delta_writes(const struct tnf_delta *delta) {
    return delta->manifest_changes || delta->of_kind[TNF_STEP_ADD] > 0 || delta->of_kind[TNF_STEP_REPLACE] > 0 ||
           delta->of_kind[TNF_STEP_REMOVE] > 0;
}
