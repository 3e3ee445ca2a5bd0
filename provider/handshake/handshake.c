#include "provider/handshake/handshake.h"

#include "base/memory.h"

#include <openssl/evp.h>

/* go-plugin's check that it was Terraform who started us; no secret. */
static const char cookie_name[] = "TF_PLUGIN_MAGIC_COOKIE";
static const char cookie_value[] = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

enum { CORE_PROTOCOL = 1 };

static struct tnf_strview get(tnf_environment_fn environment, void *context, const char *name) {
    return tnf_sv(environment(name, context));
}

static int check_cookie(struct tnf_strview cookie, struct tnf_error *err) {
    if (tnf_sv_eq_c(cookie, cookie_value)) return 0;
    tnf_error_set(err, TNF_E_NOT_FOUND, "this program is a provider: Terraform starts it, it does nothing by itself");
    tnf_error_hint(err, "put it where `terraform init` finds it, for example into a filesystem_mirror of the CLI "
                        "configuration");
    return TNF_E_NOT_FOUND;
}

/* The host lists its protocols in any order. An old one lists none and speaks 5. */
static int check_protocol(struct tnf_strview versions, struct tnf_error *err) {
    struct tnf_strview rest = versions;
    while (rest.ptr != NULL) {
        int64_t version;
        if (!tnf_sv_to_int(tnf_sv_trim(tnf_sv_next(&rest, ',')), 0, INT32_MAX, &version)) continue;
        if (version == TNF_HANDSHAKE_PROTOCOL) return 0;
    }
    tnf_error_set(err, TNF_E_INVALID, "the host speaks the plugin protocols \"%.*s\", not %d", TNF_SV_ARG(versions),
                  TNF_HANDSHAKE_PROTOCOL);
    tnf_error_hint(err, "use Terraform 1.11 or OpenTofu 1.11, or newer");
    return TNF_E_INVALID;
}

struct tnf_strview tnf_handshake_directory(tnf_environment_fn environment, void *context) {
    const struct tnf_strview directory = get(environment, context, "TMPDIR");
    return directory.len > 0 ? directory : TNF_SV("/tmp");
}

int tnf_handshake_read(tnf_environment_fn environment, void *context, struct tnf_handshake *ret_handshake,
                       struct tnf_error *err) {
    TNF_TRY(check_cookie(get(environment, context, cookie_name), err));
    TNF_TRY(check_protocol(get(environment, context, "PLUGIN_PROTOCOL_VERSIONS"), err));
    struct tnf_strview directory = get(environment, context, "PLUGIN_UNIX_SOCKET_DIR");
    if (directory.len == 0) directory = tnf_handshake_directory(environment, context);
    *ret_handshake = (struct tnf_handshake){
        .client_certificate = get(environment, context, "PLUGIN_CLIENT_CERT"),
        .socket_directory = directory,
        .socket_group = get(environment, context, "PLUGIN_UNIX_SOCKET_GROUP"),
        .answers_multiplexing = get(environment, context, "PLUGIN_MULTIPLEX_GRPC").len > 0,
    };
    return 0;
}

/* Base64 in the standard alphabet without the '=' at the end, which the host's decoder refuses. */
static void add_base64(struct tnf_strview bytes, struct tnf_strbuf *out) {
    const size_t encoded = (bytes.len + 2) / 3 * 4;
    TNF_AUTO_FREE unsigned char *text = tnf_xmalloc(encoded + 1);
    const int length = EVP_EncodeBlock(text, (const unsigned char *)bytes.ptr, (int)bytes.len);
    struct tnf_strview view = tnf_sv_n((const char *)text, (size_t)length);
    while (view.len > 0 && view.ptr[view.len - 1] == '=') view.len--;
    tnf_strbuf_add_sv(out, view);
}

void tnf_handshake_write_line(const struct tnf_handshake *handshake, struct tnf_strview socket_path,
                              struct tnf_strview certificate, struct tnf_strbuf *out) {
    tnf_strbuf_addf(out, "%d|%d|unix|%.*s|grpc|", CORE_PROTOCOL, TNF_HANDSHAKE_PROTOCOL, TNF_SV_ARG(socket_path));
    if (certificate.len > 0) add_base64(certificate, out);
    if (handshake->answers_multiplexing) tnf_strbuf_add_str(out, "|false");
    tnf_strbuf_add_c(out, '\n');
}
