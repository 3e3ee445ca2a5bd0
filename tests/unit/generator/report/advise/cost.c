#include "generator/report/advise/cost.h"

#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

/* Differences are to the answer, and the budget is that of the answers. */
static void options_cost_more_or_less_than_the_answer(void **state) {
    (void)state;
    static const struct {
        enum tnf_advice_option option;
        int64_t budget;
        const char *text;
    } cases[] = {
        {TNF_ADVICE_FARGATE, TNF_FACT_UNKNOWN, "$135.00"},
        {TNF_ADVICE_EC2, TNF_FACT_UNKNOWN, "$134.50 (-0.50)"},
        {TNF_ADVICE_EKS, TNF_FACT_UNKNOWN, "$1,208.00 (+1,073.00)"},
        {TNF_ADVICE_EKS, 20000, "$1,208.00 (+1,073.00), over the budget"},
        {TNF_ADVICE_FARGATE, 13500, "$135.00"},
        {TNF_ADVICE_FARGATE, 13499, "$135.00, over the budget"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        const struct tnf_advise_cost cost = {.known = true, .cents = {13500, 13450, 120800}, .budget = cases[i].budget};
        tnf_advise_add_cost(&text, &cost, cases[i].option, TNF_ADVICE_FARGATE);
        assert_string_equal(text.ptr, cases[i].text);
    }
}

static void a_catalog_that_cannot_be_generated_has_no_estimate(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_advise_known known = {.values = tnf_advice_nothing()};
    struct tnf_advise_cost cost;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    known.values.of[TNF_FACT_BUDGET] = 5;
    assert_int_equal(tnf_catalog_begin_read(fixture->catalog, NULL), 0);
    tnf_advise_estimate(fixture->catalog, NULL, NULL, &known, &fixture->arena, &cost);
    tnf_catalog_end_read(fixture->catalog);
    assert_false(cost.known);
    assert_string_equal(cost.why_not.ptr, "the catalog has no platform");
    assert_int_equal(cost.budget, 500);
    tnf_advise_markdown_cost(&text, &cost, TNF_ADVICE_EKS);
    assert_string_equal(text.ptr, "\n## What a month costs\n\nThere is no estimate: `the catalog has no platform`\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_cost_more_or_less_than_the_answer),
        cmocka_unit_test_setup_teardown(a_catalog_that_cannot_be_generated_has_no_estimate, catalog_set_up,
                                        catalog_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
