#include "generator/output/folder_file.h"

#include "base/memory.h"
#include "generator/output/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* O_NONBLOCK: a FIFO in the way must not stop us. */
enum { READING = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC };
enum { CREATING = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC };
enum { CHUNK = 65536 };

int tnf_write_all(int fd, struct tnf_strview bytes) {
    while (bytes.len > 0) {
        const ssize_t written = write(fd, bytes.ptr, bytes.len);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return -1;
        bytes = tnf_sv_from(bytes, (size_t)written);
    }
    return 0;
}

/* Appends up to `size` bytes; fewer only at the end of the file. */
static int read_some(int fd, size_t size, struct tnf_strbuf *out) {
    tnf_strbuf_reserve(out, size);
    size_t got = 0;
    while (got < size) {
        const ssize_t part = read(fd, out->ptr + out->len, size - got);
        if (part < 0 && errno == EINTR) continue;
        if (part < 0) return -1;
        if (part == 0) break;
        out->len += (size_t)part;
        got += (size_t)part;
    }
    out->ptr[out->len] = '\0';
    return 0;
}

/* Opens for reading; *ret_fd is -1 when there is nothing, *ret_status says what there is. A link is not opened. */
static int open_file(struct tnf_folder *folder, struct tnf_strview path, int *ret_fd, struct stat *ret_status,
                     struct tnf_error *err) {
    int dir = -1;
    *ret_fd = -1;
    TNF_TRY(tnf_folder_parent(folder, path, /* make= */ false, &dir, err));
    if (dir < 0) return 0;
    const struct tnf_path_part leaf = tnf_path_part(tnf_path_name(path));
    const int fd = openat(dir, leaf.text, READING);
    if (fd < 0 && errno == ENOENT) return 0;
    if (fd < 0 && fstatat(dir, leaf.text, ret_status, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(ret_status->st_mode)) {
        *ret_fd = -2;
        return 0;
    }
    if (fd < 0) return tnf_folder_error(folder, "open", path, err);
    if (fstat(fd, ret_status) != 0) {
        (void)close(fd);
        return tnf_folder_error(folder, "look at", path, err);
    }
    *ret_fd = fd;
    return 0;
}

int tnf_folder_read(struct tnf_folder *folder, struct tnf_strview path, size_t limit, struct tnf_strbuf *ret,
                    struct tnf_error *err) {
    TNF_AUTO_CLOSE int fd = -1;
    struct stat status = {0};
    TNF_TRY(open_file(folder, path, &fd, &status, err));
    if (fd == -1) return tnf_error_set(err, TNF_E_NOT_FOUND, "%s/%.*s does not exist", folder->name, TNF_SV_ARG(path));
    if (fd < 0 || !S_ISREG(status.st_mode))
        return tnf_error_set(err, TNF_E_INVALID, "%s/%.*s is not a regular file", folder->name, TNF_SV_ARG(path));
    tnf_strbuf_clear(ret);
    if (read_some(fd, (uint64_t)status.st_size < limit ? (size_t)status.st_size + 1 : limit + 1, ret) != 0)
        return tnf_folder_error(folder, "read", path, err);
    if (ret->len <= limit) return 0;
    return tnf_error_set(err, TNF_E_LIMIT, "%s/%.*s has more than %zu bytes", folder->name, TNF_SV_ARG(path), limit);
}

int tnf_folder_create(struct tnf_folder *folder, struct tnf_strview path, struct tnf_strview content,
                      struct tnf_error *err) {
    int dir = -1;
    TNF_TRY(tnf_folder_parent(folder, path, /* make= */ true, &dir, err));
    const struct tnf_path_part leaf = tnf_path_part(tnf_path_name(path));
    TNF_AUTO_CLOSE int fd = openat(dir, leaf.text, CREATING, 0666);
    if (fd < 0) return tnf_folder_error(folder, "create", path, err);
    if (tnf_write_all(fd, content) != 0) return tnf_folder_error(folder, "write", path, err);
    return 0;
}

int tnf_folder_put(struct tnf_folder *folder, const char *name, struct tnf_strview content, struct tnf_error *err) {
    static const char temporary[] = "put.tmp";
    if (unlinkat(folder->root, temporary, 0) != 0 && errno != ENOENT)
        return tnf_folder_error(folder, "remove", tnf_sv(temporary), err);
    TNF_TRY(tnf_folder_create(folder, tnf_sv(temporary), content, err));
    if (renameat(folder->root, temporary, folder->root, name) == 0) return 0;
    return tnf_folder_error(folder, "replace", tnf_sv(name), err);
}

static int hash_rest(int fd, struct tnf_hasher *hasher, struct tnf_strbuf *scratch, struct tnf_sha256 *ret) {
    for (;;) {
        tnf_strbuf_clear(scratch);
        const int code = read_some(fd, CHUNK, scratch);
        tnf_hasher_add(hasher, tnf_strbuf_view(scratch));
        if (code == 0 && scratch->len == CHUNK) continue;
        *ret = tnf_hasher_end(hasher);
        return code;
    }
}

static int compare_open(int fd, size_t size, const struct tnf_strview *wanted, struct tnf_hasher *hasher,
                        struct tnf_strbuf *scratch, enum tnf_found *ret_found, struct tnf_sha256 *ret_hash) {
    tnf_strbuf_clear(scratch);
    *ret_found = TNF_FOUND_OTHER;
    if (wanted != NULL && wanted->len == size) {
        if (read_some(fd, size, scratch) != 0) return -1;
        if (tnf_sv_eq(tnf_strbuf_view(scratch), *wanted)) {
            *ret_found = TNF_FOUND_SAME;
            return 0;
        }
        tnf_hasher_add(hasher, tnf_strbuf_view(scratch));
    }
    return hash_rest(fd, hasher, scratch, ret_hash);
}

int tnf_folder_compare(struct tnf_folder *folder, struct tnf_strview path, const struct tnf_strview *wanted,
                       struct tnf_hasher *hasher, struct tnf_strbuf *scratch, enum tnf_found *ret_found,
                       struct tnf_sha256 *ret_hash, struct tnf_error *err) {
    TNF_AUTO_CLOSE int fd = -1;
    struct stat status = {0};
    TNF_TRY(open_file(folder, path, &fd, &status, err));
    if (fd < 0 || !S_ISREG(status.st_mode)) {
        *ret_found = fd == -1 ? TNF_FOUND_NOTHING : TNF_FOUND_NO_FILE;
        return 0;
    }
    if (compare_open(fd, (size_t)status.st_size, wanted, hasher, scratch, ret_found, ret_hash) == 0) return 0;
    return tnf_folder_error(folder, "read", path, err);
}

static int remove_entries(const struct tnf_folder *folder, DIR *entries, struct tnf_error *err) {
    const int at = dirfd(entries);
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (entry->d_type != DT_DIR && unlinkat(at, entry->d_name, 0) == 0) continue;
        TNF_TRY(tnf_folder_remove_tree(folder, at, entry->d_name, err));
    }
    return 0;
}

int tnf_folder_remove_tree(const struct tnf_folder *folder, int at, const char *part, struct tnf_error *err) {
    const int fd = openat(at, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) return 0;
    if (fd < 0 && unlinkat(at, part, 0) == 0) return 0;
    if (fd < 0) return tnf_folder_error(folder, "remove", tnf_sv(part), err);
    DIR *entries = fdopendir(fd);
    if (entries == NULL) {
        (void)close(fd);
        return tnf_folder_error(folder, "read directory", tnf_sv(part), err);
    }
    const int code = remove_entries(folder, entries, err);
    (void)closedir(entries);
    if (code < 0) return code;
    return unlinkat(at, part, AT_REMOVEDIR) == 0 ? 0 : tnf_folder_error(folder, "remove", tnf_sv(part), err);
}
