/* Maps that are read, and the blocks that are written. */
#include "generator/adopt/imports.h"

#include "tests/support/test.h"

static const struct read_case {
    const char *file;
    const char *text;
    const char *expected; /* the blocks, or the error */
} cases[] = {
    {"m.yaml", "b: two\n\"a[\\\"k\\\"]\": one\n",
     "import {\n  to = a[\"k\"]\n  id = \"one\"\n}\n\nimport {\n  to = b\n  id = \"two\"\n}\n"},
    {"m.json", "{\"a\": \"x${y}\"}", "import {\n  to = a\n  id = \"x$${y}\"\n}\n"},
    {"m.csv", "address,id\n\"a[\"\"k\"\"]\",one\n", "import {\n  to = a[\"k\"]\n  id = \"one\"\n}\n"},
    {"m.yaml", "a: one\nb:\n  c: d\n", "m.yaml:3:3: expected the id of a resource"},
    {"m.yaml", "a: one\nb:\n", "m.yaml:2:3: expected the id of a resource"},
    {"m.json", "{\"a\": \"one\", \"a\": \"two\"}", "m.json:1:14: the address is given twice"},
    {"m.json", "[1]", "m.json:1:1: expected a mapping from addresses to ids"},
    {"m.csv", "id,address\n", "m.csv:1:1: expected the columns address and id"},
    {"m.csv", "address,id\na\n", "m.csv:2:1: expected an address and an id"},
    {"m.csv", "", "m.csv:1:1: expected the columns address and id"},
};

static void check(const struct read_case *one) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_import_blocks blocks;
    struct tnf_error error;
    char message[2048];
    const char *got = message;
    if (tnf_imports_read_map(tnf_sv(one->text), one->file, &arena, &blocks, &error) < 0) {
        (void)tnf_error_format(&error, message, sizeof message);
    } else {
        assert_int_equal(tnf_imports_write(&blocks, &out, &error), 0);
        assert_memory_equal(out.ptr, tnf_imports_header, strlen(tnf_imports_header));
        got = out.ptr + strlen(tnf_imports_header) + 1;
    }
    if (strncmp(got, one->expected, strlen(one->expected)) != 0)
        fail_msg("for %s\nexpected %s\ngot      %s", one->text, one->expected, got);
}

static void maps_become_blocks_in_order_or_an_error_with_its_place(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) check(&cases[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(maps_become_blocks_in_order_or_an_error_with_its_place)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
