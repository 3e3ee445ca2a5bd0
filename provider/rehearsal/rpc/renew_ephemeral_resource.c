#include "provider/rehearsal/rpc/rpc.h"

/* A made-up value needs no renewal, and open says so: it asks for none. */
TNF_PLAYER_METHOD(tnf_player_renew_ephemeral_resource) {
    (void)provider;
    (void)call;
    (void)request;
    (void)response;
    (void)err;
    return 0;
}
