#include "generator/cli/move_script.h"

#include "tests/support/test.h"

#include <string.h>

/* Without a key of the states there is "", and NULL for states in files. */
static void script(struct tnf_strbuf *text, const char *from, const char *to, const char *kms_key) {
    const struct tnf_cli_moved_name environments[] = {{TNF_SV("production"), TNF_SV("production")},
                                                      {TNF_SV("staging"), TNF_SV("testing")}};
    const struct tnf_state_store store = {
        .bucket = TNF_SV("states"), .region = TNF_SV("eu-west-1"), .kms_key = tnf_sv(kms_key)};
    const struct tnf_cli_move move = {.tenant = {TNF_SV("acme"), TNF_SV("first-name")},
                                      .from = tnf_sv(from),
                                      .to = tnf_sv(to),
                                      .environments = environments,
                                      .environment_count = TNF_ARRAY_LEN(environments),
                                      .store = kms_key == NULL ? NULL : &store};
    tnf_strbuf_clear(text);
    tnf_cli_move_script(text, &move);
}

static void assert_has(const struct tnf_strbuf *text, const char *part) {
    if (strstr(text->ptr, part) == NULL) fail_msg("\"%s\" is not in\n%s", part, text->ptr);
}

static void every_environment_has_its_move(void **state) {
    (void)state;
    static const struct {
        const char *from, *to, *title, *moves;
    } rows[] = {
        {"cell-1", "", "# Moves what Terraform knows of tenant acme from cell cell-1 to a stack of its own:",
         "\nmove production environments/production/cells/cell-1 module.first-name. "
         "environments/production/tenants/first-name ''\n"
         "move staging environments/testing/cells/cell-1 module.first-name. environments/testing/tenants/first-name "
         "''\n"},
        {"", "cell-1", "from a stack of its own to cell cell-1:",
         "\nmove production environments/production/tenants/first-name '' environments/production/cells/cell-1 "
         "module.first-name.\n"},
        {"cell-1", "cell-2", "from cell cell-1 to cell cell-2:",
         "\nmove production environments/production/cells/cell-1 module.first-name. "
         "environments/production/cells/cell-2 "
         "module.first-name.\n"},
    };
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        script(&text, rows[i].from, rows[i].to, "");
        assert_true(tnf_sv_starts_with(tnf_strbuf_view(&text), TNF_SV("#!/bin/sh\n")));
        assert_has(&text, rows[i].title);
        assert_has(&text, "\nset -eu\n");
        assert_has(&text, rows[i].moves);
    }
}

static void states_are_where_the_stacks_keep_them(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    script(&text, "", "cell-1", "");
    assert_has(&text, "\nbackend=s3\nsettings='-backend-config=bucket=states -backend-config=region=eu-west-1 "
                      "-backend-config=encrypt=true -backend-config=use_lockfile=true'\nlocation=key=\n");
    script(&text, "", "cell-1", "arn:aws:kms:eu-west-1:111122223333:key/k");
    assert_has(&text, " -backend-config=kms_key_id=arn:aws:kms:eu-west-1:111122223333:key/k'\n");
    script(&text, "", "cell-1", NULL);
    assert_has(&text, "\nbackend=local\nsettings=\nlocation=path=$PWD/\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_environment_has_its_move),
        cmocka_unit_test(states_are_where_the_stacks_keep_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
