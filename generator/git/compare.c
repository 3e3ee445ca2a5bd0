#include "generator/git/compare.h"

#include "base/memory.h"
#include "base/path.h"
#include "generator/git/repository.h"

#include <string.h>

struct side {
    char commit[41];
    git_tree *tree; /* of the output; NULL when the commit has no such folder */
};

struct tnf_git_comparison {
    git_repository *repository;
    struct side sides[2];
};

static int find_commit(git_repository *repository, const char *revision, git_oid *ret, struct tnf_error *err) {
    git_object *object = NULL;
    git_object *commit = NULL;
    int code = git_revparse_single(&object, repository, revision);
    if (code == 0) code = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
    if (code == 0) *ret = *git_object_id(commit);
    git_object_free(commit);
    git_object_free(object);
    if (code == 0) return 0;
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no commit \"%s\" in the repository", revision);
    tnf_error_hint(err, "a clone without history does not have it: fetch it, or clone with more depth");
    return TNF_E_NOT_FOUND;
}

static int open_side(git_repository *repository, const git_oid *id, const char *directory, struct side *ret,
                     struct tnf_error *err) {
    (void)git_oid_tostr(ret->commit, sizeof ret->commit, id);
    git_commit *commit;
    if (git_commit_lookup(&commit, repository, id) < 0) return tnf_git_failed(err, TNF_E_IO, "read a commit");
    git_tree *root = NULL;
    int code = git_commit_tree(&root, commit);
    git_commit_free(commit);
    if (code < 0) return tnf_git_failed(err, TNF_E_IO, "read a commit's tree");
    code = tnf_git_folder_of(repository, root, directory, &ret->tree, err);
    git_tree_free(root);
    return code;
}

static int open_sides(struct tnf_git_comparison *comparison, const struct tnf_git_compare_options *options,
                      struct tnf_error *err) {
    git_repository *repository = comparison->repository;
    git_oid since;
    git_oid until;
    TNF_TRY(find_commit(repository, options->since, &since, err));
    TNF_TRY(find_commit(repository, options->until == NULL ? "HEAD" : options->until, &until, err));
    git_oid base;
    const int code = git_merge_base(&base, repository, &since, &until);
    if (code < 0 && code != GIT_ENOTFOUND) return tnf_git_failed(err, TNF_E_IO, "find what the commits have in common");
    if (code == 0) since = base;
    TNF_TRY(open_side(repository, &since, options->directory, &comparison->sides[TNF_GIT_BEFORE], err));
    TNF_TRY(open_side(repository, &until, options->directory, &comparison->sides[TNF_GIT_AFTER], err));
    if (comparison->sides[TNF_GIT_AFTER].tree != NULL || comparison->sides[TNF_GIT_BEFORE].tree != NULL) return 0;
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no folder \"%s\" in either commit", options->directory);
    tnf_error_hint(err, "give --directory the folder of the repository that holds the output");
    return TNF_E_NOT_FOUND;
}

int tnf_git_compare(const struct tnf_git_compare_options *options, struct tnf_git_comparison **ret,
                    struct tnf_error *err) {
    tnf_git_start();
    struct tnf_git_comparison *comparison = tnf_xcalloc(1, sizeof *comparison);
    int code = tnf_git_repository_open(options->repository, "name one with --repo", &comparison->repository, err);
    if (code == 0) code = open_sides(comparison, options, err);
    if (code < 0) {
        tnf_git_comparison_free(comparison);
        return code;
    }
    *ret = comparison;
    return 0;
}

void tnf_git_comparison_free(struct tnf_git_comparison *comparison) {
    if (comparison == NULL) return;
    for (int i = 0; i < 2; i++) git_tree_free(comparison->sides[i].tree);
    git_repository_free(comparison->repository);
    free(comparison);
}

const char *tnf_git_comparison_commit(const struct tnf_git_comparison *comparison, enum tnf_git_side side) {
    return comparison->sides[side].commit;
}

/* A walk through two trees, or through one with the other NULL. */
struct walk {
    git_repository *repository;
    struct tnf_strbuf path; /* of the folder where the walk is, then of the entry */
    tnf_git_change_fn visit;
    void *context;
};

static int walk_trees(struct walk *walk, const git_tree *before, const git_tree *after, struct tnf_error *err);

static bool is_tree(const git_tree_entry *entry) {
    return entry != NULL && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
}

static int open_tree(struct walk *walk, const git_tree_entry *entry, git_tree **ret, struct tnf_error *err) {
    *ret = NULL;
    if (!is_tree(entry) || git_tree_lookup(ret, walk->repository, git_tree_entry_id(entry)) == 0) return 0;
    return tnf_git_failed(err, TNF_E_IO, "read a tree");
}

static bool is_file(const git_tree_entry *entry) {
    return entry != NULL && !is_tree(entry);
}

static int visit_file(struct walk *walk, const git_tree_entry *before, const git_tree_entry *after,
                      struct tnf_error *err) {
    enum tnf_git_change change = TNF_GIT_CHANGED;
    if (!is_file(before)) change = TNF_GIT_ADDED;
    if (!is_file(after)) change = TNF_GIT_REMOVED;
    return walk->visit(tnf_strbuf_view(&walk->path), change, walk->context, err);
}

static int walk_inside(struct walk *walk, const git_tree_entry *before, const git_tree_entry *after,
                       struct tnf_error *err) {
    git_tree *tree_before = NULL;
    git_tree *tree_after = NULL;
    int code = open_tree(walk, before, &tree_before, err);
    if (code == 0) code = open_tree(walk, after, &tree_after, err);
    if (code == 0) code = walk_trees(walk, tree_before, tree_after, err);
    git_tree_free(tree_before);
    git_tree_free(tree_after);
    return code;
}

/* Entries of one name; either may be NULL. One that is a file on one side and a folder on the other is both. */
static int walk_entries(struct walk *walk, const git_tree_entry *before, const git_tree_entry *after,
                        struct tnf_error *err) {
    if (before != NULL && after != NULL && git_oid_equal(git_tree_entry_id(before), git_tree_entry_id(after))) return 0;
    if (is_file(before) || is_file(after)) TNF_TRY(visit_file(walk, before, after, err));
    return is_tree(before) || is_tree(after) ? walk_inside(walk, before, after, err) : 0;
}

static const git_tree_entry *entry_at(const git_tree *tree, size_t index) {
    return tree == NULL ? NULL : git_tree_entry_byindex(tree, index);
}

static int walk_trees(struct walk *walk, const git_tree *before, const git_tree *after, struct tnf_error *err) {
    const size_t length = walk->path.len;
    size_t i = 0;
    size_t j = 0;
    int code = 0;
    while (code == 0) {
        const git_tree_entry *old = entry_at(before, i);
        const git_tree_entry *now = entry_at(after, j);
        if (old == NULL && now == NULL) break;
        const int order = old == NULL ? 1 : now == NULL ? -1 : git_tree_entry_cmp(old, now);
        if (order <= 0) i++;
        if (order >= 0) j++;
        if (length > 0) tnf_strbuf_add_c(&walk->path, '/');
        tnf_strbuf_add_str(&walk->path, git_tree_entry_name(order <= 0 ? old : now));
        code = walk_entries(walk, order <= 0 ? old : NULL, order >= 0 ? now : NULL, err);
        tnf_strbuf_truncate(&walk->path, length);
    }
    return code;
}

int tnf_git_comparison_each(struct tnf_git_comparison *comparison, tnf_git_change_fn visit, void *context,
                            struct tnf_error *err) {
    struct walk walk = {comparison->repository, TNF_STRBUF_INIT, visit, context};
    const int code =
        walk_trees(&walk, comparison->sides[TNF_GIT_BEFORE].tree, comparison->sides[TNF_GIT_AFTER].tree, err);
    tnf_strbuf_release(&walk.path);
    return code;
}

static int find_entry(const struct side *side, struct tnf_strview path, git_tree_entry **ret, struct tnf_error *err) {
    *ret = NULL;
    if (side->tree == NULL) return 0;
    TNF_AUTO_FREE char *name = tnf_xstrndup(path.ptr, path.len);
    const int code = git_tree_entry_bypath(ret, side->tree, name);
    return code == 0 || code == GIT_ENOTFOUND ? 0 : tnf_git_failed(err, TNF_E_IO, "look up a path");
}

int tnf_git_comparison_read(struct tnf_git_comparison *comparison, enum tnf_git_side side, struct tnf_strview path,
                            struct tnf_strbuf *ret_content, bool *ret_found, struct tnf_error *err) {
    git_tree_entry *entry;
    tnf_strbuf_clear(ret_content);
    TNF_TRY(find_entry(&comparison->sides[side], path, &entry, err));
    *ret_found = entry != NULL && git_tree_entry_type(entry) == GIT_OBJECT_BLOB;
    git_blob *blob = NULL;
    const int code = *ret_found ? git_blob_lookup(&blob, comparison->repository, git_tree_entry_id(entry)) : 0;
    git_tree_entry_free(entry);
    if (code < 0) return tnf_git_failed(err, TNF_E_IO, "read a file");
    if (blob != NULL) tnf_strbuf_add(ret_content, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob));
    git_blob_free(blob);
    return 0;
}

/* Reading what a walk comes to. */
struct reading {
    git_odb *objects;
    git_repository *repository;
    struct tnf_strbuf path;
    struct tnf_strview suffix;
    tnf_git_enter_fn enters; /* NULL: all folders */
    tnf_git_file_fn visit;
    void *context;
};

static int read_file(struct reading *reading, const git_tree_entry *entry, struct tnf_error *err) {
    const struct tnf_strview path = tnf_strbuf_view(&reading->path);
    if (!tnf_sv_ends_with(path, reading->suffix)) return 0;
    git_odb_object *object;
    if (git_odb_read(&object, reading->objects, git_tree_entry_id(entry)) < 0)
        return tnf_git_failed(err, TNF_E_IO, "read a file");
    const struct tnf_strview content = tnf_sv_n(git_odb_object_data(object), git_odb_object_size(object));
    const int code = reading->visit(path, content, reading->context, err);
    git_odb_object_free(object);
    return code;
}

static int read_tree(struct reading *reading, const git_tree *tree, struct tnf_error *err);

static int read_entry(struct reading *reading, const git_tree_entry *entry, struct tnf_error *err) {
    if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB) return read_file(reading, entry, err);
    if (!is_tree(entry)) return 0;
    if (reading->enters != NULL && !reading->enters(tnf_strbuf_view(&reading->path), reading->context)) return 0;
    git_tree *tree;
    if (git_tree_lookup(&tree, reading->repository, git_tree_entry_id(entry)) < 0)
        return tnf_git_failed(err, TNF_E_IO, "read a tree");
    const int code = read_tree(reading, tree, err);
    git_tree_free(tree);
    return code;
}

static int read_tree(struct reading *reading, const git_tree *tree, struct tnf_error *err) {
    const size_t length = reading->path.len;
    int code = 0;
    for (size_t i = 0; code == 0 && i < git_tree_entrycount(tree); i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
        if (length > 0) tnf_strbuf_add_c(&reading->path, '/');
        tnf_strbuf_add_str(&reading->path, git_tree_entry_name(entry));
        code = read_entry(reading, entry, err);
        tnf_strbuf_truncate(&reading->path, length);
    }
    return code;
}

int tnf_git_comparison_walk(struct tnf_git_comparison *comparison, enum tnf_git_side side, struct tnf_strview folder,
                            struct tnf_strview suffix, tnf_git_file_fn visit, void *context, struct tnf_error *err) {
    return tnf_git_comparison_walk_some(comparison, side, folder, suffix, NULL, visit, context, err);
}

int tnf_git_comparison_walk_some(struct tnf_git_comparison *comparison, enum tnf_git_side side,
                                 struct tnf_strview folder, struct tnf_strview suffix, tnf_git_enter_fn enters,
                                 tnf_git_file_fn visit, void *context, struct tnf_error *err) {
    TNF_AUTO_FREE char *name = tnf_xstrndup(folder.ptr, folder.len);
    git_tree *tree;
    TNF_TRY(tnf_git_folder_of(comparison->repository, comparison->sides[side].tree, name, &tree, err));
    if (tree == NULL) return 0;
    struct reading reading = {NULL, comparison->repository, TNF_STRBUF_INIT, suffix, enters, visit, context};
    int code = git_repository_odb(&reading.objects, comparison->repository);
    if (code < 0) {
        code = tnf_git_failed(err, TNF_E_IO, "open the object database");
    } else {
        tnf_strbuf_add_sv(&reading.path, folder);
        code = read_tree(&reading, tree, err);
    }
    tnf_strbuf_release(&reading.path);
    git_odb_free(reading.objects);
    git_tree_free(tree);
    return code;
}
