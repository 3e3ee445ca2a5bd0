/* Files and directories. */
#include "catalog/text.h"
#include "catalog/text/csv.h"
#include "catalog/text/files.h"

#include "base/excerpt.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/strbuf.h"

static int load_file(const char *path, struct tnf_strbuf *buffer, struct tnf_text_rows *rows,
                     struct tnf_error_list *errors, struct tnf_error *err) {
    tnf_strbuf_clear(buffer);
    TNF_TRY(tnf_file_read(path, TNF_TEXT_BYTES_MAX, buffer, err));
    tnf_text_parse(tnf_strbuf_view(buffer), path, tnf_text_format_of(path), rows, errors);
    return 0;
}

static int load_directory(const char *path, struct tnf_text_rows *rows, struct tnf_error_list *errors,
                          struct tnf_error *err) {
    TNF_AUTO(tnf_text_paths_release) struct tnf_text_paths paths = {0};
    TNF_TRY(tnf_text_list_files(path, &paths, err));
    if (paths.count == 0) {
        const int code =
            tnf_error_set(err, TNF_E_NOT_FOUND, "directory %s holds no catalog file", tnf_excerpt(tnf_sv(path)).text);
        tnf_error_hint(err, "catalog files end in .yaml, .yml or .json");
        return code;
    }
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf buffer = TNF_STRBUF_INIT;
    for (size_t i = 0; i < paths.count; i++) {
        struct tnf_error error;
        if (load_file(paths.items[i], &buffer, rows, errors, &error) == 0) continue;
        rows->incomplete = true;
        tnf_error_list_add(errors, &error);
    }
    return 0;
}

/* What is wrong with the text itself; broken rules have their own ids. */
static void identify(struct tnf_error_list *errors) {
    for (size_t i = 0; i < errors->count; i++)
        (void)tnf_error_identify(TNF_E_INVALID, &errors->items[i], TNF_TEXT_ERROR_ID);
}

int tnf_text_load(const char *path, struct tnf_text_rows *rows, struct tnf_error_list *errors, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf buffer = TNF_STRBUF_INIT;
    if (tnf_file_is_directory(path))
        TNF_TRY(load_directory(path, rows, errors, err));
    else
        TNF_TRY(load_file(path, &buffer, rows, errors, err));
    tnf_text_check_documents(rows, errors);
    tnf_text_sort_errors(errors);
    identify(errors);
    return 0;
}

int tnf_text_load_csv(struct tnf_catalog *catalog, const char *path, struct tnf_text_rows *rows,
                      struct tnf_error_list *errors, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf buffer = TNF_STRBUF_INIT;
    TNF_TRY(tnf_file_read(path, TNF_TEXT_BYTES_MAX, &buffer, err));
    struct tnf_node *lines = NULL;
    struct tnf_error error;
    if (tnf_read_csv(tnf_strbuf_view(&buffer), path, &rows->arena, &lines, &error) < 0) {
        rows->incomplete = true;
        tnf_error_list_add(errors, &error);
        return 0;
    }
    return tnf_text_add_csv(catalog, lines, path, rows, errors, err);
}
