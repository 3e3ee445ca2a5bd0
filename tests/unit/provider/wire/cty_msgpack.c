#include "tests/support/test.h"

#include "provider/wire/cty_msgpack.h"
#include "tests/support/cty_text.h"

static struct tnf_strview bytes_of(const char *bytes, size_t length) {
    return tnf_sv_n(bytes, length);
}
#define BYTES(literal) bytes_of(literal, sizeof(literal) - 1)

static const struct tnf_cty_type *type_of(struct tnf_arena *arena, const char *json) {
    const struct tnf_cty_type *type;
    assert_int_equal(tnf_cty_type_parse(arena, tnf_sv(json), &type, NULL), 0);
    return type;
}

static void values_read_and_write_as_cty_has_them(void **state) {
    const struct {
        const char *type;
        struct tnf_strview bytes;
        const char *printed;
    } cases[] = {
        {"\"string\"", BYTES("\xc0"), "null"},
        {"\"string\"", BYTES("\xa2hi"), "'hi'"},
        {"\"string\"", BYTES("\xa0"), "''"},
        {"\"bool\"", BYTES("\xc3"), "true"},
        {"\"number\"", BYTES("\x2a"), "42"},
        {"\"number\"", BYTES("\xcb\x3f\xf8\x00\x00\x00\x00\x00\x00"), "1.5"},
        {"\"number\"",
         BYTES("\xb4"
               "12345678901234567890"),
         "#12345678901234567890"},
        {"\"string\"", BYTES("\xd4\x00\x00"), "?"},
        {"\"string\"",
         BYTES("\xc7\x0a\x0c\x82\x01\xc2\x02\xa5"
               "beta-"),
         "?"},
        {"[\"list\",\"string\"]",
         BYTES("\x92\xa1"
               "a\xa1"
               "b"),
         "['a','b']"},
        {"[\"set\",\"number\"]", BYTES("\x90"), "[]"},
        {"[\"map\",\"bool\"]", BYTES("\x81\xa1k\xc3"), "{'k':true}"},
        {"[\"tuple\",[\"string\",\"number\"]]",
         BYTES("\x92\xa1"
               "a\x01"),
         "['a',1]"},
        {"[\"object\",{\"a\":\"string\",\"b\":\"bool\"}]",
         BYTES("\x82\xa1"
               "a\xd4\x00\x00\xa1"
               "b\xc0"),
         "{'a':?,'b':null}"},
        {"\"dynamic\"", BYTES("\x92\xc4\x08\"string\"\xa1x"), "\"string\"='x'"},
        {"\"dynamic\"", BYTES("\x92\xc4\x11[\"list\",\"string\"]\x91\xa1x"), "[\"list\",\"string\"]=['x']"},
        {"\"dynamic\"", BYTES("\xc0"), "null"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        struct tnf_cty_value value;
        struct tnf_error err;
        const int code = tnf_cty_msgpack_read(&arena, cases[i].bytes, type_of(&arena, cases[i].type), &value, &err);
        if (code < 0) fail_msg("%s: %s", cases[i].printed, err.message);
        assert_string_equal(tnf_test_print(&arena, &value), cases[i].printed);
        tnf_cty_msgpack_write(&value, &out);
        assert_int_equal(out.len, cases[i].bytes.len);
        assert_memory_equal(out.ptr, cases[i].bytes.ptr, out.len);
    }
}

static void objects_read_in_any_order_and_with_gaps(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_cty_type *type =
        type_of(&arena, "[\"object\",{\"a\":\"string\",\"b\":\"bool\",\"c\":\"number\"}]");
    struct tnf_cty_value value;
    (void)state;
    assert_int_equal(tnf_cty_msgpack_read(&arena,
                                          BYTES("\x82\xa1"
                                                "c\x01\xa1"
                                                "a\xa1x"),
                                          type, &value, NULL),
                     0);
    assert_string_equal(tnf_test_print(&arena, &value), "{'a':'x','b':null,'c':1}");
}

static void maps_are_sorted_by_key(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_cty_value value;
    (void)state;
    assert_int_equal(tnf_cty_msgpack_read(&arena,
                                          BYTES("\x82\xa1z\x01\xa1"
                                                "a\x02"),
                                          type_of(&arena, "[\"map\",\"number\"]"), &value, NULL),
                     0);
    assert_string_equal(tnf_test_print(&arena, &value), "{'a':2,'z':1}");
}

static void what_does_not_fit_the_type_is_refused(void **state) {
    const struct {
        const char *type;
        struct tnf_strview bytes;
        const char *message;
    } cases[] = {
        {"\"string\"", BYTES("\x01"), "value is not of type \"string\""},
        {"\"bool\"", BYTES("\xa1x"), "value is not of type \"bool\""},
        {"\"number\"", BYTES("\xc3"), "value is not of type \"number\""},
        {"\"string\"", BYTES("\xa1\xff"), "a string is not UTF-8"},
        {"\"string\"", BYTES("\xa1x\xa1y"), "2 bytes follow the value"},
        {"[\"list\",\"string\"]", BYTES("\x80"), "value is not of type [\"list\",\"string\"]"},
        {"[\"map\",\"string\"]", BYTES("\x81\x01\xa1x"), "a key is not a string"},
        {"[\"map\",\"string\"]", BYTES("\x82\xa1k\xa1x\xa1k\xa1y"), "key \"k\" is there twice"},
        {"[\"tuple\",[\"string\"]]", BYTES("\x90"), "value is not of type [\"tuple\",[\"string\"]]"},
        {"[\"object\",{\"a\":\"string\"}]",
         BYTES("\x81\xa1"
               "b\xc0"),
         "there is no attribute \"b\""},
        {"[\"object\",{\"a\":\"string\"}]",
         BYTES("\x82\xa1"
               "a\xc0\xa1"
               "a\xc0"),
         "\"a\" is there twice"},
        {"[\"object\",{\"a\":[\"map\",\"bool\"]}]",
         BYTES("\x81\xa1"
               "a\x81\xa1k\x01"),
         "a: k: value is not of type \"bool\""},
        {"\"dynamic\"", BYTES("\xa1x"), "value is not of type \"dynamic\""},
        {"\"dynamic\"", BYTES("\x92\xc4\x03\"x\"\xc0"), "\"x\" is not a type"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_cty_value value;
        struct tnf_error err;
        assert_int_equal(tnf_cty_msgpack_read(&arena, cases[i].bytes, type_of(&arena, cases[i].type), &value, &err),
                         TNF_E_INVALID);
        assert_string_equal(err.message, cases[i].message);
    }
}

static void nesting_has_a_limit(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    struct tnf_cty_value value;
    struct tnf_error err;
    (void)state;
    /* A dynamic value in a dynamic value, and so on: no type limits that. */
    for (int i = 0; i < 100000; i++) tnf_strbuf_add(&bytes, "\x92\xc4\x09\"dynamic\"", 12);
    tnf_strbuf_add_c(&bytes, (char)0xC0);
    assert_int_equal(tnf_cty_msgpack_read(&arena, tnf_strbuf_view(&bytes), &tnf_cty_dynamic, &value, &err),
                     TNF_E_LIMIT);
}

/* A short message that claims large arrays at every level, or many empty objects with many attributes. */
static void claims_cost_no_memory(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    enum { LENGTH = 100 * 1000, LEVELS = 100 };
    const struct tnf_cty_type *type = &tnf_cty_string;
    struct tnf_cty_field fields[LEVELS];
    struct tnf_cty_value value;
    struct tnf_error err;
    (void)state;
    for (int i = 0; i < LEVELS; i++) {
        type = tnf_cty_collection(&arena, TNF_CTY_LIST, type);
        tnf_strbuf_add(&bytes, "\xdd\x00\x01\x00\x00", 5); /* 65,536 elements */
        fields[i].name = tnf_arena_printf(&arena, "a%d", i);
        fields[i].type = &tnf_cty_string;
    }
    tnf_strbuf_add_repeat(&bytes, '\0', LENGTH);
    assert_int_equal(tnf_cty_msgpack_read(&arena, tnf_strbuf_view(&bytes), type, &value, &err), TNF_E_LIMIT);
    assert_string_equal(err.message, "value claims more parts than it has bytes");
    type = tnf_cty_collection(&arena, TNF_CTY_LIST, tnf_cty_object(&arena, fields, LEVELS));
    tnf_strbuf_clear(&bytes);
    tnf_strbuf_add(&bytes, "\xdd\x00\x01\x00\x00", 5);
    tnf_strbuf_add_repeat(&bytes, (char)0x80, LENGTH);
    assert_int_equal(tnf_cty_msgpack_read(&arena, tnf_strbuf_view(&bytes), type, &value, NULL), TNF_E_LIMIT);
}

static void every_cut_and_every_changed_byte_is_survived(void **state) {
    static const char whole[] = "\x83\xa1"
                                "a\x92\xa1x\xa1y\xa1"
                                "b\x81\xa1k\xcd\x01\x00\xa1"
                                "c\x92\xc4\x08\"string\"\xa1x";
    static const char type_text[] =
        "[\"object\",{\"a\":[\"list\",\"string\"],\"b\":[\"map\",\"number\"],\"c\":\"dynamic\"}]";
    const size_t length = sizeof whole - 1;
    (void)state;
    for (size_t at = 0; at < length; at++) {
        for (unsigned byte = 0; byte < 256; byte++) {
            TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
            TNF_AUTO_FREE char *copy = tnf_xmalloc(length); /* exactly as long, so that overruns are seen */
            struct tnf_cty_value value;
            struct tnf_error err;
            memcpy(copy, whole, length);
            copy[at] = (char)byte;
            (void)tnf_cty_msgpack_read(&arena, tnf_sv_n(copy, length), type_of(&arena, type_text), &value, &err);
        }
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        TNF_AUTO_FREE char *cut = tnf_xmalloc(at + 1);
        struct tnf_cty_value value;
        struct tnf_error err;
        memcpy(cut, whole, at);
        assert_int_equal(tnf_cty_msgpack_read(&arena, tnf_sv_n(cut, at), type_of(&arena, type_text), &value, &err),
                         TNF_E_INVALID);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_read_and_write_as_cty_has_them),
        cmocka_unit_test(objects_read_in_any_order_and_with_gaps),
        cmocka_unit_test(maps_are_sorted_by_key),
        cmocka_unit_test(what_does_not_fit_the_type_is_refused),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(claims_cost_no_memory),
        cmocka_unit_test(every_cut_and_every_changed_byte_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
