/* Where a stack has its state, from the file that says its backend. Pure. */
#pragma once

#include "base/strbuf.h"

/* Sets *out to a text that is the same for two stacks when they have the same state, and empty when `content`, the
 * terraform.tf of the stack at `stack` (relative to the output), names no backend. */
void tnf_state_place(struct tnf_strview stack, struct tnf_strview content, struct tnf_strbuf *out);
