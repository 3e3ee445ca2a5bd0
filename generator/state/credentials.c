#include "generator/state/credentials.h"

#include "base/environment.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 20 };

void tnf_aws_credentials_release(struct tnf_aws_credentials *credentials) {
    tnf_strbuf_wipe(&credentials->access_key);
    tnf_strbuf_wipe(&credentials->secret_key);
    tnf_strbuf_wipe(&credentials->session_token);
}

static bool is_complete(const struct tnf_aws_credentials *credentials) {
    return credentials->access_key.len > 0 && credentials->secret_key.len > 0;
}

static void take(struct tnf_aws_credentials *ret, struct tnf_strview name, struct tnf_strview value) {
    const struct {
        const char *name;
        struct tnf_strbuf *value;
    } keys[] = {{"aws_access_key_id", &ret->access_key},
                {"aws_secret_access_key", &ret->secret_key},
                {"aws_session_token", &ret->session_token}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(keys); i++)
        if (tnf_sv_eq_c(name, keys[i].name) && keys[i].value->len == 0) tnf_strbuf_add_sv(keys[i].value, value);
}

bool tnf_aws_credentials_read(struct tnf_strview text, struct tnf_strview section, struct tnf_aws_credentials *ret) {
    bool inside = false;
    while (text.len > 0) {
        const struct tnf_strview line = tnf_sv_trim(tnf_sv_next(&text, '\n'));
        if (tnf_sv_starts_with(line, TNF_SV("["))) {
            const size_t end = tnf_sv_find(line, ']');
            inside = end < line.len && tnf_sv_eq(tnf_sv_trim(tnf_sv_n(line.ptr + 1, end - 1)), section);
            continue;
        }
        if (!inside || tnf_sv_starts_with(line, TNF_SV("#"))) continue;
        struct tnf_strview value = line;
        const struct tnf_strview name = tnf_sv_trim(tnf_sv_next(&value, '='));
        take(ret, name, tnf_sv_trim(value));
    }
    return is_complete(ret);
}

static bool from_environment(struct tnf_aws_credentials *ret) {
    const char *access_key = tnf_environment("AWS_ACCESS_KEY_ID");
    const char *secret_key = tnf_environment("AWS_SECRET_ACCESS_KEY");
    const char *session_token = tnf_environment("AWS_SESSION_TOKEN");
    if (access_key == NULL || secret_key == NULL) return false;
    tnf_strbuf_add_str(&ret->access_key, access_key);
    tnf_strbuf_add_str(&ret->secret_key, secret_key);
    if (session_token != NULL) tnf_strbuf_add_str(&ret->session_token, session_token);
    return true;
}

/* The file that a variable names, or the one of that name below the home folder. A file that is not there has nothing.
 */
static int from_file(const char *variable, const char *name, const char *section, struct tnf_aws_credentials *ret,
                     bool *ret_found, struct tnf_error *err) {
    const char *path = tnf_environment(variable);
    const char *home = tnf_environment("HOME");
    TNF_AUTO_FREE char *below_home = home == NULL ? NULL : tnf_path_joined(home, name);
    if (path == NULL) path = below_home;
    if (path == NULL || !tnf_file_exists(path)) return 0;
    struct tnf_strbuf text = TNF_STRBUF_INIT;
    const int code = tnf_file_read(path, FILE_MAX, &text, err);
    if (code == 0) *ret_found = tnf_aws_credentials_read(tnf_strbuf_view(&text), tnf_sv(section), ret);
    tnf_strbuf_wipe(&text);
    return code;
}

int tnf_aws_credentials_find(struct tnf_aws_credentials *ret, struct tnf_error *err) {
    if (from_environment(ret)) return 0;
    const char *profile = tnf_environment("AWS_PROFILE");
    if (profile == NULL) profile = "default";
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf section = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&section, "%s%s", strcmp(profile, "default") == 0 ? "" : "profile ", profile);
    bool found = false;
    TNF_TRY(from_file("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials", profile, ret, &found, err));
    if (!found) TNF_TRY(from_file("AWS_CONFIG_FILE", ".aws/config", section.ptr, ret, &found, err));
    if (found) return 0;
    (void)tnf_error_set(err, TNF_E_NOT_FOUND,
                        "there are no AWS credentials: neither AWS_ACCESS_KEY_ID and "
                        "AWS_SECRET_ACCESS_KEY nor static keys of profile \"%s\"",
                        profile);
    tnf_error_hint(err, "eval \"$(aws configure export-credentials --format env)\" sets those that the AWS CLI has");
    return TNF_E_NOT_FOUND;
}
