/*
 * IPv4 networks: a.b.c.d/n. An address is a number in host byte order. Pure; no allocation.
 */
#pragma once

#include "base/strview.h"

#include <stdbool.h>
#include <stdint.h>

struct tnf_cidr {
    uint32_t address; /* first address; bits behind the prefix are 0 */
    unsigned prefix;  /* 0 to 32 */
};
enum { TNF_CIDR_TEXT_SIZE = sizeof "255.255.255.255/32" };

/* Strict: four decimal parts without leading zeros, a prefix without leading zeros, nothing around, and no bits
 * behind the prefix (10.0.0.1/16 is refused). False leaves *ret as it was. */
bool tnf_cidr_parse(struct tnf_strview text, struct tnf_cidr *ret);
/* Writes the text, NUL-terminated, into out. */
void tnf_cidr_format(struct tnf_cidr cidr, char out[TNF_CIDR_TEXT_SIZE]);

bool tnf_cidr_eq(struct tnf_cidr a, struct tnf_cidr b);
bool tnf_cidr_overlaps(struct tnf_cidr a, struct tnf_cidr b);
/* Whether all of `inner` lies in `outer`. */
bool tnf_cidr_contains(struct tnf_cidr outer, struct tnf_cidr inner);
/* By first address, then the larger network first. */
int tnf_cidr_cmp(struct tnf_cidr a, struct tnf_cidr b);
/* First and last address. */
uint32_t tnf_cidr_first(struct tnf_cidr cidr);
uint32_t tnf_cidr_last(struct tnf_cidr cidr);
/* How many networks of `prefix` fit; 0 when it is shorter than the network's own. */
uint64_t tnf_cidr_subnet_count(struct tnf_cidr cidr, unsigned prefix);
/* The index-th (from 0) network of `prefix` in it. False when there is none. */
bool tnf_cidr_subnet(struct tnf_cidr cidr, unsigned prefix, uint64_t index, struct tnf_cidr *ret);
