/*
 * What workflows are made from. They are text to the templates, so every value is of a format that has no character
 * which YAML, a shell or GitHub's expressions would act on.
 */
#include "catalog/names.h"
#include "catalog/record.h"
#include "generator/output/stack_path.h"
#include "generator/resolve/model.h"
#include "generator/resolve/state.h"

/* Stacks that are gone come in as many waves as those that are there. */
enum { WAVES = 2 * TNF_STACK_WAVES };

/* Jobs that come before a wave: "[changes, wave-0, wave-1]". */
static struct tnf_strview jobs_before(struct tnf_arena *arena, int wave) {
    struct tnf_strview jobs = TNF_SV("[changes");
    for (int i = 0; i < wave; i++) jobs = tnf_arena_printf(arena, "%.*s, wave-%d", TNF_SV_ARG(jobs), i);
    return tnf_arena_printf(arena, "%.*s]", TNF_SV_ARG(jobs));
}

static void add_waves(struct tnf_arena *arena, struct tnf_value model) {
    struct tnf_value waves = tnf_value_list(arena);
    for (int i = 0; i < WAVES; i++) {
        struct tnf_value wave = tnf_value_object(arena);
        tnf_object_set_int(arena, wave, "number", i);
        tnf_object_set_string(arena, wave, "needs", jobs_before(arena, i));
        tnf_list_add(arena, waves, wave);
    }
    tnf_object_set_value(arena, model, "waves", waves);
    tnf_object_set_string(arena, model, "all", jobs_before(arena, WAVES));
}

/* The address of the archive and its checksum, both empty without one. */
static void add_tool(struct tnf_arena *arena, const struct tnf_record *platform, struct tnf_value model) {
    struct tnf_strview rest = tnf_record_string(platform, TNF_PLATFORM_GITHUB_TOOL);
    const struct tnf_strview url = rest.len == 0 ? TNF_SV("") : tnf_sv_next(&rest, '#');
    tnf_object_set_string(arena, model, "tool_url", url);
    tnf_object_set_string(arena, model, "tool_sha256",
                          rest.len == 0 ? TNF_SV("") : tnf_sv_from(rest, sizeof "sha256=" - 1));
}

struct tnf_value tnf_model_github(struct tnf_arena *arena, const struct tnf_scene *scene) {
    const struct tnf_record *platform = &scene->platform;
    const struct tnf_strview name = tnf_physical_name(platform);
    const struct tnf_strview runner = tnf_record_string(platform, TNF_PLATFORM_GITHUB_RUNNER);
    struct tnf_value model = tnf_value_object(arena);
    tnf_object_set_string(arena, model, "platform", platform->data[TNF_PLATFORM_NAME].string);
    tnf_object_set_string(arena, model, "name", name);
    tnf_object_set_string(arena, model, "account", platform->data[TNF_PLATFORM_ACCOUNT_ID].string);
    tnf_object_set_string(arena, model, "region", tnf_state_store_of(arena, platform).region);
    tnf_object_set_string(arena, model, "branch", tnf_model_branch(platform));
    tnf_object_set_string(arena, model, "runner", runner.len == 0 ? TNF_SV("ubuntu-24.04") : runner);
    tnf_object_set_string(arena, model, "github_plan", tnf_role_github_plan(arena, name));
    tnf_object_set_string(arena, model, "github_drift", tnf_role_github_drift(arena, name));
    add_tool(arena, platform, model);
    add_waves(arena, model);
    return model;
}
