#include "provider/rpc/methods/methods.h"

static ProtobufCBinaryData new_type(struct tnf_arena *arena, const struct tnf_cty_type *type) {
    return tnf_message_data(tnf_wire_type_text(arena, type));
}

static Tfplugin6__Function__Parameter *new_parameter(struct tnf_arena *arena,
                                                     const struct tnf_function_parameter *parameter) {
    Tfplugin6__Function__Parameter *message = TNF_ARENA_NEW(arena, Tfplugin6__Function__Parameter);
    tfplugin6__function__parameter__init(message);
    message->name = tnf_message_string(arena, parameter->name);
    message->type = new_type(arena, parameter->type);
    message->allow_null_value = parameter->allow_null;
    message->allow_unknown_values = parameter->allow_unknown;
    message->description = tnf_message_string(arena, parameter->description);
    message->description_kind = TFPLUGIN6__STRING_KIND__MARKDOWN;
    return message;
}

static Tfplugin6__Function *new_function(struct tnf_arena *arena, const struct tnf_function *function) {
    Tfplugin6__Function *message = TNF_ARENA_NEW(arena, Tfplugin6__Function);
    tfplugin6__function__init(message);
    message->n_parameters = function->parameter_count;
    message->parameters = TNF_ARENA_ARRAY(arena, Tfplugin6__Function__Parameter *, function->parameter_count);
    for (size_t i = 0; i < function->parameter_count; i++) {
        message->parameters[i] = new_parameter(arena, &function->parameters[i]);
    }
    if (function->variadic != NULL) message->variadic_parameter = new_parameter(arena, function->variadic);
    message->return_ = TNF_ARENA_NEW(arena, Tfplugin6__Function__Return);
    tfplugin6__function__return__init(message->return_);
    message->return_->type = new_type(arena, function->result);
    message->summary = tnf_message_string(arena, function->summary);
    message->description = tnf_message_string(arena, function->description);
    message->description_kind = TFPLUGIN6__STRING_KIND__MARKDOWN;
    return message;
}

void tnf_rpc_add_functions(struct tnf_arena *arena, ProtobufCMessage *response,
                           const struct tnf_provider_definition *definition) {
    for (size_t i = 0; i < definition->function_count; i++) {
        const struct tnf_function *function = definition->functions[i];
        (void)tnf_wire_add_named(arena, response, "functions", function->name, &new_function(arena, function)->base);
    }
}

static const ProtobufCMessage *make(struct tnf_arena *arena, const struct tnf_provider_definition *definition) {
    ProtobufCMessage *out = tnf_message_new(arena, &tfplugin6__get_functions__response__descriptor);
    tnf_rpc_add_functions(arena, out, definition);
    return out;
}

struct tnf_strview tnf_rpc_get_functions(const void *provider) {
    return tnf_rpc_ready(provider, TNF_RPC_READY_FUNCTIONS, make);
}
