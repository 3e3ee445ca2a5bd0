/* What text, Markdown and JSON say in the same words. */
#include "generator/report/advise/advise.h"

#include <inttypes.h>
#include <stdio.h>

struct tnf_advise_value_text tnf_advise_value(enum tnf_advice_fact_id fact, int64_t value) {
    struct tnf_advise_value_text ret = {"unknown"};
    if (value == TNF_FACT_UNKNOWN) return ret;
    if (tnf_advice_choices(fact) > 0)
        (void)snprintf(ret.text, sizeof ret.text, "%s", tnf_advice_facts[fact].choices[value]);
    else
        (void)snprintf(ret.text, sizeof ret.text, "%" PRId64, value);
    return ret;
}

static void add_origin(struct tnf_strbuf *out, const struct tnf_advise_origin *origin) {
    if (origin->file != NULL)
        tnf_strbuf_addf(out, " (%s:%u:%u)", origin->file, origin->line, origin->column);
    else if (origin->rows.len > 0)
        tnf_strbuf_addf(out, " (%.*s)", TNF_SV_ARG(origin->rows));
}

void tnf_advise_add_evidence(struct tnf_strbuf *out, const struct tnf_advice_rule *rule,
                             const struct tnf_advise_known *known) {
    if (rule->fact == TNF_FACT_ALWAYS) {
        tnf_strbuf_add_str(out, "always");
        return;
    }
    tnf_strbuf_addf(out, "%s: %s", tnf_advice_facts[rule->fact].name,
                    tnf_advise_value(rule->fact, known->values.of[rule->fact]).text);
    add_origin(out, &known->origins[rule->fact]);
}

/* A candidate of a number stands for all that no rule tells from it. */
static void add_range(struct tnf_strbuf *out, enum tnf_advice_fact_id fact, int64_t value) {
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        const struct tnf_advice_rule *rule = &tnf_advice_rules[i];
        if (rule->fact != fact) continue;
        if (rule->low == value && rule->high == INT64_MAX)
            tnf_strbuf_addf(out, "%" PRId64 " or more", value);
        else if (rule->low == value)
            tnf_strbuf_addf(out, "%" PRId64 " to %" PRId64, value, rule->high);
        else if (rule->high != INT64_MAX && rule->high + 1 == value)
            tnf_strbuf_addf(out, "more than %" PRId64, rule->high);
        else
            continue;
        return;
    }
    tnf_strbuf_addf(out, "%" PRId64 " or fewer", value);
}

void tnf_advise_add_change(struct tnf_strbuf *out, const struct tnf_advise_change *change,
                           const struct tnf_advise_known *known) {
    const int64_t today = known->values.of[change->fact];
    tnf_strbuf_addf(out, "%s: ", tnf_advice_facts[change->fact].name);
    if (tnf_advice_choices(change->fact) > 0)
        tnf_strbuf_add_str(out, tnf_advise_value(change->fact, change->value).text);
    else
        add_range(out, change->fact, change->value);
    if (today == TNF_FACT_UNKNOWN)
        tnf_strbuf_add_str(out, " (not known today)");
    else
        tnf_strbuf_addf(out, " instead of %s", tnf_advise_value(change->fact, today).text);
}

enum tnf_advise_side tnf_advise_side(const struct tnf_advice_rule *rule, enum tnf_advice_option answer) {
    bool weighs = false;
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++) {
        if (rule->weights[option] > rule->weights[answer]) return TNF_ADVISE_AGAINST;
        weighs = weighs || rule->weights[option] != 0;
    }
    return weighs ? TNF_ADVISE_FOR : TNF_ADVISE_ASIDE;
}
