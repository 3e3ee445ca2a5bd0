#include "catalog/ranges.h"

#include "base/memory.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "catalog/rules_span.h"

#include <stdlib.h>

enum { VPC_PREFIX_MIN = 16, VPC_PREFIX_MAX = 24 };

void tnf_ranges_add(struct tnf_ranges *ranges, const struct tnf_range *range) {
    ranges->items = tnf_xgrow(ranges->items, ranges->count, &ranges->capacity, sizeof *ranges->items);
    ranges->items[ranges->count++] = *range;
}

void tnf_ranges_release(struct tnf_ranges *ranges) {
    free(ranges->items);
    *ranges = (struct tnf_ranges){0};
}

static int compare(const void *a, const void *b) {
    return tnf_cidr_cmp(((const struct tnf_range *)a)->cidr, ((const struct tnf_range *)b)->cidr);
}

void tnf_ranges_sort(struct tnf_ranges *ranges) {
    if (ranges->count > 1) qsort(ranges->items, ranges->count, sizeof ranges->items[0], compare);
}

static struct tnf_record record_of(struct tnf_arena *arena, const struct tnf_range *range) {
    struct tnf_record record = tnf_record_new(arena, range->entity);
    for (size_t i = 0; i < tnf_entity_key_count(record.entity); i++)
        record.data[i] = (struct tnf_datum){.set = true, .string = range->names[i]};
    return record;
}

static void add_overlap(const struct tnf_range *range, const struct tnf_range *other, struct tnf_findings *findings) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_record record = record_of(&arena, range);
    const struct tnf_record other_record = record_of(&arena, other);
    const struct tnf_strview other_key = tnf_record_key(&arena, &other_record);
    char cidr[TNF_CIDR_TEXT_SIZE];
    char other_cidr[TNF_CIDR_TEXT_SIZE];
    tnf_cidr_format(range->cidr, cidr);
    tnf_cidr_format(other->cidr, other_cidr);
    const int field = range->entity == TNF_ENTITY_ENVIRONMENT ? (int)TNF_ENVIRONMENT_CIDR : (int)TNF_PLACEMENT_CIDR;
    tnf_findings_add(findings, TNF_RULE_CIDR_OVERLAP, &record, field, -1, "cidr: %s overlaps %s of %s %.*s", cidr,
                     other_cidr, other_record.entity->title, TNF_SV_ARG(other_key));
}

void tnf_ranges_check(const struct tnf_ranges *sorted, struct tnf_findings *findings) {
    size_t widest = 0; /* the range before this one that reaches farthest */
    for (size_t i = 1; i < sorted->count; i++) {
        const struct tnf_range *range = &sorted->items[i];
        const uint32_t reach = tnf_cidr_last(sorted->items[widest].cidr);
        if (tnf_cidr_first(range->cidr) <= reach) add_overlap(range, &sorted->items[widest], findings);
        if (tnf_cidr_last(range->cidr) > reach) widest = i;
    }
}

size_t tnf_ranges_allocate(const struct tnf_ranges *sorted, struct tnf_cidr network, unsigned prefix, size_t count,
                           struct tnf_cidr *ret) {
    if (prefix < network.prefix || prefix > 32) return 0;
    const uint64_t size = UINT64_C(1) << (32 - prefix);
    const uint64_t end = (uint64_t)tnf_cidr_last(network) + 1;
    uint64_t at = tnf_cidr_first(network);
    size_t found = 0;
    size_t next = 0; /* the first range that does not end before `at` */
    while (found < count && at + size <= end) {
        while (next < sorted->count && tnf_cidr_last(sorted->items[next].cidr) < at) next++;
        const bool free_here = next == sorted->count || tnf_cidr_first(sorted->items[next].cidr) >= at + size;
        if (free_here) {
            ret[found++] = (struct tnf_cidr){.address = (uint32_t)at, .prefix = prefix};
            at += size;
            continue;
        }
        const uint64_t past = (uint64_t)tnf_cidr_last(sorted->items[next].cidr) + 1;
        at = (past + size - 1) / size * size;
    }
    return found;
}

void tnf_rules_cidr_size(const struct tnf_rules_context *context, const struct tnf_record *record, size_t field) {
    struct tnf_cidr cidr;
    if (!record->data[field].set || !tnf_cidr_parse(record->data[field].string, &cidr)) return;
    if (cidr.prefix >= VPC_PREFIX_MIN && cidr.prefix <= VPC_PREFIX_MAX) return;
    tnf_findings_add(context->findings, TNF_RULE_CIDR_SIZE, record, (int)field, -1,
                     "cidr: a VPC has a /%d to a /%d, not a /%u", VPC_PREFIX_MIN, VPC_PREFIX_MAX, cidr.prefix);
    tnf_findings_hint(context->findings, "leave it out to have a range allocated");
}
