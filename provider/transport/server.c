#include "provider/transport/server.h"

#include "base/memory.h"
#include "provider/transport/server_state.h"

#include <errno.h>
#include <grpc/grpc_security.h>
#include <grpc/support/log.h>
#include <sys/stat.h>

enum {
    WORKERS_MOST = 64,                      /* more than Terraform's parallelism, so that StopProvider gets one */
    MESSAGE_BYTES_MOST = 256 * 1024 * 1024, /* what Terraform's own libraries set */
    STOP_MS = 1500,
    STOP_POLL_MS = 50,
};

static struct {
    tnf_server_log_fn write;
    void *context;
} grpc_log;

static void on_log(gpr_log_func_args *line) {
    grpc_log.write(grpc_log.context, line->severity == GPR_LOG_SEVERITY_ERROR, line->message);
}

void tnf_server_log_with(tnf_server_log_fn log, void *context) {
    grpc_log.write = log;
    grpc_log.context = context;
    gpr_set_log_function(on_log);
}

static void on_stopped(struct tnf_tag *tag, bool ok) {
    struct tnf_server *server = (struct tnf_server *)((char *)tag - offsetof(struct tnf_server, stopped_tag));
    (void)ok;
    server->stopped = true;
}

static grpc_server_credentials *make_credentials(const struct tnf_server_options *options) {
    if (options->client_certificate == NULL || options->client_certificate[0] == '\0') {
        return grpc_insecure_server_credentials_create();
    }
    grpc_ssl_pem_key_cert_pair pair = {.private_key = options->key, .cert_chain = options->certificate};
    return grpc_ssl_server_credentials_create_ex(options->client_certificate, &pair, 1,
                                                 GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY, NULL);
}

static grpc_server *make_grpc_server(void) {
    grpc_arg limits[] = {
        {.type = GRPC_ARG_INTEGER, .key = (char *)(uintptr_t)GRPC_ARG_MAX_RECEIVE_MESSAGE_LENGTH},
        {.type = GRPC_ARG_INTEGER, .key = (char *)(uintptr_t)GRPC_ARG_MAX_SEND_MESSAGE_LENGTH},
    };
    limits[0].value.integer = MESSAGE_BYTES_MOST;
    limits[1].value.integer = MESSAGE_BYTES_MOST;
    const grpc_channel_args arguments = {.num_args = TNF_ARRAY_LEN(limits), .args = limits};
    return grpc_server_create(&arguments, NULL);
}

/* Binds the socket so that it is nobody else's from its first moment on. */
static int listen_on(struct tnf_server *server, const struct tnf_server_options *options, struct tnf_error *err) {
    grpc_server_credentials *credentials = make_credentials(options);
    if (credentials == NULL) {
        return tnf_error_set(err, TNF_E_INVALID, "could not use the certificates of the connection");
    }
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf address = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&address, "unix:%s", options->socket_path);
    const mode_t before = umask(0177);
    const int bound = grpc_server_add_http2_port(server->grpc, address.ptr, credentials);
    umask(before);
    grpc_server_credentials_release(credentials);
    if (bound != 0) return 0;
    return tnf_error_set(err, TNF_E_IO, "could not listen on \"%s\"", options->socket_path);
}

int tnf_server_new(const struct tnf_server_options *options, struct tnf_server **ret_server, struct tnf_error *err) {
    grpc_init();
    struct tnf_server *server = tnf_xcalloc(1, sizeof *server);
    pthread_rwlock_init(&server->lock, NULL);
    tnf_strbuf_init(&server->service);
    tnf_strbuf_add_str(&server->service, options->service);
    server->method = options->method;
    server->context = options->context;
    server->ends_with_client = options->ends_with_client;
    server->stopped_tag.done = on_stopped;
    server->workers = tnf_workers_new(WORKERS_MOST);
    server->queue = grpc_completion_queue_create_for_next(NULL);
    server->grpc = make_grpc_server();
    grpc_server_register_completion_queue(server->grpc, server->queue, NULL);
    const int code = listen_on(server, options, err);
    if (code < 0) {
        tnf_server_free(server);
        return code;
    }
    grpc_server_start(server->grpc);
    tnf_call_accept(server);
    *ret_server = server;
    return 0;
}

void tnf_server_stop(struct tnf_server *server) {
    if (atomic_exchange(&server->stopping, true)) return;
    pthread_rwlock_rdlock(&server->lock);
    if (!server->closed) {
        grpc_server_shutdown_and_notify(server->grpc, server->queue, &server->stopped_tag);
        grpc_server_cancel_all_calls(server->grpc);
    }
    pthread_rwlock_unlock(&server->lock);
}

static gpr_timespec in_ms(int64_t ms) {
    return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_millis(ms, GPR_TIMESPAN));
}

/* Hands one event to whom it is for. False when none came in time, or the queue has ended. */
static bool handle_event(struct tnf_server *server, gpr_timespec deadline) {
    const grpc_event event = grpc_completion_queue_next(server->queue, deadline, NULL);
    if (event.type != GRPC_OP_COMPLETE) return false;
    struct tnf_tag *tag = event.tag;
    tag->done(tag, event.success != 0);
    return true;
}

static bool has_ended(const struct tnf_server *server) {
    return server->stopped && atomic_load(&server->calls) == 0;
}

/* A worker may end the last call without an event: hence the short waits. */
static bool wait_for_calls(struct tnf_server *server) {
    const gpr_timespec latest = in_ms(STOP_MS);
    while (!has_ended(server)) {
        if (!handle_event(server, in_ms(STOP_POLL_MS)) && gpr_time_cmp(gpr_now(GPR_CLOCK_MONOTONIC), latest) > 0) {
            return false;
        }
    }
    return true;
}

bool tnf_server_run(struct tnf_server *server) {
    while (!atomic_load(&server->stopping)) (void)handle_event(server, gpr_inf_future(GPR_CLOCK_MONOTONIC));
    return wait_for_calls(server);
}

/* After this nothing can be started on the queue. */
static void close_queue(struct tnf_server *server) {
    pthread_rwlock_wrlock(&server->lock);
    server->closed = true;
    grpc_completion_queue_shutdown(server->queue);
    pthread_rwlock_unlock(&server->lock);
    while (handle_event(server, gpr_inf_future(GPR_CLOCK_MONOTONIC))) continue;
}

void tnf_server_free(struct tnf_server *server) {
    if (server == NULL) return;
    if (!server->stopped) {
        tnf_server_stop(server);
        (void)wait_for_calls(server);
    }
    tnf_workers_free(server->workers);
    close_queue(server);
    grpc_server_destroy(server->grpc);
    grpc_completion_queue_destroy(server->queue);
    tnf_strbuf_release(&server->service);
    pthread_rwlock_destroy(&server->lock);
    free(server);
    grpc_shutdown_blocking();
}
