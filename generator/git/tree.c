#include "generator/git/tree.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "generator/output/manifest.h"
#include "generator/output/path.h"
#include "generator/output/scope.h"

enum { DEPTH_MAX = 32 };

struct building {
    const struct tnf_git_tree_options *options;
    struct tnf_hasher *hasher;
    struct tnf_strbuf text; /* of the tree that is being written */
};

/* Entries of one tree while it is made. */
struct entry {
    struct tnf_strview name;
    git_oid id;
    unsigned mode;
    bool edited; /* generated, changed by hand, kept */
};
struct entries {
    struct entry *items;
    size_t count;
    size_t capacity;
    size_t old_count; /* the first ones, which the branch has already */
};

static void add_entry(struct entries *entries, struct tnf_strview name, const git_oid *id, unsigned mode) {
    entries->items = tnf_xgrow(entries->items, entries->count, &entries->capacity, sizeof *entries->items);
    entries->items[entries->count++] = (struct entry){name, *id, mode, false};
}

/* The entry of that name which the branch has already, or NULL. */
static struct entry *find_old(const struct entries *entries, struct tnf_strview name) {
    for (size_t i = 0; i < entries->old_count; i++)
        if (tnf_sv_eq(entries->items[i].name, name)) return &entries->items[i];
    return NULL;
}

static void release_entries(struct entries *entries) {
    free(entries->items);
}

static unsigned char byte_at(struct tnf_strview path, size_t index) {
    if (index >= path.len) return 0;
    return path.ptr[index] == '/' ? 1 : (unsigned char)path.ptr[index];
}

int tnf_git_folder_cmp(const void *a, const void *b) {
    const struct tnf_strview left = ((const struct tnf_git_folder *)a)->path;
    const struct tnf_strview right = ((const struct tnf_git_folder *)b)->path;
    const size_t same = tnf_sv_common_prefix(left, right);
    return (int)byte_at(left, same) - (int)byte_at(right, same);
}

/* Git compares a folder's name as if it ended with a slash. */
static int by_git_name(const void *a, const void *b) {
    const struct entry *left = a;
    const struct entry *right = b;
    const size_t common = left->name.len < right->name.len ? left->name.len : right->name.len;
    const int order = memcmp(left->name.ptr, right->name.ptr, common);
    if (order != 0) return order;
    const char left_next = left->name.len > common ? left->name.ptr[common] : left->mode == GIT_FILEMODE_TREE ? '/' : 0;
    const char right_next = right->name.len > common           ? right->name.ptr[common]
                            : right->mode == GIT_FILEMODE_TREE ? '/'
                                                               : 0;
    return (unsigned char)left_next - (unsigned char)right_next;
}

static void add_octal(struct tnf_strbuf *text, unsigned value) {
    if (value > 7) add_octal(text, value >> 3);
    tnf_strbuf_add_c(text, (char)('0' + (value & 7)));
}

/* Without formatted output: large commits write a hundred thousand of them, by one thread. */
static void add_tree_entry(struct tnf_strbuf *text, const struct entry *entry) {
    add_octal(text, entry->mode);
    tnf_strbuf_add_c(text, ' ');
    tnf_strbuf_add_sv(text, entry->name);
    tnf_strbuf_add_c(text, '\0');
    tnf_strbuf_add(text, entry->id.id, GIT_OID_RAWSZ);
}

static int write_tree(struct building *building, struct entries *entries, git_oid *ret_id, struct tnf_error *err) {
    if (entries->count > 0) qsort(entries->items, entries->count, sizeof *entries->items, by_git_name);
    struct tnf_strbuf *text = &building->text;
    tnf_strbuf_clear(text);
    for (size_t i = 0; i < entries->count; i++) add_tree_entry(text, &entries->items[i]);
    return tnf_pack_add(building->options->pack, building->options->scratch, TNF_OBJECT_TREE, tnf_strbuf_view(text),
                        ret_id, err);
}

static bool is_inside(struct tnf_strview path, struct tnf_strview folder) {
    if (folder.len == 0) return true;
    return tnf_sv_starts_with(path, folder) && (path.len == folder.len || path.ptr[folder.len] == '/');
}

/* One folder of the new tree and everything below it. */
struct level {
    struct tnf_strview path;
    const struct tnf_git_folder *folders; /* that lie at or below path */
    size_t count;
    const struct tnf_git_folder *own; /* the folder at path itself, or NULL */
    const git_tree *old;
    const struct tnf_manifest *manifest; /* of the branch, at path or the nearest one above; never NULL */
    struct tnf_strview manifest_path;    /* the folder that it lies in */
    bool was_generated;                  /* it lies in this one */
    bool decided;                        /* what is not generated here now is gone */
    unsigned depth;
};

static int build_level(struct building *building, const struct level *outer, bool *ret_empty, git_oid *ret_id,
                       struct tnf_error *err);

static int in_the_way(struct tnf_strview path, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_CONFLICT, "\"%.*s\" on the branch was not generated and is in the way of what is",
                        TNF_SV_ARG(path));
    tnf_error_hint(err, "move or rename it on the branch; nothing was committed");
    return TNF_E_CONFLICT;
}

/* The part of a folder's path right below the level's. */
static struct tnf_strview child_name(const struct level *level, const struct tnf_git_folder *folder) {
    struct tnf_strview rest = tnf_sv_from(folder->path, level->path.len == 0 ? 0 : level->path.len + 1);
    return tnf_sv_next(&rest, '/');
}

static int build_child(struct building *building, const struct level *level, struct tnf_strview name,
                       const struct tnf_git_folder *folders, size_t count, struct entries *entries,
                       struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct level child = {.folders = folders,
                          .count = count,
                          .manifest = level->manifest,
                          .manifest_path = level->manifest_path,
                          .depth = level->depth + 1};
    child.path = level->path.len == 0
                     ? tnf_arena_sv(&arena, name)
                     : tnf_arena_printf(&arena, "%.*s/%.*s", TNF_SV_ARG(level->path), TNF_SV_ARG(name));
    if (child.depth > DEPTH_MAX)
        return tnf_error_set(err, TNF_E_LIMIT, "folder \"%.*s\" is nested too deep", TNF_SV_ARG(child.path));
    TNF_AUTO_FREE char *name_text = tnf_xstrndup(name.ptr, name.len);
    const git_tree_entry *entry = level->old == NULL ? NULL : git_tree_entry_byname(level->old, name_text);
    git_tree *old = NULL;
    if (entry != NULL && git_tree_entry_type(entry) == GIT_OBJECT_TREE &&
        git_tree_lookup(&old, building->options->repository, git_tree_entry_id(entry)) < 0)
        return tnf_error_set(err, TNF_E_IO, "could not read tree \"%.*s\"", TNF_SV_ARG(child.path));
    child.old = old;
    git_oid id;
    bool empty;
    const int code = build_level(building, &child, &empty, &id, err);
    git_tree_free(old);
    if (code < 0 || empty) return code;
    if (find_old(entries, name) != NULL) return in_the_way(child.path, err);
    add_entry(entries, name, &id, GIT_FILEMODE_TREE);
    return 0;
}

static bool has_group(const struct level *level, struct tnf_strview path) {
    size_t low = 0;
    size_t high = level->count;
    /* Groups of one child are neighbours, but not in byte order of the child's name alone; the lists that are long
     * (tenants) are searched by halves in the folders' own order. */
    const struct tnf_git_folder wanted = {.path = path};
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (tnf_git_folder_cmp(&level->folders[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < level->count && is_inside(level->folders[low].path, path);
}

static struct tnf_strview path_of(const struct level *level, struct tnf_strview name, struct tnf_strbuf *scratch) {
    tnf_strbuf_clear(scratch);
    tnf_path_join(scratch, level->path, name);
    return tnf_strbuf_view(scratch);
}

static const git_oid *generated_id(const struct level *level, struct tnf_strview name) {
    for (size_t i = 0; level->own != NULL && i < level->own->file_count; i++)
        if (tnf_sv_eq(level->own->names[i], name)) return &level->own->ids[i];
    return NULL;
}

/* What the branch's manifest says of a file of the level; NULL when it is not ours. A damaged one may have said
 * something of every file that is generated: with no hash that it has. */
static const struct tnf_manifest_entry *listed(const struct level *level, struct tnf_strview name,
                                               struct tnf_strbuf *scratch) {
    const struct tnf_strview path = path_of(level, name, scratch);
    const size_t skipped = level->manifest_path.len == 0 ? 0 : level->manifest_path.len + 1;
    const struct tnf_strview relative = tnf_sv_from(path, skipped);
    for (size_t i = 0; i < level->manifest->count; i++)
        if (tnf_sv_eq(level->manifest->entries[i].name, relative)) return &level->manifest->entries[i];
    static const struct tnf_manifest_entry unknown = {0};
    return level->manifest->damage.len > 0 && generated_id(level, name) != NULL ? &unknown : NULL;
}

static int hash_blob(struct building *building, const git_oid *id, struct tnf_sha256 *ret, struct tnf_error *err) {
    git_blob *blob;
    if (git_blob_lookup(&blob, building->options->repository, id) < 0)
        return tnf_error_set(err, TNF_E_IO, "could not read a blob of the branch");
    *ret = tnf_hasher_of(building->hasher, tnf_sv_n(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)));
    git_blob_free(blob);
    return 0;
}

/* A file that the manifest lists. It goes, for add_files to write it anew if it is still generated, unless it was
 * changed by hand. */
static int take_ours(struct building *building, const struct level *level, const git_tree_entry *entry,
                     const struct tnf_manifest_entry *known, struct tnf_strbuf *scratch, struct entries *entries,
                     struct tnf_error *err) {
    const struct tnf_strview name = tnf_sv(git_tree_entry_name(entry));
    const git_oid *id = git_tree_entry_id(entry);
    const git_oid *now = generated_id(level, name);
    if (building->options->force || (now != NULL && git_oid_equal(now, id))) return 0;
    struct tnf_sha256 hash;
    TNF_TRY(hash_blob(building, id, &hash, err));
    if (tnf_sha256_eq(&hash, &known->hash)) return 0;
    add_entry(entries, name, id, git_tree_entry_filemode(entry));
    entries->items[entries->count - 1].edited = true;
    building->options->changes->files_kept++;
    if (building->options->changes->on_kept != NULL)
        building->options->changes->on_kept(path_of(level, name, scratch), building->options->changes->context);
    return 0;
}

/* A path of the repository as the output names it. */
static struct tnf_strview output_path(const struct building *building, struct tnf_strview path) {
    return building->options->base.len == 0 ? path : tnf_sv_from(path, building->options->base.len + 1);
}

/* Whether a folder without anything generated may hold what is not generated any more. Beside the output's own top
 * folders everything is somebody else's. */
static bool is_searched(const struct building *building, const struct level *level, struct tnf_strview path) {
    const struct tnf_strview base = building->options->base;
    if (!is_inside(level->path, base)) return false;
    const struct tnf_strview inner = output_path(building, path);
    if (level->path.len == base.len && !tnf_is_top_folder(inner)) return false;
    return tnf_scope_reaches(building->options->scope, inner);
}

/* One entry of the branch. */
static int take_entry(struct building *building, const struct level *level, const git_tree_entry *entry,
                      struct tnf_strbuf *scratch, struct entries *entries, struct tnf_error *err) {
    const struct tnf_strview name = tnf_sv(git_tree_entry_name(entry));
    if (git_tree_entry_type(entry) == GIT_OBJECT_TREE) {
        const struct tnf_strview path = path_of(level, name, scratch);
        if (has_group(level, path)) return 0;
        if (is_searched(building, level, path)) return build_child(building, level, name, NULL, 0, entries, err);
    } else if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB && level->decided) {
        if (level->was_generated && tnf_sv_eq_c(name, TNF_MANIFEST_NAME)) return 0;
        const struct tnf_manifest_entry *known = listed(level, name, scratch);
        if (known != NULL) return take_ours(building, level, entry, known, scratch, entries, err);
    }
    add_entry(entries, name, git_tree_entry_id(entry), git_tree_entry_filemode(entry));
    return 0;
}

static int take_old(struct building *building, const struct level *level, struct entries *entries,
                    struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf scratch = TNF_STRBUF_INIT;
    const size_t count = level->old == NULL ? 0 : git_tree_entrycount(level->old);
    for (size_t i = 0; i < count; i++)
        TNF_TRY(take_entry(building, level, git_tree_entry_byindex(level->old, i), &scratch, entries, err));
    entries->old_count = entries->count;
    return 0;
}

static int add_children(struct building *building, const struct level *level, struct entries *entries,
                        struct tnf_error *err) {
    size_t start = 0;
    while (start < level->count && level->folders[start].path.len == level->path.len) start++;
    while (start < level->count) {
        const struct tnf_strview name = child_name(level, &level->folders[start]);
        size_t end = start + 1;
        while (end < level->count && tnf_sv_eq(child_name(level, &level->folders[end]), name)) end++;
        TNF_TRY(build_child(building, level, name, &level->folders[start], end - start, entries, err));
        start = end;
    }
    return 0;
}

/* One generated file: new, or the same as one that is there, or kept as it was changed. */
static int add_file(const struct level *level, struct tnf_strview name, const git_oid *id, struct entries *entries,
                    struct tnf_error *err) {
    struct entry *there = find_old(entries, name);
    if (there == NULL) {
        add_entry(entries, name, id, GIT_FILEMODE_BLOB);
        return 0;
    }
    if (there->edited) return 0;
    const bool same = there->mode != GIT_FILEMODE_TREE && git_oid_equal(&there->id, id);
    if (!same && !level->own->control) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
        return in_the_way(path_of(level, name, &path), err);
    }
    *there = (struct entry){name, *id, GIT_FILEMODE_BLOB, false};
    return 0;
}

static int add_files(const struct level *level, struct entries *entries, struct tnf_error *err) {
    for (size_t i = 0; level->own != NULL && i < level->own->file_count; i++)
        TNF_TRY(add_file(level, level->own->names[i], &level->own->ids[i], entries, err));
    return 0;
}

/* Whether the branch has every file of the folder as it is generated now. */
static bool has_same_files(const struct level *level) {
    for (size_t i = 0; i < level->own->file_count; i++) {
        TNF_AUTO_FREE char *name = tnf_xstrndup(level->own->names[i].ptr, level->own->names[i].len);
        const git_tree_entry *entry = level->old == NULL ? NULL : git_tree_entry_byname(level->old, name);
        if (entry == NULL || !git_oid_equal(git_tree_entry_id(entry), &level->own->ids[i])) return false;
    }
    return true;
}

/* Notes a change when the level was a generated folder and is none, is a new one, or has other files. */
static void compare(struct building *building, const struct level *level) {
    if (!is_inside(level->path, building->options->base) || !level->decided) return;
    const bool is_generated = level->own != NULL && !git_oid_is_zero(&level->own->manifest);
    const bool is_gone = !is_generated && level->was_generated;
    const struct tnf_strview path = output_path(building, level->path);
    if (is_gone || (is_generated && (!level->was_generated || !has_same_files(level)))) {
        tnf_git_note_folder(building->options->changes, path);
        return;
    }
    const bool is_other = level->own == NULL ? level->old != NULL : !has_same_files(level);
    if (!is_generated && is_other) tnf_git_note_inner_folder(building->options->changes, path);
}

/* The manifest that stands in the level's folder on the branch: which of its files we generated. */
static int read_manifest(const struct building *building, const struct level *level, struct tnf_arena *arena,
                         struct tnf_manifest *ret, bool *ret_found, struct tnf_error *err) {
    const git_tree_entry *entry = level->old == NULL ? NULL : git_tree_entry_byname(level->old, TNF_MANIFEST_NAME);
    *ret_found = entry != NULL && git_tree_entry_type(entry) == GIT_OBJECT_BLOB;
    if (!*ret_found) return 0;
    git_blob *blob;
    if (git_blob_lookup(&blob, building->options->repository, git_tree_entry_id(entry)) < 0)
        return tnf_error_set(err, TNF_E_IO, "could not read the manifest of \"%.*s\"", TNF_SV_ARG(level->path));
    const struct tnf_strview text =
        tnf_arena_sv(arena, tnf_sv_n(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)));
    git_blob_free(blob);
    tnf_manifest_read(text, arena, ret);
    return 0;
}

static int find_own(struct level *level, struct tnf_error *err) {
    if (level->count == 0 || level->folders[0].path.len != level->path.len) return 0;
    level->own = &level->folders[0];
    if (level->count == 1 || level->folders[1].path.len != level->path.len) return 0;
    return tnf_error_set(err, TNF_E_INTERNAL, "folder \"%.*s\" was generated twice", TNF_SV_ARG(level->path));
}

static int build_level(struct building *building, const struct level *outer, bool *ret_empty, git_oid *ret_id,
                       struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct level level = *outer;
    struct tnf_manifest manifest = {0};
    level.was_generated = false;
    TNF_TRY(find_own(&level, err));
    if (is_inside(level.path, building->options->base))
        TNF_TRY(read_manifest(building, &level, &arena, &manifest, &level.was_generated, err));
    if (level.was_generated) {
        level.manifest = &manifest;
        level.manifest_path = level.path;
    }
    level.decided =
        level.own != NULL || (is_inside(level.path, building->options->base) &&
                              tnf_scope_decides(building->options->scope, output_path(building, level.path)));
    compare(building, &level);

    TNF_AUTO(release_entries) struct entries entries = {0};
    TNF_TRY(take_old(building, &level, &entries, err));
    TNF_TRY(add_files(&level, &entries, err));
    TNF_TRY(add_children(building, &level, &entries, err));
    *ret_empty = entries.count == 0;
    return *ret_empty && level.depth > 0 ? 0 : write_tree(building, &entries, ret_id, err);
}

int tnf_git_tree_build(const struct tnf_git_tree_options *options, const struct tnf_git_folder *folders, size_t count,
                       const git_tree *old, git_oid *ret_id, struct tnf_error *err) {
    TNF_AUTO(tnf_hasher_cleanup) struct tnf_hasher *hasher = tnf_hasher_new();
    struct building building = {options, hasher, TNF_STRBUF_INIT};
    const struct tnf_manifest none = {0};
    const struct level root = {.path = TNF_SV(""), .folders = folders, .count = count, .old = old, .manifest = &none};
    bool empty;
    const int code = build_level(&building, &root, &empty, ret_id, err);
    tnf_strbuf_release(&building.text);
    return code;
}
