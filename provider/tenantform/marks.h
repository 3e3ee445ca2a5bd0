/* What is known about rows by their keys, beside the catalog. */
#pragma once

#include "catalog/record.h"

enum tnf_mark {
    TNF_MARK_SEEN = 1 << 0,    /* is in a state */
    TNF_MARK_CREATED = 1 << 1, /* is planned to be made */
    TNF_MARK_REMOVED = 1 << 2, /* is planned to go */
    TNF_MARK_LOOSE = 1 << 3,   /* is planned with values that are not known enough to check it */
};

/* A balanced tree; NULL root is the empty one. */
struct tnf_marks {
    void *root;
};
void tnf_marks_release(struct tnf_marks *marks);
/* The marks of the row, 0 when there are none. */
unsigned tnf_marks_get(const struct tnf_marks *marks, const struct tnf_record *record);
void tnf_marks_add(struct tnf_marks *marks, const struct tnf_record *record, unsigned mark);
/* By entity and key: "tenant-2/api". */
unsigned tnf_marks_get_key(const struct tnf_marks *marks, enum tnf_entity_id entity, struct tnf_strview key);
