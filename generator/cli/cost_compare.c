/* cost --compare: the places beside each other. */
#include "base/memory.h"
#include "base/terminal.h"
#include "generator/cli/cost_output.h"
#include "generator/cli/print.h"
#include "generator/cli/table.h"

enum { COLUMNS = 1 + TNF_COST_PLACE_COUNT, VCPU = 1024, GIB = 1024 };

static bool is_empty(const struct tnf_cost_comparison *comparison, size_t component) {
    for (size_t i = 0; i < TNF_COST_PLACE_COUNT; i++)
        if (comparison->cents[component][i] != 0) return false;
    return true;
}

static struct tnf_strview money(struct tnf_arena *arena, int64_t cents) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_money_add(&text, cents);
    return tnf_arena_sv(arena, tnf_strbuf_view(&text));
}

static void print_table(struct tnf_cli *cli, const struct tnf_cost_comparison *comparison) {
    static const char *const titles[COLUMNS] = {"COMPONENT", "ECS ON FARGATE", "ECS ON EC2", "EKS"};
    static const bool right[COLUMNS] = {false, true, true, true};
    struct tnf_strview cells[(TNF_COST_COMPONENT_COUNT + 1) * COLUMNS];
    size_t rows = 0;
    for (size_t c = 0; c <= TNF_COST_COMPONENT_COUNT; c++) {
        const bool total = c == TNF_COST_COMPONENT_COUNT;
        if (!total && is_empty(comparison, c)) continue;
        const int64_t *cents = total ? comparison->totals : comparison->cents[c];
        cells[rows * COLUMNS] = tnf_sv(total ? "total" : tnf_cost_components[c].title);
        for (size_t i = 0; i < TNF_COST_PLACE_COUNT; i++) cells[rows * COLUMNS + 1 + i] = money(&cli->arena, cents[i]);
        rows++;
    }
    const struct tnf_cli_table table = {
        .titles = titles, .right = right, .column_count = COLUMNS, .cells = cells, .row_count = rows};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    (void)tnf_cli_table(&text, &table, 0, tnf_terminal_style(cli->out_colour, TNF_STYLE_BOLD),
                        tnf_terminal_style(cli->out_colour, TNF_STYLE_PLAIN));
    (void)fwrite(text.ptr, 1, text.len, cli->out);
}

/* What the numbers stand for. */
static void print_notes(struct tnf_cli *cli, const struct tnf_cost *cost,
                        const struct tnf_cost_comparison *comparison) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_cli_line(cli, "%s", "");
    if (comparison->tasks > 0) {
        tnf_strbuf_addf(&text, "%lld task%s on Fargate (", (long long)comparison->tasks,
                        comparison->tasks == 1 ? "" : "s");
        tnf_quantity_add(&text, comparison->cpu * TNF_QUANTITY_ONE / VCPU);
        tnf_strbuf_add_str(&text, " vCPU, ");
        tnf_quantity_add(&text, comparison->memory * TNF_QUANTITY_ONE / GIB);
        tnf_strbuf_addf(&text, " GiB) would take %lld × %.*s", (long long)comparison->nodes,
                        TNF_SV_ARG(comparison->instance_type));
        tnf_cli_line(cli, "%s", text.ptr);
    }
    tnf_strbuf_clear(&text);
    tnf_cli_cost_dates(&text, cost);
    tnf_cli_line(cli, "US dollars a month of 730 hours, at list prices of %s; how it is compared: docs/cost.md",
                 text.ptr);
    if (comparison->unpriced > 0)
        tnf_cli_say(cli, "%zu quantit%s of the comparison without a price, counted as 0; see --by line",
                    comparison->unpriced, comparison->unpriced == 1 ? "y" : "ies");
}

void tnf_cli_comparison_text(struct tnf_cli *cli, const struct tnf_cost *cost,
                             const struct tnf_cost_comparison *comparison) {
    print_table(cli, comparison);
    print_notes(cli, cost, comparison);
}

void tnf_cli_comparison_csv(struct tnf_strbuf *out, const struct tnf_cost_comparison *comparison) {
    tnf_strbuf_add_str(out, "component");
    for (size_t i = 0; i < TNF_COST_PLACE_COUNT; i++) tnf_strbuf_addf(out, ",%s", tnf_cost_places[i].name);
    tnf_strbuf_add_str(out, "\r\n");
    for (size_t c = 0; c < TNF_COST_COMPONENT_COUNT; c++) {
        tnf_strbuf_add_str(out, tnf_cost_components[c].name);
        for (size_t i = 0; i < TNF_COST_PLACE_COUNT; i++) {
            tnf_strbuf_add_c(out, ',');
            tnf_money_add_plain(out, comparison->cents[c][i]);
        }
        tnf_strbuf_add_str(out, "\r\n");
    }
}

static json_t *places_json(const int64_t cents[TNF_COST_PLACE_COUNT]) {
    json_t *object = json_object();
    for (size_t i = 0; i < TNF_COST_PLACE_COUNT; i++)
        (void)json_object_set_new(object, tnf_cost_places[i].name, json_integer((json_int_t)cents[i]));
    return object;
}

void tnf_cli_comparison_json(json_t *object, const struct tnf_cost_comparison *comparison) {
    json_t *components = json_array();
    for (size_t c = 0; c < TNF_COST_COMPONENT_COUNT; c++) {
        json_t *component = json_object();
        (void)json_object_set_new(component, "component", json_string(tnf_cost_components[c].name));
        (void)json_object_set_new(component, "cents", places_json(comparison->cents[c]));
        (void)json_array_append_new(components, component);
    }
    (void)json_object_set_new(object, "currency", json_string("USD"));
    (void)json_object_set_new(object, "components", components);
    (void)json_object_set_new(object, "total_cents", places_json(comparison->totals));
    (void)json_object_set_new(object, "instance_type", tnf_cli_json_text(comparison->instance_type));
    (void)json_object_set_new(object, "nodes", json_integer((json_int_t)comparison->nodes));
    (void)json_object_set_new(object, "networks", json_integer((json_int_t)comparison->networks));
    (void)json_object_set_new(object, "tasks", json_integer((json_int_t)comparison->tasks));
    (void)json_object_set_new(object, "cpu", json_integer((json_int_t)comparison->cpu));
    (void)json_object_set_new(object, "memory", json_integer((json_int_t)comparison->memory));
    (void)json_object_set_new(object, "unpriced", json_integer((json_int_t)comparison->unpriced));
}
