#include "provider/tenantform/marks.h"

#include "base/memory.h"

#include <search.h>
#include <string.h>

struct marked {
    enum tnf_entity_id entity;
    unsigned marks;
    struct tnf_strview key; /* of an entry in the tree: bytes behind it */
};

static int compare(const void *a, const void *b) {
    const struct marked *left = a;
    const struct marked *right = b;
    if (left->entity != right->entity) return left->entity < right->entity ? -1 : 1;
    return tnf_sv_cmp(left->key, right->key);
}

void tnf_marks_release(struct tnf_marks *marks) {
    tdestroy(marks->root, free);
    marks->root = NULL;
}

static const struct marked *find(const struct tnf_marks *marks, enum tnf_entity_id entity, struct tnf_strview key) {
    const struct marked wanted = {.entity = entity, .key = key};
    void *const *found = tfind(&wanted, &marks->root, compare);
    return found == NULL ? NULL : *found;
}

unsigned tnf_marks_get_key(const struct tnf_marks *marks, enum tnf_entity_id entity, struct tnf_strview key) {
    const struct marked *found = find(marks, entity, key);
    return found == NULL ? 0 : found->marks;
}

unsigned tnf_marks_get(const struct tnf_marks *marks, const struct tnf_record *record) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    tnf_record_add_key(&key, record);
    return tnf_marks_get_key(marks, record->entity->id, tnf_strbuf_view(&key));
}

void tnf_marks_add(struct tnf_marks *marks, const struct tnf_record *record, unsigned mark) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    tnf_record_add_key(&key, record);
    const struct marked wanted = {.entity = record->entity->id, .key = tnf_strbuf_view(&key)};
    struct marked **found = (struct marked **)tfind(&wanted, &marks->root, compare);
    if (found != NULL) {
        (*found)->marks |= mark;
        return;
    }
    struct marked *entry = tnf_xmalloc(sizeof *entry + key.len);
    memcpy(entry + 1, key.ptr, key.len);
    *entry = (struct marked){.entity = wanted.entity, .marks = mark, .key = {(char *)(entry + 1), key.len}};
    if (tsearch(entry, &marks->root, compare) == NULL) abort(); /* out of memory, as in base/memory.c */
}
