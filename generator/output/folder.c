#include "generator/output/folder.h"

#include "base/memory.h"
#include "generator/output/path.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DIRECTORY = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

static void start(struct tnf_folder *folder, int root, const char *name) {
    folder->root = root;
    folder->name = name;
    folder->depth = 0;
    tnf_strbuf_init(&folder->path);
}

int tnf_folder_error(const struct tnf_folder *folder, const char *verb, struct tnf_strview path,
                     struct tnf_error *err) {
    const int saved = errno;
    return tnf_error_set(err, TNF_E_IO, "could not %s %s%s%.*s: %s", verb, folder->name, path.len > 0 ? "/" : "",
                         TNF_SV_ARG(path), strerror(saved));
}

/* mkdir -p: every directory above `name` and itself. */
static int make_all(const char *name, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf part = TNF_STRBUF_INIT;
    for (const char *c = name; *c != '\0'; c++) {
        tnf_strbuf_add_c(&part, *c);
        if ((c[1] == '/' && *c != '/') || c[1] == '\0')
            if (mkdir(part.ptr, 0777) != 0 && errno != EEXIST)
                return tnf_error_errno(err, "create directory %s", part.ptr);
    }
    return 0;
}

int tnf_folder_open(struct tnf_folder *folder, const char *name, bool make, struct tnf_error *err) {
    if (make) TNF_TRY(make_all(name, err));
    const int root = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0 && errno == ENOENT) return tnf_error_set(err, TNF_E_NOT_FOUND, "directory %s does not exist", name);
    if (root < 0) return tnf_error_errno(err, "open directory %s", name);
    start(folder, root, name);
    return 0;
}

int tnf_folder_open_in(struct tnf_folder *folder, const struct tnf_folder *outer, const char *part, const char *name,
                       bool make, struct tnf_error *err) {
    if (make && mkdirat(outer->root, part, 0777) != 0 && errno != EEXIST)
        return tnf_error_errno(err, "create directory %s", name);
    const int root = openat(outer->root, part, DIRECTORY);
    if (root < 0 && errno == ENOENT) return tnf_error_set(err, TNF_E_NOT_FOUND, "directory %s does not exist", name);
    if (root < 0) return tnf_error_errno(err, "open directory %s", name);
    start(folder, root, name);
    return 0;
}

int tnf_folder_share(struct tnf_folder *folder, const struct tnf_folder *other, struct tnf_error *err) {
    if (other->root < 0) {
        start(folder, -1, other->name);
        return 0;
    }
    const int root = fcntl(other->root, F_DUPFD_CLOEXEC, 0);
    if (root < 0) return tnf_folder_error(other, "open", TNF_SV(""), err);
    start(folder, root, other->name);
    return 0;
}

static void ascend(struct tnf_folder *folder, size_t depth) {
    while (folder->depth > depth) (void)close(folder->parts[--folder->depth].fd);
    tnf_strbuf_truncate(&folder->path, depth == 0 ? 0 : folder->parts[depth - 1].end);
}

void tnf_folder_forget(struct tnf_folder *folder) {
    ascend(folder, 0);
}

void tnf_folder_release(struct tnf_folder *folder) {
    ascend(folder, 0);
    if (folder->root >= 0) (void)close(folder->root);
    folder->root = -1;
    tnf_strbuf_release(&folder->path);
}

static int blocked(const struct tnf_folder *folder, int at, const char *part, struct tnf_strview path,
                   struct tnf_error *err) {
    if (errno != ENOTDIR && errno != ELOOP) return tnf_folder_error(folder, "open directory", path, err);
    struct stat status;
    const bool link = fstatat(at, part, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
    (void)tnf_error_set(err, TNF_E_INVALID, "\"%s\" in %s/%.*s is %s", part, folder->name, TNF_SV_ARG(path),
                        link ? "a symbolic link" : "not a directory");
    tnf_error_hint(err, "generated files are not written through it; move it away or choose another output");
    return TNF_E_INVALID;
}

/* One step down; *ret_fd is -1 when there is nothing and `make` is false. */
static int step(const struct tnf_folder *folder, struct tnf_strview part, bool make, struct tnf_strview path,
                int *ret_fd, struct tnf_error *err) {
    const int at = folder->depth == 0 ? folder->root : folder->parts[folder->depth - 1].fd;
    const struct tnf_path_part name = tnf_path_part(part);
    int fd = openat(at, name.text, DIRECTORY);
    if (fd < 0 && errno == ENOENT && make) {
        if (mkdirat(at, name.text, 0777) != 0 && errno != EEXIST)
            return tnf_folder_error(folder, "create directory", path, err);
        fd = openat(at, name.text, DIRECTORY);
    }
    if (fd < 0 && (errno != ENOENT || make)) return blocked(folder, at, name.text, path, err);
    *ret_fd = fd;
    return 0;
}

static int descend(struct tnf_folder *folder, struct tnf_strview rest, bool make, struct tnf_strview path, bool *ret,
                   struct tnf_error *err) {
    while (rest.len > 0) {
        if (folder->depth == TNF_FOLDER_DEPTH)
            return tnf_error_set(err, TNF_E_LIMIT, "\"%.*s\" in %s nests more than %d directories", TNF_SV_ARG(path),
                                 folder->name, TNF_FOLDER_DEPTH);
        const struct tnf_strview part = tnf_sv_next(&rest, '/');
        int fd = -1;
        TNF_TRY(step(folder, part, make, path, &fd, err));
        if (fd < 0) {
            *ret = false;
            return 0;
        }
        if (folder->depth > 0) tnf_strbuf_add_c(&folder->path, '/');
        tnf_strbuf_add_sv(&folder->path, part);
        folder->parts[folder->depth].fd = fd;
        folder->parts[folder->depth++].end = folder->path.len;
    }
    *ret = true;
    return 0;
}

/* How many of the open parts lead to `path` too. */
static size_t common_depth(const struct tnf_folder *folder, struct tnf_strview path) {
    size_t depth = 0;
    while (depth < folder->depth) {
        const size_t end = folder->parts[depth].end;
        if (path.len < end || (path.len > end && path.ptr[end] != '/')) break;
        if (memcmp(path.ptr, folder->path.ptr, end) != 0) break;
        depth++;
    }
    return depth;
}

int tnf_folder_dir(struct tnf_folder *folder, struct tnf_strview path, bool make, int *ret_fd, struct tnf_error *err) {
    if (folder->root < 0) {
        *ret_fd = -1;
        return 0;
    }
    ascend(folder, common_depth(folder, path));
    const struct tnf_strview rest = folder->depth == 0 ? path : tnf_sv_from(path, folder->path.len + 1);
    bool exists = false;
    TNF_TRY(descend(folder, rest, make, path, &exists, err));
    const int deepest = folder->depth == 0 ? folder->root : folder->parts[folder->depth - 1].fd;
    *ret_fd = exists ? deepest : -1;
    return 0;
}

int tnf_folder_parent(struct tnf_folder *folder, struct tnf_strview path, bool make, int *ret_fd,
                      struct tnf_error *err) {
    return tnf_folder_dir(folder, tnf_path_directory(path), make, ret_fd, err);
}
