#include "provider/rehearsal/rpc/rpc.h"

TNF_PLAYER_METHOD(tnf_player_apply_resource_change) {
    const Tfplugin6__ApplyResourceChange__Request *in = request;
    Tfplugin6__ApplyResourceChange__Response *out = response;
    const struct tnf_schema *schema;
    struct tnf_cty_value planned;
    struct tnf_invention invention;
    TNF_TRY(tnf_player_read_config(provider, call, TNF_REHEARSAL_RESOURCE, in->type_name, in->planned_state, &schema,
                                   &planned, err));
    TNF_TRY(tnf_player_invention(provider, &call->arena, TNF_REHEARSAL_RESOURCE, tnf_sv(in->type_name), &planned,
                                 &invention, err));
    const struct tnf_cty_value state = tnf_rehearsal_apply(schema, &invention, &planned);
    tnf_invention_release(&invention);
    out->new_state = tnf_wire_new_value(&call->arena, &state);
    out->private_ = in->planned_private;
    return 0;
}
