/* Provider functions. Pure: no catalog is opened, none has to be configured. */
#pragma once

#include "provider/rpc/function.h"

/* slug("Acme GmbH & Co.") = "acme-gmbh-co": a legal name for a row. */
extern const struct tnf_function tnf_function_slug;
/* name_of("acme", "staging", "tenant-1", "api") = "acme-staging-tenant-1-api": what generated resources are called. */
extern const struct tnf_function tnf_function_name_of;
/* cidr_of("10.1.0.0/16", "app", 0) = "10.1.0.0/20": the range of a generated subnet. */
extern const struct tnf_function tnf_function_cidr_of;
