/* How Terraform finds a provider that runs already, under a debugger for example. */
#pragma once

#include "base/strbuf.h"
#include "base/strview.h"

#include <sys/types.h>

/* Appends what TF_REATTACH_PROVIDERS has to be, in JSON: `source` ("tenantform/tenantform") in the registries of
 * Terraform and of OpenTofu, served by the process on the socket without TLS. */
void tnf_reattach_write(struct tnf_strview source, pid_t process, struct tnf_strview socket_path,
                        struct tnf_strbuf *out);
