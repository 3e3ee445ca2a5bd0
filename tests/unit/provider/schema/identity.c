#include "tests/support/test.h"

#include "provider/schema/identity.h"

static void faults_are_named(void **state) {
    const struct tnf_cty_type list = {.kind = TNF_CTY_LIST, .element = &tnf_cty_number};
    const struct tnf_cty_type set = {.kind = TNF_CTY_SET, .element = &tnf_cty_number};
    const struct {
        struct tnf_identity_attribute attributes[2];
        size_t count;
        const char *fault; /* NULL: fine */
    } cases[] = {
        {{{TNF_SV("b"), &tnf_cty_string, true, false, TNF_SV("")}, {TNF_SV("a"), &list, false, true, TNF_SV("")}},
         2,
         NULL},
        {{{TNF_SV("a"), &tnf_cty_string, true, false, TNF_SV("")}, {TNF_SV("a"), &list, false, true, TNF_SV("")}},
         2,
         "identity attribute \"a\" is there twice"},
        {{{TNF_SV("a"), &set, true, false, TNF_SV("")}},
         1,
         "identity attribute \"a\" is no bool, number, string or list of them"},
        {{{TNF_SV("a"), &tnf_cty_bool, true, true, TNF_SV("")}},
         1,
         "identity attribute \"a\" has to be either required or optional"},
        {{{TNF_SV(""), &tnf_cty_bool, true, false, TNF_SV("")}}, 1, "an identity's attribute has no name"},
        {{{TNF_SV(""), NULL, false, false, TNF_SV("")}}, 0, "an identity has no attribute"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_identity_attribute attributes[2] = {cases[i].attributes[0], cases[i].attributes[1]};
        struct tnf_identity_schema schema = {.attributes = attributes, .attribute_count = cases[i].count};
        struct tnf_error err = {.code = TNF_OK};
        const int code = tnf_identity_schema_finish(&arena, &schema, &err);
        assert_int_equal(code, cases[i].fault == NULL ? 0 : TNF_E_INVALID);
        if (cases[i].fault != NULL) {
            assert_string_equal(err.message, cases[i].fault);
            continue;
        }
        assert_true(tnf_sv_eq_c(attributes[0].name, "a"));
        assert_int_equal(schema.type->count, 2);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(faults_are_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
