#include "provider/rpc/methods/methods.h"

TNF_RPC_METHOD(tnf_rpc_close_ephemeral_resource) {
    const Tfplugin6__CloseEphemeralResource__Request *in = request;
    const struct tnf_ephemeral_resource_type *type;
    struct tnf_strview private_bytes = TNF_SV("");
    (void)response;
    TNF_TRY(tnf_rpc_find_ephemeral_resource(provider, call, "close", in->type_name, &type, err));
    if (type->close == NULL) return 0;
    if (in->has_private_case == TFPLUGIN6__CLOSE_EPHEMERAL_RESOURCE__REQUEST__HAS_PRIVATE_PRIVATE) {
        private_bytes = tnf_message_bytes(in->private_);
    }
    return type->close(tnf_rpc_definition(provider)->provider, type, call, private_bytes, err);
}
