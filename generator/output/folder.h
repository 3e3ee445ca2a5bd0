/*
 * Access to the files below one directory that never follows a symbolic link: every part of a path is opened
 * by itself below the one before. Paths are checked with tnf_path_check by whoever got them from outside.
 * Errors name the path as the user knows it. One folder belongs to one thread at a time.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

/* Directories nest at most so deep. */
enum { TNF_FOLDER_DEPTH = 32 };

/* One opened directory, and the way down to the directory that was last asked for, still open: neighbours are asked
 * for in turn, so most steps are saved. */
struct tnf_folder {
    int root;
    const char *name;       /* as the user named it, for messages; borrowed */
    struct tnf_strbuf path; /* of the last directory */
    size_t depth;           /* parts of path that are open */
    struct {
        int fd;
        size_t end; /* length of path up to and with this part */
    } parts[TNF_FOLDER_DEPTH];
};

/* A folder that is not open. Release takes it, and reading from it finds nothing. */
#define TNF_FOLDER_NONE                                                                                                \
    { .root = -1, .path = TNF_STRBUF_INIT }

/* Opens the directory `name`; with `make` it is created when missing, with the directories above it. `name` itself
 * may be a link. */
int tnf_folder_open(struct tnf_folder *folder, const char *name, bool make, struct tnf_error *err);
/* Opens the directory `part` inside `outer`; TNF_E_NOT_FOUND when it is missing and not `make`. `name` is for messages.
 */
int tnf_folder_open_in(struct tnf_folder *folder, const struct tnf_folder *outer, const char *part, const char *name,
                       bool make, struct tnf_error *err);
/* A second handle on the same directory, for another thread. */
int tnf_folder_share(struct tnf_folder *folder, const struct tnf_folder *other, struct tnf_error *err);
void tnf_folder_release(struct tnf_folder *folder);

/* Opens the directory at `path` ("" is the folder itself). *ret_fd is borrowed until the next call and -1 when the
 * directory does not exist and `make` is false. A link or a file in the way is TNF_E_INVALID. */
int tnf_folder_dir(struct tnf_folder *folder, struct tnf_strview path, bool make, int *ret_fd, struct tnf_error *err);
/* The same for the directory that holds the file `path`. */
int tnf_folder_parent(struct tnf_folder *folder, struct tnf_strview path, bool make, int *ret_fd,
                      struct tnf_error *err);
/* Closes what is kept open of the way down; needed after a directory was removed or renamed. */
void tnf_folder_forget(struct tnf_folder *folder);

/* Sets TNF_E_IO from errno: "could not <verb> <folder>/<path>: <reason>". */
int tnf_folder_error(const struct tnf_folder *folder, const char *verb, struct tnf_strview path, struct tnf_error *err);
