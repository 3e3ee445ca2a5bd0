/* From rows to text: canonical, and the exact inverse of reading. */
#include "catalog/text.h"
#include "catalog/text/encode.h"
#include "catalog/text/yaml_scalar.h"

#include "tests/support/random_rows.h"
#include "tests/support/test.h"
#include "tests/support/valgrind.h"

enum { ROUNDS = 2000 };

static void parse(struct tnf_strview text, enum tnf_text_format format, struct tnf_text_rows *rows) {
    struct tnf_error_list errors = {0};
    tnf_text_parse(text, "f", format, rows, &errors);
    if (errors.count > 0) {
        char message[2048];
        (void)tnf_error_format(&errors.items[0], message, sizeof message);
        print_error("%s\n", message);
    }
    assert_int_equal(errors.count, 0);
    tnf_error_list_release(&errors);
}

static void write_all(const struct tnf_text_rows *rows, enum tnf_text_format format, struct tnf_strbuf *out) {
    struct tnf_error error;
    assert_int_equal(tnf_text_write_rows(rows, format, out, &error), 0);
}

static void check_canonical(const char *text, enum tnf_text_format format, const char *expected) {
    struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    parse(tnf_sv(text), TNF_TEXT_YAML, &rows);
    write_all(&rows, format, &out);
    assert_string_equal(out.ptr, expected);
    tnf_text_rows_release(&rows);
}

static const char mixed[] = "tenant: t\n"
                            "services:\n"
                            "  web: {port: 80, image: x, routes: {b: {host: '*.a.b'}, a: }, command: [-c, \"a b\"]}\n"
                            "  api: {health: {timeout: 2, path: /}, scaling: {max: 3, min: 1}, command: []}\n"
                            "tags: {b: 1, a: ''}\n"
                            "isolation: pool\n"
                            "environments: {staging: , production: {databases: {main: {version: 16.10}}}}\n"
                            "---\n"
                            "platform: p\n"
                            "region: us-east-1\n";

static void yaml_is_canonical(void **state) {
    (void)state;
    check_canonical(mixed, TNF_TEXT_YAML,
                    "platform: p\n"
                    "region: us-east-1\n"
                    "---\n"
                    "tenant: t\n"
                    "isolation: pool\n"
                    "tags:\n"
                    "  a: \"\"\n"
                    "  b: \"1\"\n"
                    "environments:\n"
                    "  production:\n"
                    "    databases:\n"
                    "      main:\n"
                    "        version: \"16.10\"\n"
                    "  staging: {}\n"
                    "services:\n"
                    "  api:\n"
                    "    command: []\n"
                    "    health:\n"
                    "      path: /\n"
                    "      timeout: 2\n"
                    "    scaling:\n"
                    "      min: 1\n"
                    "      max: 3\n"
                    "  web:\n"
                    "    image: x\n"
                    "    port: 80\n"
                    "    command:\n"
                    "      - \"-c\"\n"
                    "      - a b\n"
                    "    routes:\n"
                    "      a: {}\n"
                    "      b:\n"
                    "        host: \"*.a.b\"\n");
    check_canonical("", TNF_TEXT_YAML, "");
}

static void json_is_canonical(void **state) {
    (void)state;
    check_canonical("platform: p\nregion: \"\\\"\\n\\U0001F600\"\n---\nenvironment: e\nwaf: true\nzones: [a, b]\nnat:\n"
                    "tags: {}\ngpu_pools: {g: {max: 1}}\n",
                    TNF_TEXT_JSON,
                    "[\n"
                    "  {\n"
                    "    \"platform\": \"p\",\n"
                    "    \"region\": \"\\\"\\n\xF0\x9F\x98\x80\"\n"
                    "  },\n"
                    "  {\n"
                    "    \"environment\": \"e\",\n"
                    "    \"zones\": [\n"
                    "      \"a\",\n"
                    "      \"b\"\n"
                    "    ],\n"
                    "    \"waf\": true,\n"
                    "    \"tags\": {},\n"
                    "    \"gpu_pools\": {\n"
                    "      \"g\": {\n"
                    "        \"max\": 1\n"
                    "      }\n"
                    "    }\n"
                    "  }\n"
                    "]\n");
    check_canonical("", TNF_TEXT_JSON, "[]\n");
}

static void a_single_json_document_is_an_object(void **state) {
    (void)state;
    struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
    struct tnf_error error;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    parse(tnf_sv("tenant: t\n"), TNF_TEXT_YAML, &rows);
    struct tnf_text_writer writer;
    tnf_text_writer_init(&writer, TNF_TEXT_JSON, true, &out);
    assert_int_equal(tnf_text_writer_add(&writer, (const struct tnf_record *[]){&rows.items[0].record}, 1, &error), 0);
    tnf_text_writer_end(&writer);
    assert_string_equal(out.ptr, "{\n  \"tenant\": \"t\"\n}\n");
    tnf_text_rows_release(&rows);
}

static const char *const plain_safe[] = {
    "api",
    "us-east-1",
    "db.t3.micro",
    "10.0.0.0/16",
    "arn:aws:iam::123456789012:role/x",
    "Tenant Two",
    "/health",
    "registry.example.com/ai/api:1.4",
    "rate(5 minutes)",
    "cron(0 3 * * ? *)",
    "x86_64",
    "3am",
    "a#b",
    "a:b",
    "none",
    "openai",
    "/api/*",
    "1.4.0-rc1",
    "ops@example.com",
    "nulls",
    "yesterday",
};
static const char *const plain_unsafe[] = {
    "",
    "16",
    "16.10",
    "012345678901",
    "1e3",
    "0x1f",
    "0o17",
    "1:30",
    "2001-12-14",
    "2001-12-14T21:59:43Z",
    "null",
    "Null",
    "true",
    "FALSE",
    "yes",
    "No",
    "on",
    "OFF",
    "y",
    "N",
    "~",
    "-",
    "-rf",
    "*.example.com",
    "a: b",
    "a:",
    "a #b",
    " a",
    "a ",
    "a, b",
    "[a]",
    "{a}",
    "&a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a",
    "'a",
    "\"a",
    "a\nb",
    "a\tb",
    "caf\xC3\xA9",
    "\xF0\x9F\x98\x80",
    "a\"b",
    "a'b",
    "a\\b",
    "?",
    ":",
    ".5",
    "+1",
    "=",
    "<<",
    "---",
    "...",
};

static void strings_are_quoted_only_when_they_must_be(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(plain_safe); i++)
        if (!tnf_yaml_is_plain_safe(tnf_sv(plain_safe[i]))) fail_msg("%s needs no quotes", plain_safe[i]);
    for (size_t i = 0; i < TNF_ARRAY_LEN(plain_unsafe); i++)
        if (tnf_yaml_is_plain_safe(tnf_sv(plain_unsafe[i]))) fail_msg("%s needs quotes", plain_unsafe[i]);
}

static void characters_that_cannot_be_seen_are_escaped(void **state) {
    (void)state;
    check_canonical("tenant: t\n"
                    "title: \"\\a\\x7f\\n\\t\\r \\N\\_\\L\\P \\uFEFF\\uFFFF\\U0001FFFE \\\\ \\\" \\U0001F600\\xE9\"\n",
                    TNF_TEXT_YAML,
                    "tenant: t\n"
                    "title: \"\\x07\\x7F\\n\\t\\x0D \\x85\\xA0\\u2028\\u2029 \\uFEFF\\uFFFF\\U0001FFFE \\\\ \\\" "
                    "\xF0\x9F\x98\x80\xC3\xA9\"\n");
}

static void text_that_is_not_utf8_is_refused(void **state) {
    (void)state;
    const struct tnf_strview bad[] = {TNF_SV("\xFF"), TNF_SV("a\xC3"), TNF_SV("\xF0\x9F"), TNF_SV("a\0b")};
    for (size_t i = 0; i < TNF_ARRAY_LEN(bad); i++) {
        struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
        struct tnf_error error;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        parse(tnf_sv("tenant: t\ntitle: x\n"), TNF_TEXT_YAML, &rows);
        rows.items[0].record.data[TNF_TENANT_TITLE].string = bad[i];
        assert_int_equal(tnf_text_write_rows(&rows, TNF_TEXT_YAML, &out, &error), TNF_E_INVALID);
        assert_string_equal(error.message, "tenant \"t\" holds text that is not UTF-8");
        assert_int_equal(out.len, 0);
        tnf_text_rows_release(&rows);
    }
}

/* Written, read and written again: the same bytes, in both formats and across them. */
static void what_is_written_reads_back_as_the_same(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < tnf_rounds(ROUNDS); seed++) {
        struct tnf_random random = {seed};
        struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
        struct tnf_text_rows from_yaml = TNF_TEXT_ROWS_INIT;
        struct tnf_text_rows from_json = TNF_TEXT_ROWS_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf yaml = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf json = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf again = TNF_STRBUF_INIT;
        tnf_random_rows(&random, &rows);
        write_all(&rows, TNF_TEXT_YAML, &yaml);
        write_all(&rows, TNF_TEXT_JSON, &json);
        parse(tnf_strbuf_view(&yaml), TNF_TEXT_YAML, &from_yaml);
        parse(tnf_strbuf_view(&json), TNF_TEXT_JSON, &from_json);
        assert_int_equal(from_yaml.count, rows.count);
        assert_int_equal(from_json.count, rows.count);
        write_all(&from_json, TNF_TEXT_YAML, &again);
        if (!tnf_sv_eq(tnf_strbuf_view(&again), tnf_strbuf_view(&yaml)))
            fail_msg("YAML differs with seed %d", (int)seed);
        tnf_strbuf_clear(&again);
        write_all(&from_yaml, TNF_TEXT_JSON, &again);
        if (!tnf_sv_eq(tnf_strbuf_view(&again), tnf_strbuf_view(&json)))
            fail_msg("JSON differs with seed %d", (int)seed);
        tnf_text_rows_release(&rows);
        tnf_text_rows_release(&from_yaml);
        tnf_text_rows_release(&from_json);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yaml_is_canonical),
        cmocka_unit_test(json_is_canonical),
        cmocka_unit_test(a_single_json_document_is_an_object),
        cmocka_unit_test(strings_are_quoted_only_when_they_must_be),
        cmocka_unit_test(characters_that_cannot_be_seen_are_escaped),
        cmocka_unit_test(text_that_is_not_utf8_is_refused),
        cmocka_unit_test(what_is_written_reads_back_as_the_same),
    };
    return cmocka_run_group_tests_name("catalog/text/write", tests, NULL, NULL);
}
