#include "generator/resolve/model.h"

#include "catalog/record.h"
#include "tests/support/model_case.h"
#include "tests/support/test.h"

/* A tenant with rows that a test fills; everything lives in one arena. */
struct fixture {
    struct tnf_arena arena;
    struct tnf_record environment;
    struct tnf_bundle bundle;
    struct tnf_record services[4];
    struct tnf_record routes[4];
    struct tnf_record volume;
};

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    struct tnf_arena *arena = &fixture->arena;
    fixture->environment = tnf_record_new(arena, TNF_ENTITY_ENVIRONMENT);
    test_set(&fixture->arena, &fixture->environment, TNF_ENVIRONMENT_NAME, "staging");
    test_set(&fixture->arena, &fixture->environment, TNF_ENVIRONMENT_DOMAIN, "staging.example.com");
    test_set(&fixture->arena, &fixture->environment, TNF_ENVIRONMENT_SCALING_MAX, "3");
    fixture->bundle.tenant = tnf_record_new(arena, TNF_ENTITY_TENANT);
    test_set(&fixture->arena, &fixture->bundle.tenant, TNF_TENANT_NAME, "acme");
    test_set(&fixture->arena, &fixture->bundle.tenant, TNF_TENANT_ISOLATION, "bridge");
    fixture->bundle.placement = tnf_record_new(arena, TNF_ENTITY_PLACEMENT);
    fixture->bundle.services.items = fixture->services;
    fixture->bundle.routes.items = fixture->routes;
    *state = fixture;
    return 0;
}

static struct tnf_record *add_service(struct fixture *fixture, const char *name) {
    struct tnf_record *service = &fixture->services[fixture->bundle.services.count++];
    *service = tnf_record_new(&fixture->arena, TNF_ENTITY_SERVICE);
    test_set(&fixture->arena, service, TNF_SERVICE_NAME, name);
    test_set(&fixture->arena, service, TNF_SERVICE_IMAGE, "registry.example.com/api:1");
    return service;
}

static struct tnf_record *add_route(struct fixture *fixture, const char *service) {
    struct tnf_record *route = &fixture->routes[fixture->bundle.routes.count++];
    *route = tnf_record_new(&fixture->arena, TNF_ENTITY_ROUTE);
    test_set(&fixture->arena, route, TNF_ROUTE_SERVICE, service);
    test_set(&fixture->arena, route, TNF_ROUTE_NAME, "main");
    test_set(&fixture->arena, route, TNF_ROUTE_PRIORITY, "100");
    return route;
}

static struct tnf_value services(struct fixture *fixture) {
    return tnf_model_services(&fixture->arena, &fixture->environment, &fixture->bundle);
}

static struct tnf_value at(struct tnf_value object, const char *key) {
    bool found;
    const struct tnf_value value = tnf_object_get(object, tnf_sv(key), &found);
    if (!found) fail_msg("there is no key %s", key);
    return value;
}

static bool has(struct tnf_value object, const char *key) {
    bool found;
    (void)tnf_object_get(object, tnf_sv(key), &found);
    return found;
}

static void a_web_service_gets_the_built_in_defaults(void **state) {
    struct fixture *fixture = *state;
    (void)add_service(fixture, "api");
    const struct tnf_value api = at(services(fixture), "api");
    assert_int_equal(at(api, "port").integer, 8080);
    assert_int_equal(at(api, "cpu").integer, 256);
    assert_int_equal(at(api, "memory").integer, 512);
    assert_true(tnf_sv_eq_c(at(at(api, "health"), "path").text, "/health"));
    assert_int_equal(at(at(api, "scaling"), "min").integer, 1);
    assert_int_equal(at(at(api, "scaling"), "cpu").integer, 70);
}

static void scaling_comes_from_the_nearest_layer(void **state) {
    struct fixture *fixture = *state;
    struct tnf_record *api = add_service(fixture, "api");
    assert_int_equal(at(at(at(services(fixture), "api"), "scaling"), "max").integer, 3);
    test_set(&fixture->arena, &fixture->bundle.placement, TNF_PLACEMENT_SCALING_MAX, "5");
    assert_int_equal(at(at(at(services(fixture), "api"), "scaling"), "max").integer, 5);
    test_set(&fixture->arena, api, TNF_SERVICE_SCALING_MAX, "7");
    assert_int_equal(at(at(at(services(fixture), "api"), "scaling"), "max").integer, 7);
}

static void a_worker_has_no_port_and_no_health_check(void **state) {
    struct fixture *fixture = *state;
    test_set(&fixture->arena, add_service(fixture, "jobs"), TNF_SERVICE_KIND, "worker");
    const struct tnf_value jobs = at(services(fixture), "jobs");
    assert_false(has(jobs, "port"));
    assert_false(has(jobs, "health"));
}

static void a_subdomain_stands_under_the_domain_that_serves_the_tenant(void **state) {
    struct fixture *fixture = *state;
    (void)add_service(fixture, "api");
    test_set(&fixture->arena, add_route(fixture, "api"), TNF_ROUTE_SUBDOMAIN, "acme");
    struct tnf_value route = at(at(at(services(fixture), "api"), "routes"), "main");
    assert_true(tnf_sv_eq_c(tnf_list_at(at(route, "hosts"), 0).text, "acme.staging.example.com"));

    test_set(&fixture->arena, &fixture->bundle.tenant, TNF_TENANT_ISOLATION, "silo");
    test_set(&fixture->arena, &fixture->bundle.placement, TNF_PLACEMENT_DOMAIN, "acme.org");
    route = at(at(at(services(fixture), "api"), "routes"), "main");
    assert_true(tnf_sv_eq_c(tnf_list_at(at(route, "hosts"), 0).text, "acme.acme.org"));
}

static void routes_of_other_services_stay_with_them(void **state) {
    struct fixture *fixture = *state;
    (void)add_service(fixture, "api");
    (void)add_service(fixture, "site");
    (void)add_route(fixture, "site");
    assert_false(has(at(services(fixture), "api"), "routes"));
    assert_true(has(at(services(fixture), "site"), "routes"));
}

static void a_policy_line_becomes_action_and_resource(void **state) {
    struct fixture *fixture = *state;
    test_set(&fixture->arena, add_service(fixture, "api"), TNF_SERVICE_POLICY, "s3:GetObject arn:aws:s3:::bucket/key");
    const struct tnf_value statement = tnf_list_at(at(at(services(fixture), "api"), "policy"), 0);
    assert_true(tnf_sv_eq_c(tnf_list_at(at(statement, "actions"), 0).text, "s3:GetObject"));
    assert_true(tnf_sv_eq_c(tnf_list_at(at(statement, "resources"), 0).text, "arn:aws:s3:::bucket/key"));
}

static void a_task_that_ends_is_no_ecs_service(void **state) {
    static const char *const kinds[] = {"scheduled", "training"};
    struct fixture *fixture = *state;
    struct tnf_record *job = add_service(fixture, "job");
    for (size_t i = 0; i < TNF_ARRAY_LEN(kinds); i++) {
        test_set(&fixture->arena, job, TNF_SERVICE_KIND, kinds[i]);
        const struct tnf_value value = at(services(fixture), "job");
        assert_false(at(value, "continuous").boolean);
        assert_false(has(value, "scaling"));
        assert_false(has(value, "port"));
    }
}

static void what_runs_all_the_time_is_an_ecs_service(void **state) {
    static const char *const kinds[] = {"worker", "collector", "agent"};
    struct fixture *fixture = *state;
    struct tnf_record *service = add_service(fixture, "service");
    for (size_t i = 0; i < TNF_ARRAY_LEN(kinds); i++) {
        test_set(&fixture->arena, service, TNF_SERVICE_KIND, kinds[i]);
        const struct tnf_value value = at(services(fixture), "service");
        assert_false(has(value, "continuous"));
        assert_true(has(value, "scaling"));
        assert_false(has(value, "port"));
    }
}

static void connections_name_both_ends_and_the_port(void **state) {
    struct fixture *fixture = *state;
    struct tnf_record *site = add_service(fixture, "site");
    struct tnf_record *api = add_service(fixture, "api");
    test_set(&fixture->arena, site, TNF_SERVICE_CALLS, "api");
    test_set(&fixture->arena, api, TNF_SERVICE_PORT, "9000");
    test_set(&fixture->arena, api, TNF_SERVICE_DATABASE, "main");
    test_set(&fixture->arena, api, TNF_SERVICE_CACHE, "main");
    const struct tnf_value connections = tnf_model_connections(&fixture->arena, &fixture->bundle);
    test_expect_hcl(connections, "{\n"
                                 "  \"api to cache main\" = {\n"
                                 "    from = \"service/api\"\n"
                                 "    to   = \"cache/main\"\n"
                                 "    port = 6379\n"
                                 "  }\n"
                                 "  \"api to database main\" = {\n"
                                 "    from = \"service/api\"\n"
                                 "    to   = \"database/main\"\n"
                                 "    port = 5432\n"
                                 "  }\n"
                                 "  \"site to service api\" = {\n"
                                 "    from = \"service/site\"\n"
                                 "    to   = \"service/api\"\n"
                                 "    port = 9000\n"
                                 "  }\n"
                                 "}");
}

static void a_service_with_a_volume_reaches_the_file_system(void **state) {
    struct fixture *fixture = *state;
    (void)add_service(fixture, "agents");
    (void)add_service(fixture, "site");
    fixture->volume = tnf_record_new(&fixture->arena, TNF_ENTITY_VOLUME);
    test_set(&fixture->arena, &fixture->volume, TNF_VOLUME_SERVICE, "agents");
    fixture->bundle.volumes = (struct tnf_records){&fixture->volume, 1};
    const struct tnf_value connections = tnf_model_connections(&fixture->arena, &fixture->bundle);
    assert_int_equal(tnf_object_count(connections), 1);
    assert_int_equal(at(at(connections, "agents to file system"), "port").integer, 2049);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_web_service_gets_the_built_in_defaults, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(scaling_comes_from_the_nearest_layer, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(a_worker_has_no_port_and_no_health_check, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(a_subdomain_stands_under_the_domain_that_serves_the_tenant, set_up,
                                        test_release_fixture),
        cmocka_unit_test_setup_teardown(routes_of_other_services_stay_with_them, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(a_policy_line_becomes_action_and_resource, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(a_task_that_ends_is_no_ecs_service, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(what_runs_all_the_time_is_an_ecs_service, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(connections_name_both_ends_and_the_port, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(a_service_with_a_volume_reaches_the_file_system, set_up, test_release_fixture),
    };
    return cmocka_run_group_tests_name("generator/resolve/model_service", tests, NULL, NULL);
}
