/*
 * A resource type: a schema and functions from values to values. provider/rpc reads the messages, checks them against
 * the schema and calls these; nothing here knows a message.
 *
 * Every function runs on any thread, several at a time. Values that it is given and that it gives live in the call's
 * arena or longer. It returns 0, or a negative code with *err set, which becomes an error diagnostic about the whole;
 * problems with a place (attribute path) it adds to call->diagnostics itself, and returns 0.
 */
#pragma once

#include "provider/rpc/service.h"
#include "provider/schema/identity.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"

/* "Private bytes" are the provider's own beside a state: Terraform stores them and looks at nothing. May be empty. */

struct tnf_resource_plan_request {
    const struct tnf_cty_value *prior;    /* null: create */
    const struct tnf_cty_value *proposed; /* null: destroy */
    const struct tnf_cty_value *config;
    const struct tnf_cty_value *prior_identity; /* null when there is none */
    struct tnf_strview prior_private;
};

/* Write-only attributes are made null in it afterwards. */
struct tnf_resource_plan {
    struct tnf_cty_value planned;          /* preset to *proposed */
    struct tnf_cty_value planned_identity; /* preset to *prior_identity */
    struct tnf_strview planned_private;    /* preset to prior_private */
    /* Names of attributes and blocks at the top whose change makes the resource anew; room for all of the schema. */
    struct tnf_strview *replace;
    size_t replace_count;
};

struct tnf_resource_apply_request {
    const struct tnf_cty_value *prior;   /* null: create */
    const struct tnf_cty_value *planned; /* null: destroy */
    const struct tnf_cty_value *config;  /* the one place with write-only values */
    const struct tnf_cty_value *planned_identity;
    struct tnf_strview planned_private;
};

/* State as it is in the world now; also after a failure as much of it as came to be. Write-only attributes are made
 * null in it afterwards. */
struct tnf_resource_state {
    struct tnf_cty_value state; /* null: gone */
    struct tnf_cty_value identity;
    struct tnf_strview private_bytes;
};

struct tnf_import_request {
    struct tnf_strview id;                /* empty: by identity */
    const struct tnf_cty_value *identity; /* null: by id */
};

/* Stored state, or identity, of an older version, as JSON text: tnf_cty_json_read reads it. */
struct tnf_upgrade_request {
    int64_t version;
    struct tnf_strview json;
};

struct tnf_move_request {
    struct tnf_strview source_provider; /* address */
    struct tnf_strview source_type;
    int64_t source_version;
    struct tnf_strview json;
    struct tnf_strview source_private;
};

struct tnf_resource_type {
    struct tnf_strview name; /* tenantform_tenant */
    const struct tnf_schema *schema;
    const struct tnf_identity_schema *identity; /* NULL: none */
    const void *context;                        /* of these functions */
    /* Beyond what the schema says (which is checked already): formats, rules within the object. NULL: fine. */
    int (*validate)(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                    const struct tnf_cty_value *config, struct tnf_error *err);
    /* *ret_state is preset to *current. */
    int (*read)(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                const struct tnf_resource_state *current, struct tnf_resource_state *ret_state, struct tnf_error *err);
    int (*plan)(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                const struct tnf_resource_plan_request *request, struct tnf_resource_plan *plan, struct tnf_error *err);
    /* *ret_state is preset to the prior state, with the planned identity and private bytes: what holds when nothing
     * was done. */
    int (*apply)(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                 const struct tnf_resource_apply_request *request, struct tnf_resource_state *ret_state,
                 struct tnf_error *err);
    /* NULL: refused with a diagnostic. A state that stays null is "there is none". */
    int (*import)(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                  const struct tnf_import_request *request, struct tnf_resource_state *ret_state,
                  struct tnf_error *err);
    /* An older version's state to today's. NULL: only states of the schema's own version are understood. */
    int (*upgrade)(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                   const struct tnf_upgrade_request *request, struct tnf_cty_value *ret_state, struct tnf_error *err);
    /* The same for identities. */
    int (*upgrade_identity)(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                            const struct tnf_upgrade_request *request, struct tnf_cty_value *ret_identity,
                            struct tnf_error *err);
    /* `moved` from another type. NULL: refused with a diagnostic. */
    int (*move)(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                const struct tnf_move_request *request, struct tnf_resource_state *ret_state, struct tnf_error *err);
};
