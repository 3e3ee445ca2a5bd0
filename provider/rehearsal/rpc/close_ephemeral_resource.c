#include "provider/rehearsal/rpc/rpc.h"

/* Nothing is held for a made-up value. */
TNF_PLAYER_METHOD(tnf_player_close_ephemeral_resource) {
    (void)provider;
    (void)call;
    (void)request;
    (void)response;
    (void)err;
    return 0;
}
