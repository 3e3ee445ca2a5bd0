#include "base/json_text.h"

#include "tests/support/test.h"

#include <string.h>

static void strings_are_read_with_their_escapes(void **state) {
    static const struct {
        const char *json;
        const char *text;
    } cases[] = {
        {"\"\"", ""},
        {" \t\r\n\"plain\"", "plain"},
        {"\"Z\xc3\xbcrich\"", "Z\xc3\xbcrich"},
        {"\"a\\\"b\\\\c\\/d\"", "a\"b\\c/d"},
        {"\"\\b\\f\\n\\r\\t\"", "\b\f\n\r\t"},
        {"\"\\u0041\\u00fC\\u20AC\\ud83d\\ude80!\"", "A\xc3\xbc\xe2\x82\xac\xf0\x9f\x9a\x80!"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_json_cursor cursor = {.text = tnf_sv(cases[i].json)};
        struct tnf_strview text;
        assert_int_equal(tnf_json_read_string(&cursor, &arena, &text, NULL), 0);
        assert_true(tnf_sv_eq_c(text, cases[i].text));
        assert_int_equal(tnf_json_expect_end(&cursor, NULL), 0);
    }
}

static void what_is_no_string_is_refused_at_its_byte(void **state) {
    static const struct {
        const char *json;
        const char *message;
    } cases[] = {
        {"", "JSON has no '\"' at byte 0"},
        {"  x", "JSON has no '\"' at byte 2"},
        {"\"ab", "JSON has an unfinished string at byte 3"},
        {"\"a\nb\"", "JSON has an unfinished string at byte 2"},
        {"\"a\\", "JSON has a wrong escape at byte 3"},
        {"\"\\x\"", "JSON has a wrong escape at byte 3"},
        {"\"\\u12\"", "JSON has a wrong escape at byte 3"},
        {"\"\\ud800\"", "JSON has a wrong escape at byte 7"},
        {"\"\\ud800\\u0041\"", "JSON has a wrong escape at byte 13"},
        {"\"\\udc00\"", "JSON has a wrong escape at byte 7"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_json_cursor cursor = {.text = tnf_sv(cases[i].json)};
        struct tnf_strview text;
        struct tnf_error err;
        assert_int_equal(tnf_json_read_string(&cursor, &arena, &text, &err), TNF_E_INVALID);
        assert_string_equal(err.message, cases[i].message);
    }
}

static void brackets_are_taken_past_blanks(void **state) {
    struct tnf_json_cursor cursor = {.text = TNF_SV(" [ ] x")};
    struct tnf_error err;
    (void)state;
    assert_false(tnf_json_accept(&cursor, ']'));
    assert_true(tnf_json_accept(&cursor, '['));
    assert_int_equal(tnf_json_expect(&cursor, ',', &err), TNF_E_INVALID);
    assert_string_equal(err.message, "JSON has no ',' at byte 3");
    assert_int_equal(tnf_json_expect(&cursor, ']', NULL), 0);
    assert_int_equal(tnf_json_expect_end(&cursor, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "JSON goes on after its end at byte 5");
}

static void a_written_string_reads_back(void **state) {
    char bytes[256];
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf json = TNF_STRBUF_INIT;
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)(unsigned char)i;
    tnf_json_add_string(&json, tnf_sv_n(bytes, sizeof bytes));
    for (size_t i = 0; i < json.len; i++) assert_true((unsigned char)json.ptr[i] >= 0x20 && json.ptr[i] != 0x7f);
    struct tnf_json_cursor cursor = {.text = tnf_strbuf_view(&json)};
    struct tnf_strview back;
    assert_int_equal(tnf_json_read_string(&cursor, &arena, &back, NULL), 0);
    assert_true(tnf_sv_eq(back, tnf_sv_n(bytes, sizeof bytes)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_read_with_their_escapes),
        cmocka_unit_test(what_is_no_string_is_refused_at_its_byte),
        cmocka_unit_test(brackets_are_taken_past_blanks),
        cmocka_unit_test(a_written_string_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
