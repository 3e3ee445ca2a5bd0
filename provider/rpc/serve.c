#include "provider/rpc/serve.h"

#include "base/memory.h"
#include "provider/handshake/certificate.h"
#include "provider/handshake/handshake.h"
#include "provider/handshake/socket.h"
#include "provider/transport/lifetime.h"
#include "provider/transport/server.h"

#include <errno.h>
#include <unistd.h>

/* The parts of a run, in the order in which they come up; the end goes the other way round. */
struct run {
    struct tnf_handshake handshake;
    struct tnf_lifetime *lifetime;
    struct tnf_socket_place place;
    struct tnf_certificate certificate;
    struct tnf_server *server;
};

static const char *environment(const char *name, void *context) {
    (void)context;
    return getenv(name);
}

bool tnf_provider_is_hosted(void) {
    struct tnf_handshake handshake;
    return tnf_handshake_read(environment, NULL, &handshake, NULL) != TNF_E_NOT_FOUND;
}

static int send_message(void *stream, struct tnf_strview message, struct tnf_error *err) {
    return tnf_stream_send(stream, message, err);
}

static bool is_over(void *stream) {
    return tnf_stream_is_over(stream);
}

static int answer(void *context, struct tnf_strview method, struct tnf_strview request, struct tnf_reply *reply,
                  struct tnf_error *err) {
    const struct tnf_rpc_sink sink = {.context = reply->stream, .send = send_message, .is_over = is_over};
    struct tnf_rpc_reply answered = TNF_RPC_REPLY_INIT;
    const int code = tnf_rpc_answer(context, method, request, &sink, &answered, err);
    reply->bytes = answered.bytes;
    reply->borrowed = answered.ready;
    reply->streamed = answered.streamed;
    return code;
}

static void on_lifetime_ended(void *server) {
    tnf_server_stop(server);
}

static int write_line(const struct run *run, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_handshake_write_line(&run->handshake, tnf_strbuf_view(&run->place.path), tnf_strbuf_view(&run->certificate.der),
                             &line);
    struct tnf_strview rest = tnf_strbuf_view(&line);
    while (rest.len > 0) {
        const ssize_t written = write(STDOUT_FILENO, rest.ptr, rest.len);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            return tnf_error_errno(err, "write the handshake");
        }
        rest = tnf_sv_from(rest, (size_t)written);
    }
    return 0;
}

static int listen_for_host(struct run *run, const struct tnf_rpc_service *service, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf client = TNF_STRBUF_INIT;
    tnf_strbuf_add_sv(&client, run->handshake.client_certificate);
    const struct tnf_server_options options = {
        .socket_path = run->place.path.ptr,
        .service = "tfplugin6.Provider",
        .method = answer,
        .context = (void *)(uintptr_t)service,
        .client_certificate = client.ptr,
        .certificate = run->certificate.pem.ptr,
        .key = run->certificate.key_pem.ptr,
        .ends_with_client = true,
    };
    return tnf_server_new(&options, &run->server, err);
}

static int start(struct run *run, const struct tnf_rpc_service *service, struct tnf_error *err) {
    TNF_TRY(tnf_handshake_read(environment, NULL, &run->handshake, err));
    TNF_TRY(tnf_lifetime_new(true, &run->lifetime, err));
    if (run->handshake.client_certificate.len > 0) TNF_TRY(tnf_certificate_init(&run->certificate, err));
    TNF_TRY(tnf_socket_place_init(&run->place, run->handshake.socket_directory, err));
    TNF_TRY(listen_for_host(run, service, err));
    TNF_TRY(tnf_socket_place_share(&run->place, run->handshake.socket_group, err));
    TNF_TRY(tnf_lifetime_watch(run->lifetime, on_lifetime_ended, run->server, err));
    return write_line(run, err);
}

static void finish(struct run *run) {
    tnf_lifetime_free(run->lifetime);
    tnf_server_free(run->server);
    tnf_certificate_release(&run->certificate);
    tnf_socket_place_release(&run->place);
}

static void report(const char *program, const struct tnf_error *err) {
    fprintf(stderr, "%s: %s\n", program, err->message);
    if (err->hint[0] != '\0') fprintf(stderr, "  %s\n", err->hint);
}

int tnf_provider_serve(const char *program, const struct tnf_rpc_service *service) {
    struct run run = {
        .place = {TNF_STRBUF_INIT, TNF_STRBUF_INIT},
        .certificate = {TNF_STRBUF_INIT, TNF_STRBUF_INIT, TNF_STRBUF_INIT},
    };
    struct tnf_error err = {.code = TNF_OK};
    tnf_certificate_ignore_host_settings();
    const int code = start(&run, service, &err);
    if (code < 0) {
        report(program, &err);
        finish(&run);
        return EXIT_FAILURE;
    }
    if (!tnf_server_run(run.server)) {
        /* A call does not come to its end: its thread and gRPC's are still at work, so nothing can be freed. */
        tnf_socket_place_release(&run.place);
        _exit(EXIT_SUCCESS);
    }
    finish(&run);
    return EXIT_SUCCESS;
}
