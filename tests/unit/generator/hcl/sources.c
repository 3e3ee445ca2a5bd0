#include "generator/hcl/sources.h"

#include "base/strbuf.h"
#include "tests/support/test.h"

static void collect(struct tnf_strview source, void *context) {
    tnf_strbuf_addf(context, "%.*s;", TNF_SV_ARG(source));
}

static void only_local_sources_are_given(void **state) {
    (void)state;
    static const struct {
        const char *text, *sources;
    } rows[] = {
        {"", ""},
        {"module \"a\" {\n  source = \"../../modules/vpc\"\n}\n", "../../modules/vpc;"},
        {"module \"a\" { source=\"./x\" }\nmodule \"b\" {\n  source   = \"../y\"\n}\n", "./x;../y;"},
        {"aws = {\n  source  = \"hashicorp/aws\"\n}\nx = \"../z\"\n", ""},
        {"# source = \"../x\"\nlocals {\n  a = \"source = ../x\"\n}\n", ""},
        {"a = <<EOT\nsource = \"../x\"\nEOT\n", ""},
        {"a = source == \"../x\"\n", ""},
        {"module \"a\" {\n  source = local.x ? \"../x\" : \"../y\"\n}\n", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf found = TNF_STRBUF_INIT;
        tnf_strbuf_add_str(&found, "");
        struct tnf_error err;
        if (tnf_hcl_local_sources(tnf_sv(rows[i].text), collect, &found, &err) < 0) fail_msg("%s", err.message);
        if (!tnf_sv_eq_c(tnf_strbuf_view(&found), rows[i].sources))
            fail_msg("row %zu gives \"%.*s\"", i, TNF_SV_ARG(tnf_strbuf_view(&found)));
    }
}

static void what_is_no_hcl_fails_with_its_line(void **state) {
    (void)state;
    struct tnf_error err;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf found = TNF_STRBUF_INIT;
    assert_int_equal(tnf_hcl_local_sources(TNF_SV("a = 1\nb = \"../x\n"), collect, &found, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "quoted string that starts on line 2 does not end");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_local_sources_are_given),
        cmocka_unit_test(what_is_no_hcl_fails_with_its_line),
    };
    return cmocka_run_group_tests_name("generator/hcl/sources", tests, NULL, NULL);
}
