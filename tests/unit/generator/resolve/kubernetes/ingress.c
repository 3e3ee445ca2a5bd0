#include "tests/support/kube_case.h"
#include "tests/support/test.h"

#define WEB(routes) "{'services': {'web': {'port': 8080, 'health': {'path': '/up'}, 'routes': " routes "}}}"

static const struct test_kube_case cases[] = {
    {.title = "a route is an Ingress of the environment's load balancer, at its priority",
     .model = WEB("{'site': {'priority': 70, 'hosts': ['a.example.com'], 'paths': ['/api/*']}}"),
     .file = "services/web",
     .has = "  name: web--site\n"},
    {.title = "the group is the load balancer, the order the listener rule's priority",
     .model = WEB("{'site': {'priority': 70}}"),
     .file = "services/web",
     .has = "    alb.ingress.kubernetes.io/group.name: plat-staging\n"},
    {.title = "a tenant on the second load balancer is in a group of its own",
     .model = "{'balancer': 'load_balancers/2',"
              " 'services': {'web': {'port': 8080, 'health': {'path': '/'}, 'routes': {'site': {'priority': 70}}}}}",
     .file = "services/web",
     .has = "    alb.ingress.kubernetes.io/group.name: plat-staging-2\n"},
    {.title = "names in AWS outlive a rename",
     .model = "{'name': 'old-test-first', 'physical_name': 'first',"
              " 'services': {'web': {'port': 8080, 'health': {'path': '/'}, 'routes': {'site': {'priority': 70}}}}}",
     .file = "services/web",
     .has = "    alb.ingress.kubernetes.io/group.name: old-test\n"},
    {.title = "a silo tenant's is its own",
     .model = "{'silo': true, 'services': {'web': {'port': 8080, 'health': {'path': '/'}, 'routes': {'site': {}}}}}",
     .file = "services/web",
     .has = "    alb.ingress.kubernetes.io/group.name: plat-staging-acme\n"},
    {.title = "the priority is the place in the group",
     .model = WEB("{'site': {'priority': 1000}}"),
     .file = "services/web",
     .has = "    alb.ingress.kubernetes.io/group.order: \"1000\"\n"},
    {.title = "host and path go to the rule as they are",
     .model = WEB("{'site': {'hosts': ['a.example.com'], 'paths': ['/api/*']}}"),
     .file = "services/web",
     .has = "  rules:\n    - host: a.example.com\n      http:\n        paths:\n          - path: /api/*\n"
            "            pathType: ImplementationSpecific\n            backend:\n              service:\n"
            "                name: web\n                port:\n                  name: http\n"},
    {.title = "a route without them takes everything",
     .model = WEB("{'site': {}}"),
     .file = "services/web",
     .has = "  rules:\n    - http:\n        paths:\n          - path: /*\n",
     .lacks = "conditions."},
    {.title = "headers are a condition, with quotes kept harmless",
     .model = WEB("{'site': {'headers': {'X-To': 'a\\\"b'}}}"),
     .file = "services/web",
     .has =
         "conditions.web: \"[{\\\"field\\\": \\\"http-header\\\", \\\"httpHeaderConfig\\\": {\\\"httpHeaderName\\\": "
         "\\\"X-To\\\", \\\"values\\\": [\\\"a\\\\\\\"b\\\"]}}]\"\n"},
    {.title = "health is asked for as the target group does",
     .model = WEB("{'site': {}}"),
     .file = "services/web",
     .has = "    alb.ingress.kubernetes.io/healthcheck-path: /up\n"
            "    alb.ingress.kubernetes.io/healthcheck-interval-seconds: \"30\"\n"},
    {.title = "who may come in is the load balancer's",
     .model = "{'load_balancer': {'certificate_arn': 'arn:aws:acm:1', 'ingress': ['10.0.0.0/8', '192.0.2.0/24']},"
              " 'services': {'web': {'port': 8080, 'health': {'path': '/'}, 'routes': {'site': {}}}}}",
     .file = "services/web",
     .has = "    alb.ingress.kubernetes.io/certificate-arn: arn:aws:acm:1\n"
            "    alb.ingress.kubernetes.io/inbound-cidrs: \"10.0.0.0/8,192.0.2.0/24\"\n"},
    {.title = "without a load balancer there is none",
     .model = "{'has_load_balancer': false,"
              " 'services': {'web': {'port': 8080, 'health': {'path': '/'}, 'routes': {'site': {}}}}}",
     .file = "services/web",
     .has = "kind: Service\n",
     .lacks = "Ingress\nmetadata"},
};

static void routes_are_ingresses_of_one_load_balancer(void **state) {
    (void)state;
    test_kube_cases(cases, TNF_ARRAY_LEN(cases));
}

static void a_place_past_the_last_one_is_refused(void **state) {
    (void)state;
    test_kube_refused(&(struct test_kube_case){.title = "1001", .model = WEB("{'site': {'priority': 1001}}")},
                      "route site of service web: priority 1001 is above 1000");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(routes_are_ingresses_of_one_load_balancer),
        cmocka_unit_test(a_place_past_the_last_one_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
