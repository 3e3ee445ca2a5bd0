#include "catalog/fargate.h"

#include "tests/support/test.h"

static void sizes_are_those_of_the_guide(void **state) {
    (void)state;
    static const struct {
        int64_t cpu;
        int64_t memory;
        bool ok;
    } rows[] = {
        {256, 512, true},     {256, 1024, true},   {256, 2048, true},    {256, 3072, false},    {256, 1536, false},
        {512, 512, false},    {512, 1024, true},   {512, 4096, true},    {512, 1000, false},    {512, 5120, false},
        {1024, 1024, false},  {1024, 2048, true},  {1024, 8192, true},   {2048, 4096, true},    {2048, 16384, true},
        {2048, 17408, false}, {4096, 8192, true},  {4096, 30720, true},  {4096, 31744, false},  {8192, 16384, true},
        {8192, 17408, false}, {8192, 61440, true}, {16384, 32768, true}, {16384, 36864, false}, {16384, 122880, true},
        {300, 512, false},    {0, 0, false},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++)
        if (tnf_fargate_size_ok(rows[i].cpu, rows[i].memory) != rows[i].ok)
            fail_msg("%d/%d", (int)rows[i].cpu, (int)rows[i].memory);
}

static void choices_are_told(void **state) {
    (void)state;
    static const struct {
        int64_t cpu;
        const char *text;
    } rows[] = {{256, "512, 1024 or 2048"},
                {512, "1024, 2048, 3072 or 4096"},
                {1024, "2048, 3072, 4096, 5120, 6144, 7168 or 8192"},
                {4096, "8192 to 30720 in steps of 1024"},
                {300, ""}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_fargate_add_memory_choices(&text, rows[i].cpu);
        assert_string_equal(text.ptr, rows[i].text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_those_of_the_guide),
        cmocka_unit_test(choices_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
