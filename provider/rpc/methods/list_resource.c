#include "provider/rpc/methods/methods.h"

#include "base/memory.h"

/* One answer to a query. */
struct listing {
    struct tnf_rpc_call *call;
    const struct tnf_resource_type *resource;
    int64_t left; /* how many more may be sent */
    bool with_object;
    bool broken; /* the client is gone */
};

/* The messages of one object are forgotten once they are sent. */
static int emit(void *context, const struct tnf_list_item *item, struct tnf_error *err) {
    struct listing *listing = context;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    if (listing->left == 0) return tnf_error_set(err, TNF_E_LIMIT, "the client wants no more");
    Tfplugin6__ListResource__Event event = TFPLUGIN6__LIST_RESOURCE__EVENT__INIT;
    Tfplugin6__ResourceIdentityData identity = TFPLUGIN6__RESOURCE_IDENTITY_DATA__INIT;
    identity.identity_data = tnf_wire_new_value(&arena, &item->identity);
    event.identity = &identity;
    event.display_name = tnf_message_string(&arena, item->display_name);
    if (listing->with_object && !tnf_cty_is_null(&item->object)) {
        event.resource_object = tnf_rpc_new_state(&arena, listing->resource, &item->object);
    }
    const int code = tnf_rpc_send(listing->call, &event.base, err);
    listing->broken = code < 0;
    listing->left--;
    return code;
}

static int list(const void *service, struct tnf_rpc_call *call, const Tfplugin6__ListResource__Request *in,
                struct listing *listing, struct tnf_error *err) {
    const struct tnf_list_resource_type *type;
    struct tnf_cty_value config;
    TNF_TRY(tnf_rpc_find_list_resource(service, call, "list", in->type_name, &type, err));
    TNF_TRY(tnf_rpc_find_resource(service, call, "list", in->type_name, &listing->resource, err));
    TNF_TRY(tnf_rpc_read_value(call, "configuration", in->config, type->schema, &config, err));
    return type->list(tnf_rpc_definition(service)->provider, type, call, &config, in->include_resource_object,
                      in->limit, emit, listing, err);
}

/* What went wrong is the last event. */
static int send_diagnostics(struct tnf_rpc_call *call, struct tnf_error *err) {
    Tfplugin6__ListResource__Event event = TFPLUGIN6__LIST_RESOURCE__EVENT__INIT;
    if (call->diagnostics.first == NULL) return 0;
    event.diagnostic = tnf_wire_new_diagnostics(&call->diagnostics, &event.n_diagnostic);
    return tnf_rpc_send(call, &event.base, err);
}

TNF_RPC_METHOD(tnf_rpc_list_resource) {
    const Tfplugin6__ListResource__Request *in = request;
    struct tnf_error failure = {.code = TNF_OK};
    struct listing listing = {
        .call = call,
        .left = in->limit > 0 ? in->limit : INT64_MAX,
        .with_object = in->include_resource_object,
    };
    (void)response;
    const int code = list(provider, call, in, &listing, &failure);
    if (code < 0 && listing.left > 0 && !listing.broken) tnf_rpc_call_fail(call, &failure);
    return send_diagnostics(call, err);
}
