#include "generator/report/graph/write_svg.h"

#include "base/memory.h"
#include "tests/support/test.h"

#include <expat.h>
#include <string.h>

#define HOSTILE "</text><script>alert(1)</script> \" ' & ]]> &lt; onload=x"

static void fill(struct tnf_graph *graph) {
    tnf_graph_init(graph, TNF_SV(HOSTILE));
    const struct tnf_graph_box vpc = {.kind = TNF_GRAPH_VPC, .id = TNF_SV("vpc"), .label = TNF_SV(HOSTILE)};
    const size_t network = tnf_graph_add(graph, &vpc);
    const struct tnf_graph_box service = {.kind = TNF_GRAPH_SERVICE,
                                          .parent = network,
                                          .id = TNF_SV("api"),
                                          .label = TNF_SV(HOSTILE),
                                          .tenant = TNF_SV(HOSTILE),
                                          .service = TNF_SV("api"),
                                          .cents = 1234};
    const size_t api = tnf_graph_add(graph, &service);
    tnf_graph_detail(graph, api, "%s", HOSTILE);
    const struct tnf_graph_box data = {
        .kind = TNF_GRAPH_DATABASE, .id = TNF_SV("db"), .label = TNF_SV("main"), .cents = TNF_GRAPH_COST_UNKNOWN};
    tnf_graph_connect(graph, api, tnf_graph_add(graph, &data), TNF_GRAPH_DATA, TNF_SV(HOSTILE));
}

/* What an XML parser sees. */
struct seen {
    size_t scripts;
    size_t boxes;
    size_t lines;
    size_t labels; /* that are the hostile text as it is */
    char tenant[200];
    char cents[20];
    struct tnf_strbuf text;
};

static const char *attribute(const XML_Char **attributes, const char *name) {
    for (; attributes[0] != NULL; attributes += 2)
        if (strcmp(attributes[0], name) == 0) return attributes[1];
    return "";
}

static void start(void *context, const XML_Char *name, const XML_Char **attributes) {
    struct seen *seen = context;
    tnf_strbuf_clear(&seen->text);
    seen->scripts += strcmp(name, "script") == 0;
    seen->lines += strcmp(attribute(attributes, "class"), "line") == 0;
    if (attribute(attributes, "data-box")[0] == '\0') return;
    seen->boxes++;
    if (attribute(attributes, "data-service")[0] == '\0') return;
    (void)snprintf(seen->tenant, sizeof(seen->tenant), "%s", attribute(attributes, "data-tenant"));
    (void)snprintf(seen->cents, sizeof(seen->cents), "%s", attribute(attributes, "data-cents"));
}

static void text(void *context, const XML_Char *bytes, int length) {
    struct seen *seen = context;
    tnf_strbuf_add(&seen->text, bytes, (size_t)length);
}

static void end(void *context, const XML_Char *name) {
    struct seen *seen = context;
    seen->labels += strcmp(name, "title") == 0 && strstr(seen->text.ptr, HOSTILE) != NULL;
}

static void names_are_text_in_a_well_formed_picture(void **state) {
    (void)state;
    enum { TITLES = 4 }; /* of the picture, two boxes and a line */
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    struct seen seen = {.text = TNF_STRBUF_INIT};
    fill(&graph);
    assert_int_equal(tnf_graph_write_svg(&out, &graph, &err), 0);
    XML_Parser parser = XML_ParserCreate("UTF-8");
    XML_SetUserData(parser, &seen);
    XML_SetElementHandler(parser, start, end);
    XML_SetCharacterDataHandler(parser, text);
    if (XML_Parse(parser, out.ptr, (int)out.len, 1) != XML_STATUS_OK)
        fail_msg("line %d: %s", (int)XML_GetCurrentLineNumber(parser), XML_ErrorString(XML_GetErrorCode(parser)));
    XML_ParserFree(parser);
    tnf_strbuf_release(&seen.text);
    assert_int_equal(seen.scripts, 0);
    assert_int_equal(seen.boxes, 3);
    assert_int_equal(seen.lines, 1);
    assert_int_equal(seen.labels, TITLES);
    assert_string_equal(seen.tenant, HOSTILE);
    assert_string_equal(seen.cents, "1234");
}

static void it_needs_nothing_from_elsewhere(void **state) {
    (void)state;
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    tnf_graph_init(&graph, TNF_SV("title"));
    assert_int_equal(tnf_graph_write_svg(&out, &graph, &err), 0);
    static const char *const ways_out[] = {"href", "url(", "@import", "<image", "<use", "src="};
    for (size_t i = 0; i < TNF_ARRAY_LEN(ways_out); i++) assert_null(strstr(out.ptr, ways_out[i]));
    assert_non_null(strstr(out.ptr, "prefers-color-scheme: dark"));
    assert_non_null(strstr(out.ptr, "<title id=\"picture-title\">title</title>"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_text_in_a_well_formed_picture),
        cmocka_unit_test(it_needs_nothing_from_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
