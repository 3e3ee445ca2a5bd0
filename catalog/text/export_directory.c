/*
 * A catalog as a directory of files. New content is first written beside the files (".NAME.new", which an import
 * skips), flushed to disk all at once, and then renamed over them: a file has the old content or the new one, also
 * after a crash, and ten thousand files do not cost ten thousand flushes. What a killed export leaves beside the
 * files is overwritten by the next one.
 */
#include "catalog/text/export.h"
#include "catalog/text/files.h"

#include "base/excerpt.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct directory {
    const char *path;
    enum tnf_text_format format;
    struct tnf_text_paths files;   /* of the export */
    struct tnf_text_paths changed; /* those of them that have new content */
    struct tnf_strbuf text;
    size_t written;
};

/* "<path>/tenants/<name>.yaml"; the platform, of which there is one, is "<path>/platform.yaml". */
static int name_file(const struct directory *directory, const struct tnf_record *own, struct tnf_strbuf *ret,
                     struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    const struct tnf_entity *entity = own->entity;
    if (entity->id != TNF_ENTITY_PLATFORM)
        tnf_strbuf_addf(&name, "%s/%.*s", entity->plural, TNF_SV_ARG(own->data[0].string));
    else
        tnf_strbuf_add_str(&name, entity->name);
    tnf_strbuf_add_str(&name, directory->format == TNF_TEXT_JSON ? ".json" : ".yaml");
    /* Names have passed the catalog's rules; a store that somebody wrote into by other means may hold others. */
    if (tnf_path_check(tnf_strbuf_view(&name), err) < 0) return tnf_error_wrap(err, "%s", entity->title);
    tnf_path_join(ret, tnf_sv(directory->path), tnf_strbuf_view(&name));
    return 0;
}

static int add_file(const struct tnf_record *const *rows, size_t count, void *context, struct tnf_error *err) {
    (void)count;
    struct directory *directory = context;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    TNF_TRY(name_file(directory, rows[0], &path, err));
    tnf_text_paths_add(&directory->files, path.ptr);
    return 0;
}

static int failed(const char *what, const char *path, struct tnf_error *err) {
    return tnf_error_set(err, TNF_E_IO, "cannot %s %s: %s", what, tnf_excerpt(tnf_sv(path)).text, strerror(errno));
}

static void name_beside(const char *path, struct tnf_strbuf *ret) {
    tnf_path_join(ret, tnf_path_directory(tnf_sv(path)), TNF_SV("."));
    tnf_strbuf_add_sv(ret, tnf_path_name(tnf_sv(path)));
    tnf_strbuf_add_str(ret, ".new");
}

static int write_beside(const char *path, struct tnf_strview text, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf beside = TNF_STRBUF_INIT;
    name_beside(path, &beside);
    (void)unlink(beside.ptr); /* of a killed export, or a link that somebody laid there */
    FILE *file = fopen(beside.ptr, "wxe");
    if (file == NULL) return failed("create", beside.ptr, err);
    const bool written = fwrite(text.ptr, 1, text.len, file) == text.len;
    if (fclose(file) == 0 && written) return 0;
    const int code = failed("write", beside.ptr, err);
    (void)unlink(beside.ptr);
    return code;
}

static int write_if_changed(struct directory *directory, const char *path, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf found = TNF_STRBUF_INIT;
    const bool readable = tnf_file_read(path, TNF_TEXT_BYTES_MAX, &found, NULL) == 0;
    if (readable && tnf_sv_eq(tnf_strbuf_view(&found), tnf_strbuf_view(&directory->text))) return 0;
    TNF_TRY(write_beside(path, tnf_strbuf_view(&directory->text), err));
    tnf_text_paths_add(&directory->changed, path);
    return 0;
}

static int flush_all(const char *path, struct tnf_error *err) {
    TNF_AUTO_CLOSE const int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder < 0 || syncfs(folder) != 0 ? failed("flush", path, err) : 0;
}

static int rename_changed(struct directory *directory, struct tnf_error *err) {
    if (directory->changed.count > 0) TNF_TRY(flush_all(directory->path, err));
    for (size_t i = 0; i < directory->changed.count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf beside = TNF_STRBUF_INIT;
        const char *path = directory->changed.items[i];
        name_beside(path, &beside);
        if (rename(beside.ptr, path) != 0) return failed("replace", path, err);
        directory->written++;
    }
    return 0;
}

static void remove_new(const struct directory *directory) {
    for (size_t i = 0; i < directory->changed.count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf beside = TNF_STRBUF_INIT;
        name_beside(directory->changed.items[i], &beside);
        (void)unlink(beside.ptr); /* gone already when it was renamed */
    }
}

static int write_file(const struct tnf_record *const *rows, size_t count, void *context, struct tnf_error *err) {
    struct directory *directory = context;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    struct tnf_text_writer writer;
    TNF_TRY(name_file(directory, rows[0], &path, err));
    tnf_strbuf_clear(&directory->text);
    tnf_text_writer_init(&writer, directory->format, /* single= */ true, &directory->text);
    TNF_TRY(tnf_text_writer_add(&writer, rows, count, err));
    tnf_text_writer_end(&writer);
    tnf_text_paths_add(&directory->files, path.ptr);
    return write_if_changed(directory, path.ptr, err);
}

static int make_folder(const char *path, const char *name, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf folder = TNF_STRBUF_INIT;
    tnf_path_join(&folder, tnf_sv(path), tnf_sv(name));
    return tnf_file_make_directories(folder.ptr, err);
}

static int make_folders(const char *path, struct tnf_error *err) {
    TNF_TRY(tnf_file_make_directories(path, err));
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        if (entity->parent != TNF_ENTITY_NONE || entity->id == TNF_ENTITY_PLATFORM) continue;
        TNF_TRY(make_folder(path, entity->plural, err));
    }
    return 0;
}

static int remove_file(const char *path, struct tnf_error *err) {
    return unlink(path) == 0 ? 0 : failed("remove", path, err);
}

/* What is there and is not part of the export. */
static int settle_strangers(struct directory *directory, bool prune, struct tnf_error *err) {
    TNF_AUTO(tnf_text_paths_release) struct tnf_text_paths found = {0};
    TNF_TRY(tnf_text_list_files(directory->path, &found, err));
    for (size_t i = 0; i < found.count; i++) {
        if (tnf_text_paths_have(&directory->files, found.items[i])) continue;
        if (prune) {
            TNF_TRY(remove_file(found.items[i], err));
            directory->written++;
            continue;
        }
        const int code = tnf_error_set(err, TNF_E_CONFLICT, "%s is not part of the catalog, nothing was written",
                                       tnf_excerpt(tnf_sv(found.items[i])).text);
        tnf_error_hint(err, "remove it, export with --prune, or choose an empty directory");
        return code;
    }
    return 0;
}

/* Before anything is written; the catalog may change until the export itself, which names its files anew. */
static int refuse_strangers(struct tnf_catalog *catalog, struct directory *directory, struct tnf_error *err) {
    TNF_TRY(tnf_text_each_document(catalog, add_file, directory, err));
    tnf_text_paths_sort(&directory->files);
    const int code = settle_strangers(directory, /* prune= */ false, err);
    tnf_text_paths_release(&directory->files);
    return code;
}

static int export_files(struct tnf_catalog *catalog, struct directory *directory, bool prune, struct tnf_error *err) {
    TNF_TRY(make_folders(directory->path, err));
    if (!prune) TNF_TRY(refuse_strangers(catalog, directory, err));
    TNF_TRY(tnf_text_each_document(catalog, write_file, directory, err));
    tnf_text_paths_sort(&directory->files);
    TNF_TRY(rename_changed(directory, err));
    return prune ? settle_strangers(directory, prune, err) : 0;
}

int tnf_export_directory(struct tnf_catalog *catalog, enum tnf_text_format format, const char *path, bool prune,
                         size_t *ret_written, struct tnf_error *err) {
    struct directory directory = {.path = path, .format = format, .text = TNF_STRBUF_INIT};
    const int code = export_files(catalog, &directory, prune, err);
    if (code < 0) remove_new(&directory);
    if (code == 0 && ret_written != NULL) *ret_written = directory.written;
    tnf_strbuf_release(&directory.text);
    tnf_text_paths_release(&directory.files);
    tnf_text_paths_release(&directory.changed);
    return code;
}
