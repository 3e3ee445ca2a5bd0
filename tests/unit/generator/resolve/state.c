#include "generator/resolve/state.h"

#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "tests/support/test.h"

static void assert_store(const char *bucket, const char *region, const char *kms_key, const char *const expected[3]) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record platform = tnf_record_new(&arena, TNF_ENTITY_PLATFORM);
    const struct {
        int field;
        const char *text;
    } fields[] = {{TNF_PLATFORM_NAME, "acme"},
                  {TNF_PLATFORM_REGION, "us-east-1"},
                  {TNF_PLATFORM_STATE_BUCKET, bucket},
                  {TNF_PLATFORM_STATE_REGION, region},
                  {TNF_PLATFORM_STATE_KMS_KEY, kms_key}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(fields); i++)
        if (fields[i].text != NULL)
            platform.data[fields[i].field] = (struct tnf_datum){.set = true, .string = tnf_sv(fields[i].text)};
    const struct tnf_state_store store = tnf_state_store_of(&arena, &platform);
    assert_true(tnf_sv_eq_c(store.bucket, expected[0]));
    assert_true(tnf_sv_eq_c(store.region, expected[1]));
    assert_true(tnf_sv_eq_c(store.kms_key, expected[2]));
}

static void what_the_platform_does_not_say_follows_from_its_name_and_region(void **state) {
    (void)state;
    assert_store(NULL, NULL, NULL, (const char *const[]){"acme-terraform-state", "us-east-1", ""});
    assert_store("states", "eu-west-1", "arn:aws:kms:eu-west-1:111122223333:key/k",
                 (const char *const[]){"states", "eu-west-1", "arn:aws:kms:eu-west-1:111122223333:key/k"});
}

static void a_cell_is_the_stack_of_its_tenants(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_strview env = TNF_SV("staging");
    assert_true(tnf_sv_eq_c(tnf_tenant_stack_path(&arena, env, TNF_SV(""), TNF_SV("acme")),
                            "environments/staging/tenants/acme"));
    assert_true(tnf_sv_eq_c(tnf_tenant_stack_path(&arena, env, TNF_SV("cell-2"), TNF_SV("acme")),
                            "environments/staging/cells/cell-2"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_platform_does_not_say_follows_from_its_name_and_region),
        cmocka_unit_test(a_cell_is_the_stack_of_its_tenants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
