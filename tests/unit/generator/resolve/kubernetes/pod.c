#include "tests/support/kube_case.h"
#include "tests/support/test.h"

#define WEB(settings) "{'services': {'web': {'port': 8080, 'image': 'web:1', 'health': {'path': '/up'}, " settings "}}}"

static const struct test_kube_case cases[] = {
    {.title = "a pod has the service's account and is restricted",
     .file = "services/web",
     .has = "    spec:\n      serviceAccountName: web\n      enableServiceLinks: false\n      securityContext:\n"
            "        runAsNonRoot: true\n        seccompProfile:\n          type: RuntimeDefault\n      nodeSelector:\n"
            "        kubernetes.io/arch: amd64\n      containers:\n        - name: web\n          image: web:1\n"},
    {.title = "the account stands for a role of IAM",
     .file = "services/web",
     .has = "  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/plat-staging-acme-web-pod\n"
            "automountServiceAccountToken: false\n"},
    {.title = "a role's name that is too long is cut and given a hash",
     .model = "{'region': 'cn-north-1', 'name': 'platform-with-a-long-name-staging-acme',"
              " 'services': {'service-with-a-long-name': {}}}",
     .service = "kind=worker",
     .file = "services/service-with-a-long-name",
     .has = "arn:aws-cn:iam::111122223333:role/platform-with-a-long-name-staging-acme-service-with-a-lon-"},
    {.title = "a container's size is what it asks for and may have",
     .model = WEB("'cpu': 512, 'memory': 1024, 'ephemeral_storage': 30"),
     .file = "services/web",
     .has = "            requests:\n              cpu: 500m\n              memory: 1Gi\n              "
            "ephemeral-storage: 30Gi\n"
            "            limits:\n              cpu: 500m\n              memory: 1Gi\n              ephemeral-storage: "
            "30Gi\n"},
    {.title = "what ECS calls the command are the arguments; $(NAME) stays what it is",
     .model = WEB("'command': ['serve', '$(HOME)'], 'variables': {'PRICE': '$(5)'}"),
     .file = "services/web",
     .has =
         "          args:\n            - serve\n            - \"$$(HOME)\"\n          env:\n            - name: PRICE\n"
         "              value: \"$$(5)\"\n"},
    {.title = "a secret comes by reference",
     .model =
         "{'services': {'web': {'port': 1, 'secrets': ['jwt-key']}}, 'secrets': {'jwt-key': {'variable': 'JWT_KEY'}}}",
     .file = "services/web",
     .has = "          env:\n            - name: JWT_KEY\n              valueFrom:\n                secretKeyRef:\n"
            "                  name: web\n                  key: JWT_KEY\n"},
    {.title = "where data is comes from objects that are made by hand",
     .model = WEB("'database': 'main', 'cache': 'fast'"),
     .file = "services/web",
     .has = "          envFrom:\n            - configMapRef:\n                name: database--main\n            - "
            "secretRef:\n"
            "                name: database--main\n            - configMapRef:\n                name: cache--fast\n"},
    {.title = "only a container that had its time to start is started anew",
     .model = WEB("'cpu': 256"),
     .file = "services/web",
     .has = "            timeoutSeconds: 5\n            failureThreshold: 3\n          livenessProbe:\n            "
            "httpGet:\n"
            "              path: /up\n              port: http\n            initialDelaySeconds: 60\n"},
    {.title = "a service without a port is not probed",
     .model = "{'services': {'worker': {}}}",
     .service = "kind=worker",
     .file = "services/worker",
     .has = "kind: Deployment",
     .lacks = "Probe"},
    {.title = "Spot and ARM are nodes with labels",
     .model = WEB("'architecture': 'arm64'"),
     .service = "capacity=fargate_spot",
     .file = "services/web",
     .has = "        kubernetes.io/arch: arm64\n        eks.amazonaws.com/capacityType: SPOT\n"},
    {.title = "GPUs are asked for on the nodes of the pool that let them in",
     .model = WEB("'gpus': 2, 'pool': {'capacity_provider': 'plat-staging-gpu'}"),
     .file = "services/web",
     .has = "        pool: gpu\n        gpu: \"true\"\n      tolerations:\n        - key: nvidia.com/gpu\n"
            "          operator: Exists\n          effect: NoSchedule\n"},
    {.title = "volumes of the service are mounted, others are not",
     .model = "{'services': {'web': {}, 'other': {}}, 'volumes': {"
              "'web/data': {'service': 'web', 'name': 'data', 'path': '/data', 'read_only': true},"
              "'other/data': {'service': 'other', 'name': 'data', 'path': '/other', 'read_only': false}}}",
     .service = "kind=agent",
     .file = "services/web",
     .has = "          volumeMounts:\n            - name: data\n              mountPath: /data\n              "
            "readOnly: true\n",
     .lacks = "/other"},
};

static void pods_are_what_tasks_are(void **state) {
    (void)state;
    test_kube_cases(cases, TNF_ARRAY_LEN(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(pods_are_what_tasks_are)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
