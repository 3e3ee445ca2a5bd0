#include "tests/support/test.h"

#include "provider/handshake/reattach.h"

static void both_registries_lead_to_the_socket(void **state) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    (void)state;
    tnf_reattach_write(TNF_SV("a/b"), 42, TNF_SV("/tmp/x \"y\"\n/s"), &text);
    assert_string_equal(text.ptr,
                        "{\"registry.terraform.io/a/b\":{\"Protocol\":\"grpc\",\"ProtocolVersion\":6,\"Pid\":42,"
                        "\"Test\":true,\"Addr\":{\"Network\":\"unix\",\"String\":\"/tmp/x \\\"y\\\"\\n/s\"}},"
                        "\"registry.opentofu.org/a/b\":{\"Protocol\":\"grpc\",\"ProtocolVersion\":6,\"Pid\":42,"
                        "\"Test\":true,\"Addr\":{\"Network\":\"unix\",\"String\":\"/tmp/x \\\"y\\\"\\n/s\"}}}");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(both_registries_lead_to_the_socket)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
