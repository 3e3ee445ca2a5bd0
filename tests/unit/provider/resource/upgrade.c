/* States that older versions of the provider stored. */
#include "provider/resource/resource.h"

#include "tests/support/cty_text.h"
#include "tests/support/test.h"

struct fixture {
    struct tnf_rpc_call call;
    struct tnf_entity_schema schema;
    struct tnf_resource_type type;
    struct tnf_error err;
};

static void start(struct fixture *fixture, enum tnf_entity_id entity) {
    *fixture = (struct fixture){.call = {.arena = TNF_ARENA_INIT}};
    assert_int_equal(tnf_entity_schema_init(&fixture->call.arena, entity, &fixture->schema, &fixture->err), 0);
    fixture->type = tnf_resource_type_of(&fixture->schema);
}

static int upgrade(struct fixture *fixture, int64_t version, const char *json, struct tnf_cty_value *ret) {
    const struct tnf_upgrade_request request = {.version = version, .json = tnf_sv(json)};
    return fixture->type.upgrade(NULL, &fixture->type, &fixture->call, &request, ret, &fixture->err);
}

static void a_flat_state_is_grouped(void **state) {
    static const char stored[] = "{\"id\":\"acme/api\",\"tenant\":\"acme\",\"name\":\"api\",\"image\":\"api:1\","
                                 "\"cpu\":512,\"scaling_min\":1,\"scaling_max\":4,\"health_path\":null,"
                                 "\"command\":[\"a\",\"b\"],\"variables\":{\"A\":\"1\"},\"retired_field\":true}";
    static const char now[] = "{\"id\":\"acme/api\",\"tenant\":\"acme\",\"name\":\"api\",\"image\":\"api:1\","
                              "\"cpu\":512,\"scaling\":{\"min\":1,\"max\":4},\"command\":[\"a\",\"b\"],"
                              "\"variables\":{\"A\":\"1\"}}";
    (void)state;
    struct fixture fixture;
    struct tnf_cty_value upgraded;
    start(&fixture, TNF_ENTITY_SERVICE);
    if (upgrade(&fixture, 0, stored, &upgraded) < 0) fail_msg("%s", fixture.err.message);
    const struct tnf_cty_value expected = tnf_test_value(&fixture.call.arena, fixture.schema.resource.block.type, now);
    if (!tnf_cty_value_eq(&upgraded, &expected)) fail_msg("%s", tnf_test_print(&fixture.call.arena, &upgraded));
    tnf_arena_release(&fixture.call.arena);
}

static void what_is_no_state_of_ours_is_refused(void **state) {
    static const struct {
        int64_t version;
        const char *json;
    } cases[] = {
        {2, "{\"id\":\"acme\"}"}, {0, "[]"}, {0, "{\"quota_cpu\":\"much\"}"}, {0, ""}, {0, "{\"name\":"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct fixture fixture;
        struct tnf_cty_value upgraded;
        start(&fixture, TNF_ENTITY_TENANT);
        assert_int_equal(upgrade(&fixture, cases[i].version, cases[i].json, &upgraded), TNF_E_INVALID);
        tnf_arena_release(&fixture.call.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flat_state_is_grouped),
        cmocka_unit_test(what_is_no_state_of_ours_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
