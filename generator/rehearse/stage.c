#include "generator/rehearse/stage.h"

#include "base/file.h"
#include "base/memory.h"
#include "generator/output/scope.h"
#include "generator/rehearse/mirror.h"
#include "generator/rehearse/terraform.h"
#include "generator/rehearse/versions.h"

#include <dirent.h>
#include <sys/stat.h>

enum { TREE_DEPTH_MAX = 8 };

static const char *join(struct tnf_arena *arena, const char *directory, const char *name) {
    return tnf_arena_printf(arena, "%s/%s", directory, name).ptr;
}

struct copying {
    struct tnf_stage *stage;
    const struct tnf_rehearse_options *options;
    size_t capacity;
};

/* Whether the tenant is one of the cell's that the path is in. */
static bool shares_cell(struct copying *copying, struct tnf_place place) {
    struct stat status;
    const char *folder =
        tnf_arena_printf(&copying->stage->arena, "%s/environments/%.*s/cells/%.*s/tenants/%s", copying->options->output,
                         TNF_SV_ARG(place.environment), TNF_SV_ARG(place.cell), copying->options->tenant)
            .ptr;
    return stat(folder, &status) == 0;
}

/* A folder inside a cell is a module of its root. */
static bool is_stack(const char *path) {
    const struct tnf_place place = tnf_place_of(tnf_sv(path));
    return place.environment.len > 0 && (place.cell.len == 0 || place.tenant.len == 0);
}

/* Nothing else, but the folders inside a cell, which are modules of its root. */
static bool is_of_stack(const char *stack, const char *path) {
    const struct tnf_strview below = tnf_sv(path);
    if (tnf_sv_eq_c(below, stack)) return true;
    return tnf_sv_starts_with(below, tnf_sv(stack)) && path[strlen(stack)] == '/' && !is_stack(path);
}

/* A folder below "environments" within the scope. A cell is whole or not at all. */
static bool is_in_scope(struct copying *copying, const char *path) {
    const struct tnf_rehearse_options *options = copying->options;
    const struct tnf_place place = tnf_place_of(tnf_sv(path));
    if (options->stack != NULL && !is_of_stack(options->stack, path)) return false;
    if (options->environment != NULL && !tnf_sv_eq_c(place.environment, options->environment)) return false;
    if (options->tenant == NULL || tnf_sv_eq_c(place.tenant, options->tenant)) return true;
    return place.cell.len > 0 && shares_cell(copying, place);
}

static void add_stack(struct copying *copying, const char *path) {
    struct tnf_stage *stage = copying->stage;
    stage->stacks = tnf_xgrow(stage->stacks, stage->stack_count, &copying->capacity, sizeof *stage->stacks);
    stage->stacks[stage->stack_count++] = path;
}

static int copy_directory(struct copying *copying, const char *path, int depth, struct tnf_error *err);

static int copy_entry(struct copying *copying, const char *path, const struct dirent *entry, int depth, bool copies,
                      bool *has_files, struct tnf_error *err) {
    struct tnf_arena *arena = &copying->stage->arena;
    const char *below = join(arena, path, entry->d_name);
    const char *from = join(arena, copying->options->output, below);
    struct stat status;
    if (lstat(from, &status) < 0) return tnf_error_errno(err, "read \"%s\"", from);
    if (S_ISDIR(status.st_mode)) return copy_directory(copying, below, depth + 1, err);
    if (!S_ISREG(status.st_mode) || !tnf_rehearse_reads(tnf_sv(entry->d_name)) || !copies) return 0;
    if (copying->options->without != NULL && strcmp(entry->d_name, copying->options->without) == 0) return 0;
    *has_files = true;
    return tnf_file_copy(from, join(arena, copying->stage->root, below), 0600, err);
}

static int finish_stack(struct copying *copying, const char *path, struct tnf_error *err) {
    add_stack(copying, path);
    const char *directory = join(&copying->stage->arena, copying->stage->root, path);
    return tnf_terraform_use_local_state(&copying->stage->arena, directory, err);
}

static void close_directory(DIR **directory) {
    if (*directory != NULL) (void)closedir(*directory);
}

/* Hidden directories hold Terraform's own working data and ours; neither belongs into the copy. */
static int copy_directory(struct copying *copying, const char *path, int depth, struct tnf_error *err) {
    struct tnf_arena *arena = &copying->stage->arena;
    const char *from = join(arena, copying->options->output, path);
    if (depth > TREE_DEPTH_MAX) return tnf_error_set(err, TNF_E_LIMIT, "\"%s\" is nested too deep", from);
    TNF_AUTO(close_directory) DIR *directory = opendir(from);
    if (directory == NULL) return tnf_error_errno(err, "read directory \"%s\"", from);
    TNF_TRY(tnf_file_make_directories(join(arena, copying->stage->root, path), err));
    const bool is_module = tnf_sv_starts_with(tnf_sv(path), TNF_SV("modules"));
    const bool copies = is_module || is_in_scope(copying, path);
    bool has_files = false;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        if (entry->d_name[0] == '.') continue;
        TNF_TRY(copy_entry(copying, path, entry, depth, copies, &has_files, err));
    }
    return has_files && is_stack(path) ? finish_stack(copying, path, err) : 0;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int copy_stacks(struct tnf_stage *stage, const struct tnf_rehearse_options *options, struct tnf_error *err) {
    struct copying copying = {.stage = stage, .options = options};
    struct stat status;
    if (stat(join(&stage->arena, options->output, "modules"), &status) == 0)
        TNF_TRY(copy_directory(&copying, "modules", 0, err));
    if (stat(join(&stage->arena, options->output, "environments"), &status) == 0)
        TNF_TRY(copy_directory(&copying, "environments", 0, err));
    if (stage->stack_count == 0) {
        (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no stack to rehearse in \"%s\"", options->output);
        tnf_error_hint(err, "run `tenantform generate` first, and check --environment and --tenant");
        return TNF_E_NOT_FOUND;
    }
    qsort(stage->stacks, stage->stack_count, sizeof *stage->stacks, by_name);
    return 0;
}

int tnf_stage_init(struct tnf_stage *stage, const struct tnf_rehearse_options *options, struct tnf_error *err) {
    *stage = (struct tnf_stage){.arena = TNF_ARENA_INIT};
    int code = tnf_file_make_temporary("tenantform-rehearsal", &stage->root, err);
    if (code == 0) code = copy_stacks(stage, options, err);
    if (code == 0) code = tnf_mirror_write(&stage->arena, stage->root, options->provider, err);
    if (code < 0) tnf_stage_release(stage);
    return code;
}

void tnf_stage_release(struct tnf_stage *stage) {
    /* What cannot be removed from the temporary directory is left to the system. */
    if (stage->root != NULL) (void)tnf_file_remove_tree(stage->root, NULL);
    free(stage->root);
    free(stage->stacks);
    tnf_arena_release(&stage->arena);
    *stage = (struct tnf_stage){.arena = TNF_ARENA_INIT};
}
