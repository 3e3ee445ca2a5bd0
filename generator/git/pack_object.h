/*
 * An object on its way into a pack: hashed, made a delta where one like it went before, compressed. Private to git.
 */
#pragma once

#include "generator/git/pack.h"
#include "generator/git/pack_delta.h"

enum { TNF_PACK_KINS_MAX = 32 };

/* Objects that are likely alike. */
struct tnf_pack_kin {
    struct tnf_strbuf name;
    struct tnf_delta_base base; /* the last of them that was written whole */
    uint64_t offset;            /* where it stands in the pack; 0: there is none yet */
};

/* What a thread keeps from one object to the next. */
struct tnf_pack_scratch {
    struct evp_md_ctx_st *digest;
    struct libdeflate_compressor *compressor;
    struct libdeflate_compressor *storer; /* wraps without compressing */
    struct tnf_pack_kin kins[TNF_PACK_KINS_MAX];
    size_t kin_count;
    struct tnf_strbuf delta;
    struct tnf_strbuf body;
};

struct tnf_pack_object {
    enum tnf_object_type type;
    git_oid id;
    const struct tnf_pack_kin *base; /* body is a delta against its base; NULL: the object itself */
    size_t size;                     /* of the body before compression */
    struct tnf_strview body;         /* compressed; borrowed from the scratch until its next object */
};

/* The kin of that name; NULL for the empty name and when there are too many. Valid as long as the scratch. */
struct tnf_pack_kin *tnf_pack_scratch_kin(struct tnf_pack_scratch *scratch, struct tnf_strview name);
/* Notes that `content` stands whole at `offset`, for others of its kin to be written as deltas against. */
void tnf_pack_kin_set(struct tnf_pack_kin *kin, struct tnf_strview content, uint64_t offset);

void tnf_pack_object_digest(struct tnf_pack_scratch *scratch, enum tnf_object_type type, struct tnf_strview content,
                            git_oid *ret_id);
/* Fills base, size and body of *ret. `kin` may be NULL. */
int tnf_pack_object_compress(struct tnf_pack_scratch *scratch, const struct tnf_pack_kin *kin,
                             struct tnf_strview content, struct tnf_pack_object *ret, struct tnf_error *err);
/* Appends the object's entry as it stands at `offset` in a pack. */
void tnf_pack_object_add(const struct tnf_pack_object *object, uint64_t offset, struct tnf_strbuf *out);
