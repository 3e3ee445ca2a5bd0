#include "generator/resolve/kubernetes/parts.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "catalog/defaults.h"
#include "catalog/record.h"

/* Kubernetes puts variables in for $(NAME) in arguments and values; "$$(" is what gives "$(" back. */
static struct tnf_strview literal(const struct tnf_kube *kube, struct tnf_strview text) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '$' && i + 1 < text.len && text.ptr[i + 1] == '(') tnf_strbuf_add_c(&out, '$');
        tnf_strbuf_add_c(&out, text.ptr[i]);
    }
    return tnf_arena_sv(kube->arena, tnf_strbuf_view(&out));
}

/* What ECS calls the command is the image's CMD, which Kubernetes calls args. */
static void add_arguments(const struct tnf_kube *kube, struct tnf_value container, struct tnf_value command) {
    if (command.kind != TNF_VALUE_LIST || tnf_list_count(command) == 0) return;
    const struct tnf_value args = tnf_kube_list(kube, container, "args");
    for (size_t i = 0; i < tnf_list_count(command); i++)
        tnf_kube_add(kube, args, literal(kube, tnf_list_at(command, i).text));
}

static void add_reference(const struct tnf_kube *kube, struct tnf_value sources, const char *kind,
                          struct tnf_strview name) {
    tnf_object_set_string(kube->arena, tnf_kube_child(kube, tnf_kube_item(kube, sources), kind), "name", name);
}

/* Where the database and the cache are is known only once they are there: whoever brings the tenant over makes these,
 * as the folder's README.md says. */
static void add_sources(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                        struct tnf_value container) {
    const struct tnf_strview database = tnf_kube_string(service->settings, "database");
    const struct tnf_strview cache = tnf_kube_string(service->settings, "cache");
    if (database.len == 0 && cache.len == 0) return;
    const struct tnf_value sources = tnf_kube_list(kube, container, "envFrom");
    if (database.len > 0) {
        const struct tnf_strview name = tnf_arena_printf(kube->arena, "database--%.*s", TNF_SV_ARG(database));
        add_reference(kube, sources, "configMapRef", name);
        add_reference(kube, sources, "secretRef", name);
    }
    if (cache.len > 0)
        add_reference(kube, sources, "configMapRef", tnf_arena_printf(kube->arena, "cache--%.*s", TNF_SV_ARG(cache)));
}

static void add_environment(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                            struct tnf_value container) {
    const struct tnf_value variables = tnf_kube_at(service->settings, "variables");
    const struct tnf_value names = tnf_kube_at(service->settings, "secrets");
    const size_t variable_count = variables.kind == TNF_VALUE_OBJECT ? tnf_object_count(variables) : 0;
    if (variable_count + tnf_list_count(names) == 0) return;
    const struct tnf_value list = tnf_kube_list(kube, container, "env");
    for (size_t i = 0; i < variable_count; i++) {
        const struct tnf_value item = tnf_kube_item(kube, list);
        tnf_object_set_string(kube->arena, item, "name", tnf_object_key_at(variables, i));
        tnf_object_set_string(kube->arena, item, "value", literal(kube, tnf_object_at(variables, i).text));
    }
    const struct tnf_value secrets = tnf_kube_at(kube->model, "secrets");
    for (size_t i = 0; i < tnf_list_count(names); i++) {
        const struct tnf_value secret = tnf_object_get(secrets, tnf_list_at(names, i).text, NULL);
        const struct tnf_value item = tnf_kube_item(kube, list);
        tnf_object_set_string(kube->arena, item, "name", tnf_kube_string(secret, "variable"));
        const struct tnf_value key = tnf_kube_child(kube, tnf_kube_child(kube, item, "valueFrom"), "secretKeyRef");
        tnf_object_set_string(kube->arena, key, "name", service->name);
        tnf_object_set_string(kube->arena, key, "key", tnf_kube_string(secret, "variable"));
    }
}

/* A task's size is both what it is promised and what it may use. */
static void add_resources(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                          struct tnf_value container) {
    const struct tnf_value settings = service->settings;
    const int64_t gpus = tnf_kube_int(settings, "gpus", 0);
    const int64_t disk = tnf_kube_int(settings, "ephemeral_storage", 0);
    const struct tnf_value resources = tnf_kube_child(kube, container, "resources");
    static const char *const kinds[] = {"requests", "limits"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(kinds); i++) {
        const struct tnf_value values = tnf_kube_child(kube, resources, kinds[i]);
        tnf_object_set_string(kube->arena, values, "cpu",
                              tnf_kube_cpu(kube->arena, tnf_kube_int(settings, "cpu", TNF_DEFAULT_SERVICE_CPU)));
        tnf_object_set_string(
            kube->arena, values, "memory",
            tnf_kube_memory(kube->arena, tnf_kube_int(settings, "memory", TNF_DEFAULT_SERVICE_MEMORY)));
        if (disk > 0)
            tnf_object_set_string(kube->arena, values, "ephemeral-storage",
                                  tnf_arena_printf(kube->arena, "%lldGi", (long long)disk));
        if (gpus > 0) tnf_object_set_int(kube->arena, values, "nvidia.com/gpu", gpus);
    }
}

/* One probe: `grace` seconds until the first one. */
static void add_probe(const struct tnf_kube *kube, struct tnf_value container, const char *key, struct tnf_value health,
                      int64_t grace) {
    const struct tnf_value probe = tnf_kube_child(kube, container, key);
    const struct tnf_value get = tnf_kube_child(kube, probe, "httpGet");
    tnf_object_set_string(kube->arena, get, "path", tnf_kube_string(health, "path"));
    tnf_kube_set(kube, get, "port", "http");
    if (grace > 0) tnf_object_set_int(kube->arena, probe, "initialDelaySeconds", grace);
    tnf_object_set_int(kube->arena, probe, "periodSeconds",
                       tnf_kube_int(health, "interval", TNF_DEFAULT_HEALTH_INTERVAL));
    tnf_object_set_int(kube->arena, probe, "timeoutSeconds",
                       tnf_kube_int(health, "timeout", TNF_DEFAULT_HEALTH_TIMEOUT));
    tnf_object_set_int(kube->arena, probe, "failureThreshold",
                       tnf_kube_int(health, "retries", TNF_DEFAULT_HEALTH_RETRIES));
}

static void add_port(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value container) {
    const struct tnf_value port = tnf_kube_item(kube, tnf_kube_list(kube, container, "ports"));
    tnf_kube_set(kube, port, "name", "http");
    tnf_object_set_int(kube->arena, port, "containerPort", service->port);
    const struct tnf_value health = tnf_kube_at(service->settings, "health");
    add_probe(kube, container, "readinessProbe", health, 0);
    /* Only a container that had its time to start is started anew. */
    add_probe(kube, container, "livenessProbe", health, tnf_kube_int(health, "grace", TNF_DEFAULT_HEALTH_GRACE));
}

/* What the restricted pod security standard asks of a container. */
static void add_security(const struct tnf_kube *kube, struct tnf_value container) {
    const struct tnf_value security = tnf_kube_child(kube, container, "securityContext");
    tnf_object_set_bool(kube->arena, security, "allowPrivilegeEscalation", false);
    tnf_kube_add(kube, tnf_kube_list(kube, tnf_kube_child(kube, security, "capabilities"), "drop"), TNF_SV("ALL"));
}

static bool is_of(struct tnf_value volume, const struct tnf_kube_service *service) {
    return tnf_sv_eq(tnf_kube_string(volume, "service"), service->name);
}

static void add_mounts(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value spec,
                       struct tnf_value container) {
    const struct tnf_value volumes = tnf_kube_at(kube->model, "volumes");
    struct tnf_value mounts = tnf_value_null();
    struct tnf_value claims = tnf_value_null();
    for (size_t i = 0; i < tnf_object_count(volumes); i++) {
        const struct tnf_value volume = tnf_object_at(volumes, i);
        if (!is_of(volume, service)) continue;
        if (mounts.kind == TNF_VALUE_NULL) {
            mounts = tnf_kube_list(kube, container, "volumeMounts");
            claims = tnf_kube_list(kube, spec, "volumes");
        }
        const struct tnf_strview name = tnf_kube_string(volume, "name");
        const struct tnf_value mount = tnf_kube_item(kube, mounts);
        tnf_object_set_string(kube->arena, mount, "name", name);
        tnf_object_set_string(kube->arena, mount, "mountPath", tnf_kube_string(volume, "path"));
        if (tnf_kube_at(volume, "read_only").boolean) tnf_object_set_bool(kube->arena, mount, "readOnly", true);
        const struct tnf_value claim = tnf_kube_item(kube, claims);
        tnf_object_set_string(kube->arena, claim, "name", name);
        tnf_object_set_string(kube->arena, tnf_kube_child(kube, claim, "persistentVolumeClaim"), "claimName",
                              tnf_arena_printf(kube->arena, "%.*s--%.*s", TNF_SV_ARG(service->name), TNF_SV_ARG(name)));
    }
}

/* A capacity provider is named after the cluster: <cluster>-<pool>. */
static struct tnf_strview pool_name(const struct tnf_kube *kube, struct tnf_strview provider) {
    return tnf_sv_from(provider, kube->cluster.len + 1);
}

/* Nodes are chosen by labels, as ECS chooses instances by attributes. */
static void add_nodes(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value spec) {
    const struct tnf_value settings = service->settings;
    const struct tnf_value selector = tnf_kube_child(kube, spec, "nodeSelector");
    const bool arm = tnf_sv_eq_c(tnf_kube_string(settings, "architecture"), "arm64");
    tnf_kube_set(kube, selector, "kubernetes.io/arch", arm ? "arm64" : "amd64");
    if (tnf_sv_eq_c(tnf_record_string(service->row, TNF_SERVICE_CAPACITY), "fargate_spot"))
        tnf_kube_set(kube, selector, "eks.amazonaws.com/capacityType", "SPOT");
    const struct tnf_value pool = tnf_kube_at(settings, "pool");
    if (pool.kind == TNF_VALUE_OBJECT)
        tnf_object_set_string(kube->arena, selector, "pool",
                              pool_name(kube, tnf_kube_string(pool, "capacity_provider")));
    if (tnf_kube_int(settings, "gpus", 0) == 0) return;
    tnf_kube_set(kube, selector, "gpu", "true");
    const struct tnf_value toleration = tnf_kube_item(kube, tnf_kube_list(kube, spec, "tolerations"));
    tnf_kube_set(kube, toleration, "key", "nvidia.com/gpu");
    tnf_kube_set(kube, toleration, "operator", "Exists");
    tnf_kube_set(kube, toleration, "effect", "NoSchedule");
}

static struct tnf_value pod_spec(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                                 struct tnf_value pod) {
    const struct tnf_value spec = tnf_kube_child(kube, pod, "spec");
    tnf_object_set_string(kube->arena, spec, "serviceAccountName", service->name);
    tnf_object_set_bool(kube->arena, spec, "enableServiceLinks", false);
    const struct tnf_value security = tnf_kube_child(kube, spec, "securityContext");
    tnf_object_set_bool(kube->arena, security, "runAsNonRoot", true);
    tnf_kube_set(kube, tnf_kube_child(kube, security, "seccompProfile"), "type", "RuntimeDefault");
    add_nodes(kube, service, spec);
    return spec;
}

struct tnf_value tnf_kube_pod(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                              struct tnf_value parent, struct tnf_strview container, struct tnf_value command,
                              bool once) {
    const struct tnf_value pod = tnf_kube_child(kube, parent, "template");
    const struct tnf_value labels = tnf_kube_labels(kube, service->name);
    /* A sidecar would keep a pod from ending. */
    if (once && kube->mesh) tnf_kube_set(kube, labels, "sidecar.istio.io/inject", "false");
    tnf_object_set_value(kube->arena, tnf_kube_child(kube, pod, "metadata"), "labels", labels);
    const struct tnf_value spec = pod_spec(kube, service, pod);
    const struct tnf_value item = tnf_kube_item(kube, tnf_kube_list(kube, spec, "containers"));
    tnf_object_set_string(kube->arena, item, "name", container);
    tnf_object_set_string(kube->arena, item, "image", tnf_kube_string(service->settings, "image"));
    add_arguments(kube, item, command.kind == TNF_VALUE_LIST ? command : tnf_kube_at(service->settings, "command"));
    add_sources(kube, service, item);
    add_environment(kube, service, item);
    if (!once && service->port != 0) add_port(kube, service, item);
    add_resources(kube, service, item);
    add_security(kube, item);
    add_mounts(kube, service, spec, item);
    return spec;
}
