#include "generator/cli/pages.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "generator/cli/topics.h"

static void add_sentence(struct tnf_strbuf *out, const char *label, const char *text) {
    if (text[0] != '\0') tnf_strbuf_addf(out, "\n%s: %s.\n", label, text);
}

static void add_example(struct tnf_strbuf *out, const char *label, struct tnf_strview text) {
    if (text.len == 0) return;
    if (tnf_sv_starts_with(text, TNF_SV("~ "))) {
        const struct tnf_strview words = tnf_sv_trim(tnf_sv_from(text, 2));
        tnf_strbuf_addf(out, "\n%s: %.*s.\n", label, TNF_SV_ARG(words));
        return;
    }
    const char *language = tnf_sv_starts_with(text, TNF_SV("$ ")) ? "console" : "yaml";
    tnf_strbuf_addf(out, "\n%s:\n\n```%s\n%.*s```\n", label, language, TNF_SV_ARG(text));
}

static void add_topic(struct tnf_strbuf *out, const struct tnf_cli_topic *topic) {
    tnf_strbuf_addf(out, "\n### %s\n\n", topic->id);
    if (topic->code[0] != '\0') tnf_strbuf_addf(out, "`%s`. ", topic->code);
    tnf_strbuf_addf(out, "%c%s.\n", tnf_to_upper(topic->title[0]), topic->title + 1);
    add_sentence(out, "Why", topic->why);
    add_sentence(out, "What to do", topic->what);
    add_example(out, "Refused", topic->refused);
    add_example(out, "Accepted", topic->accepted);
}

void tnf_cli_page_errors(struct tnf_strbuf *out) {
    static const char *const headings[] = {"Rules of the catalog", "Errors", "Exit statuses", "Findings of audit",
                                           "Rules of advise"};
    tnf_strbuf_add_str(
        out,
        "# Errors, rules and exit statuses\n\n"
        "<!-- Generated: UPDATE_GOLDEN=1 ctest --preset dev -R cli/explain -->\n\n"
        "`tenantform explain CODE` prints what stands here. An error shows its code in brackets, and with `--json` as "
        "`id`;\n"
        "one that has none of its own is known by its `code`. Examples of rules are parts of a catalog that has the "

        "platform acme\n"
        "in us-east-1 and the environment staging with a domain; a test imports them.\n");
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    size_t count = 0;
    const struct tnf_cli_topic *topics = tnf_cli_topics(&arena, &count);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || topics[i].kind != topics[i - 1].kind) tnf_strbuf_addf(out, "\n## %s\n", headings[topics[i].kind]);
        add_topic(out, &topics[i]);
    }
}
