#include "catalog/names.h"

#include "catalog/record.h"

struct tnf_strview tnf_physical_name(const struct tnf_record *record) {
    const int field = tnf_entity_field(record->entity, TNF_SV("physical_name"));
    if (field >= 0 && record->data[field].set) return record->data[field].string;
    return tnf_record_name(record);
}

struct tnf_strings tnf_former_names(const struct tnf_record *record) {
    const int field = tnf_entity_field(record->entity, TNF_SV("former_names"));
    return field >= 0 && record->data[field].set ? record->data[field].list : (struct tnf_strings){0};
}
