#include "generator/resolve/segment.h"

#include "catalog/record.h"
#include "tests/support/test.h"

#include <string.h>

/* A scene with environments of the given names, and two modules. */
struct fixture {
    struct tnf_arena arena;
    struct tnf_scene scene;
    struct tnf_modules modules;
};

static void make(struct fixture *fixture, const char *const *names, size_t count) {
    *fixture = (struct fixture){.arena = TNF_ARENA_INIT};
    fixture->scene.environments =
        (struct tnf_records){TNF_ARENA_ARRAY(&fixture->arena, struct tnf_record, count), count};
    fixture->scene.nested = TNF_ARENA_ARRAY(&fixture->arena, struct tnf_records, count);
    memset(fixture->scene.nested, 0, count * sizeof *fixture->scene.nested);
    for (size_t i = 0; i < count; i++) {
        struct tnf_record record = tnf_record_new(&fixture->arena, TNF_ENTITY_ENVIRONMENT);
        record.data[TNF_ENVIRONMENT_NAME] = (struct tnf_datum){.set = true, .string = tnf_sv(names[i])};
        fixture->scene.environments.items[i] = record;
    }
    fixture->modules = (struct tnf_modules){TNF_ARENA_ARRAY(&fixture->arena, struct tnf_module, 2), 2};
    fixture->modules.items[0].path = TNF_SV("modules/alb");
    fixture->modules.items[1].path = TNF_SV("modules/vpc");
}

static void expect(const char *const *names, size_t count, const struct tnf_scope *scope, const char *const *paths,
                   size_t path_count) {
    struct fixture fixture;
    make(&fixture, names, count);
    struct tnf_segment *segments;
    size_t segment_count;
    struct tnf_error err = {0};
    if (tnf_segments(&fixture.arena, &fixture.scene, &fixture.modules, scope, &segments, &segment_count, &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(segment_count, path_count);
    for (size_t i = 0; i < path_count; i++) assert_string_equal(segments[i].path.ptr, paths[i]);
    tnf_arena_release(&fixture.arena);
}

static void everything_comes_in_byte_order_of_paths(void **state) {
    (void)state;
    const char *const names[] = {"prod", "prod-eu"};
    /* '-' stands before '/', so prod-eu comes between prod and what lies in it. */
    const char *const paths[] = {"environments/prod",
                                 "environments/prod-eu",
                                 "environments/prod-eu/cells/",
                                 "environments/prod-eu/tenants/",
                                 "environments/prod/cells/",
                                 "environments/prod/tenants/",
                                 "modules/alb",
                                 "modules/vpc",
                                 "tenants/"};
    expect(names, 2, NULL, paths, TNF_ARRAY_LEN(paths));
}

static void a_runner_cluster_comes_before_its_charts(void **state) {
    (void)state;
    const char *const names[] = {"prod"};
    const char *const clusters[] = {"ci", "ci-2"};
    struct fixture fixture;
    make(&fixture, names, 1);
    struct tnf_records nested = {TNF_ARENA_ARRAY(&fixture.arena, struct tnf_record, 2), 2};
    for (size_t i = 0; i < 2; i++) {
        nested.items[i] = tnf_record_new(&fixture.arena, TNF_ENTITY_RUNNER_CLUSTER);
        nested.items[i].data[TNF_RUNNER_CLUSTER_NAME] = (struct tnf_datum){.set = true, .string = tnf_sv(clusters[i])};
    }
    fixture.scene.nested[0] = nested;
    const char *const paths[] = {"environments/prod",
                                 "environments/prod/cells/",
                                 "environments/prod/runners/ci",
                                 "environments/prod/runners/ci-2",
                                 "environments/prod/runners/ci-2/charts",
                                 "environments/prod/runners/ci/charts",
                                 "environments/prod/tenants/"};
    struct tnf_segment *segments;
    size_t count;
    const struct tnf_strview wanted[] = {TNF_SV("prod")};
    const struct tnf_scope scope = {.environments = wanted, .environment_count = 1};
    assert_int_equal(tnf_segments(&fixture.arena, &fixture.scene, &fixture.modules, &scope, &segments, &count, NULL),
                     0);
    assert_int_equal(count, TNF_ARRAY_LEN(paths));
    for (size_t i = 0; i < count; i++) assert_string_equal(segments[i].path.ptr, paths[i]);
    tnf_arena_release(&fixture.arena);
}

static void a_scope_of_environments_leaves_out_modules_and_others(void **state) {
    (void)state;
    const char *const names[] = {"production", "staging"};
    const struct tnf_strview wanted[] = {TNF_SV("staging")};
    const struct tnf_scope scope = {.environments = wanted, .environment_count = 1};
    const char *const paths[] = {"environments/staging", "environments/staging/cells/",
                                 "environments/staging/tenants/"};
    expect(names, 2, &scope, paths, TNF_ARRAY_LEN(paths));
}

static void a_scope_of_tenants_has_the_platform_stacks_too(void **state) {
    (void)state;
    const char *const names[] = {"staging"};
    const struct tnf_strview wanted[] = {TNF_SV("acme")};
    const struct tnf_scope scope = {.tenants = wanted, .tenant_count = 1};
    const char *const paths[] = {"environments/staging", "environments/staging/cells/", "environments/staging/tenants/",
                                 "tenants/"};
    expect(names, 1, &scope, paths, TNF_ARRAY_LEN(paths));
}

static void an_environment_that_does_not_exist_is_named(void **state) {
    (void)state;
    struct fixture fixture;
    const char *const names[] = {"staging"};
    make(&fixture, names, 1);
    const struct tnf_strview wanted[] = {TNF_SV("stagign")};
    const struct tnf_scope scope = {.environments = wanted, .environment_count = 1};
    struct tnf_segment *segments;
    size_t count;
    struct tnf_error err = {0};
    assert_int_equal(tnf_segments(&fixture.arena, &fixture.scene, &fixture.modules, &scope, &segments, &count, &err),
                     TNF_E_NOT_FOUND);
    assert_string_equal(err.message, "there is no environment \"stagign\"");
    tnf_arena_release(&fixture.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_comes_in_byte_order_of_paths),
        cmocka_unit_test(a_runner_cluster_comes_before_its_charts),
        cmocka_unit_test(a_scope_of_environments_leaves_out_modules_and_others),
        cmocka_unit_test(a_scope_of_tenants_has_the_platform_stacks_too),
        cmocka_unit_test(an_environment_that_does_not_exist_is_named),
    };
    return cmocka_run_group_tests_name("generator/resolve/segment", tests, NULL, NULL);
}
