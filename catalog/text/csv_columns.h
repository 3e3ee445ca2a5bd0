/* What the columns of a table of tenants mean, by its first line. Private to the import of such tables. */
#pragma once

#include "base/arena.h"
#include "catalog/text/decode_value.h"

enum tnf_csv_meaning { TNF_CSV_NOTHING, TNF_CSV_TENANT, TNF_CSV_ENVIRONMENT, TNF_CSV_FIELD };

struct tnf_csv_column {
    enum tnf_csv_meaning meaning;
    enum tnf_entity_id entity; /* of a field: tenant or placement */
    size_t field;
};

struct tnf_csv_columns {
    struct tnf_csv_column *items; /* by position; in the arena */
    size_t count;
    bool has_environment;
};

/* Reads the line of names. Columns that mean nothing are complained about, as are a missing one for the tenant and,
 * where fields of placements are, for the environment. */
void tnf_csv_read_columns(const struct tnf_text_complaints *to, const struct tnf_node *names, struct tnf_arena *arena,
                          struct tnf_csv_columns *ret);
