#include "base/memory.h"
#include "base/strbuf.h"
#include "generator/cli/commands.h"
#include "generator/cli/explain.h"
#include "generator/cli/print.h"
#include "generator/cli/topics.h"
#include "generator/cli/usage.h"

#include <string.h>

enum { INDENT = 4 };

static void add_paragraph(struct tnf_strbuf *out, const char *label, const char *text) {
    if (text[0] == '\0') return;
    tnf_strbuf_addf(out, "\n%s: ", label);
    tnf_cli_wrap(out, text, 0, strlen(label) + 2);
    tnf_strbuf_add_c(out, '\n');
}

static void add_example(struct tnf_strbuf *out, const char *label, struct tnf_strview text) {
    if (text.len == 0) return;
    tnf_strbuf_addf(out, "\n%s:\n", label);
    while (text.len > 0) {
        tnf_strbuf_add_repeat(out, ' ', INDENT);
        const struct tnf_strview line = tnf_sv_next(&text, '\n');
        tnf_strbuf_add_sv(out, tnf_sv_starts_with(line, TNF_SV("~ ")) ? tnf_sv_from(line, 2) : line);
        tnf_strbuf_add_c(out, '\n');
    }
}

void tnf_cli_explain_text(struct tnf_strbuf *out, const struct tnf_cli_topic *topic) {
    const bool status = topic->kind == TNF_CLI_TOPIC_STATUS;
    tnf_strbuf_addf(out, "%s%s%s%s%s: %s\n", status ? "exit status " : "", topic->id,
                    topic->code[0] == '\0' ? "" : " (", topic->code, topic->code[0] == '\0' ? "" : ")", topic->title);
    add_paragraph(out, "Why", topic->why);
    add_paragraph(out, "What to do", topic->what);
    add_example(out, "Refused", topic->refused);
    add_example(out, "Accepted", topic->accepted);
}

static json_t *json_topic(const struct tnf_cli_topic *topic) {
    json_t *object = json_object();
    (void)json_object_set_new(object, "id", json_string(topic->id));
    (void)json_object_set_new(object, "kind", json_string(tnf_cli_topic_kind_name(topic->kind)));
    (void)json_object_set_new(object, "code", topic->code[0] == '\0' ? json_null() : json_string(topic->code));
    (void)json_object_set_new(object, "title", json_string(topic->title));
    (void)json_object_set_new(object, "why", json_string(topic->why));
    (void)json_object_set_new(object, "advice", json_string(topic->what));
    (void)json_object_set_new(object, "refused", tnf_cli_json_text(topic->refused));
    (void)json_object_set_new(object, "accepted", tnf_cli_json_text(topic->accepted));
    return object;
}

static void list(const struct tnf_cli *cli, json_t *topics_json) {
    struct tnf_arena arena = TNF_ARENA_INIT;
    size_t count = 0;
    const struct tnf_cli_topic *topics = tnf_cli_topics(&arena, &count);
    for (size_t i = 0; i < count; i++) {
        tnf_cli_line(cli, "%-13s  %s%s%s", topics[i].id, topics[i].code, topics[i].code[0] == '\0' ? "" : ": ",
                     topics[i].title);
        (void)json_array_append_new(topics_json, json_topic(&topics[i]));
    }
    tnf_arena_release(&arena);
}

static int explain_each(struct tnf_cli *cli, const char *const *ids, size_t count, json_t *topics,
                        struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (size_t i = 0; i < count; i++) {
        const struct tnf_cli_topic *topic = tnf_cli_topic_find(&cli->arena, ids[i], err);
        if (topic == NULL) return TNF_E_NOT_FOUND;
        if (i > 0) tnf_strbuf_add_c(&text, '\n');
        tnf_cli_explain_text(&text, topic);
        (void)json_array_append_new(topics, json_topic(topic));
    }
    if (!cli->json) (void)fwrite(text.ptr, 1, text.len, cli->out);
    return 0;
}

int tnf_cli_explain(struct tnf_cli *cli, const char *const *ids, size_t count, struct tnf_error *err) {
    json_t *object = tnf_cli_json_new();
    json_t *topics = json_array();
    (void)json_object_set_new(object, "topics", topics);
    if (count == 0) list(cli, topics);
    const int code = explain_each(cli, ids, count, topics, err);
    if (code < 0) {
        json_decref(object);
        return code;
    }
    return tnf_cli_json_write(cli, object, err);
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    return tnf_cli_explain(cli, args->words, args->word_count, err);
}

const struct tnf_cli_command tnf_cli_command_explain = {
    .name = "explain",
    .group = TNF_CLI_GROUP_ABOUT,
    .summary = "explain the code of an error, a rule, an exit status or a finding",
    .arguments = "[CODE…]",
    .description = "What it means, why it is so, what to do, and an example of what is refused and what is accepted. "
                   "Errors show their code in brackets, and with --json as \"id\". Without a CODE: all there are.",
    .examples = "A rule of the catalog\ttenantform explain TNF-R012\n"
                "An exit status\ttenantform explain 64",
    .max_words = SIZE_MAX,
    .long_result = true,
    .run = run,
};
