/* Files and directories. */
#include "catalog/text.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DIRECTORY_DEPTH_MAX = 32 };

struct paths {
    char **items;
    size_t count;
    size_t capacity;
};

static void release_paths(struct paths *paths) {
    for (size_t i = 0; i < paths->count; i++) free(paths->items[i]);
    free(paths->items);
}

static void add_path(struct paths *paths, const char *path) {
    if (paths->count == paths->capacity) {
        paths->capacity = paths->capacity == 0 ? 64 : 2 * paths->capacity;
        paths->items = tnf_xrealloc(paths->items, paths->capacity * sizeof *paths->items);
    }
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

static int list_directory(int parent, const char *name, struct tnf_strbuf *path, size_t depth, struct paths *ret,
                          struct tnf_error *err);

/* `path` is the directory's; it is the same again afterwards. */
static int list_entry(int directory, const char *name, struct tnf_strbuf *path, size_t depth, struct paths *ret,
                      struct tnf_error *err) {
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
        add_path(ret, path->ptr);
    tnf_strbuf_truncate(path, length);
    return code;
}

static void close_directory(DIR **directory) {
    if (*directory != NULL) (void)closedir(*directory);
}

static int list_directory(int parent, const char *name, struct tnf_strbuf *path, size_t depth, struct paths *ret,
                          struct tnf_error *err) {
    if (depth > DIRECTORY_DEPTH_MAX)
        return tnf_error_set(err, TNF_E_LIMIT, "directories below %s are nested more than %d deep",
                             tnf_excerpt(tnf_strbuf_view(path)).text, DIRECTORY_DEPTH_MAX);
    /* The directory that the user names may be a link; those found below it are not followed. */
    const int follow = depth == 0 ? 0 : O_NOFOLLOW;
    TNF_AUTO_CLOSE int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | follow);
    if (fd < 0) return refused(path->ptr, err);
    TNF_AUTO(close_directory) DIR *directory = fdopendir(fd);
    if (directory == NULL) return refused(path->ptr, err);
    fd = -1; /* closedir closes it */
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

static int list_files(const char *path, struct paths *ret, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf prefix = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&prefix, path);
    TNF_TRY(list_directory(AT_FDCWD, path, &prefix, 0, ret, err));
    if (ret->count == 0) {
        const int code =
            tnf_error_set(err, TNF_E_NOT_FOUND, "directory %s holds no catalog file", tnf_excerpt(tnf_sv(path)).text);
        tnf_error_hint(err, "catalog files end in .yaml, .yml or .json");
        return code;
    }
    qsort(ret->items, ret->count, sizeof *ret->items, by_bytes);
    return 0;
}

/* Reads at most one byte more than the limit, which the parser then refuses. */
static int read_whole(int fd, const char *path, struct tnf_strbuf *ret, struct tnf_error *err) {
    enum { CHUNK = 64 * 1024 };
    while (ret->len <= TNF_TEXT_BYTES_MAX) {
        tnf_strbuf_reserve(ret, CHUNK);
        const ssize_t got = read(fd, ret->ptr + ret->len, CHUNK);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return refused(path, err);
        if (got == 0) return 0;
        ret->len += (size_t)got;
        ret->ptr[ret->len] = '\0';
    }
    return 0;
}

static int load_file(const char *path, bool follow, struct tnf_strbuf *buffer, struct tnf_text_rows *rows,
                     struct tnf_error_list *errors, struct tnf_error *err) {
    TNF_AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW));
    if (fd < 0) return refused(path, err);
    tnf_strbuf_clear(buffer);
    TNF_TRY(read_whole(fd, path, buffer, err));
    tnf_text_parse(tnf_strbuf_view(buffer), path, tnf_text_format_of(path), rows, errors);
    return 0;
}

static int load_directory(const char *path, struct tnf_text_rows *rows, struct tnf_error_list *errors,
                          struct tnf_error *err) {
    TNF_AUTO(release_paths) struct paths paths = {0};
    TNF_TRY(list_files(path, &paths, err));
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf buffer = TNF_STRBUF_INIT;
    for (size_t i = 0; i < paths.count; i++) {
        struct tnf_error error;
        if (load_file(paths.items[i], false, &buffer, rows, errors, &error) < 0) tnf_error_list_add(errors, &error);
    }
    return 0;
}

int tnf_text_load(const char *path, struct tnf_text_rows *rows, struct tnf_error_list *errors, struct tnf_error *err) {
    struct stat status;
    if (stat(path, &status) != 0) return refused(path, err);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf buffer = TNF_STRBUF_INIT;
    if (S_ISDIR(status.st_mode))
        TNF_TRY(load_directory(path, rows, errors, err));
    else
        TNF_TRY(load_file(path, true, &buffer, rows, errors, err));
    tnf_text_check_documents(rows, errors);
    tnf_text_sort_errors(errors);
    return 0;
}
