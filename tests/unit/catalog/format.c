#include "catalog/format.h"

#include "base/excerpt.h"
#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct row {
    enum tnf_format format;
    const char *text;
};

static const struct row good[] = {
    {TNF_FORMAT_TEXT, ""},
    {TNF_FORMAT_TEXT, "${aws_vpc.x.id} %{ if true } \"quoted\"\n\tnext line"},
    {TNF_FORMAT_TEXT, "Zürich \xF0\x9F\x9A\x80 '; DROP TABLE tenant; --"},
    {TNF_FORMAT_NAME, "a"},
    {TNF_FORMAT_NAME, "tenant-1"},
    {TNF_FORMAT_NAME, "a1-b2-c3"},
    {TNF_FORMAT_CIDR, "10.0.0.0/8"},
    {TNF_FORMAT_REGION, "us-east-1"},
    {TNF_FORMAT_REGION, "us-gov-west-1"},
    {TNF_FORMAT_ZONE, "ap-southeast-2c"},
    {TNF_FORMAT_ACCOUNT, "000000000001"},
    {TNF_FORMAT_ARN, "arn:aws:iam::444455556666:role/terraform-apply"},
    {TNF_FORMAT_ARN, "arn:aws-cn:kms:cn-north-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab"},
    {TNF_FORMAT_ARN, "arn:aws:s3:::bucket"},
    {TNF_FORMAT_BUCKET, "omc-terraform-state"},
    {TNF_FORMAT_BUCKET, "a.b.c"},
    {TNF_FORMAT_HOSTNAME, "example.com"},
    {TNF_FORMAT_HOSTNAME, "*.a-b.example.com"},
    {TNF_FORMAT_IMAGE, "nginx"},
    {TNF_FORMAT_IMAGE, "localhost/x"},
    {TNF_FORMAT_IMAGE, "localhost:5000/x/y__z:1.0-RC_1"},
    {TNF_FORMAT_IMAGE, "111122223333.dkr.ecr.us-east-1.amazonaws.com/omc/backend:1.0.0"},
    {TNF_FORMAT_IMAGE, "a/b@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    {TNF_FORMAT_HTTP_PATH, "/"},
    {TNF_FORMAT_HTTP_PATH, "/health?deep=1"},
    {TNF_FORMAT_PATH_PATTERN, "/api/*"},
    {TNF_FORMAT_FILE_PATH, "/var/lib/data"},
    {TNF_FORMAT_EXPRESSION, "rate(5 minutes)"},
    {TNF_FORMAT_EXPRESSION, "rate(1 day)"},
    {TNF_FORMAT_EXPRESSION, "cron(0/15 3 ? * MON-FRI *)"},
    {TNF_FORMAT_EXPRESSION, "cron(0 3 L * ? 2026)"},
    {TNF_FORMAT_EXPRESSION, "at(2026-11-21T08:00:00)"},
    {TNF_FORMAT_INSTANCE_TYPE, "db.t3.micro"},
    {TNF_FORMAT_INSTANCE_TYPE, "u-6tb1.metal"},
    {TNF_FORMAT_VERSION, "16"},
    {TNF_FORMAT_VERSION, "1.31.2"},
    {TNF_FORMAT_ZONE_ID, "Z0123456789ABCDEFGHIJ"},
    {TNF_FORMAT_TIMEZONE, "UTC"},
    {TNF_FORMAT_TIMEZONE, "America/Argentina/Buenos_Aires"},
    {TNF_FORMAT_TIMEZONE, "Etc/GMT+5"},
    {TNF_FORMAT_ENV_NAME, "_LOG_LEVEL2"},
    {TNF_FORMAT_HEADER_NAME, "x-ai-provider"},
    {TNF_FORMAT_TAG_KEY, "Cost Center/2026"},
    {TNF_FORMAT_TAG_KEY, "awesome"},
    {TNF_FORMAT_REPOSITORY, "acme-ai/infrastructure"},
    {TNF_FORMAT_REPOSITORY, "a/b.c_d-E"},
    {TNF_FORMAT_REF, "main"},
    {TNF_FORMAT_REF, "release/1.2"},
    {TNF_FORMAT_REF, "ubuntu-24.04"},
    {TNF_FORMAT_DOWNLOAD,
     "https://example.com/"
     "tenantform-1.0.tar.gz#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    {TNF_FORMAT_EMAIL, "first.last+tag@example.co.uk"},
};

static const struct row wrong[] = {
    {TNF_FORMAT_TEXT, "a\x01"},
    {TNF_FORMAT_TEXT, "a\r\n"},
    {TNF_FORMAT_TEXT, "\x1b[2J"},
    {TNF_FORMAT_TEXT, "\xC2\x9B"},
    {TNF_FORMAT_TEXT, "\xFF"},
    {TNF_FORMAT_NAME, "A"},
    {TNF_FORMAT_NAME, "1a"},
    {TNF_FORMAT_NAME, "a-"},
    {TNF_FORMAT_NAME, "a--b"},
    {TNF_FORMAT_NAME, "a_b"},
    {TNF_FORMAT_CIDR, "10.0.0.1/8"},
    {TNF_FORMAT_CIDR, "10.0.0.0"},
    {TNF_FORMAT_CIDR, "::/0"},
    {TNF_FORMAT_REGION, "us-east"},
    {TNF_FORMAT_REGION, "useast1"},
    {TNF_FORMAT_REGION, "us-east-0"},
    {TNF_FORMAT_REGION, "us-east-123"},
    {TNF_FORMAT_REGION, "us--1"},
    {TNF_FORMAT_ZONE, "us-east-1"},
    {TNF_FORMAT_ZONE, "us-east-1A"},
    {TNF_FORMAT_ACCOUNT, "11112222333"},
    {TNF_FORMAT_ACCOUNT, "1111222233334"},
    {TNF_FORMAT_ACCOUNT, "1111-2222-33"},
    {TNF_FORMAT_ARN, "arn:aws:iam::444455556666:"},
    {TNF_FORMAT_ARN, "arn:aws:iam::4444:role/x"},
    {TNF_FORMAT_ARN, "arn:gcp:iam::444455556666:role/x"},
    {TNF_FORMAT_ARN, "arn:aws:iam:444455556666:role/x"},
    {TNF_FORMAT_ARN, "arn:aws:s3:::bucket/*"},
    {TNF_FORMAT_BUCKET, "ab"},
    {TNF_FORMAT_BUCKET, "Ab-c"},
    {TNF_FORMAT_BUCKET, "a..b"},
    {TNF_FORMAT_BUCKET, "192.168.1.1"},
    {TNF_FORMAT_BUCKET, "-abc"},
    {TNF_FORMAT_BUCKET, "xn--abc"},
    {TNF_FORMAT_HOSTNAME, "localhost"},
    {TNF_FORMAT_HOSTNAME, "a..b"},
    {TNF_FORMAT_HOSTNAME, "a.*.b"},
    {TNF_FORMAT_HOSTNAME, "-a.b"},
    {TNF_FORMAT_HOSTNAME, "a.b."},
    {TNF_FORMAT_HOSTNAME, "10.0.0.1"},
    {TNF_FORMAT_HOSTNAME, "A.example.com"},
    {TNF_FORMAT_IMAGE, "Nginx"},
    {TNF_FORMAT_IMAGE, "a//b"},
    {TNF_FORMAT_IMAGE, "a/"},
    {TNF_FORMAT_IMAGE, "/a"},
    {TNF_FORMAT_IMAGE, "a:"},
    {TNF_FORMAT_IMAGE, "a:-x"},
    {TNF_FORMAT_IMAGE, "a___b"},
    {TNF_FORMAT_IMAGE, "a._b"},
    {TNF_FORMAT_IMAGE, "host.x:99999/a"},
    {TNF_FORMAT_IMAGE, "a@sha256:abc"},
    {TNF_FORMAT_IMAGE, "a@md5:0123456789abcdef0123456789abcdef"},
    {TNF_FORMAT_HTTP_PATH, "health"},
    {TNF_FORMAT_HTTP_PATH, "/a b"},
    {TNF_FORMAT_HTTP_PATH, "/health;reboot"},
    {TNF_FORMAT_HTTP_PATH, "/health&reboot"},
    {TNF_FORMAT_HTTP_PATH, "/`id`"},
    {TNF_FORMAT_HTTP_PATH, "/$(id)"},
    {TNF_FORMAT_PATH_PATTERN, "api/*"},
    {TNF_FORMAT_PATH_PATTERN, "/a\"b"},
    {TNF_FORMAT_FILE_PATH, "/"},
    {TNF_FORMAT_FILE_PATH, "/a/"},
    {TNF_FORMAT_FILE_PATH, "/a/../b"},
    {TNF_FORMAT_FILE_PATH, "/a//b"},
    {TNF_FORMAT_FILE_PATH, "/./a"},
    {TNF_FORMAT_FILE_PATH, "a/b"},
    {TNF_FORMAT_EXPRESSION, "rate(1 minutes)"},
    {TNF_FORMAT_EXPRESSION, "rate(2 minute)"},
    {TNF_FORMAT_EXPRESSION, "rate(0 minutes)"},
    {TNF_FORMAT_EXPRESSION, "rate(05 minutes)"},
    {TNF_FORMAT_EXPRESSION, "rate(-5 minutes)"},
    {TNF_FORMAT_EXPRESSION, "cron(0 3 * * * *)"},
    {TNF_FORMAT_EXPRESSION, "cron(0 3 ? * ? *)"},
    {TNF_FORMAT_EXPRESSION, "cron(0 3 * * ?)"},
    {TNF_FORMAT_EXPRESSION, "cron(? 3 * * 1 *)"},
    {TNF_FORMAT_EXPRESSION, "at(2026-13-21T08:00:00)"},
    {TNF_FORMAT_EXPRESSION, "at(2026-11-21 08:00:00)"},
    {TNF_FORMAT_EXPRESSION, "(5 minutes)"},
    {TNF_FORMAT_EXPRESSION, "rate(5 minutes"},
    {TNF_FORMAT_INSTANCE_TYPE, "t3"},
    {TNF_FORMAT_INSTANCE_TYPE, "t3..micro"},
    {TNF_FORMAT_INSTANCE_TYPE, "a.b.c.d"},
    {TNF_FORMAT_INSTANCE_TYPE, "T3.micro"},
    {TNF_FORMAT_VERSION, "16."},
    {TNF_FORMAT_VERSION, "v16"},
    {TNF_FORMAT_VERSION, "1.2.3.4"},
    {TNF_FORMAT_ZONE_ID, "Z"},
    {TNF_FORMAT_ZONE_ID, "A123"},
    {TNF_FORMAT_ZONE_ID, "Z12a"},
    {TNF_FORMAT_TIMEZONE, "Europe/"},
    {TNF_FORMAT_TIMEZONE, "Europe Zurich"},
    {TNF_FORMAT_ENV_NAME, "1A"},
    {TNF_FORMAT_ENV_NAME, "A-B"},
    {TNF_FORMAT_HEADER_NAME, "x:y"},
    {TNF_FORMAT_HEADER_NAME, "x-01234567890123456789012345678901234567890"},
    {TNF_FORMAT_TAG_KEY, "aws:cloudformation"},
    {TNF_FORMAT_TAG_KEY, "AWS:x"},
    {TNF_FORMAT_TAG_KEY, "a\nb"},
    {TNF_FORMAT_REPOSITORY, "acme"},
    {TNF_FORMAT_REPOSITORY, "/acme"},
    {TNF_FORMAT_REPOSITORY, "acme/"},
    {TNF_FORMAT_REPOSITORY, "acme/.."},
    {TNF_FORMAT_REPOSITORY, "acme/a/b"},
    {TNF_FORMAT_REPOSITORY, "acme/*"},
    {TNF_FORMAT_REPOSITORY, "-acme/x"},
    {TNF_FORMAT_REF, "-x"},
    {TNF_FORMAT_REF, "a..b"},
    {TNF_FORMAT_REF, "a/"},
    {TNF_FORMAT_REF, "a//b"},
    {TNF_FORMAT_REF, "a.lock"},
    {TNF_FORMAT_REF, "a.lock/b"},
    {TNF_FORMAT_REF, "${{ github.token }}"},
    {TNF_FORMAT_DOWNLOAD, "https://example.com/x.tar.gz"},
    {TNF_FORMAT_DOWNLOAD,
     "http://example.com/x#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    {TNF_FORMAT_DOWNLOAD,
     "https://example.com#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    {TNF_FORMAT_DOWNLOAD, "https://example.com/x#sha256=0123"},
    {TNF_FORMAT_DOWNLOAD,
     "https://example.com/x;y#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    {TNF_FORMAT_EMAIL, "a"},
    {TNF_FORMAT_EMAIL, "@example.com"},
    {TNF_FORMAT_EMAIL, "a@b"},
    {TNF_FORMAT_EMAIL, "a@b@example.com"},
    {TNF_FORMAT_EMAIL, "a..b@example.com"},
    {TNF_FORMAT_EMAIL, "a@*.example.com"},
};

static void what_has_the_form_is_taken(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(good); i++)
        if (!tnf_format_ok(good[i].format, tnf_sv(good[i].text)))
            fail_msg("%s is refused as %s", good[i].text, tnf_format_what(good[i].format));
}

static void what_has_not_is_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(wrong); i++)
        if (tnf_format_ok(wrong[i].format, tnf_sv(wrong[i].text)))
            fail_msg("%s is taken for %s", tnf_excerpt(tnf_sv(wrong[i].text)).text, tnf_format_what(wrong[i].format));
}

static void only_text_takes_what_could_do_harm_elsewhere(void **state) {
    (void)state;
    static const char *const hostile[] = {
        "${x}",
        "%{ if true }",
        "\"",
        "a\nb",
        "../../etc",
        "-rf",
        "\xF0\x9F\x9A\x80",
        "'; DROP TABLE tenant; --",
        "a b",
        "$(id)",
        "`id`",
        "a;b",
        "<script>",
        "|",
        "\\",
        "",
    };
    for (int format = TNF_FORMAT_TEXT + 1; format <= TNF_FORMAT_EMAIL; format++)
        for (size_t i = 0; i < TNF_ARRAY_LEN(hostile); i++) {
            if (format == TNF_FORMAT_TAG_KEY && (strcmp(hostile[i], "a b") == 0 || strcmp(hostile[i], "-rf") == 0 ||
                                                 strcmp(hostile[i], "../../etc") == 0))
                continue; /* AWS takes them */
            if (format == TNF_FORMAT_HEADER_NAME && strcmp(hostile[i], "-rf") == 0) continue;
            if (tnf_format_ok((enum tnf_format)format, tnf_sv(hostile[i])))
                fail_msg("%s is taken for %s", tnf_excerpt(tnf_sv(hostile[i])).text,
                         tnf_format_what((enum tnf_format)format));
        }
}

static void a_nul_is_refused_everywhere(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(good); i++) {
        char text[256];
        const size_t length = strlen(good[i].text);
        memcpy(text, good[i].text, length + 1);
        if (tnf_format_ok(good[i].format, tnf_sv_n(text, length + 1))) fail_msg("%s with a NUL is taken", good[i].text);
    }
    struct tnf_strview nothing = {0};
    for (int format = TNF_FORMAT_TEXT + 1; format <= TNF_FORMAT_EMAIL; format++)
        assert_false(tnf_format_ok((enum tnf_format)format, nothing));
}

static void long_names_of_hosts_and_keys_are_refused(void **state) {
    (void)state;
    char text[301];
    memset(text, 'a', 300);
    text[300] = '\0';
    assert_false(tnf_format_ok(TNF_FORMAT_TAG_KEY, tnf_sv(text)));
    assert_false(tnf_format_ok(TNF_FORMAT_BUCKET, tnf_sv(text)));
    text[100] = '.';
    assert_false(tnf_format_ok(TNF_FORMAT_HOSTNAME, tnf_sv(text)));
    text[63] = '.';
    text[70] = '\0';
    assert_true(tnf_format_ok(TNF_FORMAT_HOSTNAME, tnf_sv(text)));
    text[63] = 'a';
    text[64] = '.';
    assert_false(tnf_format_ok(TNF_FORMAT_HOSTNAME, tnf_sv(text)));
}

static void every_format_says_what_it_is(void **state) {
    (void)state;
    for (int format = TNF_FORMAT_TEXT; format <= TNF_FORMAT_EMAIL; format++) {
        assert_non_null(tnf_format_what((enum tnf_format)format));
        assert_non_null(tnf_format_hint((enum tnf_format)format));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_the_form_is_taken),
        cmocka_unit_test(what_has_not_is_refused),
        cmocka_unit_test(only_text_takes_what_could_do_harm_elsewhere),
        cmocka_unit_test(a_nul_is_refused_everywhere),
        cmocka_unit_test(long_names_of_hosts_and_keys_are_refused),
        cmocka_unit_test(every_format_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
