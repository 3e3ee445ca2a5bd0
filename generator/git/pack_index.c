#include "generator/git/pack_index.h"

#include "base/memory.h"

#include <openssl/sha.h>

enum { FIRST_SLOTS = 1024, FANOUT = 256 };
#define LARGE_OFFSET UINT32_C(0x80000000)

/* Ids are digests already: their first bytes are as good as any hash. */
static size_t first_slot(const struct tnf_pack_index *index, const git_oid *id) {
    uint64_t hash;
    memcpy(&hash, id->id, sizeof hash);
    return (size_t)hash & (index->slot_count - 1);
}

static size_t find_slot(const struct tnf_pack_index *index, const git_oid *id) {
    size_t slot = first_slot(index, id);
    while (index->slots[slot] != 0 && git_oid_cmp(&index->entries[index->slots[slot] - 1].id, id) != 0)
        slot = (slot + 1) & (index->slot_count - 1);
    return slot;
}

bool tnf_pack_index_has(const struct tnf_pack_index *index, const git_oid *id) {
    return index->slot_count > 0 && index->slots[find_slot(index, id)] != 0;
}

static void grow_slots(struct tnf_pack_index *index) {
    free(index->slots);
    index->slot_count = index->slot_count == 0 ? FIRST_SLOTS : 2 * index->slot_count;
    index->slots = tnf_xcalloc(index->slot_count, sizeof *index->slots);
    for (size_t i = 0; i < index->count; i++) index->slots[find_slot(index, &index->entries[i].id)] = (uint32_t)i + 1;
}

void tnf_pack_index_add(struct tnf_pack_index *index, const git_oid *id, uint64_t offset, uint32_t crc) {
    if (2 * (index->count + 1) > index->slot_count) grow_slots(index);
    index->entries = tnf_xgrow(index->entries, index->count, &index->capacity, sizeof *index->entries);
    index->entries[index->count] = (struct tnf_pack_entry){*id, crc, offset};
    index->slots[find_slot(index, id)] = (uint32_t)++index->count;
}

void tnf_pack_index_release(struct tnf_pack_index *index) {
    free(index->entries);
    free(index->slots);
    *index = (struct tnf_pack_index){0};
}

static void add_u32(struct tnf_strbuf *out, uint32_t value) {
    const unsigned char bytes[] = {(unsigned char)(value >> 24), (unsigned char)(value >> 16),
                                   (unsigned char)(value >> 8), (unsigned char)value};
    tnf_strbuf_add(out, bytes, sizeof bytes);
}

static int by_id(const void *a, const void *b) {
    return git_oid_cmp(&((const struct tnf_pack_entry *)a)->id, &((const struct tnf_pack_entry *)b)->id);
}

static void add_fanout(const struct tnf_pack_entry *sorted, size_t count, struct tnf_strbuf *out) {
    size_t at = 0;
    for (unsigned byte = 0; byte < FANOUT; byte++) {
        while (at < count && sorted[at].id.id[0] <= byte) at++;
        add_u32(out, (uint32_t)at);
    }
}

/* Offsets past 2 GiB stand in a table of their own, and the first table points there. */
static void add_offsets(const struct tnf_pack_entry *sorted, size_t count, struct tnf_strbuf *out) {
    uint32_t large = 0;
    for (size_t i = 0; i < count; i++)
        add_u32(out, sorted[i].offset < LARGE_OFFSET ? (uint32_t)sorted[i].offset : LARGE_OFFSET | large++);
    for (size_t i = 0; i < count; i++) {
        if (sorted[i].offset < LARGE_OFFSET) continue;
        add_u32(out, (uint32_t)(sorted[i].offset >> 32));
        add_u32(out, (uint32_t)sorted[i].offset);
    }
}

void tnf_pack_index_compose(const struct tnf_pack_index *index, const unsigned char pack_digest[GIT_OID_RAWSZ],
                            struct tnf_strbuf *out) {
    TNF_AUTO_FREE struct tnf_pack_entry *sorted = tnf_xmalloc(index->count * sizeof *sorted + 1);
    memcpy(sorted, index->entries, index->count * sizeof *sorted);
    qsort(sorted, index->count, sizeof *sorted, by_id);
    const size_t start = out->len;
    tnf_strbuf_add(out, "\377tOc\0\0\0\2", 8);
    add_fanout(sorted, index->count, out);
    for (size_t i = 0; i < index->count; i++) tnf_strbuf_add(out, sorted[i].id.id, GIT_OID_RAWSZ);
    for (size_t i = 0; i < index->count; i++) add_u32(out, sorted[i].crc);
    add_offsets(sorted, index->count, out);
    tnf_strbuf_add(out, pack_digest, GIT_OID_RAWSZ);
    unsigned char digest[SHA_DIGEST_LENGTH];
    (void)SHA1((const unsigned char *)out->ptr + start, out->len - start, digest);
    tnf_strbuf_add(out, digest, sizeof digest);
}
