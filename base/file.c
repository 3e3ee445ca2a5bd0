#include "base/file.h"

#include "base/memory.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_STEP = 64 * 1024, OPEN_FOLDERS_MAX = 32, NAME_TRIES = 1000 };

static int system_error(struct tnf_error *err, const char *what, const char *path) {
    const int number = errno;
    const enum tnf_code code = number == ENOENT ? TNF_E_NOT_FOUND : TNF_E_IO;
    return tnf_error_set(err, code, "could not %s \"%s\": %s", what, path, strerror(number));
}

static int too_large(struct tnf_error *err, const char *path, size_t limit) {
    tnf_error_set(err, TNF_E_LIMIT, "file \"%s\" is larger than %zu bytes", path, limit);
    tnf_error_hint(err, "split it, or check that it is the right file");
    return TNF_E_LIMIT;
}

/* Reads at most `most` bytes to the end of *out; 0 at the end of the file, -1 with errno. */
static ssize_t read_some(int file, size_t most, struct tnf_strbuf *out) {
    tnf_strbuf_reserve(out, most);
    ssize_t got;
    do got = read(file, out->ptr + out->len, most);
    while (got < 0 && errno == EINTR);
    if (got > 0) out->len += (size_t)got;
    if (got >= 0) out->ptr[out->len] = '\0';
    return got;
}

int tnf_file_read(const char *path, size_t limit, struct tnf_strbuf *out, struct tnf_error *err) {
    const size_t start = out->len;
    TNF_AUTO_CLOSE const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return system_error(err, "open", path);
    ssize_t got = 1;
    while (got > 0 && out->len - start <= limit) {
        /* One byte past the limit shows that there is more. */
        const size_t left = limit - (out->len - start) + 1;
        got = read_some(file, left < READ_STEP ? left : READ_STEP, out);
    }
    if (got >= 0 && out->len - start <= limit) return 0;
    const int code = got < 0 ? system_error(err, "read", path) : too_large(err, path, limit);
    tnf_strbuf_truncate(out, start);
    return code;
}

static int write_all(int file, struct tnf_strview bytes) {
    while (bytes.len > 0) {
        const ssize_t written = write(file, bytes.ptr, bytes.len);
        if (written < 0 && errno != EINTR) return -1;
        if (written > 0) bytes = tnf_sv_from(bytes, (size_t)written);
    }
    return 0;
}

/* A rename is on disk only when the folder is. Some file systems cannot do that; the data itself is safe by then. */
static void flush_directory_of(const char *path) {
    struct tnf_strview directory = tnf_path_directory(tnf_sv(path));
    TNF_AUTO_FREE char *name = directory.len == 0 ? tnf_xstrdup(".") : tnf_xstrndup(directory.ptr, directory.len);
    TNF_AUTO_CLOSE const int folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) (void)fsync(folder);
}

/* Creates a new file beside `path`, whose name goes to *ret_name; -1 with errno. Names are tried, not asked for, so
 * that the kernel applies the umask (mkstemp's files are private). */
static int create_beside(const char *path, struct tnf_strbuf *ret_name) {
    static atomic_uint counter;
    int file = -1;
    for (int tries = 0; file < 0 && tries < NAME_TRIES; tries++) {
        const unsigned number = atomic_fetch_add(&counter, 1);
        tnf_strbuf_clear(ret_name);
        tnf_strbuf_addf(ret_name, "%s.%ld-%u.tmp", path, (long)getpid(), number);
        file = open(ret_name->ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file < 0 && errno != EEXIST) break;
    }
    return file;
}

static int fill_and_rename(int file, const char *temporary, const char *path, struct tnf_strview bytes,
                           struct tnf_error *err) {
    if (write_all(file, bytes) < 0) return system_error(err, "write", temporary);
    if (fsync(file) < 0) return system_error(err, "flush", temporary);
    if (rename(temporary, path) < 0) return system_error(err, "replace", path);
    return 0;
}

int tnf_file_write(const char *path, struct tnf_strview bytes, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf temporary = TNF_STRBUF_INIT;
    TNF_AUTO_CLOSE const int file = create_beside(path, &temporary);
    if (file < 0) return system_error(err, "create a file beside", path);
    const int code = fill_and_rename(file, temporary.ptr, path, bytes, err);
    if (code < 0) {
        (void)unlink(temporary.ptr);
        return code;
    }
    flush_directory_of(path);
    return 0;
}

int tnf_file_create(const char *path, struct tnf_strview bytes, struct tnf_error *err) {
    TNF_AUTO_CLOSE const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0 || write_all(file, bytes) < 0) return system_error(err, "write", path);
    return 0;
}

int tnf_file_copy(const char *from, const char *to, unsigned mode, struct tnf_error *err) {
    TNF_AUTO_CLOSE int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat info;
    if (in < 0 || fstat(in, &info) < 0) return system_error(err, "read", from);
    TNF_AUTO_CLOSE int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
    if (out < 0) return system_error(err, "write", to);
    for (off_t left = info.st_size; left > 0;) {
        const ssize_t sent = sendfile(out, in, NULL, (size_t)left);
        if (sent <= 0) return system_error(err, "copy to", to);
        left -= sent;
    }
    return 0;
}

int tnf_file_make_directories(const char *path, struct tnf_error *err) {
    TNF_AUTO_FREE char *partial = tnf_xstrdup(path);
    for (size_t i = 1; i <= strlen(path); i++) {
        if (path[i] != '/' && path[i] != '\0') continue;
        partial[i] = '\0';
        if (mkdir(partial, 0777) < 0 && errno != EEXIST) return system_error(err, "create the folder", partial);
        partial[i] = path[i];
    }
    if (tnf_file_is_directory(path)) return 0;
    return tnf_error_set(err, TNF_E_EXISTS, "\"%s\" is not a folder", path);
}

int tnf_file_make_temporary(const char *prefix, char **ret, struct tnf_error *err) {
    const char *base = getenv("TMPDIR");
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_path_join(&path, tnf_sv(base == NULL || base[0] == '\0' ? "/tmp" : base), tnf_sv(prefix));
    tnf_strbuf_add_str(&path, "-XXXXXX");
    if (mkdtemp(path.ptr) == NULL) return tnf_error_errno(err, "make a folder \"%s\"", path.ptr);
    *ret = tnf_xstrndup(path.ptr, path.len);
    return 0;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *place) {
    (void)info;
    (void)type;
    (void)place;
    return remove(path);
}

int tnf_file_remove_tree(const char *path, struct tnf_error *err) {
    if (nftw(path, remove_one, OPEN_FOLDERS_MAX, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT) return 0;
    return system_error(err, "remove", path);
}

bool tnf_file_exists(const char *path) {
    struct stat info;
    return lstat(path, &info) == 0;
}

bool tnf_file_is_directory(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}
