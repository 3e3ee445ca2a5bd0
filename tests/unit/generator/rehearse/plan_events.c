#include "generator/rehearse/plan_events.h"

#include "tests/support/test.h"

#define CHANGE(action, type)                                                                                           \
    "{\"type\":\"planned_change\",\"change\":{\"action\":\"" action "\",\"resource\":{\"resource_type\":\"" type       \
    "\"}}}\n"

static struct tnf_plan_summary summarise(struct tnf_arena *arena, const char *output) {
    struct tnf_plan_summary summary;
    tnf_plan_summarise(arena, tnf_sv(output), &summary);
    return summary;
}

static void changes_are_counted_by_action(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_plan_summary summary =
        summarise(&arena, CHANGE("create", "aws_vpc") CHANGE("create", "aws_vpc") CHANGE("update", "aws_vpc")
                              CHANGE("delete", "aws_eip") CHANGE("replace", "aws_subnet") CHANGE("read", "aws_x"));
    assert_int_equal(summary.create, 3);
    assert_int_equal(summary.change, 1);
    assert_int_equal(summary.destroy, 2);
}

#define RESOURCE(action, address)                                                                                      \
    "{\"type\":\"planned_change\",\"change\":{\"action\":\"" action "\",\"resource\":{\"addr\":\"" address "\"}}}\n"

static void resources_come_by_address_with_what_happens_to_them(void **state) {
    (void)state;
    static const struct tnf_plan_resource expected[] = {
        {"aws_a.x", TNF_PLAN_FORGET},  {"aws_b.x", TNF_PLAN_IMPORT}, {"aws_c.x", TNF_PLAN_REPLACE},
        {"aws_d.x", TNF_PLAN_DESTROY}, {"aws_e.x", TNF_PLAN_CHANGE}, {"aws_f.x", TNF_PLAN_CREATE},
        {"aws_g.x", TNF_PLAN_MOVE},
    };
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_plan_summary summary = summarise(
        &arena, RESOURCE("move", "aws_g.x") RESOURCE("create", "aws_f.x") RESOURCE("update", "aws_e.x")
                    RESOURCE("noop", "aws_n.x") RESOURCE("read", "data.aws_x.x") RESOURCE("delete", "aws_d.x")
                        RESOURCE("replace", "aws_c.x") RESOURCE("import", "aws_b.x") RESOURCE("remove", "aws_a.x"));
    assert_int_equal(summary.resource_count, TNF_ARRAY_LEN(expected));
    for (size_t i = 0; i < TNF_ARRAY_LEN(expected); i++) {
        assert_string_equal(summary.resources[i].address, expected[i].address);
        assert_int_equal(summary.resources[i].action, expected[i].action);
    }
}

static void created_types_come_sorted_with_their_counts(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_plan_summary summary =
        summarise(&arena, CHANGE("create", "aws_vpc") CHANGE("create", "aws_eip") CHANGE("create", "aws_vpc"));
    assert_int_equal(summary.type_count, 2);
    assert_string_equal(summary.types[0].type, "aws_eip");
    assert_string_equal(summary.types[1].type, "aws_vpc");
    assert_int_equal(summary.types[1].count, 2);
}

static void many_types_are_kept(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    for (int i = 99; i >= 0; i--) tnf_strbuf_addf(&output, CHANGE("create", "aws_%02d"), i);
    const struct tnf_plan_summary summary = summarise(&arena, output.ptr);
    assert_int_equal(summary.type_count, 100);
    assert_string_equal(summary.types[0].type, "aws_00");
    assert_string_equal(summary.types[99].type, "aws_99");
}

static void errors_become_text_with_their_place(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_plan_summary summary = summarise(
        &arena, "{\"type\":\"diagnostic\",\"diagnostic\":{\"severity\":\"error\",\"summary\":\"Unsupported argument\","
                "\"detail\":\"An argument named x is not expected here.\",\"range\":{\"filename\":\"main.tf\","
                "\"start\":{\"line\":3}}}}\n"
                "{\"type\":\"diagnostic\",\"diagnostic\":{\"severity\":\"warning\",\"summary\":\"Old\"}}\n");
    assert_string_equal(summary.diagnostics.ptr,
                        "main.tf:3: Unsupported argument\n  An argument named x is not expected here.\n");
}

static void lines_that_are_no_events_are_kept(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_plan_summary summary = summarise(&arena, "panic: oh\n\n[]\n{\"type\":7}\n");
    assert_string_equal(summary.diagnostics.ptr, "panic: oh\n");
    assert_int_equal(summary.create, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_counted_by_action),
        cmocka_unit_test(resources_come_by_address_with_what_happens_to_them),
        cmocka_unit_test(created_types_come_sorted_with_their_counts),
        cmocka_unit_test(many_types_are_kept),
        cmocka_unit_test(errors_become_text_with_their_place),
        cmocka_unit_test(lines_that_are_no_events_are_kept),
    };
    return cmocka_run_group_tests_name("generator/rehearse/plan_events", tests, NULL, NULL);
}
