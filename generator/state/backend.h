/* Where a stack keeps its state, from the file that says its backend: literals, as Terraform takes no variables there.
 * Pure. */
#pragma once

#include "base/arena.h"

enum tnf_backend_kind {
    TNF_BACKEND_NONE, /* the file names no backend */
    TNF_BACKEND_LOCAL,
    TNF_BACKEND_S3,
    TNF_BACKEND_OTHER, /* one that templates of a user's own name */
};

struct tnf_backend {
    enum tnf_backend_kind kind;
    struct tnf_strview block;  /* the whole block's text, from the backend's name on; a view of the file's content */
    struct tnf_strview path;   /* local: relative to the output, in the arena */
    struct tnf_strview bucket; /* S3; this and the next are views of the file's content */
    struct tnf_strview key;
    struct tnf_strview region; /* "" when the file does not say */
};

/* `content` is the terraform.tf of the stack at `stack`, which is relative to the output. */
void tnf_backend_read(struct tnf_strview stack, struct tnf_strview content, struct tnf_arena *arena,
                      struct tnf_backend *ret);
