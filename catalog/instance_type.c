#include "catalog/instance_type.h"

#include "base/memory.h"

#include <string.h>

static const struct {
    const char *family;
    const char *sizes;
    int64_t gpus;
} gpu_sizes[] = {
    {"g3", "4xlarge", 1},
    {"g3", "8xlarge", 2},
    {"g3", "16xlarge", 4},
    {"g3s", "xlarge", 1},
    {"g4ad", "xlarge 2xlarge 4xlarge", 1},
    {"g4ad", "8xlarge", 2},
    {"g4ad", "16xlarge", 4},
    {"g4dn", "xlarge 2xlarge 4xlarge 8xlarge 16xlarge", 1},
    {"g4dn", "12xlarge", 4},
    {"g4dn", "metal", 8},
    {"g5", "xlarge 2xlarge 4xlarge 8xlarge 16xlarge", 1},
    {"g5", "12xlarge 24xlarge", 4},
    {"g5", "48xlarge", 8},
    {"g5g", "xlarge 2xlarge 4xlarge 8xlarge", 1},
    {"g5g", "16xlarge metal", 2},
    {"g6", "xlarge 2xlarge 4xlarge 8xlarge 16xlarge", 1},
    {"g6", "12xlarge 24xlarge", 4},
    {"g6", "48xlarge", 8},
    {"g6e", "xlarge 2xlarge 4xlarge 8xlarge 16xlarge", 1},
    {"g6e", "12xlarge 24xlarge", 4},
    {"g6e", "48xlarge", 8},
    {"gr6", "4xlarge 8xlarge", 1},
    {"p2", "xlarge", 1},
    {"p2", "8xlarge", 8},
    {"p2", "16xlarge", 16},
    {"p3", "2xlarge", 1},
    {"p3", "8xlarge", 4},
    {"p3", "16xlarge", 8},
    {"p3dn", "24xlarge", 8},
    {"p4d", "24xlarge", 8},
    {"p4de", "24xlarge", 8},
    {"p5", "4xlarge", 1},
    {"p5", "48xlarge", 8},
    {"p5e", "48xlarge", 8},
    {"p5en", "48xlarge", 8},
    {"p6-b200", "48xlarge", 8},
};

/* Where the digits of the generation begin: 1 for g5.xlarge. */
static size_t generation_of(struct tnf_strview type) {
    size_t at = 0;
    while (at < type.len && !(type.ptr[at] >= '0' && type.ptr[at] <= '9')) at++;
    return at;
}

static bool is_of_gpu_family(struct tnf_strview type) {
    const struct tnf_strview family = {type.ptr, generation_of(type)};
    return tnf_sv_eq_c(family, "g") || tnf_sv_eq_c(family, "gr") || tnf_sv_eq_c(family, "p");
}

static bool is_among(const char *words, struct tnf_strview wanted) {
    while (*words != '\0') {
        const struct tnf_strview word = {words, strcspn(words, " ")};
        if (tnf_sv_eq(word, wanted)) return true;
        words += word.len + (words[word.len] == ' ');
    }
    return false;
}

int64_t tnf_instance_gpus(struct tnf_strview type) {
    if (!is_of_gpu_family(type)) return 0;
    size_t dot = 0;
    while (dot < type.len && type.ptr[dot] != '.') dot++;
    if (dot == type.len) return TNF_GPUS_UNKNOWN;
    const struct tnf_strview family = {type.ptr, dot};
    const struct tnf_strview size = {type.ptr + dot + 1, type.len - dot - 1};
    for (size_t i = 0; i < TNF_ARRAY_LEN(gpu_sizes); i++)
        if (tnf_sv_eq_c(family, gpu_sizes[i].family) && is_among(gpu_sizes[i].sizes, size)) return gpu_sizes[i].gpus;
    return TNF_GPUS_UNKNOWN;
}

bool tnf_instance_is_arm64(struct tnf_strview type) {
    size_t at = generation_of(type);
    while (at < type.len && type.ptr[at] >= '0' && type.ptr[at] <= '9') at++;
    return at < type.len && type.ptr[at] == 'g';
}
