/* The provider block: which catalog, and who changes it. */
#pragma once

#include "provider/tenantform/provider.h"

/* Schema of the block; in the arena. */
int tnf_configuration_schema(struct tnf_arena *arena, struct tnf_schema *ret, struct tnf_error *err);
/* As in struct tnf_provider_definition. Nothing is opened. */
int tnf_configuration_configure(void *provider, struct tnf_rpc_call *call, const struct tnf_cty_value *config,
                                struct tnf_strview terraform_version, struct tnf_error *err);
