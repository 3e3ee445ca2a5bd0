/*
 * Rows as Terraform's values, and back. Pure. Attributes that are null are fields that are not set: the layer below
 * decides. Nothing is lost on the way: a list that is set and empty stays so, and a group that is written with nothing
 * in it (scaling = {}) comes back as it was written.
 */
#pragma once

#include "catalog/record.h"
#include "provider/schema/diagnostic.h"
#include "provider/schema/value.h"
#include "provider/tenantform/entity_schema.h"

/* A row out of a value. */
struct tnf_row {
    struct tnf_record record;
    uint64_t unknown; /* bit 1 << field for each field that is not wholly known; it is not set in the record */
};
_Static_assert(TNF_FIELDS_MAX <= 64, "a field has a bit in a uint64_t");
#define TNF_ROW_BIT(field) (UINT64_C(1) << (field))

/* Reads a value of the entity's resource or data source. What no row can have (a null in a list, half a CPU) is
 * added to `diagnostics` with its path. Text is shared with the value. */
void tnf_row_read(struct tnf_arena *arena, const struct tnf_entity_schema *schema, const struct tnf_cty_value *value,
                  struct tnf_row *ret, struct tnf_diagnostics *diagnostics);

/* The value of a row. `shape` (may be NULL) is the value that it stands for, and decides whether a group without
 * values is null. Text is shared with the record. */
struct tnf_cty_value tnf_row_write(struct tnf_arena *arena, const struct tnf_entity_schema *schema,
                                   const struct tnf_record *record, const struct tnf_cty_value *shape);

/* The identity of a row: its key fields. */
struct tnf_cty_value tnf_row_identity(struct tnf_arena *arena, const struct tnf_entity_schema *schema,
                                      const struct tnf_record *record);
/* A record with the key fields that an identity has. */
struct tnf_record tnf_row_of_identity(struct tnf_arena *arena, const struct tnf_entity_schema *schema,
                                      const struct tnf_cty_value *identity);

/* The value with one field replaced; `value` must not be shared with anybody. Fields of groups are not meant. */
void tnf_row_set(struct tnf_cty_value *value, const char *attribute, struct tnf_cty_value part);

/* Bits of all key fields. */
uint64_t tnf_row_keys(const struct tnf_entity *entity);
bool tnf_row_same_key(const struct tnf_record *a, const struct tnf_record *b);

/* The path of a field, or of one of its entries: an item's index in a list, a pair's in a map (-1: the whole).
 * `steps` is the storage. */
struct tnf_place {
    struct tnf_attribute_path steps[3];
};
const struct tnf_attribute_path *tnf_row_place(const struct tnf_record *record, int field, int item,
                                               struct tnf_place *storage);
