/* A provider's program: what its command line means. */
#pragma once

#include "provider/rpc/service.h"

struct tnf_provider_program {
    const char *name;    /* terraform-provider-tenantform */
    const char *version; /* 0.1.0 */
    const char *source;  /* its address without the registry: tenantform/tenantform */
    const char *about;   /* what it is, as a phrase: "the catalog's tenants as resources" */
};

/* Serves a host that started the process; with --debug serves without one; --help and --version say what they are
 * called. Started by hand it says so and how it is meant to be used. Returns the process's exit code (2: the command
 * line is wrong). Call it before there are other threads. */
int tnf_provider_main(const struct tnf_provider_program *program, const struct tnf_rpc_service *service, int argc,
                      char **argv);
