/*
 * The methods of a defined provider, each in its own file: they read the request, call what the definition has, and
 * fill in the response. Private to provider/rpc.
 */
#pragma once

#include "provider/rpc/definition.h"
#include "provider/rpc/methods/common.h"
#include "provider/wire/convert.h"

#define TNF_RPC_METHOD(name)                                                                                           \
    int name(void *provider, struct tnf_rpc_call *call, const void *request, void *response, struct tnf_error *err)

/* Each is packed once, when it is first asked for. */
struct tnf_strview tnf_rpc_get_metadata(const void *provider);
struct tnf_strview tnf_rpc_get_provider_schema(const void *provider);
struct tnf_strview tnf_rpc_get_resource_identity_schemas(const void *provider);
struct tnf_strview tnf_rpc_get_functions(const void *provider);

TNF_RPC_METHOD(tnf_rpc_validate_provider_config);
TNF_RPC_METHOD(tnf_rpc_configure_provider);
TNF_RPC_METHOD(tnf_rpc_stop_provider);
TNF_RPC_METHOD(tnf_rpc_validate_resource_config);
TNF_RPC_METHOD(tnf_rpc_upgrade_resource_state);
TNF_RPC_METHOD(tnf_rpc_read_resource);
TNF_RPC_METHOD(tnf_rpc_plan_resource_change);
TNF_RPC_METHOD(tnf_rpc_apply_resource_change);
TNF_RPC_METHOD(tnf_rpc_import_resource_state);
TNF_RPC_METHOD(tnf_rpc_validate_data_resource_config);
TNF_RPC_METHOD(tnf_rpc_read_data_source);
TNF_RPC_METHOD(tnf_rpc_call_function);
TNF_RPC_METHOD(tnf_rpc_upgrade_resource_identity);
TNF_RPC_METHOD(tnf_rpc_move_resource_state);
TNF_RPC_METHOD(tnf_rpc_generate_resource_config);
TNF_RPC_METHOD(tnf_rpc_validate_ephemeral_resource_config);
TNF_RPC_METHOD(tnf_rpc_open_ephemeral_resource);
TNF_RPC_METHOD(tnf_rpc_renew_ephemeral_resource);
TNF_RPC_METHOD(tnf_rpc_close_ephemeral_resource);
TNF_RPC_METHOD(tnf_rpc_validate_list_resource_config);
TNF_RPC_METHOD(tnf_rpc_list_resource);
TNF_RPC_METHOD(tnf_rpc_validate_action_config);
TNF_RPC_METHOD(tnf_rpc_plan_action);
TNF_RPC_METHOD(tnf_rpc_invoke_action);
