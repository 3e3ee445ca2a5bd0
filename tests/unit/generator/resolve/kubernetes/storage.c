#include "tests/support/kube_case.h"
#include "tests/support/test.h"

static const struct test_kube_case cases[] = {
    {.title = "a tenant without volumes has no claims", .file = "storage", .has = NULL},
    {.title = "a volume is a claim to one that is made for it",
     .model = "{'volumes': {'web/data': {'service': 'web', 'name': 'data', 'path': '/data', 'read_only': false}}}",
     .file = "storage",
     .has = "kind: PersistentVolumeClaim\nmetadata:\n  name: web--data\n  namespace: acme\n"},
    {.title = "which many pods may write to",
     .model = "{'volumes': {'web/data': {'service': 'web', 'name': 'data', 'path': '/data', 'read_only': false}}}",
     .file = "storage",
     .has = "spec:\n  accessModes:\n    - ReadWriteMany\n  storageClassName: efs\n  volumeName: acme--web--data\n"
            "  resources:\n    requests:\n      storage: 5Gi\n"},
};

static void volumes_are_claims(void **state) {
    (void)state;
    test_kube_cases(cases, TNF_ARRAY_LEN(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(volumes_are_claims)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
