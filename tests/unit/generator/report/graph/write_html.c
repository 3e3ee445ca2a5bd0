#include "base/memory.h"
#include "generator/report/graph/write_svg.h"
#include "tests/support/test.h"

#include <openssl/evp.h>
#include <string.h>

#define HOSTILE "</script><script>alert(1)</script><!-- </style> \" onload='x'"

static void write_page(struct tnf_strbuf *out) {
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    struct tnf_error err = {0};
    tnf_graph_init(&graph, TNF_SV(HOSTILE));
    const struct tnf_graph_box box = {.kind = TNF_GRAPH_SERVICE,
                                      .id = TNF_SV("a"),
                                      .label = TNF_SV(HOSTILE),
                                      .tenant = TNF_SV(HOSTILE),
                                      .cents = TNF_GRAPH_COST_UNKNOWN};
    (void)tnf_graph_add(&graph, &box);
    assert_int_equal(tnf_graph_write_html(out, &graph, &err), 0);
}

static size_t count(const char *text, const char *word) {
    size_t found = 0;
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) found++;
    return found;
}

static void names_are_text_in_the_page(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    write_page(&out);
    assert_int_equal(count(out.ptr, "<script"), 1);
    assert_int_equal(count(out.ptr, "</script"), 1);
    assert_int_equal(count(out.ptr, "<!--"), 0);
    assert_int_equal(count(out.ptr, "onload='"), 0);
    assert_int_equal(count(out.ptr, "https://"), 0);
}

/* OpenSSL's own base64 of its own hash of what is between the tags. */
static void the_policy_names_the_script_by_its_hash(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    char text[2 * EVP_MAX_MD_SIZE];
    write_page(&out);
    const char *start = strstr(out.ptr, "<script>") + strlen("<script>");
    const char *end = strstr(start, "</script>");
    assert_int_equal(EVP_Digest(start, (size_t)(end - start), hash, &length, EVP_sha256(), NULL), 1);
    (void)EVP_EncodeBlock((unsigned char *)text, hash, (int)length);
    struct tnf_strbuf expected = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&expected, "default-src 'none'; script-src 'sha256-%s'; style-src 'unsafe-inline';", text);
    assert_non_null(strstr(out.ptr, expected.ptr));
    tnf_strbuf_release(&expected);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_text_in_the_page),
        cmocka_unit_test(the_policy_names_the_script_by_its_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
