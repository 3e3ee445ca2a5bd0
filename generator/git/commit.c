#include "generator/git/commit.h"

#include "base/memory.h"
#include "generator/git/message.h"
#include "generator/git/repository.h"
#include "generator/git/tree.h"
#include "generator/output/control.h"
#include "generator/output/index.h"
#include "generator/output/manifest.h"
#include "generator/output/path.h"
#include "generator/output/scope.h"

#include <pthread.h>
#include <unistd.h>

/* A folder's line in the output's index. */
struct index_line {
    struct tnf_strview path; /* in the output */
    struct tnf_sha256 manifest;
    uint64_t file_count;
};

struct committing {
    const struct tnf_git_commit_options *options;
    struct tnf_strview base;
    struct tnf_git_target target;
    struct tnf_pack *pack;
    pthread_key_t scratch_key; /* each thread's compressor */
    pthread_mutex_t lock;      /* of what follows */
    struct tnf_arena arena;
    struct tnf_git_folder *folders;
    size_t count;
    size_t capacity;
    struct index_line *index;
    size_t index_count;
    size_t index_capacity;
};

struct thread_scratch {
    struct tnf_pack_scratch *pack;
    struct tnf_hasher *hasher;
    struct tnf_strbuf manifest;
};

static void free_scratch(void *memory) {
    struct thread_scratch *scratch = memory;
    tnf_pack_scratch_free(scratch->pack);
    tnf_hasher_free(scratch->hasher);
    tnf_strbuf_release(&scratch->manifest);
    free(scratch);
}

static struct thread_scratch *thread_scratch(struct committing *run) {
    struct thread_scratch *scratch = pthread_getspecific(run->scratch_key);
    if (scratch != NULL) return scratch;
    scratch = tnf_xcalloc(1, sizeof *scratch);
    scratch->pack = tnf_pack_scratch_new();
    scratch->hasher = tnf_hasher_new();
    tnf_strbuf_init(&scratch->manifest);
    (void)pthread_setspecific(run->scratch_key, scratch);
    return scratch;
}

static struct tnf_strview in_base(struct committing *run, struct tnf_strview path) {
    if (run->base.len == 0) return tnf_arena_sv(&run->arena, path);
    return path.len == 0 ? run->base
                         : tnf_arena_printf(&run->arena, "%.*s/%.*s", TNF_SV_ARG(run->base), TNF_SV_ARG(path));
}

/* A new folder with room for `files` files. */
static struct tnf_git_folder *add_folder(struct committing *run, struct tnf_strview path, size_t files) {
    run->folders = tnf_xgrow(run->folders, run->count, &run->capacity, sizeof *run->folders);
    struct tnf_git_folder *folder = &run->folders[run->count++];
    *folder = (struct tnf_git_folder){.path = in_base(run, path),
                                      .names = TNF_ARENA_ARRAY(&run->arena, struct tnf_strview, files),
                                      .ids = TNF_ARENA_ARRAY(&run->arena, git_oid, files)};
    return folder;
}

static void add_file(struct committing *run, struct tnf_git_folder *folder, struct tnf_strview name,
                     const git_oid *id) {
    folder->names[folder->file_count] = tnf_arena_sv(&run->arena, name);
    folder->ids[folder->file_count++] = *id;
}

static size_t count_files(const struct tnf_stack *stack, struct tnf_strview directory) {
    size_t count = 0;
    for (size_t i = 0; i < stack->file_count; i++)
        count += tnf_sv_eq(tnf_path_directory(stack->files[i].name), directory);
    return count;
}

/* The folder below the stack's that holds a file, new or among those from number `first` on. */
static struct tnf_git_folder *inner_folder(struct committing *run, size_t first, const struct tnf_stack *stack,
                                           struct tnf_strview directory) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_path_join(&path, stack->path, directory);
    const struct tnf_strview wanted = in_base(run, tnf_strbuf_view(&path));
    for (size_t i = first; i < run->count; i++)
        if (tnf_sv_eq(run->folders[i].path, wanted)) return &run->folders[i];
    return add_folder(run, tnf_strbuf_view(&path), count_files(stack, directory));
}

/* Under the lock: the stack's line of the index and its folders, one for each directory that its files lie in. */
static void keep_stack(struct committing *run, const struct tnf_stack *stack, const git_oid *ids,
                       const struct tnf_sha256 *hash) {
    run->index = tnf_xgrow(run->index, run->index_count, &run->index_capacity, sizeof *run->index);
    run->index[run->index_count++] =
        (struct index_line){tnf_arena_sv(&run->arena, stack->path), *hash, stack->file_count};
    if (stack->file_count == 0) return;
    const size_t first = run->count;
    struct tnf_git_folder *own = add_folder(run, stack->path, stack->file_count + 1);
    own->manifest = ids[stack->file_count];
    add_file(run, own, TNF_SV(TNF_MANIFEST_NAME), &own->manifest);
    for (size_t i = 0; i < stack->file_count; i++) {
        const struct tnf_strview directory = tnf_path_directory(stack->files[i].name);
        struct tnf_git_folder *folder =
            directory.len == 0 ? &run->folders[first] : inner_folder(run, first, stack, directory);
        add_file(run, folder, tnf_path_name(stack->files[i].name), &ids[i]);
    }
}

static int on_stack(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err) {
    (void)sequence;
    struct committing *run = context;
    struct thread_scratch *scratch = thread_scratch(run);
    TNF_TRY(tnf_stack_check(stack, err));
    TNF_AUTO_FREE git_oid *ids = tnf_xmalloc((stack->file_count + 1) * sizeof *ids);
    for (size_t i = 0; i < stack->file_count; i++)
        TNF_TRY(
            tnf_pack_add_like(run->pack, scratch->pack, stack->files[i].name, stack->files[i].content, &ids[i], err));
    tnf_strbuf_clear(&scratch->manifest);
    tnf_manifest_write(stack, scratch->hasher, &scratch->manifest);
    const struct tnf_strview manifest = tnf_strbuf_view(&scratch->manifest);
    if (stack->file_count > 0)
        TNF_TRY(tnf_pack_add(run->pack, scratch->pack, TNF_OBJECT_BLOB, manifest, &ids[stack->file_count], err));
    const struct tnf_sha256 hash = tnf_hasher_of(scratch->hasher, manifest);
    (void)pthread_mutex_lock(&run->lock);
    keep_stack(run, stack, ids, &hash);
    (void)pthread_mutex_unlock(&run->lock);
    return 0;
}

static int by_index_path(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct index_line *)a)->path, ((const struct index_line *)b)->path);
}

static void add_index(struct committing *run, struct tnf_strbuf *out) {
    qsort(run->index, run->index_count, sizeof *run->index, by_index_path);
    tnf_index_add_header(out);
    for (size_t i = 0; i < run->index_count; i++)
        tnf_index_add_line(out, run->index[i].path, &run->index[i].manifest, run->index[i].file_count);
}

static int add_blob(struct committing *run, struct tnf_git_folder *folder, struct tnf_strview name,
                    struct tnf_strview content, struct tnf_error *err) {
    git_oid id;
    TNF_TRY(tnf_pack_add(run->pack, thread_scratch(run)->pack, TNF_OBJECT_BLOB, content, &id, err));
    add_file(run, folder, name, &id);
    return 0;
}

/* The control folder as generate writes it, without what is local; it is no stack and has no manifest. */
static int add_control_folder(struct committing *run, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    add_index(run, &text);
    struct tnf_git_folder *folder = add_folder(run, TNF_SV(TNF_CONTROL_DIR), 2);
    folder->control = true;
    TNF_TRY(add_blob(run, folder, TNF_SV(".gitignore"), tnf_sv(tnf_control_gitignore), err));
    return add_blob(run, folder, TNF_SV("manifest"), tnf_strbuf_view(&text), err);
}

static int render(struct committing *run, struct tnf_source *source, struct tnf_error *err) {
    TNF_TRY(source->each(source, NULL, run->options->thread_count, on_stack, run, err));
    TNF_TRY(add_control_folder(run, err));
    qsort(run->folders, run->count, sizeof *run->folders, tnf_git_folder_cmp);
    return 0;
}

static int build_and_commit(struct committing *run, struct tnf_git_commit_result *ret, struct tnf_error *err) {
    struct tnf_git_changes changes = {
        .arena = &run->arena, .on_kept = run->options->on_kept, .context = run->options->kept_context};
    git_oid tree;
    TNF_TRY(tnf_git_tree_build(run->target.repository, run->pack, thread_scratch(run)->pack, run->folders, run->count,
                               run->target.tree, run->base, run->options->force, &changes, &tree, err));
    ret->files_kept = changes.files_kept;
    if (run->target.tree != NULL && git_oid_cmp(&tree, git_tree_id(run->target.tree)) == 0) {
        (void)git_oid_tostr(ret->id, sizeof ret->id, git_commit_id(run->target.parent));
        return 0;
    }
    ret->objects = tnf_pack_count(run->pack) + 1;
    TNF_TRY(tnf_pack_finish(run->pack, err));
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf message = TNF_STRBUF_INIT;
    tnf_git_message(run->options, &changes, &message);
    git_oid commit;
    TNF_TRY(tnf_git_target_commit(&run->target, &tree, message.ptr, &commit, err));
    (void)git_oid_tostr(ret->id, sizeof ret->id, &commit);
    ret->committed = true;
    ret->stacks_changed = changes.stacks;
    ret->modules_changed = changes.modules;
    return 0;
}

static int run_commit(struct committing *run, struct tnf_source *source, struct tnf_git_commit_result *ret,
                      struct tnf_error *err) {
    TNF_TRY(tnf_pack_new(run->target.repository, &run->pack, err));
    int code = render(run, source, err);
    if (code == 0) code = build_and_commit(run, ret, err);
    tnf_pack_free(run->pack);
    return code;
}

static void release(struct committing *run) {
    struct thread_scratch *scratch = pthread_getspecific(run->scratch_key);
    if (scratch != NULL) free_scratch(scratch); /* other threads' are freed as they end */
    (void)pthread_key_delete(run->scratch_key);
    (void)pthread_mutex_destroy(&run->lock);
    free(run->folders);
    free(run->index);
    tnf_arena_release(&run->arena);
    tnf_git_target_release(&run->target);
}

int tnf_git_commit(const struct tnf_git_commit_options *options, struct tnf_source *source,
                   struct tnf_git_commit_result *ret, struct tnf_error *err) {
    struct committing run = {.options = options, .base = tnf_sv(options->directory)};
    *ret = (struct tnf_git_commit_result){0};
    if (run.base.len > 0) TNF_TRY(tnf_output_path_check(run.base, "folder in the repository", err));
    TNF_TRY(tnf_git_target_open(options, &run.target, err));
    (void)pthread_key_create(&run.scratch_key, free_scratch);
    (void)pthread_mutex_init(&run.lock, NULL);
    const int code = run_commit(&run, source, ret, err);
    release(&run);
    return code;
}
