#include "provider/function/function.h"

#include "base/memory.h"
#include "base/strbuf.h"

enum { LENGTH_DEFAULT = 24, LENGTH_MOST = 63 }; /* a tenant's name; a DNS label */

static bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* What is no letter or digit separates; what begins with a digit gets a letter in front. */
static void add_slug(struct tnf_strbuf *out, struct tnf_strview text) {
    bool separate = false;
    for (size_t i = 0; i < text.len; i++) {
        const char c = (char)(text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? text.ptr[i] - 'A' + 'a' : text.ptr[i]);
        if (!is_plain(c)) {
            separate = true;
            continue;
        }
        if (out->len == 0 && c <= '9') tnf_strbuf_add_c(out, 'n');
        if (separate && out->len > 0) tnf_strbuf_add_c(out, '-');
        separate = false;
        tnf_strbuf_add_c(out, c);
    }
}

static int length_of(const struct tnf_cty_value *arguments, size_t count, size_t *ret, int64_t *ret_argument,
                     struct tnf_error *err) {
    *ret = LENGTH_DEFAULT;
    if (count < 2) return 0;
    const struct tnf_cty_value *length = &arguments[1];
    *ret_argument = 1;
    if (count > 2 || length->kind != TNF_CTY_INTEGER || length->integer < 1 || length->integer > LENGTH_MOST)
        return tnf_error_set(err, TNF_E_INVALID, "the length must be one whole number from 1 to %d", LENGTH_MOST);
    *ret_argument = -1;
    *ret = (size_t)length->integer;
    return 0;
}

static int slug(void *provider, const struct tnf_function *function, struct tnf_rpc_call *call,
                const struct tnf_cty_value *arguments, size_t count, struct tnf_cty_value *ret_result,
                int64_t *ret_argument, struct tnf_error *err) {
    (void)provider;
    (void)function;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    size_t length = 0;
    TNF_TRY(length_of(arguments, count, &length, ret_argument, err));
    add_slug(&text, arguments[0].text);
    if (text.len > length) tnf_strbuf_truncate(&text, length);
    while (text.len > 0 && text.ptr[text.len - 1] == '-') tnf_strbuf_truncate(&text, text.len - 1);
    if (text.len == 0) {
        *ret_argument = 0;
        return tnf_error_set(err, TNF_E_INVALID, "the text has no letter a to z and no digit to make a name of");
    }
    *ret_result = tnf_cty_text(tnf_arena_sv(&call->arena, tnf_strbuf_view(&text)));
    return 0;
}

static const struct tnf_function_parameter parameters[] = {
    {.name = TNF_SV_INIT("text"), .type = &tnf_cty_string, .description = TNF_SV_INIT("Any text.")},
};
static const struct tnf_function_parameter length = {
    .name = TNF_SV_INIT("length"),
    .type = &tnf_cty_number,
    .description = TNF_SV_INIT("Longest name, 24 when it is not given: what a tenant's name may have."),
};

const struct tnf_function tnf_function_slug = {
    .name = TNF_SV_INIT("slug"),
    .summary = TNF_SV_INIT("A legal name made of any text"),
    .description = TNF_SV_INIT("Lower-case letters and digits stay, capitals become small, and everything else becomes "
                               "a single `-` between them. A name that would begin with a digit begins with `n`. It is "
                               "cut to its length."),
    .parameters = parameters,
    .parameter_count = TNF_ARRAY_LEN(parameters),
    .variadic = &length,
    .result = &tnf_cty_string,
    .call = slug,
};
