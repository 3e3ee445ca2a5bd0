#include "catalog/fargate.h"

#include "base/memory.h"

#include <inttypes.h>

/* The smallest cpu has 512 too, which its step does not reach. */
static const struct {
    int64_t cpu;
    int64_t first;
    int64_t last;
    int64_t step;
} sizes[] = {
    {256, 1024, 2048, 1024},   {512, 1024, 4096, 1024},    {1024, 2048, 8192, 1024},     {2048, 4096, 16384, 1024},
    {4096, 8192, 30720, 1024}, {8192, 16384, 61440, 4096}, {16384, 32768, 122880, 8192},
};
enum { SMALLEST_CPU = 256, SMALLEST_MEMORY = 512 };

/* Index in sizes, or -1. */
static int find(int64_t cpu) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(sizes); i++)
        if (sizes[i].cpu == cpu) return (int)i;
    return -1;
}

bool tnf_fargate_cpu_ok(int64_t cpu) {
    return find(cpu) >= 0;
}

bool tnf_fargate_size_ok(int64_t cpu, int64_t memory) {
    const int i = find(cpu);
    if (i < 0) return false;
    if (cpu == SMALLEST_CPU && memory == SMALLEST_MEMORY) return true;
    return memory >= sizes[i].first && memory <= sizes[i].last && (memory - sizes[i].first) % sizes[i].step == 0;
}

void tnf_fargate_add_memory_choices(struct tnf_strbuf *out, int64_t cpu) {
    enum { LISTED_MAX = 7 };
    const int i = find(cpu);
    if (i < 0) return;
    if ((sizes[i].last - sizes[i].first) / sizes[i].step >= LISTED_MAX) {
        tnf_strbuf_addf(out, "%" PRId64 " to %" PRId64 " in steps of %" PRId64, sizes[i].first, sizes[i].last,
                        sizes[i].step);
        return;
    }
    if (cpu == SMALLEST_CPU) tnf_strbuf_addf(out, "%d, ", SMALLEST_MEMORY);
    for (int64_t memory = sizes[i].first; memory <= sizes[i].last; memory += sizes[i].step) {
        tnf_strbuf_addf(out, "%" PRId64, memory);
        if (memory + sizes[i].step < sizes[i].last)
            tnf_strbuf_add_str(out, ", ");
        else if (memory < sizes[i].last)
            tnf_strbuf_add_str(out, " or ");
    }
}
