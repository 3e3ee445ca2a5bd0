#include "catalog/rules_field.h"

#include "base/memory.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct row {
    enum tnf_entity_id entity;
    const char *field;
    const char *text;
    const char *rule;
    const char *message; /* NULL: not compared */
};

static const struct row rows[] = {
    {TNF_ENTITY_SERVICE, "cpu", "255", "TNF-R002", "cpu: must be 256 to 16384 CPU units, not 255"},
    {TNF_ENTITY_SERVICE, "cpu", "16385", "TNF-R002", "cpu: must be 256 to 16384 CPU units, not 16385"},
    {TNF_ENTITY_ENVIRONMENT, "log_retention", "2", "TNF-R067", "log_retention: must be 1 or 3 days, not 2"},
    {TNF_ENTITY_PLACEMENT, "log_retention", "3652", "TNF-R067", "log_retention: must be 3288 or 3653 days, not 3652"},
    {TNF_ENTITY_PLACEMENT, "log_retention", "3654", "TNF-R002", NULL},
    {TNF_ENTITY_SERVICE, "kind", "cron", "TNF-R003",
     "kind: must be web, worker, scheduled, collector, agent or training, not \"cron\""},
    {TNF_ENTITY_SERVICE, "image", "a b", "TNF-R004", "image: must be a container image, not \"a b\""},
    {TNF_ENTITY_SERVICE, "database", "a-name-that-is-too-long", "TNF-R005",
     "database: must have at most 20 bytes, not 23"},
    {TNF_ENTITY_SERVICE, "variables", "1A=x", "TNF-R007",
     "variables: must be the name of an environment variable, not \"1A\""},
    {TNF_ENTITY_SERVICE, "secrets", "a,b,a", "TNF-R008", "secrets: names \"a\" twice"},
    {TNF_ENTITY_ENVIRONMENT, "cidr", "10.0.0.1/16", "TNF-R004",
     "cidr: must be an IPv4 range without host bits, not \"10.0.0.1/16\""},
    {TNF_ENTITY_ENVIRONMENT, "tags", "aws:x=1", "TNF-R007", NULL},
    {TNF_ENTITY_ROUTE, "headers", "{\"x\":\"\\n\"}", "TNF-R046", NULL},
    {TNF_ENTITY_ROUTE, "headers", "x=", "TNF-R046", NULL},
};

static void a_broken_field_is_one_finding(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
        struct tnf_record record = tnf_record_new(&arena, rows[i].entity);
        for (size_t key = 0; key < tnf_entity_key_count(record.entity); key++)
            record.data[key] = (struct tnf_datum){.set = true, .string = TNF_SV("k")};
        const int field = tnf_entity_field(record.entity, tnf_sv(rows[i].field));
        assert_int_equal(tnf_record_set_text(&record, (size_t)field, tnf_sv(rows[i].text), &arena, NULL), 0);
        assert_false(tnf_rules_field(&record, /* partial= */ true, &findings));
        assert_int_equal(findings.count, 1);
        assert_string_equal(findings.items[0].rule->id, rows[i].rule);
        assert_int_equal(findings.items[0].field, field);
        if (rows[i].message != NULL) assert_string_equal(findings.items[0].message.ptr, rows[i].message);
    }
}

static struct tnf_record good_service(struct tnf_arena *arena) {
    struct tnf_record service = tnf_record_new(arena, TNF_ENTITY_SERVICE);
    assert_int_equal(tnf_record_set_key(&service, TNF_SV("acme/api"), arena, NULL), 0);
    assert_int_equal(tnf_record_set_text(&service, TNF_SERVICE_IMAGE, TNF_SV("api:1"), arena, NULL), 0);
    return service;
}

static void required_fields_and_keys_are_missed(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    struct tnf_record service = good_service(&arena);
    assert_true(tnf_rules_field(&service, /* partial= */ false, &findings));
    service.data[TNF_SERVICE_IMAGE].set = false;
    assert_true(tnf_rules_field(&service, /* partial= */ true, &findings));
    assert_false(tnf_rules_field(&service, /* partial= */ false, &findings));
    assert_string_equal(findings.items[0].message.ptr, "image: must be given: container image");
    assert_string_equal(findings.items[0].key.ptr, "acme/api");
    service.data[TNF_SERVICE_NAME].set = false;
    assert_false(tnf_rules_field(&service, /* partial= */ true, NULL));
}

static void every_broken_entry_is_reported_with_its_place(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    struct tnf_record service = good_service(&arena);
    assert_int_equal(tnf_record_set_text(&service, TNF_SERVICE_SECRETS, TNF_SV("ok,-rf,A"), &arena, NULL), 0);
    assert_false(tnf_rules_field(&service, /* partial= */ false, &findings));
    assert_int_equal(findings.count, 2);
    assert_int_equal(findings.items[0].item, 1);
    assert_int_equal(findings.items[1].item, 2);
    struct tnf_error err;
    assert_int_equal(tnf_findings_error(&findings, &err), TNF_E_INVALID);
    assert_non_null(strstr(err.message, "service acme/api: secrets: must be a name"));
    assert_non_null(strstr(err.message, "(and 1 more)"));
}

static void lists_and_maps_have_a_limit(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record service = good_service(&arena);
    struct tnf_strings list = {.count = TNF_ENTRIES_MAX};
    list.items = TNF_ARENA_ARRAY(&arena, struct tnf_strview, TNF_ENTRIES_MAX + 1);
    service.data[TNF_SERVICE_COMMAND] = (struct tnf_datum){.set = true, .list = list};
    assert_true(tnf_rules_field(&service, /* partial= */ false, NULL));
    service.data[TNF_SERVICE_COMMAND].list.count++;
    assert_false(tnf_rules_field(&service, /* partial= */ false, NULL));
}

static void long_text_is_refused(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_strbuf_add_repeat(&text, 'x', 300);
    struct tnf_record tenant = tnf_record_new(&arena, TNF_ENTITY_TENANT);
    tenant.data[TNF_TENANT_NAME] = (struct tnf_datum){.set = true, .string = tnf_strbuf_view(&text)};
    assert_false(tnf_rules_field(&tenant, /* partial= */ true, NULL));
    tenant.data[TNF_TENANT_NAME].string = TNF_SV("acme");
    tenant.data[TNF_TENANT_TITLE] = (struct tnf_datum){.set = true, .string = tnf_strbuf_view(&text)};
    assert_false(tnf_rules_field(&tenant, /* partial= */ true, NULL));
    struct tnf_pair tag = {.key = TNF_SV("k"), .value = tnf_strbuf_view(&text)};
    tenant.data[TNF_TENANT_TITLE].set = false;
    tenant.data[TNF_TENANT_TAGS] = (struct tnf_datum){.set = true, .map = {.items = &tag, .count = 1}};
    assert_false(tnf_rules_field(&tenant, /* partial= */ true, NULL));
}

static void every_rule_has_an_id_of_its_own(void **state) {
    (void)state;
    for (int i = 0; i < TNF_RULE_COUNT; i++) {
        const struct tnf_rule *rule = tnf_rule((enum tnf_rule_id)i);
        assert_int_equal(strlen(rule->id), strlen("TNF-R000"));
        assert_true(strlen(rule->what) > 0 && strlen(rule->why) > 0);
        for (int j = 0; j < i; j++) assert_string_not_equal(rule->id, tnf_rule((enum tnf_rule_id)j)->id);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broken_field_is_one_finding),
        cmocka_unit_test(required_fields_and_keys_are_missed),
        cmocka_unit_test(every_broken_entry_is_reported_with_its_place),
        cmocka_unit_test(lists_and_maps_have_a_limit),
        cmocka_unit_test(long_text_is_refused),
        cmocka_unit_test(every_rule_has_an_id_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
