#include "provider/rehearsal/find_schema.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"

#include <dirent.h>
#include <limits.h>
#include <unistd.h>

static const char variable[] = "TENANTFORM_REHEARSAL_SCHEMA";

/* The only file of the folder that ends in .rehearsal. *ret_count is how many there are. */
static void find_only(const char *directory, struct tnf_strbuf *ret_name, size_t *ret_count) {
    *ret_count = 0;
    DIR *dir = opendir(directory);
    if (dir == NULL) return;
    for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        if (!tnf_sv_ends_with(tnf_sv(entry->d_name), TNF_SV(".rehearsal"))) continue;
        ++*ret_count;
        tnf_strbuf_clear(ret_name);
        tnf_strbuf_add_str(ret_name, entry->d_name);
    }
    closedir(dir);
}

/* 0 when found. TNF_E_NOT_FOUND when the folder has none, TNF_E_INVALID when it has several. */
static int find_in(struct tnf_strview directory, struct tnf_strbuf *out, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    tnf_path_join(&path, directory, TNF_SV("schema.rehearsal"));
    if (tnf_file_exists(path.ptr)) {
        tnf_strbuf_add_sv(out, tnf_strbuf_view(&path));
        return 0;
    }
    TNF_AUTO_FREE char *folder = tnf_xstrndup(directory.ptr, directory.len);
    size_t count;
    find_only(folder, &name, &count);
    if (count == 1) {
        tnf_path_join(out, directory, tnf_strbuf_view(&name));
        return 0;
    }
    if (count == 0) {
        tnf_error_set(err, TNF_E_NOT_FOUND, "there is no schema to play in \"%s\"", folder);
        tnf_error_hint(err,
                       "make one with tenantform-schema-compile and put it beside the program as "
                       "schema.rehearsal, or name it in %s",
                       variable);
        return TNF_E_NOT_FOUND;
    }
    tnf_error_set(err, TNF_E_INVALID, "there are %zu schemas to play in \"%s\"", count, folder);
    tnf_error_hint(err, "name one of them in %s, or schema.rehearsal", variable);
    return TNF_E_INVALID;
}

static int find_beside_executable(struct tnf_strbuf *out, struct tnf_error *err) {
    char path[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length < 0) {
        return tnf_error_errno(err, "find out where the program is");
    }
    return find_in(tnf_path_directory(tnf_sv_n(path, (size_t)length)), out, err);
}

int tnf_find_schema(const char *argv0, struct tnf_strbuf *out, struct tnf_error *err) {
    const char *named = getenv(variable);
    if (named != NULL && named[0] != '\0') {
        tnf_strbuf_add_str(out, named);
        return 0;
    }
    /* A link to the program may lie beside the schema, and the program itself elsewhere. */
    struct tnf_error ignored;
    if (strchr(argv0, '/') != NULL && find_in(tnf_path_directory(tnf_sv(argv0)), out, &ignored) == 0) return 0;
    return find_beside_executable(out, err);
}
