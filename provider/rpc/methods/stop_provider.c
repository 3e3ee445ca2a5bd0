#include "provider/rpc/methods/methods.h"

/* Calls that are on the way come to an end, when they ask tnf_rpc_call_is_over. Later ones do not: a provider that is
 * attached to serves many runs. */
TNF_RPC_METHOD(tnf_rpc_stop_provider) {
    struct tnf_definition_service *service = provider;
    const struct tnf_provider_definition *definition = service->definition;
    (void)call;
    (void)request;
    (void)response;
    (void)err;
    atomic_fetch_add(&service->stops, 1);
    if (definition->stop != NULL) definition->stop(definition->provider);
    return 0;
}
