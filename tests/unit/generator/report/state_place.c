/* Two stacks have one state when their backends say so. */
#include "generator/report/state_place.h"

#include "tests/support/test.h"

static void places_are_told_apart(void **state) {
    (void)state;
    static const struct {
        const char *stack;
        const char *content;
        const char *place;
    } cases[] = {
        {"environments/a", "", ""},
        {"environments/a", "terraform {\n}\n", ""},
        {"environments/a", "terraform {\n  backend \"local\" {\n    path = \"terraform.tfstate\"\n  }\n}\n",
         "environments/a/terraform.tfstate"},
        {"environments/b/tenants/x",
         "terraform {\n  backend \"local\" {\n    path = \"../../../../environments/a/terraform.tfstate\"\n  }\n}\n",
         "environments/a/terraform.tfstate"},
        {"a", "terraform {\n  backend \"s3\" {\n    key = \"k\"\n  }\n}\n", "s3\" {\n    key = \"k\""},
        {"b", "terraform {\n  backend \"s3\" {\n    key = \"k\"\n  }\n\n  more\n}\n", "s3\" {\n    key = \"k\""},
        {"b", "terraform {\n  backend \"s3\" {\n    key = \"l\"\n  }\n}\n", "s3\" {\n    key = \"l\""},
        {"b", "terraform {\n  backend \"s3\" {\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf place = TNF_STRBUF_INIT;
        tnf_state_place(tnf_sv(cases[i].stack), tnf_sv(cases[i].content), &place);
        assert_string_equal(tnf_strbuf_view(&place).len == 0 ? "" : place.ptr, cases[i].place);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(places_are_told_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
