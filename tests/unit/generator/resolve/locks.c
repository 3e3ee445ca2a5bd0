/* Lock files: which set of providers a stack has, and whether a lock fits it. */
#include "generator/resolve/locks.h"

#include "tests/support/test.h"

static const char terraform_tf[] = "# Generated\n\n"
                                   "terraform {\n"
                                   "  required_version = \">= 1.11.0\"\n\n"
                                   "  required_providers {\n"
                                   "    aws = {\n"
                                   "      source  = \"hashicorp/aws\"\n"
                                   "      version = \">= 6.0, < 7.0\"\n"
                                   "    }\n"
                                   "    postgresql = {\n"
                                   "      source  = \"cyrilgdn/postgresql\"\n"
                                   "      version = \">= 1.26, < 2.0\"\n"
                                   "    }\n"
                                   "  }\n\n"
                                   "  backend \"s3\" {\n    bucket = \"x\"\n  }\n}\n";

#define LOCK(aws, postgresql)                                                                                          \
    "provider \"registry.terraform.io/cyrilgdn/postgresql\" {\n  version     = \"" postgresql "\"\n}\n\n"              \
    "provider \"registry.terraform.io/hashicorp/aws\" {\n  version     = \"" aws "\"\n"                                \
    "  constraints = \">= 6.0.0\"\n  hashes = [\n    \"h1:x\",\n  ]\n}\n"

static void a_set_is_named_by_its_providers(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf set = TNF_STRBUF_INIT;
    tnf_provider_set(tnf_required_providers(tnf_sv(terraform_tf)), &set);
    assert_string_equal(set.ptr, "aws-postgresql");
    assert_int_equal(tnf_required_providers(TNF_SV("terraform {\n}\n")).len, 0);
    assert_int_equal(tnf_required_providers(TNF_SV("  required_providers {\n    aws = {\n")).len, 0);
}

static void a_lock_has_versions_that_the_constraints_allow(void **state) {
    (void)state;
    static const struct {
        const char *content, *message;
    } rows[] = {
        {LOCK("6.13.0", "1.26.0"), NULL},
        {LOCK("6.0.0", "1.99.1"), NULL},
        {LOCK("7.0.0", "1.26.0"),
         "lock file locks/aws-postgresql.lock.hcl: has hashicorp/aws 7.0.0, and stacks ask for >= 6.0, < 7.0"},
        {LOCK("5.99.9", "1.26.0"),
         "lock file locks/aws-postgresql.lock.hcl: has hashicorp/aws 5.99.9, and stacks ask for >= 6.0, < 7.0"},
        {LOCK("6.13.0", "1.25.9"),
         "lock file locks/aws-postgresql.lock.hcl: has cyrilgdn/postgresql 1.25.9, and stacks ask for >= 1.26, < 2.0"},
        {"provider \"registry.terraform.io/hashicorp/aws\" {\n  version = \"6.13.0\"\n}\n",
         "lock file locks/aws-postgresql.lock.hcl: has no version of cyrilgdn/postgresql"},
        {"", "lock file locks/aws-postgresql.lock.hcl: has no version of hashicorp/aws"},
    };
    const struct tnf_strview required = tnf_required_providers(tnf_sv(terraform_tf));
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        const struct tnf_lock lock = {TNF_SV("aws-postgresql"), tnf_sv(rows[i].content)};
        struct tnf_error err = {0};
        const int code = tnf_lock_check(&lock, required, &err);
        assert_int_equal(code, rows[i].message == NULL ? 0 : TNF_E_INVALID);
        if (rows[i].message != NULL) assert_string_equal(err.message, rows[i].message);
    }
}

static void a_stack_gets_the_lock_of_its_set_first(void **state) {
    (void)state;
    struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_stack_file files[] = {{TNF_SV("main.tf"), TNF_SV("")}, {TNF_SV("terraform.tf"), tnf_sv(terraform_tf)}};
    struct tnf_stack stack = {.path = TNF_SV("environments/staging"), .files = files, .file_count = 2};
    struct tnf_lock others[] = {{TNF_SV("aws"), TNF_SV("")}};
    const struct tnf_locks other = {others, 1};
    assert_int_equal(tnf_locks_add(&other, &arena, &stack, NULL), 0);
    assert_int_equal(stack.file_count, 2);
    struct tnf_lock own[] = {{TNF_SV("aws-postgresql"), tnf_sv(LOCK("6.13.0", "1.26.0"))}};
    const struct tnf_locks locks = {own, 1};
    assert_int_equal(tnf_locks_add(&locks, &arena, &stack, NULL), 0);
    assert_int_equal(stack.file_count, 3);
    assert_true(tnf_sv_eq_c(stack.files[0].name, ".terraform.lock.hcl"));
    assert_true(tnf_sv_eq_c(stack.files[2].name, "terraform.tf"));
    tnf_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_is_named_by_its_providers),
        cmocka_unit_test(a_lock_has_versions_that_the_constraints_allow),
        cmocka_unit_test(a_stack_gets_the_lock_of_its_set_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
