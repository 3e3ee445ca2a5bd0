/* What a path of a call means. Private to provider/transport. */
#pragma once

#include "base/strview.h"

enum tnf_route {
    TNF_ROUTE_METHOD,   /* our service */
    TNF_ROUTE_SHUTDOWN, /* go-plugin: answer, then end */
    TNF_ROUTE_STDIO,    /* go-plugin: held open as long as the client lives */
    TNF_ROUTE_HEALTH,   /* SERVING */
    TNF_ROUTE_NOTHING,  /* UNIMPLEMENTED; so is go-plugin's broker, which nobody needs */
};

/* `path` as gRPC has it, "/package.Service/Method". For TNF_ROUTE_METHOD *ret_method is the method's name. */
enum tnf_route tnf_route_of(struct tnf_strview path, struct tnf_strview service, struct tnf_strview *ret_method);
