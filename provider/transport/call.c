/* The life of one call: accepted, its message read, answered by a worker, the answer sent. */
#include "provider/transport/call.h"

#include "base/memory.h"

#include <grpc/byte_buffer_reader.h>
#include <grpc/slice.h>

/* grpc.health.v1.HealthCheckResponse with status SERVING. */
static const char serving[] = "\x08\x01";

static struct tnf_call *call_of(struct tnf_tag *tag) {
    return (struct tnf_call *)tag;
}

void tnf_call_unref(struct tnf_call *call) {
    struct tnf_server *server = call->server;
    if (atomic_fetch_sub(&call->references, 1) > 1) return;
    if (call->grpc != NULL) grpc_call_unref(call->grpc);
    grpc_byte_buffer_destroy(call->request);
    grpc_byte_buffer_destroy(call->reply);
    grpc_call_details_destroy(&call->details);
    grpc_metadata_array_destroy(&call->metadata);
    grpc_slice_unref(call->status_text);
    tnf_stream_release(&call->stream);
    free(call);
    atomic_fetch_sub(&server->calls, 1);
}

bool tnf_call_start(struct tnf_call *call, const grpc_op *ops, size_t count, struct tnf_tag *tag) {
    struct tnf_server *server = call->server; /* the call may end, on another thread, before the lock is given back */
    grpc_call_error refused = GRPC_CALL_ERROR;
    pthread_rwlock_rdlock(&server->lock);
    if (!server->closed) refused = grpc_call_start_batch(call->grpc, ops, count, tag, NULL);
    pthread_rwlock_unlock(&server->lock);
    return refused == GRPC_CALL_OK;
}

/* The next step of the call's own course, which ends when that is not possible any more. */
static void start(struct tnf_call *call, const grpc_op *ops, size_t count, void (*done)(struct tnf_tag *, bool)) {
    call->tag.done = done;
    if (!tnf_call_start(call, ops, count, &call->tag)) tnf_call_unref(call);
}

static void on_answered(struct tnf_tag *tag, bool ok) {
    struct tnf_call *call = call_of(tag);
    (void)ok; /* a client that is gone needs no answer */
    if (call->route == TNF_ROUTE_SHUTDOWN) tnf_server_stop(call->server);
    tnf_call_unref(call);
}

/* Sends what is still to be sent: call->reply, if there is one, and the status. */
static void answer(struct tnf_call *call, grpc_status_code status, const char *text) {
    grpc_op ops[4];
    memset(ops, 0, sizeof ops);
    size_t count = 0;
    if (!call->stream.has_metadata) ops[count++].op = GRPC_OP_SEND_INITIAL_METADATA;
    if (!call->stream.watches) {
        ops[count].op = GRPC_OP_RECV_CLOSE_ON_SERVER;
        ops[count++].data.recv_close_on_server.cancelled = &call->cancelled;
    }
    if (call->reply != NULL) {
        ops[count].op = GRPC_OP_SEND_MESSAGE;
        ops[count++].data.send_message.send_message = call->reply;
    }
    call->status_text = grpc_slice_from_copied_string(text);
    ops[count].op = GRPC_OP_SEND_STATUS_FROM_SERVER;
    ops[count].data.send_status_from_server.status = status;
    ops[count++].data.send_status_from_server.status_details = &call->status_text;
    start(call, ops, count, on_answered);
}

static void answer_bytes(struct tnf_call *call, grpc_slice bytes) {
    call->reply = grpc_raw_byte_buffer_create(&bytes, 1);
    grpc_slice_unref(bytes);
    answer(call, GRPC_STATUS_OK, "");
}

static grpc_slice take_reply(struct tnf_reply *reply) {
    if (reply->borrowed.ptr != NULL) return grpc_slice_from_static_buffer(reply->borrowed.ptr, reply->borrowed.len);
    const size_t length = reply->bytes.len;
    if (length == 0) return grpc_empty_slice();
    char *bytes = tnf_strbuf_detach(&reply->bytes);
    return grpc_slice_new_with_user_data(bytes, length, free, bytes);
}

/* Runs on a worker. */
static void answer_method(void *argument) {
    struct tnf_call *call = argument;
    struct tnf_server *server = call->server;
    struct tnf_reply reply = {.bytes = TNF_STRBUF_INIT, .stream = &call->stream};
    struct tnf_error err = {.code = TNF_OK};
    grpc_byte_buffer_reader reader;
    if (!grpc_byte_buffer_reader_init(&reader, call->request)) {
        answer(call, GRPC_STATUS_INTERNAL, "the message cannot be decompressed");
        return;
    }
    const grpc_slice request = grpc_byte_buffer_reader_readall(&reader);
    grpc_byte_buffer_reader_destroy(&reader);
    const struct tnf_strview bytes = tnf_sv_n((const char *)GRPC_SLICE_START_PTR(request), GRPC_SLICE_LENGTH(request));
    const int code = server->method(server->context, call->method, bytes, &reply, &err);
    grpc_slice_unref(request);
    if (code < 0) {
        answer(call, code == TNF_E_NOT_FOUND ? GRPC_STATUS_UNIMPLEMENTED : GRPC_STATUS_INTERNAL, err.message);
    } else if (reply.streamed) {
        answer(call, GRPC_STATUS_OK, "");
    } else {
        answer_bytes(call, take_reply(&reply));
    }
    tnf_strbuf_release(&reply.bytes);
}

static void on_message(struct tnf_tag *tag, bool ok) {
    struct tnf_call *call = call_of(tag);
    if (!ok || call->request == NULL) {
        answer(call, GRPC_STATUS_CANCELLED, "the call has no message");
        return;
    }
    tnf_workers_add(call->server->workers, answer_method, call);
}

static void read_message(struct tnf_call *call) {
    grpc_op op;
    memset(&op, 0, sizeof op);
    op.op = GRPC_OP_RECV_MESSAGE;
    op.data.recv_message.recv_message = &call->request;
    start(call, &op, 1, on_message);
}

static void on_client_gone(struct tnf_tag *tag, bool ok) {
    struct tnf_call *call = call_of(tag);
    (void)ok;
    if (call->server->ends_with_client) tnf_server_stop(call->server);
    tnf_call_unref(call);
}

/* The stream of our standard output: nothing is ever sent on it, its end tells that the client is gone. */
static void hold(struct tnf_call *call) {
    grpc_op ops[2];
    memset(ops, 0, sizeof ops);
    ops[0].op = GRPC_OP_SEND_INITIAL_METADATA;
    ops[1].op = GRPC_OP_RECV_CLOSE_ON_SERVER;
    ops[1].data.recv_close_on_server.cancelled = &call->cancelled;
    start(call, ops, TNF_ARRAY_LEN(ops), on_client_gone);
}

static void serve(struct tnf_call *call) {
    switch (call->route) {
    case TNF_ROUTE_METHOD:
        read_message(call);
        return;
    case TNF_ROUTE_SHUTDOWN:
        answer_bytes(call, grpc_empty_slice());
        return;
    case TNF_ROUTE_STDIO:
        hold(call);
        return;
    case TNF_ROUTE_HEALTH:
        answer_bytes(call, grpc_slice_from_static_string(serving));
        return;
    case TNF_ROUTE_NOTHING:
        answer(call, GRPC_STATUS_UNIMPLEMENTED, "there is no such method");
        return;
    }
}

static void on_accepted(struct tnf_tag *tag, bool ok) {
    struct tnf_call *call = call_of(tag);
    if (!ok) {
        tnf_call_unref(call);
        return;
    }
    tnf_call_accept(call->server);
    /* A short path lies in the slice itself, so the slice must not be copied. */
    const grpc_slice *path = &call->details.method;
    call->route = tnf_route_of(tnf_sv_n((const char *)GRPC_SLICE_START_PTR(*path), GRPC_SLICE_LENGTH(*path)),
                               tnf_strbuf_view(&call->server->service), &call->method);
    serve(call);
}

void tnf_call_accept(struct tnf_server *server) {
    struct tnf_call *call = tnf_xcalloc(1, sizeof *call);
    call->server = server;
    call->tag.done = on_accepted;
    call->status_text = grpc_empty_slice();
    atomic_init(&call->references, 1);
    tnf_stream_init(&call->stream, call);
    grpc_call_details_init(&call->details);
    grpc_metadata_array_init(&call->metadata);
    atomic_fetch_add(&server->calls, 1);
    grpc_call_error refused = GRPC_CALL_ERROR;
    pthread_rwlock_rdlock(&server->lock);
    if (!server->closed) {
        refused = grpc_server_request_call(server->grpc, &call->grpc, &call->details, &call->metadata, server->queue,
                                           server->queue, &call->tag);
    }
    pthread_rwlock_unlock(&server->lock);
    if (refused != GRPC_CALL_OK) tnf_call_unref(call);
}
