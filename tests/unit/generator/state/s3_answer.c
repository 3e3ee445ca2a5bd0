#include "generator/state/s3_answer.h"

#include "tests/support/test.h"

#include <string.h>

#define OBJECT(key, size)                                                                                              \
    "<Contents><Key>" key "</Key><LastModified>2026-11-21T17:54:00.000Z</LastModified><ETag>&quot;x&quot;</ETag>"      \
    "<Size>" size "</Size><StorageClass>STANDARD</StorageClass></Contents>"
#define HEAD                                                                                                           \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" \
    "<Name>b</Name><Prefix>environments/</Prefix>"

static void pages_of_a_list_follow_each_other(void **state) {
    (void)state;
    static const struct {
        const char *xml, *keys, *next;
    } cases[] = {
        {HEAD "</ListBucketResult>", "", ""},
        {HEAD OBJECT("environments/a", "7") OBJECT("b&amp;c", "0") "</ListBucketResult>",
         "environments/a 7 1795283640\nb&c 0 1795283640\n", ""},
        {HEAD "<IsTruncated>true</IsTruncated>" OBJECT("a", "1") "<NextContinuationToken>x/y=</NextContinuationToken>"
                                                                 "</ListBucketResult>",
         "a 1 1795283640\n", "x/y="},
        {HEAD OBJECT("a+b%2Fc%3D%25", "1") "<EncodingType>url</EncodingType></ListBucketResult>",
         "a b/c=% 1 1795283640\n", ""},
        {HEAD "<EncodingType>url</EncodingType>" OBJECT("a%2", "1") OBJECT("%zz", "1") "</ListBucketResult>",
         "a%2 1 1795283640\n%zz 1 1795283640\n", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_state_objects objects = {0};
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf next = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf keys = TNF_STRBUF_INIT;
        tnf_strbuf_add_str(&next, "the one before");
        assert_int_equal(tnf_s3_answer_list(tnf_sv(cases[i].xml), &arena, &objects, &next, NULL), 0);
        for (size_t j = 0; j < objects.count; j++)
            tnf_strbuf_addf(&keys, "%.*s %d %d\n", TNF_SV_ARG(objects.items[j].name), (int)objects.items[j].size,
                            (int)objects.items[j].modified);
        assert_string_equal(keys.ptr, cases[i].keys);
        assert_string_equal(next.ptr, cases[i].next);
        tnf_arena_release(&arena);
    }
}

static void what_is_no_list_is_refused(void **state) {
    (void)state;
    static const char *const cases[] = {
        "",
        "no XML",
        "<html><body>a proxy's page</body></html>",
        HEAD OBJECT("a", "1"),
        "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><ListBucketResult>&a;</ListBucketResult>",
        ("<ListBucketResult><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a></a></a></a></a></a></a></a></a></a></a></"
         "a>"
         "</a></a></a></a></a></ListBucketResult>"),
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_state_objects objects = {0};
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf next = TNF_STRBUF_INIT;
        assert_int_equal(tnf_s3_answer_list(tnf_sv(cases[i]), &arena, &objects, &next, NULL), TNF_E_INVALID);
        tnf_arena_release(&arena);
    }
}

static void errors_have_a_code_and_a_message(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf code = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf message = TNF_STRBUF_INIT;
    tnf_s3_answer_error(TNF_SV("<Error><Code>NoSuchBucket</Code><Message>It is not there</Message></Error>"), &code,
                        &message);
    assert_string_equal(code.ptr, "NoSuchBucket");
    assert_string_equal(message.ptr, "It is not there");
    tnf_s3_answer_error(TNF_SV("<html><Code>x</Code></html>"), &code, &message);
    assert_string_equal(code.ptr, "");
    assert_string_equal(message.ptr, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_of_a_list_follow_each_other),
        cmocka_unit_test(what_is_no_list_is_refused),
        cmocka_unit_test(errors_have_a_code_and_a_message),
    };
    return cmocka_run_group_tests_name("generator/state/s3_answer", tests, NULL, NULL);
}
