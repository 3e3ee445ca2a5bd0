/* All that the provider has, made from the table of entities. */
#pragma once

#include "provider/tenantform/provider.h"

/* Everything lives in the arena; `provider` is what the functions get. */
int tnf_tenantform_define(struct tnf_arena *arena, struct tnf_provider *provider,
                          const struct tnf_provider_definition **ret, struct tnf_error *err);
