#include "generator/git/tree.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "generator/output/manifest.h"
#include "generator/output/path.h"
#include "generator/output/scope.h"

enum { DEPTH_MAX = 32 };

struct building {
    git_repository *repository;
    struct tnf_pack *pack;
    struct tnf_pack_scratch *scratch;
    struct tnf_strview base;
    struct tnf_git_changes *changes;
};

/* Entries of one tree while it is made. */
struct entry {
    struct tnf_strview name;
    git_oid id;
    unsigned mode;
};
struct entries {
    struct entry *items;
    size_t count;
    size_t capacity;
};

static void add_entry(struct entries *entries, struct tnf_strview name, const git_oid *id, unsigned mode) {
    if (entries->count == entries->capacity) {
        entries->capacity = entries->capacity == 0 ? 16 : 2 * entries->capacity;
        entries->items = tnf_xrealloc(entries->items, entries->capacity * sizeof *entries->items);
    }
    entries->items[entries->count++] = (struct entry){name, *id, mode};
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
    const size_t longest = left.len > right.len ? left.len : right.len;
    for (size_t i = 0; i < longest; i++)
        if (byte_at(left, i) != byte_at(right, i)) return byte_at(left, i) < byte_at(right, i) ? -1 : 1;
    return 0;
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

static int write_tree(struct building *building, struct entries *entries, git_oid *ret_id, struct tnf_error *err) {
    if (entries->count > 0) qsort(entries->items, entries->count, sizeof *entries->items, by_git_name);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->items[i];
        tnf_strbuf_addf(&text, "%o %.*s", entry->mode, TNF_SV_ARG(entry->name));
        tnf_strbuf_add_c(&text, '\0');
        tnf_strbuf_add(&text, entry->id.id, GIT_OID_RAWSZ);
    }
    return tnf_pack_add(building->pack, building->scratch, TNF_OBJECT_TREE, tnf_strbuf_view(&text), ret_id, err);
}

static void note_change(struct building *building, struct tnf_strview tenant) {
    struct tnf_git_changes *changes = building->changes;
    changes->stacks++;
    if (tenant.len == 0) return;
    if (changes->tenant_count == changes->tenant_capacity) {
        const size_t capacity = changes->tenant_capacity == 0 ? 64 : 2 * changes->tenant_capacity;
        struct tnf_strview *grown = TNF_ARENA_ARRAY(changes->arena, struct tnf_strview, capacity);
        for (size_t i = 0; i < changes->tenant_count; i++) grown[i] = changes->tenants[i];
        changes->tenants = grown;
        changes->tenant_capacity = capacity;
    }
    changes->tenants[changes->tenant_count++] = tnf_arena_sv(changes->arena, tenant);
}

/* The manifest that stands in a tree of the branch: which of its entries we generated. */
static int read_manifest(const struct building *building, const git_tree *old, struct tnf_strview path,
                         struct tnf_arena *arena, struct tnf_manifest *ret, git_oid *ret_id, struct tnf_error *err) {
    *ret = (struct tnf_manifest){0};
    const git_tree_entry *entry = old == NULL ? NULL : git_tree_entry_byname(old, TNF_MANIFEST_NAME);
    if (entry == NULL || git_tree_entry_type(entry) != GIT_OBJECT_BLOB) return TNF_E_NOT_FOUND;
    git_blob *blob;
    if (git_blob_lookup(&blob, building->repository, git_tree_entry_id(entry)) < 0)
        return tnf_error_set(err, TNF_E_IO, "could not read the manifest of \"%.*s\"", TNF_SV_ARG(path));
    *ret_id = *git_tree_entry_id(entry);
    const struct tnf_strview text =
        tnf_arena_sv(arena, tnf_sv_n(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)));
    git_blob_free(blob);
    const struct tnf_strview file = tnf_arena_printf(arena, "%.*s/" TNF_MANIFEST_NAME, TNF_SV_ARG(path));
    return tnf_manifest_read(text, file.ptr, arena, ret, err);
}

static bool is_listed(const struct tnf_manifest *manifest, struct tnf_strview name) {
    if (tnf_sv_eq_c(name, TNF_MANIFEST_NAME)) return true;
    for (size_t i = 0; i < manifest->count; i++)
        if (tnf_sv_eq(manifest->entries[i].name, name)) return true;
    return false;
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
    const git_tree *old;
    unsigned depth;
};

static int build_level(struct building *building, const struct level *level, bool *ret_empty, git_oid *ret_id,
                       struct tnf_error *err);

/* The part of a folder's path right below the level's. */
static struct tnf_strview child_name(const struct level *level, const struct tnf_git_folder *folder) {
    struct tnf_strview rest = tnf_sv_from(folder->path, level->path.len == 0 ? 0 : level->path.len + 1);
    return tnf_sv_next(&rest, '/');
}

static int build_child(struct building *building, const struct level *level, struct tnf_strview name,
                       const struct tnf_git_folder *folders, size_t count, struct entries *entries,
                       struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct level child = {.folders = folders, .count = count, .depth = level->depth + 1};
    child.path = level->path.len == 0
                     ? tnf_arena_sv(&arena, name)
                     : tnf_arena_printf(&arena, "%.*s/%.*s", TNF_SV_ARG(level->path), TNF_SV_ARG(name));
    if (child.depth > DEPTH_MAX)
        return tnf_error_set(err, TNF_E_LIMIT, "folder \"%.*s\" is nested too deep", TNF_SV_ARG(child.path));
    TNF_AUTO_FREE char *name_text = tnf_xstrndup(name.ptr, name.len);
    const git_tree_entry *entry = level->old == NULL ? NULL : git_tree_entry_byname(level->old, name_text);
    git_tree *old = NULL;
    if (entry != NULL && git_tree_entry_type(entry) == GIT_OBJECT_TREE &&
        git_tree_lookup(&old, building->repository, git_tree_entry_id(entry)) < 0)
        return tnf_error_set(err, TNF_E_IO, "could not read tree \"%.*s\"", TNF_SV_ARG(child.path));
    child.old = old;
    git_oid id;
    bool empty;
    const int code = build_level(building, &child, &empty, &id, err);
    git_tree_free(old);
    if (code == 0 && !empty) add_entry(entries, name, &id, GIT_FILEMODE_TREE);
    return code;
}

static bool has_group(const struct level *level, struct tnf_strview name) {
    size_t low = 0;
    size_t high = level->count;
    /* Groups of one child are neighbours, but not in byte order of the child's name alone; the lists that are long
     * (tenants) are searched by halves in the folders' own order. */
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_strbuf_add_sv(&path, level->path);
    if (level->path.len > 0) tnf_strbuf_add_c(&path, '/');
    tnf_strbuf_add_sv(&path, name);
    const struct tnf_git_folder wanted = {.path = tnf_strbuf_view(&path)};
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (tnf_git_folder_cmp(&level->folders[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < level->count && is_inside(level->folders[low].path, wanted.path);
}

/* Keeps what is not ours. Below the output's top folders (environments, modules) old folders are gone through, as they
 * may hold what is not generated any more. */
static int take_old(struct building *building, const struct level *level, const struct tnf_manifest *manifest,
                    struct entries *entries, struct tnf_error *err) {
    const size_t count = level->old == NULL ? 0 : git_tree_entrycount(level->old);
    const bool inside = level->path.len > building->base.len && is_inside(level->path, building->base);
    for (size_t i = 0; i < count; i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(level->old, i);
        const struct tnf_strview name = tnf_sv(git_tree_entry_name(entry));
        const bool is_tree = git_tree_entry_type(entry) == GIT_OBJECT_TREE;
        if (has_group(level, name) && is_tree) continue;
        if (!is_tree && is_listed(manifest, name)) continue;
        if (is_tree && inside)
            TNF_TRY(build_child(building, level, name, NULL, 0, entries, err));
        else
            add_entry(entries, name, git_tree_entry_id(entry), git_tree_entry_filemode(entry));
    }
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

/* A generated file takes the place of an entry that has its name. */
static void add_files(const struct tnf_git_folder *own, struct entries *entries) {
    for (size_t i = 0; i < own->file_count; i++) {
        size_t at = 0;
        while (at < entries->count && !tnf_sv_eq(entries->items[at].name, own->names[i])) at++;
        if (at < entries->count)
            entries->items[at] = (struct entry){own->names[i], own->ids[i], GIT_FILEMODE_BLOB};
        else
            add_entry(entries, own->names[i], &own->ids[i], GIT_FILEMODE_BLOB);
    }
}

/* Whether the level was a generated folder, is one, or both with other content. */
static void compare(struct building *building, const struct level *level, const struct tnf_git_folder *own,
                    bool was_generated, const git_oid *old_manifest) {
    if (own == NULL && !was_generated) return;
    if (own == NULL) {
        note_change(building, tnf_place_of(level->path).tenant);
        return;
    }
    const bool has_manifest = !git_oid_is_zero(&own->manifest);
    if (has_manifest && (!was_generated || git_oid_cmp(old_manifest, &own->manifest) != 0))
        note_change(building, own->tenant);
}

static int build_level(struct building *building, const struct level *level, bool *ret_empty, git_oid *ret_id,
                       struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const bool has_own = level->count > 0 && level->folders[0].path.len == level->path.len;
    const struct tnf_git_folder *own = has_own ? &level->folders[0] : NULL;
    struct tnf_manifest manifest;
    git_oid old_manifest;
    const int found = read_manifest(building, level->old, level->path, &arena, &manifest, &old_manifest, err);
    if (found < 0 && found != TNF_E_NOT_FOUND) return found;
    compare(building, level, own, found == 0, &old_manifest);

    TNF_AUTO(release_entries) struct entries entries = {0};
    TNF_TRY(take_old(building, level, &manifest, &entries, err));
    if (own != NULL) add_files(own, &entries);
    TNF_TRY(add_children(building, level, &entries, err));
    *ret_empty = entries.count == 0;
    return *ret_empty && level->depth > 0 ? 0 : write_tree(building, &entries, ret_id, err);
}

int tnf_git_tree_build(git_repository *repository, struct tnf_pack *pack, struct tnf_pack_scratch *scratch,
                       const struct tnf_git_folder *folders, size_t count, const git_tree *old, struct tnf_strview base,
                       struct tnf_git_changes *changes, git_oid *ret_id, struct tnf_error *err) {
    struct building building = {repository, pack, scratch, base, changes};
    const struct level root = {.folders = folders, .count = count, .old = old};
    bool empty;
    return build_level(&building, &root, &empty, ret_id, err);
}
