#include "tests/support/test.h"

#include "provider/rehearsal/find_schema.h"
#include "tests/support/scratch.h"

/* What is found when the program is started from a folder with these files; NULL when nothing is. */
static char *find(const char *const *files, size_t count, struct tnf_scratch *scratch) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    struct tnf_error err;
    for (size_t i = 0; i < count; i++) tnf_scratch_write(scratch, files[i], "");
    TNF_AUTO_FREE char *program = tnf_scratch_path(scratch, "provider");
    if (tnf_find_schema(program, &path, &err) < 0) return NULL;
    return tnf_strbuf_detach(&path);
}

static void the_schema_beside_the_program_is_found(void **state) {
    static const struct {
        const char *files[3];
        size_t count;
        const char *found;
    } cases[] = {
        {{"schema.rehearsal"}, 1, "schema.rehearsal"},
        {{"aws.rehearsal", "README"}, 2, "aws.rehearsal"},
        {{"aws.rehearsal", "schema.rehearsal"}, 2, "schema.rehearsal"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_scratch_release) struct tnf_scratch scratch;
        tnf_scratch_init(&scratch);
        TNF_AUTO_FREE char *found = find(cases[i].files, cases[i].count, &scratch);
        TNF_AUTO_FREE char *expected = tnf_scratch_path(&scratch, cases[i].found);
        assert_non_null(found);
        assert_string_equal(found, expected);
    }
}

static void several_or_none_are_nothing_to_choose_from(void **state) {
    static const char *const several[] = {"aws.rehearsal", "other.rehearsal"};
    TNF_AUTO(tnf_scratch_release) struct tnf_scratch empty;
    TNF_AUTO(tnf_scratch_release) struct tnf_scratch full;
    (void)state;
    tnf_scratch_init(&empty);
    tnf_scratch_init(&full);
    assert_null(find(several, 0, &empty));
    assert_null(find(several, 2, &full));
}

static void the_variable_comes_first(void **state) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    (void)state;
    setenv("TENANTFORM_REHEARSAL_SCHEMA", "/some/where", 1);
    assert_int_equal(tnf_find_schema("provider", &path, NULL), 0);
    unsetenv("TENANTFORM_REHEARSAL_SCHEMA");
    assert_string_equal(path.ptr, "/some/where");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schema_beside_the_program_is_found),
        cmocka_unit_test(several_or_none_are_nothing_to_choose_from),
        cmocka_unit_test(the_variable_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
