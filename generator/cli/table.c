#include "generator/cli/table.h"

#include "base/memory.h"
#include "generator/cli/visible.h"

static const char gap[] = "  ";

/* The start of the text that takes at most `columns`. */
static struct tnf_strview fit(struct tnf_strview text, size_t columns) {
    while (tnf_cli_columns(text) > columns) {
        do text.len--;
        while (text.len > 0 && ((unsigned char)text.ptr[text.len] & 0xc0) == 0x80);
    }
    return text;
}

static size_t cell_columns(struct tnf_strview text) {
    const size_t columns = tnf_cli_columns(text);
    return columns > TNF_CLI_CELL_COLUMNS ? TNF_CLI_CELL_COLUMNS : columns;
}

static void add_cell(struct tnf_strbuf *out, struct tnf_strview text, size_t width, bool right, bool last) {
    const size_t columns = cell_columns(text);
    if (right) tnf_strbuf_add_repeat(out, ' ', width - columns);
    if (tnf_cli_columns(text) > TNF_CLI_CELL_COLUMNS) {
        const struct tnf_strview start = fit(text, TNF_CLI_CELL_COLUMNS - 1);
        tnf_strbuf_add_sv(out, start);
        tnf_strbuf_add_str(out, "…");
        if (!last) tnf_strbuf_add_repeat(out, ' ', TNF_CLI_CELL_COLUMNS - 1 - tnf_cli_columns(start));
    } else {
        tnf_strbuf_add_sv(out, text);
    }
    if (!right && !last) tnf_strbuf_add_repeat(out, ' ', width - columns);
    if (!last) tnf_strbuf_add_str(out, gap);
}

/* Widths of the columns, and how many of them fit. */
static size_t measure(const struct tnf_cli_table *table, size_t limit, size_t *widths) {
    size_t shown = 0;
    size_t used = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        widths[c] = cell_columns(tnf_sv(table->titles[c]));
        for (size_t r = 0; r < table->row_count; r++) {
            const size_t columns = cell_columns(table->cells[r * table->column_count + c]);
            if (columns > widths[c]) widths[c] = columns;
        }
        used += widths[c] + (c == 0 ? 0 : sizeof gap - 1);
        if (c == 0 || limit == 0 || used <= limit) shown = c + 1;
        if (shown != c + 1) break;
    }
    return shown;
}

size_t tnf_cli_table(struct tnf_strbuf *out, const struct tnf_cli_table *table, size_t width, const char *bold,
                     const char *plain) {
    size_t *widths = tnf_xcalloc(table->column_count, sizeof *widths);
    const size_t shown = measure(table, width, widths);
    tnf_strbuf_add_str(out, bold);
    for (size_t c = 0; c < shown; c++)
        add_cell(out, tnf_sv(table->titles[c]), widths[c], table->right[c], c + 1 == shown);
    tnf_strbuf_addf(out, "%s\n", plain);
    for (size_t r = 0; r < table->row_count; r++) {
        const struct tnf_strview *row = &table->cells[r * table->column_count];
        for (size_t c = 0; c < shown; c++) add_cell(out, row[c], widths[c], table->right[c], c + 1 == shown);
        tnf_strbuf_add_c(out, '\n');
    }
    free(widths);
    return table->column_count - shown;
}
