/* One call. Private to provider/transport. */
#pragma once

#include "provider/transport/route.h"
#include "provider/transport/server_state.h"

#include <grpc/byte_buffer.h>

/* What a call has beside its answer: messages on the way out, and the watch over the client. All of it is used by the
 * one thread that answers the call, except for what the mutex and the atomics are for. */
struct tnf_stream {
    struct tnf_tag sent_tag;   /* the two have to be told apart: */
    struct tnf_tag closed_tag; /* both can be on the way at once */
    struct tnf_call *call;
    bool has_metadata; /* the head of the answer is sent */
    bool watches;      /* the client's end will be heard of */
    int cancelled;     /* gRPC's, valid when it is heard of */
    atomic_bool over;
    pthread_mutex_t mutex; /* for what is below */
    pthread_cond_t sent;
    bool sending;
    bool failed;
};

struct tnf_call {
    struct tnf_tag tag; /* first: an event's tag is the call */
    struct tnf_server *server;
    atomic_uint references; /* the call's own course, and the watch over the client */
    grpc_call *grpc;
    grpc_call_details details;
    grpc_metadata_array metadata;
    grpc_byte_buffer *request;
    enum tnf_route route;
    struct tnf_strview method; /* points into details */
    struct tnf_stream stream;
    /* The answer, kept until it is sent. */
    grpc_byte_buffer *reply;
    grpc_slice status_text;
    int cancelled;
};

/* Starts operations whose end `tag` hears of. False when that is not possible any more. */
bool tnf_call_start(struct tnf_call *call, const grpc_op *ops, size_t count, struct tnf_tag *tag);
/* Frees the call with the last reference. */
void tnf_call_unref(struct tnf_call *call);

void tnf_stream_init(struct tnf_stream *stream, struct tnf_call *call);
void tnf_stream_release(struct tnf_stream *stream);
