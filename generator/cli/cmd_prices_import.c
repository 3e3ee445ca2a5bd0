/* prices import: offer files of AWS's price list become a price file. */
#include "base/file.h"
#include "base/memory.h"
#include "generator/cli/commands.h"
#include "generator/cli/print.h"
#include "generator/report/prices/decimal.h"
#include "generator/report/prices/offer_file.h"
#include "generator/report/prices/prices.h"

#include <string.h>

enum { OFFERS_MAX = 64 };

struct import {
    struct tnf_strview region;
    struct tnf_offer *offers;
    size_t offer_count;
    size_t price_count; /* without those that are ambiguous */
    struct tnf_strbuf text;
};

static int read_region(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_strview *ret,
                       struct tnf_error *err) {
    const char *region = tnf_cli_value(args, "region");
    if (region == NULL) return tnf_cli_usage_error(cli, err, "--region is missing: an offer file may have several");
    *ret = tnf_sv(region);
    if (tnf_price_is_region(*ret) && strcmp(region, TNF_PRICE_GLOBAL) != 0) return 0;
    return tnf_cli_usage_error(cli, err, "--region takes the name of a region, eu-west-1, not \"%s\"", region);
}

static int read_offers(struct tnf_cli *cli, const struct tnf_cli_args *args, struct import *import,
                       struct tnf_error *err) {
    import->offers = TNF_ARENA_ARRAY(&cli->arena, struct tnf_offer, args->word_count);
    for (size_t i = 0; i < args->word_count; i++) {
        struct tnf_offer *offer = &import->offers[import->offer_count++];
        TNF_TRY(tnf_offer_read(args->words[i], import->region, &cli->arena, offer, err));
        for (size_t n = 0; n < offer->count; n++) import->price_count += !offer->prices[n].ambiguous;
    }
    return 0;
}

/* What is written is read again as any price file is: two offers with the same key, or a region that is none, are told
 * before anything is written. */
static int check(struct tnf_cli *cli, const struct import *import, struct tnf_error *err) {
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    if (import->price_count > 0)
        return tnf_prices_add_text(prices, tnf_strbuf_view(&import->text), "the imported prices", &cli->errors, err);
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "no price of %.*s that there is a key for is in these files",
                        TNF_SV_ARG(import->region));
    tnf_error_hint(err, "fetch the offer files of that region; docs/prices.md says which");
    return TNF_E_NOT_FOUND;
}

static json_t *prices_json(const struct tnf_offer *offer) {
    json_t *prices = json_array();
    for (size_t i = 0; i < offer->count; i++) {
        const struct tnf_offer_price *price = &offer->prices[i];
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_decimal_add(&text, price->nanos);
        json_t *object = json_object();
        (void)json_object_set_new(object, "key", tnf_cli_json_text(price->key));
        (void)json_object_set_new(object, "price", price->ambiguous ? json_null() : json_string(text.ptr));
        (void)json_array_append_new(prices, object);
    }
    return prices;
}

static int tell(struct tnf_cli *cli, const struct import *import, const char *output, struct tnf_error *err) {
    json_t *offers = json_array();
    for (size_t i = 0; i < import->offer_count; i++) {
        const struct tnf_offer *offer = &import->offers[i];
        json_t *object = json_object();
        (void)json_object_set_new(object, "code", tnf_cli_json_text(offer->code));
        (void)json_object_set_new(object, "version", tnf_cli_json_text(offer->version));
        (void)json_object_set_new(object, "date", tnf_cli_json_text(offer->date));
        (void)json_object_set_new(object, "prices", prices_json(offer));
        (void)json_array_append_new(offers, object);
        for (size_t n = 0; n < offer->count; n++)
            if (offer->prices[n].ambiguous)
                tnf_cli_say(cli, "left out: %.*s, of which %.*s has several prices", TNF_SV_ARG(offer->prices[n].key),
                            TNF_SV_ARG(offer->code));
    }
    tnf_cli_say(cli, "%zu price%s of %.*s from %zu offer file%s", import->price_count,
                import->price_count == 1 ? "" : "s", TNF_SV_ARG(import->region), import->offer_count,
                import->offer_count == 1 ? "" : "s");
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "region", tnf_cli_json_text(import->region));
    (void)json_object_set_new(object, "file", output == NULL ? json_null() : json_string(output));
    (void)json_object_set_new(object, "offers", offers);
    return tnf_cli_json_write(cli, object, err);
}

static int import_all(struct tnf_cli *cli, const struct tnf_cli_args *args, struct import *import,
                      struct tnf_error *err) {
    const char *output = tnf_cli_value(args, "output");
    TNF_TRY(read_region(cli, args, &import->region, err));
    TNF_TRY(read_offers(cli, args, import, err));
    tnf_offers_write(import->offers, import->offer_count, import->region, &import->text);
    TNF_TRY(check(cli, import, err));
    if (output != NULL)
        TNF_TRY(tnf_file_write(output, tnf_strbuf_view(&import->text), err));
    else if (!cli->json)
        (void)fwrite(import->text.ptr, 1, import->text.len, cli->out);
    return tell(cli, import, output, err);
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct import import = {.text = TNF_STRBUF_INIT};
    const int code = import_all(cli, args, &import, err);
    tnf_strbuf_release(&import.text);
    return code;
}

static const struct tnf_cli_option options[] = {
    TNF_CLI_VALUE("region", '\0', "REGION", "region whose prices are taken, eu-west-1"),
    TNF_CLI_VALUE("output", 'o', "FILE", "price file that is written; standard output when not given"),
};

const struct tnf_cli_command tnf_cli_command_prices_import = {
    .name = "prices import",
    .group = TNF_CLI_GROUP_COST,
    .summary = "make a price file of offer files of AWS's price list",
    .arguments = "OFFER...",
    .description =
        "Reads index.json or index.csv of offers such as AmazonEC2, of any size, takes the prices on demand of "
        "one region that there are keys for, and writes them with the offer's version and date. Nothing is "
        "fetched; docs/prices.md says which files to fetch, and from where.",
    .examples = "Prices of Ireland\ttenantform prices import AmazonEC2.csv AmazonRDS.json --region eu-west-1 -o "
                "eu-west-1.yaml",
    TNF_CLI_OPTIONS(options),
    .min_words = 1,
    .max_words = OFFERS_MAX,
    .run = run,
};
