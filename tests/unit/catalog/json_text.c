#include "catalog/json_text.h"

#include "base/memory.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct tnf_strview items[] = {
    {"plain", 5},         {"", 0},          {"quote \" back \\ slash", 20}, {"line\nnext\ttab", 13},
    {"\x01\x1f\x7f", 3},  {"\xC3\xBC", 2},  {"\xF0\x9F\x9A\x80", 4},        {"${x} %{y}", 9},
    {"[\"a\",\"b\"]", 9}, {"</script>", 9},
};

static void lists_come_back_as_they_went(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (size_t count = 0; count <= TNF_ARRAY_LEN(items); count++) {
        const struct tnf_strings list = {.items = items, .count = count};
        struct tnf_strings back;
        struct tnf_error err;
        tnf_strbuf_clear(&text);
        tnf_json_add_list(&text, &list);
        if (tnf_json_read_list(tnf_strbuf_view(&text), &arena, &back, &err) < 0)
            fail_msg("%s: %s", text.ptr, err.message);
        assert_int_equal(back.count, count);
        for (size_t i = 0; i < count; i++) assert_true(tnf_sv_eq(back.items[i], items[i]));
    }
}

static void maps_come_back_sorted(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_pairs map;
    const struct tnf_strview text = TNF_SV(" { \"b\" : \"2\" , \"a\":\"1\",\"a-\":\"\" } ");
    assert_int_equal(tnf_json_read_map(text, &arena, &map, NULL), 0);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_json_add_map(&out, &map);
    assert_string_equal(out.ptr, "{\"a\":\"1\",\"a-\":\"\",\"b\":\"2\"}");
}

static void escapes_of_others_are_understood(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_strings list;
    const struct tnf_strview text = TNF_SV("[\"\\u0041\\u00fc\\u20AC\\ud83d\\ude80\\/\\b\\f\\r\"]");
    assert_int_equal(tnf_json_read_list(text, &arena, &list, NULL), 0);
    assert_string_equal(list.items[0].ptr, "A\xC3\xBC\xE2\x82\xAC\xF0\x9F\x9A\x80/\b\f\r");
}

static void everything_else_is_refused(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    static const char *const rows[] = {
        "",
        "[",
        "[\"a\"",
        "[\"a",
        "[\"a\",]",
        "[,]",
        "[1]",
        "[null]",
        "[[\"a\"]]",
        "[\"a\"] x",
        "{\"a\":\"b\"}",
        "[\"\\x\"]",
        "[\"\\u12\"]",
        "[\"\\u0000\"]",
        "[\"\\ud800\"]",
        "[\"\\udc00\"]",
        "[\"\\ud800\\u0041\"]",
        "[\"\n\"]",
        "[\"\xFF\"]",
        "[\"a\" \"b\"]",
        "[\"\\",
        "[\"\\\"]",
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_strings list = {.count = 77};
        struct tnf_error err = {0};
        if (tnf_json_read_list(tnf_sv(rows[i]), &arena, &list, &err) == 0) fail_msg("%s is taken", rows[i]);
        assert_int_equal(err.code, TNF_E_INVALID);
        assert_int_equal(list.count, 77);
    }
    static const char *const map_rows[] = {
        "[]",           "{\"a\"}",   "{\"a\":1}", "{a:\"b\"}", "{\"a\":\"b\",\"a\":\"c\"}", "{\"a\":\"b\",}",
        "{\"a\":\"b\"", "{\"a\":{}}"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(map_rows); i++) {
        struct tnf_pairs map;
        if (tnf_json_read_map(tnf_sv(map_rows[i]), &arena, &map, NULL) == 0) fail_msg("%s is taken", map_rows[i]);
    }
}

static void a_record_is_written_with_what_is_set(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    struct tnf_record service = tnf_record_new(&arena, TNF_ENTITY_SERVICE);
    tnf_json_add_record(&out, &service);
    assert_string_equal(out.ptr, "{}");
    tnf_strbuf_clear(&out);
    service.data[TNF_SERVICE_NAME] = (struct tnf_datum){.set = true, .string = TNF_SV("api")};
    service.data[TNF_SERVICE_CPU] = (struct tnf_datum){.set = true, .integer = 512};
    service.data[TNF_SERVICE_CALLS] = (struct tnf_datum){.set = true};
    tnf_json_add_record(&out, &service);
    assert_string_equal(out.ptr, "{\"name\":\"api\",\"cpu\":512,\"calls\":[]}");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_come_back_as_they_went),         cmocka_unit_test(maps_come_back_sorted),
        cmocka_unit_test(escapes_of_others_are_understood),     cmocka_unit_test(everything_else_is_refused),
        cmocka_unit_test(a_record_is_written_with_what_is_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
