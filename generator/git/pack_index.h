/* The index of a pack while it is written: which object stands where. Pure. Private to git. */
#pragma once

#include "base/strbuf.h"

#include <git2/oid.h>
#include <stdbool.h>
#include <stdint.h>

struct tnf_pack_entry {
    git_oid id;
    uint32_t crc;
    uint64_t offset;
};

struct tnf_pack_index {
    struct tnf_pack_entry *entries; /* in the order of adding */
    size_t count;
    size_t capacity;
    uint32_t *slots; /* open-addressed table of entry numbers + 1, by the first bytes of the id */
    size_t slot_count;
};

bool tnf_pack_index_has(const struct tnf_pack_index *index, const git_oid *id);
/* The id must not be there yet. */
void tnf_pack_index_add(struct tnf_pack_index *index, const git_oid *id, uint64_t offset, uint32_t crc);
void tnf_pack_index_release(struct tnf_pack_index *index);
/* Appends the bytes of an .idx file, version 2, for the pack with that trailing digest. */
void tnf_pack_index_compose(const struct tnf_pack_index *index, const unsigned char pack_digest[GIT_OID_RAWSZ],
                            struct tnf_strbuf *out);
