/* A data source: a schema and a function from its configuration to its whole object. Rules as in resource.h. */
#pragma once

#include "provider/rpc/service.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"

struct tnf_data_source_type {
    struct tnf_strview name;
    const struct tnf_schema *schema;
    const void *context;
    int (*validate)(void *provider, const struct tnf_data_source_type *type, struct tnf_rpc_call *call,
                    const struct tnf_cty_value *config, struct tnf_error *err); /* NULL: fine */
    /* *ret_state is preset to *config. */
    int (*read)(void *provider, const struct tnf_data_source_type *type, struct tnf_rpc_call *call,
                const struct tnf_cty_value *config, struct tnf_cty_value *ret_state, struct tnf_error *err);
};
