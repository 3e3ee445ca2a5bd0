#include "generator/report/prices/stream.h"

#include "tests/support/test.h"

#include <string.h>

/* Members called "in" are gone into, "skip" is skipped; of all others name and value are kept. */
static int on_member(struct tnf_stream *stream, struct tnf_strview key, void *context, struct tnf_error *err) {
    struct tnf_strbuf *out = context;
    if (tnf_sv_eq_c(key, "in")) return tnf_stream_object(stream, on_member, out, err);
    if (tnf_sv_eq_c(key, "skip")) return tnf_stream_value(stream, NULL, err);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf value = TNF_STRBUF_INIT;
    tnf_strbuf_addf(out, "%.*s=", TNF_SV_ARG(key));
    TNF_TRY(tnf_stream_value(stream, &value, err));
    tnf_strbuf_addf(out, "%s;", value.ptr);
    return 0;
}

static int walk(const char *text, size_t length, struct tnf_strbuf *out, struct tnf_error *err) {
    FILE *file = fmemopen((void *)(uintptr_t)text, length, "r");
    assert_non_null(file);
    struct tnf_stream stream = {file, "f.json", 1, 0};
    int code = tnf_stream_object(&stream, on_member, out, err);
    if (code == 0) code = tnf_stream_end(&stream, err);
    (void)fclose(file);
    return code;
}

static void members_come_one_by_one(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *members;
    } rows[] = {
        {"{}", ""},
        {" { \"a\" : 1 , \"b\":\"x\" }\n", "a=1;b=\"x\";"},
        {"{\"a\":{\"b\":[1,{\"c\":\"}\"}]},\"d\":null}", "a={\"b\":[1,{\"c\":\"}\"}]};d=null;"},
        {"{\"a\":\"q\\\"}\\\\\",\"b\":true}", "a=\"q\\\"}\\\\\";b=true;"},
        {"{\"in\":{\"a\":1,\"in\":{\"b\":2}},\"c\":3}", "a=1;b=2;c=3;"},
        {"{\"skip\":{\"a\":\"]\"},\"b\":[],\"skip\":\"x\"}", "b=[];"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        assert_int_equal(walk(rows[i].text, strlen(rows[i].text), &out, NULL), 0);
        assert_string_equal(out.ptr, rows[i].members);
    }
}

static void what_is_damaged_is_told_with_its_line(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *message;
        unsigned line;
    } rows[] = {
        {" ", "the file ends where an object was expected", 1},
        {"[]", "not JSON: expected an object", 1},
        {"{\n\"a\": 1\n\"b\": 2}", "not JSON: expected a comma or the end of an object", 3},
        {"{\n\"a\": {\"b\":\n", "the file ends where the end of an object was expected", 3},
        {"{\"a\" 1}", "not JSON: expected a colon", 1},
        {"{\"a\":,}", "not JSON: expected a value", 1},
        {"{\"a\":1,}", "not JSON: expected a name in quotes", 1},
        {"{\"a\":\"x", "the file ends where the end of a string was expected", 1},
        {"{\"a\n\":1}", "not JSON: expected the end of a string", 2},
        {"{} {}", "not JSON: expected the end of the file", 1},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        struct tnf_error error = {0};
        assert_int_equal(walk(rows[i].text, strlen(rows[i].text), &out, &error), TNF_E_INVALID);
        assert_string_equal(error.message, rows[i].message);
        assert_int_equal(error.where.line, rows[i].line);
    }
}

static void depth_and_length_have_limits(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    struct tnf_error error = {0};
    tnf_strbuf_add_str(&text, "{\"skip\":");
    tnf_strbuf_add_repeat(&text, '[', TNF_STREAM_DEPTH_MAX + 1);
    assert_int_equal(walk(text.ptr, text.len, &out, &error), TNF_E_INVALID);
    assert_string_equal(error.message, "not JSON: expected fewer brackets");
    tnf_strbuf_clear(&text);
    tnf_strbuf_add_str(&text, "{\"a\":[\"");
    tnf_strbuf_add_repeat(&text, 'x', TNF_STREAM_VALUE_MAX);
    assert_int_equal(walk(text.ptr, text.len, &out, &error), TNF_E_LIMIT);
    tnf_strbuf_clear(&text);
    tnf_strbuf_add_str(&text, "{\"");
    tnf_strbuf_add_repeat(&text, 'x', TNF_STREAM_KEY_MAX + 1);
    assert_int_equal(walk(text.ptr, text.len, &out, &error), TNF_E_LIMIT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_come_one_by_one),
        cmocka_unit_test(what_is_damaged_is_told_with_its_line),
        cmocka_unit_test(depth_and_length_have_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
