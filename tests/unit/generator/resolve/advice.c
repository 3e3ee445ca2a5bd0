#include "generator/resolve/advice.h"

#include "tests/support/test.h"

#include <string.h>

static struct tnf_advice_values with(enum tnf_advice_fact_id fact, int64_t value) {
    struct tnf_advice_values values = tnf_advice_nothing();
    if (fact != TNF_FACT_ALWAYS) values.of[fact] = value;
    return values;
}

static void identifiers_count_up_without_a_gap(void **state) {
    (void)state;
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        char id[32];
        (void)snprintf(id, sizeof id, "TNF-A%02zu", i + 1);
        assert_string_equal(tnf_advice_rules[i].id, id);
    }
    assert_true(tnf_advice_rule_count <= TNF_ADVICE_RULES_MAX);
}

static bool is_sentence_part(const char *text) {
    return text != NULL && text[0] != '\0' && text[strlen(text) - 1] != '.' && strchr(text, '\n') == NULL;
}

static void every_rule_has_a_reason_and_a_source(void **state) {
    (void)state;
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        const struct tnf_advice_rule *rule = &tnf_advice_rules[i];
        assert_true(is_sentence_part(rule->reason));
        assert_true(is_sentence_part(rule->document));
        assert_true(is_sentence_part(rule->section));
        assert_true(rule->low <= rule->high);
    }
}

/* Each fires for a value that its fact can have and that people or the catalog can give, and not for another. */
static void no_rule_is_unreachable(void **state) {
    (void)state;
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        const struct tnf_advice_rule *rule = &tnf_advice_rules[i];
        if (rule->fact == TNF_FACT_ALWAYS) continue;
        const size_t choices = tnf_advice_choices(rule->fact);
        const int64_t max = choices > 0 ? (int64_t)choices - 1 : tnf_advice_facts[rule->fact].max;
        assert_in_range(rule->low, 0, max);
        const struct tnf_advice_values inside = with(rule->fact, rule->low);
        const struct tnf_advice_values below = with(rule->fact, rule->low - 1);
        const struct tnf_advice_values unknown = tnf_advice_nothing();
        assert_true(tnf_advice_fires(rule, &inside));
        assert_false(tnf_advice_fires(rule, &below));
        assert_false(tnf_advice_fires(rule, &unknown));
    }
}

static void every_fact_is_looked_at_by_a_rule(void **state) {
    (void)state;
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++) {
        size_t rules = 0;
        for (size_t i = 0; i < tnf_advice_rule_count; i++) rules += (int)tnf_advice_rules[i].fact == fact;
        assert_true(rules > 0);
        assert_non_null(tnf_advice_facts[fact].name);
        assert_int_equal(tnf_advice_facts[fact].key == NULL, tnf_advice_facts[fact].question == NULL);
    }
}

/* Changing one answer can change the outcome only if its candidates tell its rules apart. */
static void candidates_stand_on_both_sides_of_every_rule(void **state) {
    (void)state;
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        const struct tnf_advice_rule *rule = &tnf_advice_rules[i];
        if (rule->fact == TNF_FACT_ALWAYS || (rule->fact == TNF_FACT_DEPLOYED && rule->low == TNF_DEPLOYED_PLACED))
            continue;
        int64_t candidates[TNF_ADVICE_CANDIDATES_MAX];
        const size_t count = tnf_advice_candidates(rule->fact, candidates);
        size_t inside = 0;
        for (size_t j = 0; j < count; j++) {
            const struct tnf_advice_values values = with(rule->fact, candidates[j]);
            inside += tnf_advice_fires(rule, &values);
            if (j > 0) assert_true(candidates[j] > candidates[j - 1]);
        }
        assert_true(inside > 0);
        assert_true(inside < count);
    }
}

static void without_facts_ecs_on_fargate_is_the_start(void **state) {
    (void)state;
    const struct tnf_advice_values nothing = tnf_advice_nothing();
    const struct tnf_advice_score score = tnf_advice_score(&nothing);
    assert_int_equal(score.answer, TNF_ADVICE_FARGATE);
    assert_int_equal(score.second, TNF_ADVICE_EC2);
    assert_true(score.near);
}

/* What each option can get at most, with all that speaks for it; docs/advise.md says these numbers. */
static void the_weights_of_each_option_add_up(void **state) {
    (void)state;
    static const int expected[TNF_ADVICE_OPTIONS] = {22, 24, 44};
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++) {
        int most = 0;
        for (int fact = 0; fact <= TNF_FACT_COUNT; fact++) {
            int best = 0;
            for (size_t i = 0; i < tnf_advice_rule_count; i++)
                if ((int)tnf_advice_rules[i].fact == fact && tnf_advice_rules[i].weights[option] > best)
                    best = tnf_advice_rules[i].weights[option];
            most += best;
        }
        assert_int_equal(most, expected[option]);
    }
}

static void the_triggers_are_those_of_the_decision(void **state) {
    (void)state;
    static const char *const expected[] = {
        "More than 50 services",    "The team has Kubernetes skills",  "More than one cloud",
        "A service mesh is needed", "Kubernetes operators are needed", "StatefulSets are needed"};
    size_t count = 0;
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        if (tnf_advice_rules[i].trigger == NULL) continue;
        assert_true(count < TNF_ARRAY_LEN(expected));
        assert_string_equal(tnf_advice_rules[i].trigger, expected[count++]);
        assert_string_equal(tnf_advice_rules[i].section, "Triggers for considering EKS");
    }
    assert_int_equal(count, TNF_ARRAY_LEN(expected));
}

static void fifty_services_are_not_yet_many(void **state) {
    (void)state;
    const struct tnf_advice_values fifty = with(TNF_FACT_SERVICES, 50);
    const struct tnf_advice_values more = with(TNF_FACT_SERVICES, 51);
    assert_int_equal(tnf_advice_score(&fifty).points[TNF_ADVICE_EKS], 0);
    assert_int_equal(tnf_advice_score(&more).points[TNF_ADVICE_EKS], 3);
}

static void the_way_takes_nine_to_ten_weeks(void **state) {
    (void)state;
    assert_int_equal(tnf_advice_all_steps().least_weeks, 9);
    assert_int_equal(tnf_advice_all_steps().most_weeks, 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifiers_count_up_without_a_gap),
        cmocka_unit_test(every_rule_has_a_reason_and_a_source),
        cmocka_unit_test(no_rule_is_unreachable),
        cmocka_unit_test(every_fact_is_looked_at_by_a_rule),
        cmocka_unit_test(candidates_stand_on_both_sides_of_every_rule),
        cmocka_unit_test(without_facts_ecs_on_fargate_is_the_start),
        cmocka_unit_test(the_weights_of_each_option_add_up),
        cmocka_unit_test(the_triggers_are_those_of_the_decision),
        cmocka_unit_test(fifty_services_are_not_yet_many),
        cmocka_unit_test(the_way_takes_nine_to_ten_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
