#include "provider/rehearsal/rpc/rpc.h"

/* Nothing that the player does takes long enough to be stopped. */
TNF_PLAYER_METHOD(tnf_player_stop_provider) {
    (void)provider;
    (void)call;
    (void)request;
    (void)response;
    (void)err;
    return 0;
}
