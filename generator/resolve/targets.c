#include "generator/resolve/targets.h"

#include "catalog/record.h"
#include "generator/resolve/scene.h"

struct reading {
    struct tnf_scene *scene;
    size_t environment;
    size_t capacity;
};

static void add_target(struct reading *reading, const struct tnf_record *placement) {
    struct tnf_scene *scene = reading->scene;
    struct tnf_targets *targets = &scene->targets;
    const struct tnf_record *environment = &scene->environments.items[reading->environment];
    struct tnf_record copy = {0};
    if (placement != NULL) copy = tnf_record_copy(&scene->arena, placement);
    const struct tnf_record *own = placement == NULL ? NULL : &copy;
    struct tnf_target target = {.environment = reading->environment,
                                .site = tnf_effective_site(&scene->platform, environment, own),
                                .role_arn = tnf_effective_role(environment, own)};
    target.role = tnf_role_arn_of(target.role_arn);
    targets->items =
        tnf_arena_grow(&scene->arena, targets->items, targets->count, &reading->capacity, sizeof *targets->items);
    targets->items[targets->count++] = target;
}

static int on_placement(const struct tnf_record *placement, void *context, struct tnf_error *err) {
    (void)err;
    add_target(context, placement);
    return 0;
}

static void list_accounts(struct tnf_scene *scene) {
    struct tnf_targets *targets = &scene->targets;
    struct tnf_strview *accounts = TNF_ARENA_ARRAY(&scene->arena, struct tnf_strview, targets->count + 1);
    accounts[0] = scene->platform.data[TNF_PLATFORM_ACCOUNT_ID].string;
    for (size_t i = 0; i < targets->count; i++) accounts[i + 1] = targets->items[i].site.account;
    targets->accounts = accounts;
    targets->account_count = tnf_sv_sort_unique(accounts, targets->count + 1);
}

int tnf_targets_read(struct tnf_catalog *catalog, struct tnf_scene *scene, struct tnf_error *err) {
    if (!scene->platform.data[TNF_PLATFORM_GITHUB_REPOSITORY].set) return 0;
    struct reading reading = {.scene = scene};
    for (size_t i = 0; i < scene->environments.count; i++) {
        reading.environment = i;
        add_target(&reading, NULL);
        TNF_TRY(tnf_catalog_each_own_account(catalog, scene->environments.items[i].data[TNF_ENVIRONMENT_NAME].string,
                                             on_placement, &reading, err));
    }
    list_accounts(scene);
    return 0;
}

struct tnf_role_arn tnf_role_arn_of(struct tnf_strview arn) {
    const struct tnf_strview resource_type = TNF_SV("role");
    struct tnf_strview rest = arn;
    (void)tnf_sv_next(&rest, ':');
    struct tnf_role_arn parts = {TNF_SV(""), TNF_SV(""), TNF_SV(""), TNF_SV("")};
    const struct tnf_strview partition = tnf_sv_next(&rest, ':');
    (void)tnf_sv_next(&rest, ':');
    (void)tnf_sv_next(&rest, ':');
    const struct tnf_strview account = tnf_sv_next(&rest, ':');
    if (rest.ptr == NULL || !tnf_sv_starts_with(rest, resource_type)) return parts;
    size_t slash = rest.len;
    while (slash > 0 && rest.ptr[slash - 1] != '/') slash--;
    if (slash <= resource_type.len) return parts;
    parts.partition = partition;
    parts.account = account;
    parts.path = tnf_sv_n(rest.ptr + resource_type.len, slash - resource_type.len);
    parts.name = tnf_sv_from(rest, slash);
    return parts;
}

struct tnf_strview tnf_role_beside(struct tnf_arena *arena, struct tnf_strview arn, struct tnf_strview name) {
    const struct tnf_role_arn parts = tnf_role_arn_of(arn);
    return tnf_arena_printf(arena, "arn:%.*s:iam::%.*s:role/%.*s", TNF_SV_ARG(parts.partition),
                            TNF_SV_ARG(parts.account), TNF_SV_ARG(name));
}

struct tnf_strview tnf_role_github_plan(struct tnf_arena *arena, struct tnf_strview platform) {
    return tnf_arena_printf(arena, "%.*s-github-plan", TNF_SV_ARG(platform));
}

struct tnf_strview tnf_role_github_drift(struct tnf_arena *arena, struct tnf_strview platform) {
    return tnf_arena_printf(arena, "%.*s-github-drift", TNF_SV_ARG(platform));
}

struct tnf_strview tnf_role_github_apply(struct tnf_arena *arena, struct tnf_strview platform,
                                         struct tnf_strview environment) {
    return tnf_arena_printf(arena, "%.*s-%.*s-github-apply", TNF_SV_ARG(platform), TNF_SV_ARG(environment));
}

struct tnf_strview tnf_role_plan(struct tnf_arena *arena, struct tnf_strview platform) {
    return tnf_arena_printf(arena, "%.*s-terraform-plan", TNF_SV_ARG(platform));
}

struct tnf_strview tnf_role_drift(struct tnf_arena *arena, struct tnf_strview platform) {
    return tnf_arena_printf(arena, "%.*s-terraform-drift", TNF_SV_ARG(platform));
}
