/*
 * How Terraform and a provider agree to talk, as go-plugin does it: the host says what it wants in the environment, the
 * provider answers with one line on standard output. Facts: github.com/hashicorp/go-plugin, server.go and client.go.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"

#include <stdbool.h>

/* Reads one environment variable: getenv, or a table in tests. */
typedef const char *(*tnf_environment_fn)(const char *name, void *context);

/* What the host asks for. Views are borrowed from the environment. */
struct tnf_handshake {
    struct tnf_strview client_certificate; /* PEM; empty: the host wants no TLS */
    struct tnf_strview socket_directory;   /* where the socket's folder goes */
    struct tnf_strview socket_group;       /* group that may use the socket too; empty: nobody else */
    bool answers_multiplexing;             /* the line needs a field that says whether we multiplex */
};

/* Where the socket's folder goes when nobody says otherwise: TMPDIR, or /tmp. */
struct tnf_strview tnf_handshake_directory(tnf_environment_fn environment, void *context);

/* The protocol that is spoken here. */
enum { TNF_HANDSHAKE_PROTOCOL = 6 };

/* Reads the environment. TNF_E_NOT_FOUND when the cookie is missing, which means that a person started the program, or
 * wrong; TNF_E_INVALID when the host does not speak protocol 6. */
int tnf_handshake_read(tnf_environment_fn environment, void *context, struct tnf_handshake *ret_handshake,
                       struct tnf_error *err);

/* Appends the line, with its newline. `certificate` is the server's, in DER; empty without TLS. */
void tnf_handshake_write_line(const struct tnf_handshake *handshake, struct tnf_strview socket_path,
                              struct tnf_strview certificate, struct tnf_strbuf *out);
