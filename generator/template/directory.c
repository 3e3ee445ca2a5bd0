#include "generator/template/program.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDER_DEPTH = 16 };

struct walk {
    struct tnf_template_set *set;
    const char *root;
    struct tnf_error *err;
    unsigned depth;
};

static int add_folder(struct walk *walk, const char *relative);

/* Every entry but the folder itself and the one above. */
static int is_candidate(const struct dirent *entry) {
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int add_file(struct walk *walk, const char *relative, const char *path) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf source = TNF_STRBUF_INIT;
    TNF_TRY(tnf_file_read(path, TNF_TEMPLATE_SIZE_MAX, &source, walk->err));
    return tnf_template_set_add(walk->set, relative, path, tnf_strbuf_view(&source), walk->err);
}

static int add_entry(struct walk *walk, const char *folder, const char *name) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf relative = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_path_join(&relative, tnf_sv(folder), tnf_sv(name));
    tnf_path_join(&path, tnf_sv(walk->root), tnf_strbuf_view(&relative));
    if (tnf_file_is_directory(path.ptr)) return name[0] == '.' ? 0 : add_folder(walk, relative.ptr);
    if (!tnf_sv_ends_with(tnf_sv(name), TNF_SV(".mustache"))) return 0;
    tnf_strbuf_truncate(&relative, relative.len - strlen(".mustache"));
    return add_file(walk, relative.ptr, path.ptr);
}

static int add_entries(struct walk *walk, const char *folder, struct dirent **entries, size_t count) {
    for (size_t i = 0; i < count; i++) TNF_TRY(add_entry(walk, folder, entries[i]->d_name));
    return 0;
}

static int add_folder(struct walk *walk, const char *relative) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_path_join(&path, tnf_sv(walk->root), tnf_sv(relative));
    if (walk->depth == FOLDER_DEPTH)
        return tnf_error_set(walk->err, TNF_E_LIMIT, "template folders are more than %d deep at \"%s\"", FOLDER_DEPTH,
                             path.ptr);
    struct dirent **entries = NULL;
    const int count = scandir(path.ptr, &entries, is_candidate, alphasort);
    if (count < 0)
        return tnf_error_set(walk->err, errno == ENOENT ? TNF_E_NOT_FOUND : TNF_E_IO,
                             "could not read the template folder \"%s\": %s", path.ptr, strerror(errno));
    walk->depth++;
    const int code = add_entries(walk, relative, entries, (size_t)count);
    walk->depth--;
    for (int i = 0; i < count; i++) free(entries[i]);
    free(entries);
    return code;
}

int tnf_template_set_add_directory(struct tnf_template_set *set, const char *directory, struct tnf_error *err) {
    struct walk walk = {.set = set, .root = directory, .err = err};
    return add_folder(&walk, "");
}
