#include "provider/rehearsal/rpc/rpc.h"

static void set_replacing(struct tnf_arena *arena, const struct tnf_strview *names, size_t count,
                          Tfplugin6__PlanResourceChange__Response *out) {
    out->n_requires_replace = count;
    out->requires_replace = TNF_ARENA_ARRAY(arena, Tfplugin6__AttributePath *, count);
    for (size_t i = 0; i < count; i++) {
        const struct tnf_attribute_path place = {.kind = TNF_STEP_ATTRIBUTE, .name = names[i]};
        out->requires_replace[i] = tnf_wire_new_path(arena, &place);
    }
}

TNF_PLAYER_METHOD(tnf_player_plan_resource_change) {
    const Tfplugin6__PlanResourceChange__Request *in = request;
    Tfplugin6__PlanResourceChange__Response *out = response;
    struct tnf_arena *arena = &call->arena;
    const struct tnf_schema *schema;
    struct tnf_cty_value prior;
    struct tnf_cty_value config;
    struct tnf_cty_value proposed;
    struct tnf_invention invention;
    TNF_TRY(tnf_player_read_config(provider, call, TNF_REHEARSAL_RESOURCE, in->type_name, in->proposed_new_state,
                                   &schema, &proposed, err));
    TNF_TRY(tnf_wire_read_value(arena, in->prior_state, schema->block.type, &prior, err));
    TNF_TRY(tnf_wire_read_value(arena, in->config, schema->block.type, &config, err));
    TNF_TRY(tnf_player_invention(provider, arena, TNF_REHEARSAL_RESOURCE, tnf_sv(in->type_name), &proposed, &invention,
                                 err));
    const struct tnf_cty_value planned = tnf_rehearsal_plan(schema, &invention, &prior, &config, &proposed);
    struct tnf_strview *names = TNF_ARENA_ARRAY(arena, struct tnf_strview, schema->block.attribute_count);
    size_t count;
    tnf_rehearsal_replacing(schema, &invention, &prior, &planned, names, &count);
    tnf_invention_release(&invention);
    out->planned_state = tnf_wire_new_value(arena, &planned);
    /* What was imported is known by its id alone: that the rest differs says nothing about what is there. */
    if (tnf_player_is_imported(&in->prior_private)) return 0;
    set_replacing(arena, names, count, out);
    out->planned_private = in->prior_private;
    return 0;
}
