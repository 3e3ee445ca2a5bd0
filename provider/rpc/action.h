/* An action: something that is done when a configuration or `terraform apply -invoke` says so. Rules as in resource.h.
 */
#pragma once

#include "provider/rpc/service.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"

/* Shows a line to the user. Negative: the client is gone; go on, or stop and pass it on. */
typedef int (*tnf_progress_fn)(void *context, struct tnf_strview message, struct tnf_error *err);

struct tnf_action_type {
    struct tnf_strview name; /* tenantform_suspend */
    const struct tnf_schema *schema;
    const void *context;
    int (*validate)(void *provider, const struct tnf_action_type *type, struct tnf_rpc_call *call,
                    const struct tnf_cty_value *config, struct tnf_error *err); /* NULL: fine */
    /* Whether it could be invoked (unknown values are possible). NULL: fine. */
    int (*plan)(void *provider, const struct tnf_action_type *type, struct tnf_rpc_call *call,
                const struct tnf_cty_value *config, struct tnf_error *err);
    int (*invoke)(void *provider, const struct tnf_action_type *type, struct tnf_rpc_call *call,
                  const struct tnf_cty_value *config, tnf_progress_fn progress, void *progress_context,
                  struct tnf_error *err);
};
