#include "tests/support/model_case.h"

#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "generator/hcl/writer.h"
#include "tests/support/test.h"

void test_set(struct tnf_arena *arena, struct tnf_record *record, int field, const char *text) {
    struct tnf_error err = {0};
    if (text != NULL && tnf_record_set_text(record, (size_t)field, tnf_sv(text), arena, &err) < 0)
        fail_msg("%s", err.message);
}

struct tnf_record test_platform(struct tnf_arena *arena) {
    struct tnf_record platform = tnf_record_new(arena, TNF_ENTITY_PLATFORM);
    test_set(arena, &platform, TNF_PLATFORM_NAME, "acme");
    test_set(arena, &platform, TNF_PLATFORM_REGION, "us-east-1");
    return platform;
}

void test_expect_hcl(struct tnf_value value, const char *hcl) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    if (tnf_hcl_write(value, 0, &text, &err) < 0) fail_msg("%s", err.message);
    assert_string_equal(text.ptr, hcl);
}

int test_release_fixture(void **state) {
    struct tnf_arena *arena = *state;
    tnf_arena_release(arena);
    free(arena);
    return 0;
}
