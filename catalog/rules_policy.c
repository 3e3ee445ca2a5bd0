/* Rules of what a service may do and of what it is told: IAM policy entries, environment variables. */
#include "base/ascii.h"
#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/entities/all.h"
#include "catalog/rules_span.h"

#include <string.h>
#include <strings.h>

static bool is_word(struct tnf_strview text, const char *others) {
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (!tnf_is_alnum(c) && (c == '\0' || strchr(others, c) == NULL)) return false;
    }
    return text.len > 0;
}

/* "s3:GetObject", with '*' and '?' let through: they are another rule's business. */
static bool is_action(struct tnf_strview text) {
    const size_t colon = tnf_sv_find(text, ':');
    return is_word(tnf_sv_n(text.ptr, colon), "-*?") && is_word(tnf_sv_from(text, colon + 1), "*?");
}

static bool is_resource(struct tnf_strview text) {
    if (tnf_sv_eq_c(text, "*")) return true;
    size_t colons = 0;
    for (size_t i = 0; i < text.len; i++) colons += text.ptr[i] == ':';
    return tnf_sv_starts_with(text, TNF_SV("arn:")) && colons >= 5 && is_word(text, "+=,.@-_/:~%*?");
}

static bool has_wildcard(struct tnf_strview text) {
    return tnf_sv_find(text, '*') < text.len || tnf_sv_find(text, '?') < text.len;
}

static void check_entry(const struct tnf_rules_context *context, const struct tnf_record *service, int item,
                        struct tnf_strview entry) {
    struct tnf_strview resource = entry;
    const struct tnf_strview action = tnf_sv_next(&resource, ' ');
    if (!is_action(action) || !is_resource(resource)) {
        tnf_findings_add(context->findings, TNF_RULE_POLICY_FORM, service, TNF_SERVICE_POLICY, item,
                         "policy: must be an action, a blank and a resource ARN, not %s", tnf_excerpt(entry).text);
        return;
    }
    if (has_wildcard(action))
        tnf_findings_add(context->findings, TNF_RULE_POLICY_WILDCARD, service, TNF_SERVICE_POLICY, item,
                         "policy: %s is a wildcard action", tnf_excerpt(action).text);
    if (tnf_sv_eq_c(resource, "*"))
        tnf_findings_add(context->findings, TNF_RULE_POLICY_WILDCARD, service, TNF_SERVICE_POLICY, item,
                         "policy: %s is allowed on every resource", tnf_excerpt(action).text);
}

static bool contains(struct tnf_strview text, const char *part) {
    return text.len > 0 && memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

/* "scheme://user:password@host": a credential inside a connection string. */
static bool has_url_password(struct tnf_strview value) {
    const char *scheme = value.len == 0 ? NULL : memmem(value.ptr, value.len, "://", 3);
    if (scheme == NULL) return false;
    const struct tnf_strview rest = tnf_sv_from(value, (size_t)(scheme - value.ptr) + 3);
    const struct tnf_strview authority = tnf_sv_n(rest.ptr, tnf_sv_find(rest, '/'));
    const size_t at = tnf_sv_find(authority, '@');
    const size_t colon = tnf_sv_find(authority, ':');
    return at < authority.len && colon + 1 < at;
}

static bool ends_with(struct tnf_strview text, const char *suffix) {
    const size_t length = strlen(suffix);
    return text.len >= length && strncasecmp(text.ptr + text.len - length, suffix, length) == 0;
}

/* Marks of well-known credentials, and names that say what the value is. */
static bool looks_like_credential(const struct tnf_pair *variable) {
    static const char *const marks[] = {"-----BEGIN", "AKIA", "ASIA", "ghp_", "github_pat_", "xoxb-", "sk-"};
    static const char *const names[] = {"PASSWORD", "PASSWD", "API_KEY", "SECRET_KEY", "ACCESS_KEY", "PRIVATE_KEY"};
    enum { MARKED_MIN = 16 }; /* real ones are longer; "sk-SK" is a language */
    if (variable->value.len == 0) return false;
    for (size_t i = 0; i < TNF_ARRAY_LEN(marks); i++)
        if (variable->value.len >= MARKED_MIN && tnf_sv_starts_with(variable->value, tnf_sv(marks[i]))) return true;
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++)
        if (ends_with(variable->key, names[i])) return true;
    return contains(variable->value, "-----BEGIN") || has_url_password(variable->value);
}

void tnf_rules_service_policy(const struct tnf_rules_context *context, const struct tnf_record *service) {
    const struct tnf_datum *policy = &service->data[TNF_SERVICE_POLICY];
    for (size_t i = 0; policy->set && i < policy->list.count; i++)
        check_entry(context, service, (int)i, policy->list.items[i]);
    const struct tnf_datum *variables = &service->data[TNF_SERVICE_VARIABLES];
    for (size_t i = 0; variables->set && i < variables->map.count; i++)
        if (looks_like_credential(&variables->map.items[i])) /* the value is not repeated in the message */
            tnf_findings_add(context->findings, TNF_RULE_CREDENTIAL, service, TNF_SERVICE_VARIABLES, (int)i,
                             "variables: %.*s looks like a credential", TNF_SV_ARG(variables->map.items[i].key));
}
