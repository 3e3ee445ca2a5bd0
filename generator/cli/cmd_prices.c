/* prices list, prices check: what AWS charges, as this program counts with it. */
#include "base/memory.h"
#include "base/terminal.h"
#include "generator/cli/commands.h"
#include "generator/cli/prices.h"
#include "generator/cli/print.h"
#include "generator/cli/table.h"
#include "generator/report/prices/keys.h"

#include <unistd.h>

static void print_table(const struct tnf_cli *cli, const struct tnf_cli_table *table) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    (void)tnf_cli_table(&text, table, cli->out_columns, tnf_terminal_style(cli->out_colour, TNF_STYLE_BOLD),
                        tnf_terminal_style(cli->out_colour, TNF_STYLE_PLAIN));
    (void)fwrite(text.ptr, 1, text.len, cli->out);
}

static int list_keys(struct tnf_cli *cli, struct tnf_error *err) {
    static const char *const titles[] = {"key", "unit", "price of"};
    static const bool right[] = {false, false, false};
    enum { COLUMNS = 3 };
    struct tnf_strview *cells = TNF_ARENA_ARRAY(&cli->arena, struct tnf_strview, tnf_price_key_count * COLUMNS);
    json_t *keys = json_array();
    for (size_t i = 0; i < tnf_price_key_count; i++) {
        const struct tnf_price_key *key = &tnf_price_keys[i];
        cells[i * COLUMNS] = tnf_sv(key->name);
        cells[i * COLUMNS + 1] = tnf_sv(key->unit);
        cells[i * COLUMNS + 2] = tnf_sv(key->summary);
        (void)json_array_append_new(
            keys, json_pack("{s:s, s:s, s:s}", "name", key->name, "unit", key->unit, "summary", key->summary));
    }
    const struct tnf_cli_table table = {titles, right, COLUMNS, cells, tnf_price_key_count};
    if (!cli->json) print_table(cli, &table);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "keys", keys);
    return tnf_cli_json_write(cli, object, err);
}

static json_t *price_json(const struct tnf_price *price) {
    json_t *object = json_object();
    (void)json_object_set_new(object, "key", tnf_cli_json_text(price->key));
    (void)json_object_set_new(object, "region", tnf_cli_json_text(price->region));
    (void)json_object_set_new(object, "price", tnf_cli_json_text(price->text));
    (void)json_object_set_new(object, "unit", tnf_cli_json_text(price->unit));
    (void)json_object_set_new(object, "date", tnf_cli_json_text(price->date));
    (void)json_object_set_new(object, "source", tnf_cli_json_text(price->source));
    return object;
}

/* Those of the region, and those that hold in all. */
static bool is_wanted(const struct tnf_price *price, const char *region, const char *start) {
    if (start != NULL && !tnf_sv_starts_with(price->key, tnf_sv(start))) return false;
    return region == NULL || tnf_sv_eq_c(price->region, region) || tnf_sv_eq_c(price->region, TNF_PRICE_GLOBAL);
}

static int list_prices(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_prices *prices,
                       struct tnf_error *err) {
    static const char *const titles[] = {"key", "region", "USD", "unit", "date", "source"};
    static const bool right[] = {false, false, true, false, false, false};
    enum { COLUMNS = 6 };
    const char *region = tnf_cli_value(args, "region");
    const char *start = args->word_count == 0 ? NULL : args->words[0];
    struct tnf_strview *cells = TNF_ARENA_ARRAY(&cli->arena, struct tnf_strview, tnf_prices_count(prices) * COLUMNS);
    size_t rows = 0;
    json_t *list = json_array();
    for (size_t i = 0; i < tnf_prices_count(prices); i++) {
        const struct tnf_price *price = tnf_prices_at(prices, i);
        if (!is_wanted(price, region, start)) continue;
        const struct tnf_strview row[COLUMNS] = {price->key,  price->region, price->text,
                                                 price->unit, price->date,   price->source};
        for (size_t c = 0; c < COLUMNS; c++) cells[rows * COLUMNS + c] = row[c];
        rows++;
        (void)json_array_append_new(list, price_json(price));
    }
    const struct tnf_cli_table table = {titles, right, COLUMNS, cells, rows};
    if (!cli->json && rows > 0) print_table(cli, &table);
    if (rows == 0) tnf_cli_say(cli, "there is no such price");
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "prices", list);
    return tnf_cli_json_write(cli, object, err);
}

static int run_list(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    if (tnf_cli_has(args, "keys")) return list_keys(cli, err);
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = NULL;
    TNF_TRY(tnf_cli_prices(cli, args, &prices, err));
    return list_prices(cli, args, prices, err);
}

static int run_check(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    TNF_TRY(tnf_prices_add_file(prices, args->words[0], &cli->errors, err));
    json_t *regions = json_array();
    struct tnf_strview last = {0};
    for (size_t i = 0; i < tnf_prices_count(prices); i++) {
        const struct tnf_strview region = tnf_prices_at(prices, i)->region;
        if (!tnf_sv_eq(region, last)) (void)json_array_append_new(regions, tnf_cli_json_text(region));
        last = region;
    }
    tnf_cli_line(cli, "%s: %zu price%s, %zu region%s", args->words[0], tnf_prices_count(prices),
                 tnf_prices_count(prices) == 1 ? "" : "s", json_array_size(regions),
                 json_array_size(regions) == 1 ? "" : "s");
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "prices", json_integer((json_int_t)tnf_prices_count(prices)));
    (void)json_object_set_new(object, "regions", regions);
    return tnf_cli_json_write(cli, object, err);
}

static const struct tnf_cli_option list_options[] = {
    TNF_CLI_VALUE("region", '\0', "REGION", "only prices of this region, and those that hold in all"),
    TNF_CLI_SWITCH("keys", '\0', "the keys that there are, with their units, instead of prices"),
    TNF_CLI_PRICES_OPTION,
};

const struct tnf_cli_command tnf_cli_command_prices_list = {
    .name = "prices list",
    .group = TNF_CLI_GROUP_COST,
    .summary = "list what AWS charges, with date and source",
    .arguments = "[KEY]",
    .description = "With the beginning of a key only those prices. They come with the program, and from the file of "
                   "--prices, which lies over them.",
    .examples = "What an instance of PostgreSQL costs\ttenantform prices list rds.postgres --region us-east-1",
    TNF_CLI_OPTIONS(list_options),
    .max_words = 1,
    .long_result = true,
    .run = run_list,
};

const struct tnf_cli_command tnf_cli_command_prices_check = {
    .name = "prices check",
    .group = TNF_CLI_GROUP_COST,
    .summary = "check a price file",
    .arguments = "FILE",
    .description = "Keys, units, decimals, dates, sources and doubles; each fault with line and column. docs/prices.md "
                   "has the format.",
    .min_words = 1,
    .max_words = 1,
    .run = run_check,
};
