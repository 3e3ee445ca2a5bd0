#include "base/plain.h"

#include "base/memory.h"
#include "tests/support/test.h"

#define SEEN "\xef\xbf\xbd"

static void what_would_be_obeyed_is_seen(void **state) {
    (void)state;
    static const struct {
        struct tnf_strview text;
        const char *plain;
    } rows[] = {
        {{NULL, 0}, ""},
        {TNF_SV_INIT("größer → 🙂"), "größer → 🙂"},
        {TNF_SV_INIT("a\n\tb\r"), "a  b "},
        {TNF_SV_INIT("a\0b\x1b[31m"), "a" SEEN "b" SEEN "[31m"},
        {TNF_SV_INIT("\xe2\x80\xae\xe2\x80\x8b\xef\xbf\xbf"), SEEN SEEN SEEN},
        {TNF_SV_INIT("\xff\xc3"), SEEN SEEN},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        tnf_plain_add(&out, rows[i].text, 100);
        assert_string_equal(out.ptr, rows[i].plain);
    }
}

static void the_rest_is_an_ellipsis(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_plain_add(&out, TNF_SV("abc"), 3);
    assert_string_equal(out.ptr, "abc");
    tnf_strbuf_clear(&out);
    tnf_plain_add(&out, TNF_SV("ab€d"), 3);
    assert_string_equal(out.ptr, "ab€…");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_would_be_obeyed_is_seen),
        cmocka_unit_test(the_rest_is_an_ellipsis),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
