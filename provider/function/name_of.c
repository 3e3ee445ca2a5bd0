#include "provider/function/function.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "catalog/format.h"

static int name_of(void *provider, const struct tnf_function *function, struct tnf_rpc_call *call,
                   const struct tnf_cty_value *arguments, size_t count, struct tnf_cty_value *ret_result,
                   int64_t *ret_argument, struct tnf_error *err) {
    (void)provider;
    (void)function;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    for (size_t i = 0; i < count; i++) {
        if (!tnf_format_ok(TNF_FORMAT_NAME, arguments[i].text)) {
            *ret_argument = (int64_t)i;
            return tnf_error_set(err, TNF_E_INVALID, "it must be %s, not %s", tnf_format_what(TNF_FORMAT_NAME),
                                 tnf_excerpt(arguments[i].text).text);
        }
        if (i > 0) tnf_strbuf_add_c(&name, '-');
        tnf_strbuf_add_sv(&name, arguments[i].text);
    }
    *ret_result = tnf_cty_text(tnf_arena_sv(&call->arena, tnf_strbuf_view(&name)));
    return 0;
}

static const struct tnf_function_parameter parameters[] = {
    {.name = TNF_SV_INIT("platform"), .type = &tnf_cty_string, .description = TNF_SV_INIT("Name of the platform.")},
    {.name = TNF_SV_INIT("environment"),
     .type = &tnf_cty_string,
     .description = TNF_SV_INIT("Name of the environment.")},
};
static const struct tnf_function_parameter part = {
    .name = TNF_SV_INIT("part"),
    .type = &tnf_cty_string,
    .description = TNF_SV_INIT("Name of the tenant, and after it of the service, the database or whatever it is."),
};

const struct tnf_function tnf_function_name_of = {
    .name = TNF_SV_INIT("name_of"),
    .summary = TNF_SV_INIT("The name that generated resources have"),
    .description = TNF_SV_INIT("`<platform>-<environment>-<tenant>-<part>`. Where AWS takes no name as long, the "
                               "generated modules cut it and add six digits of its SHA-1."),
    .parameters = parameters,
    .parameter_count = TNF_ARRAY_LEN(parameters),
    .variadic = &part,
    .result = &tnf_cty_string,
    .call = name_of,
};
