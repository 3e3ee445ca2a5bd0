#include "generator/report/advise/answers.h"

#include "tests/support/test.h"

#include <string.h>

static int parse(struct tnf_arena *arena, const char *text, const char *file, struct tnf_answers *ret,
                 struct tnf_strbuf *errors) {
    struct tnf_error_list list = {0};
    struct tnf_error error;
    const int code = tnf_answers_parse(tnf_sv(text), file, arena, ret, &list, &error);
    for (size_t i = 0; i < list.count; i++) {
        char line[2048];
        (void)tnf_error_format(&list.items[i], line, sizeof line);
        tnf_strbuf_addf(errors, "%s\n", line);
    }
    if (code < 0) assert_string_equal(error.message, list.items[0].message);
    tnf_error_list_release(&list);
    return code;
}

static void answers_have_their_place(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf errors = TNF_STRBUF_INIT;
    struct tnf_answers answers;
    assert_int_equal(parse(&arena,
                           "kubernetes_skills: strong\n"
                           "multi_cloud: true\n"
                           "service_mesh: no\n"
                           "team_size: unknown\n"
                           "operators:\n"
                           "expected_services: 80\n"
                           "tenants:\n"
                           "  omc:\n"
                           "    gpu_orchestration: advanced\n",
                           "a.yaml", &answers, &errors),
                     0);
    assert_int_equal(answers.whole.values.of[TNF_FACT_SKILLS], 2);
    assert_string_equal(answers.whole.origins[TNF_FACT_SKILLS].file, "a.yaml");
    assert_int_equal(answers.whole.origins[TNF_FACT_SKILLS].line, 1);
    assert_int_equal(answers.whole.origins[TNF_FACT_SKILLS].column, 20);
    assert_int_equal(answers.whole.values.of[TNF_FACT_MULTI_CLOUD], 1);
    assert_int_equal(answers.whole.values.of[TNF_FACT_MESH], 0);
    assert_int_equal(answers.whole.values.of[TNF_FACT_TEAM], TNF_FACT_UNKNOWN);
    assert_int_equal(answers.whole.values.of[TNF_FACT_OPERATORS], TNF_FACT_UNKNOWN);
    assert_int_equal(answers.whole.values.of[TNF_FACT_SERVICES], 80);
    assert_int_equal(answers.tenant_count, 1);
    assert_int_equal(answers.tenants[0].known.values.of[TNF_FACT_GPU_ORCHESTRATION], 2);
    assert_int_equal(answers.tenants[0].known.values.of[TNF_FACT_SKILLS], TNF_FACT_UNKNOWN);
}

static void json_is_read_by_the_name_of_the_file(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf errors = TNF_STRBUF_INIT;
    struct tnf_answers answers;
    assert_int_equal(parse(&arena, "{\"budget\": 500, \"gitops\": true}", "a.json", &answers, &errors), 0);
    assert_int_equal(answers.whole.values.of[TNF_FACT_BUDGET], 500);
    assert_int_equal(answers.whole.values.of[TNF_FACT_GITOPS], 1);
}

static void what_is_wrong_is_said_with_its_place(void **state) {
    (void)state;
    static const struct {
        const char *text, *errors;
    } cases[] = {
        {"kubernets_skills: none\n",
         "a.yaml:1:1: unknown key \"kubernets_skills\"\n  did you mean kubernetes_skills?\n"},
        {"price: 5\n",
         "a.yaml:1:1: unknown key \"price\"\n  `tenantform advise --questions` lists what may be answered\n"},
        {"kubernetes_skills: storng\n",
         "a.yaml:1:20: kubernetes_skills: expected none, some, strong or unknown, not storng\n"
         "  did you mean strong?\n"},
        {"service_mesh: 1\n", "a.yaml:1:15: service_mesh: expected no, yes or unknown, not 1\n"
                              "  `tenantform advise --questions` says what each answer means\n"},
        {"already_deployed: placed\n", "a.yaml:1:19: already_deployed: expected none, ecs, eks or unknown, not placed\n"
                                       "  `tenantform advise --questions` says what each answer means\n"},
        {"budget: -1\n", "a.yaml:1:9: budget: expected a whole number from 0 to 1000000000 or unknown, not "
                         "-1\n  `tenantform advise --questions` says what each answer means\n"},
        {"budget: 1\nbudget: 2\n",
         "a.yaml:2:1: \"budget\" is given twice\n  it stands already in line 1, column 1; keep one of them\n"},
        {"- budget\n", "a.yaml:1:1: answers: expected a mapping, not a list\n  see `tenantform advise --questions`\n"},
        {"tenants: 5\n", "a.yaml:1:10: tenants: expected a mapping, not 5\n"
                         "  see `tenantform advise --questions`\n"},
        {"tenants: {a: {tenants: {}}}\n",
         "a.yaml:1:15: unknown key \"tenants\"\n  `tenantform advise --questions` lists what may be answered\n"},
        {"budget: 1\n---\nbudget: 2\n", "a.yaml:3:1: a second document\n  put all answers into one\n"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf errors = TNF_STRBUF_INIT;
        struct tnf_answers answers;
        assert_int_equal(parse(&arena, cases[i].text, "a.yaml", &answers, &errors), TNF_E_INVALID);
        assert_string_equal(errors.ptr, cases[i].errors);
    }
}

static void nothing_is_a_file_too(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf errors = TNF_STRBUF_INIT;
    struct tnf_answers answers;
    assert_int_equal(parse(&arena, "", "a.yaml", &answers, &errors), 0);
    assert_int_equal(answers.tenant_count, 0);
}

static void the_template_asks_everything_and_answers_nothing(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf errors = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_answers answers;
    tnf_answers_template(&text);
    assert_int_equal(parse(&arena, text.ptr, "a.yaml", &answers, &errors), 0);
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++) {
        assert_int_equal(answers.whole.values.of[fact], TNF_FACT_UNKNOWN);
        if (tnf_advice_facts[fact].key == NULL) continue;
        char line[64];
        (void)snprintf(line, sizeof line, "\n%s: unknown", tnf_advice_facts[fact].key);
        assert_non_null(strstr(text.ptr, line));
    }
}

static void tenants_get_their_own_answers_over_the_platform_s(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf errors = TNF_STRBUF_INIT;
    struct tnf_error_list list = {0};
    struct tnf_error error;
    struct tnf_answers answers;
    struct tnf_advise_tenant tenants[] = {{.name = TNF_SV("alpha"), .known = {.values = tnf_advice_nothing()}},
                                          {.name = TNF_SV("beta"), .known = {.values = tnf_advice_nothing()}}};
    struct tnf_advise_facts facts = {{.values = tnf_advice_nothing()}, tenants, 2};
    assert_int_equal(parse(&arena,
                           "team_size: small\nexpected_services: 90\nbudget: 100\n"
                           "tenants:\n  beta: {team_size: large}\n  betta: {}\n",
                           "a.yaml", &answers, &errors),
                     0);
    assert_int_equal(tnf_answers_apply(&answers, &facts, &list, &error), TNF_E_NOT_FOUND);
    assert_string_equal(error.message, "the catalog has no tenant \"betta\" that stays");
    assert_string_equal(error.hint, "did you mean beta?");
    assert_int_equal(error.where.line, 6);
    assert_int_equal(facts.whole.values.of[TNF_FACT_SERVICES], 90);
    assert_int_equal(tenants[0].known.values.of[TNF_FACT_TEAM], 0);
    assert_int_equal(tenants[1].known.values.of[TNF_FACT_TEAM], 2);
    assert_int_equal(tenants[0].known.values.of[TNF_FACT_SERVICES], TNF_FACT_UNKNOWN);
    assert_int_equal(tenants[0].known.values.of[TNF_FACT_BUDGET], TNF_FACT_UNKNOWN);
    tnf_error_list_release(&list);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_have_their_place),
        cmocka_unit_test(json_is_read_by_the_name_of_the_file),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(nothing_is_a_file_too),
        cmocka_unit_test(the_template_asks_everything_and_answers_nothing),
        cmocka_unit_test(tenants_get_their_own_answers_over_the_platform_s),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
