/*
 * The provider's service: a table of methods. It reads each request, hands it to its method and packs the response;
 * what goes wrong becomes a diagnostic, so that Terraform shows it, and never a broken connection.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"
#include "provider/schema/diagnostic.h"

#include <stddef.h>

struct ProtobufCMessageDescriptor;

/* What belongs to one call. */
struct tnf_rpc_call {
    struct tnf_arena arena; /* request, response and what is between them */
    struct tnf_diagnostics diagnostics;
};

/* Answers a call: `request` and `response` are the messages that the method's row names, the response empty. A negative
 * code becomes an error diagnostic. Runs on any thread, several at a time. */
typedef int (*tnf_rpc_fn)(void *provider, struct tnf_rpc_call *call, const void *request, void *response,
                          struct tnf_error *err);
/* A ready-made response, which lives as long as the provider. */
typedef struct tnf_strview (*tnf_rpc_ready_fn)(const void *provider);

struct tnf_rpc_method {
    const char *name;
    const struct ProtobufCMessageDescriptor *request; /* both NULL with `ready` */
    const struct ProtobufCMessageDescriptor *response;
    tnf_rpc_fn answer;
    tnf_rpc_ready_fn ready;
};

struct tnf_rpc_service {
    const struct tnf_rpc_method *methods; /* those that are not there are UNIMPLEMENTED */
    size_t count;
    void *provider;
};

/* Answers one call. *ret_ready is set for a ready-made response, otherwise the response is appended to *out.
 * TNF_E_NOT_FOUND: there is no such method; another code: the response has no place for diagnostics. */
int tnf_rpc_answer(const struct tnf_rpc_service *service, struct tnf_strview method, struct tnf_strview request,
                   struct tnf_strview *ret_ready, struct tnf_strbuf *out, struct tnf_error *err);
