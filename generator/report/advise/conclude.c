#include "generator/report/advise/advise.h"

#include "base/memory.h"

const char *const tnf_advise_hybrid_steps[] = {
    "start with ECS on EC2 until what it cannot do is needed",
    "leave simple services on ECS",
    "run complex training on EKS, when it comes",
};
const size_t tnf_advise_hybrid_step_count = TNF_ARRAY_LEN(tnf_advise_hybrid_steps);

static struct tnf_advice_score score_with(const struct tnf_advice_values *values, enum tnf_advice_fact_id fact,
                                          int64_t value) {
    struct tnf_advice_values other = *values;
    other.of[fact] = value;
    return tnf_advice_score(&other);
}

/* Each fact in turn gets each other value. */
static void find_changes(struct tnf_advise_conclusion *conclusion) {
    const struct tnf_advice_values *values = &conclusion->known->values;
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++) {
        int64_t candidates[TNF_ADVICE_CANDIDATES_MAX];
        const size_t count = tnf_advice_candidates((enum tnf_advice_fact_id)fact, candidates);
        for (size_t i = 0; i < count; i++) {
            const struct tnf_advice_score score = score_with(values, (enum tnf_advice_fact_id)fact, candidates[i]);
            if (score.answer == conclusion->score.answer) continue;
            conclusion->changes[conclusion->change_count++] =
                (struct tnf_advise_change){(enum tnf_advice_fact_id)fact, candidates[i], score};
        }
    }
}

/* Whether people can want it otherwise: what is deployed follows an answer, it does not lead to one. */
static bool is_need(int fact) {
    return fact != TNF_FACT_DEPLOYED;
}

/* The search for the shortest way to an answer: facts are taken in the order of the table, each once. */
struct search {
    enum tnf_advice_option target;
    struct tnf_advise_way way; /* so far */
    struct tnf_advise_way best;
    int best_lead;
};

static int lead_of(const struct tnf_advice_score *score) {
    return score->points[score->answer] - score->points[score->second];
}

/* Of ways of the same length the one with the largest lead counts. */
static void keep_best(struct search *search, const struct tnf_advice_score *score) {
    if (score->answer != search->target) return;
    if (search->best.count > 0 && lead_of(score) <= search->best_lead) return;
    search->best = search->way;
    search->best_lead = lead_of(score);
}

static void try_ways(struct search *search, const struct tnf_advice_values *values, int first, size_t length) {
    for (int fact = first; fact < TNF_FACT_COUNT; fact++) {
        int64_t candidates[TNF_ADVICE_CANDIDATES_MAX];
        const size_t count = tnf_advice_candidates((enum tnf_advice_fact_id)fact, candidates);
        for (size_t i = 0; is_need(fact) && i < count; i++) {
            struct tnf_advice_values other = *values;
            other.of[fact] = candidates[i];
            search->way.changes[search->way.count++] =
                (struct tnf_advise_change){(enum tnf_advice_fact_id)fact, candidates[i], tnf_advice_score(&other)};
            if (search->way.count == length)
                keep_best(search, &search->way.changes[length - 1].score);
            else
                try_ways(search, &other, fact + 1, length);
            search->way.count--;
        }
    }
}

static void find_way(const struct tnf_advise_conclusion *conclusion, enum tnf_advice_option target,
                     struct tnf_advise_way *ret) {
    struct search search = {.target = target};
    for (size_t length = 2; length <= TNF_ADVISE_WAY_MAX && search.best.count == 0; length++)
        try_ways(&search, &conclusion->known->values, 0, length);
    *ret = search.best;
}

static bool is_reached(const struct tnf_advise_conclusion *conclusion, enum tnf_advice_option target) {
    for (size_t i = 0; i < conclusion->change_count; i++)
        if (conclusion->changes[i].score.answer == target) return true;
    return conclusion->score.answer == target;
}

void tnf_advise_conclude(const struct tnf_advise_known *known, struct tnf_advise_conclusion *ret) {
    *ret = (struct tnf_advise_conclusion){.known = known, .score = tnf_advice_score(&known->values)};
    for (size_t i = 0; i < tnf_advice_rule_count; i++)
        if (tnf_advice_fires(&tnf_advice_rules[i], &known->values))
            ret->fired[ret->fired_count++] = &tnf_advice_rules[i];
    find_changes(ret);
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
        if (!is_reached(ret, (enum tnf_advice_option)option))
            find_way(ret, (enum tnf_advice_option)option, &ret->ways[option]);
    const int64_t deployed = known->values.of[TNF_FACT_DEPLOYED];
    ret->hybrid = ret->score.answer == TNF_ADVICE_EKS && deployed != TNF_DEPLOYED_EKS;
    ret->move = ret->score.answer == TNF_ADVICE_EKS && deployed == TNF_DEPLOYED_ECS;
}

void tnf_advise_add(struct tnf_advise_known *known, const struct tnf_advise_known *answers) {
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++) {
        const int64_t value = answers->values.of[fact];
        if (value == TNF_FACT_UNKNOWN) continue;
        if (fact == TNF_FACT_SERVICES && known->values.of[fact] >= value) continue;
        known->values.of[fact] = value;
        known->origins[fact] = answers->origins[fact];
    }
}

size_t tnf_advise_notes(const struct tnf_advise_known *known, struct tnf_advise_note ret[TNF_ADVICE_RULES_MAX]) {
    size_t count = 0;
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        const struct tnf_advice_rule *rule = &tnf_advice_rules[i];
        if (rule->trigger == NULL || !tnf_advice_fires(rule, &known->values)) continue;
        ret[count++] = (struct tnf_advise_note){rule, known->values.of[rule->fact], known->origins[rule->fact]};
    }
    return count;
}
