#include "generator/output/stack_path.h"

#include "tests/support/test.h"

static void files_belong_to_the_stack_that_their_path_names(void **state) {
    (void)state;
    static const struct {
        const char *file;
        enum tnf_stack_path_kind kind;
        const char *path;
        unsigned wave;
    } rows[] = {
        {"environments/staging/main.tf", TNF_STACK_PATH_STACK, "environments/staging", 0},
        {"environments/staging/policies/a.json", TNF_STACK_PATH_STACK, "environments/staging", 0},
        {"environments/staging/hardening/main.tf", TNF_STACK_PATH_STACK, "environments/staging/hardening", 1},
        {"environments/staging/accounts/acme/main.tf", TNF_STACK_PATH_STACK, "environments/staging/accounts/acme", 1},
        {"environments/staging/tenants/acme/main.tf", TNF_STACK_PATH_STACK, "environments/staging/tenants/acme", 2},
        {"environments/staging/tenants/acme/", TNF_STACK_PATH_STACK, "environments/staging/tenants/acme", 2},
        {"environments/staging/tenants/acme/charts/x.tf", TNF_STACK_PATH_STACK, "environments/staging/tenants/acme", 2},
        {"environments/staging/cells/c1/main.tf", TNF_STACK_PATH_STACK, "environments/staging/cells/c1", 2},
        {"environments/staging/cells/c1/tenants/a/main.tf", TNF_STACK_PATH_STACK, "environments/staging/cells/c1", 2},
        {"environments/staging/runners/ci/main.tf", TNF_STACK_PATH_STACK, "environments/staging/runners/ci", 3},
        {"environments/staging/runners/ci/charts/a.tf", TNF_STACK_PATH_STACK, "environments/staging/runners/ci/charts",
         4},
        {"environments/staging/runners/ci/charts", TNF_STACK_PATH_STACK, "environments/staging/runners/ci", 3},
        {"modules/vpc/main.tf", TNF_STACK_PATH_MODULE, "modules/vpc", 0},
        {"modules/vpc/tests/a.tftest.hcl", TNF_STACK_PATH_MODULE, "modules/vpc", 0},
        {"environments/staging/tenants/README.md", TNF_STACK_PATH_NONE, "", 0},
        {"environments/staging/tenants", TNF_STACK_PATH_NONE, "", 0},
        {"environments/README.md", TNF_STACK_PATH_NONE, "", 0},
        {"modules/README.md", TNF_STACK_PATH_NONE, "", 0},
        {"archive/kubernetes/environments/staging/main.tf", TNF_STACK_PATH_NONE, "", 0},
        {"README.md", TNF_STACK_PATH_NONE, "", 0},
        {"", TNF_STACK_PATH_NONE, "", 0},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        const struct tnf_stack_path found = tnf_stack_path_of(tnf_sv(rows[i].file));
        if (found.kind != rows[i].kind || !tnf_sv_eq_c(found.path, rows[i].path) || found.wave != rows[i].wave)
            fail_msg("\"%s\" belongs to \"%.*s\" (kind %d, wave %u)", rows[i].file, TNF_SV_ARG(found.path), found.kind,
                     found.wave);
        assert_true(found.wave < TNF_STACK_WAVES);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_belong_to_the_stack_that_their_path_names),
    };
    return cmocka_run_group_tests_name("generator/output/stack_path", tests, NULL, NULL);
}
