#include "provider/rpc/serve.h"

#include "base/log.h"
#include "base/memory.h"
#include "provider/handshake/certificate.h"
#include "provider/handshake/handshake.h"
#include "provider/handshake/log_level.h"
#include "provider/handshake/reattach.h"
#include "provider/handshake/socket.h"
#include "provider/transport/lifetime.h"
#include "provider/transport/server.h"

#include <errno.h>
#include <unistd.h>

/* The parts of a run, in the order in which they come up; the end goes the other way round. */
struct run {
    const struct tnf_rpc_service *service;
    bool logs;
    struct tnf_log log;
    bool has_host;
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

static int64_t now_us(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int answer(void *context, struct tnf_strview method, struct tnf_strview request, struct tnf_reply *reply,
                  struct tnf_error *err) {
    const struct run *run = context;
    const struct tnf_rpc_sink sink = {.context = reply->stream, .send = send_message, .is_over = is_over};
    struct tnf_rpc_reply answered = TNF_RPC_REPLY_INIT;
    const int64_t start = run->logs ? now_us() : 0;
    const int code = tnf_rpc_answer(run->service, method, request, &sink, &answered, err);
    reply->bytes = answered.bytes;
    reply->borrowed = answered.ready;
    reply->streamed = answered.streamed;
    if (!run->logs) return code;
    if (code < 0) tnf_log_write(&run->log, TNF_LOG_WARNING, "%.*s: %s", TNF_SV_ARG(method), err->message);
    tnf_log_write(&run->log, TNF_LOG_DEBUG, "%.*s took %" PRId64 " us", TNF_SV_ARG(method), now_us() - start);
    return code;
}

static void log_grpc(void *context, bool is_error, const char *message) {
    const struct run *run = context;
    tnf_log_write(&run->log, is_error ? TNF_LOG_WARNING : TNF_LOG_DEBUG, "gRPC: %s", message);
}

/* What waits comes to an end, and then the server. */
static void on_lifetime_ended(void *context) {
    const struct run *run = context;
    struct tnf_rpc_reply reply = TNF_RPC_REPLY_INIT;
    (void)tnf_rpc_answer(run->service, TNF_SV("StopProvider"), TNF_SV(""), NULL, &reply, NULL);
    tnf_strbuf_release(&reply.bytes);
    tnf_server_stop(run->server);
}

static void add_attachment(const struct run *run, const char *source, struct tnf_strbuf *out) {
    tnf_strbuf_add_str(out, "The provider waits for Terraform. In another shell:\n\n  export TF_REATTACH_PROVIDERS='");
    tnf_reattach_write(tnf_sv(source), getpid(), tnf_strbuf_view(&run->place.path), out);
    tnf_strbuf_add_str(out, "'\n\nCtrl-C ends it.\n");
}

/* With a host its line, else (with a source) how it is found. */
static int announce(const struct run *run, const char *source, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    if (run->has_host) {
        tnf_handshake_write_line(&run->handshake, tnf_strbuf_view(&run->place.path),
                                 tnf_strbuf_view(&run->certificate.der), &text);
    } else {
        add_attachment(run, source, &text);
    }
    struct tnf_strview rest = tnf_strbuf_view(&text);
    while (rest.len > 0) {
        const ssize_t written = write(STDOUT_FILENO, rest.ptr, rest.len);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return tnf_error_errno(err, "write the handshake");
        rest = tnf_sv_from(rest, (size_t)written);
    }
    return 0;
}

static int listen_for_clients(struct run *run, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf client = TNF_STRBUF_INIT;
    tnf_strbuf_add_sv(&client, run->handshake.client_certificate);
    const struct tnf_server_options options = {
        .socket_path = run->place.path.ptr,
        .service = "tfplugin6.Provider",
        .method = answer,
        .context = run,
        .client_certificate = client.ptr,
        .certificate = run->certificate.pem.ptr,
        .key = run->certificate.key_pem.ptr,
        .ends_with_client = run->has_host,
    };
    return tnf_server_new(&options, &run->server, err);
}

static int read_environment(struct run *run, struct tnf_error *err) {
    run->logs = tnf_log_level_read(environment, NULL, &run->log.level);
    if (run->logs) tnf_server_log_with(log_grpc, run);
    if (run->has_host) return tnf_handshake_read(environment, NULL, &run->handshake, err);
    run->handshake.socket_directory = tnf_handshake_directory(environment, NULL);
    return 0;
}

static int start(struct run *run, const char *source, struct tnf_error *err) {
    TNF_TRY(read_environment(run, err));
    TNF_TRY(tnf_lifetime_new(run->has_host, &run->lifetime, err));
    if (run->handshake.client_certificate.len > 0) TNF_TRY(tnf_certificate_init(&run->certificate, err));
    TNF_TRY(tnf_socket_place_init(&run->place, run->handshake.socket_directory, err));
    TNF_TRY(listen_for_clients(run, err));
    TNF_TRY(tnf_socket_place_share(&run->place, run->handshake.socket_group, err));
    TNF_TRY(tnf_lifetime_watch(run->lifetime, on_lifetime_ended, run, err));
    return announce(run, source, err);
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

/* `source` NULL: for a host. */
static int serve(const char *program, const char *source, const struct tnf_rpc_service *service) {
    struct run run = {
        .service = service,
        .log = tnf_log_for_host(TNF_LOG_ERROR, program),
        .has_host = source == NULL,
        .place = {TNF_STRBUF_INIT, TNF_STRBUF_INIT},
        .certificate = {TNF_STRBUF_INIT, TNF_STRBUF_INIT, TNF_STRBUF_INIT},
    };
    struct tnf_error err = {.code = TNF_OK};
    tnf_certificate_ignore_host_settings();
    const int code = start(&run, source, &err);
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

int tnf_provider_serve(const char *program, const struct tnf_rpc_service *service) {
    return serve(program, NULL, service);
}

int tnf_provider_serve_attached(const char *program, const char *source, const struct tnf_rpc_service *service) {
    return serve(program, source, service);
}
