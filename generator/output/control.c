#include "generator/output/control.h"

#include "base/memory.h"
#include "base/path.h"
#include "generator/output/folder_file.h"
#include "generator/output/path.h"
#include "generator/output/staging.h"
#include "generator/output/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

const char tnf_control_gitignore[] = "# What is local to this working copy.\n/*\n!/.gitignore\n!/manifest\n";

static void start(struct tnf_control *control, const char *output) {
    *control = TNF_CONTROL_NONE;
    control->out.name = output;
    control->name = tnf_path_joined(output, TNF_CONTROL_DIR);
    control->index_name = tnf_path_joined(control->name, TNF_INDEX_NAME);
    control->folder.name = control->name;
}

void tnf_control_release(struct tnf_control *control) {
    tnf_cleanup_close(&control->lock);
    control->lock = -1;
    tnf_folder_release(&control->folder);
    tnf_folder_release(&control->out);
    free(control->name);
    free(control->index_name);
    control->name = control->index_name = NULL;
}

static int take_lock(struct tnf_control *control, int flags, int kind, struct tnf_error *err) {
    control->lock = openat(control->folder.root, "lock", flags | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (control->lock < 0 && errno == ENOENT) return 0;
    if (control->lock < 0) return tnf_folder_error(&control->folder, "open", TNF_SV("lock"), err);
    if (flock(control->lock, kind | LOCK_NB) == 0) return 0;
    if (errno != EWOULDBLOCK) return tnf_folder_error(&control->folder, "lock", TNF_SV("lock"), err);
    (void)tnf_error_set(err, TNF_E_CONFLICT, "another run is writing to the output %s", control->out.name);
    tnf_error_hint(err, "wait until it has ended and try again");
    return TNF_E_CONFLICT;
}

int tnf_control_look_at_gitignore(struct tnf_control *control, enum tnf_gitignore *ret, struct tnf_strbuf *ret_text,
                                  struct tnf_error *err) {
    enum { LIMIT = 4096 };
    struct tnf_error reason;
    *ret = TNF_GITIGNORE_MISSING;
    tnf_strbuf_clear(ret_text);
    if (control->folder.root < 0) return 0;
    const int code = tnf_folder_read(&control->folder, TNF_SV(TNF_GITIGNORE_NAME), LIMIT, ret_text, &reason);
    if (code == TNF_E_NOT_FOUND) return 0;
    if (code == TNF_E_IO && err != NULL) *err = reason;
    if (code == TNF_E_IO) return code;
    const bool same = code == 0 && tnf_sv_eq_c(tnf_strbuf_view(ret_text), tnf_control_gitignore);
    *ret = same ? TNF_GITIGNORE_SAME : TNF_GITIGNORE_EDITED;
    return 0;
}

int tnf_control_write_gitignore(struct tnf_control *control, struct tnf_error *err) {
    return tnf_folder_put(&control->folder, TNF_GITIGNORE_NAME, tnf_sv(tnf_control_gitignore), err);
}

int tnf_control_open(struct tnf_control *control, const char *output, struct tnf_error *err) {
    start(control, output);
    TNF_TRY(tnf_folder_open(&control->out, output, /* make= */ true, err));
    TNF_TRY(tnf_folder_open_in(&control->folder, &control->out, TNF_CONTROL_DIR, control->name, /* make= */ true, err));
    return take_lock(control, O_RDWR | O_CREAT, LOCK_EX, err);
}

/* NOT_FOUND is no failure, and leaves err alone. */
static int unless_missing(int code, const struct tnf_error *reason, struct tnf_error *err) {
    if (code == TNF_E_NOT_FOUND) return 0;
    if (code < 0 && err != NULL) *err = *reason;
    return code;
}

int tnf_control_open_to_read(struct tnf_control *control, const char *output, struct tnf_error *err) {
    start(control, output);
    struct tnf_error reason;
    TNF_TRY(unless_missing(tnf_folder_open(&control->out, output, /* make= */ false, &reason), &reason, err));
    if (control->out.root < 0) return 0;
    TNF_TRY(unless_missing(tnf_folder_open_in(&control->folder, &control->out, TNF_CONTROL_DIR, control->name,
                                              /* make= */ false, &reason),
                           &reason, err));
    return control->folder.root < 0 ? 0 : take_lock(control, O_RDONLY, LOCK_SH, err);
}

/* Reads the whole index and gives the reader back at its beginning; paths are checked as well. */
static int read_through(struct tnf_control *control, struct tnf_index_reader *reader, struct tnf_error *err) {
    while (reader->has_entry) {
        const struct tnf_strview path = reader->entry.path;
        if (path.len > 0) TNF_TRY(tnf_output_path_check(path, "index of generated folders", err));
        TNF_TRY(tnf_index_reader_next(reader, err));
    }
    const int fd = reader->fd;
    reader->fd = -1;
    tnf_index_reader_release(reader);
    if (lseek(fd, 0, SEEK_SET) == 0) return tnf_index_reader_open(reader, fd, control->index_name, err);
    (void)close(fd);
    return tnf_folder_error(&control->folder, "rewind", TNF_SV(TNF_INDEX_NAME), err);
}

/* The index as it stands; a reader that is not open when there is none. */
static int open_file(struct tnf_control *control, bool trusted, struct tnf_index_reader *reader,
                     struct tnf_error *err) {
    const int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC;
    const int fd = control->folder.root < 0 ? -1 : openat(control->folder.root, TNF_INDEX_NAME, flags);
    if (control->folder.root >= 0 && fd < 0 && errno != ENOENT)
        return tnf_folder_error(&control->folder, "open", TNF_SV(TNF_INDEX_NAME), err);
    TNF_TRY(tnf_index_reader_open(reader, fd, control->index_name, err));
    return fd < 0 || trusted ? 0 : read_through(control, reader, err);
}

int tnf_control_open_index(struct tnf_control *control, bool trusted, struct tnf_index_reader *reader,
                           struct tnf_index_origin *ret, struct tnf_error *err) {
    *ret = (struct tnf_index_origin){0};
    struct tnf_error reason = {0};
    const int code = open_file(control, trusted, reader, &reason);
    ret->found = code == 0 && reader->fd >= 0;
    if (ret->found) return 0;
    if (code == TNF_E_INVALID) ret->damage = reason;
    if (code < 0 && code != TNF_E_INVALID && err != NULL) *err = reason;
    if (code < 0 && code != TNF_E_INVALID) return code;
    tnf_index_reader_release(reader);
    int fd = -1;
    TNF_TRY(tnf_walk_index(&control->out, &fd, err));
    return tnf_index_reader_open(reader, fd, control->index_name, err);
}

static int no_state(const struct tnf_control *control, const char *reason, struct tnf_error *err) {
    return tnf_error_set(err, TNF_E_NOT_FOUND, "the output %s %s", control->out.name, reason);
}

/* Which index a state was written for: the file itself, as git's own index knows files. A checkout of other content
 * makes another file of it; reading and hashing 2 MB each time would tell no more. */
static int add_identity(const struct tnf_control *control, struct tnf_strbuf *out) {
    struct stat status;
    if (fstatat(control->folder.root, TNF_INDEX_NAME, &status, AT_SYMLINK_NOFOLLOW) != 0) return -1;
    tnf_strbuf_addf(out, "%jd.%09ld %ju %ju", (intmax_t)status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                    (uintmax_t)status.st_ino, (uintmax_t)status.st_size);
    return 0;
}

int tnf_control_read_state(struct tnf_control *control, struct tnf_tree_state *ret, struct tnf_error *err) {
    enum { LIMIT = 4096 };
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf index = TNF_STRBUF_INIT;
    TNF_TRY(tnf_folder_read(&control->folder, TNF_SV("state"), LIMIT, &text, err));
    if (add_identity(control, &index) != 0 ||
        !tnf_sv_eq(tnf_state_value(tnf_strbuf_view(&text), TNF_SV("index")), tnf_strbuf_view(&index)))
        return no_state(control, "is not what the last run left", err);
    return tnf_state_read(tnf_strbuf_view(&text), ret) ? 0 : no_state(control, "has a state that cannot be read", err);
}

int tnf_control_write_state(struct tnf_control *control, const struct tnf_tree_state *state, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&text, "# tenantform state 1: what the last complete run was made from; may be deleted\nindex ");
    if (add_identity(control, &text) != 0)
        return tnf_folder_error(&control->folder, "look at", TNF_SV(TNF_INDEX_NAME), err);
    tnf_strbuf_add_c(&text, '\n');
    tnf_state_add(state, &text);
    return tnf_folder_put(&control->folder, "state", tnf_strbuf_view(&text), err);
}

int tnf_tree_state_read(const char *output, struct tnf_tree_state *ret, struct tnf_error *err) {
    struct tnf_control control;
    int code = tnf_control_open_to_read(&control, output, err);
    if (code == 0) code = tnf_control_read_state(&control, ret, err);
    tnf_control_release(&control);
    return code;
}
