#include "catalog/listener.h"

#include "catalog/entities/all.h"
#include "tests/support/test.h"

static void add(struct tnf_listener *listener, const char *name, int64_t priority, unsigned specificity) {
    const struct tnf_listener_route route = {
        .names = {TNF_SV("t"), TNF_SV("s"), tnf_sv(name)}, .priority = priority, .specificity = specificity};
    tnf_listener_add_route(listener, &route);
}

static void priorities_are(const struct tnf_listener *listener, const int64_t *expected) {
    for (size_t i = 0; i < listener->route_count; i++) assert_int_equal(listener->routes[i].priority, expected[i]);
}

static void new_routes_come_behind_all_others(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "a", 0, 1);
    add(&listener, "b", 100, 1);
    add(&listener, "c", 0, 1);
    add(&listener, "d", 7, 1);
    assert_int_equal(tnf_listener_allocate(&listener), 0);
    priorities_are(&listener, (const int64_t[]){101, 100, 102, 7});
}

static void the_more_specific_come_first(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "all", 0, tnf_listener_specificity(false, TNF_SV("/*"), 0));
    add(&listener, "api", 0, tnf_listener_specificity(false, TNF_SV("/api/*"), 0));
    add(&listener, "host", 0, tnf_listener_specificity(true, TNF_SV("/*"), 0));
    add(&listener, "header", 0, tnf_listener_specificity(true, TNF_SV("/*"), 1));
    assert_int_equal(tnf_listener_allocate(&listener), 0);
    priorities_are(&listener, (const int64_t[]){4, 3, 2, 1});
}

static void gaps_are_filled_when_the_end_is_reached(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    add(&listener, "a", 1, 1);
    add(&listener, "b", TNF_PRIORITY_MAX - 1, 1);
    add(&listener, "c", 0, 1);
    add(&listener, "d", 0, 1);
    add(&listener, "e", 0, 1);
    assert_int_equal(tnf_listener_allocate(&listener), 0);
    priorities_are(&listener, (const int64_t[]){1, TNF_PRIORITY_MAX - 1, TNF_PRIORITY_MAX, 2, 3});
}

static void there_is_an_end(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    for (int i = 1; i < TNF_PRIORITY_MAX; i++) add(&listener, "x", i, 1);
    add(&listener, "y", 0, 1);
    add(&listener, "z", 0, 1);
    assert_int_equal(tnf_listener_allocate(&listener), 1);
    assert_int_equal(listener.routes[TNF_PRIORITY_MAX - 1].priority, TNF_PRIORITY_MAX);
    assert_int_equal(listener.routes[TNF_PRIORITY_MAX].priority, 0);
}

static void same_priorities_are_found(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    add(&listener, "a", 5, 1);
    add(&listener, "b", 6, 1);
    add(&listener, "c", 5, 1);
    tnf_listener_check(&listener, &findings);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].key.ptr, "t/s/c");
    assert_string_equal(findings.items[0].message.ptr, "priority: 5 is that of route t/s/a");
    assert_int_equal(findings.items[0].field, TNF_ROUTE_PRIORITY);
}

static void condition(struct tnf_listener *listener, const char *environment, const char *host, const char *path,
                      const char *headers) {
    tnf_listener_add_condition(listener, tnf_sv(environment), tnf_sv(host), tnf_sv(path), tnf_sv(headers));
}

static void same_conditions_are_found_on_one_load_balancer(void **state) {
    (void)state;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    add(&listener, "a", 1, 1);
    condition(&listener, "staging", "x.example.com", "/*", "");
    condition(&listener, "production", "x.example.com", "/*", "");
    add(&listener, "b", 2, 1);
    listener.routes[1].silo = true;
    condition(&listener, "staging", "x.example.com", "/*", "");
    condition(&listener, "production", "x.example.com", "/*", "{\"k\":\"v\"}");
    add(&listener, "c", 3, 1);
    condition(&listener, "staging", "x.example.com", "/*", "");
    tnf_listener_check(&listener, &findings);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].message.ptr, "has the same conditions as route t/s/a in environment staging");
    assert_string_equal(findings.items[0].key.ptr, "t/s/c");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_routes_come_behind_all_others),
        cmocka_unit_test(the_more_specific_come_first),
        cmocka_unit_test(gaps_are_filled_when_the_end_is_reached),
        cmocka_unit_test(there_is_an_end),
        cmocka_unit_test(same_priorities_are_found),
        cmocka_unit_test(same_conditions_are_found_on_one_load_balancer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
