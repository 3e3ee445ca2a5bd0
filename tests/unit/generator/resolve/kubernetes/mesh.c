#include "tests/support/kube_case.h"
#include "tests/support/test.h"

/* Two services behind one host. */
#define TWO(first, second)                                                                                             \
    "{'services': {'chat': {'port': 80, 'health': {'path': '/'}, 'routes': {'a': " first "}},"                         \
    " 'embed': {'port': 81, 'health': {'path': '/'}, 'routes': {'b': " second "}}}}"
#define TO(host, port)                                                                                                 \
    "      route:\n        - destination:\n            host: " host "\n            port:\n              number: " port \
    "\n"

static const struct test_kube_case cases[] = {
    {.title = "routes without headers need no mesh",
     .model = TWO("{'priority': 1, 'hosts': ['a.example.com']}", "{'priority': 2}"),
     .file = "routing",
     .has = NULL},
    {.title = "a host with one has all its routes in the mesh, by priority, names of headers in lower case",
     .model = TWO("{'priority': 9, 'hosts': ['a.example.com']}",
                  "{'priority': 2, 'hosts': ['a.example.com'], 'headers': {'X-Provider': 'b'}}"),
     .file = "routing",
     .has =
         "spec:\n  hosts:\n    - a.example.com\n  gateways:\n    - mesh\n  http:\n    - name: embed--b\n      match:\n"
         "        - headers:\n            x-provider:\n              exact: b\n" TO("embed",
                                                                                    "81") "    - name: chat--a\n"
                                                                                          "" TO("chat", "80")},
    {.title = "other hosts stay out of it",
     .model = TWO("{'priority': 9, 'hosts': ['z.example.com']}",
                  "{'priority': 2, 'hosts': ['a.example.com'], 'headers': {'X-Provider': 'b'}}"),
     .file = "routing",
     .has = "    - a.example.com\n",
     .lacks = "z.example.com"},
    {.title = "a route without a host is in the mesh under the domain",
     .model = TWO("{'priority': 1, 'headers': {'X-Provider': 'a'}}", "{'priority': 2}"),
     .file = "routing",
     .has = "  hosts:\n    - example.com\n"},
    {.title = "a pattern that ends in * is a prefix",
     .model = TWO("{'priority': 1, 'headers': {'h': 'a'}, 'paths': ['/v1/*']}", "{}"),
     .file = "routing",
     .has = "          uri:\n            prefix: /v1/\n"},
    {.title = "one without wildcards is exact",
     .model = TWO("{'priority': 1, 'headers': {'h': 'a'}, 'paths': ['/v1']}", "{}"),
     .file = "routing",
     .has = "          uri:\n            exact: /v1\n"},
    {.title = "any other is an expression in which only the wildcards mean something",
     .model = TWO("{'priority': 1, 'headers': {'h': 'a'}, 'paths': ['/v?.1/*+/x']}", "{}"),
     .file = "routing",
     .has = "          uri:\n            regex: \"/v.\\\\.1/.*\\\\+/x\"\n"},
};

static void routes_by_header_hold_inside_the_cluster_too(void **state) {
    (void)state;
    test_kube_cases(cases, TNF_ARRAY_LEN(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(routes_by_header_hold_inside_the_cluster_too)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
