#include "generator/cli/locks.h"

#include "base/file.h"
#include "base/memory.h"
#include "generator/git/compare.h"

#include <dirent.h>

enum { LOCKS_MAX = 256 };

struct reading {
    struct tnf_arena *arena;
    struct tnf_locks locks;
    struct tnf_lock items[LOCKS_MAX];
};

static int take(struct reading *reading, struct tnf_strview name, struct tnf_strview content, struct tnf_error *err) {
    if (reading->locks.count == LOCKS_MAX)
        return tnf_error_set(err, TNF_E_LIMIT, "there are more than %d lock files", (int)LOCKS_MAX);
    name.len -= sizeof TNF_LOCK_SUFFIX - 1;
    reading->locks.items = reading->items;
    reading->items[reading->locks.count++] =
        (struct tnf_lock){tnf_arena_sv(reading->arena, name), tnf_arena_sv(reading->arena, content)};
    return 0;
}

static bool is_lock(struct tnf_strview name) {
    return name.len > sizeof TNF_LOCK_SUFFIX - 1 && tnf_sv_ends_with(name, TNF_SV(TNF_LOCK_SUFFIX));
}

static void close_directory(DIR **directory) {
    if (*directory != NULL) (void)closedir(*directory);
}

static int by_set(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct tnf_lock *)a)->set, ((const struct tnf_lock *)b)->set);
}

int tnf_cli_locks_of_folder(struct tnf_cli *cli, const char *output, struct tnf_resolver *resolver,
                            struct tnf_error *err) {
    const char *folder = tnf_arena_printf(&cli->arena, "%s/%s", output, TNF_LOCKS_FOLDER).ptr;
    TNF_AUTO(close_directory) DIR *directory = opendir(folder);
    if (directory == NULL) return 0;
    struct reading reading = {.arena = &cli->arena};
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        if (!is_lock(tnf_sv(entry->d_name))) continue;
        const char *path = tnf_arena_printf(&cli->arena, "%s/%s", folder, entry->d_name).ptr;
        TNF_TRY(tnf_file_read(path, TNF_LOCK_MAX, &text, err));
        TNF_TRY(take(&reading, tnf_sv(entry->d_name), tnf_strbuf_view(&text), err));
    }
    if (reading.locks.count > 0) qsort(reading.items, reading.locks.count, sizeof *reading.items, by_set);
    tnf_resolver_set_locks(resolver, &reading.locks);
    return 0;
}

static int on_file(struct tnf_strview path, struct tnf_strview content, void *context, struct tnf_error *err) {
    const struct tnf_strview name = tnf_sv_from(path, sizeof TNF_LOCKS_FOLDER);
    return is_lock(name) && tnf_sv_find(name, '/') == name.len ? take(context, name, content, err) : 0;
}

int tnf_cli_locks_of_revision(struct tnf_cli *cli, const char *repository, const char *const *revisions,
                              const char *directory, struct tnf_resolver *resolver, struct tnf_error *err) {
    struct tnf_git_comparison *comparison = NULL;
    for (size_t i = 0; revisions[i] != NULL && comparison == NULL; i++) {
        const struct tnf_git_compare_options options = {
            .repository = repository, .since = revisions[i], .until = revisions[i], .directory = directory};
        struct tnf_error none;
        if (tnf_git_compare(&options, &comparison, &none) < 0) comparison = NULL;
    }
    if (comparison == NULL) return 0;
    struct reading reading = {.arena = &cli->arena};
    const int code = tnf_git_comparison_walk(comparison, TNF_GIT_AFTER, TNF_SV(TNF_LOCKS_FOLDER),
                                             TNF_SV(TNF_LOCK_SUFFIX), on_file, &reading, err);
    tnf_git_comparison_free(comparison);
    if (code == 0) tnf_resolver_set_locks(resolver, &reading.locks);
    return code;
}
