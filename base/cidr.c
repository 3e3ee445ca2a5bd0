#include "base/cidr.h"

enum { ADDRESS_BITS = 32, PARTS = 4 };

static uint32_t host_mask(unsigned prefix) {
    return prefix == ADDRESS_BITS ? 0 : UINT32_MAX >> prefix;
}

/* inet_pton would do for most of it, but needs a NUL-terminated copy and takes no prefix. */
static bool parse_number(struct tnf_strview text, int64_t max, int64_t *ret) {
    if (text.len > 1 && text.ptr[0] == '0') return false;
    if (text.len > 0 && text.ptr[0] == '-') return false;
    return tnf_sv_to_int(text, 0, max, ret);
}

bool tnf_cidr_parse(struct tnf_strview text, struct tnf_cidr *ret) {
    const size_t slash = tnf_sv_find(text, '/');
    if (slash == text.len) return false;
    int64_t prefix;
    if (!parse_number(tnf_sv_from(text, slash + 1), ADDRESS_BITS, &prefix)) return false;
    struct tnf_strview rest = tnf_sv_n(text.ptr, slash);
    uint32_t address = 0;
    for (int i = 0; i < PARTS; i++) {
        if (rest.ptr == NULL) return false;
        int64_t part;
        if (!parse_number(tnf_sv_next(&rest, '.'), 255, &part)) return false;
        address = address << 8 | (uint32_t)part;
    }
    if (rest.ptr != NULL || (address & host_mask((unsigned)prefix)) != 0) return false;
    *ret = (struct tnf_cidr){address, (unsigned)prefix};
    return true;
}

void tnf_cidr_format(struct tnf_cidr cidr, char out[TNF_CIDR_TEXT_SIZE]) {
    (void)snprintf(out, TNF_CIDR_TEXT_SIZE, "%u.%u.%u.%u/%u", cidr.address >> 24 & 0xFF, cidr.address >> 16 & 0xFF,
                   cidr.address >> 8 & 0xFF, cidr.address & 0xFF, cidr.prefix & 0x3F);
}

bool tnf_cidr_eq(struct tnf_cidr a, struct tnf_cidr b) {
    return a.address == b.address && a.prefix == b.prefix;
}

bool tnf_cidr_overlaps(struct tnf_cidr a, struct tnf_cidr b) {
    return a.address <= tnf_cidr_last(b) && b.address <= tnf_cidr_last(a);
}

bool tnf_cidr_contains(struct tnf_cidr outer, struct tnf_cidr inner) {
    return outer.address <= inner.address && tnf_cidr_last(inner) <= tnf_cidr_last(outer);
}

int tnf_cidr_cmp(struct tnf_cidr a, struct tnf_cidr b) {
    if (a.address != b.address) return a.address < b.address ? -1 : 1;
    return (a.prefix > b.prefix) - (a.prefix < b.prefix);
}

uint32_t tnf_cidr_first(struct tnf_cidr cidr) {
    return cidr.address;
}

uint32_t tnf_cidr_last(struct tnf_cidr cidr) {
    return cidr.address | host_mask(cidr.prefix);
}

uint64_t tnf_cidr_subnet_count(struct tnf_cidr cidr, unsigned prefix) {
    if (prefix < cidr.prefix || prefix > ADDRESS_BITS) return 0;
    return (uint64_t)1 << (prefix - cidr.prefix);
}

bool tnf_cidr_subnet(struct tnf_cidr cidr, unsigned prefix, uint64_t index, struct tnf_cidr *ret) {
    if (index >= tnf_cidr_subnet_count(cidr, prefix)) return false;
    const uint64_t size = (uint64_t)host_mask(prefix) + 1;
    *ret = (struct tnf_cidr){cidr.address + (uint32_t)(index * size), prefix};
    return true;
}
