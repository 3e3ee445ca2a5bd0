#include "catalog/text/files.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DIRECTORY_DEPTH_MAX = 32 };

void tnf_text_paths_release(struct tnf_text_paths *paths) {
    for (size_t i = 0; i < paths->count; i++) free(paths->items[i]);
    free(paths->items);
    *paths = (struct tnf_text_paths){0};
}

void tnf_text_paths_add(struct tnf_text_paths *paths, const char *path) {
    paths->items = tnf_xgrow(paths->items, paths->count, &paths->capacity, sizeof *paths->items);
    paths->items[paths->count++] = tnf_xstrdup(path);
}

static int refused(const char *path, struct tnf_error *err) {
    return tnf_error_set(err, errno == ENOENT ? TNF_E_NOT_FOUND : TNF_E_IO, "cannot read %s: %s",
                         tnf_excerpt(tnf_sv(path)).text, strerror(errno));
}

static bool is_catalog_file(const char *name) {
    const struct tnf_strview view = tnf_sv(name);
    return tnf_sv_ends_with(view, TNF_SV(".yaml")) || tnf_sv_ends_with(view, TNF_SV(".yml")) ||
           tnf_sv_ends_with(view, TNF_SV(".json"));
}

static int list_directory(int parent, const char *name, struct tnf_strbuf *path, size_t depth,
                          struct tnf_text_paths *ret, struct tnf_error *err);

/* `path` is the directory's; it is the same again afterwards. */
static int list_entry(int directory, const char *name, struct tnf_strbuf *path, size_t depth,
                      struct tnf_text_paths *ret, struct tnf_error *err) {
    if (name[0] == '.') return 0;
    struct stat status;
    const size_t length = path->len;
    tnf_strbuf_addf(path, "%s%s", path->ptr[path->len - 1] == '/' ? "" : "/", name);
    int code = 0;
    if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        code = refused(path->ptr, err);
    else if (S_ISDIR(status.st_mode))
        code = list_directory(directory, name, path, depth + 1, ret, err);
    else if (S_ISREG(status.st_mode) && is_catalog_file(name))
        tnf_text_paths_add(ret, path->ptr);
    tnf_strbuf_truncate(path, length);
    return code;
}

static void close_directory(DIR **directory) {
    if (*directory != NULL) (void)closedir(*directory);
}

static int list_directory(int parent, const char *name, struct tnf_strbuf *path, size_t depth,
                          struct tnf_text_paths *ret, struct tnf_error *err) {
    if (depth > DIRECTORY_DEPTH_MAX)
        return tnf_error_set(err, TNF_E_LIMIT, "directories below %s are nested more than %d deep",
                             tnf_excerpt(tnf_strbuf_view(path)).text, DIRECTORY_DEPTH_MAX);
    /* The directory that the user names may be a link; those found below it are not followed. */
    const int follow = depth == 0 ? 0 : O_NOFOLLOW;
    TNF_AUTO_CLOSE int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | follow);
    if (fd < 0) return refused(path->ptr, err);
    TNF_AUTO(close_directory) DIR *directory = fdopendir(fd);
    if (directory == NULL) return refused(path->ptr, err);
    fd = -1; /* closedir closes it, not the cleanup, which the analyzer does not see: NOLINT(*-deadcode.DeadStores) */
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(directory);
        if (entry == NULL) return errno == 0 ? 0 : refused(path->ptr, err);
        TNF_TRY(list_entry(dirfd(directory), entry->d_name, path, depth, ret, err));
    }
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void tnf_text_paths_sort(struct tnf_text_paths *paths) {
    if (paths->count > 1) qsort(paths->items, paths->count, sizeof *paths->items, by_bytes);
}

bool tnf_text_paths_have(const struct tnf_text_paths *paths, const char *path) {
    if (paths->count == 0) return false;
    return bsearch(&path, paths->items, paths->count, sizeof *paths->items, by_bytes) != NULL;
}

int tnf_text_list_files(const char *directory, struct tnf_text_paths *ret, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf prefix = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&prefix, directory);
    TNF_TRY(list_directory(AT_FDCWD, directory, &prefix, 0, ret, err));
    tnf_text_paths_sort(ret);
    return 0;
}
