#include "provider/rpc/definition.h"

#include "base/memory.h"
#include "provider/rpc/methods/methods.h"

#define METHOD(rpc, snake) TNF_RPC_ROW(rpc, snake, tnf_rpc_##snake)
#define STREAM(rpc, snake) TNF_RPC_STREAM_ROW(rpc, snake, tnf_rpc_##snake)
#define READY(rpc, snake) TNF_RPC_READY_ROW(rpc, tnf_rpc_##snake)

/* The most frequent first: they are looked up in this order. */
static const struct tnf_rpc_method methods[] = {
    METHOD(PlanResourceChange, plan_resource_change),
    METHOD(ApplyResourceChange, apply_resource_change),
    METHOD(ReadResource, read_resource),
    METHOD(UpgradeResourceState, upgrade_resource_state),
    METHOD(ValidateResourceConfig, validate_resource_config),
    METHOD(ImportResourceState, import_resource_state),
    METHOD(ReadDataSource, read_data_source),
    METHOD(ValidateDataResourceConfig, validate_data_resource_config),
    METHOD(UpgradeResourceIdentity, upgrade_resource_identity),
    METHOD(MoveResourceState, move_resource_state),
    METHOD(GenerateResourceConfig, generate_resource_config),
    METHOD(ValidateEphemeralResourceConfig, validate_ephemeral_resource_config),
    METHOD(OpenEphemeralResource, open_ephemeral_resource),
    METHOD(RenewEphemeralResource, renew_ephemeral_resource),
    METHOD(CloseEphemeralResource, close_ephemeral_resource),
    METHOD(ValidateListResourceConfig, validate_list_resource_config),
    STREAM(ListResource, list_resource),
    METHOD(ValidateActionConfig, validate_action_config),
    METHOD(PlanAction, plan_action),
    STREAM(InvokeAction, invoke_action),
    METHOD(CallFunction, call_function),
    METHOD(ValidateProviderConfig, validate_provider_config),
    METHOD(ConfigureProvider, configure_provider),
    METHOD(StopProvider, stop_provider),
    READY(GetMetadata, get_metadata),
    READY(GetProviderSchema, get_provider_schema),
    READY(GetResourceIdentitySchemas, get_resource_identity_schemas),
    READY(GetFunctions, get_functions),
};

static int lacks(const char *kind, struct tnf_strview name, const char *what, struct tnf_error *err) {
    return tnf_error_set(err, TNF_E_INTERNAL, "%s \"%.*s\" has no %s", kind, TNF_SV_ARG(name), what);
}

static int check_resource(const struct tnf_resource_type *type, struct tnf_error *err) {
    static const char kind[] = "resource type";
    if (type->schema == NULL || type->schema->block.type == NULL)
        return lacks(kind, type->name, "finished schema", err);
    if (type->identity != NULL && type->identity->type == NULL) {
        return lacks(kind, type->name, "finished identity", err);
    }
    if (type->read == NULL || type->plan == NULL || type->apply == NULL) {
        return lacks(kind, type->name, "read, plan or apply", err);
    }
    return 0;
}

static int check_part(const char *kind, struct tnf_strview name, const struct tnf_schema *schema, bool has_function,
                      struct tnf_error *err) {
    if (schema == NULL || schema->block.type == NULL) return lacks(kind, name, "finished schema", err);
    return has_function ? 0 : lacks(kind, name, "function", err);
}

/* Terraform refuses the whole provider when two parameters of a function have one name. */
static int check_parameter(const struct tnf_function *function, size_t i, struct tnf_error *err) {
    const struct tnf_strview name = function->parameters[i].name;
    bool twice = function->variadic != NULL && tnf_sv_eq(function->variadic->name, name);
    for (size_t j = 0; j < i; j++) twice = twice || tnf_sv_eq(function->parameters[j].name, name);
    if (!twice) return 0;
    return tnf_error_set(err, TNF_E_INTERNAL, "function \"%.*s\" has two parameters \"%.*s\"",
                         TNF_SV_ARG(function->name), TNF_SV_ARG(name));
}

static int check_function(const struct tnf_function *function, struct tnf_error *err) {
    for (size_t i = 0; i < function->parameter_count; i++) TNF_TRY(check_parameter(function, i, err));
    if (function->result == NULL) return lacks("function", function->name, "type of a result", err);
    return function->call != NULL ? 0 : lacks("function", function->name, "code", err);
}

static bool has_identity(const struct tnf_provider_definition *definition, struct tnf_strview name) {
    for (size_t i = 0; i < definition->resource_count; i++) {
        if (tnf_sv_eq(definition->resources[i]->name, name)) return definition->resources[i]->identity != NULL;
    }
    return false;
}

static int check(const struct tnf_provider_definition *definition, struct tnf_error *err) {
    TNF_TRY(check_part("the provider", TNF_SV(""), definition->config, definition->configure != NULL, err));
    for (size_t i = 0; i < definition->resource_count; i++) TNF_TRY(check_resource(definition->resources[i], err));
    for (size_t i = 0; i < definition->data_source_count; i++) {
        const struct tnf_data_source_type *type = definition->data_sources[i];
        TNF_TRY(check_part("data source", type->name, type->schema, type->read != NULL, err));
    }
    for (size_t i = 0; i < definition->function_count; i++) TNF_TRY(check_function(definition->functions[i], err));
    for (size_t i = 0; i < definition->ephemeral_resource_count; i++) {
        const struct tnf_ephemeral_resource_type *type = definition->ephemeral_resources[i];
        TNF_TRY(check_part("ephemeral resource", type->name, type->schema, type->open != NULL, err));
    }
    for (size_t i = 0; i < definition->list_resource_count; i++) {
        const struct tnf_list_resource_type *type = definition->list_resources[i];
        TNF_TRY(check_part("list resource", type->name, type->schema, type->list != NULL, err));
        if (!has_identity(definition, type->name))
            return lacks("list resource", type->name, "resource type with an identity", err);
    }
    for (size_t i = 0; i < definition->action_count; i++) {
        const struct tnf_action_type *type = definition->actions[i];
        TNF_TRY(check_part("action", type->name, type->schema, type->invoke != NULL, err));
    }
    return 0;
}

static struct tnf_definition_service *service_new(void) {
    struct tnf_definition_service *self = tnf_xcalloc(1, sizeof *self);
    self->service = (struct tnf_rpc_service){
        .methods = methods,
        .count = TNF_ARRAY_LEN(methods),
        .provider = self,
        .stops = &self->stops,
    };
    pthread_mutex_init(&self->mutex, NULL);
    for (size_t i = 0; i < TNF_RPC_READY_COUNT; i++) tnf_strbuf_init(&self->ready[i]);
    return self;
}

int tnf_definition_service_new(const struct tnf_provider_definition *definition, struct tnf_rpc_service **ret_service,
                               struct tnf_error *err) {
    TNF_TRY(check(definition, err));
    struct tnf_definition_service *self = service_new();
    self->definition = definition;
    *ret_service = &self->service;
    return 0;
}

static int define(struct tnf_definition_service *self, struct tnf_error *err) {
    const struct tnf_provider_definition *definition = NULL;
    TNF_TRY(self->define(self->define_context, &definition, err));
    TNF_TRY(check(definition, err));
    self->definition = definition;
    return 0;
}

static int prepare(void *provider, struct tnf_error *err) {
    struct tnf_definition_service *self = provider;
    pthread_mutex_lock(&self->mutex);
    const int code = self->definition != NULL ? 0 : define(self, err);
    pthread_mutex_unlock(&self->mutex);
    return code;
}

struct tnf_rpc_service *tnf_definition_service_new_later(tnf_define_fn define_later, void *context) {
    struct tnf_definition_service *self = service_new();
    self->define = define_later;
    self->define_context = context;
    self->service.prepare = prepare;
    return &self->service;
}

void tnf_definition_service_free(struct tnf_rpc_service *service) {
    struct tnf_definition_service *self = (struct tnf_definition_service *)service;
    if (self == NULL) return;
    for (size_t i = 0; i < TNF_RPC_READY_COUNT; i++) tnf_strbuf_release(&self->ready[i]);
    pthread_mutex_destroy(&self->mutex);
    free(self);
}
