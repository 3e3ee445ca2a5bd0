#include "generator/output/walk.h"

#include "base/arena.h"
#include "base/memory.h"
#include "generator/output/delta.h"
#include "generator/output/folder_file.h"
#include "generator/output/index.h"
#include "generator/output/manifest.h"
#include "generator/output/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct walk {
    const struct tnf_folder *out;
    struct tnf_arena paths;
    struct tnf_strview *found;
    size_t count;
    size_t capacity;
    struct tnf_strbuf path; /* of the directory that is being read */
};

static void add_found(struct walk *walk) {
    walk->found = tnf_xgrow(walk->found, walk->count, &walk->capacity, sizeof *walk->found);
    walk->found[walk->count++] = tnf_arena_sv(&walk->paths, tnf_strbuf_view(&walk->path));
}

static bool is_entered(const struct dirent *entry) {
    static const char *const skipped[] = {".", "..", ".git", ".terraform", TNF_CONTROL_DIR};
    for (size_t i = 0; i < TNF_ARRAY_LEN(skipped); i++)
        if (strcmp(entry->d_name, skipped[i]) == 0) return false;
    return entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN;
}

static int enter(struct walk *walk, int at, const char *name, unsigned depth, struct tnf_error *err);

static int read_entries(struct walk *walk, DIR *entries, unsigned depth, struct tnf_error *err) {
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        if (strcmp(entry->d_name, TNF_MANIFEST_NAME) == 0) add_found(walk);
        if (!is_entered(entry)) continue;
        const size_t length = walk->path.len;
        if (length > 0) tnf_strbuf_add_c(&walk->path, '/');
        tnf_strbuf_add_str(&walk->path, entry->d_name);
        TNF_TRY(enter(walk, dirfd(entries), entry->d_name, depth + 1, err));
        tnf_strbuf_truncate(&walk->path, length);
    }
    return 0;
}

static int enter(struct walk *walk, int at, const char *name, unsigned depth, struct tnf_error *err) {
    /* Deeper than anything that we generate. */
    if (depth > TNF_FOLDER_DEPTH) return 0;
    const int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 && (errno == ENOTDIR || errno == ELOOP || errno == EACCES)) return 0;
    DIR *entries = fd < 0 ? NULL : fdopendir(fd);
    if (entries == NULL) {
        tnf_cleanup_close(&fd);
        return tnf_folder_error(walk->out, "read directory", tnf_strbuf_view(&walk->path), err);
    }
    const int code = read_entries(walk, entries, depth, err);
    (void)closedir(entries);
    return code;
}

static int by_bytes(const void *a, const void *b) {
    const struct tnf_strview *left = a;
    const struct tnf_strview *right = b;
    return tnf_sv_cmp(*left, *right);
}

/* A damaged manifest still names a folder of ours: its own reading will say what is wrong. */
static int add_entry(struct tnf_tools *tools, struct tnf_strview path, struct tnf_index_writer *writer,
                     struct tnf_error *err) {
    const struct tnf_strview file =
        path.len == 0 ? TNF_SV(TNF_MANIFEST_NAME)
                      : tnf_arena_printf(&tools->arena, "%.*s/%s", TNF_SV_ARG(path), TNF_MANIFEST_NAME);
    TNF_TRY(tnf_folder_read(&tools->out, file, TNF_MANIFEST_MAX, &tools->scratch, err));
    const struct tnf_strview text = tnf_strbuf_view(&tools->scratch);
    struct tnf_manifest manifest;
    tnf_manifest_read(text, &tools->arena, &manifest);
    const struct tnf_sha256 hash = tnf_hasher_of(tools->hasher, text);
    return tnf_index_writer_add(writer, path, &hash, manifest.count, NULL, err);
}

static int write_index(const struct walk *walk, int fd, struct tnf_error *err) {
    struct tnf_tools tools;
    struct tnf_index_writer writer;
    tnf_index_writer_open(&writer, fd, "temporary index");
    int code = tnf_tools_init(&tools, walk->out, err);
    for (size_t i = 0; i < walk->count && code == 0; i++) {
        code = add_entry(&tools, walk->found[i], &writer, err);
        tnf_arena_reset(&tools.arena);
    }
    if (code == 0) code = tnf_index_writer_end(&writer, err);
    writer.fd = -1; /* it goes on as the reader's */
    tnf_index_writer_release(&writer);
    tnf_tools_release(&tools);
    return code;
}

static int temporary_file(int *ret_fd, struct tnf_error *err) {
    FILE *file = tmpfile();
    const int fd = file == NULL ? -1 : fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
    if (file != NULL) (void)fclose(file);
    if (fd < 0) return tnf_error_errno(err, "make a temporary file");
    *ret_fd = fd;
    return 0;
}

static int collect(struct walk *walk, int *ret_fd, struct tnf_error *err) {
    *ret_fd = -1;
    TNF_TRY(enter(walk, walk->out->root, ".", 0, err));
    if (walk->count == 0) return 0;
    qsort(walk->found, walk->count, sizeof *walk->found, by_bytes);
    TNF_AUTO_CLOSE int fd = -1;
    TNF_TRY(temporary_file(&fd, err));
    TNF_TRY(write_index(walk, fd, err));
    if (lseek(fd, 0, SEEK_SET) != 0) return tnf_error_errno(err, "rewind");
    *ret_fd = fd;
    fd = -1;
    return 0;
}

int tnf_walk_index(const struct tnf_folder *out, int *ret_fd, struct tnf_error *err) {
    *ret_fd = -1;
    if (out->root < 0) return 0;
    struct walk walk = {.out = out, .paths = TNF_ARENA_INIT, .path = TNF_STRBUF_INIT};
    const int code = collect(&walk, ret_fd, err);
    tnf_arena_release(&walk.paths);
    tnf_strbuf_release(&walk.path);
    free(walk.found);
    return code;
}
