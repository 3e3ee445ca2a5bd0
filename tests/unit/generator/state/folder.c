#include "generator/state/folder.h"

#include "base/strbuf.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <unistd.h>

static int by_name(const void *a, const void *b) {
    const struct tnf_state_object *one = a;
    const struct tnf_state_object *other = b;
    return tnf_sv_cmp(one->name, other->name);
}

static void files_are_listed_at_any_depth(void **state) {
    (void)state;
    struct tnf_scratch scratch;
    struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_state_objects objects = {0};
    tnf_scratch_init(&scratch);
    tnf_scratch_write(&scratch, "a.txt", "four");
    tnf_scratch_write(&scratch, "b/c/d.tfstate", "");
    tnf_scratch_write(&scratch, ".git/config", "x");
    tnf_scratch_write(&scratch, "b/.terraform/modules.json", "x");
    tnf_scratch_write(&scratch, ".tenantform/manifest", "x");
    TNF_AUTO_FREE char *link = tnf_scratch_path(&scratch, "link");
    TNF_AUTO_FREE char *folder = tnf_scratch_path(&scratch, "b");
    assert_int_equal(symlink(folder, link), 0);
    assert_int_equal(tnf_state_folder_list(scratch.path.ptr, &arena, &objects, NULL), 0);
    assert_int_equal(objects.count, 2);
    qsort(objects.items, objects.count, sizeof *objects.items, by_name);
    assert_true(tnf_sv_eq_c(objects.items[0].name, "a.txt"));
    assert_int_equal(objects.items[0].size, 4);
    assert_true(objects.items[0].modified > 1600000000);
    assert_true(tnf_sv_eq_c(objects.items[1].name, "b/c/d.tfstate"));
    objects.count = 0;
    assert_int_equal(tnf_state_folder_list(link, &arena, &objects, NULL), 0);
    assert_int_equal(objects.count, 1);
    tnf_arena_release(&arena);
    tnf_scratch_release(&scratch);
}

static void a_folder_that_is_not_there_has_no_files(void **state) {
    (void)state;
    struct tnf_scratch scratch;
    struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_state_objects objects = {0};
    struct tnf_error err = {0};
    tnf_scratch_init(&scratch);
    TNF_AUTO_FREE char *missing = tnf_scratch_path(&scratch, "missing");
    assert_int_equal(tnf_state_folder_list(missing, &arena, &objects, &err), 0);
    assert_int_equal(objects.count, 0);
    tnf_scratch_write(&scratch, "file", "");
    TNF_AUTO_FREE char *file = tnf_scratch_path(&scratch, "file");
    assert_int_equal(tnf_state_folder_list(file, &arena, &objects, &err), TNF_E_IO);
    tnf_arena_release(&arena);
    tnf_scratch_release(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_listed_at_any_depth),
        cmocka_unit_test(a_folder_that_is_not_there_has_no_files),
    };
    return cmocka_run_group_tests_name("generator/state/folder", tests, NULL, NULL);
}
