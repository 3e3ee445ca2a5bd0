#include "provider/rpc/methods/methods.h"

#include <inttypes.h>

static const struct tnf_function *find(const struct tnf_provider_definition *definition, const char *name) {
    for (size_t i = 0; i < definition->function_count; i++) {
        if (tnf_sv_eq_c(definition->functions[i]->name, name)) return definition->functions[i];
    }
    return NULL;
}

static const struct tnf_function_parameter *parameter_at(const struct tnf_function *function, size_t i) {
    return i < function->parameter_count ? &function->parameters[i] : function->variadic;
}

static int read_argument(struct tnf_rpc_call *call, const struct tnf_function_parameter *parameter,
                         const Tfplugin6__DynamicValue *message, struct tnf_cty_value *ret_argument,
                         struct tnf_error *err) {
    const struct tnf_strview name = parameter->name;
    if (tnf_wire_read_value(&call->arena, message, parameter->type, ret_argument, err) < 0) {
        return tnf_error_wrap(err, "argument \"%.*s\"", TNF_SV_ARG(name));
    }
    if (tnf_cty_is_null(ret_argument) && !parameter->allow_null) {
        return tnf_error_set(err, TNF_E_INVALID, "argument \"%.*s\" must not be null", TNF_SV_ARG(name));
    }
    if (!parameter->allow_unknown && !tnf_cty_is_wholly_known(ret_argument)) {
        return tnf_error_set(err, TNF_E_INVALID, "argument \"%.*s\" has to be known", TNF_SV_ARG(name));
    }
    return 0;
}

static int read_arguments(const struct tnf_function *function, struct tnf_rpc_call *call,
                          const Tfplugin6__CallFunction__Request *in, struct tnf_cty_value *arguments,
                          int64_t *ret_argument, struct tnf_error *err) {
    const size_t count = in->n_arguments;
    if (count < function->parameter_count || (count > function->parameter_count && function->variadic == NULL)) {
        return tnf_error_set(err, TNF_E_INVALID, "function \"%s\" takes %zu arguments, not %zu", in->name,
                             function->parameter_count, count);
    }
    for (size_t i = 0; i < count; i++) {
        *ret_argument = (int64_t)i;
        TNF_TRY(read_argument(call, parameter_at(function, i), in->arguments[i], &arguments[i], err));
    }
    *ret_argument = -1;
    return 0;
}

static int run(const struct tnf_provider_definition *definition, struct tnf_rpc_call *call,
               const Tfplugin6__CallFunction__Request *in, struct tnf_cty_value *ret_result, int64_t *ret_argument,
               struct tnf_error *err) {
    const struct tnf_function *function = find(definition, in->name);
    if (function == NULL) {
        return tnf_error_set(err, TNF_E_NOT_FOUND, "this provider has no function \"%s\"", in->name);
    }
    struct tnf_cty_value *arguments = TNF_ARENA_ARRAY(&call->arena, struct tnf_cty_value, in->n_arguments);
    TNF_TRY(read_arguments(function, call, in, arguments, ret_argument, err));
    return function->call(definition->provider, function, call, arguments, in->n_arguments, ret_result, ret_argument,
                          err);
}

/* A function has no diagnostics: its failure is one text, which may point to an argument. */
TNF_RPC_METHOD(tnf_rpc_call_function) {
    Tfplugin6__CallFunction__Response *out = response;
    struct tnf_cty_value result = tnf_cty_null();
    struct tnf_error failure = {.code = TNF_OK};
    int64_t argument = -1;
    (void)err;
    if (run(tnf_rpc_definition(provider), call, request, &result, &argument, &failure) == 0) {
        out->result = tnf_wire_new_value(&call->arena, &result);
        return 0;
    }
    out->error = tnf_wire_new_function_error(&call->arena, &failure, argument);
    return 0;
}
