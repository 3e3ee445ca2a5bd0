#include "generator/report/cost/instance_size.h"

#include "tests/support/test.h"

static void names_say_processors_and_memory(void **state) {
    (void)state;
    static const struct {
        const char *type;
        int64_t vcpus; /* 0: not known */
        int64_t mib;
    } cases[] = {
        {"t3.nano", 2, 512},       {"t3.medium", 2, 4096},       {"t4g.medium", 2, 4096},
        {"t3a.2xlarge", 8, 32768}, {"m7g.medium", 1, 4096},      {"m7i.large", 2, 8192},
        {"c7i.xlarge", 4, 8192},   {"r6id.8xlarge", 32, 262144}, {"t3.4xlarge", 0, 0},
        {"g5.xlarge", 0, 0},       {"m7i.metal", 0, 0},          {"medium", 0, 0},
        {"mystery.large", 0, 0},   {"m7i.1xlarge", 0, 0},        {"", 0, 0},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_instance_size size = {0};
        const bool known = tnf_instance_size_of(tnf_sv(cases[i].type), &size);
        if (known != (cases[i].vcpus > 0)) fail_msg("%s", cases[i].type);
        if (!known) continue;
        if (size.cpu != cases[i].vcpus * 1024 || size.memory != cases[i].mib)
            fail_msg("%s: %lld, %lld", cases[i].type, (long long)size.cpu, (long long)size.memory);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_say_processors_and_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
