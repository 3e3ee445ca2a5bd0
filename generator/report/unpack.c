#include "generator/report/unpack.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "generator/output/stack_path.h"
#include "generator/rehearse/versions.h"

#include <stdlib.h>

struct unpacking {
    const char *directory;
    struct tnf_strview stack; /* "" for modules */
};

static int write_file(struct tnf_strview path, struct tnf_strview content, void *context, struct tnf_error *err) {
    const struct unpacking *unpacking = context;
    if (!tnf_rehearse_reads(tnf_path_name(path))) return 0;
    TNF_TRY(tnf_path_check(path, err));
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf target = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf folder = TNF_STRBUF_INIT;
    tnf_path_join(&target, tnf_sv(unpacking->directory), path);
    tnf_strbuf_add_sv(&folder, tnf_path_directory(tnf_strbuf_view(&target)));
    TNF_TRY(tnf_file_make_directories(folder.ptr, err));
    return tnf_file_create(target.ptr, content, err);
}

/* Which stack a folder belongs to is what a file in it would. */
static bool is_of_stack(struct tnf_strview path, void *context) {
    const struct unpacking *unpacking = context;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf file = TNF_STRBUF_INIT;
    tnf_strbuf_add_sv(&file, path);
    tnf_strbuf_add_str(&file, "/main.tf");
    return tnf_sv_eq(tnf_stack_path_of(tnf_strbuf_view(&file)).path, unpacking->stack);
}

static bool is_no_test(struct tnf_strview path, void *context) {
    (void)context;
    const struct tnf_strview name = tnf_path_name(path);
    return !tnf_sv_eq_c(name, "tests") && !tnf_sv_eq_c(name, "examples");
}

int tnf_unpack_stack(struct tnf_git_comparison *comparison, enum tnf_git_side side, struct tnf_strview stack,
                     const char *directory, struct tnf_error *err) {
    struct unpacking unpacking = {directory, stack};
    return tnf_git_comparison_walk_some(comparison, side, stack, TNF_SV(""), is_of_stack, write_file, &unpacking, err);
}

int tnf_unpack_modules(struct tnf_git_comparison *comparison, enum tnf_git_side side, const char *directory,
                       struct tnf_error *err) {
    struct unpacking unpacking = {.directory = directory};
    return tnf_git_comparison_walk_some(comparison, side, TNF_SV("modules"), TNF_SV(""), is_no_test, write_file,
                                        &unpacking, err);
}
