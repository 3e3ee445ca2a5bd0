/* What `terraform query` asks: all objects of a resource type that a configuration chooses. Rules as in resource.h. */
#pragma once

#include "provider/rpc/service.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"

/* One found object. */
struct tnf_list_item {
    struct tnf_cty_value identity;
    struct tnf_strview display_name;
    struct tnf_cty_value object; /* null unless asked for */
};

/* Takes one; waits while the client is slow. Negative: stop and pass it on (the client is gone, or has enough). */
typedef int (*tnf_list_emit_fn)(void *context, const struct tnf_list_item *item, struct tnf_error *err);

struct tnf_list_resource_type {
    struct tnf_strview name;         /* that of the resource type */
    const struct tnf_schema *schema; /* of its `config` block: filters */
    const void *context;
    int (*validate)(void *provider, const struct tnf_list_resource_type *type, struct tnf_rpc_call *call,
                    const struct tnf_cty_value *config, struct tnf_error *err); /* NULL: fine */
    /* At most `limit` objects are taken; it is a help for the query. 0: no limit. */
    int (*list)(void *provider, const struct tnf_list_resource_type *type, struct tnf_rpc_call *call,
                const struct tnf_cty_value *config, bool with_object, int64_t limit, tnf_list_emit_fn emit,
                void *emit_context, struct tnf_error *err);
};
