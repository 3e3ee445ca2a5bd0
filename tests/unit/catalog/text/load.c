/* Files and directories, on a real file system. */
#include "catalog/text.h"

#include "base/memory.h"
#include "base/strbuf.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct scratch {
    char path[64];
};

static int setup(void **state) {
    struct scratch *scratch = tnf_xcalloc(1, sizeof *scratch);
    (void)snprintf(scratch->path, sizeof scratch->path, "/tmp/tnf_load_XXXXXX");
    *state = scratch;
    return mkdtemp(scratch->path) == NULL ? -1 : chdir(scratch->path);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *level) {
    (void)status;
    (void)type;
    (void)level;
    return remove(path);
}

static int teardown(void **state) {
    struct scratch *scratch = *state;
    const int code = chdir("/") != 0 || nftw(scratch->path, remove_entry, 8, FTW_DEPTH | FTW_PHYS) != 0;
    free(scratch);
    return code;
}

static void put(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* "name@file …" of all rows, then the errors. */
static void load(const char *path, int expected_code, struct tnf_strbuf *out) {
    struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
    struct tnf_error_list errors = {0};
    struct tnf_error error = {0};
    assert_int_equal(tnf_text_load(path, &rows, &errors, &error), expected_code);
    if (expected_code < 0) tnf_error_list_add(&errors, &error);
    for (size_t i = 0; i < rows.count; i++) {
        const struct tnf_record *record = &rows.items[i].record;
        const struct tnf_strview name = record->data[tnf_text_name_field(record->entity)].string;
        tnf_strbuf_addf(out, "%.*s@%s ", TNF_SV_ARG(name), rows.items[i].file);
    }
    for (size_t i = 0; i < errors.count; i++) {
        char message[2048];
        (void)tnf_error_format(&errors.items[i], message, sizeof message);
        tnf_strbuf_addf(out, "| %s ", message);
    }
    tnf_error_list_release(&errors);
    tnf_text_rows_release(&rows);
}

static void expect(const char *path, int code, const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    load(path, code, &out);
    assert_string_equal(out.ptr, expected);
}

static void a_directory_is_read_in_byte_order_of_path(void **state) {
    (void)state;
    assert_int_equal(mkdir("d", 0700) + mkdir("d/sub", 0700) + mkdir("d/.git", 0700), 0);
    put("d/z.yaml", "tenant: z\n");
    put("d/B.yml", "tenant: b\n");
    put("d/a.json", "{\"tenant\": \"a\"}");
    put("d/sub/c.yaml", "tenant: c\n");
    put("d/sub.yaml", "tenant: s\n");
    put("d/notes.txt", "no catalog");
    put("d/.hidden.yaml", "hidden: true\n");
    put("d/.git/x.yaml", "hidden: true\n");
    expect("d", 0, "b@d/B.yml a@d/a.json s@d/sub.yaml c@d/sub/c.yaml z@d/z.yaml ");
    expect("d/", 0, "b@d/B.yml a@d/a.json s@d/sub.yaml c@d/sub/c.yaml z@d/z.yaml ");
    expect("d/sub/c.yaml", 0, "c@d/sub/c.yaml ");
}

static void links_are_not_followed(void **state) {
    (void)state;
    assert_int_equal(mkdir("d", 0700) + mkdir("outside", 0700), 0);
    put("d/a.yaml", "tenant: a\n");
    put("outside/o.yaml", "tenant: o\n");
    assert_int_equal(symlink("../outside", "d/dir") + symlink("../outside/o.yaml", "d/file.yaml"), 0);
    assert_int_equal(symlink(".", "d/loop") + mkfifo("d/pipe.yaml", 0600) + symlink("d", "link"), 0);
    expect("d", 0, "a@d/a.yaml ");
    expect("link", 0, "a@link/a.yaml ");
}

static void all_files_are_read_and_all_errors_sorted(void **state) {
    (void)state;
    assert_int_equal(mkdir("d", 0700), 0);
    put("d/a.yaml", "tenant: t\nfoo: [\n");
    put("d/b.json", "{\"tenant\": \"t\", \"services\": {\"x\": 1}}");
    put("d/c.yaml", "tenant: t\n---\ntenant: u\nwaf: true\n");
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    load("d", 0, &out);
    const char *const in_order[] = {"t@d/b.json",
                                    "x@d/b.json",
                                    "t@d/c.yaml",
                                    "u@d/c.yaml",
                                    "| d/a.yaml:3:1: not YAML",
                                    "| d/b.json:1:35: \"x\": expected a mapping",
                                    "| d/c.yaml:1:9: tenant \"t\" is given twice\n  the first is at d/b.json:1:12",
                                    "| d/c.yaml:4:1: unknown key \"waf\""};
    const char *at = out.ptr;
    for (size_t i = 0; i < TNF_ARRAY_LEN(in_order); i++) {
        at = strstr(at, in_order[i]);
        if (at == NULL) fail_msg("%s is missing in %s", in_order[i], out.ptr);
    }
}

static void what_cannot_be_read_is_an_error(void **state) {
    (void)state;
    assert_int_equal(mkdir("empty", 0700), 0);
    expect("empty", TNF_E_NOT_FOUND,
           "| directory \"empty\" holds no catalog file\n  catalog files end in .yaml, .yml or .json ");
    expect("missing.yaml", TNF_E_NOT_FOUND, "| could not open \"missing.yaml\": No such file or directory ");
}

static void a_file_of_more_than_64_mib_is_refused(void **state) {
    (void)state;
    put("big.yaml", "");
    assert_int_equal(truncate("big.yaml", 65L * 1024 * 1024), 0);
    expect("big.yaml", TNF_E_LIMIT,
           "| file \"big.yaml\" is larger than 67108864 bytes\n  split it, or check that it is the right file ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_directory_is_read_in_byte_order_of_path, setup, teardown),
        cmocka_unit_test_setup_teardown(links_are_not_followed, setup, teardown),
        cmocka_unit_test_setup_teardown(all_files_are_read_and_all_errors_sorted, setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_read_is_an_error, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_of_more_than_64_mib_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests_name("catalog/text/load", tests, NULL, NULL);
}
