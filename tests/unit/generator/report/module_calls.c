#include "generator/report/module_calls.h"

#include "base/strbuf.h"
#include "tests/support/test.h"

#include <string.h>

static const struct {
    const char *path, *content;
} modules[] = {
    {"modules/service/main.tf", "module \"roles\" {\n  source = \"../iam\"\n}\n"},
    {"modules/schedule/main.tf", "module \"service\" {\n  source = \"../service\"\n}\n"},
    {"modules/iam/main.tf", "locals {}\n"},
    {"modules/vpc/main.tf", "locals {}\n"},
};

static const char stack_calls[] = "module \"a\" {\n  source = \"../../../../modules/service\"\n}\n"
                                  "module \"b\" {\n  source = \"../../../../modules/schedule\"\n}\n"
                                  "module \"c\" {\n  source = \"../../../../modules/vpc\"\n}\n"
                                  "module \"d\" {\n  source = \"../../../../../elsewhere\"\n}\n"
                                  "module \"e\" {\n  source = \"./inner\"\n}\n";

static void note(struct tnf_strview module, struct tnf_strview changed, void *context) {
    tnf_strbuf_addf(context, "%.*s by %.*s;", TNF_SV_ARG(changed), TNF_SV_ARG(module));
}

/* What a stack that calls all of them hears when one module changed. */
static void expect_heard(const char *marked, const char *expected) {
    struct tnf_error err = {0};
    struct tnf_module_calls *calls = tnf_module_calls_new();
    tnf_module_calls_mark(calls, tnf_sv(marked));
    for (size_t i = 0; i < TNF_ARRAY_LEN(modules); i++)
        assert_int_equal(tnf_module_calls_add_module(calls, tnf_sv(modules[i].path), tnf_sv(modules[i].content), &err),
                         0);
    tnf_module_calls_spread(calls);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf heard = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&heard, "");
    assert_int_equal(tnf_module_calls_each_marked(calls, TNF_SV("environments/staging/tenants/acme/main.tf"),
                                                  tnf_sv(stack_calls), note, &heard, &err),
                     0);
    tnf_module_calls_free(calls);
    assert_string_equal(heard.ptr, expected);
}

static void a_change_reaches_those_who_call_it_through_others(void **state) {
    (void)state;
    expect_heard("modules/vpc", "modules/vpc by modules/vpc;");
    expect_heard("modules/iam", "modules/iam by modules/service;modules/iam by modules/schedule;");
    expect_heard("modules/schedule", "modules/schedule by modules/schedule;");
    expect_heard("modules/none", "");
}

static void modules_that_call_each_other_end(void **state) {
    (void)state;
    struct tnf_error err = {0};
    struct tnf_module_calls *calls = tnf_module_calls_new();
    assert_int_equal(tnf_module_calls_add_module(calls, TNF_SV("modules/a/x.tf"), TNF_SV("source = \"../b\"\n"), &err),
                     0);
    assert_int_equal(tnf_module_calls_add_module(calls, TNF_SV("modules/b/x.tf"), TNF_SV("source = \"../a\"\n"), &err),
                     0);
    tnf_module_calls_mark(calls, TNF_SV("modules/b"));
    tnf_module_calls_spread(calls);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf heard = TNF_STRBUF_INIT;
    assert_int_equal(tnf_module_calls_each_marked(calls, TNF_SV("environments/e/x.tf"),
                                                  TNF_SV("source = \"../../modules/a\"\n"), note, &heard, &err),
                     0);
    tnf_module_calls_free(calls);
    assert_string_equal(heard.ptr, "modules/b by modules/a;");
}

static void a_file_that_is_no_hcl_is_named(void **state) {
    (void)state;
    struct tnf_error err = {0};
    struct tnf_module_calls *calls = tnf_module_calls_new();
    assert_int_equal(tnf_module_calls_add_module(calls, TNF_SV("modules/a/x.tf"), TNF_SV("b = \"../x\n"), &err),
                     TNF_E_INVALID);
    tnf_module_calls_free(calls);
    assert_non_null(strstr(err.message, "\"modules/a/x.tf\""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_reaches_those_who_call_it_through_others),
        cmocka_unit_test(modules_that_call_each_other_end),
        cmocka_unit_test(a_file_that_is_no_hcl_is_named),
    };
    return cmocka_run_group_tests_name("generator/report/module_calls", tests, NULL, NULL);
}
