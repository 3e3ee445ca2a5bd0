/* Which accounts and roles workflows reach, and what the stack of each account is made from. */
#include "generator/resolve/targets.h"

#include "generator/resolve/model.h"
#include "generator/resolve/scene.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/model_case.h"
#include "tests/support/test.h"

static void a_role_has_parts(void **state) {
    (void)state;
    static const struct {
        const char *arn, *partition, *account, *path, *name;
    } rows[] = {
        {"arn:aws:iam::444455556666:role/terraform-apply", "aws", "444455556666", "/", "terraform-apply"},
        {"arn:aws-cn:iam::444455556666:role/teams/core/apply", "aws-cn", "444455556666", "/teams/core/", "apply"},
        {"arn:aws:iam::444455556666:user/ada", "", "", "", ""},
        {"arn:aws:iam::444455556666:role", "", "", "", ""},
        {"", "", "", "", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        const struct tnf_role_arn parts = tnf_role_arn_of(tnf_sv(rows[i].arn));
        assert_true(tnf_sv_eq_c(parts.partition, rows[i].partition));
        assert_true(tnf_sv_eq_c(parts.account, rows[i].account));
        assert_true(tnf_sv_eq_c(parts.path, rows[i].path));
        assert_true(tnf_sv_eq_c(parts.name, rows[i].name));
    }
}

/* staging works in the platform's account, production with a role in another, its tenant vault in a third. */
static void fill(struct tnf_catalog *catalog, const char *repository) {
    test_begin(catalog);
    test_insert_platform(catalog);
    test_update(catalog, TNF_ENTITY_PLATFORM, "acme", "account_id", "111122223333", NULL);
    if (repository != NULL)
        test_update(catalog, TNF_ENTITY_PLATFORM, "acme", "account_id", "111122223333", "github_repository", repository,
                    NULL);
    test_update(catalog, TNF_ENTITY_ENVIRONMENT, "production", "account_id", "444455556666", "role_arn",
                "arn:aws:iam::444455556666:role/apply", "region", "eu-west-1", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "vault", "isolation", "silo", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "vault/production", "account_id", "777788889999", "role_arn",
                "arn:aws:iam::777788889999:role/apply", NULL);
    test_commit(catalog);
}

static void read_scene(struct tnf_catalog *catalog, struct tnf_scene *ret) {
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_begin_read(catalog, NULL), 0);
    if (tnf_scene_read(catalog, /* local_state= */ false, ret, &err) < 0) fail_msg("%s", err.message);
    tnf_catalog_end_read(catalog);
}

static void no_workflows_without_a_repository(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog, NULL);
    struct tnf_scene scene;
    read_scene(fixture->catalog, &scene);
    assert_int_equal(scene.targets.count, 0);
    assert_int_equal(scene.targets.account_count, 0);
    tnf_scene_release(&scene);
}

static void expect_entry(struct tnf_value model, const char *key, const char *hcl) {
    bool found;
    const struct tnf_value value = tnf_object_get(model, tnf_sv(key), &found);
    assert_true(found);
    test_expect_hcl(value, hcl);
}

static void accounts_are_named_once_and_roles_where_they_are(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog, "acme/infrastructure");
    struct tnf_scene scene;
    read_scene(fixture->catalog, &scene);
    static const char *const accounts[] = {"111122223333", "444455556666", "777788889999"};
    assert_int_equal(scene.targets.account_count, TNF_ARRAY_LEN(accounts));
    for (size_t i = 0; i < TNF_ARRAY_LEN(accounts); i++)
        assert_true(tnf_sv_eq_c(scene.targets.accounts[i], accounts[i]));

    const struct tnf_value home = tnf_model_bootstrap(&scene.arena, &scene, TNF_SV("111122223333"));
    expect_entry(home, "home", "true");
    expect_entry(home, "has_roles", "false");
    expect_entry(home, "plan_access", "\"read\"");
    expect_entry(home, "plan_roles",
                 "[\n"
                 "  \"arn:aws:iam::444455556666:role/acme-terraform-plan\",\n"
                 "  \"arn:aws:iam::777788889999:role/acme-terraform-plan\",\n"
                 "]");
    expect_entry(
        home, "environments",
        "{\n"
        "  production = {\n"
        "    access          = \"none\"\n"
        "    made_roles      = []\n"
        "    regions         = []\n"
        "    roles_to_assume = [\"arn:aws:iam::444455556666:role/apply\", \"arn:aws:iam::777788889999:role/apply\"]\n"
        "    state_prefix    = \"environments/production\"\n"
        "  }\n"
        "  staging = {\n"
        "    access          = \"write\"\n"
        "    made_roles      = [\"acme-staging-*\"]\n"
        "    regions         = [\"us-east-1\"]\n"
        "    roles_to_assume = []\n"
        "    state_prefix    = \"environments/staging\"\n"
        "  }\n"
        "}");

    const struct tnf_value other = tnf_model_bootstrap(&scene.arena, &scene, TNF_SV("444455556666"));
    expect_entry(other, "home", "false");
    expect_entry(other, "roles",
                 "{\n"
                 "  apply = {\n"
                 "    made_roles    = [\"acme-production-*\"]\n"
                 "    regions       = [\"eu-west-1\"]\n"
                 "    path          = \"/\"\n"
                 "    trusted_roles = [\"arn:aws:iam::111122223333:role/acme-production-github-apply\"]\n"
                 "  }\n"
                 "}");
    tnf_scene_release(&scene);
}

static void a_wave_needs_all_before_it(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog, "acme/infrastructure");
    struct tnf_scene scene;
    read_scene(fixture->catalog, &scene);
    const struct tnf_value model = tnf_model_github(&scene.arena, &scene);
    bool found;
    const struct tnf_value waves = tnf_object_get(model, TNF_SV("waves"), &found);
    assert_int_equal(tnf_list_count(waves), 10);
    expect_entry(tnf_list_at(waves, 0), "needs", "\"[changes]\"");
    expect_entry(tnf_list_at(waves, 2), "needs", "\"[changes, wave-0, wave-1]\"");
    expect_entry(model, "branch", "\"main\"");
    expect_entry(model, "tool_url", "\"\"");
    tnf_scene_release(&scene);
}

static void a_tool_is_an_address_and_a_checksum(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog, "acme/infrastructure");
    const char *tool = "https://example.com/t.tar.gz#sha256="
                       "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_PLATFORM, "acme", "account_id", "111122223333", "github_repository",
                "acme/infrastructure", "github_tool", tool, "github_branch", "release/1", NULL);
    test_commit(fixture->catalog);
    struct tnf_scene scene;
    read_scene(fixture->catalog, &scene);
    const struct tnf_value model = tnf_model_github(&scene.arena, &scene);
    expect_entry(model, "tool_url", "\"https://example.com/t.tar.gz\"");
    expect_entry(model, "tool_sha256", "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"");
    expect_entry(model, "branch", "\"release/1\"");
    tnf_scene_release(&scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_role_has_parts),
        cmocka_unit_test_setup_teardown(no_workflows_without_a_repository, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_wave_needs_all_before_it, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_tool_is_an_address_and_a_checksum, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(accounts_are_named_once_and_roles_where_they_are, catalog_set_up,
                                        catalog_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
