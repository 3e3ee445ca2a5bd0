#include "generator/report/markdown.h"

#include "tests/support/test.h"

struct row {
    const char *text;
    const char *shown;
};

static void assert_rows(void (*add)(struct tnf_strbuf *, struct tnf_strview), const struct row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        add(&out, tnf_sv(rows[i].text));
        assert_string_equal(out.ptr, rows[i].shown);
    }
}

static void text_is_code_and_nothing_in_it_is_markup(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"", ""},
        {"acme", "`acme`"},
        {"@everyone fixes #12 <b>x</b> *a* [b](https://example.com)",
         "`@everyone fixes #12 <b>x</b> *a* [b](https://example.com)`"},
        {"a`b", "<code>a&#96;b</code>"},
        {"```", "<code>&#96;&#96;&#96;</code>"},
        {"a|b", "<code>a&#124;b</code>"},
        {"a\\|b", "<code>a&#92;&#124;b</code>"},
        {"@x `</code><script>", "<code>&#64;x &#96;&#60;/code&#62;&#60;script&#62;</code>"},
        {"<!-- x -->", "<code>&#60;&#33;-- x --&#62;</code>"},
        {" a ", "<code> a </code>"},
        {"one\n\n# two", "`one  # two`"},
        {"a\r\n| b", "<code>a  &#124; b</code>"},
        {"\x1b[31m", "`\xef\xbf\xbd[31m`"},
        {"a\xe2\x80\xae"
         "b\xe2\x80\x8b"
         "c",
         "`a\xef\xbf\xbd"
         "b\xef\xbf\xbd"
         "c`"},
        {"\xff\xc3", "`\xef\xbf\xbd\xef\xbf\xbd`"},
        {"größer → 🙂", "`größer → 🙂`"},
    };
    assert_rows(tnf_markdown_code, rows, TNF_ARRAY_LEN(rows));
}

static void html_has_entities_for_all_but_plain_letters(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"", ""},
        {"environments/staging", "<code>environments/staging</code>"},
        {"a</code></summary>&", "<code>a&#60;/code&#62;&#60;/summary&#62;&#38;</code>"},
        {"@x#1", "<code>&#64;x&#35;1</code>"},
    };
    assert_rows(tnf_markdown_html, rows, TNF_ARRAY_LEN(rows));
}

static void a_line_stays_one(void **state) {
    (void)state;
    static const struct row rows[] = {{"a\n```\nb", "a ``` b\n"}, {"<!-- x --> <!--", "< -- x --> < --\n"}, {"", "\n"}};
    assert_rows(tnf_markdown_line, rows, TNF_ARRAY_LEN(rows));
}

static void long_text_is_cut(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_strbuf_add_repeat(&text, 'x', TNF_MARKDOWN_TEXT_MAX);
    tnf_markdown_code(&out, tnf_strbuf_view(&text));
    assert_int_equal(out.len, TNF_MARKDOWN_TEXT_MAX + 2);
    tnf_strbuf_clear(&out);
    tnf_strbuf_add_str(&text, "more");
    tnf_markdown_code(&out, tnf_strbuf_view(&text));
    assert_int_equal(out.len, TNF_MARKDOWN_TEXT_MAX + strlen("`…`"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_code_and_nothing_in_it_is_markup),
        cmocka_unit_test(html_has_entities_for_all_but_plain_letters),
        cmocka_unit_test(a_line_stays_one),
        cmocka_unit_test(long_text_is_cut),
    };
    return cmocka_run_group_tests_name("generator/report/markdown", tests, NULL, NULL);
}
