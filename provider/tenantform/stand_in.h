/*
 * Rows that can be tried out although some of their values are not known yet, and the key that a row has before it is
 * changed. Pure.
 */
#pragma once

#include "provider/tenantform/row.h"

/* The planned row with `before`'s values (may be NULL) where it is not known; required ones that nobody knows get the
 * value that the fewest rules mind. */
struct tnf_record tnf_row_stand_in(struct tnf_arena *arena, const struct tnf_row *planned,
                                   const struct tnf_record *before);

/* Only key fields are set: the row's own name before, and the names of what it belongs to and refers to as they are
 * planned, because rows follow when those are renamed. */
struct tnf_record tnf_row_key_before(struct tnf_arena *arena, const struct tnf_record *prior,
                                     const struct tnf_record *planned);
