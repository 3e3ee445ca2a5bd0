#include "generator/resolve/segment.h"

#include "catalog/record.h"
#include "generator/resolve/kubernetes/stack.h"

static int by_path(const void *a, const void *b) {
    const struct tnf_segment *left = a;
    const struct tnf_segment *right = b;
    return tnf_sv_cmp(left->path, right->path);
}

static bool in_scope(const struct tnf_scope *scope, struct tnf_strview environment) {
    if (scope == NULL || scope->environments == NULL) return true;
    for (size_t i = 0; i < scope->environment_count; i++)
        if (tnf_sv_eq(scope->environments[i], environment)) return true;
    return false;
}

static int check_scope(const struct tnf_scene *scene, const struct tnf_scope *scope, struct tnf_error *err) {
    if (scope == NULL || scope->environments == NULL) return 0;
    for (size_t i = 0; i < scope->environment_count; i++) {
        if (tnf_scene_environment(scene, scope->environments[i]) >= 0) continue;
        (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no environment \"%.*s\"",
                            TNF_SV_ARG(scope->environments[i]));
        tnf_error_hint(err, "see `tenantform environment list`");
        return TNF_E_NOT_FOUND;
    }
    return 0;
}

static size_t count_stacks(const struct tnf_scene *scene) {
    size_t count = 0;
    for (int id = 0; id < TNF_KIND_COUNT; id++) {
        const struct tnf_kind *kind = &tnf_kinds[id];
        for (size_t i = 0; kind->count != NULL && i < scene->environments.count; i++)
            if (i == 0 || !kind->of_platform) count += kind->count(scene, i);
    }
    return count;
}

/* Appends the stacks that an environment, or the platform, has of itself, and returns the new count. */
static size_t add_stacks(struct tnf_arena *arena, const struct tnf_scene *scene, bool of_platform, size_t environment,
                         struct tnf_segment *segments, size_t count) {
    for (int id = 0; id < TNF_KIND_COUNT; id++) {
        const struct tnf_kind *kind = &tnf_kinds[id];
        const bool asked = kind->count != NULL && kind->of_platform == of_platform;
        const size_t stacks = asked ? kind->count(scene, environment) : 0;
        for (size_t nth = 0; nth < stacks; nth++)
            segments[count++] =
                (struct tnf_segment){.kind = TNF_SEGMENT_STACK,
                                     .path = kind->path(arena, scene, (struct tnf_place){environment, nth}),
                                     .index = environment,
                                     .stack = (enum tnf_kind_id)id,
                                     .nth = nth};
    }
    return count;
}

int tnf_segments(struct tnf_arena *arena, const struct tnf_scene *scene, const struct tnf_modules *modules,
                 const struct tnf_scope *scope, struct tnf_segment **ret, size_t *ret_count, struct tnf_error *err) {
    TNF_TRY(check_scope(scene, scope, err));
    struct tnf_segment *segments = TNF_ARENA_ARRAY(
        arena, struct tnf_segment, modules->count + count_stacks(scene) + 3 * scene->environments.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < modules->count && tnf_scope_is_whole(scope); i++)
        segments[count++] =
            (struct tnf_segment){.kind = TNF_SEGMENT_MODULE, .path = modules->items[i].path, .index = i};
    if (scope == NULL || scope->environments == NULL)
        count = add_stacks(arena, scene, /* of_platform= */ true, 0, segments, count);
    for (size_t i = 0; i < scene->environments.count; i++) {
        const struct tnf_strview name = scene->environments.items[i].data[TNF_ENVIRONMENT_NAME].string;
        if (!in_scope(scope, name)) continue;
        count = add_stacks(arena, scene, /* of_platform= */ false, i, segments, count);
        segments[count++] =
            (struct tnf_segment){.kind = TNF_SEGMENT_CELLS,
                                 .path = tnf_arena_printf(arena, "environments/%.*s/cells/", TNF_SV_ARG(name)),
                                 .index = i};
        segments[count++] =
            (struct tnf_segment){.kind = TNF_SEGMENT_TENANTS,
                                 .path = tnf_arena_printf(arena, "environments/%.*s/tenants/", TNF_SV_ARG(name)),
                                 .index = i};
        if (!tnf_record_bool(&scene->environments.items[i], TNF_ENVIRONMENT_KUBERNETES_OPTION, false)) continue;
        segments[count++] = (struct tnf_segment){
            .kind = TNF_SEGMENT_KUBERNETES, .path = tnf_kube_path(arena, name, TNF_SV("")), .index = i};
    }
    if (scope == NULL || scope->environments == NULL)
        segments[count++] = (struct tnf_segment){.kind = TNF_SEGMENT_UNPLACED, .path = TNF_SV("tenants/")};
    qsort(segments, count, sizeof *segments, by_path);
    *ret = segments;
    *ret_count = count;
    return 0;
}
