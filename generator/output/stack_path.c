#include "generator/output/stack_path.h"

#include "base/memory.h"

/* Folders of an environment that hold other stacks. */
static const struct group {
    const char *folder;
    bool named;        /* a folder for each stack below it; otherwise it is a stack itself */
    const char *inner; /* a folder below a stack that is a stack again, of the wave after, or NULL */
    unsigned wave;
} groups[] = {
    {"hardening", false, NULL, 1}, {"accounts", true, NULL, 1},    {"cells", true, NULL, 2},
    {"tenants", true, NULL, 2},    {"runners", true, "charts", 3},
};

static const struct group *group_of(struct tnf_strview folder) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(groups); i++)
        if (tnf_sv_eq_c(folder, groups[i].folder)) return &groups[i];
    return NULL;
}

/* The part of `path` up to where `rest`, its end, begins. */
static struct tnf_strview up_to(struct tnf_strview path, struct tnf_strview rest) {
    return rest.ptr == NULL ? path : tnf_sv_n(path.ptr, (size_t)(rest.ptr - path.ptr) - 1);
}

static struct tnf_stack_path none(void) {
    return (struct tnf_stack_path){TNF_STACK_PATH_NONE, TNF_SV(""), 0};
}

/* `rest` is what follows environments/<name>/; a folder without a file in it is nobody's. */
static struct tnf_stack_path in_environment(struct tnf_strview file, struct tnf_strview rest) {
    struct tnf_stack_path found = {TNF_STACK_PATH_STACK, up_to(file, rest), 0};
    const struct group *group = group_of(tnf_sv_next(&rest, '/'));
    if (group == NULL) return found;
    if (group->named) (void)tnf_sv_next(&rest, '/');
    if (rest.ptr == NULL) return none();
    found.path = up_to(file, rest);
    found.wave = group->wave;
    const struct tnf_strview inner = tnf_sv_next(&rest, '/');
    if (group->inner == NULL || rest.ptr == NULL || !tnf_sv_eq_c(inner, group->inner)) return found;
    found.path = up_to(file, rest);
    found.wave = group->wave + 1;
    return found;
}

struct tnf_stack_path tnf_stack_path_of(struct tnf_strview file) {
    struct tnf_strview rest = file;
    const struct tnf_strview top = tnf_sv_next(&rest, '/');
    (void)tnf_sv_next(&rest, '/');
    if (rest.ptr == NULL) return none();
    if (tnf_sv_eq_c(top, "modules")) return (struct tnf_stack_path){TNF_STACK_PATH_MODULE, up_to(file, rest), 0};
    return tnf_sv_eq_c(top, "environments") ? in_environment(file, rest) : none();
}
