#include "tests/support/tree_listing.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/sha256.h"

#include <dirent.h>
#include <sys/stat.h>

struct listing {
    struct tnf_strbuf out;
    bool times;
};

static void list_folder(struct listing *listing, const char *folder, struct tnf_strview prefix);

static void list_entry(struct listing *listing, const char *folder, const char *name, struct tnf_strview prefix) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf relative = TNF_STRBUF_INIT;
    tnf_path_join(&path, tnf_sv(folder), tnf_sv(name));
    tnf_path_join(&relative, prefix, tnf_sv(name));
    struct stat status;
    if (lstat(path.ptr, &status) != 0) return;
    tnf_strbuf_add_sv(&listing->out, tnf_strbuf_view(&relative));
    if (S_ISREG(status.st_mode)) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf content = TNF_STRBUF_INIT;
        char hex[TNF_SHA256_HEX_SIZE];
        (void)tnf_file_read(path.ptr, 64 << 20, &content, NULL);
        tnf_sha256_hex(content.ptr, content.len, hex);
        tnf_strbuf_addf(&listing->out, " %s", hex);
        if (listing->times)
            tnf_strbuf_addf(&listing->out, " %lld.%09ld %llu", (long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                            (unsigned long long)status.st_ino);
    }
    tnf_strbuf_add_str(&listing->out, S_ISDIR(status.st_mode) ? "/\n" : "\n");
    if (S_ISDIR(status.st_mode)) list_folder(listing, path.ptr, tnf_strbuf_view(&relative));
}

static bool is_listed(const char *name, struct tnf_strview prefix) {
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) return false;
    return !tnf_sv_eq_c(prefix, ".tenantform") || strcmp(name, "manifest") == 0;
}

static void list_folder(struct listing *listing, const char *folder, struct tnf_strview prefix) {
    struct dirent **entries = NULL;
    const int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (is_listed(entries[i]->d_name, prefix)) list_entry(listing, folder, entries[i]->d_name, prefix);
        free(entries[i]);
    }
    free(entries);
}

char *tnf_tree_listing(const char *folder, bool times) {
    struct listing listing = {TNF_STRBUF_INIT, times};
    list_folder(&listing, folder, TNF_SV(""));
    return tnf_strbuf_detach(&listing.out);
}
