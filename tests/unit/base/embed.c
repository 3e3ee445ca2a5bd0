#include "base/embed.h"

#include "base/sha256.h"
#include "base/strbuf.h"
#include "tests/support/test.h"

extern const struct tnf_embedded_file sample_files[];
extern const size_t sample_file_count;
extern const char sample_digest[65];

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

/* What sha256sum prints for each file, hashed again. */
static void digest_is_of_all_paths_and_contents(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf lines = TNF_STRBUF_INIT;
    char hash[TNF_SHA256_HEX_SIZE];
    for (size_t i = 0; i < sample_file_count; i++) {
        tnf_sha256_hex(sample_files[i].bytes, sample_files[i].length, hash);
        tnf_strbuf_addf(&lines, "%s  %s\n", hash, sample_files[i].path);
    }
    tnf_sha256_hex(lines.ptr, lines.len, hash);
    assert_string_equal(sample_digest, hash);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_holds_every_file_in_byte_order),
        cmocka_unit_test(content_is_the_file_byte_for_byte),
        cmocka_unit_test(digest_is_of_all_paths_and_contents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
