#include "base/memory.h"
#include "base/terminal.h"
#include "generator/cli/advise_report.h"
#include "generator/cli/visible.h"

enum { TENANTS_SHOWN = 8 };

/* A line of the result, with its first words in bold. */
__attribute__((format(printf, 3, 4))) static void heading(const struct tnf_cli *cli, const char *bold,
                                                          const char *format, ...) {
    char *text = NULL;
    va_list args;
    va_start(args, format);
    const int length = vasprintf(&text, format, args);
    va_end(args);
    if (length < 0) return;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_cli_visible(&line, tnf_sv(text));
    free(text);
    (void)fprintf(cli->out, "%s%s%s%s\n", tnf_terminal_style(cli->out_colour, TNF_STYLE_BOLD), bold,
                  tnf_terminal_style(cli->out_colour, TNF_STYLE_PLAIN), line.ptr);
}

static void print_points(const struct tnf_cli *cli, const struct tnf_advice_score *score) {
    tnf_cli_line(cli, "  points: %s %d, %s %d, %s %d", tnf_advice_options[TNF_ADVICE_FARGATE].title,
                 score->points[TNF_ADVICE_FARGATE], tnf_advice_options[TNF_ADVICE_EC2].title,
                 score->points[TNF_ADVICE_EC2], tnf_advice_options[TNF_ADVICE_EKS].title,
                 score->points[TNF_ADVICE_EKS]);
}

static void print_alternative(const struct tnf_cli *cli, const struct tnf_advise_conclusion *conclusion) {
    const struct tnf_advice_score *score = &conclusion->score;
    if (score->near) tnf_cli_line(cli, "  nearly as good: %s", tnf_advice_options[score->second].title);
    if (!conclusion->hybrid) return;
    tnf_cli_line(cli, "  alternative, both:");
    for (size_t i = 0; i < tnf_advise_hybrid_step_count; i++)
        tnf_cli_line(cli, "    %zu. %s", i + 1, tnf_advise_hybrid_steps[i]);
    tnf_cli_line(cli, "    source: %s, %s", TNF_ADVISE_HYBRID_DOCUMENT, TNF_ADVISE_HYBRID_SECTION);
}

static void print_rule(const struct tnf_cli *cli, const struct tnf_advice_rule *rule,
                       const struct tnf_advise_known *known) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf weights = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf evidence = TNF_STRBUF_INIT;
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
        tnf_strbuf_addf(&weights, rule->weights[option] == 0 ? "%4d" : "%+4d", rule->weights[option]);
    tnf_advise_add_evidence(&evidence, rule, known);
    tnf_cli_line(cli, "  %s%s  %s", rule->id, weights.ptr, rule->reason);
    tnf_cli_line(cli, "  %19s  fact: %s", "", evidence.ptr);
    tnf_cli_line(cli, "  %19s  source: %s, %s", "", rule->document, rule->section);
}

static void print_side(const struct tnf_cli *cli, const struct tnf_advise_conclusion *conclusion,
                       enum tnf_advise_side side) {
    static const char *const titles[] = {"What speaks for it", "What speaks against it", "What does not count"};
    bool begun = false;
    for (size_t i = 0; i < conclusion->fired_count; i++) {
        if (tnf_advise_side(conclusion->fired[i], conclusion->score.answer) != side) continue;
        if (!begun) heading(cli, titles[side], side == TNF_ADVISE_FOR ? " (points: Fargate, EC2, EKS)" : "%s", "");
        begun = true;
        print_rule(cli, conclusion->fired[i], conclusion->known);
    }
}

static void print_way(const struct tnf_cli *cli, enum tnf_advice_option target, const struct tnf_advise_way *way,
                      const struct tnf_advise_known *known) {
    if (way->count == 0) return;
    tnf_cli_line(cli, "  - these %zu together: %s", way->count, tnf_advice_options[target].title);
    for (size_t i = 0; i < way->count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_advise_add_change(&text, &way->changes[i], known);
        tnf_cli_line(cli, "      %s", text.ptr);
    }
}

static void print_changes(const struct tnf_cli *cli, const struct tnf_advise_conclusion *conclusion) {
    heading(cli, "What would change the answer", "%s", "");
    for (size_t i = 0; i < conclusion->change_count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_advise_add_change(&text, &conclusion->changes[i], conclusion->known);
        tnf_cli_line(cli, "  - %s: %s", text.ptr, tnf_advice_options[conclusion->changes[i].score.answer].title);
    }
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
        print_way(cli, (enum tnf_advice_option)option, &conclusion->ways[option], conclusion->known);
}

static void print_move(const struct tnf_cli *cli) {
    const struct tnf_advice_step all = tnf_advice_all_steps();
    heading(cli, "The way to EKS", ": %d to %d weeks, more than %s of engineers' time", all.least_weeks, all.most_weeks,
            TNF_ADVICE_MOVE_COST);
    for (size_t i = 0; i < tnf_advice_step_count; i++) {
        const struct tnf_advice_step *step = &tnf_advice_steps[i];
        const bool exact = step->least_weeks == step->most_weeks;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf weeks = TNF_STRBUF_INIT;
        tnf_strbuf_addf(&weeks, exact ? "%d" : "%d to %d", step->least_weeks, step->most_weeks);
        tnf_cli_line(cli, "  %-6s  %s", weeks.ptr, step->what);
    }
}

void tnf_cli_advise_text(const struct tnf_cli *cli, const struct tnf_advise_conclusion *conclusion,
                         const struct tnf_advise_tenant *tenant) {
    const struct tnf_advice_option_text *answer = &tnf_advice_options[conclusion->score.answer];
    if (tenant == NULL)
        heading(cli, answer->title, " for the platform: %s", answer->meaning);
    else
        heading(cli, answer->title, " for tenant %.*s: %s", TNF_SV_ARG(tenant->name), answer->meaning);
    print_points(cli, &conclusion->score);
    print_alternative(cli, conclusion);
    for (int side = TNF_ADVISE_FOR; side <= TNF_ADVISE_ASIDE; side++)
        print_side(cli, conclusion, (enum tnf_advise_side)side);
    print_changes(cli, conclusion);
    if (conclusion->move) print_move(cli);
}

void tnf_cli_advise_cost(const struct tnf_cli *cli, const struct tnf_advise_cost *cost, enum tnf_advice_option answer) {
    heading(cli, "What a month costs", "%s", cost->known ? ", estimated" : "");
    if (!cost->known) tnf_cli_line(cli, "  there is no estimate: %.*s", TNF_SV_ARG(cost->why_not));
    for (int option = 0; cost->known && option < TNF_ADVICE_OPTIONS; option++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_advise_add_cost(&text, cost, (enum tnf_advice_option)option, answer);
        tnf_cli_line(cli, "  %-14s  %s", tnf_advice_options[option].title, text.ptr);
    }
}

void tnf_cli_advise_tenants(const struct tnf_cli *cli, const struct tnf_advise_facts *facts) {
    if (facts->tenant_count == 0) return;
    size_t counts[TNF_ADVICE_OPTIONS] = {0};
    heading(cli, "Tenants", "%s", "");
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf names = TNF_STRBUF_INIT;
        for (size_t i = 0; i < facts->tenant_count; i++) {
            if ((int)tnf_advice_score(&facts->tenants[i].known.values).answer != option) continue;
            if (counts[option]++ < TENANTS_SHOWN)
                tnf_strbuf_addf(&names, "%s%.*s", counts[option] == 1 ? "" : ", ", TNF_SV_ARG(facts->tenants[i].name));
        }
        if (counts[option] > TENANTS_SHOWN) tnf_strbuf_addf(&names, " and %zu more", counts[option] - TENANTS_SHOWN);
        if (counts[option] > 0) tnf_cli_line(cli, "  %-14s  %s", tnf_advice_options[option].title, names.ptr);
    }
    if (counts[TNF_ADVICE_EKS] > 0 && counts[TNF_ADVICE_EKS] < facts->tenant_count)
        tnf_cli_line(cli, "  both ways beside each other are built, secured and upgraded twice");
}

static void add_note(struct tnf_strbuf *out, const struct tnf_advise_note *note, const struct tnf_advise_known *known) {
    tnf_strbuf_addf(out, "%s: %s", note->rule->id, note->rule->trigger);
    tnf_strbuf_add_str(out, "; ");
    tnf_advise_add_evidence(out, note->rule, known);
}

void tnf_cli_advise_say_notes(const struct tnf_cli *cli, const struct tnf_advise_facts *facts) {
    struct tnf_advise_note notes[TNF_ADVICE_RULES_MAX];
    const size_t count = tnf_advise_notes(&facts->whole, notes);
    for (size_t i = 0; i < count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        add_note(&text, &notes[i], &facts->whole);
        tnf_cli_say(cli, "note: %s", text.ptr);
    }
    if (count > 0) tnf_cli_say(cli, "  a reason to think again about ECS or EKS: see `tenantform advise`");
}
