/*
 * The resource that every entity of the catalog is. One set of functions for all: what differs is in the table of
 * entities. Each function has a file of its own.
 */
#pragma once

#include "provider/tenantform/provider.h"

/* The resource type of an entity, whose schema has to live as long. */
struct tnf_resource_type tnf_resource_type_of(const struct tnf_entity_schema *schema);

/* As struct tnf_resource_type has them; private to provider/resource. */
int tnf_resource_validate(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                          const struct tnf_cty_value *config, struct tnf_error *err);
int tnf_resource_read(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                      const struct tnf_resource_state *current, struct tnf_resource_state *ret_state,
                      struct tnf_error *err);
int tnf_resource_plan(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                      const struct tnf_resource_plan_request *request, struct tnf_resource_plan *plan,
                      struct tnf_error *err);
int tnf_resource_apply(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                       const struct tnf_resource_apply_request *request, struct tnf_resource_state *ret_state,
                       struct tnf_error *err);
int tnf_resource_import(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                        const struct tnf_import_request *request, struct tnf_resource_state *ret_state,
                        struct tnf_error *err);
int tnf_resource_upgrade(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                         const struct tnf_upgrade_request *request, struct tnf_cty_value *ret_state,
                         struct tnf_error *err);

/* Private bytes: the catalog's revision at which the state was right, in decimal; renames after it are followed. */
struct tnf_strview tnf_resource_private(struct tnf_arena *arena, int64_t revision);
/* -1 when the bytes are not ours. */
int64_t tnf_resource_revision(struct tnf_strview private_bytes);
