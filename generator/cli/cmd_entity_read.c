/* show and list: the entity commands that read. */
#include "base/memory.h"
#include "base/terminal.h"
#include "generator/cli/change.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/entity_value.h"
#include "generator/cli/find_row.h"
#include "generator/cli/print.h"
#include "generator/cli/table.h"
#include "generator/cli/visible.h"

#include <string.h>

static void print_row(const struct tnf_cli *cli, const struct tnf_record *row) {
    size_t width = 0;
    for (size_t i = 0; i < row->entity->field_count; i++) {
        const size_t length = strlen(row->entity->fields[i].name);
        if (length > width) width = length;
    }
    for (size_t i = 0; i < row->entity->field_count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf value = TNF_STRBUF_INIT;
        tnf_cli_add_value(&value, row, i);
        tnf_cli_line(cli, "%-*s  %s", (int)width, row->entity->fields[i].name, value.ptr);
    }
}

int tnf_cli_cmd_entity_show(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_open(cli, /* write= */ false, &catalog, err));
    struct tnf_record key = tnf_record_new(&cli->arena, cli->command->entity->id);
    tnf_cli_read_keys(args->words, &cli->arena, &key);
    struct tnf_record row;
    TNF_TRY(tnf_cli_find_row(catalog, &key, &cli->arena, &row, err));
    if (!cli->json) print_row(cli, &row);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "entity", json_string(row.entity->name));
    (void)json_object_set_new(object, "row", tnf_cli_json_record(&row));
    return tnf_cli_json_write(cli, object, err);
}

/* What list collects: cells of all fields, or JSON rows. */
struct listing {
    struct tnf_cli *cli;
    json_t *rows;
    struct tnf_strview *cells;
    size_t row_count;
    size_t capacity;
    bool given[TNF_FIELDS_MAX]; /* fields that are set in some row */
};

static struct tnf_strview cell_of(struct listing *listing, const struct tnf_record *row, size_t field) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf visible = TNF_STRBUF_INIT;
    tnf_record_add_text(&text, row, field);
    tnf_cli_visible(&visible, tnf_strbuf_view(&text));
    if (!row->data[field].set) tnf_strbuf_add_c(&visible, '-');
    return tnf_arena_sv(&listing->cli->arena, tnf_strbuf_view(&visible));
}

static int collect(const struct tnf_record *row, void *context, struct tnf_error *err) {
    (void)err;
    struct listing *listing = context;
    const size_t count = row->entity->field_count;
    if (listing->cli->json) {
        (void)json_array_append_new(listing->rows, tnf_cli_json_record(row));
        return 0;
    }
    listing->cells = tnf_xgrow(listing->cells, listing->row_count, &listing->capacity, count * sizeof *listing->cells);
    for (size_t i = 0; i < count; i++) {
        listing->cells[listing->row_count * count + i] = cell_of(listing, row, i);
        listing->given[i] = listing->given[i] || row->data[i].set;
    }
    listing->row_count++;
    return 0;
}

/* Keeps the columns that somebody gave a value to, and prints them. */
static void print_listing(struct listing *listing, const struct tnf_entity *entity) {
    struct tnf_cli *cli = listing->cli;
    const char *titles[TNF_FIELDS_MAX];
    bool right[TNF_FIELDS_MAX];
    size_t from[TNF_FIELDS_MAX];
    size_t shown = 0;
    for (size_t i = 0; i < entity->field_count; i++) {
        if (!listing->given[i]) continue;
        titles[shown] = entity->fields[i].name;
        right[shown] = entity->fields[i].type == TNF_TYPE_INT;
        from[shown++] = i;
    }
    for (size_t r = 0; r < listing->row_count; r++)
        for (size_t c = 0; c < shown; c++)
            listing->cells[r * shown + c] = listing->cells[r * entity->field_count + from[c]];

    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const struct tnf_cli_table table = {.titles = titles,
                                        .right = right,
                                        .column_count = shown,
                                        .cells = listing->cells,
                                        .row_count = listing->row_count};
    const size_t left_out =
        tnf_cli_table(&text, &table, cli->out_columns, tnf_terminal_style(cli->out_colour, TNF_STYLE_BOLD),
                      tnf_terminal_style(cli->out_colour, TNF_STYLE_PLAIN));
    (void)fwrite(text.ptr, 1, text.len, cli->out);
    if (left_out > 0)
        tnf_cli_say(cli, "%zu more columns do not fit here; `tenantform %s show` has every field", left_out,
                    tnf_cli_entity_word(entity->id));
}

static int list(struct tnf_cli *cli, const struct tnf_record *filter, struct listing *listing, struct tnf_error *err) {
    const struct tnf_entity *entity = filter->entity;
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_open(cli, /* write= */ false, &catalog, err));
    TNF_TRY(tnf_catalog_each(catalog, entity->id, filter, collect, listing, err));
    if (!cli->json && listing->row_count == 0)
        tnf_cli_say(cli, "there is no %s", entity->title);
    else if (!cli->json)
        print_listing(listing, entity);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "entity", json_string(entity->name));
    (void)json_object_set(object, "rows", listing->rows);
    return tnf_cli_json_write(cli, object, err);
}

int tnf_cli_cmd_entity_list(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct tnf_record filter = tnf_record_new(&cli->arena, cli->command->entity->id);
    TNF_TRY(tnf_cli_read_fields(filter.entity, args, &cli->arena, &filter, err));
    struct listing listing = {.cli = cli, .rows = json_array()};
    const int code = list(cli, &filter, &listing, err);
    json_decref(listing.rows);
    free(listing.cells);
    return code;
}
