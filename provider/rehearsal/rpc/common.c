#include "provider/rehearsal/rpc/rpc.h"

#include "provider/schema/check.h"

#include <string.h>

int tnf_player_read_config(struct tnf_player *player, struct tnf_rpc_call *call, enum tnf_rehearsal_kind kind,
                           const char *type, const Tfplugin6__DynamicValue *message,
                           const struct tnf_schema **ret_schema, struct tnf_cty_value *ret_config,
                           struct tnf_error *err) {
    TNF_TRY(tnf_schema_file_find(tnf_player_schemas(player), kind, tnf_sv(type), ret_schema, err));
    if (tnf_wire_read_value(&call->arena, message, (*ret_schema)->block.type, ret_config, err) == 0) return 0;
    return tnf_error_wrap(err, "configuration of \"%s\"", type);
}

int tnf_player_validate(struct tnf_player *player, struct tnf_rpc_call *call, enum tnf_rehearsal_kind kind,
                        const char *type, const Tfplugin6__DynamicValue *config, struct tnf_error *err) {
    const struct tnf_schema *schema;
    struct tnf_cty_value value;
    TNF_TRY(tnf_player_read_config(player, call, kind, type, config, &schema, &value, err));
    tnf_schema_check_config(schema, &value, /* write_only_allowed= */ true, &call->diagnostics);
    return 0;
}

int tnf_player_fill(struct tnf_player *player, struct tnf_rpc_call *call, enum tnf_rehearsal_kind kind,
                    const char *type, const struct tnf_schema *schema, const struct tnf_cty_value *given,
                    struct tnf_cty_value *ret_value, struct tnf_error *err) {
    struct tnf_invention invention;
    TNF_TRY(tnf_player_invention(player, &call->arena, kind, tnf_sv(type), given, &invention, err));
    *ret_value = tnf_rehearsal_fill(schema, &invention, given);
    tnf_invention_release(&invention);
    return 0;
}

static const char imported_mark[] = "imported";

ProtobufCBinaryData tnf_player_imported_mark(void) {
    return (ProtobufCBinaryData){.len = sizeof imported_mark - 1, .data = (uint8_t *)imported_mark};
}

bool tnf_player_is_imported(const ProtobufCBinaryData *private_data) {
    return private_data->len == sizeof imported_mark - 1 &&
           memcmp(private_data->data, imported_mark, private_data->len) == 0;
}
