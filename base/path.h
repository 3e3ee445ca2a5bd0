/*
 * Paths as text. Nothing here looks at the disk; base/file does.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"

enum {
    TNF_PATH_MAX = 1024,     /* bytes of a relative path */
    TNF_PATH_PART_MAX = 255, /* bytes of one part: NAME_MAX of the usual file systems */
};

/* Accepts a relative path that is safe to create below a folder of ours and to hand to other programs: UTF-8, parts
 * between single slashes, none of them empty, "." or "..", none starting with '-' (which programs take for an option)
 * or being ".git" in any case (which git takes for its own), no control characters, no backslash, within the limits. */
int tnf_path_check(struct tnf_strview relative, struct tnf_error *err);

/* Appends `directory`, a slash where one is needed, and `name`. An empty directory adds only the name. */
void tnf_path_join(struct tnf_strbuf *out, struct tnf_strview directory, struct tnf_strview name);
/* The same as a string of its own, to be freed by the caller. */
char *tnf_path_joined(const char *directory, const char *name) __attribute__((warn_unused_result));
/* What stands before the last slash: "a/b" of "a/b/c", "" of "c", "/" of "/c". A view of `path`. */
struct tnf_strview tnf_path_directory(struct tnf_strview path);
/* What stands after the last slash. A view of `path`. */
struct tnf_strview tnf_path_name(struct tnf_strview path);
/* Appends what a relative path names when it is seen from a folder: "a/b" and "../c/./d" give "a/c/d". Both may lead
 * out of where the folder is relative to: what is left of ".." stands in front, as "../d" for "a" and "../../d". */
void tnf_path_resolve(struct tnf_strbuf *out, struct tnf_strview folder, struct tnf_strview path);
