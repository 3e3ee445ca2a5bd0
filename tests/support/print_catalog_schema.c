/* Prints the tables and indexes that the table of entities asks for: where a new migration is copied from. */
#include "tests/support/catalog_schema.h"

#include "base/memory.h"

#include <stdio.h>

int main(void) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf sql = TNF_STRBUF_INIT;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        tnf_strbuf_addf(&sql, "\n-- %s: %s.\n", entity->title, entity->summary);
        tnf_schema_add_table(&sql, entity);
        tnf_schema_add_indexes(&sql, entity);
    }
    return fputs(sql.ptr, stdout) < 0;
}
