#include "tests/support/valgrind.h"

#include <valgrind/valgrind.h>

bool tnf_under_valgrind(void) {
    return RUNNING_ON_VALGRIND != 0;
}

uint64_t tnf_rounds(uint64_t count) {
    return tnf_under_valgrind() ? count / 20 + 1 : count;
}
