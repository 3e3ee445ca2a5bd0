#include "generator/github/place.h"

#include "base/ascii.h"
#include "base/memory.h"

#include <string.h>
#include <strings.h>

/* A URL's host, with its port, and what comes after. */
struct parts {
    bool secure; /* nobody on the way can read it */
    bool shell;  /* over ssh, where a port says nothing about the server */
    struct tnf_strview host;
    struct tnf_strview path;
};

static struct tnf_strview without_user(struct tnf_strview authority) {
    const char *at = authority.len == 0 ? NULL : memrchr(authority.ptr, '@', authority.len);
    return at == NULL ? authority : tnf_sv_from(authority, (size_t)(at - authority.ptr) + 1);
}

static struct tnf_strview without_port(struct tnf_strview host) {
    return tnf_sv_n(host.ptr, tnf_sv_find(host, ':'));
}

static bool read_scheme(struct tnf_strview url, struct parts *ret) {
    static const struct {
        const char *prefix;
        bool secure, shell;
    } schemes[] = {{"https://", true, false}, {"http://", false, false}, {"ssh://", true, true}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(schemes); i++) {
        if (!tnf_sv_starts_with(url, tnf_sv(schemes[i].prefix))) continue;
        const struct tnf_strview rest = tnf_sv_from(url, strlen(schemes[i].prefix));
        const size_t slash = tnf_sv_find(rest, '/');
        *ret = (struct parts){schemes[i].secure, schemes[i].shell, without_user(tnf_sv_n(rest.ptr, slash)),
                              tnf_sv_from(rest, slash + 1)};
        return ret->host.len > 0;
    }
    return false;
}

/* git@github.com:owner/name, as ssh and scp write it. */
static bool read_short(struct tnf_strview url, struct parts *ret) {
    const size_t colon = tnf_sv_find(url, ':');
    if (colon == url.len || colon == 0 || tnf_sv_find(url, '/') < colon) return false;
    *ret = (struct parts){true, true, without_user(tnf_sv_n(url.ptr, colon)), tnf_sv_from(url, colon + 1)};
    return ret->host.len > 0;
}

static bool read_url(const char *url, struct parts *ret) {
    return read_scheme(tnf_sv(url), ret) || read_short(tnf_sv(url), ret);
}

static bool same_host(struct tnf_strview a, struct tnf_strview b) {
    return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

static bool is_host_of(const struct parts *remote, const struct parts *server) {
    if (!remote->shell) return same_host(remote->host, server->host);
    const struct tnf_strview host = without_port(remote->host);
    const struct tnf_strview expected = without_port(server->host);
    /* The name under which GitHub takes ssh on the port of https. */
    if (same_host(host, TNF_SV("ssh.github.com"))) return same_host(expected, TNF_SV("github.com"));
    return same_host(host, expected);
}

/* Owners and names have nothing else in them. */
static bool is_name(struct tnf_strview name) {
    for (size_t i = 0; i < name.len; i++)
        if (!tnf_is_alnum(name.ptr[i]) && strchr("-._", name.ptr[i]) == NULL) return false;
    return name.len > 0 && !tnf_sv_eq_c(name, ".") && !tnf_sv_eq_c(name, "..");
}

static bool read_repository(struct tnf_strview path, struct tnf_arena *arena, struct tnf_github_place *ret) {
    while (path.len > 0 && path.ptr[0] == '/') path = tnf_sv_from(path, 1);
    while (path.len > 0 && path.ptr[path.len - 1] == '/') path.len--;
    const struct tnf_strview owner = tnf_sv_next(&path, '/');
    if (tnf_sv_ends_with(path, TNF_SV(".git"))) path.len -= strlen(".git");
    if (!is_name(owner) || !is_name(path)) return false;
    ret->owner = tnf_arena_sv(arena, owner).ptr;
    ret->name = tnf_arena_sv(arena, path).ptr;
    return true;
}

static bool is_this_machine(struct tnf_strview host) {
    const struct tnf_strview name = without_port(host);
    return same_host(name, TNF_SV("localhost")) || same_host(name, TNF_SV("127.0.0.1"));
}

static int check_api(struct tnf_strview api, struct tnf_error *err) {
    struct parts parts;
    if (!read_scheme(api, &parts) || parts.shell) {
        (void)tnf_error_set(err, TNF_E_INVALID, "GITHUB_API_URL is no URL");
        tnf_error_hint(err, "it is https://HOST/api/v3 for GitHub Enterprise Server; nothing is needed for github.com");
        return TNF_E_INVALID;
    }
    if (parts.secure || is_this_machine(parts.host)) return 0;
    return tnf_error_set(err, TNF_E_INVALID, "the token for GitHub is not sent to \"%.*s\" without https",
                         TNF_SV_ARG(parts.host));
}

static int find_api(const char *server, const struct parts *parts, const char *api, struct tnf_arena *arena,
                    struct tnf_github_place *ret, struct tnf_error *err) {
    struct tnf_strview text = tnf_sv(api);
    if (text.len == 0 && same_host(parts->host, TNF_SV("github.com")))
        text = TNF_SV("https://api.github.com");
    else if (text.len == 0)
        text = tnf_arena_printf(arena, "%.*s/api/v3",
                                (int)(strlen(server) - (tnf_sv_ends_with(tnf_sv(server), TNF_SV("/")))), server);
    while (text.len > 0 && text.ptr[text.len - 1] == '/') text.len--;
    TNF_TRY(check_api(text, err));
    ret->api = tnf_arena_sv(arena, text).ptr;
    return 0;
}

int tnf_github_place(const char *url, const char *server, const char *api, struct tnf_arena *arena,
                     struct tnf_github_place *ret, struct tnf_error *err) {
    struct parts remote;
    struct parts own;
    if (server == NULL || server[0] == '\0') server = "https://github.com";
    if (!read_scheme(tnf_sv(server), &own)) return tnf_error_set(err, TNF_E_INVALID, "GITHUB_SERVER_URL is no URL");
    if (!read_url(url, &remote)) {
        (void)tnf_error_set(err, TNF_E_INVALID, "the remote is no repository on GitHub");
        tnf_error_hint(err, "pull requests are opened at GitHub only; name its remote with --remote");
        return TNF_E_INVALID;
    }
    if (!is_host_of(&remote, &own)) {
        (void)tnf_error_set(err, TNF_E_INVALID, "the remote is at \"%.*s\", and the token is for \"%.*s\"",
                            TNF_SV_ARG(remote.host), TNF_SV_ARG(own.host));
        tnf_error_hint(err, "set GITHUB_SERVER_URL to the GitHub that the remote and the token are of");
        return TNF_E_INVALID;
    }
    if (!read_repository(remote.path, arena, ret))
        return tnf_error_set(err, TNF_E_INVALID, "the remote's URL names no repository as OWNER/NAME");
    return find_api(server, &own, api, arena, ret, err);
}
