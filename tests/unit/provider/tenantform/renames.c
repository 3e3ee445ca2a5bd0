#include "provider/tenantform/renames.h"

#include "catalog/record.h"
#include "tests/support/catalog_rows.h"
#include "tests/support/test.h"

static void keys_follow_the_names_in_them(void **state) {
    static const struct {
        const char *name;
        enum tnf_entity_id renamed;
        const char *key;
        const char *to;
        enum tnf_entity_id entity;
        const char *before;
        const char *after;
    } cases[] = {
        {"its own name", TNF_ENTITY_TENANT, "acme", "beta", TNF_ENTITY_TENANT, "acme", "beta"},
        {"another row's name", TNF_ENTITY_TENANT, "acme", "beta", TNF_ENTITY_TENANT, "acme-2", "acme-2"},
        {"its parent's", TNF_ENTITY_TENANT, "acme", "beta", TNF_ENTITY_SERVICE, "acme/api", "beta/api"},
        {"its grandparent's", TNF_ENTITY_TENANT, "acme", "beta", TNF_ENTITY_ROUTE, "acme/api/x", "beta/api/x"},
        {"the parent in the parent's scope", TNF_ENTITY_SERVICE, "acme/api", "web", TNF_ENTITY_ROUTE, "acme/api/x",
         "acme/web/x"},
        {"a parent of the same name elsewhere", TNF_ENTITY_SERVICE, "acme/api", "web", TNF_ENTITY_ROUTE, "beta/api/x",
         "beta/api/x"},
        {"what it refers to", TNF_ENTITY_ENVIRONMENT, "staging", "test", TNF_ENTITY_DATABASE, "acme/staging/main",
         "acme/test/main"},
        {"a name that only looks the same", TNF_ENTITY_TENANT, "staging", "beta", TNF_ENTITY_PLACEMENT, "acme/staging",
         "acme/staging"},
        {"another kind of row in the same place", TNF_ENTITY_SECRET, "acme/api", "web", TNF_ENTITY_SERVICE, "acme/api",
         "acme/api"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        TNF_AUTO(tnf_renames_release) struct tnf_renames renames = TNF_RENAMES_INIT;
        const struct tnf_rename rename = {
            .revision = 1, .entity = cases[i].renamed, .key = tnf_sv(cases[i].key), .name = tnf_sv(cases[i].to)};
        tnf_renames_add(&renames, &rename);
        struct tnf_record record = test_record(&arena, cases[i].entity, cases[i].before, NULL);
        tnf_renames_follow(&renames, 0, &arena, &record);
        const struct tnf_strview key = tnf_record_key(&arena, &record);
        if (!tnf_sv_eq_c(key, cases[i].after)) fail_msg("%s: %s", cases[i].name, key.ptr);
    }
}

static void renames_are_followed_in_their_order(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_renames_release) struct tnf_renames renames = TNF_RENAMES_INIT;
    const struct tnf_rename steps[] = {
        {1, TNF_ENTITY_TENANT, TNF_SV("a"), TNF_SV("b")},
        {2, TNF_ENTITY_SERVICE, TNF_SV("b/api"), TNF_SV("web")},
        {3, TNF_ENTITY_TENANT, TNF_SV("b"), TNF_SV("c")},
        {4, TNF_ENTITY_TENANT, TNF_SV("x"), TNF_SV("a")},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(steps); i++) tnf_renames_add(&renames, &steps[i]);
    struct tnf_record old = test_record(&arena, TNF_ENTITY_ROUTE, "a/api/r", NULL);
    tnf_renames_follow(&renames, 0, &arena, &old);
    assert_string_equal(tnf_record_key(&arena, &old).ptr, "c/web/r");
    struct tnf_record newer = test_record(&arena, TNF_ENTITY_ROUTE, "b/api/r", NULL);
    tnf_renames_follow(&renames, 2, &arena, &newer);
    assert_string_equal(tnf_record_key(&arena, &newer).ptr, "c/api/r");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_follow_the_names_in_them),
        cmocka_unit_test(renames_are_followed_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
