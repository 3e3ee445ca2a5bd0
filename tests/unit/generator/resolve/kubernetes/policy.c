#include "tests/support/kube_case.h"
#include "tests/support/test.h"

static const struct test_kube_case cases[] = {
    {.title = "without a route only monitoring comes in",
     .file = "services/web",
     .has = "  ingress:\n    - from:\n        - namespaceSelector:\n            matchLabels:\n"
            "              kubernetes.io/metadata.name: monitoring\n      ports:\n        - protocol: TCP\n          "
            "port: 8080\n"
            "  egress:\n    - to:\n        - ipBlock:\n            cidr: 0.0.0.0/0\n      ports:\n        - protocol: "
            "TCP\n"
            "          port: 443\n---"},
    {.title = "with a route the load balancer's subnets do",
     .model = "{'services': {'web': {'port': 8080, 'health': {'path': '/'}, 'routes': {'all': {}}}}}",
     .file = "services/web",
     .has = "  ingress:\n    - from:\n        - ipBlock:\n            cidr: 10.0.1.0/24\n        - ipBlock:\n"
            "            cidr: 10.0.3.0/24\n      ports:\n        - protocol: TCP\n          port: 8080\n",
     .lacks = "cidr: 10.0.2.0/24"},
    {.title = "a service without a port is reached by nobody",
     .model = "{'services': {'worker': {}}}",
     .service = "kind=worker",
     .file = "services/worker",
     .has = "  ingress: []\n"},
    {.title = "a connection opens the way out of the one",
     .model = "{'services': {'web': {'port': 1}, 'api': {'port': 9000}, 'other': {'port': 2}},"
              " 'connections': {'web to api': {'from': 'service/web', 'to': 'service/api', 'port': 9000}}}",
     .file = "services/web",
     .has = "  egress:\n    - to:\n        - podSelector:\n            matchLabels:\n              "
            "app.kubernetes.io/name: api\n"
            "      ports:\n        - protocol: TCP\n          port: 9000\n"},
    {.title = "and the way into the other",
     .model = "{'services': {'web': {'port': 1}, 'api': {'port': 9000}, 'other': {'port': 2}},"
              " 'connections': {'web to api': {'from': 'service/web', 'to': 'service/api', 'port': 9000}}}",
     .file = "services/api",
     .has = "    - from:\n        - podSelector:\n            matchLabels:\n              app.kubernetes.io/name: web\n"
            "      ports:\n        - protocol: TCP\n          port: 9000\n"},
    {.title = "and nothing for a third",
     .model = "{'services': {'web': {'port': 1}, 'api': {'port': 9000}, 'other': {'port': 2}},"
              " 'connections': {'web to api': {'from': 'service/web', 'to': 'service/api', 'port': 9000}}}",
     .file = "services/other",
     .has = "kind: NetworkPolicy",
     .lacks = "port: 9000"},
    {.title = "a database is reached in its subnets",
     .model = "{'services': {'web': {'port': 1, 'database': 'main'}}}",
     .file = "services/web",
     .has = "        - ipBlock:\n            cidr: 10.0.2.0/24\n        - ipBlock:\n            cidr: 10.0.4.0/24\n"
            "      ports:\n        - protocol: TCP\n          port: 5432\n",
     .lacks = "port: 6379"},
    {.title = "so is a cache",
     .model = "{'services': {'web': {'port': 1, 'cache': 'main'}}}",
     .file = "services/web",
     .has = "            cidr: 10.0.4.0/24\n      ports:\n        - protocol: TCP\n          port: 6379\n",
     .lacks = "port: 5432"},
    {.title = "the nodes of a training talk to each other",
     .model = "{'services': {'train': {'gpus': 1}}}",
     .service = "kind=training",
     .file = "services/train",
     .has =
         "  ingress:\n    - from:\n        - podSelector:\n            matchLabels:\n"
         "              app.kubernetes.io/name: train\n      ports:\n        - protocol: TCP\n          port: 23456\n"
         "  egress:\n    - to:\n        - podSelector:\n            matchLabels:\n              "
         "app.kubernetes.io/name: train\n"},
};

static void policies_allow_what_the_catalog_connects(void **state) {
    (void)state;
    test_kube_cases(cases, TNF_ARRAY_LEN(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(policies_allow_what_the_catalog_connects)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
