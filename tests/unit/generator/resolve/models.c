#include "generator/resolve/models.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#include <string.h>

static void place(struct tnf_catalog *catalog, const char *tenant, const char *isolation, const char *placement) {
    test_insert(catalog, TNF_ENTITY_TENANT, tenant, "isolation", isolation, NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, placement, NULL);
}

/* Two environments, a runner cluster, a cell of two, a tenant that is gone and one that is nowhere. */
static struct catalog_fixture *filled(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    test_begin(catalog);
    test_insert_platform(catalog);
    test_update(catalog, TNF_ENTITY_PLATFORM, "acme", "state_bucket", "acme-state", NULL);
    test_insert(catalog, TNF_ENTITY_RUNNER_CLUSTER, "staging/ci", NULL);
    place(catalog, "silo", "silo", "silo/staging");
    place(catalog, "bridge", "bridge", "bridge/staging");
    place(catalog, "gone", "bridge", "gone/staging");
    test_insert(catalog, TNF_ENTITY_TENANT, "nowhere", "isolation", "pool", NULL);
    test_update(catalog, TNF_ENTITY_TENANT, "gone", "state", "offboarded", NULL);
    test_commit(catalog);
    return fixture;
}

static int note(const struct tnf_stack_model *model, void *context, struct tnf_error *err) {
    (void)err;
    struct tnf_strbuf *seen = context;
    assert_int_equal(model->value.kind, TNF_VALUE_OBJECT);
    tnf_strbuf_addf(seen, "%d %.*s %.*s\n", (int)model->kind, TNF_SV_ARG(model->path), TNF_SV_ARG(model->tenant));
    return 0;
}

static void expect(struct catalog_fixture *fixture, struct tnf_models_scope scope, const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf seen = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_begin_read(fixture->catalog, &err), 0);
    assert_int_equal(tnf_models_each(fixture->catalog, &scope, note, &seen, &err), 0);
    tnf_catalog_rollback(fixture->catalog);
    assert_string_equal(seen.ptr, expected);
}

static void own_stacks_come_first_and_tenants_by_name(void **state) {
    expect(filled(state), (struct tnf_models_scope){0},
           "0 environments/production \n"
           "0 environments/staging \n"
           "1 environments/staging/runners/ci \n"
           "2 environments/staging/runners/ci/charts \n"
           "5 environments/staging/tenants/bridge bridge\n"
           "5 environments/staging/tenants/silo silo\n");
}

static void a_scope_limits_environments_and_tenants(void **state) {
    struct catalog_fixture *fixture = filled(state);
    expect(fixture, (struct tnf_models_scope){.environment = TNF_SV("production")}, "0 environments/production \n");
    expect(fixture, (struct tnf_models_scope){.environment = TNF_SV("staging"), .tenant = TNF_SV("silo")},
           "0 environments/staging \n"
           "1 environments/staging/runners/ci \n"
           "2 environments/staging/runners/ci/charts \n"
           "5 environments/staging/tenants/silo silo\n");
}

static void assert_refused(struct catalog_fixture *fixture, struct tnf_models_scope scope, const char *message) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf seen = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_begin_read(fixture->catalog, &err), 0);
    assert_int_equal(tnf_models_each(fixture->catalog, &scope, note, &seen, &err), TNF_E_NOT_FOUND);
    tnf_catalog_rollback(fixture->catalog);
    assert_string_equal(err.message, message);
}

static void names_that_lead_nowhere_are_refused(void **state) {
    struct catalog_fixture *fixture = filled(state);
    assert_refused(fixture, (struct tnf_models_scope){.environment = TNF_SV("moon")},
                   "there is no environment \"moon\"");
    assert_refused(fixture, (struct tnf_models_scope){.tenant = TNF_SV("nowhere")},
                   "tenant nowhere is not placed in any environment");
    assert_refused(fixture, (struct tnf_models_scope){.environment = TNF_SV("production"), .tenant = TNF_SV("silo")},
                   "tenant silo is not placed in environment production");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(own_stacks_come_first_and_tenants_by_name, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_scope_limits_environments_and_tenants, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(names_that_lead_nowhere_are_refused, catalog_set_up, catalog_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
