#include "generator/report/budget.h"

#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#include <string.h>

#define SV(text) TNF_SV_INIT(text)
#define LINE(its_environment, its_tenant, its_row, text, amount)                                                       \
    {                                                                                                                  \
        .environment = SV(its_environment), .tenant = SV(its_tenant), .row = SV(its_row), .description = SV(text),     \
        .cents = (amount)                                                                                              \
    }

/* What acme has does not stand together. */
static struct tnf_cost_line lines[] = {
    LINE("staging", "", "", "NAT gateway", 3285),   LINE("staging", "acme", "", "logs", 198),
    LINE("staging", "", "", "load balancer", 1643), LINE("staging", "acme", "api", "2 tasks", 1802),
    LINE("staging", "beta", "", "database", 1272),  LINE("production", "acme", "api", "4 tasks", 9999),
};

static const struct tnf_cost cost = {.lines = lines, .line_count = TNF_ARRAY_LEN(lines)};

/* staging and, in it, acme with these budgets; NULL: none. */
static struct catalog_fixture *with_budgets(void **state, const char *environment, const char *tenant) {
    struct catalog_fixture *fixture = *state;
    test_begin(fixture->catalog);
    test_insert_platform(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "acme", "isolation", "pool", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    if (environment != NULL)
        test_update(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "staging", "budget", environment, NULL);
    if (tenant != NULL) test_update(fixture->catalog, TNF_ENTITY_PLACEMENT, "acme/staging", "budget", tenant, NULL);
    return fixture;
}

/* The findings, each "key: message; hint" and a line break. */
static void assert_findings(struct catalog_fixture *fixture, const char *expected) {
    struct tnf_findings findings = TNF_FINDINGS_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf said = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    if (tnf_budgets_check(fixture->catalog, &cost, &findings, &err) < 0) fail_msg("%s", err.message);
    for (size_t i = 0; i < findings.count; i++) {
        assert_string_equal(findings.items[i].rule->id, "TNF-R082");
        tnf_strbuf_addf(&said, "%.*s: %.*s; %.*s\n", TNF_SV_ARG(findings.items[i].key),
                        TNF_SV_ARG(findings.items[i].message), TNF_SV_ARG(findings.items[i].hint));
    }
    tnf_findings_release(&findings);
    assert_string_equal(said.ptr, expected);
}

static void without_a_budget_nothing_is_asked(void **state) {
    struct catalog_fixture *fixture = with_budgets(state, NULL, NULL);
    bool any = true;
    assert_int_equal(tnf_budgets_any(fixture->catalog, &any, NULL), 0);
    assert_false(any);
    assert_findings(fixture, "");
}

static void a_budget_that_is_met_to_the_cent_is_kept(void **state) {
    struct catalog_fixture *fixture = with_budgets(state, "82", "20");
    bool any = false;
    assert_int_equal(tnf_budgets_any(fixture->catalog, &any, NULL), 0);
    assert_true(any);
    assert_findings(fixture, "");
}

/* Without what acme shares: AWS counts that for the environment. */
static void a_tenant_over_its_budget_is_a_finding_with_its_largest_lines(void **state) {
    assert_findings(
        with_budgets(state, NULL, "19"),
        "acme/staging: budget: the estimate is $20.00 a month, $1.00 over the budget of $19.00; most goes to: "
        "$18.02 for 2 tasks (api), $1.98 for logs; raise the budget, or make these smaller\n");
}

static void an_environment_counts_with_its_tenants(void **state) {
    assert_findings(with_budgets(state, "81", NULL),
                    "staging: budget: the estimate is $82.00 a month, $1.00 over the budget of $81.00; most goes to: "
                    "$32.85 for NAT gateway, $18.02 for 2 tasks (api), $16.43 for load balancer; raise the budget, or "
                    "make these smaller\n");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, catalog_set_up, catalog_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(without_a_budget_nothing_is_asked),
        TEST(a_budget_that_is_met_to_the_cent_is_kept),
        TEST(a_tenant_over_its_budget_is_a_finding_with_its_largest_lines),
        TEST(an_environment_counts_with_its_tenants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
