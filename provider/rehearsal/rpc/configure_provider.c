#include "provider/rehearsal/rpc/rpc.h"

TNF_PLAYER_METHOD(tnf_player_configure_provider) {
    const Tfplugin6__ConfigureProvider__Request *in = request;
    const struct tnf_schema *schema;
    struct tnf_cty_value config;
    (void)response;
    TNF_TRY(tnf_player_read_config(provider, call, TNF_REHEARSAL_PROVIDER, "", in->config, &schema, &config, err));
    tnf_player_configure(provider, &config);
    return 0;
}
