/*
 * The Mustache specification's own cases, run as plain-text templates. Where our language differs on purpose,
 * the case is in `differences` with the reason, and the test checks that it still differs.
 */
#include "tests/support/test.h"

#include "generator/template/template.h"

#include <jansson.h>
#include <string.h>

enum outcome {
    COMPILE_ERROR, /* compiling, or linking, fails */
    RENDER_ERROR,
    OTHER_TEXT,
};

struct difference {
    const char *file;
    const char *name; /* of the case; ending in '*' for all that start so */
    enum outcome outcome;
    const char *reason;
};

#define NO_RAW COMPILE_ERROR, "there is no raw form"
#define NO_SILENT_MISS RENDER_ERROR, "a missing name is an error, not an empty text"

static const struct difference differences[] = {
    {"interpolation", "Triple Mustache*", NO_RAW},
    {"interpolation", "Ampersand*", NO_RAW},
    {"interpolation", "Dotted Names - Triple Mustache*", NO_RAW},
    {"interpolation", "Dotted Names - Ampersand*", NO_RAW},
    {"interpolation", "HTML Escaping", OTHER_TEXT, "we write HCL and plain text, never HTML"},
    {"interpolation", "Basic Context Miss*", NO_SILENT_MISS},
    {"interpolation", "Dotted Names - Broken Chain*", NO_SILENT_MISS},
    {"partials", "Failed Lookup", COMPILE_ERROR, "a missing partial is an error"},
    {"partials", "Standalone Indentation", NO_RAW},
};

static const struct difference *find_difference(const char *file, const char *name) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(differences); i++) {
        const struct difference *row = &differences[i];
        const size_t length = strlen(row->name);
        const bool prefix = row->name[length - 1] == '*';
        if (strcmp(row->file, file) != 0) continue;
        if (prefix ? strncmp(row->name, name, length - 1) == 0 : strcmp(row->name, name) == 0) return row;
    }
    return NULL;
}

static struct tnf_value value_of(struct tnf_arena *arena, json_t *json);

static struct tnf_value list_of(struct tnf_arena *arena, json_t *json) {
    struct tnf_value list = tnf_value_list(arena);
    size_t index;
    json_t *item;
    json_array_foreach(json, index, item) tnf_list_add(arena, list, value_of(arena, item));
    return list;
}

static struct tnf_value object_of(struct tnf_arena *arena, json_t *json) {
    struct tnf_value object = tnf_value_object(arena);
    const char *key;
    json_t *item;
    json_object_foreach(json, key, item)
        tnf_object_set_value(arena, object, tnf_arena_str(arena, key), value_of(arena, item));
    return object;
}

/* Values know no decimals; in a catalog they are text, as here. */
static struct tnf_value value_of(struct tnf_arena *arena, json_t *json) {
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return object_of(arena, json);
    case JSON_ARRAY:
        return list_of(arena, json);
    case JSON_STRING:
        return tnf_value_string(tnf_arena_sv(arena, tnf_sv(json_string_value(json))));
    case JSON_INTEGER:
        return tnf_value_int(json_integer_value(json));
    case JSON_REAL:
        return tnf_value_string(tnf_arena_printf(arena, "%g", json_real_value(json)));
    case JSON_TRUE:
    case JSON_FALSE:
        return tnf_value_bool(json_is_true(json));
    case JSON_NULL:
        break;
    }
    return tnf_value_null();
}

static int add(struct tnf_template_set *set, const char *name, const char *source, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf file = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&file, "%s.md", name);
    return tnf_template_set_add(set, file.ptr, file.ptr, tnf_sv(source), err);
}

/* Partials are named without an ending in the cases; ours have the one that makes them plain text. */
static char *name_partials(const char *source) {
    struct tnf_strbuf out = TNF_STRBUF_INIT;
    static const char *const names[] = {"text", "partial", "node", "include"};
    for (const char *at = source; *at != '\0';) {
        bool named = false;
        const char *open = at[0] == '>' && at[1] == ' ' ? "> " : ">";
        for (size_t i = 0; at[0] == '>' && !named && i < TNF_ARRAY_LEN(names); i++) {
            if (strncmp(at + strlen(open), names[i], strlen(names[i])) != 0) continue;
            tnf_strbuf_addf(&out, "%s%s.md", open, names[i]);
            at += strlen(open) + strlen(names[i]);
            named = true;
        }
        if (!named) tnf_strbuf_add_c(&out, *at++);
    }
    return tnf_strbuf_detach(&out);
}

static int add_all(struct tnf_template_set *set, json_t *test, struct tnf_error *err) {
    const char *name;
    json_t *partial;
    json_object_foreach(json_object_get(test, "partials"), name, partial) {
        TNF_AUTO_FREE char *source = name_partials(json_string_value(partial));
        TNF_TRY(add(set, name, source, err));
    }
    TNF_AUTO_FREE char *source = name_partials(json_string_value(json_object_get(test, "template")));
    TNF_TRY(add(set, "main", source, err));
    return tnf_template_set_link(set, err);
}

static void check_outcome(const struct difference *difference, int compiled, int rendered, bool same) {
    if (difference == NULL) {
        assert_int_equal(compiled, 0);
        assert_int_equal(rendered, 0);
        assert_true(same);
        return;
    }
    assert_int_equal(compiled == 0, difference->outcome != COMPILE_ERROR);
    if (compiled == 0) assert_int_equal(rendered == 0, difference->outcome != RENDER_ERROR);
    assert_false(same);
}

static void run_case(const char *file, json_t *test) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    const char *name = json_string_value(json_object_get(test, "name"));
    const char *expected = json_string_value(json_object_get(test, "expected"));
    struct tnf_template_set *set = tnf_template_set_new();
    struct tnf_error err = {0};
    const int compiled = add_all(set, test, &err);
    int rendered = -1;
    if (compiled == 0)
        rendered = tnf_template_render(tnf_template_find(set, "main.md"),
                                       object_of(&arena, json_object_get(test, "data")), &out, &err);
    const bool same = rendered == 0 && strcmp(out.ptr, expected) == 0;
    const struct difference *difference = find_difference(file, name);
    if (difference == NULL && !same)
        print_message("%s: %s\n%s\ngot:      %s\nexpected: %s\n", file, name, err.message, out.ptr, expected);
    if (difference != NULL && same) print_message("%s: %s does not differ any more\n", file, name);
    check_outcome(difference, compiled, rendered, same);
    tnf_template_set_free(set);
}

static void run_file(const char *file) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&path, "%s/%s.json", TNF_SPEC_FOLDER, file);
    json_error_t error;
    json_t *spec = json_load_file(path.ptr, 0, &error);
    assert_non_null(spec);
    json_t *tests = json_object_get(spec, "tests");
    assert_true(json_array_size(tests) > 10);
    size_t index;
    json_t *test;
    json_array_foreach(tests, index, test) run_case(file, test);
    json_decref(spec);
}

static void comments(void **state) {
    (void)state;
    run_file("comments");
}

static void delimiters(void **state) {
    (void)state;
    run_file("delimiters");
}

static void interpolation(void **state) {
    (void)state;
    run_file("interpolation");
}

static void inverted_sections(void **state) {
    (void)state;
    run_file("inverted");
}

static void partials(void **state) {
    (void)state;
    run_file("partials");
}

static void sections(void **state) {
    (void)state;
    run_file("sections");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments),          cmocka_unit_test(delimiters), cmocka_unit_test(interpolation),
        cmocka_unit_test(inverted_sections), cmocka_unit_test(partials),   cmocka_unit_test(sections),
    };
    return cmocka_run_group_tests_name("generator/template/mustache_spec", tests, NULL, NULL);
}
