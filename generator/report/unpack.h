/* The Terraform of one stack, and of all modules, out of a commit onto disk. */
#pragma once

#include "generator/git/compare.h"

/* Writes the files of the stack at `stack` on that side below `directory`, at the path that they have in the output. A
 * folder inside that is a stack of its own is left out. TNF_E_INVALID for a path that is not safe to write. */
int tnf_unpack_stack(struct tnf_git_comparison *comparison, enum tnf_git_side side, struct tnf_strview stack,
                     const char *directory, struct tnf_error *err);
/* The same for modules. */
int tnf_unpack_modules(struct tnf_git_comparison *comparison, enum tnf_git_side side, const char *directory,
                       struct tnf_error *err);
