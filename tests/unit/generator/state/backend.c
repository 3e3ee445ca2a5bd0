#include "generator/state/backend.h"

#include "tests/support/test.h"

static void backends_are_read_as_they_are_generated(void **state) {
    (void)state;
    static const struct {
        const char *stack;
        const char *content;
        enum tnf_backend_kind kind;
        const char *path, *bucket, *key, *region;
    } cases[] = {
        {"environments/a", "", TNF_BACKEND_NONE, "", "", "", ""},
        {"environments/a", "terraform {\n}\n", TNF_BACKEND_NONE, "", "", "", ""},
        {"environments/a", "terraform {\n  backend \"s3\" {\n", TNF_BACKEND_NONE, "", "", "", ""},
        {"environments/a", "terraform {\n  backend \"local\" {\n    path = \"terraform.tfstate\"\n  }\n}\n",
         TNF_BACKEND_LOCAL, "environments/a/terraform.tfstate", "", "", ""},
        {"environments/a", "terraform {\n  backend \"local\" {\n  }\n}\n", TNF_BACKEND_LOCAL,
         "environments/a/terraform.tfstate", "", "", ""},
        {"environments/b/tenants/x",
         "terraform {\n  backend \"local\" {\n    path = \"../../../a/terraform.tfstate\"\n  }\n}\n", TNF_BACKEND_LOCAL,
         "environments/a/terraform.tfstate", "", "", ""},
        {"environments/a",
         "terraform {\n\n  backend \"s3\" {\n    bucket       = \"b\"\n    key          = \"environments/a/x\"\n"
         "    region       = \"eu-central-1\"\n    kms_key_id   = \"k\"\n    encrypt      = true\n  }\n}\n",
         TNF_BACKEND_S3, "", "b", "environments/a/x", "eu-central-1"},
        {"environments/a", "terraform {\n  backend \"gcs\" {\n    bucket = \"b\"\n  }\n}\n", TNF_BACKEND_OTHER, "", "",
         "", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_backend backend;
        tnf_backend_read(tnf_sv(cases[i].stack), tnf_sv(cases[i].content), &arena, &backend);
        assert_int_equal(backend.kind, cases[i].kind);
        assert_true(tnf_sv_eq_c(backend.path, cases[i].path));
        assert_true(tnf_sv_eq_c(backend.bucket, cases[i].bucket));
        assert_true(tnf_sv_eq_c(backend.key, cases[i].key));
        assert_true(tnf_sv_eq_c(backend.region, cases[i].region));
        tnf_arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(backends_are_read_as_they_are_generated)};
    return cmocka_run_group_tests_name("generator/state/backend", tests, NULL, NULL);
}
