/*
 * VPC ranges: which rows have which, overlaps, and the allocation of free ones. Pure.
 */
#pragma once

#include "base/cidr.h"
#include "catalog/finding.h"

struct tnf_range {
    struct tnf_cidr cidr;
    enum tnf_entity_id entity;   /* environment or placement */
    struct tnf_strview names[2]; /* its keys */
};
struct tnf_ranges {
    struct tnf_range *items;
    size_t count;
    size_t capacity;
};
void tnf_ranges_add(struct tnf_ranges *ranges, const struct tnf_range *range);
void tnf_ranges_release(struct tnf_ranges *ranges);
/* By address, the larger first; what the two functions below expect. */
void tnf_ranges_sort(struct tnf_ranges *ranges);

/* A finding for each range that overlaps one before it. */
void tnf_ranges_check(const struct tnf_ranges *sorted, struct tnf_findings *findings);

/* Fills ret[0, count) with the lowest networks of length `prefix` in `network` that overlap none of `sorted`, in
 * ascending order; returns how many there were. One pass: O(sorted + count). */
size_t tnf_ranges_allocate(const struct tnf_ranges *sorted, struct tnf_cidr network, unsigned prefix, size_t count,
                           struct tnf_cidr *ret);
