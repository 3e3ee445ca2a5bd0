/* Answers that follow from facts: the situations of the sources, and what changes them. */
#include "generator/report/advise/advise.h"

#include "tests/support/test.h"

struct given {
    enum tnf_advice_fact_id fact;
    int64_t value;
};
enum { GIVEN_MAX = 12 };

#define END                                                                                                            \
    { TNF_FACT_COUNT, 0 }

static struct tnf_advise_known known_of(const struct given *given) {
    struct tnf_advise_known known = {.values = tnf_advice_nothing()};
    for (; given->fact != TNF_FACT_COUNT; given++) known.values.of[given->fact] = given->value;
    return known;
}

/* A platform that is nothing special, of which nobody was asked. */
#define PLAIN_SERVICES                                                                                                 \
    {TNF_FACT_SERVICES, 5}, {                                                                                          \
        TNF_FACT_WORKLOADS, TNF_WORKLOADS_PLAIN                                                                        \
    }
#define AI_SERVICES                                                                                                    \
    {TNF_FACT_SERVICES, 17}, {TNF_FACT_WORKLOADS, TNF_WORKLOADS_GPUS}, {                                               \
        TNF_FACT_SHARING, 3                                                                                            \
    }

/* One fact more, and the answer is another. */
struct flip_case {
    const char *name;
    struct given given[GIVEN_MAX];
    enum tnf_advice_option before;
    struct given flip;
    enum tnf_advice_option after;
};
static const struct flip_case flips[] = {
    {"another cloud", {PLAIN_SERVICES, END}, TNF_ADVICE_FARGATE, {TNF_FACT_MULTI_CLOUD, 1}, TNF_ADVICE_EKS},
    {"operators", {PLAIN_SERVICES, END}, TNF_ADVICE_FARGATE, {TNF_FACT_OPERATORS, 1}, TNF_ADVICE_EKS},
    {"a GPU", {PLAIN_SERVICES, END}, TNF_ADVICE_FARGATE, {TNF_FACT_WORKLOADS, TNF_WORKLOADS_GPUS}, TNF_ADVICE_EC2},
    {"instances",
     {PLAIN_SERVICES, END},
     TNF_ADVICE_FARGATE,
     {TNF_FACT_WORKLOADS, TNF_WORKLOADS_INSTANCES},
     TNF_ADVICE_EC2},
    {"control of instances", {PLAIN_SERVICES, END}, TNF_ADVICE_FARGATE, {TNF_FACT_NODE_CONTROL, 1}, TNF_ADVICE_EC2},
    {"a mesh on a GPU platform", {AI_SERVICES, END}, TNF_ADVICE_EC2, {TNF_FACT_MESH, 1}, TNF_ADVICE_EKS},
    {"namespaces", {AI_SERVICES, END}, TNF_ADVICE_EC2, {TNF_FACT_ISOLATION, 1}, TNF_ADVICE_EKS},
    {"Kubeflow", {AI_SERVICES, END}, TNF_ADVICE_EC2, {TNF_FACT_GPU_ORCHESTRATION, 2}, TNF_ADVICE_EKS},
    {"skills", {AI_SERVICES, END}, TNF_ADVICE_EC2, {TNF_FACT_SKILLS, 2}, TNF_ADVICE_EKS},
    {"StatefulSets", {AI_SERVICES, END}, TNF_ADVICE_EC2, {TNF_FACT_STATEFUL_SETS, 1}, TNF_ADVICE_EKS},
    {"many services", {AI_SERVICES, END}, TNF_ADVICE_EC2, {TNF_FACT_SERVICES, 51}, TNF_ADVICE_EKS},
    {"no GPU any more",
     {AI_SERVICES, END},
     TNF_ADVICE_EC2,
     {TNF_FACT_WORKLOADS, TNF_WORKLOADS_PLAIN},
     TNF_ADVICE_FARGATE},
    {"basic isolation is enough",
     {AI_SERVICES, {TNF_FACT_ISOLATION, 1}, END},
     TNF_ADVICE_EKS,
     {TNF_FACT_ISOLATION, 0},
     TNF_ADVICE_EC2},
    {"haste", {AI_SERVICES, {TNF_FACT_MESH, 1}, END}, TNF_ADVICE_EKS, {TNF_FACT_HASTE, 1}, TNF_ADVICE_EC2},
    {"a small budget", {AI_SERVICES, {TNF_FACT_MESH, 1}, END}, TNF_ADVICE_EKS, {TNF_FACT_BUDGET, 500}, TNF_ADVICE_EC2},
    {"ECS is deployed",
     {AI_SERVICES, {TNF_FACT_MESH, 1}, END},
     TNF_ADVICE_EKS,
     {TNF_FACT_DEPLOYED, TNF_DEPLOYED_ECS},
     TNF_ADVICE_EC2},
    {"EKS is deployed", {AI_SERVICES, END}, TNF_ADVICE_EC2, {TNF_FACT_DEPLOYED, TNF_DEPLOYED_EKS}, TNF_ADVICE_EKS},
};

static bool has_change(const struct tnf_advise_conclusion *conclusion, const struct flip_case *flip) {
    for (size_t i = 0; i < conclusion->change_count; i++)
        if (conclusion->changes[i].fact == flip->flip.fact && conclusion->changes[i].score.answer == flip->after)
            return true;
    return false;
}

static void one_fact_changes_the_answer_where_the_rules_say_so(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(flips); i++) {
        struct tnf_advise_known known = known_of(flips[i].given);
        struct tnf_advise_conclusion before;
        struct tnf_advise_conclusion after;
        tnf_advise_conclude(&known, &before);
        if (before.score.answer != flips[i].before) fail_msg("%s: before: %d", flips[i].name, (int)before.score.answer);
        if (!has_change(&before, &flips[i])) fail_msg("%s: is not among the changes", flips[i].name);
        known.values.of[flips[i].flip.fact] = flips[i].flip.value;
        tnf_advise_conclude(&known, &after);
        if (after.score.answer != flips[i].after) fail_msg("%s: after: %d", flips[i].name, (int)after.score.answer);
    }
}

/* A number that spreads over all values, the same in every run. */
static uint64_t next(uint64_t *seed) {
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return *seed >> 33;
}

static struct tnf_advise_known random_known(uint64_t *seed) {
    struct tnf_advise_known known = {.values = tnf_advice_nothing()};
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++) {
        int64_t candidates[TNF_ADVICE_CANDIDATES_MAX];
        const size_t count = tnf_advice_candidates((enum tnf_advice_fact_id)fact, candidates);
        const size_t choice = (size_t)(next(seed) % (count + 1));
        if (choice < count) known.values.of[fact] = candidates[choice];
    }
    return known;
}

static void expect_changed(const struct tnf_advise_conclusion *conclusion, const struct tnf_advise_change *changes,
                           size_t count, enum tnf_advice_option answer) {
    struct tnf_advice_values values = conclusion->known->values;
    for (size_t i = 0; i < count; i++) values.of[changes[i].fact] = changes[i].value;
    assert_int_equal(tnf_advice_score(&values).answer, answer);
    assert_int_not_equal(answer, conclusion->score.answer);
}

/* Whatever is known: the points are the sum of what fired, and each change that is named does what it says. */
static void conclusions_hold_what_they_say(void **state) {
    (void)state;
    uint64_t seed = 7;
    for (size_t round = 0; round < 20; round++) {
        const struct tnf_advise_known known = random_known(&seed);
        struct tnf_advise_conclusion conclusion;
        int points[TNF_ADVICE_OPTIONS] = {0};
        tnf_advise_conclude(&known, &conclusion);
        for (size_t i = 0; i < conclusion.fired_count; i++)
            for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
                points[option] += conclusion.fired[i]->weights[option];
        assert_memory_equal(points, conclusion.score.points, sizeof points);
        for (size_t i = 0; i < conclusion.change_count; i++)
            expect_changed(&conclusion, &conclusion.changes[i], 1, conclusion.changes[i].score.answer);
        for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
            if (conclusion.ways[option].count > 0)
                expect_changed(&conclusion, conclusion.ways[option].changes, conclusion.ways[option].count,
                               (enum tnf_advice_option)option);
    }
}

/* Each fact as ECS on Fargate likes it best beside ECS on EC2. */
static struct tnf_advise_known best_for_fargate(void) {
    struct tnf_advise_known known = {.values = tnf_advice_nothing()};
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++) {
        int64_t candidates[TNF_ADVICE_CANDIDATES_MAX];
        const size_t count = tnf_advice_candidates((enum tnf_advice_fact_id)fact, candidates);
        int most = -100;
        for (size_t i = 0; i < count; i++) {
            struct tnf_advice_values values = tnf_advice_nothing();
            values.of[fact] = candidates[i];
            const struct tnf_advice_score score = tnf_advice_score(&values);
            const int lead = score.points[TNF_ADVICE_FARGATE] - score.points[TNF_ADVICE_EC2];
            if (lead > most) known.values.of[fact] = candidates[i];
            if (lead > most) most = lead;
        }
    }
    return known;
}

static void nothing_makes_fargate_run_what_it_cannot(void **state) {
    (void)state;
    struct tnf_advise_known known = best_for_fargate();
    assert_int_equal(tnf_advice_score(&known.values).answer, TNF_ADVICE_FARGATE);
    known.values.of[TNF_FACT_WORKLOADS] = TNF_WORKLOADS_GPUS;
    assert_int_equal(tnf_advice_score(&known.values).answer, TNF_ADVICE_EC2);
    known.values.of[TNF_FACT_WORKLOADS] = TNF_WORKLOADS_INSTANCES;
    assert_int_equal(tnf_advice_score(&known.values).answer, TNF_ADVICE_EC2);
}

static void the_fewest_facts_that_lead_to_eks_together(void **state) {
    (void)state;
    const struct tnf_advise_known known = known_of((const struct given[]){
        PLAIN_SERVICES, {TNF_FACT_DEPLOYED, TNF_DEPLOYED_ECS}, {TNF_FACT_SKILLS, 0}, {TNF_FACT_MULTI_CLOUD, 0}, END});
    struct tnf_advise_conclusion conclusion;
    tnf_advise_conclude(&known, &conclusion);
    const struct tnf_advise_way *way = &conclusion.ways[TNF_ADVICE_EKS];
    assert_int_equal(conclusion.score.answer, TNF_ADVICE_FARGATE);
    assert_int_equal(way->count, 2);
    assert_int_equal(way->changes[0].fact, TNF_FACT_MULTI_CLOUD);
    assert_int_equal(way->changes[1].fact, TNF_FACT_OPERATORS);
    assert_int_equal(conclusion.ways[TNF_ADVICE_FARGATE].count, 0);
}

static void both_is_an_alternative_until_eks_is_deployed(void **state) {
    (void)state;
    static const struct {
        int64_t deployed;
        bool hybrid, move;
    } cases[] = {{TNF_FACT_UNKNOWN, true, false},
                 {TNF_DEPLOYED_NONE, true, false},
                 {TNF_DEPLOYED_ECS, true, true},
                 {TNF_DEPLOYED_EKS, false, false}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_advise_known known = known_of((const struct given[]){
            AI_SERVICES, {TNF_FACT_MESH, 1}, {TNF_FACT_ISOLATION, 1}, {TNF_FACT_SKILLS, 2}, END});
        known.values.of[TNF_FACT_DEPLOYED] = cases[i].deployed;
        struct tnf_advise_conclusion conclusion;
        tnf_advise_conclude(&known, &conclusion);
        assert_int_equal(conclusion.score.answer, TNF_ADVICE_EKS);
        assert_int_equal(conclusion.hybrid, cases[i].hybrid);
        assert_int_equal(conclusion.move, cases[i].move);
    }
}

static void answers_go_before_the_catalog_but_for_more_services(void **state) {
    (void)state;
    struct tnf_advise_known known =
        known_of((const struct given[]){{TNF_FACT_SERVICES, 60}, {TNF_FACT_DEPLOYED, TNF_DEPLOYED_PLACED}, END});
    const struct tnf_advise_known answers =
        known_of((const struct given[]){{TNF_FACT_SERVICES, 20}, {TNF_FACT_DEPLOYED, TNF_DEPLOYED_NONE}, END});
    tnf_advise_add(&known, &answers);
    assert_int_equal(known.values.of[TNF_FACT_SERVICES], 60);
    assert_int_equal(known.values.of[TNF_FACT_DEPLOYED], TNF_DEPLOYED_NONE);
    const struct tnf_advise_known more = known_of((const struct given[]){{TNF_FACT_SERVICES, 80}, END});
    tnf_advise_add(&known, &more);
    assert_int_equal(known.values.of[TNF_FACT_SERVICES], 80);
}

static void triggers_that_are_reached_are_noted(void **state) {
    (void)state;
    const struct tnf_advise_known known = known_of((const struct given[]){
        {TNF_FACT_SERVICES, 51}, {TNF_FACT_MESH, 0}, {TNF_FACT_OPERATORS, 1}, {TNF_FACT_GITOPS, 1}, END});
    struct tnf_advise_note notes[TNF_ADVICE_RULES_MAX];
    assert_int_equal(tnf_advise_notes(&known, notes), 2);
    assert_string_equal(notes[0].rule->trigger, "More than 50 services");
    assert_int_equal(notes[0].value, 51);
    assert_string_equal(notes[1].rule->trigger, "Kubernetes operators are needed");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_fact_changes_the_answer_where_the_rules_say_so),
        cmocka_unit_test(conclusions_hold_what_they_say),
        cmocka_unit_test(nothing_makes_fargate_run_what_it_cannot),
        cmocka_unit_test(the_fewest_facts_that_lead_to_eks_together),
        cmocka_unit_test(both_is_an_alternative_until_eks_is_deployed),
        cmocka_unit_test(answers_go_before_the_catalog_but_for_more_services),
        cmocka_unit_test(triggers_that_are_reached_are_noted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
