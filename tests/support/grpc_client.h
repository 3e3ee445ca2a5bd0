/*
 * The host's side of the plugin protocol, for tests: a gRPC client on a unix socket, and a started provider with its
 * handshake.
 */
#pragma once

#include "base/strbuf.h"
#include "base/strview.h"
#include "provider/handshake/certificate.h"

#include <stdbool.h>
#include <sys/types.h>

struct tnf_test_client;

/* Connects to `socket_path`. `server_pem` NULL: without TLS; `own` NULL: without a client certificate. */
struct tnf_test_client *tnf_test_client_new(const char *socket_path, const char *server_pem,
                                            const struct tnf_certificate *own);
void tnf_test_client_free(struct tnf_test_client *client);

/* One call with one message: the gRPC status, and in *ret_reply (which may be NULL) the answer's bytes or the status's
 * text. Ends the process when there is no answer within 30 s. */
int tnf_test_client_call(struct tnf_test_client *client, const char *path, struct tnf_strview request,
                         struct tnf_strbuf *ret_reply);
/* Starts a call without waiting for it. It ends with the client. */
void tnf_test_client_start(struct tnf_test_client *client, const char *path);

/* A call that is answered with a stream. One at a time for each client. */
struct tnf_test_stream;
struct tnf_test_stream *tnf_test_stream_new(struct tnf_test_client *client, const char *path,
                                            struct tnf_strview request);
/* The next message, in *ret_message's place. False at the end. */
bool tnf_test_stream_next(struct tnf_test_stream *stream, struct tnf_strbuf *ret_message);
/* Gives the call up. */
void tnf_test_stream_cancel(struct tnf_test_stream *stream);
/* The gRPC status at its end. */
int tnf_test_stream_status(struct tnf_test_stream *stream);
void tnf_test_stream_free(struct tnf_test_stream *stream);

/* A provider that was started as a plugin host starts it. */
struct tnf_test_plugin {
    pid_t process;
    struct tnf_certificate client; /* the host's own; not set without TLS */
    struct tnf_strbuf socket_path;
    struct tnf_strbuf server_pem; /* empty without TLS */
};

/* Starts `program` and reads its line. Ends the process when there is none. */
void tnf_test_plugin_start(struct tnf_test_plugin *plugin, const char *program, bool tls);
/* A client with the host's certificate. */
struct tnf_test_client *tnf_test_plugin_connect(struct tnf_test_plugin *plugin);
/* Waits for the end; the exit code, or -1 when a signal ended it. */
int tnf_test_plugin_wait(struct tnf_test_plugin *plugin);
void tnf_test_plugin_release(struct tnf_test_plugin *plugin);
