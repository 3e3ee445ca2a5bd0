/* What may stand in an entity's mapping, by the table of entities. */
#pragma once

#include "catalog/entity.h"

#include <stdbool.h>

/* True for fields that are written in the mapping itself, alone or under their group: all but the keys, which
 * come from the nesting. */
bool tnf_text_is_body(const struct tnf_field *field);
/* Index of the field that `key` means: directly in the mapping (group NULL) or under the group. -1: none. */
int tnf_text_find_field(const struct tnf_entity *entity, const char *group, struct tnf_strview key);
/* True for the first field of its group, where the group stands in the order of keys. */
bool tnf_text_starts_group(const struct tnf_entity *entity, size_t field);
/* The group that `key` means, or NULL. */
const char *tnf_text_find_group(const struct tnf_entity *entity, struct tnf_strview key);
/* The entity that nests under `entity` with this plural, or NULL. */
const struct tnf_entity *tnf_text_find_child(const struct tnf_entity *entity, struct tnf_strview key);
/* True for entities that are documents of their own. */
bool tnf_text_is_document(const struct tnf_entity *entity);

/* One line of help about a key that does not belong there: what it may have been meant to be, or what else
 * there is. group as above. */
struct tnf_text_key_hint {
    char text[512];
};
struct tnf_text_key_hint tnf_text_key_hint(const struct tnf_entity *entity, const char *group, struct tnf_strview key);
/* The same for a document that says neither of what it is. */
struct tnf_text_key_hint tnf_text_document_hint(void);
