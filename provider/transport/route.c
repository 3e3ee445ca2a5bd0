#include "provider/transport/route.h"

#include "base/memory.h"

static const struct {
    const char *path;
    enum tnf_route route;
} plugin_paths[] = {
    {"/plugin.GRPCController/Shutdown", TNF_ROUTE_SHUTDOWN},
    {"/plugin.GRPCStdio/StreamStdio", TNF_ROUTE_STDIO},
    {"/grpc.health.v1.Health/Check", TNF_ROUTE_HEALTH},
};

enum tnf_route tnf_route_of(struct tnf_strview path, struct tnf_strview service, struct tnf_strview *ret_method) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(plugin_paths); i++) {
        if (tnf_sv_eq_c(path, plugin_paths[i].path)) return plugin_paths[i].route;
    }
    if (!tnf_sv_starts_with(path, TNF_SV("/"))) return TNF_ROUTE_NOTHING;
    struct tnf_strview rest = tnf_sv_from(path, 1);
    if (!tnf_sv_eq(tnf_sv_next(&rest, '/'), service) || rest.len == 0) return TNF_ROUTE_NOTHING;
    *ret_method = rest;
    return TNF_ROUTE_METHOD;
}
