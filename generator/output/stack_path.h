/* Which stack or module a file of an output belongs to, by its path alone, and when a stack's turn to be applied is.
 * Pure. */
#pragma once

#include "base/strview.h"

enum tnf_stack_path_kind {
    TNF_STACK_PATH_NONE, /* the file belongs to no stack: documents, what only reads the output, the archive */
    TNF_STACK_PATH_STACK,
    TNF_STACK_PATH_MODULE,
};

struct tnf_stack_path {
    enum tnf_stack_path_kind kind;
    struct tnf_strview path; /* of the folder; a view of the file's path */
    unsigned wave;           /* stacks of a smaller one are applied first; 0 for an environment's platform */
};

/* Waves of stacks; a new kind of stack that comes later than all of these makes it one more. */
enum { TNF_STACK_WAVES = 5 };

/* `file` is relative to the output. The folder need not exist: environments/staging/tenants/acme/notes.txt belongs to
 * acme's stack whether there is one or not. */
struct tnf_stack_path tnf_stack_path_of(struct tnf_strview file);
