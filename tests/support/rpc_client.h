/* A sample provider and its client, in one process and without a wire: requests and answers as messages. */
#pragma once

#include "provider/rpc/definition.h"
#include "provider/wire/convert.h"
#include "tests/support/sample_provider.h"

enum { TNF_TEST_MESSAGES_MOST = 8 };

struct tnf_test_rpc {
    struct tnf_arena arena;
    struct tnf_sample_provider *sample;
    const struct tnf_provider_definition *definition;
    struct tnf_rpc_service *service;
    /* What came out of a stream, and how many messages its client takes. */
    struct tnf_strview messages[TNF_TEST_MESSAGES_MOST];
    size_t message_count;
    size_t takes;
};

/* For cmocka: *state is the client. */
int tnf_test_rpc_set_up(void **state);
int tnf_test_rpc_tear_down(void **state);

/* One call. The reply lives in the arena. */
int tnf_test_rpc_answer(struct tnf_test_rpc *rpc, const char *method, const ProtobufCMessage *request,
                        struct tnf_strview *ret_reply, struct tnf_error *err);
/* One call that has to be answered; the answer's message. */
void *tnf_test_rpc_call(struct tnf_test_rpc *rpc, const char *method, const ProtobufCMessage *request,
                        const ProtobufCMessageDescriptor *kind);
#define TNF_TEST_RPC_CALL(rpc, method, request, snake)                                                                 \
    tnf_test_rpc_call(rpc, method, &(request)->base, &tfplugin6__##snake##__response__descriptor)
void *tnf_test_rpc_unpack(struct tnf_test_rpc *rpc, const ProtobufCMessageDescriptor *kind, struct tnf_strview bytes);

/* A value from its JSON text; NULL is null. */
Tfplugin6__DynamicValue *tnf_test_rpc_value(struct tnf_test_rpc *rpc, const struct tnf_cty_type *type,
                                            const char *json);
/* What is not null of it, as text. */
const char *tnf_test_rpc_print(struct tnf_test_rpc *rpc, const struct tnf_cty_type *type,
                               const Tfplugin6__DynamicValue *message);
/* The same for the resource type of the sample. */
Tfplugin6__DynamicValue *tnf_test_rpc_thing(struct tnf_test_rpc *rpc, const char *json);
void tnf_test_rpc_assert_thing(struct tnf_test_rpc *rpc, const Tfplugin6__DynamicValue *message, const char *expected);
void tnf_test_rpc_assert_named(struct tnf_test_rpc *rpc, const Tfplugin6__ResourceIdentityData *message,
                               const char *name);
/* ".place: summary: detail; " for each. */
void tnf_test_rpc_assert_diagnostics(Tfplugin6__Diagnostic **diagnostics, size_t count, const char *expected);
