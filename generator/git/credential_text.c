#include "generator/git/credential_text.h"

#include "base/memory.h"

#include <string.h>

bool tnf_credential_read_url(struct tnf_strview url, struct tnf_credential_url *ret) {
    *ret = (struct tnf_credential_url){0};
    const char *mark = url.len == 0 ? NULL : memmem(url.ptr, url.len, "://", 3);
    if (mark == NULL || mark == url.ptr) return false;
    ret->protocol = tnf_sv_n(url.ptr, (size_t)(mark - url.ptr));
    ret->path = tnf_sv_from(url, ret->protocol.len + 3);
    ret->host = tnf_sv_next(&ret->path, '/');
    const char *at = memrchr(ret->host.ptr, '@', ret->host.len);
    if (at == NULL) return ret->host.len > 0;
    struct tnf_strview user = tnf_sv_n(ret->host.ptr, (size_t)(at - ret->host.ptr));
    ret->host = tnf_sv_from(ret->host, user.len + 1);
    ret->username = tnf_sv_next(&user, ':');
    return ret->host.len > 0;
}

static void add_line(struct tnf_strbuf *out, const char *key, struct tnf_strview value) {
    if (value.len > 0) tnf_strbuf_addf(out, "%s=%.*s\n", key, TNF_SV_ARG(value));
}

int tnf_credential_ask(const struct tnf_credential_url *url, struct tnf_strbuf *out, struct tnf_error *err) {
    const struct tnf_strview values[] = {url->protocol, url->host, url->path, url->username};
    for (size_t i = 0; i < TNF_ARRAY_LEN(values); i++)
        if (tnf_sv_find(values[i], '\n') < values[i].len)
            return tnf_error_set(err, TNF_E_INVALID, "the remote's URL has a line break");
    add_line(out, "protocol", url->protocol);
    add_line(out, "host", url->host);
    add_line(out, "path", url->path);
    add_line(out, "username", url->username);
    return 0;
}

void tnf_credential_tell(const struct tnf_credential *credential, struct tnf_strbuf *out) {
    add_line(out, "username", credential->username);
    add_line(out, "password", credential->password);
}

bool tnf_credential_read(struct tnf_strview answer, struct tnf_credential *ret) {
    *ret = (struct tnf_credential){0};
    while (answer.ptr != NULL) {
        struct tnf_strview value = tnf_sv_next(&answer, '\n');
        const struct tnf_strview key = tnf_sv_next(&value, '=');
        if (tnf_sv_eq_c(key, "username")) ret->username = value;
        if (tnf_sv_eq_c(key, "password")) ret->password = value;
    }
    return ret->username.len > 0 && ret->password.len > 0;
}
