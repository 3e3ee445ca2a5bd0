#include "catalog/complete.h"

#include "catalog/entities/all.h"
#include "tests/support/catalog_rows.h"
#include "tests/support/test.h"

static void a_bundle_lacks_what_its_services_name(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record service =
        test_record(&arena, TNF_ENTITY_SERVICE, "t/api", "image", "x", "database", "main", "cache", "fast", NULL);
    struct tnf_record database = test_record(&arena, TNF_ENTITY_DATABASE, "t/staging/main", NULL);
    struct tnf_record cache = test_record(&arena, TNF_ENTITY_CACHE, "t/staging/fast", NULL);
    struct tnf_bundle bundle = {
        .tenant = test_record(&arena, TNF_ENTITY_TENANT, "t", "isolation", "bridge", NULL),
        .placement = test_record(&arena, TNF_ENTITY_PLACEMENT, "t/staging", NULL),
        .services = {&service, 1},
        .databases = {&database, 1},
        .caches = {&cache, 1},
    };
    struct tnf_error err = {0};
    assert_int_equal(tnf_bundle_complete(&bundle, &err), 0);
    bundle.caches.count = 0;
    assert_int_equal(tnf_bundle_complete(&bundle, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "service t/api: cache: \"fast\" does not exist in environment staging");
    bundle.databases.count = 0;
    assert_int_equal(tnf_bundle_complete(&bundle, &err), TNF_E_INVALID);
    assert_string_equal(err.message,
                        "service t/api: database: \"main\" does not exist in environment staging (and 1 more)");
    bundle.tenant = test_record(&arena, TNF_ENTITY_TENANT, "t", "isolation", "pool", NULL);
    assert_int_equal(tnf_bundle_complete(&bundle, &err), 0);
}

static void a_store_of_another_environment_does_not_count(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    struct tnf_record service =
        test_record(&arena, TNF_ENTITY_SERVICE, "t/api", "image", "x", "database", "main", NULL);
    struct tnf_record database = test_record(&arena, TNF_ENTITY_DATABASE, "t/production/main", NULL);
    const struct tnf_record tenant = test_record(&arena, TNF_ENTITY_TENANT, "t", "isolation", "silo", NULL);
    const struct tnf_record placement = test_record(&arena, TNF_ENTITY_PLACEMENT, "t/staging", NULL);
    const struct tnf_records services = {&service, 1};
    const struct tnf_records databases = {&database, 1};
    const struct tnf_records none = {0};
    tnf_complete_stores(&tenant, &placement, &services, &databases, &none, &findings);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].rule->id, "TNF-R013");
}

static void scheduled_services_need_their_own_schedule(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    struct tnf_record rows[] = {
        test_record(&arena, TNF_ENTITY_SERVICE, "t/a", "image", "x", "kind", "scheduled", NULL),
        test_record(&arena, TNF_ENTITY_SERVICE, "t/b", "image", "x", "kind", "scheduled", NULL),
        test_record(&arena, TNF_ENTITY_SERVICE, "t/c", "image", "x", NULL),
    };
    struct tnf_record schedule = test_record(&arena, TNF_ENTITY_SCHEDULE, "t/a/nightly", NULL);
    const struct tnf_records services = {rows, TNF_ARRAY_LEN(rows)};
    const struct tnf_records schedules = {&schedule, 1};
    tnf_complete_schedules(&services, &schedules, &findings);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].key.ptr, "t/b");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bundle_lacks_what_its_services_name),
        cmocka_unit_test(a_store_of_another_environment_does_not_count),
        cmocka_unit_test(scheduled_services_need_their_own_schedule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
