/* The gRPC server with a real gRPC client, in one process. */
#include "tests/support/test.h"

#include "provider/transport/server.h"
#include "tests/support/grpc_client.h"
#include "tests/support/scratch.h"

#include <grpc/status.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A server that runs on a thread of its own. */
struct host {
    struct tnf_scratch scratch;
    char *socket_path;
    struct tnf_certificate server_certificate;
    struct tnf_certificate client_certificate;
    struct tnf_server *server;
    pthread_t thread;
    sem_t release; /* what "Wait" waits for */
    sem_t waiting; /* posted when it does */
};

static int answer(void *context, struct tnf_strview method, struct tnf_strview request, struct tnf_reply *reply,
                  struct tnf_error *err) {
    struct host *host = context;
    if (tnf_sv_eq_c(method, "Echo")) {
        tnf_strbuf_add_sv(&reply->bytes, request);
        return 0;
    }
    if (tnf_sv_eq_c(method, "Lend")) {
        reply->borrowed = TNF_SV("lent");
        return 0;
    }
    if (tnf_sv_eq_c(method, "Wait")) {
        sem_post(&host->waiting);
        sem_wait(&host->release);
        return 0;
    }
    if (tnf_sv_eq_c(method, "Fail")) return tnf_error_set(err, TNF_E_INTERNAL, "it failed");
    return tnf_error_set(err, TNF_E_NOT_FOUND, "there is no such method");
}

static void *run(void *argument) {
    struct host *host = argument;
    return tnf_server_run(host->server) ? host : NULL;
}

static void host_init(struct host *host, bool tls, bool ends_with_client) {
    memset(host, 0, sizeof *host);
    tnf_scratch_init(&host->scratch);
    host->socket_path = tnf_scratch_path(&host->scratch, "socket");
    sem_init(&host->release, 0, 0);
    sem_init(&host->waiting, 0, 0);
    assert_int_equal(tnf_certificate_init(&host->server_certificate, NULL), 0);
    assert_int_equal(tnf_certificate_init(&host->client_certificate, NULL), 0);
    const struct tnf_server_options options = {
        .socket_path = host->socket_path,
        .service = "test.Service",
        .method = answer,
        .context = host,
        .client_certificate = tls ? host->client_certificate.pem.ptr : NULL,
        .certificate = host->server_certificate.pem.ptr,
        .key = host->server_certificate.key_pem.ptr,
        .ends_with_client = ends_with_client,
    };
    struct tnf_error err;
    if (tnf_server_new(&options, &host->server, &err) < 0) fail_msg("%s", err.message);
    assert_int_equal(pthread_create(&host->thread, NULL, run, host), 0);
}

/* Waits for the server's end, which somebody else has asked for. */
static void host_release(struct host *host) {
    void *clean;
    assert_int_equal(pthread_join(host->thread, &clean), 0);
    assert_non_null(clean);
    tnf_server_free(host->server);
    tnf_certificate_release(&host->server_certificate);
    tnf_certificate_release(&host->client_certificate);
    unlink(host->socket_path);
    free(host->socket_path);
    tnf_scratch_release(&host->scratch);
}

static void stop_and_release(struct host *host) {
    tnf_server_stop(host->server);
    host_release(host);
}

static struct tnf_test_client *connect_to(struct host *host, bool tls) {
    return tnf_test_client_new(host->socket_path, tls ? host->server_certificate.pem.ptr : NULL,
                               tls ? &host->client_certificate : NULL);
}

static void calls_are_answered(void **state) {
    static const struct {
        const char *path;
        const char *request;
        int status;
        const char *reply;
    } cases[] = {
        {"/test.Service/Echo", "hello", GRPC_STATUS_OK, "hello"},
        {"/test.Service/Echo", "", GRPC_STATUS_OK, ""},
        {"/test.Service/Lend", "", GRPC_STATUS_OK, "lent"},
        {"/test.Service/Fail", "", GRPC_STATUS_INTERNAL, "it failed"},
        {"/test.Service/Nothing", "", GRPC_STATUS_UNIMPLEMENTED, "there is no such method"},
        {"/other.Service/Echo", "", GRPC_STATUS_UNIMPLEMENTED, "there is no such method"},
        {"/plugin.GRPCBroker/StartStream", "", GRPC_STATUS_UNIMPLEMENTED, "there is no such method"},
        {"/grpc.health.v1.Health/Check", "", GRPC_STATUS_OK, "\x08\x01"},
    };
    (void)state;
    for (int tls = 0; tls <= 1; tls++) {
        struct host host;
        host_init(&host, tls, false);
        struct tnf_test_client *client = connect_to(&host, tls);
        for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
            TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf reply = TNF_STRBUF_INIT;
            const int status = tnf_test_client_call(client, cases[i].path, tnf_sv(cases[i].request), &reply);
            assert_int_equal(status, cases[i].status);
            assert_string_equal(reply.ptr, cases[i].reply);
        }
        tnf_test_client_free(client);
        stop_and_release(&host);
    }
}

static void messages_may_be_larger_than_grpc_allows_by_itself(void **state) {
    enum { LENGTH = 20 * 1024 * 1024 };
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf request = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf reply = TNF_STRBUF_INIT;
    struct host host;
    (void)state;
    host_init(&host, true, false);
    tnf_strbuf_add_repeat(&request, 'x', LENGTH);
    struct tnf_test_client *client = connect_to(&host, true);
    assert_int_equal(tnf_test_client_call(client, "/test.Service/Echo", tnf_strbuf_view(&request), &reply),
                     GRPC_STATUS_OK);
    assert_true(tnf_sv_eq(tnf_strbuf_view(&request), tnf_strbuf_view(&reply)));
    tnf_test_client_free(client);
    stop_and_release(&host);
}

static void only_the_host_s_certificate_may_connect(void **state) {
    struct tnf_certificate foreign;
    struct host host;
    (void)state;
    assert_int_equal(tnf_certificate_init(&foreign, NULL), 0);
    host_init(&host, true, false);
    const struct {
        const char *server_pem;
        const struct tnf_certificate *own;
        int status;
    } cases[] = {
        {host.server_certificate.pem.ptr, &host.client_certificate, GRPC_STATUS_OK},
        {host.server_certificate.pem.ptr, NULL, GRPC_STATUS_UNAVAILABLE},
        {host.server_certificate.pem.ptr, &foreign, GRPC_STATUS_UNAVAILABLE},
        {foreign.pem.ptr, &host.client_certificate, GRPC_STATUS_UNAVAILABLE}, /* the client's own check */
        {NULL, NULL, GRPC_STATUS_UNAVAILABLE},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_test_client *client = tnf_test_client_new(host.socket_path, cases[i].server_pem, cases[i].own);
        assert_int_equal(tnf_test_client_call(client, "/test.Service/Echo", TNF_SV("x"), NULL), cases[i].status);
        tnf_test_client_free(client);
    }
    tnf_certificate_release(&foreign);
    stop_and_release(&host);
}

static void *call_wait(void *argument) {
    struct host *host = argument;
    struct tnf_test_client *client = connect_to(host, false);
    const int status = tnf_test_client_call(client, "/test.Service/Wait", TNF_SV("x"), NULL);
    tnf_test_client_free(client);
    return status == GRPC_STATUS_OK ? host : NULL;
}

static void calls_that_wait_hold_up_no_other(void **state) {
    enum { WAITING = 12 }; /* more than Terraform's usual ten */
    pthread_t threads[WAITING];
    struct host host;
    (void)state;
    host_init(&host, false, false);
    for (int i = 0; i < WAITING; i++) assert_int_equal(pthread_create(&threads[i], NULL, call_wait, &host), 0);
    for (int i = 0; i < WAITING; i++) sem_wait(&host.waiting);
    struct tnf_test_client *client = connect_to(&host, false);
    assert_int_equal(tnf_test_client_call(client, "/test.Service/Echo", TNF_SV("x"), NULL), GRPC_STATUS_OK);
    tnf_test_client_free(client);
    for (int i = 0; i < WAITING; i++) sem_post(&host.release);
    for (int i = 0; i < WAITING; i++) {
        void *answered;
        pthread_join(threads[i], &answered);
        assert_non_null(answered);
    }
    stop_and_release(&host);
}

static void the_socket_is_its_owner_s_alone(void **state) {
    struct stat status;
    struct host host;
    (void)state;
    const mode_t before = umask(0);
    host_init(&host, false, false);
    umask(before);
    assert_int_equal(stat(host.socket_path, &status), 0);
    assert_true(S_ISSOCK(status.st_mode));
    assert_int_equal(status.st_mode & 0777, 0600);
    stop_and_release(&host);
}

static void shutdown_is_answered_and_ends_the_server(void **state) {
    struct host host;
    (void)state;
    host_init(&host, true, false);
    struct tnf_test_client *client = connect_to(&host, true);
    tnf_test_client_start(client, "/plugin.GRPCStdio/StreamStdio");
    tnf_test_client_start(client, "/plugin.GRPCBroker/StartStream");
    assert_int_equal(tnf_test_client_call(client, "/plugin.GRPCController/Shutdown", TNF_SV(""), NULL), GRPC_STATUS_OK);
    host_release(&host);
    tnf_test_client_free(client);
}

static void the_client_s_end_is_seen_at_its_held_stream(void **state) {
    struct host host;
    (void)state;
    host_init(&host, true, true);
    struct tnf_test_client *client = connect_to(&host, true);
    tnf_test_client_start(client, "/plugin.GRPCStdio/StreamStdio");
    assert_int_equal(tnf_test_client_call(client, "/test.Service/Echo", TNF_SV("x"), NULL), GRPC_STATUS_OK);
    tnf_test_client_free(client); /* without a word */
    host_release(&host);
}

static void a_server_that_outlives_its_clients_stays(void **state) {
    struct host host;
    (void)state;
    host_init(&host, true, false);
    for (int i = 0; i < 2; i++) {
        struct tnf_test_client *client = connect_to(&host, true);
        tnf_test_client_start(client, "/plugin.GRPCStdio/StreamStdio");
        assert_int_equal(tnf_test_client_call(client, "/test.Service/Echo", TNF_SV("x"), NULL), GRPC_STATUS_OK);
        tnf_test_client_free(client);
    }
    stop_and_release(&host);
}

/* In a process of its own, because such a server cannot be freed. */
static void a_call_without_end_does_not_keep_the_process(void **state) {
    int status;
    (void)state;
    const pid_t child = fork();
    if (child == 0) {
        struct host host;
        pthread_t caller;
        void *clean;
        host_init(&host, false, false);
        pthread_create(&caller, NULL, call_wait, &host);
        sem_wait(&host.waiting);
        tnf_server_stop(host.server);
        pthread_join(host.thread, &clean);
        tnf_scratch_release(&host.scratch);
        _exit(clean == NULL ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void stopping_at_any_moment_is_clean(void **state) {
    enum { ROUNDS = 60 };
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct host host;
        host_init(&host, false, false);
        struct tnf_test_client *client = connect_to(&host, false);
        for (int i = 0; i < round % 4; i++) tnf_test_client_start(client, "/plugin.GRPCBroker/StartStream");
        if (round % 3 > 0) (void)tnf_test_client_call(client, "/test.Service/Echo", TNF_SV("x"), NULL);
        for (int i = 0; i < round % 5; i++) tnf_test_client_start(client, "/plugin.GRPCBroker/StartStream");
        stop_and_release(&host);
        tnf_test_client_free(client);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        /* Before gRPC has threads in this process, which a child would not have. */
        cmocka_unit_test(a_call_without_end_does_not_keep_the_process),
        cmocka_unit_test(calls_are_answered),
        cmocka_unit_test(messages_may_be_larger_than_grpc_allows_by_itself),
        cmocka_unit_test(only_the_host_s_certificate_may_connect),
        cmocka_unit_test(calls_that_wait_hold_up_no_other),
        cmocka_unit_test(the_socket_is_its_owner_s_alone),
        cmocka_unit_test(shutdown_is_answered_and_ends_the_server),
        cmocka_unit_test(the_client_s_end_is_seen_at_its_held_stream),
        cmocka_unit_test(a_server_that_outlives_its_clients_stays),
        cmocka_unit_test(stopping_at_any_moment_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
