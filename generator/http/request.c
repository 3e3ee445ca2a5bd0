#include "generator/http/request.h"

#include "base/ascii.h"

#include <strings.h>

enum { METHOD_MAX = 16 };

static bool is_method(const char *method) {
    size_t length = 0;
    while (length <= METHOD_MAX && tnf_is_upper(method[length])) length++;
    return length > 0 && length <= METHOD_MAX && method[length] == '\0';
}

/* A token of RFC 9110, as far as anybody names fields so. */
static bool is_field_name(const char *name) {
    size_t length = 0;
    while (tnf_is_alnum(name[length]) || name[length] == '-' || name[length] == '_') length++;
    return length > 0 && name[length] == '\0';
}

static bool is_field_value(const char *value) {
    for (; *value != '\0'; value++)
        if (((unsigned char)*value < ' ' && *value != '\t') || *value == 0x7f) return false;
    return true;
}

static int check_field(const struct tnf_http_field *field, struct tnf_error *err) {
    if (!is_field_name(field->name))
        return tnf_error_set(err, TNF_E_INVALID, "\"%s\" is no name of a header field", field->name);
    if (is_field_value(field->value)) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "the header field \"%s\" has a line break or a control character",
                        field->name);
    tnf_error_hint(err, "look for a newline at the end of the token or key that it is made of");
    return TNF_E_INVALID;
}

int tnf_http_check(const struct tnf_http_request *request, struct tnf_error *err) {
    if (!is_method(request->method))
        return tnf_error_set(err, TNF_E_INVALID, "\"%s\" is no method of http", request->method);
    for (size_t i = 0; i < request->field_count; i++) TNF_TRY(check_field(&request->fields[i], err));
    return 0;
}

void tnf_http_show_url(struct tnf_strbuf *out, struct tnf_strview url) {
    size_t length = 0;
    while (length < url.len && url.ptr[length] != '?' && url.ptr[length] != '#') length++;
    tnf_strbuf_add(out, url.ptr, length);
}

struct tnf_strview tnf_http_response_field(const struct tnf_http_response *response, const char *name) {
    const size_t length = strlen(name);
    struct tnf_strview rest = tnf_strbuf_view(&response->head);
    while (rest.ptr != NULL) {
        const struct tnf_strview line = tnf_sv_next(&rest, '\n');
        if (line.len > length && line.ptr[length] == ':' && strncasecmp(line.ptr, name, length) == 0)
            return tnf_sv_trim(tnf_sv_from(line, length + 1));
    }
    return (struct tnf_strview){0};
}

void tnf_http_encode(struct tnf_strbuf *out, struct tnf_strview text, bool slashes) {
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (tnf_is_alnum(c) || (c != '\0' && strchr("-._~", c) != NULL) || (slashes && c == '/'))
            tnf_strbuf_add_c(out, c);
        else
            tnf_strbuf_addf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}
