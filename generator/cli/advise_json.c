#include "generator/cli/advise_report.h"

static json_t *json_points(const int points[TNF_ADVICE_OPTIONS]) {
    json_t *object = json_object();
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
        (void)json_object_set_new(object, tnf_advice_options[option].name, json_integer(points[option]));
    return object;
}

/* A choice by its name, a number as one, null when it is not known. */
static json_t *json_value(enum tnf_advice_fact_id fact, int64_t value) {
    if (value == TNF_FACT_UNKNOWN) return json_null();
    if (tnf_advice_choices(fact) > 0) return json_string(tnf_advice_facts[fact].choices[value]);
    return json_integer((json_int_t)value);
}

static void set_fact(json_t *object, enum tnf_advice_fact_id fact, const struct tnf_advise_known *known) {
    if (fact == TNF_FACT_ALWAYS) {
        (void)json_object_set_new(object, "fact", json_null());
        return;
    }
    const struct tnf_advise_origin *origin = &known->origins[fact];
    const bool answered = origin->file != NULL;
    (void)json_object_set_new(object, "fact", json_string(tnf_advice_facts[fact].name));
    (void)json_object_set_new(object, "value", json_value(fact, known->values.of[fact]));
    (void)json_object_set_new(object, "rows", answered ? json_null() : tnf_cli_json_text(origin->rows));
    (void)json_object_set_new(object, "file", answered ? tnf_cli_json_text(tnf_sv(origin->file)) : json_null());
    (void)json_object_set_new(object, "line", answered ? json_integer(origin->line) : json_null());
    (void)json_object_set_new(object, "column", answered ? json_integer(origin->column) : json_null());
}

static json_t *json_rule(const struct tnf_advice_rule *rule, const struct tnf_advise_known *known) {
    json_t *object = json_object();
    (void)json_object_set_new(object, "rule", json_string(rule->id));
    set_fact(object, rule->fact, known);
    (void)json_object_set_new(object, "weights", json_points(rule->weights));
    (void)json_object_set_new(object, "reason", json_string(rule->reason));
    (void)json_object_set_new(object, "document", json_string(rule->document));
    (void)json_object_set_new(object, "section", json_string(rule->section));
    return object;
}

static json_t *json_change(const struct tnf_advise_change *change, const struct tnf_advise_known *known) {
    json_t *object = json_object();
    (void)json_object_set_new(object, "fact", json_string(tnf_advice_facts[change->fact].name));
    (void)json_object_set_new(object, "from", json_value(change->fact, known->values.of[change->fact]));
    (void)json_object_set_new(object, "to", json_value(change->fact, change->value));
    (void)json_object_set_new(object, "answer", json_string(tnf_advice_options[change->score.answer].name));
    (void)json_object_set_new(object, "points", json_points(change->score.points));
    return object;
}

static json_t *json_changes(const struct tnf_advise_change *changes, size_t count,
                            const struct tnf_advise_known *known) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) (void)json_array_append_new(list, json_change(&changes[i], known));
    return list;
}

/* A list of changes for each answer that no single one leads to. */
static json_t *json_ways(const struct tnf_advise_conclusion *conclusion) {
    json_t *object = json_object();
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++) {
        const struct tnf_advise_way *way = &conclusion->ways[option];
        if (way->count > 0)
            (void)json_object_set_new(object, tnf_advice_options[option].name,
                                      json_changes(way->changes, way->count, conclusion->known));
    }
    return object;
}

static json_t *json_facts(const struct tnf_advise_known *known) {
    json_t *list = json_array();
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++) {
        json_t *object = json_object();
        set_fact(object, (enum tnf_advice_fact_id)fact, known);
        (void)json_array_append_new(list, object);
    }
    return list;
}

static json_t *json_alternatives(const struct tnf_advise_conclusion *conclusion) {
    json_t *list = json_array();
    if (conclusion->score.near)
        (void)json_array_append_new(list, json_string(tnf_advice_options[conclusion->score.second].name));
    if (conclusion->hybrid) (void)json_array_append_new(list, json_string("hybrid"));
    return list;
}

static json_t *json_move(void) {
    const struct tnf_advice_step all = tnf_advice_all_steps();
    json_t *steps = json_array();
    json_t *object = json_object();
    for (size_t i = 0; i <= tnf_advice_step_count; i++) {
        const struct tnf_advice_step *step = i == tnf_advice_step_count ? &all : &tnf_advice_steps[i];
        json_t *item = json_object();
        (void)json_object_set_new(item, "step", json_string(step->what));
        (void)json_object_set_new(item, "weeks_least", json_integer(step->least_weeks));
        (void)json_object_set_new(item, "weeks_most", json_integer(step->most_weeks));
        if (i < tnf_advice_step_count)
            (void)json_array_append_new(steps, item);
        else
            (void)json_object_set_new(object, "together", item);
    }
    (void)json_object_set_new(object, "steps", steps);
    (void)json_object_set_new(object, "cost", json_string("more than " TNF_ADVICE_MOVE_COST));
    return object;
}

static void set_score(json_t *object, const struct tnf_advice_score *score) {
    (void)json_object_set_new(object, "answer", json_string(tnf_advice_options[score->answer].name));
    (void)json_object_set_new(object, "points", json_points(score->points));
}

static void set_conclusion(json_t *object, const struct tnf_advise_conclusion *conclusion) {
    json_t *rules = json_array();
    for (size_t i = 0; i < conclusion->fired_count; i++)
        (void)json_array_append_new(rules, json_rule(conclusion->fired[i], conclusion->known));
    set_score(object, &conclusion->score);
    (void)json_object_set_new(object, "alternatives", json_alternatives(conclusion));
    (void)json_object_set_new(object, "rules", rules);
    (void)json_object_set_new(object, "changes",
                              json_changes(conclusion->changes, conclusion->change_count, conclusion->known));
    (void)json_object_set_new(object, "changes_together", json_ways(conclusion));
    (void)json_object_set_new(object, "facts", json_facts(conclusion->known));
    (void)json_object_set_new(object, "move", conclusion->move ? json_move() : json_null());
}

json_t *tnf_cli_advise_json(const struct tnf_advise_conclusion *conclusion) {
    json_t *object = json_object();
    set_conclusion(object, conclusion);
    return object;
}

json_t *tnf_cli_advise_json_tenant(const struct tnf_advise_tenant *tenant, bool whole) {
    json_t *object = json_object();
    (void)json_object_set_new(object, "tenant", tnf_cli_json_text(tenant->name));
    if (whole) {
        struct tnf_advise_conclusion conclusion;
        tnf_advise_conclude(&tenant->known, &conclusion);
        set_conclusion(object, &conclusion);
    } else {
        const struct tnf_advice_score score = tnf_advice_score(&tenant->known.values);
        set_score(object, &score);
    }
    return object;
}

json_t *tnf_cli_advise_json_cost(const struct tnf_advise_cost *cost) {
    if (!cost->known) return json_null();
    json_t *object = json_object();
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++)
        (void)json_object_set_new(object, tnf_advice_options[option].name,
                                  json_integer((json_int_t)cost->cents[option]));
    return object;
}

json_t *tnf_cli_advise_json_notes(const struct tnf_advise_facts *facts) {
    struct tnf_advise_note notes[TNF_ADVICE_RULES_MAX];
    const size_t count = tnf_advise_notes(&facts->whole, notes);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *object = json_rule(notes[i].rule, &facts->whole);
        (void)json_object_set_new(object, "trigger", json_string(notes[i].rule->trigger));
        (void)json_array_append_new(list, object);
    }
    return list;
}
