/* A provider's whole run: handshake, service, end. */
#pragma once

#include "provider/rpc/service.h"

#include <stdbool.h>

/* True when a plugin host started the process; false when a person did. */
bool tnf_provider_is_hosted(void);

/* Reads the environment of the plugin host, listens, writes the handshake's line to standard output and serves until
 * the host is done with us or gone. Returns the process's exit code. What goes wrong before that is said on standard
 * error, under `program`. Call it before there are other threads. */
int tnf_provider_serve(const char *program, const struct tnf_rpc_service *service);
