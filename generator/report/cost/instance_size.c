#include "generator/report/cost/instance_size.h"

#include "base/ascii.h"
#include "base/memory.h"

enum { VCPU = 1024, GIB = 1024, LARGE_VCPUS = 2, XLARGE_VCPUS = 4, XLARGES_MAX = 64 };

/* "large" is 2 vCPUs, "xlarge" 4, "8xlarge" 32; 0 for others. */
static int64_t vcpus_of(struct tnf_strview size) {
    static const struct tnf_strview suffix = TNF_SV_INIT("xlarge");
    int64_t count = 1;
    if (tnf_sv_eq_c(size, "large")) return LARGE_VCPUS;
    if (!tnf_sv_ends_with(size, suffix)) return 0;
    const struct tnf_strview number = tnf_sv_n(size.ptr, size.len - suffix.len);
    if (number.len > 0 && !tnf_sv_to_int(number, 2, XLARGES_MAX, &count)) return 0;
    return count * XLARGE_VCPUS;
}

/* Burstable ones have 2 vCPUs up to large. */
static bool burstable(struct tnf_strview size, struct tnf_instance_size *ret) {
    static const struct {
        const char *size;
        int64_t memory;
    } small[] = {{"nano", GIB / 2}, {"micro", GIB}, {"small", 2 * GIB}, {"medium", 4 * GIB}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(small); i++) {
        if (!tnf_sv_eq_c(size, small[i].size)) continue;
        *ret = (struct tnf_instance_size){.cpu = LARGE_VCPUS * VCPU, .memory = small[i].memory};
        return true;
    }
    const int64_t vcpus = vcpus_of(size);
    *ret = (struct tnf_instance_size){.cpu = vcpus * VCPU, .memory = vcpus * 4 * GIB};
    return vcpus > 0 && vcpus <= 2 * XLARGE_VCPUS;
}

bool tnf_instance_size_of(struct tnf_strview type, struct tnf_instance_size *ret) {
    struct tnf_strview size = type;
    const struct tnf_strview family = tnf_sv_next(&size, '.');
    if (family.len < 2 || !tnf_is_digit(family.ptr[1]) || size.len == 0) return false;
    int64_t gib_of_a_vcpu;
    switch (family.ptr[0]) {
    case 't':
        return burstable(size, ret);
    case 'm':
        gib_of_a_vcpu = 4;
        break;
    case 'c':
        gib_of_a_vcpu = 2;
        break;
    case 'r':
        gib_of_a_vcpu = 8;
        break;
    default:
        return false;
    }
    const int64_t vcpus = tnf_sv_eq_c(size, "medium") ? 1 : vcpus_of(size);
    *ret = (struct tnf_instance_size){.cpu = vcpus * VCPU, .memory = vcpus * gib_of_a_vcpu * GIB};
    return vcpus > 0;
}
