/*
 * Task sizes of AWS Fargate (Amazon ECS developer guide, "Task CPU and memory"). Pure.
 */
#pragma once

#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

/* cpu in CPU units, memory in MiB. */
bool tnf_fargate_cpu_ok(int64_t cpu);
bool tnf_fargate_size_ok(int64_t cpu, int64_t memory);
/* Appends "1024, 2048, 3072 or 4096", or "4096 to 16384 in steps of 1024" when they are many; nothing for a cpu
 * that is none. */
void tnf_fargate_add_memory_choices(struct tnf_strbuf *out, int64_t cpu);
