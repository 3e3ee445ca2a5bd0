/* An ephemeral resource: opened when its value is needed, closed afterwards, in no plan and no state. Rules as in
 * resource.h. */
#pragma once

#include "provider/rpc/service.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"

struct tnf_ephemeral_state {
    struct tnf_cty_value result;
    struct tnf_strview private_bytes; /* given back to renew and close */
    int64_t renew_at;                 /* seconds since 1970; 0: never */
};

struct tnf_ephemeral_resource_type {
    struct tnf_strview name;
    const struct tnf_schema *schema;
    const void *context;
    int (*validate)(void *provider, const struct tnf_ephemeral_resource_type *type, struct tnf_rpc_call *call,
                    const struct tnf_cty_value *config, struct tnf_error *err); /* NULL: fine */
    /* ret_state->result is preset to *config. */
    int (*open)(void *provider, const struct tnf_ephemeral_resource_type *type, struct tnf_rpc_call *call,
                const struct tnf_cty_value *config, struct tnf_ephemeral_state *ret_state, struct tnf_error *err);
    /* Asked for with renew_at: *state has the private bytes, and takes new ones and the next time. NULL: nothing. */
    int (*renew)(void *provider, const struct tnf_ephemeral_resource_type *type, struct tnf_rpc_call *call,
                 struct tnf_ephemeral_state *state, struct tnf_error *err);
    int (*close)(void *provider, const struct tnf_ephemeral_resource_type *type, struct tnf_rpc_call *call,
                 struct tnf_strview private_bytes, struct tnf_error *err); /* NULL: nothing to do */
};
