#include "catalog/record.h"
#include "generator/resolve/model.h"
#include "tests/support/model_case.h"
#include "tests/support/test.h"

/* Tenants of a cell, as their own models have them. */
struct fixture {
    struct tnf_arena arena;
    struct tnf_scene scene;
    struct tnf_record environment;
};

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    fixture->scene.platform = test_platform(&fixture->arena);
    fixture->environment = tnf_record_new(&fixture->arena, TNF_ENTITY_ENVIRONMENT);
    test_set(&fixture->arena, &fixture->environment, TNF_ENVIRONMENT_NAME, "staging");
    fixture->scene.environments = (struct tnf_records){&fixture->environment, 1};
    *state = fixture;
    return 0;
}

struct tenant {
    const char *name;
    bool databases;
    const char *balancer; /* NULL: the environment has none */
    bool records;
    const char *label; /* what it was called at first, NULL for its name */
    bool offboarded;
};

static struct tnf_value cell_of(struct fixture *fixture, const struct tenant *rows, size_t count) {
    struct tnf_arena *arena = &fixture->arena;
    struct tnf_value *tenants = TNF_ARENA_ARRAY(arena, struct tnf_value, count);
    for (size_t i = 0; i < count; i++) {
        tenants[i] = tnf_value_object(arena);
        tnf_object_set_string(arena, tenants[i], "tenant", tnf_sv(rows[i].name));
        tnf_object_set_string(arena, tenants[i], "physical_name",
                              tnf_sv(rows[i].label == NULL ? rows[i].name : rows[i].label));
        tnf_object_set_bool(arena, tenants[i], "offboarded", rows[i].offboarded);
        tnf_object_set_bool(arena, tenants[i], "pool_databases", rows[i].databases);
        tnf_object_set_bool(arena, tenants[i], "has_load_balancer", rows[i].balancer != NULL);
        tnf_object_set_string(arena, tenants[i], "balancer", tnf_sv(rows[i].balancer));
        tnf_object_set_bool(arena, tenants[i], "has_records", rows[i].records);
    }
    return tnf_model_cell(arena, &fixture->scene, 0, TNF_SV("cell-1"), tenants, count);
}

static void assert_part(struct tnf_value model, const char *key, const char *expected) {
    bool found;
    const struct tnf_value part = tnf_object_get(model, tnf_sv(key), &found);
    assert_true(found);
    test_expect_hcl(part, expected);
}

static void a_cell_has_one_state_and_the_tags_of_the_environment(void **state) {
    const struct tnf_value model = cell_of(*state, (struct tenant[]){{.name = "a"}}, 1);
    assert_part(
        model, "backend",
        "{\n  bucket = \"acme-terraform-state\"\n  key    = \"environments/staging/cells/cell-1/terraform.tfstate\""
        "\n  region = \"us-east-1\"\n}");
    assert_part(model, "default_tags",
                "{\n  Environment = \"staging\"\n  ManagedBy   = \"tenantform\"\n  Platform    = \"acme\"\n}");
    assert_part(model, "session_name", "\"terraform-staging-cell-1\"");
}

static void outputs_are_those_of_each_tenant_that_is_not_gone(void **state) {
    static const struct tenant rows[] = {
        {.name = "a"}, {.name = "b-2", .label = "first"}, {.name = "c", .offboarded = true}};
    const struct tnf_value model = cell_of(*state, rows, TNF_ARRAY_LEN(rows));
    assert_part(model, "tenants",
                "[\n  {\n    tenant = \"a\"\n    label  = \"a\"\n  },\n  {\n    tenant = \"b-2\"\n    label  = "
                "\"first\"\n  },\n]");
    assert_part(model, "service_names", "{\n  a   = module.a.service_names\n  b-2 = module.first.service_names\n}");
    assert_part(model, "secret_arns", "{\n  a   = module.a.secret_arns\n  b-2 = module.first.secret_arns\n}");
}

static void the_instance_is_logged_in_to_when_somebody_has_a_database(void **state) {
    assert_part(cell_of(*state, (struct tenant[]){{.name = "a"}, {.name = "b"}}, 2), "pool_databases", "false");
    assert_part(cell_of(*state, (struct tenant[]){{.name = "a", .databases = true}, {.name = "b"}}, 2),
                "pool_databases", "true");
}

static void each_load_balancer_is_read_once(void **state) {
    static const struct tenant rows[] = {{.name = "a", .balancer = "load_balancer"},
                                         {.name = "b", .balancer = "load_balancers/2"},
                                         {.name = "c", .balancer = "load_balancer"},
                                         {.name = "d", .balancer = "load_balancers/2", .records = true},
                                         {.name = "e"}};
    assert_part(cell_of(*state, rows, TNF_ARRAY_LEN(rows)), "balancers",
                "[\n  {\n    balancer    = \"load_balancer\"\n    has_records = false\n  },\n"
                "  {\n    balancer    = \"load_balancers/2\"\n    has_records = true\n  },\n]");
    assert_part(cell_of(*state, &rows[4], 1), "balancers", "[]");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, test_release_fixture)
    const struct CMUnitTest tests[] = {
        TEST(a_cell_has_one_state_and_the_tags_of_the_environment),
        TEST(outputs_are_those_of_each_tenant_that_is_not_gone),
        TEST(the_instance_is_logged_in_to_when_somebody_has_a_database),
        TEST(each_load_balancer_is_read_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
