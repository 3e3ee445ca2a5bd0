#include "catalog/instance_type.h"

#include "base/memory.h"
#include "tests/support/test.h"

static void gpus_are_those_of_the_type(void **state) {
    (void)state;
    static const struct {
        const char *type;
        int64_t gpus;
    } rows[] = {{"g5.xlarge", 1},
                {"g5.16xlarge", 1},
                {"g5.12xlarge", 4},
                {"g5.48xlarge", 8},
                {"g4dn.metal", 8},
                {"gr6.4xlarge", 1},
                {"p3.8xlarge", 4},
                {"p4d.24xlarge", 8},
                {"p6-b200.48xlarge", 8},
                {"m7i.large", 0},
                {"m7g.large", 0},
                {"u-6tb1.metal", 0},
                {"inf2.xlarge", 0},
                {"g5.large", TNF_GPUS_UNKNOWN},
                {"g5.xlarge ", TNF_GPUS_UNKNOWN},
                {"g5.", TNF_GPUS_UNKNOWN},
                {"g5", TNF_GPUS_UNKNOWN},
                {"p9.xlarge", TNF_GPUS_UNKNOWN},
                {"g6f.xlarge", TNF_GPUS_UNKNOWN},
                {"", 0}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++)
        if (tnf_instance_gpus(tnf_sv(rows[i].type)) != rows[i].gpus) fail_msg("%s", rows[i].type);
}

static void a_g_after_the_generation_is_graviton(void **state) {
    (void)state;
    static const struct {
        const char *type;
        bool arm64;
    } rows[] = {
        {"m7g.large", true},    {"c7gn.large", true},   {"g5g.xlarge", true}, {"x8g.large", true}, {"g5.xlarge", false},
        {"g4dn.xlarge", false}, {"gr6.4xlarge", false}, {"m7i.large", false}, {"m7", false},       {"", false}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++)
        if (tnf_instance_is_arm64(tnf_sv(rows[i].type)) != rows[i].arm64) fail_msg("%s", rows[i].type);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gpus_are_those_of_the_type),
        cmocka_unit_test(a_g_after_the_generation_is_graviton),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
