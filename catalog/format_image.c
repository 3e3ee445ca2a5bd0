/* Container image references, after the grammar of the OCI distribution specification:
 * [host[:port]/]part[/part…][:tag][@algorithm:hex]. */
#include "catalog/format_parts.h"

#include "base/ascii.h"

#include <string.h>

static bool is_lower_or_digit(char c) {
    return tnf_is_lower(c) || tnf_is_digit(c);
}

static bool is_word(char c) {
    return tnf_is_alnum(c) || c == '_';
}

/* What may stand between two alphanumerics of a part: one '.', one or two '_', any number of '-'. */
static bool separator_ok(struct tnf_strview run) {
    for (size_t i = 1; i < run.len; i++)
        if (run.ptr[i] != run.ptr[0]) return false;
    if (run.ptr[0] == '.') return run.len == 1;
    if (run.ptr[0] == '_') return run.len <= 2;
    return run.ptr[0] == '-';
}

/* Alphanumerics with separators between them. */
static bool path_part_ok(struct tnf_strview part) {
    if (part.len == 0 || !is_lower_or_digit(part.ptr[0])) return false;
    size_t end = 0; /* of the alphanumerics, then of the separators behind them */
    while (end < part.len) {
        while (end < part.len && is_lower_or_digit(part.ptr[end])) end++;
        if (end == part.len) return true;
        const size_t start = end;
        while (end < part.len && !is_lower_or_digit(part.ptr[end])) end++;
        if (!separator_ok(tnf_sv_n(part.ptr + start, end - start))) return false;
    }
    return false;
}

static bool tag_ok(struct tnf_strview tag) {
    if (tag.len == 0 || tag.len > 128 || !is_word(tag.ptr[0])) return false;
    for (size_t i = 0; i < tag.len; i++)
        if (!is_word(tag.ptr[i]) && tag.ptr[i] != '.' && tag.ptr[i] != '-') return false;
    return true;
}

/* The registered algorithms with the length of their digests. */
static bool digest_ok(struct tnf_strview digest) {
    const struct tnf_strview algorithm = tnf_sv_next(&digest, ':');
    const size_t length = tnf_sv_eq_c(algorithm, "sha256") ? 64 : tnf_sv_eq_c(algorithm, "sha512") ? 128 : 0;
    if (length == 0 || digest.len != length) return false;
    for (size_t i = 0; i < digest.len; i++)
        if (!is_lower_or_digit(digest.ptr[i]) || digest.ptr[i] > 'f') return false;
    return true;
}

static bool host_label_ok(struct tnf_strview label) {
    if (label.len == 0 || label.ptr[0] == '-' || label.ptr[label.len - 1] == '-') return false;
    for (size_t i = 0; i < label.len; i++)
        if ((!is_word(label.ptr[i]) && label.ptr[i] != '-') || label.ptr[i] == '_') return false;
    return true;
}

static bool host_ok(struct tnf_strview host) {
    const size_t colon = tnf_sv_find(host, ':');
    int64_t port = 1;
    if (colon < host.len && !tnf_sv_to_int(tnf_sv_from(host, colon + 1), 1, 65535, &port)) return false;
    struct tnf_strview labels = tnf_sv_n(host.ptr, colon);
    while (labels.ptr != NULL)
        if (!host_label_ok(tnf_sv_next(&labels, '.'))) return false;
    return true;
}

/* The first part is a host when it could not be a path part: it has a dot or a port, or is localhost. */
static bool is_host(struct tnf_strview part) {
    return tnf_sv_find(part, '.') < part.len || tnf_sv_find(part, ':') < part.len || tnf_sv_eq_c(part, "localhost");
}

static bool repository_ok(struct tnf_strview name) {
    const size_t slash = tnf_sv_find(name, '/');
    const struct tnf_strview host = tnf_sv_n(name.ptr, slash);
    if (slash < name.len && is_host(host)) {
        if (!host_ok(host)) return false;
        name = tnf_sv_from(name, slash + 1);
    }
    if (name.len == 0) return false;
    while (name.ptr != NULL)
        if (!path_part_ok(tnf_sv_next(&name, '/'))) return false;
    return true;
}

bool tnf_format_image_ok(struct tnf_strview text) {
    const size_t at = tnf_sv_find(text, '@');
    if (at < text.len && !digest_ok(tnf_sv_from(text, at + 1))) return false;
    struct tnf_strview name = tnf_sv_n(text.ptr, at);
    size_t colon = name.len; /* the tag's colon stands behind the last '/' */
    for (size_t i = name.len; i > 0 && name.ptr[i - 1] != '/'; i--)
        if (name.ptr[i - 1] == ':') colon = i - 1;
    if (colon < name.len && !tag_ok(tnf_sv_from(name, colon + 1))) return false;
    return repository_ok(tnf_sv_n(name.ptr, colon));
}
