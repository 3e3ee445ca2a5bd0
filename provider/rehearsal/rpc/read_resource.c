#include "provider/rehearsal/rpc/rpc.h"

/* Nothing changes behind Terraform's back in a rehearsal. */
TNF_PLAYER_METHOD(tnf_player_read_resource) {
    const Tfplugin6__ReadResource__Request *in = request;
    Tfplugin6__ReadResource__Response *out = response;
    (void)provider;
    (void)call;
    (void)err;
    out->new_state = in->current_state;
    out->private_ = in->private_;
    return 0;
}
