#include "tests/support/kube_case.h"
#include "tests/support/test.h"

#define SECRETS "'secrets': {'jwt-key': {'variable': 'JWT_KEY'}, 'api-key': {'variable': 'API_KEY'}}"

static const struct test_kube_case cases[] = {
    {.title = "a tenant without secrets has no store", .file = "secrets", .has = NULL},
    {.title = "the store is read with a role of its own",
     .model = "{'services': {'web': {'port': 1, 'secrets': ['jwt-key']}}, " SECRETS "}",
     .file = "secrets",
     .has = "  name: secrets--store\n"},
    {.title = "and reads Secrets Manager of the region",
     .model = "{'services': {'web': {'port': 1, 'secrets': ['jwt-key']}}, " SECRETS "}",
     .file = "secrets",
     .has = "  provider:\n    aws:\n      service: SecretsManager\n      region: eu-west-1\n      auth:\n        jwt:\n"
            "          serviceAccountRef:\n            name: secrets--store\n"},
    {.title = "a service gets the secrets that it names, by their names in Secrets Manager",
     .model = "{'services': {'web': {'port': 1, 'secrets': ['jwt-key']}}, " SECRETS "}",
     .file = "secrets",
     .has = "  target:\n    name: web\n  data:\n    - secretKey: JWT_KEY\n      remoteRef:\n"
            "        key: plat-staging-acme/jwt-key\n",
     .lacks = "API_KEY"},
    {.title = "a renamed one is still found by the name that it has there",
     .model = "{'services': {'web': {'port': 1, 'secrets': ['key']}},"
              " 'secrets': {'key': {'name': 'jwt-key', 'variable': 'JWT_KEY'}}}",
     .file = "secrets",
     .has = "        key: plat-staging-acme/jwt-key\n"},
};

static void secrets_are_references(void **state) {
    (void)state;
    test_kube_cases(cases, TNF_ARRAY_LEN(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(secrets_are_references)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
