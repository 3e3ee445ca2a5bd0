#include "generator/resolve/kubernetes/parts.h"

#include "generator/resolve/kubernetes/cron.h"

enum { TRAINING_MASTERS = 1, TRAINING_WORKERS = 2 };

/* A task that failed is not run again by ECS: the retries of a schedule are those of its start, which Kubernetes tries
 * for as long as it takes. */
static void fill_job(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value spec,
                     struct tnf_value command) {
    tnf_object_set_int(kube->arena, spec, "backoffLimit", 0);
    const struct tnf_value pod = tnf_kube_pod(kube, service, spec, service->name, command, true);
    tnf_kube_set(kube, pod, "restartPolicy", "Never");
}

static void add_cron_job(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_strview name,
                         struct tnf_value schedule, struct tnf_strview cron, struct tnf_value documents) {
    const struct tnf_value object = tnf_kube_object(
        kube, "batch/v1", "CronJob",
        tnf_arena_printf(kube->arena, "%.*s--%.*s", TNF_SV_ARG(service->name), TNF_SV_ARG(name)), service->name);
    const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
    tnf_object_set_string(kube->arena, spec, "schedule", cron);
    tnf_object_set_string(kube->arena, spec, "timeZone", tnf_kube_string(schedule, "timezone"));
    tnf_kube_set(kube, spec, "concurrencyPolicy", "Forbid");
    if (kube->suspended || !tnf_kube_at(schedule, "enabled").boolean)
        tnf_object_set_bool(kube->arena, spec, "suspend", true);
    const struct tnf_value job = tnf_kube_child(kube, tnf_kube_child(kube, spec, "jobTemplate"), "spec");
    fill_job(kube, service, job, tnf_kube_at(schedule, "command"));
    tnf_list_add(kube->arena, documents, object);
}

static size_t add_cron_jobs(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                            struct tnf_value documents, struct tnf_value remarks) {
    bool found;
    const struct tnf_value schedules = tnf_object_get(tnf_kube_at(kube->model, "schedules"), service->name, &found);
    if (!found) return 0;
    for (size_t i = 0; i < tnf_object_count(schedules); i++) {
        const struct tnf_strview name = tnf_object_key_at(schedules, i);
        const struct tnf_value schedule = tnf_object_at(schedules, i);
        const struct tnf_strview expression = tnf_kube_string(schedule, "expression");
        struct tnf_strview cron;
        struct tnf_strview reason;
        if (tnf_kube_cron(kube->arena, expression, &cron, &reason))
            add_cron_job(kube, service, name, schedule, cron, documents);
        else
            tnf_kube_add(kube, remarks,
                         tnf_arena_printf(kube->arena, "No CronJob for schedule %.*s, %.*s: %.*s.", TNF_SV_ARG(name),
                                          TNF_SV_ARG(expression), TNF_SV_ARG(reason)));
    }
    return tnf_object_count(schedules);
}

/* Suspended, so that applying the manifests starts nothing: whoever wants a run resumes it. */
static void add_job(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value documents) {
    const struct tnf_value object = tnf_kube_object(kube, "batch/v1", "Job", service->name, service->name);
    const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
    tnf_object_set_bool(kube->arena, spec, "suspend", true);
    fill_job(kube, service, spec, tnf_value_null());
    tnf_list_add(kube->arena, documents, object);
}

static void add_replicas(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value specs,
                         const char *role, int64_t replicas) {
    const struct tnf_value spec = tnf_kube_child(kube, specs, role);
    tnf_object_set_int(kube->arena, spec, "replicas", replicas);
    tnf_kube_set(kube, spec, "restartPolicy", "OnFailure");
    /* The operator looks for the container by this name. */
    (void)tnf_kube_pod(kube, service, spec, TNF_SV("pytorch"), tnf_value_null(), true);
}

/* A quota that leaves no room would keep the pods from being made, without a word in the job itself. */
static void remark_on_gpus(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                           struct tnf_value remarks) {
    const struct tnf_datum *quota = &kube->bundle->tenant.data[TNF_TENANT_QUOTA_GPUS];
    const int64_t gpus = (TRAINING_MASTERS + TRAINING_WORKERS) * tnf_kube_int(service->settings, "gpus", 0);
    if (!quota->set || gpus <= quota->integer) return;
    tnf_kube_add(kube, remarks,
                 tnf_arena_printf(kube->arena, "The PyTorchJob needs %lld GPUs, the tenant's quota has %lld.",
                                  (long long)gpus, (long long)quota->integer));
}

/* The same training on several nodes. */
static void add_training(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                         struct tnf_value documents, struct tnf_value remarks) {
    const struct tnf_value object =
        tnf_kube_object(kube, "kubeflow.org/v1", "PyTorchJob", service->name, service->name);
    const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
    tnf_object_set_bool(kube->arena, tnf_kube_child(kube, spec, "runPolicy"), "suspend", true);
    const struct tnf_value specs = tnf_kube_child(kube, spec, "pytorchReplicaSpecs");
    add_replicas(kube, service, specs, "Master", TRAINING_MASTERS);
    add_replicas(kube, service, specs, "Worker", TRAINING_WORKERS);
    tnf_list_add(kube->arena, documents, object);
    tnf_kube_add(kube, remarks,
                 TNF_SV("The Job trains on one node, the PyTorchJob on three; both wait until somebody resumes them."));
    remark_on_gpus(kube, service, remarks);
}

void tnf_kube_jobs(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value documents,
                   struct tnf_value remarks) {
    const size_t schedules = add_cron_jobs(kube, service, documents, remarks);
    if (service->training || schedules == 0) add_job(kube, service, documents);
    if (service->training) add_training(kube, service, documents, remarks);
}
