/* Finding what a request names. The lists are short; their types differ, their names do not. */
#include "provider/rpc/methods/common.h"

static void set_title(struct tnf_rpc_call *call, const char *doing, const char *name) {
    call->failure = tnf_arena_printf(&call->arena, "Cannot %s %s", doing, name);
}

static int no_such(const char *kind, const char *name, struct tnf_error *err) {
    return tnf_error_set(err, TNF_E_NOT_FOUND, "this provider has no %s \"%s\"", kind, name);
}

#define FIND(list, list_count, kind)                                                                                   \
    do {                                                                                                               \
        const struct tnf_provider_definition *definition = tnf_rpc_definition(service);                                \
        set_title(call, doing, name);                                                                                  \
        for (size_t i = 0; i < definition->list_count; i++) {                                                          \
            *ret_type = definition->list[i];                                                                           \
            if (tnf_sv_eq_c((*ret_type)->name, name)) return 0;                                                        \
        }                                                                                                              \
        return no_such(kind, name, err);                                                                               \
    } while (0)

int tnf_rpc_find_resource(const void *service, struct tnf_rpc_call *call, const char *doing, const char *name,
                          const struct tnf_resource_type **ret_type, struct tnf_error *err) {
    FIND(resources, resource_count, "resource type");
}

int tnf_rpc_find_data_source(const void *service, struct tnf_rpc_call *call, const char *doing, const char *name,
                             const struct tnf_data_source_type **ret_type, struct tnf_error *err) {
    FIND(data_sources, data_source_count, "data source");
}

int tnf_rpc_find_ephemeral_resource(const void *service, struct tnf_rpc_call *call, const char *doing, const char *name,
                                    const struct tnf_ephemeral_resource_type **ret_type, struct tnf_error *err) {
    FIND(ephemeral_resources, ephemeral_resource_count, "ephemeral resource");
}

int tnf_rpc_find_list_resource(const void *service, struct tnf_rpc_call *call, const char *doing, const char *name,
                               const struct tnf_list_resource_type **ret_type, struct tnf_error *err) {
    FIND(list_resources, list_resource_count, "list resource");
}

int tnf_rpc_find_action(const void *service, struct tnf_rpc_call *call, const char *doing, const char *name,
                        const struct tnf_action_type **ret_type, struct tnf_error *err) {
    FIND(actions, action_count, "action");
}
