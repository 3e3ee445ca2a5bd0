#include "base/embed.h"

#include "tests/support/test.h"

extern const struct tnf_embedded_file sample_files[];
extern const size_t sample_file_count;

static const struct {
    const char *path;
    const char *content;
} expected[] = {
    {"a.txt", ""},
    {"b.txt", "plain ${text} {{here}} \"quoted\"\n"},
    {"sub/c.txt", "a;b"},
};

static void table_holds_every_file_in_byte_order(void **state) {
    (void)state;
    assert_int_equal(sample_file_count, TNF_ARRAY_LEN(expected));
    for (size_t i = 0; i < TNF_ARRAY_LEN(expected); i++) assert_string_equal(sample_files[i].path, expected[i].path);
    assert_null(sample_files[sample_file_count].path);
}

static void content_is_the_file_byte_for_byte(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(expected); i++) {
        assert_int_equal(sample_files[i].length, strlen(expected[i].content));
        assert_memory_equal(sample_files[i].bytes, expected[i].content, sample_files[i].length);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_holds_every_file_in_byte_order),
        cmocka_unit_test(content_is_the_file_byte_for_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
