#include "generator/state/folder.h"

#include "base/memory.h"
#include "base/strbuf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 64 }; /* deeper than anything that is generated */

struct listing {
    struct tnf_arena *arena;
    struct tnf_state_objects *objects;
    struct tnf_strbuf path; /* of the folder that is being read, then of the entry */
};

static bool is_skipped(const char *name) {
    static const char *const skipped[] = {".", "..", ".git", ".terraform", ".tenantform"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(skipped); i++)
        if (strcmp(name, skipped[i]) == 0) return true;
    return false;
}

static int enter(struct listing *listing, int at, const char *name, unsigned depth, struct tnf_error *err);

static int read_entry(struct listing *listing, int at, const char *name, unsigned depth, struct tnf_error *err) {
    struct stat status;
    if (fstatat(at, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 0 : tnf_error_errno(err, "look at %s", listing->path.ptr);
    if (S_ISDIR(status.st_mode)) return enter(listing, at, name, depth + 1, err);
    if (!S_ISREG(status.st_mode)) return 0;
    struct tnf_state_objects *objects = listing->objects;
    objects->items =
        tnf_arena_grow(listing->arena, objects->items, objects->count, &objects->capacity, sizeof *objects->items);
    objects->items[objects->count++] =
        (struct tnf_state_object){tnf_arena_sv(listing->arena, tnf_strbuf_view(&listing->path)),
                                  (uint64_t)status.st_size, (int64_t)status.st_mtime};
    return 0;
}

static int read_entries(struct listing *listing, DIR *entries, unsigned depth, struct tnf_error *err) {
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        if (is_skipped(entry->d_name)) continue;
        const size_t length = listing->path.len;
        if (length > 0) tnf_strbuf_add_c(&listing->path, '/');
        tnf_strbuf_add_str(&listing->path, entry->d_name);
        TNF_TRY(read_entry(listing, dirfd(entries), entry->d_name, depth, err));
        tnf_strbuf_truncate(&listing->path, length);
    }
    return 0;
}

static int enter(struct listing *listing, int at, const char *name, unsigned depth, struct tnf_error *err) {
    if (depth > DEPTH_MAX) return 0;
    /* The root may be a link: whoever asks has named it. */
    const int follow = depth == 0 ? 0 : O_NOFOLLOW;
    const int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | follow);
    if (fd < 0 && errno == ENOENT) return 0;
    DIR *entries = fd < 0 ? NULL : fdopendir(fd);
    if (entries == NULL) {
        const int code = tnf_error_errno(err, "read the folder %s", depth == 0 ? name : listing->path.ptr);
        tnf_cleanup_close(&fd);
        return code;
    }
    const int code = read_entries(listing, entries, depth, err);
    (void)closedir(entries);
    return code;
}

int tnf_state_folder_list(const char *root, struct tnf_arena *arena, struct tnf_state_objects *objects,
                          struct tnf_error *err) {
    struct listing listing = {arena, objects, TNF_STRBUF_INIT};
    const int code = enter(&listing, AT_FDCWD, root, 0, err);
    tnf_strbuf_release(&listing.path);
    return code;
}
