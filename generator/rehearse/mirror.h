/* A provider mirror in which the rehearsal provider plays the real ones. Private to rehearse. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

/* Name of the CLI configuration and of the mirror below the scratch directory. */
#define TNF_MIRROR_CONFIG "terraform.rc"
#define TNF_MIRROR_DIRECTORY "mirror"

/* Writes the mirror and the CLI configuration below `root`: each schema <name>.rehearsal in `provider` becomes the
 * provider that it was made from, for both registries. */
int tnf_mirror_write(struct tnf_arena *arena, const char *root, const char *provider, struct tnf_error *err);
