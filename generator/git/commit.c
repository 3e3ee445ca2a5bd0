#include "generator/git/commit.h"

#include "base/memory.h"
#include "generator/git/message.h"
#include "generator/git/outputs.h"
#include "generator/git/repository.h"
#include "generator/git/tree.h"
#include "generator/output/control.h"
#include "generator/output/index.h"
#include "generator/output/manifest.h"
#include "generator/output/path.h"
#include "generator/output/scope.h"
#include "generator/output/staging.h"

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
    struct tnf_scope changed;
    const struct tnf_scope *scope; /* &changed, or NULL for everything */
    struct tnf_index_reader old;   /* index of the output that the branch has, when there is a scope */
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
    uint64_t file_count; /* in the whole output */
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

static void add_index_line(struct committing *run, const struct index_line *line, struct tnf_strbuf *out) {
    tnf_index_add_line(out, line->path, &line->manifest, line->file_count);
    run->file_count += line->file_count;
}

/* What the branch's index has before the path, or to its end, and the run does not decide. */
static int keep_index_lines(struct committing *run, const struct tnf_strview *path, struct tnf_strbuf *out,
                            struct tnf_error *err) {
    struct tnf_index_reader *old = &run->old;
    while (old->has_entry && (path == NULL || tnf_sv_cmp(old->entry.path, *path) <= 0)) {
        const bool again = path != NULL && tnf_sv_eq(old->entry.path, *path);
        if (!again && !tnf_scope_decides(run->scope, old->entry.path)) {
            tnf_strbuf_add_sv(out, old->entry.line);
            run->file_count += old->entry.file_count;
        }
        TNF_TRY(tnf_index_reader_next(old, err));
    }
    return 0;
}

static int add_index(struct committing *run, struct tnf_strbuf *out, struct tnf_error *err) {
    if (run->index_count > 0) qsort(run->index, run->index_count, sizeof *run->index, by_index_path);
    tnf_index_add_header(out);
    for (size_t i = 0; i < run->index_count; i++) {
        TNF_TRY(keep_index_lines(run, &run->index[i].path, out, err));
        add_index_line(run, &run->index[i], out);
    }
    return keep_index_lines(run, NULL, out, err);
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
    TNF_TRY(add_index(run, &text, err));
    struct tnf_git_folder *folder = add_folder(run, TNF_SV(TNF_CONTROL_DIR), 2);
    folder->control = true;
    TNF_TRY(add_blob(run, folder, TNF_SV(".gitignore"), tnf_sv(tnf_control_gitignore), err));
    return add_blob(run, folder, TNF_SV("manifest"), tnf_strbuf_view(&text), err);
}

/* Opens the index of the output that the branch has; false when it has none that can be read. */
static bool open_index(struct committing *run, const git_tree *output) {
    static const char path[] = TNF_CONTROL_DIR "/" TNF_INDEX_NAME;
    git_tree_entry *entry = NULL;
    git_blob *blob = NULL;
    if (git_tree_entry_bypath(&entry, output, path) < 0) return false;
    const int found = git_blob_lookup(&blob, run->target.repository, git_tree_entry_id(entry));
    git_tree_entry_free(entry);
    if (found < 0) return false;
    const struct tnf_strview text = tnf_sv_n(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob));
    const int code = tnf_index_reader_open_text(&run->old, text, path, NULL);
    git_blob_free(blob);
    return code == 0;
}

/* Limits the run to what changed since the output that the branch has was made, where that is known. */
static int limit(struct committing *run, struct tnf_source *source, const git_tree *output, struct tnf_error *err) {
    if (output == NULL || source->changed == NULL || run->options->force || run->options->full) return 0;
    struct tnf_tree_state since;
    bool known;
    bool everything;
    tnf_git_outputs_find(run->target.repository, git_tree_id(output), &since, &known);
    if (!known) return 0;
    TNF_TRY(source->changed(source, &since, &run->arena, &run->changed, &everything, err));
    if (!everything && open_index(run, output)) run->scope = &run->changed;
    return 0;
}

static int limit_to_changes(struct committing *run, struct tnf_source *source, struct tnf_error *err) {
    git_tree *output;
    TNF_TRY(tnf_git_folder_of(run->target.repository, run->target.tree, run->options->directory, &output, err));
    const int code = limit(run, source, output, err);
    git_tree_free(output);
    return code;
}

static int render(struct committing *run, struct tnf_source *source, struct tnf_error *err) {
    TNF_TRY(source->each(source, run->scope, run->options->thread_count, on_stack, run, err));
    TNF_TRY(add_control_folder(run, err));
    qsort(run->folders, run->count, sizeof *run->folders, tnf_git_folder_cmp);
    return 0;
}

/* An output with a file that somebody changed is not what the source makes: the next run looks at all of it again. */
static int note_output(struct committing *run, const struct tnf_source *source, const git_oid *root,
                       const struct tnf_git_changes *changes, struct tnf_error *err) {
    if (source->state == NULL || changes->files_kept > 0) return 0;
    struct tnf_tree_state state = *source->state;
    state.files = run->file_count;
    git_tree *tree;
    git_tree *output = NULL;
    if (git_tree_lookup(&tree, run->target.repository, root) < 0)
        return tnf_git_failed(err, TNF_E_IO, "read the new tree");
    int code = tnf_git_folder_of(run->target.repository, tree, run->options->directory, &output, err);
    if (code == 0 && output != NULL)
        code = tnf_git_outputs_note(run->target.repository, git_tree_id(output), &state, err);
    git_tree_free(output);
    git_tree_free(tree);
    return code;
}

static int build_tree(struct committing *run, struct tnf_git_changes *changes, git_oid *ret, struct tnf_error *err) {
    const struct tnf_git_tree_options options = {.repository = run->target.repository,
                                                 .pack = run->pack,
                                                 .scratch = thread_scratch(run)->pack,
                                                 .base = run->base,
                                                 .scope = run->scope,
                                                 .force = run->options->force,
                                                 .changes = changes};
    return tnf_git_tree_build(&options, run->folders, run->count, run->target.tree, ret, err);
}

static int build_and_commit(struct committing *run, const struct tnf_source *source, struct tnf_git_commit_result *ret,
                            struct tnf_error *err) {
    struct tnf_git_changes changes = {
        .arena = &run->arena, .on_kept = run->options->on_kept, .context = run->options->kept_context};
    git_oid tree;
    TNF_TRY(build_tree(run, &changes, &tree, err));
    ret->files_kept = changes.files_kept;
    ret->rendered = run->index_count;
    if (run->target.tree != NULL && git_oid_cmp(&tree, git_tree_id(run->target.tree)) == 0) {
        (void)git_oid_tostr(ret->id, sizeof ret->id, git_commit_id(run->target.parent));
        return note_output(run, source, &tree, &changes, err);
    }
    ret->objects = tnf_pack_count(run->pack) + 1;
    TNF_TRY(tnf_pack_finish(run->pack, err));
    TNF_TRY(note_output(run, source, &tree, &changes, err));
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
    TNF_TRY(limit_to_changes(run, source, err));
    TNF_TRY(tnf_pack_new(run->target.repository, &run->pack, err));
    int code = render(run, source, err);
    if (code == 0) code = build_and_commit(run, source, ret, err);
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
    tnf_index_reader_release(&run->old);
    tnf_arena_release(&run->arena);
    tnf_git_target_release(&run->target);
}

int tnf_git_commit(const struct tnf_git_commit_options *options, struct tnf_source *source,
                   struct tnf_git_commit_result *ret, struct tnf_error *err) {
    struct committing run = {.options = options, .base = tnf_sv(options->directory)};
    run.old = TNF_INDEX_READER_NONE;
    *ret = (struct tnf_git_commit_result){0};
    if (run.base.len > 0) TNF_TRY(tnf_output_path_check(run.base, "folder in the repository", err));
    TNF_TRY(tnf_git_target_open(options, &run.target, err));
    (void)pthread_key_create(&run.scratch_key, free_scratch);
    (void)pthread_mutex_init(&run.lock, NULL);
    const int code = run_commit(&run, source, ret, err);
    release(&run);
    return code;
}
