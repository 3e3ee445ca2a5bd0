#include "tests/support/test.h"

#include "provider/transport/route.h"

static void paths_lead_to_their_routes(void **state) {
    static const struct {
        const char *path;
        enum tnf_route route;
        const char *method;
    } cases[] = {
        {"/tfplugin6.Provider/GetProviderSchema", TNF_ROUTE_METHOD, "GetProviderSchema"},
        {"/tfplugin6.Provider/", TNF_ROUTE_NOTHING, ""},
        {"/tfplugin6.Provider", TNF_ROUTE_NOTHING, ""},
        {"tfplugin6.Provider/GetProviderSchema", TNF_ROUTE_NOTHING, ""},
        {"/tfplugin5.Provider/GetSchema", TNF_ROUTE_NOTHING, ""},
        {"/plugin.GRPCController/Shutdown", TNF_ROUTE_SHUTDOWN, ""},
        {"/plugin.GRPCStdio/StreamStdio", TNF_ROUTE_STDIO, ""},
        {"/plugin.GRPCBroker/StartStream", TNF_ROUTE_NOTHING, ""},
        {"/grpc.health.v1.Health/Check", TNF_ROUTE_HEALTH, ""},
        {"/grpc.health.v1.Health/Watch", TNF_ROUTE_NOTHING, ""},
        {"", TNF_ROUTE_NOTHING, ""},
        {"/", TNF_ROUTE_NOTHING, ""},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_strview method = TNF_SV("");
        assert_int_equal(tnf_route_of(tnf_sv(cases[i].path), TNF_SV("tfplugin6.Provider"), &method), cases[i].route);
        assert_true(tnf_sv_eq_c(method, cases[i].method));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(paths_lead_to_their_routes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
