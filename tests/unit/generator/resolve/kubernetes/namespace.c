#include "tests/support/kube_case.h"
#include "tests/support/test.h"

static const char with_header[] =
    "{'services': {'web': {'port': 8080, 'health': {'path': '/'}, 'routes': {'api': {'headers': {'X-To': 'a'}}}}}}";

static const struct test_kube_case cases[] = {
    {.title = "the namespace is the tenant's, and restricted",
     .file = "namespace",
     .has =
         "kind: Namespace\nmetadata:\n  name: acme\n  labels:\n    app.kubernetes.io/managed-by: tenantform\n"
         "    app.kubernetes.io/part-of: plat\n    tenant: acme\n    pod-security.kubernetes.io/enforce: restricted\n",
     .lacks = "istio"},
    {.title = "routes by header bring the mesh",
     .model = with_header,
     .file = "namespace",
     .has = "    istio-injection: enabled\n"},
    {.title = "pods may reach the mesh's control plane where there is a mesh",
     .model = with_header,
     .file = "namespace",
     .has = "              kubernetes.io/metadata.name: istio-system\n      ports:\n        - protocol: TCP\n          "
            "port: 15012\n"},
    {.title = "a tenant that says nothing has 2 CPUs, 4 GiB and 10 claims",
     .file = "namespace",
     .has = "  hard:\n    requests.cpu: \"2\"\n    requests.memory: 4Gi\n    persistentvolumeclaims: \"10\"\n---",
     .lacks = "gpu"},
    {.title = "the catalog's quota is the namespace's",
     .tenant = "quota_cpu=1536 quota_memory=1536 quota_volumes=3 quota_gpus=4",
     .file = "namespace",
     .has = "  hard:\n    requests.cpu: 1500m\n    requests.memory: 1536Mi\n    persistentvolumeclaims: \"3\"\n"
            "    requests.nvidia.com/gpu: \"4\"\n"},
    {.title = "a container without a size has the smallest task's",
     .file = "namespace",
     .has = "    - type: Container\n      default:\n        cpu: 250m\n        memory: 512Mi\n      defaultRequest:\n"
            "        cpu: 250m\n        memory: 512Mi\n"},
    {.title = "nothing goes in or out unless another policy allows it",
     .file = "namespace",
     .has = "  name: default-deny\n  namespace: acme\n  labels:\n    app.kubernetes.io/managed-by: tenantform\n"
            "    app.kubernetes.io/part-of: plat\n    tenant: acme\nspec:\n  podSelector: {}\n  policyTypes:\n    - "
            "Ingress\n"
            "    - Egress\n---"},
    {.title = "names are asked for of the cluster's DNS alone",
     .file = "namespace",
     .has = "  podSelector: {}\n  policyTypes:\n    - Egress\n  egress:\n    - to:\n        - namespaceSelector:\n"
            "            matchLabels:\n              kubernetes.io/metadata.name: kube-system\n          podSelector:\n"
            "            matchLabels:\n              k8s-app: kube-dns\n      ports:\n        - protocol: UDP\n"
            "          port: 53\n        - protocol: TCP\n          port: 53\n"},
};

static void namespaces_hold_a_tenant_to_its_quota_and_to_itself(void **state) {
    (void)state;
    test_kube_cases(cases, TNF_ARRAY_LEN(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(namespaces_hold_a_tenant_to_its_quota_and_to_itself)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
