/*
 * Deltas between texts that are alike, as packs store them (gitformat-pack(5), "deltified representation"). Made for
 * generated files: the same lines in the same order, other values in some of them. Pure. Private to git.
 */
#pragma once

#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

/* What deltas are made against: an object's content, and where its lines stand. */
struct tnf_delta_base {
    struct tnf_strbuf content;
    struct tnf_delta_line *lines; /* in order */
    size_t line_count;
    size_t line_capacity;
    uint32_t *slots; /* by a line's hash: number + 1 of the first line there */
    size_t slot_count;
};

enum { TNF_DELTA_BASE_MAX = 1 << 20 }; /* bytes of a base */

void tnf_delta_base_init(struct tnf_delta_base *base);
void tnf_delta_base_release(struct tnf_delta_base *base);
/* Copies `content`, which has at most TNF_DELTA_BASE_MAX bytes, in place of what was the base. */
void tnf_delta_base_set(struct tnf_delta_base *base, struct tnf_strview content);

/* Replaces *out by the delta that makes `content` of the base. False when that would take more than `limit` bytes; *out
 * is nothing to use then. */
bool tnf_delta_write(const struct tnf_delta_base *base, struct tnf_strview content, size_t limit,
                     struct tnf_strbuf *out);
