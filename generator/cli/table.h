/* Text in columns that line up, for people. */
#pragma once

#include "base/strbuf.h"

#include <stdbool.h>

/* What a cell may take before it is cut, with an ellipsis at its end. */
enum { TNF_CLI_CELL_COLUMNS = 48 };

struct tnf_cli_table {
    const char *const *titles; /* one for each column */
    const bool *right;         /* whether a column stands to the right, as numbers do */
    size_t column_count;
    const struct tnf_strview *cells; /* row by row; visible text (tnf_cli_visible) */
    size_t row_count;
};

/* Appends the table, two blanks between columns and none at line ends. With `width` (columns of a terminal; 0:
 * unlimited) columns that do not fit are left out from the right. Returns how many were left out. `bold` and
 * `plain` go around the titles ("" without colour). */
size_t tnf_cli_table(struct tnf_strbuf *out, const struct tnf_cli_table *table, size_t width, const char *bold,
                     const char *plain);
