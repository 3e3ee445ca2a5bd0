/*
 * The provider's service: a table of methods. It reads each request, hands it to its method and packs the response;
 * what goes wrong becomes a diagnostic, so that Terraform shows it, and never a broken connection.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"
#include "provider/schema/diagnostic.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct ProtobufCMessage;
struct ProtobufCMessageDescriptor;

/* Who waits for an answer, and gets the messages of a stream. */
struct tnf_rpc_sink {
    void *context;
    /* Takes one message's bytes; waits while the client is slow. Negative: the client is gone. */
    int (*send)(void *context, struct tnf_strview message, struct tnf_error *err);
    /* Whether the client is gone. */
    bool (*is_over)(void *context);
};

/* What belongs to one call. */
struct tnf_rpc_call {
    struct tnf_arena arena; /* request, response and what is between them */
    struct tnf_diagnostics diagnostics;
    struct tnf_strview failure; /* title of the diagnostic that a failure becomes; preset to "<method> failed" */
    /* What the client can do, where its request says so. */
    bool deferral_allowed;
    bool write_only_allowed;
    const struct tnf_rpc_sink *sink; /* NULL: nobody takes a stream, nobody gives up */
    const atomic_uint *stops;        /* NULL, or how often the provider was told to stop, */
    unsigned stops_before;           /* and how often before this call */
};

/* Whether nobody waits for the answer any more: the provider was told to stop, or the client is gone. What takes long
 * asks from time to time. */
bool tnf_rpc_call_is_over(const struct tnf_rpc_call *call);

/* Adds the failure to the call's diagnostics, under its title. */
void tnf_rpc_call_fail(struct tnf_rpc_call *call, const struct tnf_error *failure);

/* Sends one message of a stream. Negative: the client is gone. */
int tnf_rpc_send(const struct tnf_rpc_call *call, const struct ProtobufCMessage *message, struct tnf_error *err);

/* Answers a call: `request` and `response` are the messages that the method's row names, the response empty. A negative
 * code becomes an error diagnostic. Runs on any thread, several at a time. */
typedef int (*tnf_rpc_fn)(void *provider, struct tnf_rpc_call *call, const void *request, void *response,
                          struct tnf_error *err);
/* A ready-made response, which lives as long as the provider. */
typedef struct tnf_strview (*tnf_rpc_ready_fn)(const void *provider);

struct tnf_rpc_method {
    const char *name;
    const struct ProtobufCMessageDescriptor *request; /* both NULL with `ready` */
    const struct ProtobufCMessageDescriptor *response;
    tnf_rpc_fn answer;
    tnf_rpc_ready_fn ready;
    /* `answer` sends its messages itself, with tnf_rpc_send, also those that say what failed; its response is NULL. A
     * negative code means that the stream is broken. */
    bool streams;
};

/* Rows of a table; who writes one includes the messages. `snake` is the method's name as the messages have it. */
#define TNF_RPC_ROW(rpc, snake, function)                                                                              \
    {                                                                                                                  \
        .name = #rpc, .request = &tfplugin6__##snake##__request__descriptor,                                           \
        .response = &tfplugin6__##snake##__response__descriptor, .answer = (function)                                  \
    }
#define TNF_RPC_READY_ROW(rpc, function)                                                                               \
    { .name = #rpc, .ready = (function) }
#define TNF_RPC_STREAM_ROW(rpc, snake, function)                                                                       \
    { .name = #rpc, .request = &tfplugin6__##snake##__request__descriptor, .answer = (function), .streams = true }

struct tnf_rpc_service {
    const struct tnf_rpc_method *methods; /* those that are not there are UNIMPLEMENTED */
    size_t count;
    void *provider;
    const atomic_uint *stops; /* how often the provider was told to stop; NULL: it cannot be told */
    /* Called before each answer, on any thread: what a provider needs and its start should not wait for. NULL: nothing.
     * When it fails, so does the call. */
    int (*prepare)(void *provider, struct tnf_error *err);
};

/* An answer: bytes, or ready-made ones, or a stream that the sink has got. Start with TNF_RPC_REPLY_INIT; `bytes` are
 * the caller's to release. */
struct tnf_rpc_reply {
    struct tnf_strbuf bytes;
    struct tnf_strview ready; /* has a pointer: the answer, which lives as long as the service */
    bool streamed;
};
#define TNF_RPC_REPLY_INIT                                                                                             \
    { TNF_STRBUF_INIT, {NULL, 0}, false }

/* Answers one call. `sink` gets the messages of a stream; NULL: nobody takes one.
 * TNF_E_NOT_FOUND: there is no such method; another code: the response has no place for diagnostics, or the client of
 * a stream is gone. */
int tnf_rpc_answer(const struct tnf_rpc_service *service, struct tnf_strview method, struct tnf_strview request,
                   const struct tnf_rpc_sink *sink, struct tnf_rpc_reply *reply, struct tnf_error *err);
