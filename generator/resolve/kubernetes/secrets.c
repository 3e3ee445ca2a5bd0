#include "generator/resolve/kubernetes/parts.h"

static const char api_version[] = "external-secrets.io/v1";

static void add_account(const struct tnf_kube *kube, struct tnf_value documents) {
    const struct tnf_value object =
        tnf_kube_object(kube, "v1", "ServiceAccount", TNF_SV("secrets--store"), (struct tnf_strview){0});
    tnf_kube_annotate(kube, object, TNF_SV("eks.amazonaws.com/role-arn"),
                      tnf_kube_role_arn(kube, TNF_SV("secrets--store")));
    tnf_object_set_bool(kube->arena, object, "automountServiceAccountToken", false);
    tnf_list_add(kube->arena, documents, object);
}

static void add_store(const struct tnf_kube *kube, struct tnf_value documents) {
    const struct tnf_value object =
        tnf_kube_object(kube, api_version, "SecretStore", TNF_SV("secrets-manager"), (struct tnf_strview){0});
    const struct tnf_value provider = tnf_kube_child(kube, tnf_kube_child(kube, object, "spec"), "provider");
    const struct tnf_value aws = tnf_kube_child(kube, provider, "aws");
    tnf_kube_set(kube, aws, "service", "SecretsManager");
    tnf_object_set_string(kube->arena, aws, "region", tnf_kube_string(kube->model, "region"));
    const struct tnf_value jwt = tnf_kube_child(kube, tnf_kube_child(kube, aws, "auth"), "jwt");
    tnf_kube_set(kube, tnf_kube_child(kube, jwt, "serviceAccountRef"), "name", "secrets--store");
    tnf_list_add(kube->arena, documents, object);
}

/* The names of the secrets in Secrets Manager are those of the tenant's stack. */
static void add_secret(const struct tnf_kube *kube, struct tnf_strview service, struct tnf_value names,
                       struct tnf_value documents) {
    const struct tnf_value object = tnf_kube_object(kube, api_version, "ExternalSecret", service, service);
    const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
    tnf_kube_set(kube, spec, "refreshInterval", "1h");
    const struct tnf_value store = tnf_kube_child(kube, spec, "secretStoreRef");
    tnf_kube_set(kube, store, "kind", "SecretStore");
    tnf_kube_set(kube, store, "name", "secrets-manager");
    tnf_object_set_string(kube->arena, tnf_kube_child(kube, spec, "target"), "name", service);
    const struct tnf_value data = tnf_kube_list(kube, spec, "data");
    const struct tnf_value secrets = tnf_kube_at(kube->model, "secrets");
    for (size_t i = 0; i < tnf_list_count(names); i++) {
        const struct tnf_strview name = tnf_list_at(names, i).text;
        const struct tnf_value secret = tnf_object_get(secrets, name, NULL);
        const struct tnf_strview first = tnf_kube_string(secret, "name"); /* before it was renamed */
        const struct tnf_value item = tnf_kube_item(kube, data);
        tnf_object_set_string(kube->arena, item, "secretKey", tnf_kube_string(secret, "variable"));
        tnf_object_set_string(kube->arena, tnf_kube_child(kube, item, "remoteRef"), "key",
                              tnf_arena_printf(kube->arena, "%.*s/%.*s",
                                               TNF_SV_ARG(tnf_kube_string(kube->model, "name")),
                                               TNF_SV_ARG(first.len > 0 ? first : name)));
    }
    tnf_list_add(kube->arena, documents, object);
}

void tnf_kube_secrets(const struct tnf_kube *kube, struct tnf_value documents) {
    const struct tnf_value services = tnf_kube_at(kube->model, "services");
    for (size_t i = 0; i < tnf_object_count(services); i++) {
        const struct tnf_value names = tnf_kube_at(tnf_object_at(services, i), "secrets");
        if (tnf_list_count(names) == 0) continue;
        if (tnf_list_count(documents) == 0) {
            add_account(kube, documents);
            add_store(kube, documents);
        }
        add_secret(kube, tnf_object_key_at(services, i), names, documents);
    }
}
