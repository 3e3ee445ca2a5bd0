#include "tests/support/kube_case.h"
#include "tests/support/test.h"

#define NIGHTLY(schedule)                                                                                              \
    "{'services': {'load': {'image': 'load:1', 'command': ['all']}}, 'schedules': {'load': {'nightly': " schedule "}}" \
    "}"
#define TRAIN "{'services': {'train': {'image': 'train:1', 'gpus': 2}}}"

static const struct test_kube_case cases[] = {
    {.title = "a schedule is a CronJob, with its own command",
     .model = NIGHTLY("{'expression': 'cron(0 3 * * ? *)', 'timezone': 'Europe/Berlin', 'enabled': true,"
                      " 'command': ['changes']}"),
     .service = "kind=scheduled",
     .file = "services/load",
     .has = "  schedule: 0 3 * * *\n  timeZone: Europe/Berlin\n  concurrencyPolicy: Forbid\n  jobTemplate:\n",
     .lacks = "suspend"},
    {.title = "what failed is not run again",
     .model = NIGHTLY("{'expression': 'rate(1 hour)', 'timezone': 'UTC', 'enabled': true, 'command': ['changes']}"),
     .service = "kind=scheduled",
     .file = "services/load",
     .has = "            - changes\n",
     .lacks = "            - all\n"},
    {.title = "a schedule that is off is suspended",
     .model = NIGHTLY("{'expression': 'rate(1 hour)', 'timezone': 'UTC', 'enabled': false}"),
     .service = "kind=scheduled",
     .file = "services/load",
     .has = "  suspend: true\n  jobTemplate:\n    spec:\n      backoffLimit: 0\n"},
    {.title = "so is every one of a suspended tenant",
     .model = "{'suspended': true, 'services': {'load': {}}, 'schedules': {'load': {'nightly': "
              "{'expression': 'rate(1 hour)', 'timezone': 'UTC', 'enabled': true}}}}",
     .service = "kind=scheduled",
     .file = "services/load",
     .has = "  suspend: true\n  jobTemplate:\n"},
    {.title = "a schedule that has no equal is said at the top",
     .model = NIGHTLY("{'expression': 'rate(7 minutes)', 'timezone': 'UTC', 'enabled': true}"),
     .service = "kind=scheduled",
     .file = "services/load",
     .has =
         "\n# No CronJob for schedule nightly, rate(7 minutes): its period neither divides an hour or a day nor is a "
         "day.\n---\n",
     .lacks = "kind: CronJob"},
    {.title = "a service without a schedule is a Job that waits",
     .model = "{'services': {'load': {'image': 'load:1'}}}",
     .service = "kind=scheduled",
     .file = "services/load",
     .has = "kind: Job\nmetadata:\n  name: load\n",
     .lacks = "PyTorchJob"},
    {.title = "training on one node waits too",
     .model = TRAIN,
     .service = "kind=training",
     .file = "services/train",
     .has = "spec:\n  suspend: true\n  backoffLimit: 0\n"},
    {.title = "training on several has a master",
     .model = TRAIN,
     .service = "kind=training",
     .file = "services/train",
     .has = "spec:\n  runPolicy:\n    suspend: true\n  pytorchReplicaSpecs:\n    Master:\n      replicas: 1\n"
            "      restartPolicy: OnFailure\n"},
    {.title = "and two workers",
     .model = TRAIN,
     .service = "kind=training",
     .file = "services/train",
     .has = "    Worker:\n      replicas: 2\n      restartPolicy: OnFailure\n"},
    {.title = "its container has the operator's name and the service's GPUs",
     .model = TRAIN,
     .service = "kind=training",
     .file = "services/train",
     .has = "            - name: pytorch\n              image: train:1\n              resources:\n                "
            "requests:\n"
            "                  cpu: 250m\n                  memory: 512Mi\n                  nvidia.com/gpu: 2\n"},
    {.title = "a quota that is too small for it is said at the top",
     .model = TRAIN,
     .tenant = "quota_gpus=5",
     .service = "kind=training",
     .file = "services/train",
     .has = "\n# The PyTorchJob needs 6 GPUs, the tenant's quota has 5.\n"},
    {.title = "one that is not is not",
     .model = TRAIN,
     .tenant = "quota_gpus=6",
     .service = "kind=training",
     .file = "services/train",
     .has = "\n# The Job trains on one node, the PyTorchJob on three",
     .lacks = "the tenant's quota has"},
};

static void what_ends_is_a_job(void **state) {
    (void)state;
    test_kube_cases(cases, TNF_ARRAY_LEN(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_ends_is_a_job)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
