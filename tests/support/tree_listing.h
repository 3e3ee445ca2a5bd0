/* What lies below a folder as text, to compare trees as a whole. */
#pragma once

#include <stdbool.h>

/* One line for each file and folder, by path: "path/", or "path <sha256>", with `times` followed by the modification
 * time and inode. The folder .tenantform is left out, but for its manifest. To be freed by the
 * caller. */
char *tnf_tree_listing(const char *folder, bool times) __attribute__((warn_unused_result));
