/* The provider's functions: what they give, and which argument is wrong when they give nothing. */
#include "provider/function/function.h"

#include "tests/support/test.h"

enum { ARGUMENTS_MOST = 4 };

struct arguments {
    struct tnf_cty_value values[ARGUMENTS_MOST];
    size_t count;
};

static struct tnf_rpc_call call;
static struct tnf_cty_value result;
static struct tnf_error err;

/* The index of the wrong argument, -1 when there is a result, -2 when it fails for another reason. */
static int64_t run(const struct tnf_function *function, const struct arguments *arguments) {
    int64_t wrong = -1;
    err = (struct tnf_error){.code = TNF_OK};
    const int code = function->call(NULL, function, &call, arguments->values, arguments->count, &result, &wrong, &err);
    if (code == 0) return -1;
    return wrong < 0 ? -2 : wrong;
}

static int tear_down(void **state) {
    (void)state;
    tnf_arena_release(&call.arena);
    return 0;
}

#define TEXT(text) tnf_cty_text(tnf_sv(text))

static void slugs_are_legal_names(void **state) {
    static const struct {
        const char *text;
        const char *slug; /* NULL: refused */
    } cases[] = {
        {"acme", "acme"},
        {"Acme GmbH & Co.", "acme-gmbh-co"},
        {"  --a--b--  ", "a-b"},
        {"3com", "n3com"},
        {"Zürich", "z-rich"},
        {"abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwx"},
        {"abcdefghijklmnopqrstuvw xyz", "abcdefghijklmnopqrstuvw"},
        {"", NULL},
        {"äöü", NULL},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        const struct arguments arguments = {{TEXT(cases[i].text)}, 1};
        const int64_t wrong = run(&tnf_function_slug, &arguments);
        assert_int_equal(wrong, cases[i].slug == NULL ? 0 : -1);
        if (cases[i].slug != NULL) assert_string_equal(result.text.ptr, cases[i].slug);
    }
}

static void a_slug_has_the_length_that_is_asked_for(void **state) {
    (void)state;
    const struct arguments five = {{TEXT("acme-gmbh"), tnf_cty_integer(5)}, 2};
    assert_int_equal(run(&tnf_function_slug, &five), -1);
    assert_string_equal(result.text.ptr, "acme");
    const struct arguments none = {{TEXT("acme"), tnf_cty_integer(0)}, 2};
    assert_int_equal(run(&tnf_function_slug, &none), 1);
    const struct arguments two = {{TEXT("acme"), tnf_cty_integer(5), tnf_cty_integer(5)}, 3};
    assert_int_equal(run(&tnf_function_slug, &two), 1);
}

static void names_are_put_together(void **state) {
    (void)state;
    const struct arguments four = {{TEXT("acme"), TEXT("staging"), TEXT("tenant-1"), TEXT("api")}, 4};
    assert_int_equal(run(&tnf_function_name_of, &four), -1);
    assert_string_equal(result.text.ptr, "acme-staging-tenant-1-api");
    const struct arguments two = {{TEXT("acme"), TEXT("staging")}, 2};
    assert_int_equal(run(&tnf_function_name_of, &two), -1);
    assert_string_equal(result.text.ptr, "acme-staging");
    const struct arguments wrong = {{TEXT("acme"), TEXT("staging"), TEXT("Tenant")}, 3};
    assert_int_equal(run(&tnf_function_name_of, &wrong), 2);
}

static void ranges_are_those_of_the_generated_subnets(void **state) {
    static const struct {
        const char *network;
        const char *tier;
        int64_t zone;
        const char *cidr; /* NULL: refused */
        int64_t wrong;
    } cases[] = {
        {"10.1.0.0/16", "app", 0, "10.1.0.0/20", -1},
        {"10.1.0.0/16", "app", 3, "10.1.48.0/20", -1},
        {"10.1.0.0/16", "database", 0, "10.1.64.0/20", -1},
        {"10.1.0.0/16", "public", 1, "10.1.144.0/20", -1},
        {"10.1.0.0/24", "app", 1, "10.1.0.16/28", -1},
        {"10.1.0.0/25", "app", 0, NULL, 0},
        {"10.1.0.1/16", "app", 0, NULL, 0},
        {"10.1.0.0/16", "private", 0, NULL, 1},
        {"10.1.0.0/16", "app", 4, NULL, 2},
        {"10.1.0.0/16", "app", -1, NULL, 2},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        const struct arguments arguments = {
            {TEXT(cases[i].network), TEXT(cases[i].tier), tnf_cty_integer(cases[i].zone)}, 3};
        assert_int_equal(run(&tnf_function_cidr_of, &arguments), cases[i].wrong);
        if (cases[i].cidr != NULL) assert_string_equal(result.text.ptr, cases[i].cidr);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(slugs_are_legal_names, tear_down),
        cmocka_unit_test_teardown(a_slug_has_the_length_that_is_asked_for, tear_down),
        cmocka_unit_test_teardown(names_are_put_together, tear_down),
        cmocka_unit_test_teardown(ranges_are_those_of_the_generated_subnets, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
