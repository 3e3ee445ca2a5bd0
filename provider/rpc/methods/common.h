/* What the methods of a defined provider share. Private to provider/rpc. */
#pragma once

#include "provider/rpc/definition.h"
#include "provider/wire/convert.h"

#include <pthread.h>

/* Responses that are always the same. */
enum tnf_rpc_ready {
    TNF_RPC_READY_METADATA,
    TNF_RPC_READY_SCHEMA,
    TNF_RPC_READY_IDENTITIES,
    TNF_RPC_READY_FUNCTIONS,
    TNF_RPC_READY_COUNT,
};

/* What stands behind the methods. */
struct tnf_definition_service {
    struct tnf_rpc_service service; /* first: this is what the caller holds */
    atomic_uint stops;
    pthread_mutex_t mutex;                            /* for what is below */
    const struct tnf_provider_definition *definition; /* NULL: not defined yet; no answer begins before it is */
    tnf_define_fn define;                             /* NULL: it was given */
    void *define_context;
    struct tnf_strbuf ready[TNF_RPC_READY_COUNT]; /* empty: not packed yet */
};

/* Makes a response in the arena. */
typedef const ProtobufCMessage *(*tnf_rpc_make_fn)(struct tnf_arena *arena,
                                                   const struct tnf_provider_definition *definition);
/* The packed response, which `make` makes the first time. */
struct tnf_strview tnf_rpc_ready(const void *service, enum tnf_rpc_ready which, tnf_rpc_make_fn make);

const struct tnf_provider_definition *tnf_rpc_definition(const void *service);

/* Each finds what a request names, and makes "Cannot <doing> <name>" the title of failures. TNF_E_NOT_FOUND. */
int tnf_rpc_find_resource(const void *service, struct tnf_rpc_call *call, const char *doing, const char *name,
                          const struct tnf_resource_type **ret_type, struct tnf_error *err);
int tnf_rpc_find_data_source(const void *service, struct tnf_rpc_call *call, const char *doing, const char *name,
                             const struct tnf_data_source_type **ret_type, struct tnf_error *err);
int tnf_rpc_find_ephemeral_resource(const void *service, struct tnf_rpc_call *call, const char *doing, const char *name,
                                    const struct tnf_ephemeral_resource_type **ret_type, struct tnf_error *err);
int tnf_rpc_find_list_resource(const void *service, struct tnf_rpc_call *call, const char *doing, const char *name,
                               const struct tnf_list_resource_type **ret_type, struct tnf_error *err);
int tnf_rpc_find_action(const void *service, struct tnf_rpc_call *call, const char *doing, const char *name,
                        const struct tnf_action_type **ret_type, struct tnf_error *err);

/* The JSON text of something stored; `what` names it in the error. */
int tnf_rpc_read_raw(const char *what, const Tfplugin6__RawState *message, struct tnf_strview *ret_json,
                     struct tnf_error *err);
/* The error for a version that nobody can read. */
int tnf_rpc_refuse_version(const char *what, int64_t stored, int64_t known, struct tnf_error *err);

/* Reads a value of the schema; `what` names it in the error ("prior state"). */
int tnf_rpc_read_value(struct tnf_rpc_call *call, const char *what, const Tfplugin6__DynamicValue *message,
                       const struct tnf_schema *schema, struct tnf_cty_value *ret_value, struct tnf_error *err);
/* Reads a configuration and checks it against the schema. False in *ret_fine when that added an error. */
int tnf_rpc_check_config(struct tnf_rpc_call *call, const Tfplugin6__DynamicValue *message,
                         const struct tnf_schema *schema, struct tnf_cty_value *ret_config, bool *ret_fine,
                         struct tnf_error *err);
/* Notes what the client can do; NULL: nothing. */
void tnf_rpc_take_capabilities(struct tnf_rpc_call *call, const Tfplugin6__ClientCapabilities *message);

/* Reads the identity of a resource; null when there is none, or the type has none. */
int tnf_rpc_read_identity(struct tnf_rpc_call *call, const struct tnf_resource_type *type,
                          const Tfplugin6__ResourceIdentityData *message, struct tnf_cty_value *ret_identity,
                          struct tnf_error *err);
/* NULL when it is null, or the type has none. */
Tfplugin6__ResourceIdentityData *tnf_rpc_new_identity(struct tnf_rpc_call *call, const struct tnf_resource_type *type,
                                                      const struct tnf_cty_value *identity);
/* A state or a plan as it may go out: without write-only values. */
Tfplugin6__DynamicValue *tnf_rpc_new_state(struct tnf_arena *arena, const struct tnf_resource_type *type,
                                           const struct tnf_cty_value *state);

/* What this library can do. */
Tfplugin6__ServerCapabilities *tnf_rpc_new_capabilities(struct tnf_arena *arena);
/* Puts all functions into the map "functions" of a response. */
void tnf_rpc_add_functions(struct tnf_arena *arena, ProtobufCMessage *response,
                           const struct tnf_provider_definition *definition);
