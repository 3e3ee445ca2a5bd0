/*
 * The methods of the played provider, each in its own file: they read the request, ask plan.h, and fill in the
 * response. Private to the rehearsal provider.
 */
#pragma once

#include "provider/rehearsal/plan.h"
#include "provider/rehearsal/player.h"
#include "provider/rpc/service.h"
#include "provider/wire/convert.h"

/* All methods, with `player` behind them. */
struct tnf_rpc_service tnf_player_service(struct tnf_player *player);

#define TNF_PLAYER_METHOD(name)                                                                                        \
    int name(void *provider, struct tnf_rpc_call *call, const void *request, void *response, struct tnf_error *err)

TNF_PLAYER_METHOD(tnf_player_validate_provider_config);
TNF_PLAYER_METHOD(tnf_player_configure_provider);
TNF_PLAYER_METHOD(tnf_player_stop_provider);
TNF_PLAYER_METHOD(tnf_player_validate_resource_config);
TNF_PLAYER_METHOD(tnf_player_upgrade_resource_state);
TNF_PLAYER_METHOD(tnf_player_read_resource);
TNF_PLAYER_METHOD(tnf_player_plan_resource_change);
TNF_PLAYER_METHOD(tnf_player_apply_resource_change);
TNF_PLAYER_METHOD(tnf_player_import_resource_state);
TNF_PLAYER_METHOD(tnf_player_validate_data_resource_config);
TNF_PLAYER_METHOD(tnf_player_read_data_source);
TNF_PLAYER_METHOD(tnf_player_validate_ephemeral_resource_config);
TNF_PLAYER_METHOD(tnf_player_open_ephemeral_resource);
TNF_PLAYER_METHOD(tnf_player_renew_ephemeral_resource);
TNF_PLAYER_METHOD(tnf_player_close_ephemeral_resource);

/* Finds the schema of a type and reads a configuration of it. */
int tnf_player_read_config(struct tnf_player *player, struct tnf_rpc_call *call, enum tnf_rehearsal_kind kind,
                           const char *type, const Tfplugin6__DynamicValue *message,
                           const struct tnf_schema **ret_schema, struct tnf_cty_value *ret_config,
                           struct tnf_error *err);
/* Reads a configuration and adds what is wrong with it to the call's diagnostics. */
int tnf_player_validate(struct tnf_player *player, struct tnf_rpc_call *call, enum tnf_rehearsal_kind kind,
                        const char *type, const Tfplugin6__DynamicValue *config, struct tnf_error *err);
/* Makes the whole object of which `given` is known. */
int tnf_player_fill(struct tnf_player *player, struct tnf_rpc_call *call, enum tnf_rehearsal_kind kind,
                    const char *type, const struct tnf_schema *schema, const struct tnf_cty_value *given,
                    struct tnf_cty_value *ret_value, struct tnf_error *err);

/* Private data that goes along with what was imported, until it is planned. The bytes are static. */
ProtobufCBinaryData tnf_player_imported_mark(void);
bool tnf_player_is_imported(const ProtobufCBinaryData *private_data);
