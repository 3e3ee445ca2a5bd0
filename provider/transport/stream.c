#include "base/memory.h"
#include "provider/transport/call.h"

#include <grpc/slice.h>

static struct tnf_stream *of_sent_tag(struct tnf_tag *tag) {
    return (struct tnf_stream *)((char *)tag - offsetof(struct tnf_stream, sent_tag));
}

static struct tnf_stream *of_closed_tag(struct tnf_tag *tag) {
    return (struct tnf_stream *)((char *)tag - offsetof(struct tnf_stream, closed_tag));
}

static void on_sent(struct tnf_tag *tag, bool ok) {
    struct tnf_stream *stream = of_sent_tag(tag);
    pthread_mutex_lock(&stream->mutex);
    stream->sending = false;
    stream->failed = !ok;
    pthread_cond_signal(&stream->sent);
    pthread_mutex_unlock(&stream->mutex);
}

static void on_closed(struct tnf_tag *tag, bool ok) {
    struct tnf_stream *stream = of_closed_tag(tag);
    (void)ok; /* the call has ended one way or the other */
    atomic_store(&stream->over, true);
    tnf_call_unref(stream->call);
}

void tnf_stream_init(struct tnf_stream *stream, struct tnf_call *call) {
    stream->call = call;
    stream->sent_tag.done = on_sent;
    stream->closed_tag.done = on_closed;
    pthread_mutex_init(&stream->mutex, NULL);
    pthread_cond_init(&stream->sent, NULL);
}

void tnf_stream_release(struct tnf_stream *stream) {
    pthread_cond_destroy(&stream->sent);
    pthread_mutex_destroy(&stream->mutex);
}

bool tnf_stream_is_over(struct tnf_stream *stream) {
    if (!stream->watches) {
        grpc_op op;
        memset(&op, 0, sizeof op);
        op.op = GRPC_OP_RECV_CLOSE_ON_SERVER;
        op.data.recv_close_on_server.cancelled = &stream->cancelled;
        atomic_fetch_add(&stream->call->references, 1);
        stream->watches = tnf_call_start(stream->call, &op, 1, &stream->closed_tag);
        if (!stream->watches) {
            tnf_call_unref(stream->call); /* not the last one: the thread that answers has its own */
            return true;
        }
    }
    return atomic_load(&stream->over);
}

/* Sends the head, if it is still to be sent, and one message; waits until gRPC takes more. */
static bool send(struct tnf_stream *stream, grpc_byte_buffer *message) {
    grpc_op ops[2];
    size_t count = 0;
    memset(ops, 0, sizeof ops);
    if (!stream->has_metadata) ops[count++].op = GRPC_OP_SEND_INITIAL_METADATA;
    ops[count].op = GRPC_OP_SEND_MESSAGE;
    ops[count++].data.send_message.send_message = message;
    stream->has_metadata = true;
    stream->sending = true;
    if (!tnf_call_start(stream->call, ops, count, &stream->sent_tag)) return false;
    pthread_mutex_lock(&stream->mutex);
    while (stream->sending) pthread_cond_wait(&stream->sent, &stream->mutex);
    const bool sent = !stream->failed;
    pthread_mutex_unlock(&stream->mutex);
    return sent;
}

int tnf_stream_send(struct tnf_stream *stream, struct tnf_strview message, struct tnf_error *err) {
    if (tnf_stream_is_over(stream)) return tnf_error_set(err, TNF_E_IO, "the client has given the call up");
    grpc_slice bytes = grpc_slice_from_copied_buffer(message.ptr, message.len);
    grpc_byte_buffer *buffer = grpc_raw_byte_buffer_create(&bytes, 1);
    grpc_slice_unref(bytes);
    const bool sent = send(stream, buffer);
    grpc_byte_buffer_destroy(buffer);
    return sent ? 0 : tnf_error_set(err, TNF_E_IO, "the client is gone");
}
