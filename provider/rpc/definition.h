/*
 * What a provider is made of: a configuration, and lists of resource types, data sources, functions, ephemeral and list
 * resources and actions, each a table of functions from values to values. provider/rpc answers the protocol with it.
 * resource.h has the rules that all these functions follow.
 */
#pragma once

#include "provider/rpc/action.h"
#include "provider/rpc/data_source.h"
#include "provider/rpc/ephemeral_resource.h"
#include "provider/rpc/function.h"
#include "provider/rpc/list_resource.h"
#include "provider/rpc/resource.h"
#include "provider/rpc/service.h"

struct tnf_provider_definition {
    const struct tnf_schema *config;
    int (*validate_config)(void *provider, struct tnf_rpc_call *call, const struct tnf_cty_value *config,
                           struct tnf_error *err); /* NULL: fine */
    int (*configure)(void *provider, struct tnf_rpc_call *call, const struct tnf_cty_value *config,
                     struct tnf_strview terraform_version, struct tnf_error *err);
    void (*stop)(void *provider); /* Ctrl-C: what waits comes to an end, see tnf_rpc_call_is_over. NULL: nothing */
    const struct tnf_resource_type *const *resources;
    size_t resource_count;
    const struct tnf_data_source_type *const *data_sources;
    size_t data_source_count;
    const struct tnf_function *const *functions;
    size_t function_count;
    const struct tnf_ephemeral_resource_type *const *ephemeral_resources;
    size_t ephemeral_resource_count;
    const struct tnf_list_resource_type *const *list_resources;
    size_t list_resource_count;
    const struct tnf_action_type *const *actions;
    size_t action_count;
    void *provider; /* given to all functions */
};

/* The service that answers the whole protocol with this definition, which has to live as long. Its schema is packed
 * once, when it is first asked for. TNF_E_INTERNAL when a type lacks its schema or a function that it must have. Free
 * with tnf_definition_service_free. */
int tnf_definition_service_new(const struct tnf_provider_definition *definition, struct tnf_rpc_service **ret_service,
                               struct tnf_error *err);
/* The same with a definition that `define` makes when the first call comes, so that the handshake need not wait for it.
 * A failure of it, or of what tnf_definition_service_new checks, fails that call, and the next one tries again. */
typedef int (*tnf_define_fn)(void *context, const struct tnf_provider_definition **ret_definition,
                             struct tnf_error *err);
struct tnf_rpc_service *tnf_definition_service_new_later(tnf_define_fn define, void *context);
/* NULL is fine. */
void tnf_definition_service_free(struct tnf_rpc_service *service);
