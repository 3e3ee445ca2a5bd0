#include "tests/support/test.h"

#include "base/file.h"
#include "base/memory.h"
#include "generator/hcl/format.h"
#include "generator/hcl/token.h"

#include <string.h>

/* One entry of the golden file: "=== name", the source, "--- formatted", what is expected. */
struct sample {
    struct tnf_strview name;
    struct tnf_strview source;
    struct tnf_strview expected;
};

static struct tnf_strview cut_before(struct tnf_strview *rest, const char *mark) {
    const char *hit = memmem(rest->ptr, rest->len, mark, strlen(mark));
    const size_t length = hit == NULL ? rest->len : (size_t)(hit - rest->ptr);
    const struct tnf_strview part = tnf_sv_n(rest->ptr, length);
    *rest = tnf_sv_from(*rest, hit == NULL ? length : length + strlen(mark));
    return part;
}

static bool next_sample(struct tnf_strview *rest, struct sample *ret_sample) {
    if (rest->len == 0) return false;
    struct tnf_strview entry = cut_before(rest, "=== ");
    ret_sample->name = tnf_sv_next(&entry, '\n');
    ret_sample->source = cut_before(&entry, "--- formatted\n");
    ret_sample->expected = entry;
    return true;
}

static struct tnf_strbuf read_samples(void) {
    struct tnf_strbuf text = TNF_STRBUF_INIT;
    assert_int_equal(tnf_file_read(TNF_FORMAT_SAMPLES, 1 << 20, &text, NULL), 0);
    return text;
}

typedef void (*sample_check_fn)(const struct sample *sample);

static void for_each_sample(sample_check_fn check) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = read_samples();
    struct tnf_strview rest = tnf_strbuf_view(&text);
    (void)cut_before(&rest, "=== ");
    size_t count = 0;
    for (struct sample sample; next_sample(&rest, &sample); count++) check(&sample);
    assert_true(count >= 60);
}

static void gives_expected(const struct sample *sample) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    assert_int_equal(tnf_hcl_format(sample->source, &out, NULL), 0);
    if (!tnf_sv_eq(tnf_strbuf_view(&out), sample->expected))
        fail_msg("%.*s\ngot:\n%s\nexpected:\n%.*s", TNF_SV_ARG(sample->name), out.ptr, TNF_SV_ARG(sample->expected));
}

static void stays_as_it_is(const struct sample *sample) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    assert_int_equal(tnf_hcl_format(sample->expected, &out, NULL), 0);
    assert_true(tnf_sv_eq(tnf_strbuf_view(&out), sample->expected));
}

static struct tnf_strview trim_end(struct tnf_strview text) {
    while (text.len > 0 && strchr(" \t\r\n", text.ptr[text.len - 1]) != NULL) text.len--;
    return text;
}

/* The next token that means something: newlines in a row are one, none counts at the start. */
static struct tnf_token next_token(struct tnf_scanner *scanner, enum tnf_token_kind before) {
    struct tnf_token token;
    do {
        assert_int_equal(tnf_scanner_next(scanner, &token, NULL), 0);
    } while (token.kind == TNF_TOKEN_NEWLINE &&
             (before == TNF_TOKEN_NEWLINE || before == TNF_TOKEN_LINE_COMMENT || before == TNF_TOKEN_OPEN_BRACE));
    return token;
}

static void keeps_tokens(const struct sample *sample) {
    struct tnf_scanner source;
    struct tnf_scanner formatted;
    tnf_scanner_init(&source, sample->source);
    tnf_scanner_init(&formatted, sample->expected);
    struct tnf_token a = {.kind = TNF_TOKEN_NEWLINE};
    while (a.kind != TNF_TOKEN_END) {
        const enum tnf_token_kind before = a.kind;
        a = next_token(&source, before);
        struct tnf_token b = next_token(&formatted, before);
        /* The formatted one ends its last line. */
        if (a.kind == TNF_TOKEN_END && b.kind == TNF_TOKEN_NEWLINE) b = next_token(&formatted, b.kind);
        assert_int_equal(a.kind, b.kind);
        const bool exact = a.kind == TNF_TOKEN_LITERAL;
        assert_true(tnf_sv_eq(exact ? a.text : trim_end(a.text), exact ? b.text : trim_end(b.text)));
    }
}

static void samples_come_out_as_expected(void **state) {
    (void)state;
    for_each_sample(gives_expected);
}

static void formatting_again_changes_nothing(void **state) {
    (void)state;
    for_each_sample(stays_as_it_is);
}

static void only_white_space_changes(void **state) {
    (void)state;
    for_each_sample(keeps_tokens);
}

static void what_cannot_be_split_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *source;
        const char *message;
    } rows[] = {
        {"a = 1\nb = \"x\n", "quoted string that starts on line 2 does not end"},
        {"a = \"x\\", "quoted string that starts on line 1 does not end"},
        {"a = <<EOT\nx\n", "heredoc that starts on line 1 does not end"},
        {"\n\n/* x\n", "comment that starts on line 3 does not end"},
        {"a = \"${b", "template sequence that starts on line 1 does not end"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        tnf_strbuf_add_str(&out, "before");
        struct tnf_error err = {0};
        assert_int_equal(tnf_hcl_format(tnf_sv(rows[i].source), &out, &err), TNF_E_INVALID);
        assert_string_equal(err.message, rows[i].message);
        assert_string_equal(out.ptr, "before");
    }
}

static void strings_in_strings_have_a_depth_limit(void **state) {
    (void)state;
    for (int depth = TNF_TOKEN_DEPTH / 2 - 1; depth <= TNF_TOKEN_DEPTH / 2; depth++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf source = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        for (int i = 0; i < depth; i++) tnf_strbuf_add_str(&source, "\"${");
        for (int i = 0; i < depth; i++) tnf_strbuf_add_str(&source, "}\"");
        const int code = tnf_hcl_format(tnf_strbuf_view(&source), &out, NULL);
        assert_int_equal(code, depth < TNF_TOKEN_DEPTH / 2 ? 0 : TNF_E_LIMIT);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_come_out_as_expected),
        cmocka_unit_test(formatting_again_changes_nothing),
        cmocka_unit_test(only_white_space_changes),
        cmocka_unit_test(what_cannot_be_split_is_refused),
        cmocka_unit_test(strings_in_strings_have_a_depth_limit),
    };
    return cmocka_run_group_tests_name("generator/hcl/format", tests, NULL, NULL);
}
