#include "tests/support/scratch.h"

#include "base/error.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"

#include <stdio.h>
#include <stdlib.h>

enum { READ_MAX = 64 * 1024 * 1024 };

static void require(int code, const struct tnf_error *err) {
    if (code == 0) return;
    (void)fprintf(stderr, "scratch folder: %s\n", err->message);
    abort();
}

void tnf_scratch_init(struct tnf_scratch *scratch) {
    const char *parent = getenv("TMPDIR");
    tnf_strbuf_init(&scratch->path);
    tnf_path_join(&scratch->path, tnf_sv(parent == NULL ? "/tmp" : parent), TNF_SV("tenantform-test-XXXXXX"));
    if (mkdtemp(scratch->path.ptr) != NULL) return;
    perror("scratch folder");
    abort();
}

void tnf_scratch_release(struct tnf_scratch *scratch) {
    struct tnf_error err;
    require(tnf_file_remove_tree(scratch->path.ptr, &err), &err);
    tnf_strbuf_release(&scratch->path);
}

char *tnf_scratch_path(const struct tnf_scratch *scratch, const char *name) {
    struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_path_join(&path, tnf_strbuf_view(&scratch->path), tnf_sv(name));
    return tnf_strbuf_detach(&path);
}

void tnf_scratch_write(const struct tnf_scratch *scratch, const char *name, const char *content) {
    struct tnf_error err;
    TNF_AUTO_FREE char *path = tnf_scratch_path(scratch, name);
    const struct tnf_strview directory = tnf_path_directory(tnf_sv(path));
    TNF_AUTO_FREE char *folder = tnf_xstrndup(directory.ptr, directory.len);
    require(tnf_file_make_directories(folder, &err), &err);
    require(tnf_file_write(path, tnf_sv(content), &err), &err);
}

char *tnf_scratch_read(const struct tnf_scratch *scratch, const char *name) {
    struct tnf_error err;
    struct tnf_strbuf content = TNF_STRBUF_INIT;
    TNF_AUTO_FREE char *path = tnf_scratch_path(scratch, name);
    const int code = tnf_file_read(path, READ_MAX, &content, &err);
    if (code == TNF_E_NOT_FOUND) return NULL;
    require(code, &err);
    return tnf_strbuf_detach(&content);
}
