#include "generator/resolve/network.h"

#include "tests/support/test.h"

static struct tnf_strview subnet(struct tnf_value subnets, const char *zone, const char *tier) {
    return tnf_object_get(tnf_object_get(subnets, tnf_sv(zone), NULL), tnf_sv(tier), NULL).text;
}

static struct tnf_value divide(struct tnf_arena *arena, const char *cidr, size_t count, const char *const *names) {
    struct tnf_strings zones = {TNF_ARENA_ARRAY(arena, struct tnf_strview, count), count};
    for (size_t i = 0; i < count; i++) zones.items[i] = tnf_sv(names[i]);
    struct tnf_value subnets = tnf_value_null();
    struct tnf_error err = {0};
    if (tnf_network_subnets(arena, tnf_sv(cidr), &zones, &subnets, &err) < 0) fail_msg("%s", err.message);
    return subnets;
}

static void each_tier_has_blocks_of_its_own(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_value subnets =
        divide(&arena, "10.0.0.0/16", 2, (const char *const[]){"us-east-1a", "us-east-1b"});
    assert_true(tnf_sv_eq_c(subnet(subnets, "us-east-1a", "app"), "10.0.0.0/20"));
    assert_true(tnf_sv_eq_c(subnet(subnets, "us-east-1b", "app"), "10.0.16.0/20"));
    assert_true(tnf_sv_eq_c(subnet(subnets, "us-east-1a", "database"), "10.0.64.0/20"));
    assert_true(tnf_sv_eq_c(subnet(subnets, "us-east-1b", "public"), "10.0.144.0/20"));
}

static void a_zone_that_is_added_moves_no_other(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_value two = divide(&arena, "10.4.0.0/20", 2, (const char *const[]){"r1b", "r1c"});
    const struct tnf_value three = divide(&arena, "10.4.0.0/20", 3, (const char *const[]){"r1b", "r1c", "r1a"});
    assert_true(tnf_sv_eq(subnet(two, "r1b", "app"), subnet(three, "r1b", "app")));
    assert_true(tnf_sv_eq(subnet(two, "r1c", "public"), subnet(three, "r1c", "public")));
    assert_true(tnf_sv_eq_c(subnet(three, "r1a", "app"), "10.4.2.0/24"));
}

static void zones_come_from_the_region_when_none_are_given(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_datum unset = {0};
    const struct tnf_strings zones = tnf_network_zones(&arena, &unset, TNF_SV("eu-west-1"), 3);
    assert_int_equal(zones.count, 3);
    assert_true(tnf_sv_eq_c(zones.items[2], "eu-west-1c"));
}

static void zones_of_another_region_only_count(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_strview names[] = {TNF_SV("us-east-1b"), TNF_SV("us-east-1d")};
    const struct tnf_datum given = {.set = true, .list = {names, 2}};
    const struct tnf_strings same = tnf_network_zones(&arena, &given, TNF_SV("us-east-1"), 3);
    const struct tnf_strings other = tnf_network_zones(&arena, &given, TNF_SV("eu-west-1"), 3);
    assert_int_equal(same.count, 2);
    assert_true(tnf_sv_eq_c(same.items[1], "us-east-1d"));
    assert_int_equal(other.count, 2);
    assert_true(tnf_sv_eq_c(other.items[1], "eu-west-1b"));
}

static void a_network_that_is_too_small_is_refused(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_strings none = {0};
    struct tnf_value subnets;
    struct tnf_error err = {0};
    assert_int_equal(tnf_network_subnets(&arena, TNF_SV("10.0.0.0/25"), &none, &subnets, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "network 10.0.0.0/25 is too small for subnets");
    assert_int_equal(tnf_network_subnets(&arena, TNF_SV("10.0.0.1/16"), &none, &subnets, &err), TNF_E_INVALID);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_tier_has_blocks_of_its_own),
        cmocka_unit_test(a_zone_that_is_added_moves_no_other),
        cmocka_unit_test(zones_come_from_the_region_when_none_are_given),
        cmocka_unit_test(zones_of_another_region_only_count),
        cmocka_unit_test(a_network_that_is_too_small_is_refused),
    };
    return cmocka_run_group_tests_name("generator/resolve/network", tests, NULL, NULL);
}
