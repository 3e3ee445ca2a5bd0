#include "generator/output/index.h"

#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <fcntl.h>
#include <unistd.h>

#define HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static int set_up(void **state) {
    static struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    *state = &scratch;
    return 0;
}

static int tear_down(void **state) {
    tnf_scratch_release(*state);
    return 0;
}

static int open_text(const struct tnf_scratch *scratch, const char *text, struct tnf_index_reader *reader,
                     struct tnf_error *err) {
    tnf_scratch_write(scratch, "index", text);
    TNF_AUTO_FREE char *path = tnf_scratch_path(scratch, "index");
    return tnf_index_reader_open(reader, open(path, O_RDONLY), "index", err);
}

static void entries_come_in_order(void **state) {
    struct tnf_index_reader reader;
    assert_int_equal(open_text(*state, "# tenantform index 1\n" HASH "  2  .\n" HASH "  15  a/b c\n", &reader, NULL),
                     0);
    assert_true(reader.has_entry);
    assert_int_equal(reader.entry.path.len, 0);
    assert_int_equal(reader.entry.file_count, 2);
    assert_int_equal(tnf_index_reader_next(&reader, NULL), 0);
    assert_true(tnf_sv_eq_c(reader.entry.path, "a/b c"));
    assert_int_equal(reader.entry.file_count, 15);
    assert_true(tnf_sv_eq_c(reader.entry.line, HASH "  15  a/b c\n"));
    assert_int_equal(tnf_index_reader_next(&reader, NULL), 0);
    assert_false(reader.has_entry);
    tnf_index_reader_release(&reader);
}

static void no_file_reads_as_empty(void **state) {
    (void)state;
    struct tnf_index_reader reader;
    assert_int_equal(tnf_index_reader_open(&reader, -1, "index", NULL), 0);
    assert_false(reader.has_entry);
    tnf_index_reader_release(&reader);
}

/* Reads to the end; the first failure, with its place in *err. */
static int read_all(struct tnf_index_reader *reader, int code, struct tnf_error *err) {
    while (code == 0 && reader->has_entry) code = tnf_index_reader_next(reader, err);
    return code;
}

static void damage_is_found_with_its_line(void **state) {
    static const struct {
        const char *text;
        unsigned line;
        const char *message;
    } rows[] = {
        {"", 1, "tenantform index 1"},
        {"# tenantform index 2\n", 1, "tenantform index 1"},
        {"# tenantform index 1\n" HASH "  1  a", 1, "not complete"},
        {"# tenantform index 1\nshort  1  a\n", 2, "SHA-256"},
        {"# tenantform index 1\n" HASH " 1  a\n", 2, "two blanks"},
        {"# tenantform index 1\n" HASH "  x  a\n", 2, "number of files"},
        {"# tenantform index 1\n" HASH "  -1  a\n", 2, "number of files"},
        {"# tenantform index 1\n" HASH "  1 a\n", 2, "expected a folder"},
        {"# tenantform index 1\n" HASH "  1  \n", 2, "expected a folder"},
        {"# tenantform index 1\n" HASH "  1  b\n" HASH "  1  a\n", 3, "not in order"},
        {"# tenantform index 1\n" HASH "  1  a\n" HASH "  1  a\n", 3, "not in order"},
        {"# tenantform index 1\n" HASH "  1  a\n<<<<<<< ours\n", 3, "SHA-256"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_index_reader reader;
        struct tnf_error err = {0};
        const int code = read_all(&reader, open_text(*state, rows[i].text, &reader, &err), &err);
        assert_int_equal(code, TNF_E_INVALID);
        assert_int_equal(err.where.line, rows[i].line);
        if (strstr(err.message, rows[i].message) == NULL) fail_msg("row %zu: %s", i, err.message);
        tnf_index_reader_release(&reader);
    }
}

static struct tnf_strview numbered_path(uint64_t number, char text[32]) {
    return tnf_sv_n(text, (size_t)snprintf(text, 32, "environments/e/tenants/%06" PRIu64, number));
}

/* More than one buffer, so that lines are cut by its end. */
static void what_is_written_is_read_again(void **state) {
    enum { ENTRIES = 5000 };
    const struct tnf_scratch *scratch = *state;
    TNF_AUTO_FREE char *path = tnf_scratch_path(scratch, "index");
    struct tnf_index_writer writer;
    char text[32];
    tnf_index_writer_open(&writer, open(path, O_WRONLY | O_CREAT | O_EXCL, 0666), "index");
    for (uint64_t i = 0; i < ENTRIES; i++) {
        const struct tnf_sha256 hash = {{(unsigned char)i}};
        assert_int_equal(tnf_index_writer_add(&writer, numbered_path(i, text), &hash, i, NULL, NULL), 0);
    }
    assert_int_equal(tnf_index_writer_end(&writer, NULL), 0);
    assert_int_equal(writer.folders, ENTRIES - 1); /* the first has no files */
    assert_int_equal(writer.files, (uint64_t)ENTRIES * (ENTRIES - 1) / 2);
    tnf_index_writer_release(&writer);

    struct tnf_index_reader reader;
    assert_int_equal(tnf_index_reader_open(&reader, open(path, O_RDONLY), "index", NULL), 0);
    for (uint64_t i = 0; i < ENTRIES; i++) {
        assert_true(reader.has_entry);
        assert_true(tnf_sv_eq(reader.entry.path, numbered_path(i, text)));
        assert_int_equal(reader.entry.file_count, i);
        assert_int_equal(tnf_index_reader_next(&reader, NULL), 0);
    }
    assert_false(reader.has_entry);
    tnf_index_reader_release(&reader);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(entries_come_in_order, set_up, tear_down),
        cmocka_unit_test(no_file_reads_as_empty),
        cmocka_unit_test_setup_teardown(damage_is_found_with_its_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_written_is_read_again, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("generator/output/index", tests, NULL, NULL);
}
