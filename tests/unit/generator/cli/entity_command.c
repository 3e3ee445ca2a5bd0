#include "generator/cli/entity_command.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct tnf_cli_command *find(struct tnf_arena *arena, enum tnf_entity_id id, const char *verb) {
    const struct tnf_cli_command *command = NULL;
    struct tnf_error err = {0};
    if (tnf_cli_entity_find(arena, tnf_entity(id), verb, &command, &err) != 0) fail_msg("%s", err.message);
    return command;
}

static const struct tnf_cli_option *option(const struct tnf_cli_command *command, const char *name) {
    for (size_t i = 0; i < command->option_count; i++)
        if (strcmp(command->options[i].name, name) == 0) return &command->options[i];
    return NULL;
}

static void keys_are_arguments_and_other_fields_options(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_cli_command *add = find(&arena, TNF_ENTITY_SERVICE, "add");
    assert_string_equal(add->name, "service add");
    assert_string_equal(add->summary, "add a service");
    assert_string_equal(add->arguments, "TENANT NAME");
    assert_int_equal(add->min_words, 2);
    assert_int_equal(add->max_words, 2);
    assert_null(option(add, "tenant"));
    assert_null(option(add, "unset"));
    assert_non_null(option(add, "health-path"));
    assert_non_null(option(add, "reason"));
    assert_string_equal(option(add, "memory")->help, "memory of a task (512 to 122880 MiB)");
    assert_string_equal(option(add, "memory")->value, "N");
    assert_true(option(add, "calls")->repeatable);
    assert_string_equal(option(add, "kind")->choices[1], "worker");
    assert_string_equal(option(find(&arena, TNF_ENTITY_VOLUME, "set"), "read-only")->choices[0], "true");
    assert_string_equal(find(&arena, TNF_ENTITY_ENVIRONMENT, "add")->summary, "add an environment");
}

static void verbs_differ_in_what_they_take(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_cli_command *list = find(&arena, TNF_ENTITY_GPU_POOL, "list");
    assert_string_equal(list->name, "gpu-pool list");
    assert_int_equal(list->max_words, 0);
    assert_non_null(option(list, "environment"));
    assert_non_null(option(list, "tenant"));
    assert_null(option(list, "instance-type"));
    assert_null(option(list, "reason"));
    assert_non_null(option(find(&arena, TNF_ENTITY_SERVICE, "set"), "unset"));
    assert_string_equal(find(&arena, TNF_ENTITY_TENANT, "rename")->arguments, "NAME NEW-NAME");
    assert_int_equal(find(&arena, TNF_ENTITY_PLATFORM, "show")->option_count, 0);
    assert_string_equal(find(&arena, TNF_ENTITY_TENANT, "suspend")->state, "suspended");
}

static void what_has_no_sense_for_an_entity_is_not_there(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    static const struct {
        enum tnf_entity_id entity;
        const char *verb;
        const char *message;
        const char *hint;
    } cases[] = {
        {TNF_ENTITY_SERVICE, "suspend", "there is no command \"service suspend\"",
         "it is one of add, show, list, set, rename, remove"},
        {TNF_ENTITY_PLACEMENT, "rename", "there is no command \"placement rename\"",
         "it is one of add, show, list, set, remove"},
        {TNF_ENTITY_TENANT, "lst", "there is no command \"tenant lst\"", "did you mean \"tenant list\"?"},
        {TNF_ENTITY_GPU_POOL, NULL, "what about the GPU pool? a verb is missing",
         "it is one of add, show, list, set, rename, remove"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct tnf_cli_command *command = NULL;
        struct tnf_error err = {0};
        assert_int_equal(tnf_cli_entity_find(&arena, tnf_entity(cases[i].entity), cases[i].verb, &command, &err),
                         TNF_E_NOT_FOUND);
        assert_string_equal(err.message, cases[i].message);
        assert_string_equal(err.hint, cases[i].hint);
    }
}

/* --version of a database is its engine version, so the program's --version is for the front only. */
static void check_names(const struct tnf_cli_command *command, void *context) {
    (void)context;
    for (size_t i = 0; i < command->option_count; i++) {
        const struct tnf_cli_option *one = &command->options[i];
        for (size_t j = 0; j < i; j++)
            if (strcmp(command->options[j].name, one->name) == 0) fail_msg("%s: --%s twice", command->name, one->name);
        for (size_t j = 0; j < tnf_cli_global_option_count; j++)
            if (strcmp(tnf_cli_global_options[j].name, one->name) == 0 && strcmp(one->name, "version") != 0)
                fail_msg("%s: --%s is a global option", command->name, one->name);
        for (size_t j = 0; j < tnf_cli_global_option_count; j++)
            if (one->letter != '\0' && tnf_cli_global_options[j].letter == one->letter)
                fail_msg("%s: -%c is a global option", command->name, one->letter);
        assert_true(one->help[0] != '\0' && one->help[strlen(one->help) - 1] != '.');
    }
    assert_true(command->summary[0] != '\0' && command->summary[strlen(command->summary) - 1] != '.');
    assert_non_null(command->run);
    assert_true(command->min_words <= command->max_words);
}

static void no_two_options_of_a_command_collide(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    tnf_cli_each_command(&arena, check_names, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_arguments_and_other_fields_options),
        cmocka_unit_test(verbs_differ_in_what_they_take),
        cmocka_unit_test(what_has_no_sense_for_an_entity_is_not_there),
        cmocka_unit_test(no_two_options_of_a_command_collide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
