#include "generator/resolve/kubernetes/parts.h"

/* EFS grows with what is written; Kubernetes wants a number. */
#define CLAIM_SIZE "5Gi"

void tnf_kube_storage(const struct tnf_kube *kube, struct tnf_value documents) {
    const struct tnf_value volumes = tnf_kube_at(kube->model, "volumes");
    for (size_t i = 0; i < tnf_object_count(volumes); i++) {
        const struct tnf_value volume = tnf_object_at(volumes, i);
        const struct tnf_strview service = tnf_kube_string(volume, "service");
        const struct tnf_strview name = tnf_kube_string(volume, "name");
        const struct tnf_value object = tnf_kube_object(
            kube, "v1", "PersistentVolumeClaim",
            tnf_arena_printf(kube->arena, "%.*s--%.*s", TNF_SV_ARG(service), TNF_SV_ARG(name)), service);
        const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
        tnf_kube_add(kube, tnf_kube_list(kube, spec, "accessModes"), TNF_SV("ReadWriteMany"));
        tnf_kube_set(kube, spec, "storageClassName", "efs");
        /* A volume that is made by hand: the ids of the file system and of the access point are in no catalog. */
        tnf_object_set_string(kube->arena, spec, "volumeName",
                              tnf_arena_printf(kube->arena, "%.*s--%.*s--%.*s", TNF_SV_ARG(kube->tenant),
                                               TNF_SV_ARG(service), TNF_SV_ARG(name)));
        const struct tnf_value requests = tnf_kube_child(kube, tnf_kube_child(kube, spec, "resources"), "requests");
        tnf_kube_set(kube, requests, "storage", CLAIM_SIZE);
        tnf_list_add(kube->arena, documents, object);
    }
}
