#include "generator/resolve/kubernetes/parts.h"

#include "base/sha256.h"

enum { ROLE_NAME_MAX = 64, HASH_LENGTH = 6 };

struct tnf_strview tnf_kube_role_name(const struct tnf_kube *kube, struct tnf_strview what) {
    const struct tnf_strview name = tnf_kube_string(kube->model, "name");
    const struct tnf_strview whole = tnf_arena_printf(kube->arena, "%.*s-%.*s-pod", TNF_SV_ARG(name), TNF_SV_ARG(what));
    if (whole.len <= ROLE_NAME_MAX) return whole;
    char hash[TNF_SHA256_HEX_SIZE];
    tnf_sha256_hex(whole.ptr, whole.len, hash);
    return tnf_arena_printf(kube->arena, "%.*s-%.*s", ROLE_NAME_MAX - HASH_LENGTH - 1, whole.ptr, HASH_LENGTH, hash);
}

/* China's and the government's regions are partitions of their own. */
static const char *partition(struct tnf_strview region) {
    if (tnf_sv_starts_with(region, TNF_SV("cn-"))) return "aws-cn";
    return tnf_sv_starts_with(region, TNF_SV("us-gov-")) ? "aws-us-gov" : "aws";
}

struct tnf_strview tnf_kube_role_arn(const struct tnf_kube *kube, struct tnf_strview what) {
    return tnf_arena_printf(kube->arena, "arn:%s:iam::%.*s:role/%.*s",
                            partition(tnf_kube_string(kube->model, "region")), TNF_SV_ARG(kube->account_id),
                            TNF_SV_ARG(tnf_kube_role_name(kube, what)));
}

void tnf_kube_service_account(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                              struct tnf_value documents) {
    const struct tnf_value object = tnf_kube_object(kube, "v1", "ServiceAccount", service->name, service->name);
    tnf_kube_annotate(kube, object, TNF_SV("eks.amazonaws.com/role-arn"), tnf_kube_role_arn(kube, service->name));
    /* AWS's token is mounted by the webhook of EKS; nothing here talks to Kubernetes itself. */
    tnf_object_set_bool(kube->arena, object, "automountServiceAccountToken", false);
    tnf_list_add(kube->arena, documents, object);
}
