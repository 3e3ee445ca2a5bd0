/* The scratch copy that a rehearsal works in. Private to rehearse. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "generator/rehearse/rehearse.h"

struct tnf_stage {
    struct tnf_arena arena;
    char *root;          /* absolute path, mode 0700 */
    const char **stacks; /* paths relative to the root, in byte order */
    size_t stack_count;
};

/* Copies the Terraform files of the stacks in scope and the modules into a new directory below TMPDIR, writes the
 * local backend over theirs, a mirror of the played providers and a CLI configuration that uses it alone. */
int tnf_stage_init(struct tnf_stage *stage, const struct tnf_rehearse_options *options, struct tnf_error *err);
/* Removes the directory with all that is in it. */
void tnf_stage_release(struct tnf_stage *stage);
