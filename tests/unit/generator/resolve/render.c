#include "generator/resolve/render.h"

#include "tests/support/scratch.h"
#include "tests/support/test.h"

static void every_kind_has_templates_that_compile(void **state) {
    (void)state;
    struct tnf_renderer renderer;
    struct tnf_error err = {0};
    if (tnf_renderer_init(&renderer, NULL, &err) < 0) fail_msg("%s", err.message);
    for (int kind = 0; kind < TNF_KIND_COUNT; kind++) {
        assert_true(renderer.kinds[kind].count > 0);
        for (int i = 0; i < 2; i++)
            if (tnf_renderer_prepare(&renderer, (enum tnf_kind_id)kind, &err) < 0)
                fail_msg("%s:%u: %s", err.where.file, err.where.line, err.message);
    }
    tnf_renderer_release(&renderer);
}

/* Also where the kind of stack is not in use, or a built-in template asks for what is broken. */
static void mistakes_in_templates_of_ones_own_are_found_at_the_start(void **state) {
    (void)state;
    static const struct {
        const char *file, *text;
    } rows[] = {{"cell/main.tf.mustache", "a = {{\n"},
                {"offboarded/main.tf.mustache", "{{> partials/nowhere}}\n"},
                {"partials/terraform.mustache", "terraform {{/x}}\n"}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_scratch scratch;
        struct tnf_renderer renderer;
        struct tnf_error err = {0};
        tnf_scratch_init(&scratch);
        tnf_scratch_write(&scratch, rows[i].file, rows[i].text);
        if (tnf_renderer_init(&renderer, scratch.path.ptr, &err) == 0) fail_msg("%s was taken", rows[i].file);
        TNF_AUTO_FREE char *path = tnf_scratch_path(&scratch, rows[i].file);
        assert_string_equal(err.where.file, path);
        tnf_scratch_release(&scratch);
    }
}

static void templates_of_ones_own_have_another_fingerprint(void **state) {
    (void)state;
    struct tnf_scratch scratch;
    struct tnf_renderer own;
    struct tnf_renderer other;
    struct tnf_renderer built_in;
    tnf_scratch_init(&scratch);
    tnf_scratch_write(&scratch, "cell/main.tf.mustache", "a = 1\n");
    assert_int_equal(tnf_renderer_init(&built_in, NULL, NULL), 0);
    assert_int_equal(tnf_renderer_init(&own, scratch.path.ptr, NULL), 0);
    tnf_scratch_write(&scratch, "cell/main.tf.mustache", "a = 2\n");
    assert_int_equal(tnf_renderer_init(&other, scratch.path.ptr, NULL), 0);
    assert_string_not_equal(own.fingerprint, built_in.fingerprint);
    assert_string_not_equal(own.fingerprint, other.fingerprint);
    tnf_renderer_release(&own);
    tnf_renderer_release(&other);
    tnf_renderer_release(&built_in);
    tnf_scratch_release(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_templates_that_compile),
        cmocka_unit_test(mistakes_in_templates_of_ones_own_are_found_at_the_start),
        cmocka_unit_test(templates_of_ones_own_have_another_fingerprint),
    };
    return cmocka_run_group_tests_name("generator/resolve/render", tests, NULL, NULL);
}
