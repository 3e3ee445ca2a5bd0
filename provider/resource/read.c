/* The row as it is now, under the name that it has now. */
#include "provider/resource/resource.h"

int tnf_resource_read(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                      const struct tnf_resource_state *current, struct tnf_resource_state *ret_state,
                      struct tnf_error *err) {
    const struct tnf_entity_schema *schema = type->context;
    struct tnf_session *session = NULL;
    struct tnf_found_row found;
    struct tnf_row row;
    TNF_TRY(tnf_provider_session(provider, &session, err));
    tnf_row_read(&call->arena, schema, &current->state, &row, &call->diagnostics);
    const int64_t since = tnf_resource_revision(current->private_bytes);
    TNF_TRY(tnf_session_read(session, &row.record, since, &call->arena, &found, err));
    if (!found.found) {
        *ret_state = (struct tnf_resource_state){.state = tnf_cty_null(), .identity = tnf_cty_null()};
        return 0;
    }
    tnf_draft_saw(tnf_provider_draft(provider), &found.record);
    ret_state->state = tnf_row_write(&call->arena, schema, &found.record, &current->state);
    ret_state->identity = tnf_row_identity(&call->arena, schema, &found.record);
    if (since < 0 || found.renamed) ret_state->private_bytes = tnf_resource_private(&call->arena, found.revision);
    return 0;
}
