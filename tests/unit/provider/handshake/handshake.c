#include "tests/support/test.h"

#include "provider/handshake/handshake.h"

#define COOKIE "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"

struct variable {
    const char *name;
    const char *value;
};

/* An environment made of a table that ends with a NULL name. */
static const char *look_up(const char *name, void *context) {
    for (const struct variable *variable = context; variable->name != NULL; variable++) {
        if (strcmp(variable->name, name) == 0) return variable->value;
    }
    return NULL;
}

static int read_environment(const struct variable *variables, struct tnf_handshake *handshake, struct tnf_error *err) {
    return tnf_handshake_read(look_up, (void *)(uintptr_t)variables, handshake, err);
}

static void a_person_is_told_that_terraform_starts_it(void **state) {
    static const struct variable none[] = {{NULL, NULL}};
    static const struct variable wrong[] = {
        {"TF_PLUGIN_MAGIC_COOKIE", "x"}, {"PLUGIN_PROTOCOL_VERSIONS", "6"}, {NULL, NULL}};
    static const struct variable *const cases[] = {none, wrong};
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_handshake handshake;
        struct tnf_error err;
        assert_int_equal(read_environment(cases[i], &handshake, &err), TNF_E_NOT_FOUND);
        assert_string_equal(err.message, "this program is a provider: Terraform starts it, it does nothing by itself");
        assert_true(strlen(err.hint) > 0);
    }
}

static void protocol_6_is_found_wherever_it_stands(void **state) {
    static const struct {
        const char *versions;
        int code;
    } cases[] = {
        {"6", 0},   {"5,6", 0},           {"6,5", 0},          {"4,5,6", 0},          {" 5, 6 ", 0},
        {"x,6", 0}, {"5", TNF_E_INVALID}, {"", TNF_E_INVALID}, {"66", TNF_E_INVALID}, {"5,16", TNF_E_INVALID},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        const struct variable variables[] = {
            {"TF_PLUGIN_MAGIC_COOKIE", COOKIE}, {"PLUGIN_PROTOCOL_VERSIONS", cases[i].versions}, {NULL, NULL}};
        struct tnf_handshake handshake;
        struct tnf_error err;
        assert_int_equal(read_environment(variables, &handshake, &err), cases[i].code);
    }
}

static void the_socket_goes_where_the_host_says(void **state) {
    const struct variable all[] = {
        {"TF_PLUGIN_MAGIC_COOKIE", COOKIE},      {"PLUGIN_PROTOCOL_VERSIONS", "6"},
        {"PLUGIN_UNIX_SOCKET_DIR", "/run/host"}, {"TMPDIR", "/var/tmp"},
        {"PLUGIN_UNIX_SOCKET_GROUP", "staff"},   {"PLUGIN_CLIENT_CERT", "PEM"},
        {"PLUGIN_MULTIPLEX_GRPC", "true"},       {NULL, NULL},
    };
    const struct variable temporary[] = {{"TF_PLUGIN_MAGIC_COOKIE", COOKIE},
                                         {"PLUGIN_PROTOCOL_VERSIONS", "6"},
                                         {"PLUGIN_UNIX_SOCKET_DIR", ""},
                                         {"TMPDIR", "/var/tmp"},
                                         {NULL, NULL}};
    const struct variable least[] = {
        {"TF_PLUGIN_MAGIC_COOKIE", COOKIE}, {"PLUGIN_PROTOCOL_VERSIONS", "6"}, {NULL, NULL}};
    struct tnf_handshake handshake;
    (void)state;
    assert_int_equal(read_environment(all, &handshake, NULL), 0);
    assert_true(tnf_sv_eq_c(handshake.socket_directory, "/run/host"));
    assert_true(tnf_sv_eq_c(handshake.socket_group, "staff"));
    assert_true(tnf_sv_eq_c(handshake.client_certificate, "PEM"));
    assert_true(handshake.answers_multiplexing);
    assert_int_equal(read_environment(temporary, &handshake, NULL), 0);
    assert_true(tnf_sv_eq_c(handshake.socket_directory, "/var/tmp"));
    assert_int_equal(read_environment(least, &handshake, NULL), 0);
    assert_true(tnf_sv_eq_c(handshake.socket_directory, "/tmp"));
    assert_int_equal(handshake.client_certificate.len, 0);
    assert_false(handshake.answers_multiplexing);
}

static void the_line_has_the_fields_that_go_plugin_reads(void **state) {
    static const struct {
        bool multiplexing;
        const char *certificate;
        const char *line;
    } cases[] = {
        {false, "", "1|6|unix|/tmp/s|grpc|\n"},
        {false, "abc", "1|6|unix|/tmp/s|grpc|YWJj\n"},
        /* No '=' at the end, and the alphabet with '+' and '/'. */
        {false, "ab", "1|6|unix|/tmp/s|grpc|YWI\n"},
        {false, "a", "1|6|unix|/tmp/s|grpc|YQ\n"},
        {false, "\xfb\xff\xbf", "1|6|unix|/tmp/s|grpc|+/+/\n"},
        {true, "abc", "1|6|unix|/tmp/s|grpc|YWJj|false\n"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
        const struct tnf_handshake handshake = {.answers_multiplexing = cases[i].multiplexing};
        tnf_handshake_write_line(&handshake, TNF_SV("/tmp/s"), tnf_sv(cases[i].certificate), &line);
        assert_string_equal(line.ptr, cases[i].line);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_is_told_that_terraform_starts_it),
        cmocka_unit_test(protocol_6_is_found_wherever_it_stands),
        cmocka_unit_test(the_socket_goes_where_the_host_says),
        cmocka_unit_test(the_line_has_the_fields_that_go_plugin_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
