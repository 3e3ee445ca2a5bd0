/* Who watches which account, when several say they would. */
#include "generator/resolve/accounts.h"

#include "generator/resolve/scene.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

static struct tnf_watched at(const char *account, const char *region) {
    return (struct tnf_watched){.site = {tnf_sv(account), tnf_sv(region)}};
}

static void the_first_in_an_account_and_region_has_the_stack(void **state) {
    (void)state;
    struct tnf_watched items[] = {at("2", "us"), at("1", "us"), at("2", "us"), at("2", "eu"),
                                  at("1", "us"), at("", "us"),  at("1", "ap")};
    static const bool has_stack[] = {true, true, false, true, false, true, true};
    static const bool account_wide[] = {true, true, false, false, false, true, false};
    tnf_watch_share_out(items, TNF_ARRAY_LEN(items));
    for (size_t i = 0; i < TNF_ARRAY_LEN(items); i++) {
        assert_int_equal(items[i].has_stack, has_stack[i]);
        assert_int_equal(items[i].account_wide, account_wide[i]);
    }
}

static void nobody_asks(void **state) {
    (void)state;
    struct tnf_watched none;
    tnf_watch_share_out(&none, 0);
}

static void add_silo(struct tnf_catalog *catalog, const char *tenant, const char *account) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    test_insert(catalog, TNF_ENTITY_TENANT, tenant, "isolation", "silo", NULL);
    for (size_t i = 0; i < 2; i++) {
        tnf_strbuf_clear(&key);
        tnf_strbuf_addf(&key, "%s/%s", tenant, i == 0 ? "production" : "staging");
        test_insert(catalog, TNF_ENTITY_PLACEMENT, key.ptr, account == NULL ? NULL : "account_id", account, NULL);
    }
}

static void read_scene(struct tnf_catalog *catalog, struct tnf_scene *ret) {
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_begin_read(catalog, NULL), 0);
    if (tnf_scene_read(catalog, /* local_state= */ false, ret, &err) < 0) fail_msg("%s", err.message);
    tnf_catalog_end_read(catalog);
}

/* production is watched and staging is not. */
static void tenants_with_an_account_are_watched_where_the_environment_is(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    test_begin(catalog);
    test_insert_platform(catalog);
    test_update(catalog, TNF_ENTITY_ENVIRONMENT, "production", "hardening", "true", NULL);
    add_silo(catalog, "guest", NULL);
    add_silo(catalog, "one", "777788889999");
    add_silo(catalog, "same", "777788889999");
    add_silo(catalog, "two", "666655554444");
    test_commit(catalog);
    struct tnf_scene scene;
    read_scene(catalog, &scene);
    const size_t production = (size_t)tnf_scene_environment(&scene, TNF_SV("production"));
    const size_t staging = (size_t)tnf_scene_environment(&scene, TNF_SV("staging"));
    assert_non_null(tnf_watch_environment(&scene.watch, production));
    assert_null(tnf_watch_environment(&scene.watch, staging));
    assert_int_equal(tnf_watch_account_count(&scene.watch, staging), 0);
    assert_int_equal(tnf_watch_account_count(&scene.watch, production), 2);
    const struct tnf_watched *first = tnf_watch_account(&scene.watch, production, 0);
    const struct tnf_watched *second = tnf_watch_account(&scene.watch, production, 1);
    assert_true(tnf_sv_eq_c(first->tenant.data[TNF_TENANT_NAME].string, "one") && first->account_wide);
    assert_true(tnf_sv_eq_c(second->tenant.data[TNF_TENANT_NAME].string, "two") && second->account_wide);
    tnf_scene_release(&scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_in_an_account_and_region_has_the_stack),
        cmocka_unit_test(nobody_asks),
        cmocka_unit_test_setup_teardown(tenants_with_an_account_are_watched_where_the_environment_is, catalog_set_up,
                                        catalog_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
