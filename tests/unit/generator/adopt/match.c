/* Two states, and which resource is which. */
#include "generator/adopt/match.h"

#include "tests/support/test.h"

#define STATE(resources) "{\"version\": 4, \"resources\": [" resources "]}"
#define ONE(type, name, attributes)                                                                                    \
    "{\"mode\": \"managed\", \"type\": \"" type "\", \"name\": \"" name                                                \
    "\", \"instances\": [{\"attributes\": {" attributes "}}]}"

struct match_case {
    const char *name;
    const char *old;
    const char *stack;
    const char *expected; /* a line for each resource of the stack */
};

static const struct match_case cases[] = {
    {"children are found through what they belong to, whatever comes first",
     STATE(
         ONE("aws_subnet", "s", "\"id\": \"subnet-1\", \"vpc_id\": \"vpc-1\", \"cidr_block\": \"10.0.0.0/24\"") "," ONE(
             "aws_vpc", "v", "\"id\": \"vpc-1\", \"cidr_block\": \"10.0.0.0/16\"")),
     STATE(ONE("aws_subnet", "a", "\"id\": \"x\", \"vpc_id\": \"made-up\", \"cidr_block\": \"10.0.0.0/24\"") "," ONE(
         "aws_vpc", "b", "\"id\": \"made-up\", \"cidr_block\": \"10.0.0.0/16\"")),
     "aws_subnet.a found subnet-1\naws_vpc.b found vpc-1\n"},
    {"the same subnet of another network is another one",
     STATE(ONE("aws_subnet", "s", "\"id\": \"subnet-1\", \"vpc_id\": \"vpc-1\", \"cidr_block\": \"10.0.0.0/24\"")),
     STATE(ONE("aws_subnet", "a", "\"id\": \"x\", \"vpc_id\": \"made-up\", \"cidr_block\": \"10.0.0.0/24\"")),
     "aws_subnet.a missing\n"},
    {"two that are alike are nobody's",
     STATE(ONE("aws_vpc", "v", "\"id\": \"vpc-1\", \"cidr_block\": \"10.0.0.0/16\"") "," ONE(
         "aws_vpc", "w", "\"id\": \"vpc-2\", \"cidr_block\": \"10.0.0.0/16\"")),
     STATE(ONE("aws_vpc", "a", "\"id\": \"x\", \"cidr_block\": \"10.0.0.0/16\"")), "aws_vpc.a ambiguous\n"},
    {"one that is like two of the stack is nobody's",
     STATE(ONE("aws_vpc", "v", "\"id\": \"vpc-1\", \"cidr_block\": \"10.0.0.0/16\"")),
     STATE(ONE("aws_vpc", "a", "\"id\": \"x\", \"cidr_block\": \"10.0.0.0/16\"") "," ONE(
         "aws_vpc", "b", "\"id\": \"y\", \"cidr_block\": \"10.0.0.0/16\"")),
     "aws_vpc.a ambiguous\naws_vpc.b ambiguous\n"},
    {"nothing in common is no likeness", STATE(ONE("aws_eip", "e", "\"id\": \"eipalloc-1\"")),
     STATE(ONE("aws_eip", "a", "\"id\": \"x\"")), "aws_eip.a missing\n"},
    {"ids are made of what exists, numbers and ends of ARNs too",
     STATE(ONE("aws_ecs_service", "s", "\"cluster\": \"arn:aws:ecs:r:1:cluster/main\", \"name\": \"api\"") "," ONE(
         "aws_lb_listener", "l", "\"arn\": \"arn:l\", \"load_balancer_arn\": \"arn:lb\", \"port\": 443")),
     STATE(ONE("aws_ecs_service", "a", "\"cluster\": \"arn:aws:ecs:r:1:cluster/main\", \"name\": \"api\"") "," ONE(
         "aws_lb_listener", "b", "\"arn\": \"x\", \"load_balancer_arn\": \"arn:lb\", \"port\": 443")),
     "aws_ecs_service.a found main/api\naws_lb_listener.b found arn:l\n"},
    {"types that cannot be imported are said to be so", STATE(""),
     STATE(ONE("aws_acm_certificate_validation", "a", "\"id\": \"x\"")),
     "aws_acm_certificate_validation.a unsupported\n"},
};

static void check(const struct match_case *one) {
    static const char *const outcomes[] = {"found", "missing", "ambiguous", "unsupported"};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_adopt_instances old;
    struct tnf_adopt_instances stack;
    struct tnf_adopt_match *matches;
    struct tnf_error error;
    assert_int_equal(tnf_adopt_instances_read(tnf_sv(one->old), &arena, &old, &error), 0);
    assert_int_equal(tnf_adopt_instances_read(tnf_sv(one->stack), &arena, &stack, &error), 0);
    tnf_adopt_match(&old, &stack, &arena, &matches);
    for (size_t i = 0; i < stack.count; i++)
        tnf_strbuf_addf(&out, "%.*s %s%s%.*s\n", TNF_SV_ARG(matches[i].wanted->address), outcomes[matches[i].outcome],
                        matches[i].id.len > 0 ? " " : "", TNF_SV_ARG(matches[i].id));
    if (strcmp(out.ptr, one->expected) != 0) fail_msg("%s:\nexpected\n%sgot\n%s", one->name, one->expected, out.ptr);
    tnf_adopt_instances_release(&old);
    tnf_adopt_instances_release(&stack);
}

static void resources_are_matched_when_it_is_certain(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) check(&cases[i]);
}

static void addresses_are_terraform_s(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_adopt_instances instances;
    struct tnf_error error;
    const char *text =
        STATE("{\"mode\": \"managed\", \"module\": \"module.a[\\\"k\\\"]\", \"type\": \"t\", \"name\": \"n\","
              " \"instances\": [{\"index_key\": \"x\\\"y\"}, {\"index_key\": 3}, {\"deposed\": \"1\"}]},"
              "{\"mode\": \"data\", \"type\": \"t\", \"name\": \"d\", \"instances\": [{}]}");
    assert_int_equal(tnf_adopt_instances_read(tnf_sv(text), &arena, &instances, &error), 0);
    assert_int_equal(instances.count, 2);
    assert_string_equal(instances.items[0].address.ptr, "module.a[\"k\"].t.n[\"x\\\"y\"]");
    assert_string_equal(instances.items[1].address.ptr, "module.a[\"k\"].t.n[3]");
    tnf_adopt_instances_release(&instances);
}

static void what_is_no_state_is_refused(void **state) {
    (void)state;
    static const char *const texts[] = {"", "{", "[]", "{\"version\": 3}", "{\"encrypted_data\": \"x\"}"};
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_adopt_instances instances;
    for (size_t i = 0; i < TNF_ARRAY_LEN(texts); i++)
        assert_int_equal(tnf_adopt_instances_read(tnf_sv(texts[i]), &arena, &instances, NULL), TNF_E_INVALID);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resources_are_matched_when_it_is_certain),
        cmocka_unit_test(addresses_are_terraform_s),
        cmocka_unit_test(what_is_no_state_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
