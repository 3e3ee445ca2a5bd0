/* RFC 4180: what a line is, what a field is, and where. */
#include "catalog/text/csv.h"

#include "tests/support/test.h"

#include <string.h>

/* Fields with their place, quoted ones in quotes, lines in brackets. */
static void describe(const struct tnf_node *lines, struct tnf_strbuf *out) {
    for (const struct tnf_node *line = lines; line != NULL; line = line->next) {
        tnf_strbuf_add_c(out, '[');
        for (const struct tnf_node *cell = line->first; cell != NULL; cell = cell->next)
            tnf_strbuf_addf(out, cell->plain ? "%s%u:%u %.*s" : "%s%u:%u \"%.*s\"", cell == line->first ? "" : " ",
                            cell->line, cell->column, TNF_SV_ARG(cell->text));
        tnf_strbuf_add_c(out, ']');
    }
}

static const struct read_case {
    const char *name;
    const char *text;
    const char *expected; /* the lines, or the error */
} cases[] = {
    {"nothing", "", ""},
    {"lines with LF and CRLF, the last without an end", "a,b\nc,d\r\ne,f", "[1:1 a 1:3 b][2:1 c 2:3 d][3:1 e 3:3 f]"},
    {"empty fields and blank lines", "a,,\n\n\r\n,b\n", "[1:1 a 1:3  1:4 ][4:1  4:2 b]"},
    {"commas, quotes and line ends in quotes", "\"a,\"\"b\"\"\",\"c\nd\",e\n", "[1:1 \"a,\"b\"\" 1:11 \"c\nd\" 2:4 e]"},
    {"a carriage return that ends no line", "a\rb\n", "[1:1 a\rb]"},
    {"columns count characters", "\xC3\xA9t\xC3\xA9,b\n", "[1:1 \xC3\xA9t\xC3\xA9 1:5 b]"},
    {"a byte order mark", "\xEF\xBB\xBF\"a\",b", "[1:1 \"a\" 1:5 b]"},
    {"a quote that does not end", "a,\"b\nc", "f:1:3: a quoted field does not end"},
    {"text after a quoted field", "\"a\"b", "f:1:4: expected a comma or the end of the line"},
    {"a quote within a field", "a\"b\"", "f:1:2: a quote in a field that does not begin with one"},
    {"bytes that are not UTF-8", "a\xFF", "f: the file is not UTF-8"},
};

static void fields_lines_and_errors_have_their_places(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_node *lines = NULL;
        struct tnf_error error = {0};
        char message[2048] = "";
        if (tnf_read_csv(tnf_sv(cases[i].text), "f", &arena, &lines, &error) == 0)
            describe(lines, &out);
        else
            (void)tnf_error_format(&error, message, sizeof message);
        const char *got = message[0] == '\0' ? out.ptr : message;
        const size_t length = message[0] == '\0' ? strlen(got) + 1 : strlen(cases[i].expected);
        if (strncmp(got, cases[i].expected, length) != 0)
            fail_msg("%s:\nexpected %s\ngot      %s", cases[i].name, cases[i].expected, got);
        tnf_arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(fields_lines_and_errors_have_their_places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
