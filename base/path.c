#include "base/path.h"

#include "base/excerpt.h"

#include <stdbool.h>
#include <strings.h>

static bool has_control_character(struct tnf_strview text) {
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < 0x20 || text.ptr[i] == 0x7F) return true;
    return false;
}

static bool is_git_folder(struct tnf_strview part) {
    return part.len == 4 && strncasecmp(part.ptr, ".git", 4) == 0;
}

/* Why a part cannot stand in a path; NULL when it can. */
static const char *part_fault(struct tnf_strview part) {
    if (part.len == 0) return "has an empty part";
    if (part.len > TNF_PATH_PART_MAX) return "has a part of more than 255 bytes";
    if (tnf_sv_eq_c(part, ".")) return "has a part \".\"";
    if (tnf_sv_eq_c(part, "..")) return "leaves its folder through \"..\"";
    if (part.ptr[0] == '-') return "has a part that starts with \"-\"";
    if (is_git_folder(part)) return "has a part that belongs to git";
    return NULL;
}

static const char *path_fault(struct tnf_strview path) {
    if (path.len == 0) return "is empty";
    if (path.len > TNF_PATH_MAX) return "is longer than 1024 bytes";
    if (path.ptr[0] == '/') return "is absolute";
    if (has_control_character(path)) return "has a control character";
    if (tnf_sv_find(path, '\\') < path.len) return "has a backslash";
    if (!tnf_sv_is_utf8(path)) return "is not UTF-8";
    const char *fault = NULL;
    for (struct tnf_strview rest = path; fault == NULL && rest.ptr != NULL;)
        fault = part_fault(tnf_sv_next(&rest, '/'));
    return fault;
}

int tnf_path_check(struct tnf_strview relative, struct tnf_error *err) {
    const char *fault = path_fault(relative);
    if (fault == NULL) return 0;
    tnf_error_set(err, TNF_E_INVALID, "path %s %s", tnf_excerpt(relative).text, fault);
    tnf_error_hint(err, "use a relative path of plain names, such as environments/staging");
    return TNF_E_INVALID;
}

void tnf_path_join(struct tnf_strbuf *out, struct tnf_strview directory, struct tnf_strview name) {
    tnf_strbuf_add_sv(out, directory);
    if (directory.len > 0 && directory.ptr[directory.len - 1] != '/') tnf_strbuf_add_c(out, '/');
    tnf_strbuf_add_sv(out, name);
}

/* Offset just past the last slash, 0 without one. */
static size_t name_start(struct tnf_strview path) {
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/') start--;
    return start;
}

char *tnf_path_joined(const char *directory, const char *name) {
    struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_path_join(&path, tnf_sv(directory), tnf_sv(name));
    return tnf_strbuf_detach(&path);
}

struct tnf_strview tnf_path_directory(struct tnf_strview path) {
    const size_t start = name_start(path);
    return tnf_sv_n(path.ptr, start > 1 ? start - 1 : start);
}

struct tnf_strview tnf_path_name(struct tnf_strview path) {
    return tnf_sv_from(path, name_start(path));
}

static void add_part(struct tnf_strbuf *out, size_t start, struct tnf_strview part) {
    if (part.len == 0 || tnf_sv_eq_c(part, ".")) return;
    const struct tnf_strview before = tnf_sv_from(tnf_strbuf_view(out), start);
    if (tnf_sv_eq_c(part, "..") && before.len > 0 && !tnf_sv_eq_c(tnf_path_name(before), "..")) {
        tnf_strbuf_truncate(out, start + tnf_path_directory(before).len);
        return;
    }
    if (before.len > 0) tnf_strbuf_add_c(out, '/');
    tnf_strbuf_add_sv(out, part);
}

void tnf_path_resolve(struct tnf_strbuf *out, struct tnf_strview folder, struct tnf_strview path) {
    const size_t start = out->len;
    while (folder.len > 0) add_part(out, start, tnf_sv_next(&folder, '/'));
    while (path.len > 0) add_part(out, start, tnf_sv_next(&path, '/'));
}
