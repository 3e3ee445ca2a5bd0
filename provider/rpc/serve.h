/* A provider's whole run: handshake, service, end. */
#pragma once

#include "provider/rpc/service.h"

#include <stdbool.h>

/* True when a plugin host started the process; false when a person did. */
bool tnf_provider_is_hosted(void);

/* Reads the environment of the plugin host, listens, writes the handshake's line to standard output and serves until
 * the host is done with us or gone. Returns the process's exit code. What goes wrong before that is said on standard
 * error, under `program`; afterwards what TF_LOG asks for is logged there as hclog does it. Call it before there are
 * other threads. */
int tnf_provider_serve(const char *program, const struct tnf_rpc_service *service);

/* The same without a host: writes to standard output how Terraform finds the provider under its source address
 * ("tenantform/tenantform"), serves any number of runs without TLS, on a socket that is its owner's alone, and ends
 * with SIGINT or SIGTERM. */
int tnf_provider_serve_attached(const char *program, const char *source, const struct tnf_rpc_service *service);
