#include "generator/cli/complete.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct result {
    struct tnf_arena arena;
    struct tnf_strbuf text;
    struct tnf_cli_place place;
};

static void release(struct result *result) {
    tnf_strbuf_release(&result->text);
    tnf_arena_release(&result->arena);
}

/* Completes the last of the words in `line`, which are separated by one blank each. */
static void complete(struct result *result, const char *line) {
    const char *words[16];
    size_t count = 0;
    struct tnf_strview rest = tnf_sv(line);
    words[0] = "";
    do words[count++] = tnf_arena_sv(&result->arena, tnf_sv_next(&rest, ' ')).ptr;
    while (rest.ptr != NULL && count < 16);
    tnf_strbuf_clear(&result->text);
    tnf_cli_complete(&result->arena, words, count, &result->text, &result->place);
}

static bool offers(const struct result *result, const char *candidate) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&line, "%s\t", candidate);
    struct tnf_strview rest = tnf_strbuf_view(&result->text);
    while (rest.len > 0)
        if (tnf_sv_starts_with(tnf_sv_next(&rest, '\n'), tnf_strbuf_view(&line))) return true;
    return false;
}

static void candidates_fit_the_place(void **state) {
    (void)state;
    static const struct {
        const char *line;
        const char *offered;
        const char *not_offered;
    } cases[] = {
        {"", "tenant", "add"},
        {"ver", "version", "help"},
        {"gpu", "gpu-pool", "gpu_pool"},
        {"--j", "--json", "--quiet"},
        {"tenant ", "suspend", "tenant"},
        {"tenant s", "show", "list"},
        {"--catalog x tenant s", "set", "list"},
        {"--catalog=x tenant s", "set", "list"},
        {"-c x tenant s", "set", "list"},
        {"service set acme api --me", "--memory", "--cpu"},
        {"service set acme api --kind w", "worker", "agent"},
        {"service set acme api --kind web --arch", "--architecture", "--kind"},
        {"volume set acme api x --read-only ", "true", "--path"},
        {"completion ", "zsh", "--json"},
        {"completion bash ", "", "zsh"},
        {"database add a b c --vers", "--version", "--verbose"},
        {"__comp", "", "__complete"},
    };
    struct result result = {TNF_ARENA_INIT, TNF_STRBUF_INIT, {0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        complete(&result, cases[i].line);
        if (cases[i].offered[0] != '\0' && !offers(&result, cases[i].offered))
            fail_msg("\"%s\" does not offer %s but\n%s", cases[i].line, cases[i].offered, result.text.ptr);
        if (offers(&result, cases[i].not_offered)) fail_msg("\"%s\" offers %s", cases[i].line, cases[i].not_offered);
    }
    release(&result);
}

static void the_place_is_told(void **state) {
    (void)state;
    struct result result = {TNF_ARENA_INIT, TNF_STRBUF_INIT, {0}};
    complete(&result, "service set acme --cpu 512 ap");
    assert_string_equal(result.place.command->name, "service set");
    assert_null(result.place.option);
    assert_int_equal(result.place.word_count, 1);
    assert_string_equal(result.place.words[0], "acme");
    assert_string_equal(result.place.prefix, "ap");
    complete(&result, "service list --tenant ac");
    assert_string_equal(result.place.option->name, "tenant");
    complete(&result, "nonsense --x ");
    assert_null(result.place.command);
    release(&result);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(candidates_fit_the_place),
        cmocka_unit_test(the_place_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
