/* What a rename leaves behind: the name in AWS and the way from every former name to the name of today. */
#include "catalog/names.h"

#include "catalog/catalog.h"
#include "catalog/finding.h"
#include "catalog/record.h"
#include "catalog/text.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

static void fill(struct tnf_catalog *catalog) {
    test_begin(catalog);
    test_insert_platform(catalog);
    test_insert(catalog, TNF_ENTITY_TENANT, "acme", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/api", "image", "api:1", "kind", "worker", NULL);
    test_insert(catalog, TNF_ENTITY_VOLUME, "acme/api/data", "path", "/data", NULL);
    test_commit(catalog);
}

static void rename_row(struct catalog_fixture *fixture, enum tnf_entity_id entity, const char *key, const char *name) {
    struct tnf_error err = {0};
    const struct tnf_record row = test_record(&fixture->arena, entity, key, NULL);
    test_begin(fixture->catalog);
    if (tnf_catalog_rename(fixture->catalog, &row, tnf_sv(name), &err) < 0) fail_msg("%s", err.message);
    test_commit(fixture->catalog);
}

/* "physical: former former " */
static void names_are(struct catalog_fixture *fixture, enum tnf_entity_id entity, const char *key,
                      const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const struct tnf_record row = catalog_fixture_row(fixture, entity, key);
    const struct tnf_strings former = tnf_former_names(&row);
    tnf_strbuf_addf(&text, "%.*s:", TNF_SV_ARG(tnf_physical_name(&row)));
    for (size_t i = 0; i < former.count; i++) tnf_strbuf_addf(&text, " %.*s", TNF_SV_ARG(former.items[i]));
    assert_string_equal(text.ptr, expected);
}

static void the_first_name_stays_in_aws(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    names_are(fixture, TNF_ENTITY_SERVICE, "acme/api", "api:");
    rename_row(fixture, TNF_ENTITY_SERVICE, "acme/api", "core");
    names_are(fixture, TNF_ENTITY_SERVICE, "acme/core", "api: api");
    rename_row(fixture, TNF_ENTITY_SERVICE, "acme/core", "edge");
    names_are(fixture, TNF_ENTITY_SERVICE, "acme/edge", "api: api core");
    rename_row(fixture, TNF_ENTITY_TENANT, "acme", "zeta");
    names_are(fixture, TNF_ENTITY_TENANT, "zeta", "acme:");
    rename_row(fixture, TNF_ENTITY_ENVIRONMENT, "staging", "test");
    names_are(fixture, TNF_ENTITY_ENVIRONMENT, "test", "staging:");
    rename_row(fixture, TNF_ENTITY_PLATFORM, "acme", "zeta");
    names_are(fixture, TNF_ENTITY_PLATFORM, "zeta", "acme:");
}

static void a_name_that_comes_back_makes_no_loop(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    rename_row(fixture, TNF_ENTITY_SERVICE, "acme/api", "core");
    rename_row(fixture, TNF_ENTITY_SERVICE, "acme/core", "api");
    names_are(fixture, TNF_ENTITY_SERVICE, "acme/api", "api: core");
    assert_false(catalog_fixture_row(fixture, TNF_ENTITY_SERVICE, "acme/api").data[TNF_SERVICE_PHYSICAL_NAME].set);
    rename_row(fixture, TNF_ENTITY_SERVICE, "acme/api", "edge");
    rename_row(fixture, TNF_ENTITY_SERVICE, "acme/edge", "core");
    names_are(fixture, TNF_ENTITY_SERVICE, "acme/core", "api: api edge");
}

static void what_nests_under_a_renamed_row_keeps_its_own_names(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    rename_row(fixture, TNF_ENTITY_SERVICE, "acme/api", "core");
    names_are(fixture, TNF_ENTITY_VOLUME, "acme/core/data", "data:");
    rename_row(fixture, TNF_ENTITY_VOLUME, "acme/core/data", "files");
    names_are(fixture, TNF_ENTITY_VOLUME, "acme/core/files", "data:");
}

static void names_are_part_of_the_export(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    rename_row(fixture, TNF_ENTITY_TENANT, "acme", "zeta");
    rename_row(fixture, TNF_ENTITY_SERVICE, "zeta/api", "core");
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    if (tnf_export_document(fixture->catalog, TNF_ENTITY_TENANT, TNF_SV("zeta"), TNF_TEXT_YAML, &text, &err) < 0)
        fail_msg("%s", err.message);
    assert_string_equal(text.ptr, "tenant: zeta\n"
                                  "isolation: bridge\n"
                                  "physical_name: acme\n"
                                  "environments:\n"
                                  "  staging: {}\n"
                                  "services:\n"
                                  "  core:\n"
                                  "    kind: worker\n"
                                  "    image: api:1\n"
                                  "    physical_name: api\n"
                                  "    former_names:\n"
                                  "      - api\n"
                                  "    volumes:\n"
                                  "      data:\n"
                                  "        path: /data\n");
}

static void a_new_tenant_does_not_get_a_name_that_is_still_in_aws(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    rename_row(fixture, TNF_ENTITY_TENANT, "acme", "zeta");
    for (int i = 0; i < 2; i++) {
        test_begin(fixture->catalog);
        test_insert(fixture->catalog, TNF_ENTITY_TENANT, "acme", "isolation", "pool", NULL);
        test_commit(fixture->catalog);
        names_are(fixture, TNF_ENTITY_TENANT, "acme", i == 0 ? "acme-2:" : "acme-3:");
        rename_row(fixture, TNF_ENTITY_TENANT, "acme", i == 0 ? "beta" : "gamma");
    }
    names_are(fixture, TNF_ENTITY_TENANT, "beta", "acme-2:");
}

static void nobody_takes_the_name_of_another(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "beta", "isolation", "pool", NULL);
    test_commit(fixture->catalog);
    struct tnf_error err = {0};
    int64_t revision = 0;
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_TENANT, "beta", "physical_name", "acme", NULL);
    assert_int_equal(tnf_catalog_commit(fixture->catalog, &revision, NULL, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "tenant beta: physical_name: tenant acme is called acme in AWS");
}

static void names_beside_each_other_differ(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    test_begin(catalog);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/web", "image", "x", "kind", "worker", "physical_name", "api", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/old", "image", "x", "kind", "worker", "physical_name", "x", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/new", "image", "x", "kind", "worker", "former_names", "old", NULL);
    test_insert(catalog, TNF_ENTITY_SECRET, "acme/key", "physical_name", "x", NULL); /* of another entity */
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    int64_t revision = 0;
    assert_int_equal(tnf_catalog_commit(catalog, &revision, &findings, NULL), TNF_E_INVALID);
    assert_int_equal(findings.count, 2);
    assert_string_equal(findings.items[0].rule->id, "TNF-R074");
    assert_string_equal(findings.items[0].key.ptr, "acme/old");
    assert_string_equal(findings.items[0].message.ptr,
                        "that was the name of service new, whose resources may still be at its address");
    assert_string_equal(findings.items[1].rule->id, "TNF-R073");
    assert_string_equal(findings.items[1].key.ptr, "acme/api");
    assert_string_equal(findings.items[1].message.ptr, "physical_name: service web is called api in AWS");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, catalog_set_up, catalog_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_first_name_stays_in_aws),
        TEST(a_name_that_comes_back_makes_no_loop),
        TEST(what_nests_under_a_renamed_row_keeps_its_own_names),
        TEST(names_are_part_of_the_export),
        TEST(a_new_tenant_does_not_get_a_name_that_is_still_in_aws),
        TEST(nobody_takes_the_name_of_another),
        TEST(names_beside_each_other_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
