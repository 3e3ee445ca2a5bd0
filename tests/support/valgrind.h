/*
 * For tests that have to know that they run under valgrind.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

bool tnf_under_valgrind(void);
/* How often a property is to be tried: `count`, and a twentieth of it under valgrind, which is that much slower. */
uint64_t tnf_rounds(uint64_t count);
