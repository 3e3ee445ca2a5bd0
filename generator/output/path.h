/*
 * Paths below an output. Names come from catalogs, templates and manifests that somebody else may have written, so
 * they are checked before use.
 */
#pragma once

#include "base/path.h"

/* The file in each generated folder that lists its files, and the folder in the output that lists the folders. */
#define TNF_MANIFEST_NAME ".tenantform.manifest"
#define TNF_CONTROL_DIR ".tenantform"

/* tnf_path_check, and TNF_E_INVALID for a part that begins with ".tenantform", which is ours. `what` names the thing in
 * the message: "file name". */
int tnf_output_path_check(struct tnf_strview path, const char *what, struct tnf_error *err);

/* One part of a path as the operating system wants it, NUL-terminated. */
struct tnf_path_part {
    char text[TNF_PATH_PART_MAX + 1];
};
/* The part must be one that was checked. */
struct tnf_path_part tnf_path_part(struct tnf_strview part);
