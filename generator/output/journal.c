/* The second half of stage.h: carrying out a decided change, in this run or a later one. */
#include "base/memory.h"
#include "generator/output/folder_file.h"
#include "generator/output/path.h"
#include "generator/output/staging.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct apply {
    const struct tnf_folder *control;
    struct tnf_folder out;
    struct tnf_folder stage;
    struct tnf_folder tree;
    struct tnf_hasher *hasher;
    struct tnf_strbuf scratch;
};

/* A journal lies in the output, so it may come from a repository that somebody else made: its paths are checked. */
static int check_path(struct tnf_strview path, struct tnf_error *err) {
    const struct tnf_strview leaf = tnf_path_name(path);
    if (!tnf_sv_eq_c(leaf, TNF_MANIFEST_NAME)) return tnf_output_path_check(path, "journal: path", err);
    const struct tnf_strview parent = tnf_path_directory(path);
    return parent.len == 0 ? 0 : tnf_output_path_check(parent, "journal: path", err);
}

/* What stands at `path` is still what the run saw that decided. */
static int is_unchanged(struct apply *apply, struct tnf_strview path, const struct tnf_sha256 *seen, bool *ret,
                        struct tnf_error *err) {
    enum tnf_found found = TNF_FOUND_NOTHING;
    struct tnf_sha256 hash;
    TNF_TRY(tnf_folder_compare(&apply->out, path, NULL, apply->hasher, &apply->scratch, &found, &hash, err));
    *ret = found == TNF_FOUND_OTHER && tnf_sha256_eq(&hash, seen);
    return 0;
}

/* Moves the staged file over the old one. Without a staged file this was done before; a target that is gone is
 * left to move_new, one that was changed meanwhile stays and the staged file goes. */
static int replace(struct apply *apply, struct tnf_strview path, const struct tnf_sha256 *seen, struct tnf_error *err) {
    int staged = -1;
    int target = -1;
    TNF_TRY(tnf_folder_parent(&apply->tree, path, /* make= */ false, &staged, err));
    bool unchanged = false;
    TNF_TRY(is_unchanged(apply, path, seen, &unchanged, err));
    TNF_TRY(tnf_folder_parent(&apply->out, path, /* make= */ false, &target, err));
    if (staged < 0 || target < 0 || !unchanged) return 0;
    const struct tnf_path_part leaf = tnf_path_part(tnf_path_name(path));
    if (renameat(staged, leaf.text, target, leaf.text) == 0 || errno == ENOENT) return 0;
    return tnf_folder_error(&apply->out, "replace", path, err);
}

/* Removes directories from `path` upwards for as long as they are empty. */
static int remove_empty(struct apply *apply, struct tnf_strview path, struct tnf_error *err) {
    for (; path.len > 0; path = tnf_path_directory(path)) {
        int dir = -1;
        tnf_folder_forget(&apply->out);
        TNF_TRY(tnf_folder_parent(&apply->out, path, /* make= */ false, &dir, err));
        if (dir < 0) continue;
        const struct tnf_path_part leaf = tnf_path_part(tnf_path_name(path));
        if (unlinkat(dir, leaf.text, AT_REMOVEDIR) == 0 || errno == ENOENT) continue;
        if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR) return 0;
        return tnf_folder_error(&apply->out, "remove directory", path, err);
    }
    return 0;
}

static int remove_file(struct apply *apply, struct tnf_strview path, const struct tnf_sha256 *seen,
                       struct tnf_error *err) {
    bool unchanged = false;
    TNF_TRY(is_unchanged(apply, path, seen, &unchanged, err));
    if (unchanged) {
        int dir = -1;
        TNF_TRY(tnf_folder_parent(&apply->out, path, /* make= */ false, &dir, err));
        const struct tnf_path_part leaf = tnf_path_part(tnf_path_name(path));
        if (dir >= 0 && unlinkat(dir, leaf.text, 0) != 0 && errno != ENOENT)
            return tnf_folder_error(&apply->out, "remove", path, err);
    }
    return remove_empty(apply, tnf_path_directory(path), err);
}

static int apply_line(struct apply *apply, struct tnf_strview line, struct tnf_error *err) {
    const struct tnf_strview verb = tnf_sv_next(&line, ' ');
    struct tnf_sha256 seen;
    if (!tnf_sha256_parse(tnf_sv_next(&line, ' '), &seen))
        return tnf_error_set(err, TNF_E_INVALID, "journal %s/%s is damaged", apply->control->name, TNF_JOURNAL_NAME);
    TNF_TRY(check_path(line, err));
    return tnf_sv_eq_c(verb, "replace") ? replace(apply, line, &seen, err) : remove_file(apply, line, &seen, err);
}

static int apply_lines(struct apply *apply, FILE *journal, struct tnf_error *err) {
    TNF_AUTO_FREE char *text = NULL;
    size_t capacity = 0;
    ssize_t length = 0;
    while ((length = getline(&text, &capacity, journal)) > 0) {
        const struct tnf_strview line = tnf_sv_n(text, (size_t)length - (text[length - 1] == '\n' ? 1 : 0));
        if (line.len > 0 && line.ptr[0] != '#' && !tnf_sv_eq_c(line, "end")) TNF_TRY(apply_line(apply, line, err));
    }
    return 0;
}

static int move_entries(struct apply *apply, int from, int to, struct tnf_error *err);

/* Both sides have the directory `name`: its entries are moved one by one. */
static int merge_directory(struct apply *apply, int from, int to, const char *name, struct tnf_error *err) {
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    TNF_AUTO_CLOSE int inner_from = openat(from, name, flags);
    if (inner_from < 0) return tnf_folder_error(&apply->tree, "open directory", tnf_sv(name), err);
    TNF_AUTO_CLOSE int inner_to = openat(to, name, flags);
    if (inner_to < 0) return tnf_folder_error(&apply->out, "open directory", tnf_sv(name), err);
    TNF_TRY(move_entries(apply, inner_from, inner_to, err));
    if (unlinkat(from, name, AT_REMOVEDIR) == 0) return 0;
    return tnf_folder_error(&apply->tree, "remove directory", tnf_sv(name), err);
}

/* rename that never replaces, also where the file system has no such rename. */
static int move_without_replacing(int from, int to, const char *name, bool directory) {
    if (renameat2(from, name, to, name, RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return -1;
    if (!directory) return linkat(from, name, to, name, 0) == 0 ? unlinkat(from, name, 0) : -1;
    struct stat status;
    if (fstatat(to, name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return renameat(from, name, to, name);
}

static int move_entry(struct apply *apply, int from, int to, const char *name, struct tnf_error *err) {
    struct stat status;
    if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return tnf_folder_error(&apply->tree, "look at", tnf_sv(name), err);
    const bool directory = S_ISDIR(status.st_mode);
    if (move_without_replacing(from, to, name, directory) == 0) return 0;
    if (errno != EEXIST) return tnf_folder_error(&apply->out, "create", tnf_sv(name), err);
    if (directory) return merge_directory(apply, from, to, name, err);
    /* Somebody made this file after the decision: it is theirs, the next check reports it. */
    return unlinkat(from, name, 0) == 0 ? 0 : tnf_folder_error(&apply->tree, "remove", tnf_sv(name), err);
}

static int move_entries(struct apply *apply, int from, int to, struct tnf_error *err) {
    const int copy = fcntl(from, F_DUPFD_CLOEXEC, 0);
    DIR *entries = copy < 0 ? NULL : fdopendir(copy);
    if (entries == NULL) {
        tnf_cleanup_close(&copy);
        return tnf_folder_error(&apply->tree, "read directory", TNF_SV(""), err);
    }
    int code = 0;
    for (struct dirent *entry; code == 0 && (entry = readdir(entries)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        code = move_entry(apply, from, to, entry->d_name, err);
    }
    (void)closedir(entries);
    return code;
}

static int move_index(struct apply *apply, struct tnf_error *err) {
    if (renameat(apply->stage.root, TNF_INDEX_NAME, apply->control->root, TNF_INDEX_NAME) == 0) return 0;
    return errno == ENOENT ? 0 : tnf_folder_error(apply->control, "replace", TNF_SV(TNF_INDEX_NAME), err);
}

/* A journal that a loss of power has cut was never decided for sure: the old tree stays. */
static bool is_complete(FILE *journal) {
    char end[sizeof TNF_JOURNAL_END] = "";
    const long length = (long)sizeof TNF_JOURNAL_END - 1;
    const bool ended = fseek(journal, -length, SEEK_END) == 0 && fread(end, 1, (size_t)length, journal) > 0 &&
                       strcmp(end, TNF_JOURNAL_END) == 0;
    rewind(journal);
    return ended;
}

static int carry_out(struct apply *apply, FILE *journal, struct tnf_error *err) {
    TNF_TRY(apply_lines(apply, journal, err));
    tnf_folder_forget(&apply->tree);
    TNF_TRY(move_entries(apply, apply->tree.root, apply->out.root, err));
    return move_index(apply, err);
}

static int apply_open(struct apply *apply, const struct tnf_folder *out, FILE *journal, struct tnf_error *err) {
    TNF_TRY(tnf_folder_share(&apply->out, out, err));
    TNF_TRY(tnf_folder_open_in(&apply->stage, apply->control, TNF_STAGING_NAME, "stage of the output", true, err));
    TNF_TRY(tnf_folder_open_in(&apply->tree, &apply->stage, TNF_STAGING_TREE, "stage of the output", true, err));
    return carry_out(apply, journal, err);
}

static int finish(const struct tnf_folder *control, struct tnf_error *err) {
    if (unlinkat(control->root, TNF_JOURNAL_NAME, 0) != 0)
        return tnf_folder_error(control, "remove", TNF_SV(TNF_JOURNAL_NAME), err);
    return tnf_staging_clear(control, err);
}

static int apply_journal(const struct tnf_folder *control, const struct tnf_folder *out, FILE *journal,
                         struct tnf_error *err) {
    struct apply apply = {
        .control = control, .out = TNF_FOLDER_NONE, .stage = TNF_FOLDER_NONE, .tree = TNF_FOLDER_NONE};
    tnf_strbuf_init(&apply.scratch);
    apply.hasher = tnf_hasher_new();
    const int code = apply_open(&apply, out, journal, err);
    tnf_folder_release(&apply.tree);
    tnf_folder_release(&apply.stage);
    tnf_folder_release(&apply.out);
    tnf_hasher_free(apply.hasher);
    tnf_strbuf_release(&apply.scratch);
    return code;
}

bool tnf_journal_exists(const struct tnf_folder *control) {
    struct stat status;
    return fstatat(control->root, TNF_JOURNAL_NAME, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

int tnf_journal_apply(const struct tnf_folder *control, const struct tnf_folder *out, bool *ret_found,
                      struct tnf_error *err) {
    const int fd = openat(control->root, TNF_JOURNAL_NAME, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) {
        *ret_found = false;
        return 0;
    }
    FILE *journal = fd < 0 ? NULL : fdopen(fd, "r");
    if (journal == NULL) {
        tnf_cleanup_close(&fd);
        return tnf_folder_error(control, "open", TNF_SV(TNF_JOURNAL_NAME), err);
    }
    const bool complete = is_complete(journal);
    const int code = complete ? apply_journal(control, out, journal, err) : 0;
    (void)fclose(journal);
    if (code < 0) return code;
    *ret_found = complete;
    return finish(control, err);
}
