/* Lines of a table become whole tenants: what the catalog has, changed by the cells. */
#include "catalog/text.h"
#include "catalog/text/csv.h"
#include "catalog/text/csv_columns.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/record.h"

#include <stdio.h>
#include <stdlib.h>

/* One line behind the names. */
struct line {
    const struct tnf_node *node;
    const struct tnf_node *tenant;
    const struct tnf_node *environment; /* NULL: no column, or an empty cell */
};

struct table {
    struct tnf_catalog *catalog;
    struct tnf_text_complaints to;
    struct tnf_csv_columns columns;
    struct tnf_text_rows *rows;
    struct line *lines; /* by tenant, then by place */
    size_t count;
};

static bool is_blank(const struct tnf_node *line) {
    for (const struct tnf_node *cell = line->first; cell != NULL; cell = cell->next)
        if (tnf_sv_trim(cell->text).len > 0) return false;
    return true;
}

static size_t length_of(const struct tnf_node *line) {
    size_t count = 0;
    for (const struct tnf_node *cell = line->first; cell != NULL; cell = cell->next) count++;
    return count;
}

static const struct tnf_node *cell_for(const struct table *table, const struct tnf_node *line,
                                       enum tnf_csv_meaning meaning) {
    const struct tnf_node *cell = line->first;
    for (size_t i = 0; cell != NULL; i++, cell = cell->next)
        if (table->columns.items[i].meaning == meaning) return tnf_sv_trim(cell->text).len > 0 ? cell : NULL;
    return NULL;
}

static void add_line(struct table *table, const struct tnf_node *node) {
    if (length_of(node) != table->columns.count) {
        tnf_text_complain(&table->to, node, "put fields with commas into quotes",
                          "%zu fields, where the first line names %zu columns", length_of(node), table->columns.count);
        return;
    }
    const struct line line = {node, cell_for(table, node, TNF_CSV_TENANT), cell_for(table, node, TNF_CSV_ENVIRONMENT)};
    if (line.tenant == NULL)
        tnf_text_complain(&table->to, node, "name the tenant in the column \"tenant\"", "the line names no tenant");
    else
        table->lines[table->count++] = line;
}

static int by_tenant_and_place(const void *left, const void *right) {
    const struct line *a = left;
    const struct line *b = right;
    const int order = tnf_sv_cmp(tnf_sv_trim(a->tenant->text), tnf_sv_trim(b->tenant->text));
    return order != 0 ? order : (a->node->line > b->node->line) - (a->node->line < b->node->line);
}

/* Whatever a message is about is said of the line of the table, where people can mend it. */
static void place_at(struct tnf_text_row *row, const char *file, const struct tnf_node *name) {
    row->file = file;
    row->name = name;
    for (size_t i = 0; i < row->record.entity->field_count; i++)
        if (row->values[i] != NULL) row->values[i] = name;
}

/* The tenant with all that it has in the catalog, or a new one. */
static int begin_tenant(struct table *table, const struct tnf_node *name, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const struct tnf_strview word = tnf_sv_trim(name->text);
    const size_t first = table->rows->count;
    struct tnf_error error;
    const int code = tnf_export_document(table->catalog, TNF_ENTITY_TENANT, word, TNF_TEXT_YAML, &text, &error);
    if (code == TNF_E_NOT_FOUND) {
        struct tnf_text_row *row = tnf_text_rows_add(table->rows, TNF_ENTITY_TENANT, 0);
        row->record.data[TNF_TENANT_NAME] = (struct tnf_datum){.set = true, .string = word};
    } else if (code < 0) {
        if (err != NULL) *err = error;
        return code;
    } else {
        tnf_text_parse(tnf_strbuf_view(&text), table->to.file, TNF_TEXT_YAML, table->rows, table->to.errors);
    }
    for (size_t i = first; i < table->rows->count; i++) place_at(&table->rows->items[i], table->to.file, name);
    return 0;
}

/* Index of the tenant's placement, which is added when it is not there. */
static size_t placement_of(struct table *table, size_t tenant, const struct tnf_node *environment) {
    const struct tnf_strview word = tnf_sv_trim(environment->text);
    for (size_t i = tenant; i < table->rows->count; i++) {
        const struct tnf_record *record = &table->rows->items[i].record;
        if (record->entity->id == TNF_ENTITY_PLACEMENT &&
            tnf_sv_eq(record->data[TNF_PLACEMENT_ENVIRONMENT].string, word))
            return i;
    }
    struct tnf_text_row *row = tnf_text_rows_add(table->rows, TNF_ENTITY_PLACEMENT, tenant);
    row->record.data[TNF_PLACEMENT_ENVIRONMENT] = (struct tnf_datum){.set = true, .string = word};
    place_at(row, table->to.file, environment);
    return table->rows->count - 1;
}

static void set_cell(struct table *table, size_t index, size_t field, const struct tnf_node *cell) {
    struct tnf_text_row *row = &table->rows->items[index];
    const char *name = row->record.entity->fields[field].name;
    struct tnf_record one = tnf_record_new(&table->rows->arena, row->record.entity->id);
    struct tnf_error error = {0};
    const struct tnf_node *before = row->values[field];
    if (tnf_record_set_text(&one, field, tnf_sv_trim(cell->text), &table->rows->arena, &error) < 0) {
        tnf_text_complain(&table->to, cell, error.hint[0] == '\0' ? NULL : error.hint, "%s", error.message);
        return;
    }
    const bool by_other_line = before != NULL && before != row->name;
    if (by_other_line &&
        !tnf_datum_equal(&row->record.entity->fields[field], &row->record.data[field], &one.data[field])) {
        char hint[120];
        (void)snprintf(hint, sizeof hint, "line %u has another value; write it once, or the same in every line",
                       before->line);
        tnf_text_complain(&table->to, cell, hint, "%s: the %s %s has two values", name, row->record.entity->title,
                          tnf_excerpt(tnf_record_name(&row->record)).text);
        return;
    }
    row->record.data[field] = one.data[field];
    row->values[field] = cell;
}

static void apply_line(struct table *table, size_t tenant, const struct line *line) {
    const size_t placement = line->environment == NULL ? 0 : placement_of(table, tenant, line->environment);
    const struct tnf_node *cell = line->node->first;
    for (size_t i = 0; cell != NULL; i++, cell = cell->next) {
        const struct tnf_csv_column *column = &table->columns.items[i];
        if (column->meaning != TNF_CSV_FIELD || tnf_sv_trim(cell->text).len == 0) continue;
        if (column->entity == TNF_ENTITY_TENANT)
            set_cell(table, tenant, column->field, cell);
        else if (line->environment != NULL)
            set_cell(table, placement, column->field, cell);
        else
            tnf_text_complain(&table->to, cell, "name one in the column \"environment\"",
                              "%s: it is a value for an environment, and the line names none",
                              tnf_entity(column->entity)->fields[column->field].name);
    }
}

static int apply_lines(struct table *table, struct tnf_error *err) {
    size_t tenant = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct line *line = &table->lines[i];
        const bool is_first =
            i == 0 || !tnf_sv_eq(tnf_sv_trim(line->tenant->text), tnf_sv_trim(table->lines[i - 1].tenant->text));
        if (is_first) {
            tenant = table->rows->count;
            TNF_TRY(begin_tenant(table, line->tenant, err));
        }
        apply_line(table, tenant, line);
    }
    return 0;
}

int tnf_text_add_csv(struct tnf_catalog *catalog, const struct tnf_node *lines, const char *file,
                     struct tnf_text_rows *rows, struct tnf_error_list *errors, struct tnf_error *err) {
    struct table table = {.catalog = catalog, .to = {errors, tnf_arena_str(&rows->arena, file)}, .rows = rows};
    static const struct tnf_node nowhere = {.kind = TNF_NODE_SEQUENCE, .line = 1, .column = 1};
    const size_t before = errors->count + errors->dropped;
    tnf_csv_read_columns(&table.to, lines == NULL ? &nowhere : lines, &rows->arena, &table.columns);
    if (errors->count + errors->dropped > before || lines == NULL) return 0;
    size_t count = 0;
    for (const struct tnf_node *line = lines->next; line != NULL; line = line->next) count++;
    table.lines = tnf_xcalloc(count, sizeof *table.lines);
    for (const struct tnf_node *line = lines->next; line != NULL; line = line->next)
        if (!is_blank(line)) add_line(&table, line);
    if (table.count > 1) qsort(table.lines, table.count, sizeof *table.lines, by_tenant_and_place);
    const int code = apply_lines(&table, err);
    free(table.lines);
    return code;
}
