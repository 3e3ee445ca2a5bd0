/*
 * gRPC, as a plugin host needs it: one service whose methods are functions from bytes to bytes or to a stream, and
 * beside it what go-plugin's client asks for (health, standard output, broker, shutdown). Nothing here knows a
 * provider.
 *
 * One thread (the one in tnf_server_run) moves the bytes; each call is answered on a worker thread of its own, so a
 * call that takes long, or waits, holds up no other.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>

struct tnf_stream;

/* An answer: `bytes`, or when `borrowed` has a pointer that, which has to live as long as the process; or, when it is
 * `streamed`, the messages that were sent. */
struct tnf_reply {
    struct tnf_strbuf bytes;
    struct tnf_strview borrowed;
    bool streamed;
    struct tnf_stream *stream; /* given by the server: where messages go, and how to see that the client is gone */
};

/* Sends one message of a stream, from the thread that answers the call. Waits while the client does not take what was
 * sent before. TNF_E_IO: the client is gone, or the server stops. */
int tnf_stream_send(struct tnf_stream *stream, struct tnf_strview message, struct tnf_error *err);
/* Whether the client has given the call up, or is gone. From the thread that answers the call, also when it answers
 * with one message. */
bool tnf_stream_is_over(struct tnf_stream *stream);

/* Answers one call of `method` (the name without the service). 0 with the reply filled in, TNF_E_NOT_FOUND for
 * a method that there is none of (UNIMPLEMENTED on the wire), another code for a failure of the protocol itself
 * (INTERNAL, with the message). Runs on any thread, several at a time. */
typedef int (*tnf_method_fn)(void *context, struct tnf_strview method, struct tnf_strview request,
                             struct tnf_reply *reply, struct tnf_error *err);

struct tnf_server_options {
    const char *socket_path; /* absolute; nothing may be there yet */
    const char *service;     /* such as "tfplugin6.Provider" */
    tnf_method_fn method;
    void *context;
    /* PEM. Without a client certificate there is no TLS; with one, exactly its owner may connect. */
    const char *client_certificate;
    const char *certificate;
    const char *key;
    bool ends_with_client; /* stop when the host that holds our standard output's stream goes away */
};

/* Hears of what gRPC would write to standard error, such as refused connections. Process-wide, because gRPC's log is;
 * set it before the first server, and keep the context until the last one is freed. */
typedef void (*tnf_server_log_fn)(void *context, bool is_error, const char *message);
void tnf_server_log_with(tnf_server_log_fn log, void *context);

struct tnf_server;

/* Listens: when it returns, clients can connect. The socket is its owner's alone (mode 0600). Options are used during
 * the call, except for context. TNF_E_IO when the socket or the credentials are refused. */
int tnf_server_new(const struct tnf_server_options *options, struct tnf_server **ret_server, struct tnf_error *err);

/* Serves until the host asks for shutdown or tnf_server_stop is called. True when all calls have ended; false when
 * one is still running 1.5 s after that (go-plugin kills after 2 s): then the server cannot be freed, and the process
 * has to end. */
bool tnf_server_run(struct tnf_server *server);

/* Makes tnf_server_run return. From any thread, any number of times, while the server exists. */
void tnf_server_stop(struct tnf_server *server);

/* Frees a server that has run (or never did). */
void tnf_server_free(struct tnf_server *server);
