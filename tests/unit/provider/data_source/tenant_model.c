/* The resolved model of a tenant: its own network or the environment's, and every layer of settings. */
#include "provider/data_source/data_source.h"

#include "tests/support/catalog_fixture.h"
#include "tests/support/cty_text.h"
#include "tests/support/test.h"

static const char *model_of(struct catalog_fixture *fixture, struct tnf_provider *provider, const char *tenant,
                            const char *environment, const char *attribute) {
    struct tnf_rpc_call call = {.arena = TNF_ARENA_INIT};
    struct tnf_data_source_type type;
    struct tnf_cty_value state = tnf_cty_null();
    struct tnf_error err = {0};
    assert_int_equal(tnf_data_source_of_model(&call.arena, &type, &err), 0);
    struct tnf_cty_value config = tnf_test_value(&call.arena, type.schema->block.type, "{}");
    *tnf_cty_get(&config, TNF_SV("tenant")) = tnf_cty_text(tnf_sv(tenant));
    *tnf_cty_get(&config, TNF_SV("environment")) = tnf_cty_text(tnf_sv(environment));
    const int code = type.read(provider, &type, &call, &config, &state, &err);
    const char *text = code < 0 ? tnf_arena_str(&fixture->arena, err.message)
                                : tnf_test_print(&fixture->arena, tnf_cty_get(&state, tnf_sv(attribute)));
    tnf_arena_release(&call.arena);
    return text;
}

static void names_ranges_and_tags_are_those_that_are_generated(void **state) {
    struct catalog_fixture *fixture = *state;
    test_begin(fixture->catalog);
    test_insert_platform(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "own", "isolation", "silo", "tags", "a=b", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "shared", "isolation", "bridge", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "own/staging", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "shared/staging", NULL);
    (void)test_commit(fixture->catalog);
    struct tnf_provider *provider = tnf_provider_new();
    tnf_provider_use(provider, fixture->path, TNF_SV("me"), TNF_SV("test"));
    assert_string_equal(model_of(fixture, provider, "own", "staging", "name"), "'acme-staging-own'");
    assert_string_equal(model_of(fixture, provider, "own", "staging", "cidr"), "'10.2.0.0/20'");
    assert_string_equal(model_of(fixture, provider, "shared", "staging", "cidr"), "'10.1.0.0/16'");
    assert_string_equal(model_of(fixture, provider, "own", "staging", "tags"),
                        "{'Environment':'staging','ManagedBy':'tenantform','Platform':'acme','Tenant':'own','a':'b'}");
    assert_string_equal(model_of(fixture, provider, "own", "staging", "subnets"),
                        "{'us-east-1a':{'app':'10.2.0.0/24','database':'10.2.4.0/24','public':'10.2.8.0/24'},"
                        "'us-east-1b':{'app':'10.2.1.0/24','database':'10.2.5.0/24','public':'10.2.9.0/24'}}");
    assert_string_equal(model_of(fixture, provider, "own", "production", "name"),
                        "tenant own is not placed in environment production");
    assert_string_equal(model_of(fixture, provider, "own", "nowhere", "name"),
                        "tenant own is not placed in environment nowhere");
    tnf_provider_free(provider);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_ranges_and_tags_are_those_that_are_generated, catalog_set_up,
                                        catalog_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
