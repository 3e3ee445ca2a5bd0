#include "generator/state/tfstate.h"

#include "tests/support/test.h"

#include <string.h>

static const char with_resources[] =
    "{\"version\":4,\"terraform_version\":\"1.15.0\",\"serial\":7,\"lineage\":\"8b-1\",\"outputs\":{},\"resources\":["
    "{\"mode\":\"managed\",\"type\":\"aws_vpc\",\"name\":\"this\",\"instances\":[{\"attributes\":{}}]},"
    "{\"module\":\"module.trial-1.module.service[\\\"api\\\"]\",\"mode\":\"managed\",\"instances\":[{},{}]},"
    "{\"module\":\"module.trial-1\",\"mode\":\"managed\",\"instances\":[{}]},"
    "{\"module\":\"module.trial-10[0]\",\"mode\":\"managed\",\"instances\":[{}]},"
    "{\"module\":\"module.gone\",\"mode\":\"managed\",\"instances\":[]},"
    "{\"module\":\"module.trial-1\",\"mode\":\"data\",\"instances\":[{}]}],\"check_results\":null}";

static void resources_are_counted_by_instance_and_module(void **state) {
    (void)state;
    struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_tfstate read;
    assert_int_equal(tnf_tfstate_read(tnf_sv(with_resources), &arena, &read, NULL), 0);
    assert_int_equal(read.serial, 7);
    assert_true(tnf_sv_eq_c(read.lineage, "8b-1"));
    assert_int_equal(read.resources, 5);
    assert_int_equal(read.module_count, 3);
    assert_int_equal(tnf_tfstate_in_module(&read, TNF_SV("")), 1);
    assert_int_equal(tnf_tfstate_in_module(&read, TNF_SV("trial-1")), 3);
    assert_int_equal(tnf_tfstate_in_module(&read, TNF_SV("trial-10")), 1);
    assert_int_equal(tnf_tfstate_in_module(&read, TNF_SV("trial")), 0);
    tnf_arena_release(&arena);
}

static void a_state_without_resources_is_empty(void **state) {
    (void)state;
    static const char *const cases[] = {
        "",
        "\n",
        "{\"version\":4,\"serial\":3,\"lineage\":\"x\",\"outputs\":{},\"resources\":[],\"check_results\":null}",
        "{\"version\":4,\"resources\":[{\"mode\":\"data\",\"instances\":[{}]}]}",
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_tfstate read;
        assert_int_equal(tnf_tfstate_read(tnf_sv(cases[i]), &arena, &read, NULL), 0);
        assert_int_equal(read.resources, 0);
        tnf_arena_release(&arena);
    }
}

static void what_cannot_be_read_says_why(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"nothing", "it is no Terraform state: line 1"},
        {"{\"version\":4", "it is no Terraform state: line 1"},
        {"[]", "it is no Terraform state"},
        {"{\"resources\":[]}", "it is no Terraform state"},
        {"{\"version\":3,\"modules\":[]}", "it is a state of version 3, not 4"},
        {"{\"version\":4}", "it has no list of resources"},
        {"{\"version\":4,\"resources\":[{\"mode\":\"managed\"}]}", "resource 1 has no instances"},
        {"{\"meta\":{},\"encrypted_data\":\"AAAA\",\"encryption_version\":\"v0\",\"serial\":1,\"lineage\":\"x\"}",
         "it is encrypted by OpenTofu"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_tfstate read;
        struct tnf_error err = {0};
        assert_int_equal(tnf_tfstate_read(tnf_sv(cases[i].text), &arena, &read, &err), TNF_E_INVALID);
        assert_ptr_equal(strstr(err.message, cases[i].message), err.message);
        tnf_arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resources_are_counted_by_instance_and_module),
        cmocka_unit_test(a_state_without_resources_is_empty),
        cmocka_unit_test(what_cannot_be_read_says_why),
    };
    return cmocka_run_group_tests_name("generator/state/tfstate", tests, NULL, NULL);
}
