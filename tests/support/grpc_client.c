#include "tests/support/grpc_client.h"

#include "base/memory.h"

#include <errno.h>
#include <grpc/byte_buffer.h>
#include <grpc/byte_buffer_reader.h>
#include <grpc/grpc.h>
#include <grpc/grpc_security.h>
#include <grpc/slice.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CALL_SECONDS = 30, STARTED_MOST = 16 };

struct tnf_test_client {
    grpc_completion_queue *queue;
    grpc_channel *channel;
    grpc_call *started[STARTED_MOST];
    grpc_metadata_array started_metadata[STARTED_MOST];
    size_t started_count;
};

static void die(const char *what) {
    fprintf(stderr, "test client: %s\n", what);
    abort();
}

static grpc_channel_credentials *make_credentials(const char *server_pem, const struct tnf_certificate *own) {
    if (server_pem == NULL) return grpc_insecure_credentials_create();
    grpc_ssl_pem_key_cert_pair pair;
    if (own != NULL) {
        pair.private_key = own->key_pem.ptr;
        pair.cert_chain = own->pem.ptr;
    }
    return grpc_ssl_credentials_create_ex(server_pem, own == NULL ? NULL : &pair, NULL, NULL);
}

struct tnf_test_client *tnf_test_client_new(const char *socket_path, const char *server_pem,
                                            const struct tnf_certificate *own) {
    grpc_init();
    struct tnf_test_client *client = tnf_xcalloc(1, sizeof *client);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf target = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&target, "unix:%s", socket_path);
    grpc_arg arguments[] = {
        {.type = GRPC_ARG_STRING, .key = (char *)(uintptr_t)GRPC_SSL_TARGET_NAME_OVERRIDE_ARG},
        {.type = GRPC_ARG_INTEGER, .key = (char *)(uintptr_t)GRPC_ARG_MAX_RECEIVE_MESSAGE_LENGTH},
        {.type = GRPC_ARG_INTEGER, .key = (char *)(uintptr_t)GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL},
    };
    arguments[0].value.string = (char *)(uintptr_t) "localhost";
    arguments[1].value.integer = -1;
    arguments[2].value.integer = 1; /* each client connects for itself */
    const grpc_channel_args all = {.num_args = server_pem == NULL ? 0 : TNF_ARRAY_LEN(arguments), .args = arguments};
    grpc_channel_credentials *credentials = make_credentials(server_pem, own);
    client->queue = grpc_completion_queue_create_for_next(NULL);
    client->channel = grpc_channel_create(target.ptr, credentials, &all);
    grpc_channel_credentials_release(credentials);
    return client;
}

void tnf_test_client_free(struct tnf_test_client *client) {
    for (size_t i = 0; i < client->started_count; i++) grpc_call_cancel(client->started[i], NULL);
    grpc_completion_queue_shutdown(client->queue);
    const gpr_timespec never = gpr_inf_future(GPR_CLOCK_MONOTONIC);
    while (grpc_completion_queue_next(client->queue, never, NULL).type != GRPC_QUEUE_SHUTDOWN) continue;
    for (size_t i = 0; i < client->started_count; i++) {
        grpc_call_unref(client->started[i]);
        grpc_metadata_array_destroy(&client->started_metadata[i]);
    }
    grpc_channel_destroy(client->channel);
    grpc_completion_queue_destroy(client->queue);
    free(client);
    grpc_shutdown_blocking();
}

static grpc_call *make_call(struct tnf_test_client *client, const char *path) {
    const gpr_timespec deadline =
        gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_seconds(CALL_SECONDS, GPR_TIMESPAN));
    const grpc_slice method = grpc_slice_from_static_string(path);
    return grpc_channel_create_call(client->channel, NULL, GRPC_PROPAGATE_DEFAULTS, client->queue, method, NULL,
                                    deadline, NULL);
}

/* Waits for the one batch that has this tag; others belong to calls that were only started. */
static void wait_for(struct tnf_test_client *client, const void *tag) {
    for (;;) {
        const grpc_event event = grpc_completion_queue_next(client->queue, gpr_inf_future(GPR_CLOCK_MONOTONIC), NULL);
        if (event.type != GRPC_OP_COMPLETE) die("the queue has ended");
        if (event.tag == tag) return;
    }
}

static void add_slice(struct tnf_strbuf *out, grpc_slice slice) {
    if (out != NULL) tnf_strbuf_add(out, GRPC_SLICE_START_PTR(slice), GRPC_SLICE_LENGTH(slice));
}

static void take_message(grpc_byte_buffer *message, struct tnf_strbuf *out) {
    grpc_byte_buffer_reader reader;
    if (message == NULL || !grpc_byte_buffer_reader_init(&reader, message)) return;
    const grpc_slice all = grpc_byte_buffer_reader_readall(&reader);
    add_slice(out, all);
    grpc_slice_unref(all);
    grpc_byte_buffer_reader_destroy(&reader);
}

int tnf_test_client_call(struct tnf_test_client *client, const char *path, struct tnf_strview request,
                         struct tnf_strbuf *ret_reply) {
    grpc_call *call = make_call(client, path);
    grpc_slice bytes = grpc_slice_from_copied_buffer(request.ptr, request.len);
    grpc_byte_buffer *sent = grpc_raw_byte_buffer_create(&bytes, 1);
    grpc_byte_buffer *received = NULL;
    grpc_metadata_array initial;
    grpc_metadata_array trailing;
    grpc_status_code status = GRPC_STATUS_UNKNOWN;
    grpc_slice details = grpc_empty_slice();
    grpc_metadata_array_init(&initial);
    grpc_metadata_array_init(&trailing);
    grpc_op ops[6];
    memset(ops, 0, sizeof ops);
    ops[0].op = GRPC_OP_SEND_INITIAL_METADATA;
    ops[1].op = GRPC_OP_SEND_MESSAGE;
    ops[1].data.send_message.send_message = sent;
    ops[2].op = GRPC_OP_SEND_CLOSE_FROM_CLIENT;
    ops[3].op = GRPC_OP_RECV_INITIAL_METADATA;
    ops[3].data.recv_initial_metadata.recv_initial_metadata = &initial;
    ops[4].op = GRPC_OP_RECV_MESSAGE;
    ops[4].data.recv_message.recv_message = &received;
    ops[5].op = GRPC_OP_RECV_STATUS_ON_CLIENT;
    ops[5].data.recv_status_on_client.trailing_metadata = &trailing;
    ops[5].data.recv_status_on_client.status = &status;
    ops[5].data.recv_status_on_client.status_details = &details;
    if (grpc_call_start_batch(call, ops, TNF_ARRAY_LEN(ops), call, NULL) != GRPC_CALL_OK) die("cannot call");
    wait_for(client, call);
    take_message(received, ret_reply);
    if (status != GRPC_STATUS_OK) add_slice(ret_reply, details);
    grpc_slice_unref(bytes);
    grpc_slice_unref(details);
    grpc_byte_buffer_destroy(sent);
    grpc_byte_buffer_destroy(received);
    grpc_metadata_array_destroy(&initial);
    grpc_metadata_array_destroy(&trailing);
    grpc_call_unref(call);
    return (int)status;
}

void tnf_test_client_start(struct tnf_test_client *client, const char *path) {
    if (client->started_count == STARTED_MOST) die("too many calls are started");
    const size_t i = client->started_count++;
    grpc_op ops[3];
    memset(ops, 0, sizeof ops);
    client->started[i] = make_call(client, path);
    grpc_metadata_array_init(&client->started_metadata[i]);
    ops[0].op = GRPC_OP_SEND_INITIAL_METADATA;
    ops[1].op = GRPC_OP_SEND_CLOSE_FROM_CLIENT;
    ops[2].op = GRPC_OP_RECV_INITIAL_METADATA;
    ops[2].data.recv_initial_metadata.recv_initial_metadata = &client->started_metadata[i];
    if (grpc_call_start_batch(client->started[i], ops, TNF_ARRAY_LEN(ops), NULL, NULL) != GRPC_CALL_OK) {
        die("cannot start a call");
    }
}

struct tnf_test_stream {
    struct tnf_test_client *client;
    grpc_call *call;
    grpc_byte_buffer *sent;
    grpc_metadata_array initial;
    grpc_metadata_array trailing;
    grpc_status_code status;
    grpc_slice details;
};

static void start_stream(struct tnf_test_stream *stream) {
    grpc_op ops[4];
    memset(ops, 0, sizeof ops);
    ops[0].op = GRPC_OP_SEND_INITIAL_METADATA;
    ops[1].op = GRPC_OP_SEND_MESSAGE;
    ops[1].data.send_message.send_message = stream->sent;
    ops[2].op = GRPC_OP_SEND_CLOSE_FROM_CLIENT;
    ops[3].op = GRPC_OP_RECV_INITIAL_METADATA;
    ops[3].data.recv_initial_metadata.recv_initial_metadata = &stream->initial;
    if (grpc_call_start_batch(stream->call, ops, TNF_ARRAY_LEN(ops), NULL, NULL) != GRPC_CALL_OK) {
        die("cannot start a stream");
    }
}

struct tnf_test_stream *tnf_test_stream_new(struct tnf_test_client *client, const char *path,
                                            struct tnf_strview request) {
    struct tnf_test_stream *stream = tnf_xcalloc(1, sizeof *stream);
    grpc_slice bytes = grpc_slice_from_copied_buffer(request.ptr, request.len);
    stream->client = client;
    stream->call = make_call(client, path);
    stream->sent = grpc_raw_byte_buffer_create(&bytes, 1);
    stream->status = GRPC_STATUS_UNKNOWN;
    stream->details = grpc_empty_slice();
    grpc_slice_unref(bytes);
    grpc_metadata_array_init(&stream->initial);
    grpc_metadata_array_init(&stream->trailing);
    start_stream(stream);
    return stream;
}

bool tnf_test_stream_next(struct tnf_test_stream *stream, struct tnf_strbuf *ret_message) {
    grpc_byte_buffer *received = NULL;
    grpc_op op;
    memset(&op, 0, sizeof op);
    op.op = GRPC_OP_RECV_MESSAGE;
    op.data.recv_message.recv_message = &received;
    if (grpc_call_start_batch(stream->call, &op, 1, stream, NULL) != GRPC_CALL_OK) die("cannot receive");
    wait_for(stream->client, stream);
    tnf_strbuf_clear(ret_message);
    take_message(received, ret_message);
    const bool more = received != NULL;
    grpc_byte_buffer_destroy(received);
    return more;
}

void tnf_test_stream_cancel(struct tnf_test_stream *stream) {
    grpc_call_cancel(stream->call, NULL);
}

int tnf_test_stream_status(struct tnf_test_stream *stream) {
    grpc_op op;
    memset(&op, 0, sizeof op);
    op.op = GRPC_OP_RECV_STATUS_ON_CLIENT;
    op.data.recv_status_on_client.trailing_metadata = &stream->trailing;
    op.data.recv_status_on_client.status = &stream->status;
    op.data.recv_status_on_client.status_details = &stream->details;
    if (grpc_call_start_batch(stream->call, &op, 1, stream, NULL) != GRPC_CALL_OK) die("cannot get a status");
    wait_for(stream->client, stream);
    return (int)stream->status;
}

void tnf_test_stream_free(struct tnf_test_stream *stream) {
    grpc_slice_unref(stream->details);
    grpc_byte_buffer_destroy(stream->sent);
    grpc_metadata_array_destroy(&stream->initial);
    grpc_metadata_array_destroy(&stream->trailing);
    grpc_call_unref(stream->call);
    free(stream);
}

static void run_program(const char *program, const char *client_pem, int out) {
    setenv("TF_PLUGIN_MAGIC_COOKIE", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2", 1);
    setenv("PLUGIN_PROTOCOL_VERSIONS", "6,5", 1);
    if (client_pem == NULL) {
        unsetenv("PLUGIN_CLIENT_CERT");
    } else {
        setenv("PLUGIN_CLIENT_CERT", client_pem, 1);
    }
    dup2(out, STDOUT_FILENO);
    execl(program, program, (char *)NULL);
    _exit(127);
}

static void read_line(int fd, struct tnf_strbuf *line) {
    char c;
    while (read(fd, &c, 1) == 1 && c != '\n') tnf_strbuf_add_c(line, c);
}

/* 1|6|unix|PATH|grpc|CERTIFICATE */
static void parse_line(struct tnf_test_plugin *plugin, struct tnf_strview line) {
    struct tnf_strview rest = line;
    if (!tnf_sv_eq_c(tnf_sv_next(&rest, '|'), "1") || !tnf_sv_eq_c(tnf_sv_next(&rest, '|'), "6")) die("no handshake");
    if (!tnf_sv_eq_c(tnf_sv_next(&rest, '|'), "unix")) die("no unix socket");
    tnf_strbuf_add_sv(&plugin->socket_path, tnf_sv_next(&rest, '|'));
    if (!tnf_sv_eq_c(tnf_sv_next(&rest, '|'), "grpc")) die("no gRPC");
    const struct tnf_strview base64 = tnf_sv_next(&rest, '|');
    if (base64.len == 0) return;
    tnf_strbuf_add_str(&plugin->server_pem, "-----BEGIN CERTIFICATE-----\n");
    for (size_t at = 0; at < base64.len; at += 64) {
        const size_t count = base64.len - at < 64 ? base64.len - at : 64;
        tnf_strbuf_add(&plugin->server_pem, base64.ptr + at, count);
        if (at + count == base64.len) tnf_strbuf_add_repeat(&plugin->server_pem, '=', (4 - base64.len % 4) % 4);
        tnf_strbuf_add_c(&plugin->server_pem, '\n');
    }
    tnf_strbuf_add_str(&plugin->server_pem, "-----END CERTIFICATE-----\n");
}

void tnf_test_plugin_start(struct tnf_test_plugin *plugin, const char *program, bool tls) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    int out[2];
    tnf_strbuf_init(&plugin->client.pem);
    tnf_strbuf_init(&plugin->client.der);
    tnf_strbuf_init(&plugin->client.key_pem);
    tnf_strbuf_init(&plugin->socket_path);
    tnf_strbuf_init(&plugin->server_pem);
    if (tls && tnf_certificate_init(&plugin->client, NULL) < 0) die("cannot make a certificate");
    if (pipe(out) < 0) die("cannot make a pipe");
    plugin->process = fork();
    if (plugin->process == 0) {
        close(out[0]);
        run_program(program, tls ? plugin->client.pem.ptr : NULL, out[1]);
    }
    close(out[1]);
    read_line(out[0], &line);
    close(out[0]);
    parse_line(plugin, tnf_strbuf_view(&line));
}

struct tnf_test_client *tnf_test_plugin_connect(struct tnf_test_plugin *plugin) {
    if (plugin->server_pem.len == 0) return tnf_test_client_new(plugin->socket_path.ptr, NULL, NULL);
    return tnf_test_client_new(plugin->socket_path.ptr, plugin->server_pem.ptr, &plugin->client);
}

int tnf_test_plugin_wait(struct tnf_test_plugin *plugin) {
    int status;
    while (waitpid(plugin->process, &status, 0) < 0) {
        if (errno != EINTR) die("cannot wait");
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void tnf_test_plugin_release(struct tnf_test_plugin *plugin) {
    tnf_certificate_release(&plugin->client);
    tnf_strbuf_release(&plugin->socket_path);
    tnf_strbuf_release(&plugin->server_pem);
}
