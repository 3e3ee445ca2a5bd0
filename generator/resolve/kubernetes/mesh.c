/*
 * Routing by headers inside the cluster. The load balancer does it for what comes from outside; a VirtualService does
 * the same, in the same order, for pods that call the same host.
 */
#include "generator/resolve/kubernetes/parts.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

struct hop {
    struct tnf_strview host;
    struct tnf_strview name; /* of the route */
    struct tnf_strview service;
    int64_t port;
    struct tnf_value route;
};

struct hops {
    struct hop *items;
    size_t count;
};

bool tnf_kube_routes_by_header(struct tnf_value services) {
    for (size_t i = 0; i < tnf_object_count(services); i++) {
        const struct tnf_value routes = tnf_kube_at(tnf_object_at(services, i), "routes");
        const size_t count = routes.kind == TNF_VALUE_OBJECT ? tnf_object_count(routes) : 0;
        for (size_t j = 0; j < count; j++)
            if (tnf_kube_at(tnf_object_at(routes, j), "headers").kind == TNF_VALUE_OBJECT) return true;
    }
    return false;
}

/* A route without a host listens on every host; in the mesh it gets the domain's. */
static struct tnf_strview host_of(const struct tnf_kube *kube, struct tnf_value route) {
    const struct tnf_value hosts = tnf_kube_at(route, "hosts");
    if (hosts.kind == TNF_VALUE_LIST) return tnf_list_at(hosts, 0).text;
    return tnf_kube_string(tnf_kube_at(kube->model, "load_balancer"), "domain");
}

static int by_host_and_priority(const void *a, const void *b) {
    const struct hop *left = a;
    const struct hop *right = b;
    const int hosts = tnf_sv_cmp(left->host, right->host);
    if (hosts != 0) return hosts;
    const int64_t first = tnf_kube_int(left->route, "priority", 0);
    const int64_t second = tnf_kube_int(right->route, "priority", 0);
    return first < second ? -1 : first > second;
}

static struct hops collect(const struct tnf_kube *kube) {
    const struct tnf_value services = tnf_kube_at(kube->model, "services");
    struct hops hops = {TNF_ARENA_ARRAY(kube->arena, struct hop, kube->bundle->routes.count + 1), 0};
    for (size_t i = 0; i < tnf_object_count(services); i++) {
        const struct tnf_value settings = tnf_object_at(services, i);
        const struct tnf_value routes = tnf_kube_at(settings, "routes");
        const size_t count = routes.kind == TNF_VALUE_OBJECT ? tnf_object_count(routes) : 0;
        for (size_t j = 0; j < count && hops.count < kube->bundle->routes.count; j++) {
            const struct tnf_value route = tnf_object_at(routes, j);
            const struct tnf_strview host = host_of(kube, route);
            if (host.len == 0) continue;
            hops.items[hops.count++] = (struct hop){.host = host,
                                                    .name = tnf_object_key_at(routes, j),
                                                    .service = tnf_object_key_at(services, i),
                                                    .port = tnf_kube_int(settings, "port", 0),
                                                    .route = route};
        }
    }
    qsort(hops.items, hops.count, sizeof *hops.items, by_host_and_priority);
    return hops;
}

/* A pattern of the load balancer (* any text, ? any character) as RE2. */
static struct tnf_strview pattern(const struct tnf_kube *kube, struct tnf_strview path) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    for (size_t i = 0; i < path.len; i++) {
        const char c = path.ptr[i];
        if (c == '*')
            tnf_strbuf_add_str(&out, ".*");
        else if (c == '?')
            tnf_strbuf_add_c(&out, '.');
        else {
            if (c != '\0' && strchr("\\.+()[]{}|^$", c) != NULL) tnf_strbuf_add_c(&out, '\\');
            tnf_strbuf_add_c(&out, c);
        }
    }
    return tnf_arena_sv(kube->arena, tnf_strbuf_view(&out));
}

static void add_path(const struct tnf_kube *kube, struct tnf_value match, struct tnf_strview path) {
    if (tnf_sv_eq_c(path, "/*")) return;
    const struct tnf_value uri = tnf_kube_child(kube, match, "uri");
    const struct tnf_strview stem = tnf_sv_n(path.ptr, path.len - 1);
    const bool plain = tnf_sv_find(stem, '*') == stem.len && tnf_sv_find(stem, '?') == stem.len;
    const char last = path.ptr[path.len - 1];
    if (plain && last == '*')
        tnf_object_set_string(kube->arena, uri, "prefix", stem);
    else if (plain && last != '?')
        tnf_object_set_string(kube->arena, uri, "exact", path);
    else
        tnf_object_set_string(kube->arena, uri, "regex", pattern(kube, path));
}

/* Header names are written in lower case: HTTP/2 has them so, and the mesh matches them so. */
static struct tnf_strview lower(const struct tnf_kube *kube, struct tnf_strview name) {
    char *text = tnf_arena_alloc(kube->arena, name.len + 1);
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        text[i] = tnf_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
    }
    return tnf_sv_n(text, name.len);
}

static void add_hop(const struct tnf_kube *kube, struct tnf_value http, const struct hop *hop) {
    const struct tnf_value entry = tnf_kube_item(kube, http);
    tnf_object_set_string(kube->arena, entry, "name",
                          tnf_arena_printf(kube->arena, "%.*s--%.*s", TNF_SV_ARG(hop->service), TNF_SV_ARG(hop->name)));
    const struct tnf_value match = tnf_value_object(kube->arena);
    const struct tnf_value headers = tnf_kube_at(hop->route, "headers");
    if (headers.kind == TNF_VALUE_OBJECT) {
        const struct tnf_value wanted = tnf_kube_child(kube, match, "headers");
        for (size_t i = 0; i < tnf_object_count(headers); i++) {
            const struct tnf_value exact = tnf_value_object(kube->arena);
            tnf_object_set_string(kube->arena, exact, "exact", tnf_object_at(headers, i).text);
            tnf_object_set(kube->arena, wanted, lower(kube, tnf_object_key_at(headers, i)), exact);
        }
    }
    const struct tnf_value paths = tnf_kube_at(hop->route, "paths");
    if (paths.kind == TNF_VALUE_LIST) add_path(kube, match, tnf_list_at(paths, 0).text);
    if (tnf_object_count(match) > 0) tnf_list_add(kube->arena, tnf_kube_list(kube, entry, "match"), match);
    const struct tnf_value target = tnf_kube_item(kube, tnf_kube_list(kube, entry, "route"));
    const struct tnf_value destination = tnf_kube_child(kube, target, "destination");
    tnf_object_set_string(kube->arena, destination, "host", hop->service);
    tnf_object_set_int(kube->arena, tnf_kube_child(kube, destination, "port"), "number", hop->port);
}

/* A name for a host; a wildcard is no name. */
static struct tnf_strview object_name(const struct tnf_kube *kube, struct tnf_strview host) {
    if (!tnf_sv_starts_with(host, TNF_SV("*."))) return host;
    return tnf_arena_printf(kube->arena, "wildcard--%.*s", TNF_SV_ARG(tnf_sv_from(host, 2)));
}

static bool wants_headers(const struct hop *hops, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (tnf_kube_at(hops[i].route, "headers").kind == TNF_VALUE_OBJECT) return true;
    return false;
}

static void add_host(const struct tnf_kube *kube, const struct hop *hops, size_t count, struct tnf_value documents) {
    const struct tnf_value object = tnf_kube_object(kube, "networking.istio.io/v1", "VirtualService",
                                                    object_name(kube, hops[0].host), (struct tnf_strview){0});
    const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
    tnf_kube_add(kube, tnf_kube_list(kube, spec, "hosts"), hops[0].host);
    tnf_kube_add(kube, tnf_kube_list(kube, spec, "gateways"), TNF_SV("mesh"));
    const struct tnf_value http = tnf_kube_list(kube, spec, "http");
    for (size_t i = 0; i < count; i++) add_hop(kube, http, &hops[i]);
    tnf_list_add(kube->arena, documents, object);
}

void tnf_kube_mesh(const struct tnf_kube *kube, struct tnf_value documents) {
    const struct hops hops = collect(kube);
    for (size_t i = 0, next; i < hops.count; i = next) {
        for (next = i + 1; next < hops.count && tnf_sv_eq(hops.items[next].host, hops.items[i].host);) next++;
        if (wants_headers(&hops.items[i], next - i)) add_host(kube, &hops.items[i], next - i, documents);
    }
}
