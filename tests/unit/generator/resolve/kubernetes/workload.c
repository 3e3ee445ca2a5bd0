#include "tests/support/kube_case.h"
#include "tests/support/test.h"

static const struct test_kube_case cases[] = {
    {.title = "pods scale by CPU between the service's bounds, and the Deployment says nothing of it",
     .file = "services/web",
     .has = "  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: web\n  minReplicas: 1\n"
            "  maxReplicas: 10\n  metrics:\n    - type: Resource\n      resource:\n        name: cpu\n        target:\n"
            "          type: Utilization\n          averageUtilization: 70\n  behavior:\n    scaleDown:\n"
            "      stabilizationWindowSeconds: 300\n    scaleUp:\n      stabilizationWindowSeconds: 60\n",
     .lacks = "  replicas:"},
    {.title = "a service that can be at zero keeps one pod: nothing would bring it back",
     .model = "{'services': {'web': {'port': 1, 'scaling': {'min': 0, 'max': 3, 'cpu': 50}}}}",
     .file = "services/web",
     .has = "  minReplicas: 1\n  maxReplicas: 3\n"},
    {.title = "a suspended tenant has no pods and nobody who makes some",
     .model = "{'suspended': true}",
     .file = "services/web",
     .has = "spec:\n  replicas: 0\n",
     .lacks = "HorizontalPodAutoscaler"},
    {.title = "new pods are there before the old ones go",
     .file = "services/web",
     .has = "    rollingUpdate:\n      maxUnavailable: 0\n      maxSurge: 1\n"},
    {.title = "a service is reached under its name and port",
     .file = "services/web",
     .has = "spec:\n  selector:\n    app.kubernetes.io/name: web\n  ports:\n    - name: http\n      port: 8080\n"
            "      targetPort: http\n"},
    {.title = "its metrics are read",
     .file = "services/web",
     .has = "  endpoints:\n    - port: http\n      path: /metrics\n      interval: 30s\n"},
    {.title = "a worker has neither",
     .model = "{'services': {'worker': {'scaling': {'max': 2}}}}",
     .service = "kind=worker",
     .file = "services/worker",
     .has = "kind: HorizontalPodAutoscaler\n",
     .lacks = "ServiceMonitor"},
};

static void services_are_deployments_that_scale(void **state) {
    (void)state;
    test_kube_cases(cases, TNF_ARRAY_LEN(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(services_are_deployments_that_scale)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
