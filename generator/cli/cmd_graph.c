/* graph: what runs where, and what it has to do with what. */
#include "base/file.h"
#include "base/memory.h"
#include "generator/cli/at.h"
#include "generator/cli/change.h"
#include "generator/cli/commands.h"
#include "generator/cli/cost_inputs.h"
#include "generator/cli/graph_open.h"
#include "generator/cli/print.h"
#include "generator/report/graph/build.h"
#include "generator/report/graph/costs.h"
#include "generator/report/graph/write.h"
#include "generator/report/graph/write_svg.h"

#include <string.h>

struct format {
    const char *name;
    const char *suffix; /* of a file's name */
    bool costs;         /* has a field for them */
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
    {"mermaid", ".mmd", false, write_mermaid},  {"dot", ".dot", false, write_dot},
    {"svg", ".svg", true, tnf_graph_write_svg}, {"html", ".html", true, tnf_graph_write_html},
    {"json", ".json", true, write_json},
};
static const char *const format_names[] = {"mermaid", "dot", "svg", "html", "json", NULL};

static const struct format *named(const char *name) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(all_formats); i++)
        if (strcmp(all_formats[i].name, name) == 0) return &all_formats[i];
    return NULL;
}

/* --format, else what the output's name says, else HTML to be opened, JSON with --json, and Mermaid. */
static const struct format *format_of(const struct tnf_cli *cli, const struct tnf_cli_args *args) {
    const char *output = tnf_cli_value(args, "output");
    if (tnf_cli_has(args, "format")) return named(tnf_cli_value(args, "format"));
    if (tnf_cli_has(args, "open")) return named("html");
    for (size_t i = 0; output != NULL && i < TNF_ARRAY_LEN(all_formats); i++)
        if (tnf_sv_ends_with(tnf_sv(output), tnf_sv(all_formats[i].suffix))) return &all_formats[i];
    return named(cli->json && output == NULL ? "json" : "mermaid");
}

/* What a file was made for. */
struct result {
    const char *output;
    const struct format *format;
    bool open; /* somebody wants to see it */
};

static int tell(struct tnf_cli *cli, const struct result *result, const struct tnf_graph *graph,
                struct tnf_error *err) {
    const bool opened = result->open && tnf_cli_open_page(result->output);
    tnf_cli_say(cli, "%s: %zu boxes, %zu connections", result->output, graph->box_count - 1, graph->edge_count);
    if (result->open && !opened) tnf_cli_say(cli, "no browser was found: open the file in one");
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "output", tnf_cli_json_text(tnf_sv(result->output)));
    (void)json_object_set_new(object, "format", json_string(result->format->name));
    (void)json_object_set_new(object, "opened", json_boolean(opened));
    (void)json_object_set_new(object, "boxes", json_integer((json_int_t)graph->box_count - 1));
    (void)json_object_set_new(object, "edges", json_integer((json_int_t)graph->edge_count));
    return tnf_cli_json_write(cli, object, err);
}

/* What the page is called in the cache folder: graph-staging-acme. The names are those of rows. */
static struct tnf_strview page_name(struct tnf_cli *cli, const struct tnf_graph_view *view) {
    return tnf_arena_printf(&cli->arena, "graph%s%.*s%s%.*s%s", view->environment.len > 0 ? "-" : "",
                            TNF_SV_ARG(view->environment), view->tenant.len > 0 ? "-" : "", TNF_SV_ARG(view->tenant),
                            view->runners ? "-runners" : "");
}

static int give(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_graph_view *view,
                const struct tnf_graph *graph, struct tnf_error *err) {
    struct result result = {
        .output = tnf_cli_value(args, "output"), .format = format_of(cli, args), .open = tnf_cli_has(args, "open")};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(result.format->write(&text, graph, err));
    if (result.open && result.output == NULL)
        TNF_TRY(tnf_cli_page_path(cli, page_name(cli, view), &result.output, err));
    if (result.output != NULL) {
        TNF_TRY(tnf_file_write(result.output, tnf_strbuf_view(&text), err));
        return tell(cli, &result, graph, err);
    }
    if (fwrite(text.ptr, 1, text.len, cli->out) == text.len) return 0;
    return tnf_error_set(err, TNF_E_IO, "could not write to standard output");
}

static int check(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const struct format *format = format_of(cli, args);
    const bool file = tnf_cli_has(args, "output") || tnf_cli_has(args, "open");
    if (tnf_cli_has(args, "runners") && tnf_cli_has(args, "tenant"))
        return tnf_cli_usage_error(cli, err, "a runner cluster is no tenant's: give --runners or --tenant");
    if (tnf_cli_has(args, "open") && strcmp(format->name, "html") != 0 && strcmp(format->name, "svg") != 0)
        return tnf_cli_usage_error(cli, err, "a browser shows html and svg: --open is not for %s", format->name);
    if (cli->json && !file && strcmp(format->name, "json") != 0)
        return tnf_cli_usage_error(cli, err, "--json prints JSON: give --output a file for %s", format->name);
    return 0;
}

static int add_costs(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_catalog *catalog,
                     const struct tnf_graph_view *view, struct tnf_graph *graph, struct tnf_error *err) {
    TNF_AUTO(tnf_cli_cost_inputs_release) struct tnf_cli_cost_inputs inputs = TNF_CLI_COST_INPUTS_INIT;
    struct tnf_cost cost;
    TNF_TRY(tnf_cli_cost_inputs(cli, args, &inputs, err));
    const struct tnf_cost_options options = {
        .prices = inputs.prices, .usage = &inputs.usage, .environment = view->environment};
    TNF_TRY(tnf_cost_collect(catalog, &options, &cli->arena, &cost, err));
    tnf_graph_set_costs(graph, &cost);
    if (tnf_cli_has(args, "costs")) tnf_graph_show_costs(graph);
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
    if (format_of(cli, args)->costs || tnf_cli_has(args, "costs"))
        TNF_TRY(add_costs(cli, args, catalog, &view, &graph, err));
    return give(cli, args, &view, &graph, err);
}

static const struct tnf_cli_option graph_options[] = {
    TNF_CLI_ENVIRONMENT(false, "this environment; all when not given; --env is the same"),
    TNF_CLI_VALUE("tenant", 't', "NAME", "this tenant, with its routes, services and data"),
    TNF_CLI_SWITCH("runners", '\0', "the runner clusters"),
    TNF_CLI_CHOICE("format", 'f', "FORMAT", format_names,
                   "mermaid, dot, svg, html or json; by the name of the output when not given"),
    TNF_CLI_VALUE("output", 'o', "PATH", "file; standard output when not given"),
    TNF_CLI_SWITCH("open", '\0', "write a page with search and filters, and show it in the browser"),
    TNF_CLI_SWITCH("costs", '\0', "write into the boxes what they cost in a month"),
    TNF_CLI_COST_OPTIONS,
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
                   "--tenant shows one in full. Pages and JSON have what tenants, services and data cost in a month, "
                   "as `cost` counts "
                   "it. --open keeps the page in the user's cache folder, or in --output.",
    .examples =
        "An environment, for a page of Markdown\ttenantform graph --environment staging\n"
        "One tenant, through Graphviz\ttenantform graph -e staging -t acme --format dot | dot -Tpng -o acme.png",
    TNF_CLI_OPTIONS(graph_options),
    .run = run,
};
