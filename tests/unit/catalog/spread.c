#include "catalog/spread.h"

#include "catalog/entities/all.h"
#include "tests/support/test.h"

static const struct tnf_spread_limit limits[] = {{TNF_SV_INIT("production"), 100}, {TNF_SV_INIT("staging"), 100}};

/* count routes of one service, each with the host. Host "" is none; environment NULL: placed nowhere. */
static void add(struct tnf_listener *listener, const char *tenant, int count, const char *host, const char *environment,
                int64_t balancer) {
    for (int i = 0; i < count; i++) {
        struct tnf_listener_route route = {.names = {tnf_sv(tenant), TNF_SV("web"), TNF_SV("r")}, .balancer = balancer};
        route.silo = tnf_sv_starts_with(tnf_sv(tenant), TNF_SV("silo"));
        tnf_listener_add_route(listener, &route);
        if (environment != NULL)
            tnf_listener_add_condition(listener, tnf_sv(environment), tnf_sv(host), TNF_SV(""), TNF_SV(""));
    }
}

static void allocate(struct tnf_listener *listener) {
    tnf_spread_allocate(listener, limits, TNF_ARRAY_LEN(limits));
}

/* The number of a tenant's last route. */
static int64_t number_of(const struct tnf_listener *listener, const char *tenant) {
    int64_t number = -1;
    for (size_t i = 0; i < listener->route_count; i++)
        if (tnf_sv_eq_c(listener->routes[i].names[0], tenant)) number = listener->routes[i].balancer;
    return number;
}

static void new_tenants_go_to_the_first_with_room(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "a", 50, "a.example.com", "staging", 0);
    add(&listener, "b", 40, "b.example.com", "staging", 0);
    add(&listener, "c", 30, "c.example.com", "staging", 0);
    add(&listener, "d", 30, "d.example.com", "staging", 0);
    add(&listener, "e", 40, "e.example.com", "production", 0);
    allocate(&listener);
    assert_int_equal(number_of(&listener, "a"), 1);
    assert_int_equal(number_of(&listener, "b"), 2); /* with a it would be 90, and a fifth stays free */
    assert_int_equal(number_of(&listener, "c"), 1);
    assert_int_equal(number_of(&listener, "d"), 2);
    assert_int_equal(number_of(&listener, "e"), 1); /* another environment's */
}

static void a_number_is_kept_and_taken_on_by_new_routes(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "a", 1, "a.example.com", "staging", 3);
    add(&listener, "a", 2, "a.example.com", "staging", 0);
    add(&listener, "b", 95, "b.example.com", "staging", 1);
    add(&listener, "b", 3, "b.example.com", "staging", 0); /* into the fifth that was kept for it */
    allocate(&listener);
    assert_int_equal(number_of(&listener, "a"), 3);
    assert_int_equal(number_of(&listener, "b"), 1);
}

static void a_tenant_with_more_than_fit_gets_an_empty_one(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "a", 1, "a.example.com", "staging", 0);
    add(&listener, "b", 90, "b.example.com", "staging", 0);
    allocate(&listener);
    assert_int_equal(number_of(&listener, "b"), 2);
}

static void who_dns_cannot_tell_apart_is_on_the_first(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "a", 80, "a.example.com", "staging", 0);
    add(&listener, "b", 1, "", "staging", 0);
    add(&listener, "c", 1, "shared.example.com", "staging", 0);
    add(&listener, "d", 1, "shared.example.com", "staging", 0);
    add(&listener, "e", 1, "shared.example.com", "production", 0);
    add(&listener, "f", 1, "f.example.com", "staging", 0);
    allocate(&listener);
    assert_int_equal(number_of(&listener, "b"), 1);
    assert_int_equal(number_of(&listener, "c"), 1);
    assert_int_equal(number_of(&listener, "d"), 1);
    assert_int_equal(number_of(&listener, "f"), 2);
}

static void silo_tenants_have_their_own(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "silo-a", 90, "a.example.com", "staging", 0);
    add(&listener, "z", 10, "a.example.com", "staging", 0);
    allocate(&listener);
    assert_int_equal(number_of(&listener, "silo-a"), 0);
    assert_int_equal(number_of(&listener, "z"), 1);
}

static void a_tenant_in_no_environment_has_a_number_too(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "a", 2, "", NULL, 0);
    allocate(&listener);
    assert_int_equal(number_of(&listener, "a"), 1);
}

static void says(const struct tnf_listener *listener, size_t count, const char *key, const char *message) {
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    tnf_spread_check(listener, limits, TNF_ARRAY_LEN(limits), &findings);
    assert_int_equal(findings.count, count);
    if (count == 0) return;
    assert_string_equal(findings.items[0].key.ptr, key);
    assert_string_equal(findings.items[0].message.ptr, message);
}

static void too_many_rules_are_found(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "a", 100, "a.example.com", "staging", 2);
    says(&listener, 0, NULL, NULL);
    add(&listener, "b", 1, "b.example.com", "staging", 2);
    says(&listener, 1, "staging", "load balancer 2 has 101 listener rules, the quota is 100");
}

static void too_many_target_groups_are_found_whatever_the_rules(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    char name[16];
    for (int i = 0; i < 101; i++) {
        (void)snprintf(name, sizeof name, "t%03d", i);
        add(&listener, name, 1, name, "staging", 1);
    }
    const struct tnf_spread_limit raised = {TNF_SV("staging"), 500};
    tnf_spread_check(&listener, &raised, 1, &findings);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].message.ptr,
                        "load balancer 1 has 101 target groups, one for each service with routes, and takes 100");
}

static void a_silo_tenant_with_too_many_rules_is_found(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "silo-a", 101, "a.example.com", "staging", 0);
    says(&listener, 1, "silo-a/staging", "its load balancer has 101 listener rules, the quota is 100");
}

static void a_tenant_on_two_is_found(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "a", 1, "a.example.com", "staging", 1);
    add(&listener, "a", 1, "b.example.com", "staging", 2);
    says(&listener, 1, "a/web/r", "load_balancer: is 2, and another route of tenant a is on 1");
}

static void a_route_that_dns_does_not_lead_to_is_found(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "a", 1, "", "staging", 2);
    says(&listener, 1, "a/web/r",
         "load_balancer: is 2, and tenant a has routes without a host, or a host that another tenant has too");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_tenants_go_to_the_first_with_room),
        cmocka_unit_test(a_number_is_kept_and_taken_on_by_new_routes),
        cmocka_unit_test(a_tenant_with_more_than_fit_gets_an_empty_one),
        cmocka_unit_test(who_dns_cannot_tell_apart_is_on_the_first),
        cmocka_unit_test(silo_tenants_have_their_own),
        cmocka_unit_test(a_tenant_in_no_environment_has_a_number_too),
        cmocka_unit_test(too_many_rules_are_found),
        cmocka_unit_test(too_many_target_groups_are_found_whatever_the_rules),
        cmocka_unit_test(a_silo_tenant_with_too_many_rules_is_found),
        cmocka_unit_test(a_tenant_on_two_is_found),
        cmocka_unit_test(a_route_that_dns_does_not_lead_to_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
