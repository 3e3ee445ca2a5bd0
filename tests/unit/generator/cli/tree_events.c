#include "generator/cli/tree_events.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* A run whose streams are in memory. */
struct fixture {
    struct tnf_cli cli;
    struct tnf_cli_tree_events events;
    char *out;
    char *err;
    size_t out_size;
    size_t err_size;
};

static struct fixture *open_fixture(bool diffs, bool json) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    fixture->cli.out = open_memstream(&fixture->out, &fixture->out_size);
    fixture->cli.err = open_memstream(&fixture->err, &fixture->err_size);
    fixture->cli.quiet = true;
    fixture->cli.json = json;
    tnf_cli_tree_events_init(&fixture->events, &fixture->cli, diffs);
    return fixture;
}

static void close_fixture(struct fixture *fixture) {
    tnf_cli_tree_events_release(&fixture->events);
    (void)fclose(fixture->cli.out);
    (void)fclose(fixture->cli.err);
    free(fixture->out);
    free(fixture->err);
    free(fixture);
}

static void assert_streams(struct fixture *fixture, const char *out, const char *err) {
    (void)fflush(fixture->cli.out);
    (void)fflush(fixture->cli.err);
    assert_string_equal(fixture->out, out);
    assert_string_equal(fixture->err, err);
}

static void folders_are_told_when_the_run_is_done(void **state) {
    (void)state;
    struct fixture *f = open_fixture(false, false);
    const struct tnf_tree_event events[] = {
        {.kind = TNF_TREE_SAME, .path = TNF_SV("a"), .files = 3},
        {.kind = TNF_TREE_NEW, .path = TNF_SV("b"), .files = 3, .written = 3},
        {.kind = TNF_TREE_CHANGED, .path = TNF_SV("c"), .files = 3, .written = 1},
        {.kind = TNF_TREE_REMOVED, .path = TNF_SV("d"), .removed = 2},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(events); i++) tnf_cli_tree_event(&events[i], &f->events);
    assert_streams(f, "", "");
    tnf_cli_tree_print_folders(&f->events);
    assert_streams(f, "new      b  3 files\nchanged  c  1 file\nremoved  d  2 files\n", "");
    close_fixture(f);
}

static void thousands_of_folders_are_counted(void **state) {
    (void)state;
    struct fixture *f = open_fixture(false, false);
    const struct tnf_tree_event event = {.kind = TNF_TREE_NEW, .path = TNF_SV("b"), .files = 1, .written = 1};
    for (size_t i = 0; i < 1050; i++) tnf_cli_tree_event(&event, &f->events);
    tnf_cli_tree_print_folders(&f->events);
    (void)fflush(f->cli.out);
    assert_true(tnf_sv_ends_with(tnf_sv(f->out), TNF_SV("new      b  1 file\n… and 1000 more\n")));
    close_fixture(f);
}

static void diffs_are_shown_without_control_characters(void **state) {
    (void)state;
    struct fixture *f = open_fixture(true, false);
    f->cli.out_colour = true;
    const struct tnf_tree_event event = {.kind = TNF_TREE_FILE_STALE,
                                         .file = TNF_SV("a/main.tf"),
                                         .diff = TNF_SV("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\x1b[2J\n+new\n same\n")};
    tnf_cli_tree_event(&event, &f->events);
    assert_streams(f,
                   "\x1b[1m--- a/x\x1b[0m\n\x1b[1m+++ b/x\x1b[0m\n@@ -1 +1 @@\n"
                   "\x1b[31m-old\\x1b[2J\x1b[0m\n\x1b[32m+new\x1b[0m\n same\n",
                   "");
    close_fixture(f);
}

static void files_that_need_an_eye_are_told_at_once(void **state) {
    (void)state;
    struct fixture *f = open_fixture(false, false);
    const struct tnf_tree_event event = {.kind = TNF_TREE_FILE_EDITED, .file = TNF_SV("a/main.tf")};
    tnf_cli_tree_event(&event, &f->events);
    assert_streams(f, "", "a/main.tf: was changed by hand and is kept; --force replaces it\n");
    close_fixture(f);
}

static void rows_are_told_by_kind_and_name(void **state) {
    (void)state;
    struct fixture *f = open_fixture(true, false);
    const struct tnf_tree_event events[] = {
        {.kind = TNF_TREE_ROW_CHANGED, .path = TNF_SV("environments/staging"), .row = TNF_SV("gpu_pool staging/main")},
        {.kind = TNF_TREE_ROW_NEW, .path = TNF_SV("x"), .row = TNF_SV("tenant a")},
        {.kind = TNF_TREE_ROW_GONE, .path = TNF_SV("x"), .row = TNF_SV("odd \x1b")},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(events); i++) tnf_cli_tree_event(&events[i], &f->events);
    assert_streams(f,
                   "GPU pool staging/main: was changed in the catalog since environments/staging was generated\n"
                   "tenant a: was added to the catalog since x was generated\n"
                   "odd \\x1b: was removed from the catalog since x was generated\n",
                   "");
    close_fixture(f);
}

static void damage_is_told_with_its_reason(void **state) {
    (void)state;
    struct fixture *f = open_fixture(true, false);
    const struct tnf_tree_event event = {
        .kind = TNF_TREE_FILE_DAMAGED, .file = TNF_SV("a/m"), .reason = TNF_SV("line 3: expected x")};
    tnf_cli_tree_event(&event, &f->events);
    assert_streams(f, "", "a/m: line 3: expected x: is damaged; `tenantform generate` writes it anew\n");
    close_fixture(f);
}

static void json_has_what_is_not_the_same(void **state) {
    (void)state;
    struct fixture *f = open_fixture(true, true);
    const struct tnf_tree_event same = {.kind = TNF_TREE_SAME, .path = TNF_SV("a")};
    const struct tnf_tree_event folder = {
        .kind = TNF_TREE_CHANGED, .path = TNF_SV("b"), .environment = TNF_SV("staging"), .files = 2, .written = 1};
    const struct tnf_tree_event file = {
        .kind = TNF_TREE_FILE_STALE, .path = TNF_SV("b"), .file = TNF_SV("b/x"), .diff = TNF_SV("-a\n+b\n")};
    tnf_cli_tree_event(&same, &f->events);
    tnf_cli_tree_event(&folder, &f->events);
    tnf_cli_tree_event(&file, &f->events);
    const struct tnf_tree_event row = {.kind = TNF_TREE_ROW_CHANGED, .path = TNF_SV("b"), .row = TNF_SV("tenant a")};
    tnf_cli_tree_event(&row, &f->events);
    const struct tnf_tree_result result = {.stacks = 2, .files = 4, .stacks_changed = 1};
    json_t *object = json_object();
    tnf_cli_tree_add_json(object, &f->events, &result);
    char *text = json_dumps(object, JSON_COMPACT);
    assert_string_equal(
        text, "{\"stacks\":[{\"path\":\"b\",\"environment\":\"staging\",\"tenant\":\"\",\"state\":\"changed\","
              "\"files\":2,\"written\":1,\"removed\":0,\"kept\":0}],"
              "\"files\":[{\"path\":\"b/x\",\"stack\":\"b\",\"state\":\"stale\",\"diff\":\"-a\\n+b\\n\"}],"
              "\"rows\":[{\"entity\":\"tenant\",\"key\":\"a\",\"stack\":\"b\",\"state\":\"changed\"}],"
              "\"summary\":{\"stacks\":2,\"modules\":0,\"files\":4,\"stacks_new\":0,\"stacks_changed\":1,"
              "\"stacks_removed\":0,\"files_written\":0,\"files_removed\":0,\"files_kept\":0,"
              "\"conflicts\":0}}");
    free(text);
    json_decref(object);
    assert_streams(f, "", "");
    close_fixture(f);
}

static void the_summary_names_what_there_is(void **state) {
    (void)state;
    static const struct {
        struct tnf_tree_result result;
        bool diffs;
        const char *text;
    } cases[] = {
        {{.stacks = 1, .files = 1}, false, "1 stack, 1 file, nothing to do"},
        {{.stacks = 1, .files = 1}, true, "1 stack, 1 file"},
        {{.stacks = 8, .modules = 12, .files = 99}, true, "8 stacks and 12 modules, 99 files"},
        {{.modules = 1, .files = 3}, true, "0 stacks and 1 module, 3 files"},
        {{.stacks = 47, .files = 412, .stacks_new = 3, .stacks_changed = 1, .stacks_removed = 2},
         false,
         "47 stacks, 412 files, 3 new, 1 changed, 2 removed"},
        {{.stacks = 2, .files = 4, .stacks_changed = 1, .files_kept = 2, .conflicts = 1},
         false,
         "2 stacks, 4 files, 1 changed, 2 changed by hand and kept, 1 in the way"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_cli_tree_add_summary(&text, &cases[i].result, cases[i].diffs);
        assert_string_equal(text.ptr, cases[i].text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_are_told_when_the_run_is_done),
        cmocka_unit_test(thousands_of_folders_are_counted),
        cmocka_unit_test(diffs_are_shown_without_control_characters),
        cmocka_unit_test(files_that_need_an_eye_are_told_at_once),
        cmocka_unit_test(rows_are_told_by_kind_and_name),
        cmocka_unit_test(damage_is_told_with_its_reason),
        cmocka_unit_test(json_has_what_is_not_the_same),
        cmocka_unit_test(the_summary_names_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
