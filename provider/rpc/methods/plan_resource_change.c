#include "provider/rpc/methods/methods.h"

static void set_replacing(struct tnf_rpc_call *call, const struct tnf_resource_plan *plan,
                          Tfplugin6__PlanResourceChange__Response *out) {
    out->n_requires_replace = plan->replace_count;
    out->requires_replace = TNF_ARENA_ARRAY(&call->arena, Tfplugin6__AttributePath *, plan->replace_count);
    for (size_t i = 0; i < plan->replace_count; i++) {
        const struct tnf_attribute_path place = {.kind = TNF_STEP_ATTRIBUTE, .name = plan->replace[i]};
        out->requires_replace[i] = tnf_wire_new_path(&call->arena, &place);
    }
}

static int read_request(const Tfplugin6__PlanResourceChange__Request *in, const struct tnf_resource_type *type,
                        struct tnf_rpc_call *call, struct tnf_cty_value values[4],
                        struct tnf_resource_plan_request *ret_request, struct tnf_error *err) {
    TNF_TRY(tnf_rpc_read_value(call, "prior state", in->prior_state, type->schema, &values[0], err));
    TNF_TRY(tnf_rpc_read_value(call, "proposed state", in->proposed_new_state, type->schema, &values[1], err));
    TNF_TRY(tnf_rpc_read_value(call, "configuration", in->config, type->schema, &values[2], err));
    TNF_TRY(tnf_rpc_read_identity(call, type, in->prior_identity, &values[3], err));
    *ret_request = (struct tnf_resource_plan_request){
        .prior = &values[0],
        .proposed = &values[1],
        .config = &values[2],
        .prior_identity = &values[3],
        .prior_private = tnf_message_bytes(in->prior_private),
    };
    return 0;
}

TNF_RPC_METHOD(tnf_rpc_plan_resource_change) {
    const Tfplugin6__PlanResourceChange__Request *in = request;
    Tfplugin6__PlanResourceChange__Response *out = response;
    const struct tnf_resource_type *type;
    struct tnf_resource_plan_request asked;
    struct tnf_cty_value values[4];
    tnf_rpc_take_capabilities(call, in->client_capabilities);
    TNF_TRY(tnf_rpc_find_resource(provider, call, "plan", in->type_name, &type, err));
    TNF_TRY(read_request(in, type, call, values, &asked, err));
    struct tnf_resource_plan plan = {
        .planned = *asked.proposed,
        .planned_identity = *asked.prior_identity,
        .planned_private = asked.prior_private,
        .replace = TNF_ARENA_ARRAY(&call->arena, struct tnf_strview, type->schema->block.type->count),
    };
    TNF_TRY(type->plan(tnf_rpc_definition(provider)->provider, type, call, &asked, &plan, err));
    set_replacing(call, &plan, out);
    out->planned_state = tnf_rpc_new_state(&call->arena, type, &plan.planned);
    out->planned_identity = tnf_rpc_new_identity(call, type, &plan.planned_identity);
    out->planned_private = tnf_message_data(plan.planned_private);
    return 0;
}
