/* Taking a row out of the catalog. Private to provider/resource. */
#pragma once

#include "provider/tenantform/provider.h"

/* Removes the row that the key fields of `record` name; nothing when it is gone already. TNF_E_INVALID when rows nest
 * under it: Terraform removes those that refer to it first, and others are not to be lost with it. */
int tnf_resource_remove(struct tnf_provider *provider, struct tnf_session *session, const struct tnf_record *record,
                        struct tnf_error *err);
