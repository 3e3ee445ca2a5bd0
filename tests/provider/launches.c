/* Providers as processes, the rehearsal provider and the sample of the tests: they come up,
 * answer, end and leave nothing behind, however their host ends. */
#include "tests/support/test.h"

#include "base/file.h"
#include "base/path.h"
#include "provider/wire/message.h"
#include "tests/support/grpc_client.h"
#include "tests/support/scratch.h"

#include <fcntl.h>
#include <grpc/status.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Given by the build. */
static const char program[] = TNF_REHEARSAL_PROGRAM;
static const char sample[] = TNF_SAMPLE_PROGRAM;
enum { LAUNCHES = TNF_LAUNCHES };

/* Where the provider puts its socket: a folder of the test's own, to see that it is empty afterwards. */
static struct tnf_scratch temporary;

static int set_up(void **state) {
    (void)state;
    tnf_scratch_init(&temporary);
    setenv("TMPDIR", temporary.path.ptr, 1);
    setenv("TENANTFORM_REHEARSAL_SCHEMA", TNF_REHEARSAL_SCHEMA, 1);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    tnf_scratch_release(&temporary);
    return 0;
}

static void assert_nothing_left(void) {
    assert_int_equal(rmdir(temporary.path.ptr), 0); /* only an empty folder can be removed */
    assert_int_equal(mkdir(temporary.path.ptr, 0700), 0);
}

static void shut_down(struct tnf_test_plugin *plugin, struct tnf_test_client *client) {
    /* As go-plugin does it: the broker's stream comes up at the moment of the shutdown. */
    tnf_test_client_start(client, "/plugin.GRPCBroker/StartStream");
    (void)tnf_test_client_call(client, "/plugin.GRPCController/Shutdown", TNF_SV(""), NULL);
    tnf_test_client_free(client);
    assert_int_equal(tnf_test_plugin_wait(plugin), 0);
    tnf_test_plugin_release(plugin);
    assert_nothing_left();
}

static void every_launch_ends_well(void **state) {
    (void)state;
    for (int i = 0; i < LAUNCHES; i++) {
        struct tnf_test_plugin plugin;
        tnf_test_plugin_start(&plugin, program, /* tls= */ i % 8 != 0);
        struct tnf_test_client *client = tnf_test_plugin_connect(&plugin);
        if (i % 2 == 0) tnf_test_client_start(client, "/plugin.GRPCStdio/StreamStdio");
        shut_down(&plugin, client);
    }
}

/* {"name": "x", "hold": "/dev/null"} for an action of the sample. */
static void make_held_request(struct tnf_strbuf *out) {
    static const char value[] = "\x0a\x17\x82\xa4name\xa1x\xa4hold\xa9/dev/null";
    tnf_message_pack_bytes(/* action_type */ 1, TNF_SV("sample_greet"), out);
    tnf_message_pack_bytes(/* config */ 2, tnf_sv_n(value, sizeof value - 1), out);
}

/* Starts an action that waits, and returns when it does: it says hello before. */
static struct tnf_test_stream *start_held(struct tnf_test_client *client) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf request = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf message = TNF_STRBUF_INIT;
    make_held_request(&request);
    struct tnf_test_stream *stream =
        tnf_test_stream_new(client, "/tfplugin6.Provider/InvokeAction", tnf_strbuf_view(&request));
    assert_true(tnf_test_stream_next(stream, &message));
    assert_non_null(memmem(message.ptr, message.len, "hello x", 7));
    return stream;
}

static void a_stop_arrives_while_something_waits(void **state) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf message = TNF_STRBUF_INIT;
    struct tnf_test_plugin plugin;
    (void)state;
    tnf_test_plugin_start(&plugin, sample, /* tls= */ true);
    struct tnf_test_client *client = tnf_test_plugin_connect(&plugin);
    struct tnf_test_stream *stream = start_held(client);
    assert_int_equal(tnf_test_client_call(client, "/tfplugin6.Provider/StopProvider", TNF_SV(""), NULL),
                     GRPC_STATUS_OK);
    assert_true(tnf_test_stream_next(stream, &message));
    assert_non_null(memmem(message.ptr, message.len, "Stopped while it was held.", 26));
    assert_false(tnf_test_stream_next(stream, &message));
    assert_int_equal(tnf_test_stream_status(stream), GRPC_STATUS_OK);
    tnf_test_stream_free(stream);
    shut_down(&plugin, client);
}

static void calls_that_wait_end_with_the_shutdown(void **state) {
    enum { HELD = 3 };
    (void)state;
    for (int i = 0; i < LAUNCHES / 4; i++) {
        struct tnf_test_plugin plugin;
        struct tnf_test_client *clients[HELD];
        struct tnf_test_stream *streams[HELD];
        tnf_test_plugin_start(&plugin, sample, /* tls= */ i % 2 == 0);
        for (int j = 0; j < HELD; j++) {
            clients[j] = tnf_test_plugin_connect(&plugin);
            streams[j] = start_held(clients[j]);
        }
        shut_down(&plugin, tnf_test_plugin_connect(&plugin));
        for (int j = 0; j < HELD; j++) {
            tnf_test_stream_cancel(streams[j]);
            tnf_test_stream_free(streams[j]);
            tnf_test_client_free(clients[j]);
        }
    }
}

static void the_schema_comes_as_it_was_compiled(void **state) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf reply = TNF_STRBUF_INIT;
    struct tnf_test_plugin plugin;
    (void)state;
    tnf_test_plugin_start(&plugin, program, /* tls= */ true);
    struct tnf_test_client *client = tnf_test_plugin_connect(&plugin);
    assert_int_equal(tnf_test_client_call(client, "/tfplugin6.Provider/GetProviderSchema", TNF_SV(""), &reply),
                     GRPC_STATUS_OK);
    assert_non_null(memmem(reply.ptr, reply.len, "aws_vpc", 7));
    shut_down(&plugin, client);
}

static void the_socket_is_its_owner_s_alone(void **state) {
    struct tnf_test_plugin plugin;
    struct stat status;
    (void)state;
    tnf_test_plugin_start(&plugin, program, /* tls= */ true);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf folder = TNF_STRBUF_INIT;
    tnf_strbuf_add_sv(&folder, tnf_path_directory(tnf_strbuf_view(&plugin.socket_path)));
    assert_int_equal(stat(folder.ptr, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
    assert_int_equal(stat(plugin.socket_path.ptr, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    shut_down(&plugin, tnf_test_plugin_connect(&plugin));
}

static void without_the_host_s_certificate_nobody_gets_in(void **state) {
    struct tnf_test_plugin plugin;
    struct tnf_certificate foreign;
    (void)state;
    assert_int_equal(tnf_certificate_init(&foreign, NULL), 0);
    tnf_test_plugin_start(&plugin, program, /* tls= */ true);
    const struct tnf_certificate *const owns[] = {NULL, &foreign};
    for (size_t i = 0; i < TNF_ARRAY_LEN(owns); i++) {
        struct tnf_test_client *client = tnf_test_client_new(plugin.socket_path.ptr, plugin.server_pem.ptr, owns[i]);
        assert_int_equal(tnf_test_client_call(client, "/tfplugin6.Provider/StopProvider", TNF_SV(""), NULL),
                         GRPC_STATUS_UNAVAILABLE);
        assert_int_equal(tnf_test_client_call(client, "/plugin.GRPCController/Shutdown", TNF_SV(""), NULL),
                         GRPC_STATUS_UNAVAILABLE);
        tnf_test_client_free(client);
    }
    tnf_certificate_release(&foreign);
    shut_down(&plugin, tnf_test_plugin_connect(&plugin));
}

static void sigterm_ends_it_and_sigint_does_not(void **state) {
    struct tnf_test_plugin plugin;
    (void)state;
    tnf_test_plugin_start(&plugin, program, /* tls= */ true);
    assert_int_equal(kill(plugin.process, SIGINT), 0);
    struct tnf_test_client *client = tnf_test_plugin_connect(&plugin);
    assert_int_equal(tnf_test_client_call(client, "/grpc.health.v1.Health/Check", TNF_SV(""), NULL), GRPC_STATUS_OK);
    tnf_test_client_free(client);
    assert_int_equal(kill(plugin.process, SIGTERM), 0);
    assert_int_equal(tnf_test_plugin_wait(&plugin), 0);
    tnf_test_plugin_release(&plugin);
    assert_nothing_left();
}

/* The host: starts a provider, tells its process id, goes on as told, and waits to be killed. */
static void be_host(int report, bool connects) {
    struct tnf_test_plugin plugin;
    tnf_test_plugin_start(&plugin, program, /* tls= */ true);
    if (connects) {
        struct tnf_test_client *client = tnf_test_plugin_connect(&plugin);
        tnf_test_client_start(client, "/plugin.GRPCStdio/StreamStdio");
        (void)tnf_test_client_call(client, "/grpc.health.v1.Health/Check", TNF_SV(""), NULL);
    }
    if (write(report, &plugin.process, sizeof plugin.process) < 0) _exit(1);
    for (;;) pause();
}

/* The provider holds the write end of `alive` too: the end of the file is its end. */
static void a_killed_host_leaves_no_provider(void **state) {
    (void)state;
    for (int connects = 0; connects <= 1; connects++) {
        int report[2];
        int alive[2];
        pid_t provider;
        char byte;
        assert_int_equal(pipe2(report, O_CLOEXEC), 0);
        assert_int_equal(pipe(alive), 0);
        const pid_t host = fork();
        if (host == 0) {
            close(alive[0]);
            be_host(report[1], connects);
        }
        close(alive[1]);
        close(report[1]);
        assert_int_equal(read(report[0], &provider, sizeof provider), sizeof provider);
        close(report[0]);
        assert_int_equal(kill(host, SIGKILL), 0);
        assert_int_equal(waitpid(host, NULL, 0), host);
        assert_int_equal(read(alive[0], &byte, 1), 0);
        close(alive[0]);
        assert_nothing_left();
    }
}

static void a_person_is_told_what_it_is(void **state) {
    (void)state;
    FILE *pipe = popen(TNF_REHEARSAL_PROGRAM " 2>&1 </dev/null", "re");
    char text[512];
    const size_t length = fread(text, 1, sizeof text - 1, pipe);
    text[length] = '\0';
    assert_int_equal(WEXITSTATUS(pclose(pipe)), 1);
    assert_non_null(strstr(text, "this program is a provider: Terraform starts it"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        /* Before gRPC has threads in this process, which a child would not have. */
        cmocka_unit_test(a_killed_host_leaves_no_provider),
        cmocka_unit_test(a_person_is_told_what_it_is),
        cmocka_unit_test(the_schema_comes_as_it_was_compiled),
        cmocka_unit_test(the_socket_is_its_owner_s_alone),
        cmocka_unit_test(without_the_host_s_certificate_nobody_gets_in),
        cmocka_unit_test(sigterm_ends_it_and_sigint_does_not),
        cmocka_unit_test(a_stop_arrives_while_something_waits),
        cmocka_unit_test(calls_that_wait_end_with_the_shutdown),
        cmocka_unit_test(every_launch_ends_well),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
