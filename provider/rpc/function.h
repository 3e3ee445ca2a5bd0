/* A function, as configurations call it: provider::tenantform::slug("…"). Rules as in resource.h. */
#pragma once

#include "provider/rpc/service.h"
#include "provider/schema/value.h"

struct tnf_function_parameter {
    struct tnf_strview name;
    const struct tnf_cty_type *type;
    struct tnf_strview description;
    bool allow_null;
    bool allow_unknown;
};

struct tnf_function {
    struct tnf_strview name;
    struct tnf_strview summary;
    struct tnf_strview description; /* Markdown */
    const struct tnf_function_parameter *parameters;
    size_t parameter_count;
    const struct tnf_function_parameter *variadic; /* NULL: none */
    const struct tnf_cty_type *result;
    const void *context;
    /* *ret_argument is set to the index of the argument that is wrong when it fails because of one, else left -1.
     * `provider` need not be configured when functions are called. */
    int (*call)(void *provider, const struct tnf_function *function, struct tnf_rpc_call *call,
                const struct tnf_cty_value *arguments, size_t count, struct tnf_cty_value *ret_result,
                int64_t *ret_argument, struct tnf_error *err);
};
