#include "generator/report/advise/advise.h"

#include "base/memory.h"
#include "generator/report/markdown.h"

static void add_code(struct tnf_strbuf *out, const struct tnf_strbuf *text) {
    tnf_markdown_code(out, tnf_strbuf_view(text));
}

static void add_points(struct tnf_strbuf *out, const struct tnf_advice_score *score) {
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
        tnf_strbuf_addf(out, "%s%s %d", option == 0 ? "" : ", ", tnf_advice_options[option].title,
                        score->points[option]);
}

static void add_rule(struct tnf_strbuf *out, const struct tnf_advice_rule *rule, const struct tnf_advise_known *known) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf evidence = TNF_STRBUF_INIT;
    tnf_advise_add_evidence(&evidence, rule, known);
    tnf_strbuf_addf(out, "| %s | ", rule->id);
    add_code(out, &evidence);
    tnf_strbuf_addf(out, " | %s", rule->reason);
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
        tnf_strbuf_addf(out, rule->weights[option] == 0 ? " | %d" : " | %+d", rule->weights[option]);
    tnf_strbuf_addf(out, " | %s, “%s” |\n", rule->document, rule->section);
}

static void add_rules(struct tnf_strbuf *out, const struct tnf_advise_conclusion *conclusion) {
    tnf_strbuf_add_str(out,
                       "\n| Rule | Fact | Reason | Fargate | EC2 | EKS | Source |\n|---|---|---|--:|--:|--:|---|\n");
    for (size_t i = 0; i < conclusion->fired_count; i++) add_rule(out, conclusion->fired[i], conclusion->known);
    tnf_strbuf_addf(out, "| | | **Together** | **%d** | **%d** | **%d** | |\n",
                    conclusion->score.points[TNF_ADVICE_FARGATE], conclusion->score.points[TNF_ADVICE_EC2],
                    conclusion->score.points[TNF_ADVICE_EKS]);
}

static void add_change(struct tnf_strbuf *out, const struct tnf_advise_change *change,
                       const struct tnf_advise_known *known) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_advise_add_change(&text, change, known);
    tnf_strbuf_add_str(out, "- ");
    add_code(out, &text);
    tnf_strbuf_addf(out, ": %s\n", tnf_advice_options[change->score.answer].title);
}

static void add_way(struct tnf_strbuf *out, enum tnf_advice_option target, const struct tnf_advise_way *way,
                    const struct tnf_advise_known *known) {
    for (size_t i = 0; i < way->count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_advise_add_change(&text, &way->changes[i], known);
        tnf_strbuf_add_str(out, i == 0 ? "- " : " and ");
        add_code(out, &text);
    }
    if (way->count > 0) tnf_strbuf_addf(out, " together: %s\n", tnf_advice_options[target].title);
}

static void add_alternative(struct tnf_strbuf *out, const struct tnf_advise_conclusion *conclusion) {
    const struct tnf_advice_score *score = &conclusion->score;
    if (score->near) tnf_strbuf_addf(out, "\n%s is nearly as good.\n", tnf_advice_options[score->second].title);
    if (!conclusion->hybrid) return;
    tnf_strbuf_add_str(out, "\n**Alternative, both:**");
    for (size_t i = 0; i < tnf_advise_hybrid_step_count; i++)
        tnf_strbuf_addf(out, "%s %s", i == 0 ? "" : ";", tnf_advise_hybrid_steps[i]);
    tnf_strbuf_addf(out, " (%s, “%s”).\n", TNF_ADVISE_HYBRID_DOCUMENT, TNF_ADVISE_HYBRID_SECTION);
}

static void add_move(struct tnf_strbuf *out) {
    const struct tnf_advice_step all = tnf_advice_all_steps();
    tnf_strbuf_add_str(out, "\n### The way to EKS\n\n| Step | Weeks |\n|---|---|\n");
    for (size_t i = 0; i < tnf_advice_step_count; i++) {
        const struct tnf_advice_step *step = &tnf_advice_steps[i];
        tnf_strbuf_addf(out, "| %s | %d", step->what, step->least_weeks);
        if (step->most_weeks != step->least_weeks) tnf_strbuf_addf(out, " to %d", step->most_weeks);
        tnf_strbuf_add_str(out, " |\n");
    }
    tnf_strbuf_addf(out, "| **Together** | **%d to %d** |\n\nThat is more than %s of engineers' time.\n",
                    all.least_weeks, all.most_weeks, TNF_ADVICE_MOVE_COST);
}

void tnf_advise_markdown(struct tnf_strbuf *out, const struct tnf_advise_conclusion *conclusion,
                         const struct tnf_advise_tenant *tenant) {
    const struct tnf_advice_option_text *answer = &tnf_advice_options[conclusion->score.answer];
    tnf_strbuf_addf(out, "## %s: %s", answer->title, tenant == NULL ? "the platform" : "tenant ");
    if (tenant != NULL) tnf_markdown_code(out, tenant->name);
    tnf_strbuf_addf(out, "\n\n%c%s. Points: ", answer->meaning[0] - 'a' + 'A', answer->meaning + 1);
    add_points(out, &conclusion->score);
    tnf_strbuf_add_str(out, ".\n");
    add_alternative(out, conclusion);
    add_rules(out, conclusion);
    tnf_strbuf_add_str(out, "\n### What would change the answer\n\n");
    for (size_t i = 0; i < conclusion->change_count; i++) add_change(out, &conclusion->changes[i], conclusion->known);
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
        add_way(out, (enum tnf_advice_option)option, &conclusion->ways[option], conclusion->known);
    if (conclusion->move) add_move(out);
}

void tnf_advise_markdown_tenants(struct tnf_strbuf *out, const struct tnf_advise_facts *facts) {
    if (facts->tenant_count == 0) return;
    tnf_strbuf_add_str(out, "\n## Tenants\n\n| Tenant | Answer | Fargate | EC2 | EKS |\n|---|---|--:|--:|--:|\n");
    for (size_t i = 0; i < facts->tenant_count; i++) {
        const struct tnf_advise_tenant *tenant = &facts->tenants[i];
        const struct tnf_advice_score score = tnf_advice_score(&tenant->known.values);
        tnf_strbuf_add_str(out, "| ");
        tnf_markdown_code(out, tenant->name);
        tnf_strbuf_addf(out, " | %s | %d | %d | %d |\n", tnf_advice_options[score.answer].title,
                        score.points[TNF_ADVICE_FARGATE], score.points[TNF_ADVICE_EC2], score.points[TNF_ADVICE_EKS]);
    }
}
