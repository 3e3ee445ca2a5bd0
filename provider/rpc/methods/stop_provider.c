#include "provider/rpc/methods/methods.h"

/* From now on calls that ask tnf_rpc_call_is_over come to an end. */
TNF_RPC_METHOD(tnf_rpc_stop_provider) {
    struct tnf_definition_service *service = provider;
    const struct tnf_provider_definition *definition = service->definition;
    (void)call;
    (void)request;
    (void)response;
    (void)err;
    atomic_store(&service->stopped, true);
    if (definition->stop != NULL) definition->stop(definition->provider);
    return 0;
}
