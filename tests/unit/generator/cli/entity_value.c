#include "generator/cli/entity_value.h"

#include "base/memory.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct tnf_arena arena;
    struct tnf_record record;
    struct tnf_error err;
    struct tnf_strbuf text;
};

static int start(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    fixture->record = tnf_record_new(&fixture->arena, TNF_ENTITY_SERVICE);
    tnf_strbuf_init(&fixture->text);
    *state = fixture;
    return 0;
}

static int stop(void **state) {
    struct fixture *fixture = *state;
    tnf_strbuf_release(&fixture->text);
    tnf_arena_release(&fixture->arena);
    free(fixture);
    return 0;
}

/* Reads options of `service set` into the record; words end with NULL. */
static int read_options(struct fixture *f, const char *const *words) {
    const struct tnf_cli_command *command = NULL;
    assert_int_equal(tnf_cli_entity_find(&f->arena, tnf_entity(TNF_ENTITY_SERVICE), "set", &command, &f->err), 0);
    int argc = 0;
    char *argv[16];
    for (; words[argc] != NULL; argc++) argv[argc] = tnf_arena_str(&f->arena, words[argc]);
    const struct tnf_cli_option_list options = {.first = command->options, .first_count = command->option_count};
    struct tnf_cli_args args;
    TNF_TRY(tnf_cli_parse(&options, argc, argv, false, &f->arena, &args, NULL, &f->err));
    TNF_TRY(tnf_cli_read_fields(f->record.entity, &args, &f->arena, &f->record, &f->err));
    return tnf_cli_read_unset(f->record.entity, &args, &f->record, &f->err);
}

#define READ(f, ...) read_options((f), (const char *const[]){"set", __VA_ARGS__, NULL})

static const char *text_of(struct fixture *f, size_t field) {
    tnf_strbuf_clear(&f->text);
    tnf_cli_add_value(&f->text, &f->record, field);
    return f->text.ptr;
}

static void options_become_values(void **state) {
    struct fixture *f = *state;
    assert_int_equal(READ(f, "--image", "nginx:1", "--cpu", "512", "--calls", "a", "--calls", "b,c"), 0);
    assert_string_equal(text_of(f, TNF_SERVICE_IMAGE), "nginx:1");
    assert_string_equal(text_of(f, TNF_SERVICE_CPU), "512 CPU units");
    assert_string_equal(text_of(f, TNF_SERVICE_CALLS), "a,b,c");
    assert_string_equal(text_of(f, TNF_SERVICE_MEMORY), "not given");
}

static void free_text_is_not_split_at_commas(void **state) {
    struct fixture *f = *state;
    assert_int_equal(READ(f, "--command", "sh", "--command", "-c", "--command", "echo a,b"), 0);
    const struct tnf_strings *list = &f->record.data[TNF_SERVICE_COMMAND].list;
    assert_int_equal(list->count, 3);
    assert_true(tnf_sv_eq_c(list->items[2], "echo a,b"));
    assert_int_equal(READ(f, "--command", "[\"x,y\", \"z\"]"), 0);
    assert_int_equal(list->count, 2);
    assert_true(tnf_sv_eq_c(list->items[0], "x,y"));
}

static void maps_are_sorted_and_keep_what_follows_the_first_equals(void **state) {
    struct fixture *f = *state;
    assert_int_equal(READ(f, "--variables", "B=1,2=3", "--variables", "A="), 0);
    const struct tnf_pairs *map = &f->record.data[TNF_SERVICE_VARIABLES].map;
    assert_int_equal(map->count, 2);
    assert_true(tnf_sv_eq_c(map->items[0].key, "A"));
    assert_int_equal(map->items[0].value.len, 0);
    assert_true(tnf_sv_eq_c(map->items[1].value, "1,2=3"));
}

static void an_empty_argument_empties(void **state) {
    struct fixture *f = *state;
    assert_int_equal(READ(f, "--calls", "a", "--variables", "A=1"), 0);
    assert_int_equal(READ(f, "--calls", "", "--variables", "", "--command", ""), 0);
    assert_true(f->record.data[TNF_SERVICE_CALLS].set);
    assert_int_equal(f->record.data[TNF_SERVICE_CALLS].list.count, 0);
    assert_int_equal(f->record.data[TNF_SERVICE_VARIABLES].map.count, 0);
    assert_int_equal(f->record.data[TNF_SERVICE_COMMAND].list.count, 0);
    assert_string_equal(text_of(f, TNF_SERVICE_CALLS), "empty");
}

static void unset_makes_a_field_not_given(void **state) {
    struct fixture *f = *state;
    assert_int_equal(READ(f, "--health-path", "/up", "--cpu", "512"), 0);
    assert_int_equal(READ(f, "--unset", "health-path", "--unset", "cpu"), 0);
    assert_false(f->record.data[TNF_SERVICE_HEALTH_PATH].set);
    assert_false(f->record.data[TNF_SERVICE_CPU].set);
}

static void what_cannot_be_is_refused(void **state) {
    struct fixture *f = *state;
    static const struct {
        const char *option;
        const char *value;
        const char *message; /* starts with */
        const char *hint;    /* starts with */
    } cases[] = {
        {"--cpu", "lots", "option --cpu: ", ""},
        {"--cpu", "1e3", "option --cpu: ", ""},
        {"--cpu", "99999999999999999999", "option --cpu: ", ""},
        {"--variables", "A", "option --variables: must be KEY=VALUE, not \"A\"", ""},
        {"--variables", "{\"A\": 1}", "option --variables: ", ""},
        {"--unset", "memmory", "a service has no field \"memmory\"", "did you mean \"memory\"?"},
        {"--unset", "name", "name is part of the name of a service and cannot be unset", ""},
        {"--unset", "image", "a service needs image, it cannot be unset", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        f->err = (struct tnf_error){0};
        if (READ(f, cases[i].option, cases[i].value) != TNF_E_INVALID)
            fail_msg("%s %s was accepted", cases[i].option, cases[i].value);
        if (!tnf_sv_starts_with(tnf_sv(f->err.message), tnf_sv(cases[i].message))) fail_msg("%s", f->err.message);
        assert_true(tnf_sv_starts_with(tnf_sv(f->err.hint), tnf_sv(cases[i].hint)));
    }
    assert_int_equal(READ(f, "--variables", "A=1", "--variables", "A=2"), TNF_E_INVALID);
    assert_string_equal(f->err.message, "option --variables: a key is given twice");
}

static void changes_are_said_in_one_line(void **state) {
    struct fixture *f = *state;
    assert_int_equal(READ(f, "--cpu", "256", "--memory", "512", "--port", "80"), 0);
    const struct tnf_record before = tnf_record_copy(&f->arena, &f->record);
    assert_int_equal(READ(f, "--memory", "1024", "--unset", "cpu", "--command", "a\x1b[0m"), 0);
    tnf_cli_add_changes(&f->text, &before, &f->record);
    assert_string_equal(f->text.ptr, "cpu 256 CPU units → not given, memory 512 → 1024 MiB, "
                                     "command not given → a\\x1b[0m");
    tnf_strbuf_clear(&f->text);
    tnf_cli_add_changes(&f->text, &before, &before);
    assert_string_equal(f->text.ptr, "");
}

static void rows_are_named_by_their_keys(void **state) {
    struct fixture *f = *state;
    static const char *const words[] = {"acme", "staging", "main"};
    static const struct {
        enum tnf_entity_id entity;
        const char *name;
    } cases[] = {{TNF_ENTITY_TENANT, "tenant acme"},
                 {TNF_ENTITY_PLACEMENT, "tenant acme: placement staging"},
                 {TNF_ENTITY_DATABASE, "tenant acme: environment staging: database main"},
                 {TNF_ENTITY_GPU_POOL, "environment acme: GPU pool staging"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tnf_record record = tnf_record_new(&f->arena, cases[i].entity);
        tnf_cli_read_keys(words, &f->arena, &record);
        tnf_strbuf_clear(&f->text);
        tnf_cli_add_row_name(&f->text, &record);
        assert_string_equal(f->text.ptr, cases[i].name);
    }
}

static void assert_json(json_t *value, const char *expected) {
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    assert_string_equal(text, expected);
    free(text);
    json_decref(value);
}

static void values_keep_their_type_in_json(void **state) {
    struct fixture *f = *state;
    assert_int_equal(READ(f, "--cpu", "256", "--variables", "A=\"\x01", "--calls", "b"), 0);
    assert_json(tnf_cli_json_value(&f->record, TNF_SERVICE_CPU), "256");
    assert_json(tnf_cli_json_value(&f->record, TNF_SERVICE_PORT), "null");
    assert_json(tnf_cli_json_value(&f->record, TNF_SERVICE_CALLS), "[\"b\"]");
    assert_json(tnf_cli_json_value(&f->record, TNF_SERVICE_VARIABLES), "{\"A\":\"\\\"\\u0001\"}");
    const struct tnf_record before = tnf_record_copy(&f->arena, &f->record);
    assert_int_equal(READ(f, "--cpu", "512"), 0);
    assert_json(tnf_cli_json_changes(&before, &f->record), "[{\"field\":\"cpu\",\"before\":256,\"after\":512}]");
    struct tnf_record bare = tnf_record_new(&f->arena, TNF_ENTITY_VOLUME);
    bare.data[TNF_VOLUME_READ_ONLY] = (struct tnf_datum){.set = true, .boolean = true};
    assert_json(tnf_cli_json_changes(NULL, &bare), "[{\"field\":\"read_only\",\"before\":null,\"after\":true}]");
    assert_json(tnf_cli_json_changes(&bare, NULL), "[{\"field\":\"read_only\",\"before\":true,\"after\":null}]");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(options_become_values),
        TEST(free_text_is_not_split_at_commas),
        TEST(maps_are_sorted_and_keep_what_follows_the_first_equals),
        TEST(an_empty_argument_empties),
        TEST(unset_makes_a_field_not_given),
        TEST(what_cannot_be_is_refused),
        TEST(changes_are_said_in_one_line),
        TEST(rows_are_named_by_their_keys),
        TEST(values_keep_their_type_in_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
