#include "catalog/format.h"

#include "base/ascii.h"
#include "base/cidr.h"
#include "catalog/format_parts.h"

#include <string.h>
#include <strings.h>

static bool all(struct tnf_strview text, bool (*is)(char), const char *others) {
    for (size_t i = 0; i < text.len; i++)
        if (!is(text.ptr[i]) && (text.ptr[i] == '\0' || strchr(others, text.ptr[i]) == NULL)) return false;
    return text.len > 0;
}

static bool is_lower_or_digit(char c) {
    return tnf_is_lower(c) || tnf_is_digit(c);
}

static char first(struct tnf_strview text) {
    return text.len == 0 ? '\0' : text.ptr[0];
}

static char last(struct tnf_strview text) {
    return text.len == 0 ? '\0' : text.ptr[text.len - 1];
}

static bool has(struct tnf_strview text, const char *part) {
    return text.len > 0 && memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

/* DEL and the second block of controls (U+0080 to U+009F), which terminals obey too. */
static bool is_control_at(struct tnf_strview text, size_t i) {
    const unsigned char c = (unsigned char)text.ptr[i];
    if (c < 0x20) return c != '\n' && c != '\t';
    if (c == 0x7F) return true;
    return c == 0xC2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] < 0xA0;
}

static bool text_ok(struct tnf_strview text) {
    for (size_t i = 0; i < text.len; i++)
        if (is_control_at(text, i)) return false;
    return tnf_sv_is_utf8(text);
}

static bool name_ok(struct tnf_strview text) {
    return tnf_is_lower(first(text)) && all(text, is_lower_or_digit, "-") && last(text) != '-' && !has(text, "--");
}

static bool cidr_ok(struct tnf_strview text) {
    struct tnf_cidr ignored;
    return tnf_cidr_parse(text, &ignored);
}

/* us-east-1, us-gov-west-1: words and a number of one or two digits. */
static bool region_ok(struct tnf_strview text) {
    size_t words = 0;
    while (text.ptr != NULL) {
        const struct tnf_strview word = tnf_sv_next(&text, '-');
        if (text.ptr == NULL) return words >= 2 && word.len <= 2 && all(word, tnf_is_digit, "") && first(word) != '0';
        if (!all(word, tnf_is_lower, "")) return false;
        words++;
    }
    return false;
}

static bool zone_ok(struct tnf_strview text) {
    return tnf_is_lower(last(text)) && region_ok(tnf_sv_n(text.ptr, text.len - 1));
}

static bool account_ok(struct tnf_strview text) {
    return text.len == 12 && all(text, tnf_is_digit, "");
}

static bool partition_ok(struct tnf_strview text) {
    return tnf_sv_starts_with(text, TNF_SV("aws")) && all(text, tnf_is_lower, "-");
}

static bool arn_ok(struct tnf_strview text) {
    struct tnf_strview rest = text;
    if (!tnf_sv_eq_c(tnf_sv_next(&rest, ':'), "arn") || !partition_ok(tnf_sv_next(&rest, ':'))) return false;
    if (!all(tnf_sv_next(&rest, ':'), is_lower_or_digit, "-")) return false;
    const struct tnf_strview region = tnf_sv_next(&rest, ':');
    const struct tnf_strview account = tnf_sv_next(&rest, ':');
    if (region.len > 0 && !region_ok(region)) return false;
    if (account.len > 0 && !account_ok(account)) return false;
    return all(rest, tnf_is_alnum, "+=,.@-_/:~%");
}

/* The naming rules for general purpose buckets in the Amazon S3 user guide. */
static bool bucket_ok(struct tnf_strview text) {
    if (text.len < 3 || text.len > 63 || !all(text, is_lower_or_digit, "-.")) return false;
    if (!is_lower_or_digit(first(text)) || !is_lower_or_digit(last(text))) return false;
    if (has(text, "..") || has(text, ".-") || has(text, "-.") || all(text, tnf_is_digit, ".")) return false;
    return !tnf_sv_starts_with(text, TNF_SV("xn--")) && !tnf_sv_ends_with(text, TNF_SV("-s3alias"));
}

static bool label_ok(struct tnf_strview label) {
    return label.len <= 63 && all(label, is_lower_or_digit, "-") && first(label) != '-' && last(label) != '-';
}

static bool hostname_ok(struct tnf_strview text) {
    if (text.len > 253) return false;
    if (tnf_sv_starts_with(text, TNF_SV("*."))) text = tnf_sv_from(text, 2);
    size_t labels = 0;
    struct tnf_strview label = {0};
    while (text.ptr != NULL) {
        label = tnf_sv_next(&text, '.');
        if (!label_ok(label)) return false;
        labels++;
    }
    return labels >= 2 && !all(label, tnf_is_digit, "");
}

static bool email_ok(struct tnf_strview text) {
    const size_t at = tnf_sv_find(text, '@');
    const struct tnf_strview local = tnf_sv_n(text.ptr, at);
    const struct tnf_strview domain = tnf_sv_from(text, at + 1);
    return at < text.len && local.len <= 64 && all(local, tnf_is_alnum, "._%+-") && first(local) != '.' &&
           last(local) != '.' && !has(local, "..") && first(domain) != '*' && hostname_ok(domain);
}

/* What reaches a shell inside the container's health check: nothing that a shell would act on. */
static bool http_path_ok(struct tnf_strview text) {
    return first(text) == '/' && all(text, tnf_is_alnum, "/._~%@:+=,?-");
}

static bool path_pattern_ok(struct tnf_strview text) {
    return first(text) == '/' && all(text, tnf_is_alnum, "/._~@:+&*?-");
}

static bool file_path_ok(struct tnf_strview text) {
    if (first(text) != '/' || text.len < 2 || !all(text, tnf_is_alnum, "/._@+-")) return false;
    struct tnf_strview rest = tnf_sv_from(text, 1);
    while (rest.ptr != NULL) {
        const struct tnf_strview part = tnf_sv_next(&rest, '/');
        if (part.len == 0 || tnf_sv_eq_c(part, ".") || tnf_sv_eq_c(part, "..")) return false;
    }
    return true;
}

static bool instance_type_ok(struct tnf_strview text) {
    size_t parts = 0;
    while (text.ptr != NULL) {
        const struct tnf_strview part = tnf_sv_next(&text, '.');
        if (!all(part, is_lower_or_digit, "-") || first(part) == '-' || last(part) == '-') return false;
        parts++;
    }
    return parts == 2 || parts == 3;
}

static bool version_ok(struct tnf_strview text) {
    size_t parts = 0;
    while (text.ptr != NULL) {
        if (!all(tnf_sv_next(&text, '.'), tnf_is_digit, "")) return false;
        parts++;
    }
    return parts >= 1 && parts <= 3;
}

static bool is_upper_or_digit(char c) {
    return tnf_is_digit(c) || tnf_is_upper(c);
}

static bool zone_id_ok(struct tnf_strview text) {
    return text.len >= 2 && text.len <= 32 && first(text) == 'Z' && all(text, is_upper_or_digit, "");
}

static bool timezone_ok(struct tnf_strview text) {
    if (text.len == 0) return false;
    while (text.ptr != NULL) {
        const struct tnf_strview part = tnf_sv_next(&text, '/');
        if (!all(part, tnf_is_alnum, "_+-") || first(part) == '-' || first(part) == '+' || tnf_is_digit(first(part)))
            return false;
    }
    return true;
}

static bool env_name_ok(struct tnf_strview text) {
    return !tnf_is_digit(first(text)) && all(text, tnf_is_alnum, "_");
}

static bool header_name_ok(struct tnf_strview text) {
    return text.len <= 40 && all(text, tnf_is_alnum, "-_");
}

static bool tag_key_ok(struct tnf_strview text) {
    if (text.len > 128 || !all(text, tnf_is_alnum, " _.:/=+-@")) return false;
    return text.len < 4 || strncasecmp(text.ptr, "aws:", 4) != 0;
}

/* Names that GitHub takes; "." and ".." are none. */
static bool repository_ok(struct tnf_strview text) {
    const struct tnf_strview owner = tnf_sv_next(&text, '/');
    if (text.ptr == NULL || !all(owner, tnf_is_alnum, "-") || owner.len > 39 || first(owner) == '-') return false;
    return text.len <= 100 && all(text, tnf_is_alnum, "._-") && first(text) != '.';
}

/* What git takes for a branch, without the characters that a shell or a workflow would act on. */
static bool ref_ok(struct tnf_strview text) {
    if (text.len == 0) return false;
    while (text.ptr != NULL) {
        const struct tnf_strview part = tnf_sv_next(&text, '/');
        if (!all(part, tnf_is_alnum, "._-") || first(part) == '.' || first(part) == '-' || last(part) == '.' ||
            has(part, "..") || tnf_sv_ends_with(part, TNF_SV(".lock")))
            return false;
    }
    return true;
}

static bool is_lower_hex(char c) {
    return tnf_is_digit(c) || (c >= 'a' && c <= 'f');
}

static bool download_ok(struct tnf_strview text) {
    const struct tnf_strview scheme = TNF_SV("https://");
    const struct tnf_strview fragment = TNF_SV("sha256=");
    if (!tnf_sv_starts_with(text, scheme)) return false;
    text = tnf_sv_from(text, scheme.len);
    struct tnf_strview url = tnf_sv_next(&text, '#');
    if (text.ptr == NULL || !tnf_sv_starts_with(text, fragment)) return false;
    const struct tnf_strview digits = tnf_sv_from(text, fragment.len);
    const struct tnf_strview host = tnf_sv_next(&url, '/');
    return digits.len == 64 && all(digits, is_lower_hex, "") && first(host) != '*' && hostname_ok(host) &&
           url.ptr != NULL && all(url, tnf_is_alnum, "/._~%+-");
}

static const struct {
    bool (*ok)(struct tnf_strview text);
    const char *what;
    const char *hint;
} formats[] = {
    [TNF_FORMAT_TEXT] = {text_ok, "UTF-8 text without control characters", "remove NUL, escape and the like"},
    [TNF_FORMAT_NAME] = {name_ok, "a name: lower-case letters, digits and single '-', a letter first, no '-' last",
                         "for example tenant-1"},
    [TNF_FORMAT_CIDR] = {cidr_ok, "an IPv4 range without host bits", "for example 10.0.0.0/16"},
    [TNF_FORMAT_REGION] = {region_ok, "an AWS region", "for example us-east-1"},
    [TNF_FORMAT_ZONE] = {zone_ok, "an availability zone", "for example us-east-1a"},
    [TNF_FORMAT_ACCOUNT] = {account_ok, "an AWS account of 12 digits",
                            "for example \"111122223333\", in quotes, as YAML would take it for a number"},
    [TNF_FORMAT_ARN] = {arn_ok, "an ARN", "for example arn:aws:iam::111122223333:role/terraform-apply"},
    [TNF_FORMAT_BUCKET] = {bucket_ok, "the name of an S3 bucket", "for example acme-terraform-state"},
    [TNF_FORMAT_HOSTNAME] = {hostname_ok, "a DNS name in lower case", "for example ai.example.com or *.example.com"},
    [TNF_FORMAT_IMAGE] = {tnf_format_image_ok, "a container image",
                          "for example registry.example.com/ai/api:1.4 or name@sha256:…"},
    [TNF_FORMAT_HTTP_PATH] = {http_path_ok, "a path that starts with '/', without blanks and shell characters",
                              "for example /health"},
    [TNF_FORMAT_PATH_PATTERN] = {path_pattern_ok, "a path pattern that starts with '/'", "for example /api/*"},
    [TNF_FORMAT_FILE_PATH] = {file_path_ok, "an absolute path without '.' and '..' parts", "for example /var/lib/data"},
    [TNF_FORMAT_EXPRESSION] = {tnf_format_expression_ok, "a cron(…), rate(…) or at(…) expression",
                               "for example rate(5 minutes) or cron(0 3 * * ? *)"},
    [TNF_FORMAT_INSTANCE_TYPE] = {instance_type_ok, "an instance type", "for example db.t3.micro or g5.xlarge"},
    [TNF_FORMAT_VERSION] = {version_ok, "a version of one to three numbers", "for example \"16\" or \"7.1\""},
    [TNF_FORMAT_ZONE_ID] = {zone_id_ok, "the id of a Route 53 hosted zone", "for example Z0123456789ABCDEFGHIJ"},
    [TNF_FORMAT_TIMEZONE] = {timezone_ok, "a time zone", "for example UTC or Europe/Zurich"},
    [TNF_FORMAT_ENV_NAME] = {env_name_ok, "the name of an environment variable", "for example LOG_LEVEL"},
    [TNF_FORMAT_HEADER_NAME] = {header_name_ok, "an HTTP header name of at most 40 characters",
                                "for example x-ai-provider"},
    [TNF_FORMAT_TAG_KEY] = {tag_key_ok, "a tag key of at most 128 characters that does not start with aws:",
                            "for example CostCenter"},
    [TNF_FORMAT_REPOSITORY] = {repository_ok, "a GitHub repository", "for example acme/infrastructure"},
    [TNF_FORMAT_REF] = {ref_ok, "a name of letters, digits, '.', '_', '-' and '/'", "for example main or ubuntu-24.04"},
    [TNF_FORMAT_DOWNLOAD] = {download_ok, "an https address with the file's checksum",
                             "for example https://example.com/tenantform.tar.gz#sha256=…, with 64 digits"},
    [TNF_FORMAT_EMAIL] = {email_ok, "an e-mail address", "for example platform@example.com"},
};

bool tnf_format_ok(enum tnf_format format, struct tnf_strview text) {
    return formats[format].ok(text);
}

const char *tnf_format_what(enum tnf_format format) {
    return formats[format].what;
}

const char *tnf_format_hint(enum tnf_format format) {
    return formats[format].hint;
}
