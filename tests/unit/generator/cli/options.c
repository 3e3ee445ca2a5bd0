#include "generator/cli/options.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char *const levels[] = {"low", "high", NULL};
static const struct tnf_cli_option own[] = {
    {.name = "out", .letter = 'o', .value = "DIR", .help = "where"},
    {.name = "check", .help = "only look"},
    {.name = "tags", .value = "KEY=VALUE", .repeatable = true, .help = "tags"},
    {.name = "level", .value = "LEVEL", .choices = levels, .help = "level"},
    {.name = "version", .value = "V", .help = "hides the global one"},
    {.name = "environment", .alias = "env", .value = "NAME", .help = "two names"},
};
static const struct tnf_cli_option global[] = {
    {.name = "quiet", .letter = 'q', .help = "no talk"},
    {.name = "version", .letter = 'V', .help = "version"},
};
static const struct tnf_cli_option_list lists = {own, TNF_ARRAY_LEN(own), global, TNF_ARRAY_LEN(global)};

struct fixture {
    struct tnf_arena arena;
    struct tnf_cli_args args;
    struct tnf_error err;
    int used;
};

static int start(void **state) {
    *state = tnf_xcalloc(1, sizeof(struct fixture));
    return 0;
}

static int stop(void **state) {
    struct fixture *fixture = *state;
    tnf_arena_release(&fixture->arena);
    free(fixture);
    return 0;
}

/* Splits at blanks, so that a case is one line. */
static int parse(struct fixture *fixture, const char *line, bool stop_early) {
    char *argv[32] = {tnf_arena_str(&fixture->arena, "tenantform")};
    int argc = 1;
    struct tnf_strview rest = tnf_sv(line);
    while (rest.len > 0 && argc < 31)
        argv[argc++] = (char *)(uintptr_t)tnf_arena_sv(&fixture->arena, tnf_sv_next(&rest, ' ')).ptr;
    return tnf_cli_parse(&lists, argc, argv, stop_early, &fixture->arena, &fixture->args, &fixture->used,
                         &fixture->err);
}

static void options_and_words_may_be_mixed(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse(f, "one --out there two --check -q three", false), 0);
    assert_int_equal(f->args.word_count, 3);
    assert_string_equal(f->args.words[0], "one");
    assert_string_equal(f->args.words[2], "three");
    assert_string_equal(tnf_cli_value(&f->args, "out"), "there");
    assert_true(tnf_cli_has(&f->args, "check"));
    assert_true(tnf_cli_has(&f->args, "quiet"));
    assert_false(tnf_cli_has(&f->args, "level"));
    assert_null(tnf_cli_value(&f->args, "level"));
}

static void every_spelling_of_an_option_is_the_same(void **state) {
    struct fixture *f = *state;
    static const char *const lines[] = {"--out there", "--out=there", "-o there", "-othere", "-qo there"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        assert_int_equal(parse(f, lines[i], false), 0);
        assert_string_equal(tnf_cli_value(&f->args, "out"), "there");
    }
}

static void an_alias_is_the_same_option(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse(f, "--env staging", false), 0);
    assert_string_equal(tnf_cli_value(&f->args, "environment"), "staging");
    assert_int_equal(parse(f, "--env=staging", false), 0);
    assert_int_equal(parse(f, "--env a --environment b", false), TNF_E_INVALID);
    assert_int_equal(parse(f, "--envi a", false), TNF_E_INVALID);
    assert_string_equal(f->err.hint, "did you mean --environment?");
}

static void after_two_dashes_everything_is_a_word(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse(f, "--check -- -rf --out", false), 0);
    assert_int_equal(f->args.word_count, 2);
    assert_string_equal(f->args.words[0], "-rf");
    assert_string_equal(f->args.words[1], "--out");
}

static void stopping_early_leaves_the_rest_alone(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse(f, "-q generate --no-such-option", true), 0);
    assert_int_equal(f->used, 2);
    assert_int_equal(f->args.word_count, 2);
    assert_string_equal(f->args.words[0], "generate");
}

static void repeatable_options_keep_their_order(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse(f, "--tags a=1 --tags b=2", false), 0);
    assert_int_equal(f->args.given_count, 2);
    assert_string_equal(f->args.given[0].value, "a=1");
    assert_string_equal(f->args.given[1].value, "b=2");
    assert_string_equal(tnf_cli_value(&f->args, "tags"), "b=2");
}

static void the_first_list_hides_the_second(void **state) {
    struct fixture *f = *state;
    assert_int_equal(parse(f, "--version 16", false), 0);
    assert_ptr_equal(f->args.given[0].option, &own[4]);
    assert_true(tnf_cli_option_hidden(&lists, 7));
    assert_false(tnf_cli_option_hidden(&lists, 6));
    assert_int_equal(parse(f, "-V", false), TNF_E_INVALID);
}

static void a_wrong_command_line_says_what_is_wrong(void **state) {
    struct fixture *f = *state;
    static const struct {
        const char *line;
        const char *message;
        const char *hint;
    } cases[] = {
        {"--chek", "there is no option --chek", "did you mean --check?"},
        {"--zzzzzzz=1", "there is no option --zzzzzzz", ""},
        {"--che", "there is no option --che", "did you mean --check?"},
        {"--ou there", "there is no option --ou", "did you mean --out?"},
        {"--ou=there", "there is no option --ou", "did you mean --out?"},
        {"--=x", "there is no option --", ""},
        {"-x", "there is no option -x", "put -- before an argument that starts with '-'"},
        {"-rf", "there is no option -r", "put -- before an argument that starts with '-'"},
        {"--check=yes", "option --check takes no value", ""},
        {"--out", "option --out needs a value: --out DIR", ""},
        {"-o", "option --out needs a value: --out DIR", ""},
        {"--out a --out b", "option --out is given twice", ""},
        {"--level middle", "option --level cannot be \"middle\"", "it is one of low, high"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        f->err = (struct tnf_error){0};
        if (parse(f, cases[i].line, false) != TNF_E_INVALID) fail_msg("%s was accepted", cases[i].line);
        assert_string_equal(f->err.message, cases[i].message);
        assert_string_equal(f->err.hint, cases[i].hint);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(options_and_words_may_be_mixed, start, stop),
        cmocka_unit_test_setup_teardown(every_spelling_of_an_option_is_the_same, start, stop),
        cmocka_unit_test_setup_teardown(an_alias_is_the_same_option, start, stop),
        cmocka_unit_test_setup_teardown(after_two_dashes_everything_is_a_word, start, stop),
        cmocka_unit_test_setup_teardown(stopping_early_leaves_the_rest_alone, start, stop),
        cmocka_unit_test_setup_teardown(repeatable_options_keep_their_order, start, stop),
        cmocka_unit_test_setup_teardown(the_first_list_hides_the_second, start, stop),
        cmocka_unit_test_setup_teardown(a_wrong_command_line_says_what_is_wrong, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
