/* docs/advise.md has the table of rules and the list of facts; UPDATE_GOLDEN=1 writes them. */
#include "base/file.h"
#include "generator/report/advise/advise.h"
#include "tests/support/test.h"

#include <inttypes.h>
#include <string.h>

enum { PAGE_MAX = 1024 * 1024 };

static void add_condition(struct tnf_strbuf *out, const struct tnf_advice_rule *rule) {
    if (rule->fact == TNF_FACT_ALWAYS) {
        tnf_strbuf_add_str(out, "always");
        return;
    }
    tnf_strbuf_addf(out, "`%s`: ", tnf_advice_facts[rule->fact].name);
    if (tnf_advice_choices(rule->fact) > 0)
        tnf_strbuf_add_str(out, tnf_advise_value(rule->fact, rule->low).text);
    else if (rule->high == INT64_MAX)
        tnf_strbuf_addf(out, "%" PRId64 " or more", rule->low);
    else
        tnf_strbuf_addf(out, "%" PRId64 " to %" PRId64, rule->low, rule->high);
}

static void add_rules(struct tnf_strbuf *out) {
    tnf_strbuf_add_str(out, "| Rule | When | Fargate | EC2 | EKS | Reason | Source |\n|---|---|--:|--:|--:|---|---|\n");
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        const struct tnf_advice_rule *rule = &tnf_advice_rules[i];
        tnf_strbuf_addf(out, "| %s | ", rule->id);
        add_condition(out, rule);
        for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
            tnf_strbuf_addf(out, rule->weights[option] == 0 ? " | 0" : " | %+d", rule->weights[option]);
        tnf_strbuf_addf(out, " | %s%s | %s, “%s” |\n", rule->reason, rule->trigger == NULL ? "" : " (**trigger**)",
                        rule->document, rule->section);
    }
}

static void add_facts(struct tnf_strbuf *out) {
    tnf_strbuf_add_str(out, "| Fact | Key in answers | Values |\n|---|---|---|\n");
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++) {
        const struct tnf_advice_fact *described = &tnf_advice_facts[fact];
        tnf_strbuf_addf(out, "| %s | ", described->title);
        if (described->key == NULL)
            tnf_strbuf_addf(out, "the catalog's `%s`", described->name);
        else
            tnf_strbuf_addf(out, "`%s`", described->key);
        tnf_strbuf_add_str(out, " | ");
        for (size_t i = 0; i < tnf_advice_choices((enum tnf_advice_fact_id)fact); i++)
            tnf_strbuf_addf(out, "%s%s", i == 0 ? "" : ", ", described->choices[i]);
        tnf_strbuf_add_str(out, tnf_advice_choices((enum tnf_advice_fact_id)fact) == 0 ? "a number |\n" : " |\n");
    }
}

/* The page with what stands between the marks replaced. */
static void replace(struct tnf_strbuf *page, const char *mark, void (*add)(struct tnf_strbuf *out)) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf rest = TNF_STRBUF_INIT;
    char *begin = strstr(page->ptr, mark);
    assert_non_null(begin);
    begin += strlen(mark);
    const char *end = strstr(begin, "<!-- end -->");
    assert_non_null(end);
    tnf_strbuf_add_str(&rest, end);
    tnf_strbuf_truncate(page, (size_t)(begin - page->ptr));
    add(page);
    tnf_strbuf_add_sv(page, tnf_strbuf_view(&rest));
}

static void the_page_has_the_table_of_the_program(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf page = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf wanted = TNF_STRBUF_INIT;
    assert_int_equal(tnf_file_read(PAGE, PAGE_MAX, &page, NULL), 0);
    tnf_strbuf_add_sv(&wanted, tnf_strbuf_view(&page));
    replace(&wanted, "<!-- facts -->\n", add_facts);
    replace(&wanted, "<!-- rules -->\n", add_rules);
    if (getenv("UPDATE_GOLDEN") != NULL)
        assert_int_equal(tnf_file_write(PAGE, tnf_strbuf_view(&wanted), NULL), 0);
    else
        assert_string_equal(page.ptr, wanted.ptr);
}

/* The numbers that the page says in words. */
static void the_page_says_the_numbers_of_the_program(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf page = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf near = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf many = TNF_STRBUF_INIT;
    const struct tnf_advice_step all = tnf_advice_all_steps();
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf weeks = TNF_STRBUF_INIT;
    assert_int_equal(tnf_file_read(PAGE, PAGE_MAX, &page, NULL), 0);
    tnf_strbuf_addf(&near, "An option at most %d\n", (int)TNF_ADVICE_NEAR);
    tnf_strbuf_addf(&many, "more than %d services", TNF_ADVICE_MANY_SERVICES);
    tnf_strbuf_addf(&weeks, "%d to %d weeks, more than " TNF_ADVICE_MOVE_COST, all.least_weeks, all.most_weeks);
    assert_non_null(strstr(page.ptr, near.ptr));
    assert_non_null(strstr(page.ptr, many.ptr));
    assert_non_null(strstr(page.ptr, weeks.ptr));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_has_the_table_of_the_program),
        cmocka_unit_test(the_page_says_the_numbers_of_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
