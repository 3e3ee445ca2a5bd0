/* Calls that are answered with a stream, and calls that are given up, with a real gRPC client. */
#include "tests/support/test.h"

#include "provider/transport/server.h"
#include "tests/support/grpc_client.h"
#include "tests/support/scratch.h"

#include <grpc/status.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <unistd.h>

enum { FLOOD_MESSAGES = 2000, FLOOD_BYTES = 64 * 1024 };

struct host {
    struct tnf_scratch scratch;
    char *socket_path;
    struct tnf_server *server;
    pthread_t thread;
    atomic_size_t sent;
    sem_t begun; /* posted when a call that waits does */
    sem_t ended; /* posted when it has seen that its client is gone */
};

static int count_up(struct tnf_stream *stream, int64_t count, struct tnf_error *err) {
    for (int64_t i = 0; i < count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_strbuf_addf(&text, "%" PRId64, i);
        TNF_TRY(tnf_stream_send(stream, tnf_strbuf_view(&text), err));
    }
    return 0;
}

static int flood(struct host *host, struct tnf_stream *stream, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_strbuf_add_repeat(&text, 'x', FLOOD_BYTES);
    for (size_t i = 0; i < FLOOD_MESSAGES; i++) {
        TNF_TRY(tnf_stream_send(stream, tnf_strbuf_view(&text), err));
        atomic_fetch_add(&host->sent, 1);
    }
    return 0;
}

static int wait_for_the_end(struct host *host, struct tnf_stream *stream) {
    const struct timespec pause = {.tv_nsec = 1000 * 1000};
    sem_post(&host->begun);
    while (!tnf_stream_is_over(stream)) (void)nanosleep(&pause, NULL);
    sem_post(&host->ended);
    return 0;
}

static int answer(void *context, struct tnf_strview method, struct tnf_strview request, struct tnf_reply *reply,
                  struct tnf_error *err) {
    struct host *host = context;
    int64_t count = 0;
    (void)tnf_sv_to_int(request, 0, INT64_MAX, &count);
    if (tnf_sv_eq_c(method, "Wait")) return wait_for_the_end(host, reply->stream);
    reply->streamed = true;
    if (tnf_sv_eq_c(method, "Flood")) return flood(host, reply->stream, err);
    if (tnf_sv_eq_c(method, "WaitInStream")) {
        TNF_TRY(count_up(reply->stream, 1, err));
        return wait_for_the_end(host, reply->stream);
    }
    TNF_TRY(count_up(reply->stream, count, err));
    return tnf_sv_eq_c(method, "Fail") ? tnf_error_set(err, TNF_E_INTERNAL, "it failed") : 0;
}

static void *run(void *argument) {
    struct host *host = argument;
    return tnf_server_run(host->server) ? host : NULL;
}

static void host_init(struct host *host) {
    memset(host, 0, sizeof *host);
    tnf_scratch_init(&host->scratch);
    host->socket_path = tnf_scratch_path(&host->scratch, "socket");
    sem_init(&host->begun, 0, 0);
    sem_init(&host->ended, 0, 0);
    const struct tnf_server_options options = {
        .socket_path = host->socket_path, .service = "test.Service", .method = answer, .context = host};
    assert_int_equal(tnf_server_new(&options, &host->server, NULL), 0);
    assert_int_equal(pthread_create(&host->thread, NULL, run, host), 0);
}

static void host_release(struct host *host) {
    void *clean;
    tnf_server_stop(host->server);
    assert_int_equal(pthread_join(host->thread, &clean), 0);
    assert_non_null(clean);
    tnf_server_free(host->server);
    unlink(host->socket_path);
    free(host->socket_path);
    tnf_scratch_release(&host->scratch);
}

static struct tnf_test_client *connect_to(struct host *host) {
    return tnf_test_client_new(host->socket_path, NULL, NULL);
}

static void messages_come_in_order_and_then_the_status(void **state) {
    static const struct {
        const char *path;
        const char *count;
        int messages;
        int status;
    } cases[] = {
        {"/test.Service/Count", "5", 5, GRPC_STATUS_OK},
        {"/test.Service/Count", "0", 0, GRPC_STATUS_OK},
        {"/test.Service/Fail", "2", 2, GRPC_STATUS_INTERNAL},
        {"/test.Service/Fail", "0", 0, GRPC_STATUS_INTERNAL},
    };
    struct host host;
    (void)state;
    host_init(&host);
    struct tnf_test_client *client = connect_to(&host);
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf message = TNF_STRBUF_INIT;
        struct tnf_test_stream *stream = tnf_test_stream_new(client, cases[i].path, tnf_sv(cases[i].count));
        for (int j = 0; j < cases[i].messages; j++) {
            int64_t number;
            assert_true(tnf_test_stream_next(stream, &message));
            assert_true(tnf_sv_to_int(tnf_strbuf_view(&message), j, j, &number));
        }
        assert_false(tnf_test_stream_next(stream, &message));
        assert_int_equal(tnf_test_stream_status(stream), cases[i].status);
        tnf_test_stream_free(stream);
    }
    tnf_test_client_free(client);
    host_release(&host);
}

/* However slow the reader is, the sender is never far ahead of it: HTTP/2's window may grow to some megabytes. */
static void a_slow_client_holds_the_sender_up(void **state) {
    enum { READ = 100, AHEAD_MOST = 500 };
    const struct timespec pause = {.tv_nsec = 1000 * 1000};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf message = TNF_STRBUF_INIT;
    struct host host;
    (void)state;
    host_init(&host);
    struct tnf_test_client *client = connect_to(&host);
    struct tnf_test_stream *stream = tnf_test_stream_new(client, "/test.Service/Flood", TNF_SV(""));
    for (size_t i = 0; i < READ; i++) {
        assert_true(tnf_test_stream_next(stream, &message));
        assert_int_equal(message.len, FLOOD_BYTES);
        (void)nanosleep(&pause, NULL);
        assert_in_range(atomic_load(&host.sent), 0, i + AHEAD_MOST);
    }
    tnf_test_stream_cancel(stream);
    assert_int_equal(tnf_test_stream_status(stream), GRPC_STATUS_CANCELLED);
    tnf_test_stream_free(stream);
    tnf_test_client_free(client);
    host_release(&host);
    assert_true(atomic_load(&host.sent) < FLOOD_MESSAGES);
}

static void a_call_sees_that_it_was_given_up(void **state) {
    static const char *const paths[] = {"/test.Service/Wait", "/test.Service/WaitInStream"};
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(paths) * 2; i++) {
        struct host host;
        host_init(&host);
        struct tnf_test_client *client = connect_to(&host);
        struct tnf_test_stream *stream = tnf_test_stream_new(client, paths[i / 2], TNF_SV(""));
        sem_wait(&host.begun);
        if (i % 2 == 0) {
            tnf_test_stream_cancel(stream);
            sem_wait(&host.ended);
            assert_int_equal(tnf_test_stream_status(stream), GRPC_STATUS_CANCELLED);
        } else {
            tnf_test_stream_cancel(stream);
            tnf_test_client_free(client); /* the whole connection */
            sem_wait(&host.ended);
            client = connect_to(&host);
        }
        tnf_test_stream_free(stream);
        tnf_test_client_free(client);
        host_release(&host);
    }
}

static void the_server_s_end_ends_streams(void **state) {
    static const char *const paths[] = {"/test.Service/WaitInStream", "/test.Service/Flood", "/test.Service/Wait"};
    enum { ROUNDS = 30 };
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf message = TNF_STRBUF_INIT;
        struct host host;
        host_init(&host);
        struct tnf_test_client *client = connect_to(&host);
        struct tnf_test_stream *stream = tnf_test_stream_new(client, paths[round % 3], TNF_SV(""));
        if (round % 2 == 0 && round % 3 < 2) (void)tnf_test_stream_next(stream, &message);
        host_release(&host);
        while (tnf_test_stream_next(stream, &message)) continue;
        assert_int_not_equal(tnf_test_stream_status(stream), GRPC_STATUS_OK);
        tnf_test_stream_free(stream);
        tnf_test_client_free(client);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_come_in_order_and_then_the_status),
        cmocka_unit_test(a_slow_client_holds_the_sender_up),
        cmocka_unit_test(a_call_sees_that_it_was_given_up),
        cmocka_unit_test(the_server_s_end_ends_streams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
