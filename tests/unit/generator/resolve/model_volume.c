#include "catalog/record.h"
#include "generator/resolve/model.h"
#include "tests/support/model_case.h"
#include "tests/support/test.h"

struct fixture {
    struct tnf_arena arena;
    struct tnf_bundle bundle;
    struct tnf_record volumes[4];
};

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    fixture->bundle.volumes.items = fixture->volumes;
    *state = fixture;
    return 0;
}

static struct tnf_record *add(struct fixture *fixture, const char *service, const char *name, const char *path) {
    struct tnf_record *volume = &fixture->volumes[fixture->bundle.volumes.count++];
    *volume = tnf_record_new(&fixture->arena, TNF_ENTITY_VOLUME);
    test_set(&fixture->arena, volume, TNF_VOLUME_SERVICE, service);
    test_set(&fixture->arena, volume, TNF_VOLUME_NAME, name);
    test_set(&fixture->arena, volume, TNF_VOLUME_PATH, path);
    return volume;
}

static void a_volume_is_named_after_its_service(void **state) {
    struct fixture *fixture = *state;
    (void)add(fixture, "agents", "artifacts", "/data");
    test_set(&fixture->arena, add(fixture, "report", "artifacts", "/in"), TNF_VOLUME_READ_ONLY, "true");
    test_expect_hcl(tnf_model_volumes(&fixture->arena, &fixture->bundle), "{\n"
                                                                          "  \"agents/artifacts\" = {\n"
                                                                          "    service   = \"agents\"\n"
                                                                          "    name      = \"artifacts\"\n"
                                                                          "    path      = \"/data\"\n"
                                                                          "    read_only = false\n"
                                                                          "  }\n"
                                                                          "  \"report/artifacts\" = {\n"
                                                                          "    service   = \"report\"\n"
                                                                          "    name      = \"artifacts\"\n"
                                                                          "    path      = \"/in\"\n"
                                                                          "    read_only = true\n"
                                                                          "  }\n"
                                                                          "}");
}

static void files_are_backed_up_when_a_volume_or_the_environment_says_so(void **state) {
    struct fixture *fixture = *state;
    struct tnf_record environment = tnf_record_new(&fixture->arena, TNF_ENTITY_ENVIRONMENT);
    (void)add(fixture, "agents", "cache", "/cache");
    struct tnf_record *artifacts = add(fixture, "agents", "artifacts", "/data");
    assert_false(tnf_model_volume_backup(&environment, &fixture->bundle));
    test_set(&fixture->arena, artifacts, TNF_VOLUME_BACKUP, "true");
    assert_true(tnf_model_volume_backup(&environment, &fixture->bundle));
    test_set(&fixture->arena, artifacts, TNF_VOLUME_BACKUP, "false");
    assert_false(tnf_model_volume_backup(&environment, &fixture->bundle));
    test_set(&fixture->arena, &environment, TNF_ENVIRONMENT_PROTECTED, "true");
    assert_true(tnf_model_volume_backup(&environment, &fixture->bundle));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_volume_is_named_after_its_service, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(files_are_backed_up_when_a_volume_or_the_environment_says_so, set_up,
                                        test_release_fixture),
    };
    return cmocka_run_group_tests_name("generator/resolve/model_volume", tests, NULL, NULL);
}
