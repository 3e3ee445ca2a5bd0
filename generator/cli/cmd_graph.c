/* graph: what runs where, and what it has to do with what. */
#include "base/file.h"
#include "base/memory.h"
#include "generator/cli/at.h"
#include "generator/cli/change.h"
#include "generator/cli/commands.h"
#include "generator/cli/print.h"
#include "generator/report/graph/build.h"
#include "generator/report/graph/write.h"
#include "generator/report/graph/write_svg.h"

#include <string.h>

struct format {
    const char *name;
    const char *suffix; /* of a file's name */
    int (*write)(struct tnf_strbuf *out, const struct tnf_graph *graph, struct tnf_error *err);
};

static int write_mermaid(struct tnf_strbuf *out, const struct tnf_graph *graph, struct tnf_error *err) {
    (void)err;
    tnf_graph_write_mermaid(out, graph);
    return 0;
}

static int write_dot(struct tnf_strbuf *out, const struct tnf_graph *graph, struct tnf_error *err) {
    (void)err;
    tnf_graph_write_dot(out, graph);
    return 0;
}

static int write_json(struct tnf_strbuf *out, const struct tnf_graph *graph, struct tnf_error *err) {
    (void)err;
    tnf_graph_write_json(out, graph);
    return 0;
}

static const struct format all_formats[] = {
    {"mermaid", ".mmd", write_mermaid},
    {"dot", ".dot", write_dot},
    {"svg", ".svg", tnf_graph_write_svg},
    {"json", ".json", write_json},
};
static const char *const format_names[] = {"mermaid", "dot", "svg", "json", NULL};

/* --format, else what the output's name says, else JSON with --json and Mermaid without. */
static const struct format *format_of(const struct tnf_cli *cli, const char *name, const char *output) {
    for (size_t i = 0; name != NULL && i < TNF_ARRAY_LEN(all_formats); i++)
        if (strcmp(all_formats[i].name, name) == 0) return &all_formats[i];
    for (size_t i = 0; output != NULL && i < TNF_ARRAY_LEN(all_formats); i++)
        if (tnf_sv_ends_with(tnf_sv(output), tnf_sv(all_formats[i].suffix))) return &all_formats[i];
    return cli->json && output == NULL ? &all_formats[TNF_ARRAY_LEN(all_formats) - 1] : &all_formats[0];
}

static int tell(struct tnf_cli *cli, const char *output, const struct format *format, const struct tnf_graph *graph,
                struct tnf_error *err) {
    tnf_cli_say(cli, "%s: %zu boxes, %zu connections", output, graph->box_count - 1, graph->edge_count);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "output", tnf_cli_json_text(tnf_sv(output)));
    (void)json_object_set_new(object, "format", json_string(format->name));
    (void)json_object_set_new(object, "boxes", json_integer((json_int_t)graph->box_count - 1));
    (void)json_object_set_new(object, "edges", json_integer((json_int_t)graph->edge_count));
    return tnf_cli_json_write(cli, object, err);
}

static int give(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_graph *graph,
                struct tnf_error *err) {
    const char *output = tnf_cli_value(args, "output");
    const struct format *format = format_of(cli, tnf_cli_value(args, "format"), output);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(format->write(&text, graph, err));
    if (output != NULL) {
        TNF_TRY(tnf_file_write(output, tnf_strbuf_view(&text), err));
        return tell(cli, output, format, graph, err);
    }
    if (fwrite(text.ptr, 1, text.len, cli->out) == text.len) return 0;
    return tnf_error_set(err, TNF_E_IO, "could not write to standard output");
}

static int check(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const char *format = tnf_cli_value(args, "format");
    if (tnf_cli_has(args, "runners") && tnf_cli_has(args, "tenant"))
        return tnf_cli_usage_error(cli, err, "a runner cluster is no tenant's: give --runners or --tenant");
    if (cli->json && format != NULL && strcmp(format, "json") != 0 && !tnf_cli_has(args, "output"))
        return tnf_cli_usage_error(cli, err, "--json prints JSON: give --output a file for %s", format);
    return 0;
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    TNF_TRY(check(cli, args, err));
    const struct tnf_graph_view view = {
        .environment = tnf_sv(tnf_cli_value(args, "environment")),
        .tenant = tnf_sv(tnf_cli_value(args, "tenant")),
        .runners = tnf_cli_has(args, "runners"),
    };
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_open(cli, /* write= */ false, &catalog, err));
    TNF_TRY(tnf_catalog_begin_read(catalog, err));
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    TNF_TRY(tnf_graph_build(catalog, &view, &graph, err));
    return give(cli, args, &graph, err);
}

static const struct tnf_cli_option graph_options[] = {
    TNF_CLI_ENVIRONMENT(false, "this environment; all when not given; --env is the same"),
    TNF_CLI_VALUE("tenant", 't', "NAME", "this tenant, with its routes, services and data"),
    TNF_CLI_SWITCH("runners", '\0', "the runner clusters"),
    TNF_CLI_CHOICE("format", 'f', "FORMAT", format_names,
                   "mermaid, dot, svg or json; by the name of the output when not given"),
    TNF_CLI_VALUE("output", 'o', "PATH", "file; standard output when not given"),
    TNF_CLI_AT_OPTION,
};

const struct tnf_cli_command tnf_cli_command_graph = {
    .name = "graph",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "show what runs where: networks, services, routes, data",
    .arguments = "",
    .description = "Draws what would be generated from the catalog, as it says it: accounts, networks and their tiers, "
                   "load balancers, services and what they call, databases, caches, file systems, secrets and runner "
                   "clusters, and how tenants are kept apart. Of many tenants each is one box that lists its services; "
                   "--tenant shows one in full.",
    .examples =
        "An environment, for a page of Markdown\ttenantform graph --environment staging\n"
        "One tenant, through Graphviz\ttenantform graph -e staging -t acme --format dot | dot -Tpng -o acme.png",
    TNF_CLI_OPTIONS(graph_options),
    .run = run,
};
