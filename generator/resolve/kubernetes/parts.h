/*
 * The Kubernetes objects of a tenant, by what they are about. Each function appends documents to a list. Private to
 * this folder.
 */
#pragma once

#include "base/error.h"
#include "generator/resolve/kubernetes/kube.h"

/* namespace.c: Namespace with the restricted pod security standard, ResourceQuota (cpu 2, memory 4Gi, 10 claims where
 * the tenant says nothing), LimitRange, and NetworkPolicies that deny everything but DNS. */
void tnf_kube_namespace(const struct tnf_kube *kube, struct tnf_value documents);

/* secrets.c: SecretStore and one ExternalSecret for each service that has secrets. References only: the values stay in
 * Secrets Manager until the operator in the cluster reads them. Nothing for a tenant without secrets. */
void tnf_kube_secrets(const struct tnf_kube *kube, struct tnf_value documents);

/* storage.c: a PersistentVolumeClaim for each volume, bound to the volume of its access point. */
void tnf_kube_storage(const struct tnf_kube *kube, struct tnf_value documents);

/* account.c: the ServiceAccount of a service, and the name of the IAM role that it stands for. */
void tnf_kube_service_account(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                              struct tnf_value documents);
/* At most 64 bytes, IAM's limit: a longer name is cut and given a hash. `what` is a service or "secrets--store". */
struct tnf_strview tnf_kube_role_name(const struct tnf_kube *kube, struct tnf_strview what);
struct tnf_strview tnf_kube_role_arn(const struct tnf_kube *kube, struct tnf_strview what);

/* pod.c: a pod template {metadata, spec} under `key`. `container` names its container; `command` (null: the service's)
 * is what it is started with; `once` for pods that end. */
struct tnf_value tnf_kube_pod(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                              struct tnf_value parent, struct tnf_strview container, struct tnf_value command,
                              bool once);

/* workload.c: Deployment and HorizontalPodAutoscaler, and with a port Service and ServiceMonitor. */
void tnf_kube_workload(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value documents);

/* job.c: CronJobs of a service's schedules, Job and PyTorchJob of what is started by hand. Schedules that a CronJob
 * cannot have are said in `remarks`, a list of lines. */
void tnf_kube_jobs(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value documents,
                   struct tnf_value remarks);

/* policy.c: the NetworkPolicy of a service, from the catalog's connections. */
void tnf_kube_policy(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value documents);

/* ingress.c: an Ingress for each route. TNF_E_INVALID for a priority above 1000, the last place in a group. */
int tnf_kube_ingress(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value documents,
                     struct tnf_error *err);

/* mesh.c: a VirtualService for each host that has a route by headers, with all routes of that host by priority. */
void tnf_kube_mesh(const struct tnf_kube *kube, struct tnf_value documents);
/* Whether a service of the tenant has a route by headers. */
bool tnf_kube_routes_by_header(struct tnf_value services);
