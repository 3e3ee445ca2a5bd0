#include "provider/handshake/reattach.h"

#include "base/json_text.h"
#include "base/memory.h"
#include "provider/handshake/handshake.h"

static const char *const registries[] = {"registry.terraform.io", "registry.opentofu.org"};

/* "Test" tells the host that the process is not its to end. */
void tnf_reattach_write(struct tnf_strview source, pid_t process, struct tnf_strview socket_path,
                        struct tnf_strbuf *out) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(registries); i++) {
        tnf_strbuf_addf(out,
                        "%s\"%s/%.*s\":{\"Protocol\":\"grpc\",\"ProtocolVersion\":%d,\"Pid\":%ld,\"Test\":true,"
                        "\"Addr\":{\"Network\":\"unix\",\"String\":",
                        i == 0 ? "{" : ",", registries[i], TNF_SV_ARG(source), TNF_HANDSHAKE_PROTOCOL, (long)process);
        tnf_json_add_string(out, socket_path);
        tnf_strbuf_add_str(out, "}}");
    }
    tnf_strbuf_add_c(out, '}');
}
