/* Which modules of the same tree a file of Terraform calls. Pure. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

/* Calls visit for each source that begins with "./" or "../" in a module block, in order, as it is written. A file that
 * cannot be read as HCL fails with its line. */
typedef void (*tnf_hcl_source_fn)(struct tnf_strview source, void *context);
int tnf_hcl_local_sources(struct tnf_strview text, tnf_hcl_source_fn visit, void *context, struct tnf_error *err);
