#include "base/memory.h"
#include "provider/rehearsal/rpc/rpc.h"

static struct tnf_strview schema_reply(const void *provider) {
    struct tnf_player *player = (struct tnf_player *)(uintptr_t)provider;
    return tnf_schema_file_section(tnf_player_schemas(player), TNF_REHEARSAL_REPLY);
}

static struct tnf_strview functions_reply(const void *provider) {
    struct tnf_player *player = (struct tnf_player *)(uintptr_t)provider;
    return tnf_schema_file_section(tnf_player_schemas(player), TNF_REHEARSAL_FUNCTIONS);
}

#define METHOD(rpc, snake) TNF_RPC_ROW(rpc, snake, tnf_player_##snake)
#define READY(rpc, reply) TNF_RPC_READY_ROW(rpc, reply)

static const struct tnf_rpc_method methods[] = {
    READY(GetProviderSchema, schema_reply),
    READY(GetFunctions, functions_reply),
    METHOD(ValidateProviderConfig, validate_provider_config),
    METHOD(ConfigureProvider, configure_provider),
    METHOD(StopProvider, stop_provider),
    METHOD(ValidateResourceConfig, validate_resource_config),
    METHOD(UpgradeResourceState, upgrade_resource_state),
    METHOD(ReadResource, read_resource),
    METHOD(PlanResourceChange, plan_resource_change),
    METHOD(ApplyResourceChange, apply_resource_change),
    METHOD(ImportResourceState, import_resource_state),
    METHOD(ValidateDataResourceConfig, validate_data_resource_config),
    METHOD(ReadDataSource, read_data_source),
    METHOD(ValidateEphemeralResourceConfig, validate_ephemeral_resource_config),
    METHOD(OpenEphemeralResource, open_ephemeral_resource),
    METHOD(RenewEphemeralResource, renew_ephemeral_resource),
    METHOD(CloseEphemeralResource, close_ephemeral_resource),
};

struct tnf_rpc_service tnf_player_service(struct tnf_player *player) {
    return (struct tnf_rpc_service){.methods = methods, .count = TNF_ARRAY_LEN(methods), .provider = player};
}
