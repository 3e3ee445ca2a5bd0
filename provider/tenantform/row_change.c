#include "provider/tenantform/row_change.h"

#include "base/memory.h"
#include "provider/tenantform/stand_in.h"

bool tnf_row_renames(const struct tnf_record *before, const struct tnf_row *planned) {
    return !tnf_sv_eq(tnf_record_name(before), tnf_record_name(&planned->record));
}

int tnf_row_change(struct tnf_catalog *catalog, const struct tnf_record *before, const struct tnf_row *planned,
                   struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record current = *before;
    if (tnf_row_renames(before, planned)) {
        TNF_TRY(tnf_catalog_rename(catalog, before, tnf_record_name(&planned->record), err));
        TNF_TRY(tnf_catalog_get(catalog, &planned->record, &arena, &current, err));
    }
    const struct tnf_record record = tnf_row_stand_in(&arena, planned, &current);
    return tnf_catalog_update(catalog, &record, /* whole= */ true, err);
}
