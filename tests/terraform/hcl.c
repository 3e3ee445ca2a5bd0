/*
 * What real Terraform makes of the HCL that we write: text comes back as the same text from wherever it was put, and
 * `fmt` leaves our bytes alone. Everything is put into few files, because each start of Terraform costs.
 */
#include "tests/support/test.h"

#include "base/file.h"
#include "base/process.h"
#include "generator/hcl/format.h"
#include "generator/template/template.h"
#include "tests/support/scratch.h"

#include <jansson.h>
#include <string.h>

enum { TEXT_COUNT = 3000, SKIPPED = 77 };

/* Pieces that texts are made of; all in NFC, because Terraform normalises strings to it. */
static const char *const pieces[] = {
    "",
    "${aws_vpc.x.id}",
    "%{ if true }",
    "%{endif}",
    "$${",
    "%%{",
    "${",
    "%{",
    "$",
    "%",
    "{",
    "}",
    "~}",
    "\"",
    "'",
    "\\",
    "\\n",
    "\\u0041",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\x01",
    "\x7f",
    "EOT",
    "\nEOT\n",
    "<<EOT",
    "  ",
    "a",
    "name-1",
    "#",
    "//",
    "/* x */",
    "'; DROP TABLE tenant; --",
    "resource \"aws_vpc\" \"x\" {\n}\n",
    "{{name}}",
    "{{{raw}}}",
    "../../etc",
    "-rf",
    "null",
    "true",
    "\xc3\xa4\xc3\xb6",
    "\xf0\x9f\x8e\x89",
    "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9",
    "\xe2\x80\xa8",
    "\xe6\x97\xa5\xe6\x9c\xac",
    "\xef\xbb\xbf",
    "0123456789012345678901234567890123456789",
};

static const char main_template[] = "# {{#texts}}{{text}} {{/texts}}\n"
                                    "/* {{#texts}}{{text}}{{/texts}} */\n"
                                    "output \"texts\" {\n"
                                    "  value = [\n"
                                    "    {{#texts}}\n"
                                    "    {\n"
                                    "      literal = {{text}}\n"
                                    "      object  = {{object}}\n"
                                    "      quoted  = \"<{{text}}{{text}}>\"\n"
                                    "      brace   = \"{{text}}{${ {{text}} }\"\n"
                                    "      key     = keys({ {{text}} = 1 })[0]\n"
                                    "      quoted_key = keys({ \"x{{text}}\" = 1 })[0]\n"
                                    "      heredoc = <<EOT\n"
                                    "{{text}}\n"
                                    "<{{text}}>{{text}}\n"
                                    "E{{text}}T\n"
                                    "EOT\n"
                                    "      indented = <<-EOT\n"
                                    "        {{text}}\n"
                                    "          <{{text}}>\n"
                                    "      EOT\n"
                                    "    },\n"
                                    "    {{/texts}}\n"
                                    "  ]\n"
                                    "}\n";

struct random {
    uint64_t state;
};

/* xorshift64*. */
static size_t random_below(struct random *random, size_t limit) {
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return (size_t)((random->state * 0x2545F4914F6CDD1DULL) >> 33) % limit;
}

/* Each piece alone, then random ones together. */
static struct tnf_strview make_text(struct random *random, struct tnf_arena *arena, size_t number) {
    if (number < TNF_ARRAY_LEN(pieces)) return tnf_sv(pieces[number]);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const size_t count = 1 + random_below(random, 8);
    for (size_t i = 0; i < count; i++) tnf_strbuf_add_str(&text, pieces[random_below(random, TNF_ARRAY_LEN(pieces))]);
    return tnf_arena_sv(arena, tnf_strbuf_view(&text));
}

static struct tnf_value make_texts(struct tnf_arena *arena) {
    struct random random = {20240607};
    struct tnf_value texts = tnf_value_list(arena);
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        const struct tnf_strview text = make_text(&random, arena, i);
        struct tnf_value inner = tnf_value_object(arena);
        tnf_object_set_string(arena, inner, "text", text);
        struct tnf_value list = tnf_value_list(arena);
        tnf_list_add(arena, list, inner);
        tnf_list_add(arena, list, tnf_value_string(text));
        struct tnf_value item = tnf_value_object(arena);
        tnf_object_set_string(arena, item, "text", text);
        tnf_object_set_value(arena, item, "object", list);
        tnf_list_add(arena, texts, item);
    }
    return texts;
}

static void render(struct tnf_value texts, struct tnf_arena *arena, struct tnf_strbuf *out) {
    struct tnf_error err = {0};
    struct tnf_value root = tnf_value_object(arena);
    tnf_object_set_value(arena, root, "texts", texts);
    struct tnf_template_set *set = tnf_template_set_new();
    int code = tnf_template_set_add(set, "main.tf", "main.tf", tnf_sv(main_template), &err);
    if (code == 0) code = tnf_template_set_link(set, &err);
    if (code == 0) code = tnf_template_render(tnf_template_find(set, "main.tf"), root, out, &err);
    if (code < 0) fail_msg("%s", err.message);
    tnf_template_set_free(set);
}

/* Runs a tool in the folder. False when the machine has none of that name. */
static bool run(const char *directory, const char *const *arguments, struct tnf_strbuf *output, int *ret_status) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf home = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&path, "PATH=%s", getenv("PATH"));
    tnf_strbuf_addf(&home, "HOME=%s", directory);
    const char *const environment[] = {path.ptr, home.ptr, "TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1", NULL};
    const struct tnf_process process = {
        .program = arguments[0], .arguments = arguments, .environment = environment, .directory = directory};
    struct tnf_error err = {0};
    const int code = tnf_process_run(&process, output, ret_status, &err);
    if (code == TNF_E_NOT_FOUND || *ret_status == 127) return false;
    if (code < 0) fail_msg("%s", err.message);
    return true;
}

static bool has_tool(const char *name) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    const char *const arguments[] = {name, "version", NULL};
    int status = 0;
    return run("/", arguments, &output, &status) && status == 0;
}

static void check_text(json_t *item, const char *name, const char *before, struct tnf_strview text, const char *between,
                       bool twice, const char *after) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf expected = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&expected, before);
    tnf_strbuf_add_sv(&expected, text);
    tnf_strbuf_add_str(&expected, between);
    if (twice) tnf_strbuf_add_sv(&expected, text);
    tnf_strbuf_add_str(&expected, after);
    json_t *got = json_object_get(item, name);
    assert_true(json_is_string(got));
    const struct tnf_strview value = tnf_sv_n(json_string_value(got), json_string_length(got));
    if (!tnf_sv_eq(value, tnf_strbuf_view(&expected)))
        fail_msg("%s of\n%.*s\ncame back as\n%.*s", name, TNF_SV_ARG(text), TNF_SV_ARG(value));
}

static void check_heredoc(json_t *item, struct tnf_strview text) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf expected = TNF_STRBUF_INIT;
    for (int i = 0; i < 2; i++) {
        tnf_strbuf_add_str(&expected, i == 0 ? "" : "<");
        tnf_strbuf_add_sv(&expected, text);
        tnf_strbuf_add_str(&expected, i == 0 ? "\n" : ">");
    }
    tnf_strbuf_add_sv(&expected, text);
    tnf_strbuf_add_str(&expected, "\nE");
    tnf_strbuf_add_sv(&expected, text);
    tnf_strbuf_add_str(&expected, "T\n");
    check_text(item, "heredoc", "", tnf_strbuf_view(&expected), "", false, "");
}

static void check_item(json_t *item, struct tnf_strview text) {
    check_text(item, "literal", "", text, "", false, "");
    check_text(item, "quoted", "<", text, "", true, ">");
    check_text(item, "brace", "", text, "{", true, "");
    check_text(item, "key", "", text, "", false, "");
    check_text(item, "quoted_key", "x", text, "", false, "");
    check_text(item, "indented", "", text, "\n  <", true, ">\n");
    check_heredoc(item, text);
    json_t *object = json_object_get(item, "object");
    check_text(json_array_get(object, 0), "text", "", text, "", false, "");
}

static void every_text_comes_back_as_it_was(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf source = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_scratch_release) struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    const struct tnf_value texts = make_texts(&arena);
    render(texts, &arena, &source);
    tnf_scratch_write(&scratch, "main.tf", source.ptr);
    const char *const arguments[] = {"terraform", "apply", "-auto-approve", "-no-color", "-input=false", NULL};
    int status = 0;
    assert_true(run(scratch.path.ptr, arguments, &output, &status));
    if (status != 0) fail_msg("%.4000s", output.ptr);
    TNF_AUTO_FREE char *text = tnf_scratch_read(&scratch, "terraform.tfstate");
    json_t *result = json_loads(text, JSON_ALLOW_NUL, NULL);
    json_t *items = json_object_get(json_object_get(json_object_get(result, "outputs"), "texts"), "value");
    assert_int_equal(json_array_size(items), TEXT_COUNT);
    for (size_t i = 0; i < TEXT_COUNT; i++)
        check_item(json_array_get(items, i), tnf_object_get(tnf_list_at(texts, i), TNF_SV("text"), NULL).text);
    json_decref(result);
}

/* The samples of the formatter's unit test, as it formats them, a file each; and a rendered one. */
static void write_formatted(struct tnf_scratch *scratch) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf samples = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf rendered = TNF_STRBUF_INIT;
    assert_int_equal(tnf_file_read(TNF_FORMAT_SAMPLES, 1 << 20, &samples, NULL), 0);
    static const char mark[] = "--- formatted\n";
    const char *at = samples.ptr;
    size_t count = 0;
    for (const char *end; (at = strstr(at, "=== ")) != NULL; at = end, count++) {
        const char *source = strchr(at, '\n') + 1;
        end = strstr(source, mark) + strlen(mark);
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        assert_int_equal(tnf_hcl_format(tnf_sv_n(source, (size_t)(end - source) - strlen(mark)), &out, NULL), 0);
        const struct tnf_strview name = tnf_arena_printf(&arena, "sample-%03zu.tf", count);
        tnf_scratch_write(scratch, name.ptr, out.ptr);
    }
    assert_true(count >= 60);
    render(make_texts(&arena), &arena, &rendered);
    tnf_scratch_write(scratch, "rendered.tf", rendered.ptr);
}

static void check_fmt(const char *tool) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_scratch_release) struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    write_formatted(&scratch);
    const char *const arguments[] = {tool, "fmt", "-check", "-diff", "-no-color", NULL};
    int status = 0;
    assert_true(run(scratch.path.ptr, arguments, &output, &status));
    if (status != 0) fail_msg("%s fmt would change:\n%.4000s", tool, output.ptr);
}

static void terraform_fmt_changes_nothing(void **state) {
    (void)state;
    check_fmt("terraform");
}

static void tofu_fmt_changes_nothing(void **state) {
    (void)state;
    if (!has_tool("tofu")) {
        print_message("skipped: tofu is not in PATH\n");
        skip();
    }
    check_fmt("tofu");
}

int main(void) {
    if (!has_tool("terraform")) {
        print_message("skipped: terraform is not in PATH (scripts/setup gets it)\n");
        return SKIPPED;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_comes_back_as_it_was),
        cmocka_unit_test(terraform_fmt_changes_nothing),
        cmocka_unit_test(tofu_fmt_changes_nothing),
    };
    return cmocka_run_group_tests_name("terraform/hcl", tests, NULL, NULL);
}
