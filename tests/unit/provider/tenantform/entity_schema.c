/* The resources' schemas, made from the table of entities. */
#include "provider/tenantform/entity_schema.h"

#include "tests/support/test.h"

#include <string.h>

struct all {
    struct tnf_arena arena;
    struct tnf_entity_schema schemas[TNF_ENTITY_COUNT];
};

static int set_up(void **state) {
    struct all *all = tnf_xcalloc(1, sizeof *all);
    struct tnf_error err = {0};
    for (int id = 0; id < TNF_ENTITY_COUNT; id++)
        if (tnf_entity_schema_init(&all->arena, (enum tnf_entity_id)id, &all->schemas[id], &err) < 0)
            fail_msg("%s", err.message);
    *state = all;
    return 0;
}

static int tear_down(void **state) {
    struct all *all = *state;
    tnf_arena_release(&all->arena);
    free(all);
    return 0;
}

static size_t count_fields(const struct tnf_entity_attribute *attributes, size_t count, uint64_t *seen) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (attributes[i].field == TNF_ATTRIBUTE_GROUP)
            found += count_fields(attributes[i].inner, attributes[i].inner_count, seen);
        if (attributes[i].field < 0) continue;
        *seen |= UINT64_C(1) << attributes[i].field;
        found++;
    }
    return found;
}

static void every_field_has_exactly_one_attribute(void **state) {
    const struct all *all = *state;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity_schema *schema = &all->schemas[id];
        uint64_t seen = 0;
        assert_int_equal(count_fields(schema->attributes, schema->attribute_count, &seen), schema->entity->field_count);
        assert_true(seen == (UINT64_C(1) << schema->entity->field_count) - 1);
    }
}

static void the_data_source_has_the_resources_type(void **state) {
    const struct all *all = *state;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++)
        assert_true(tnf_cty_type_eq(all->schemas[id].resource.block.type, all->schemas[id].data_source.block.type));
}

static const struct tnf_schema_attribute *attribute(const struct all *all, enum tnf_entity_id entity, bool resource,
                                                    const char *name) {
    const struct tnf_entity_schema *schema = &all->schemas[entity];
    const struct tnf_schema_block *block = resource ? &schema->resource.block : &schema->data_source.block;
    const struct tnf_schema_attribute *found = tnf_schema_find_attribute(block, tnf_sv(name));
    if (found == NULL) fail_msg("%s has no attribute %s", schema->type_name.ptr, name);
    return found;
}

static void flags_say_who_gives_the_value(void **state) {
    static const struct {
        enum tnf_entity_id entity;
        const char *name;
        unsigned resource;
        unsigned data_source;
    } cases[] = {
        {TNF_ENTITY_SERVICE, "id", TNF_SCHEMA_COMPUTED, TNF_SCHEMA_COMPUTED},
        {TNF_ENTITY_SERVICE, "tenant", TNF_SCHEMA_REQUIRED, TNF_SCHEMA_REQUIRED},
        {TNF_ENTITY_SERVICE, "image", TNF_SCHEMA_REQUIRED, TNF_SCHEMA_COMPUTED},
        {TNF_ENTITY_SERVICE, "cpu", TNF_SCHEMA_OPTIONAL, TNF_SCHEMA_COMPUTED},
        {TNF_ENTITY_SERVICE, "scaling", TNF_SCHEMA_OPTIONAL, TNF_SCHEMA_COMPUTED},
        {TNF_ENTITY_ENVIRONMENT, "cidr", TNF_SCHEMA_OPTIONAL | TNF_SCHEMA_COMPUTED, TNF_SCHEMA_COMPUTED},
        {TNF_ENTITY_PLATFORM, "name", TNF_SCHEMA_REQUIRED, TNF_SCHEMA_OPTIONAL | TNF_SCHEMA_COMPUTED},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        assert_int_equal(attribute(*state, cases[i].entity, true, cases[i].name)->flags, cases[i].resource);
        assert_int_equal(attribute(*state, cases[i].entity, false, cases[i].name)->flags, cases[i].data_source);
    }
}

static void descriptions_name_unit_limits_and_choices(void **state) {
    const struct tnf_schema_attribute *cpu = attribute(*state, TNF_ENTITY_SERVICE, true, "cpu");
    assert_true(cpu->text.markdown);
    assert_string_equal(cpu->text.description.ptr, "CPU of a task, 1024 is a vCPU. Must be 256 to 16384 CPU units.");
    const struct tnf_schema_attribute *isolation = attribute(*state, TNF_ENTITY_TENANT, true, "isolation");
    assert_non_null(strstr(isolation->text.description.ptr, " One of `pool`, `bridge`, `silo`."));
    const struct tnf_schema_attribute *name = attribute(*state, TNF_ENTITY_TENANT, true, "name");
    assert_non_null(strstr(name->text.description.ptr, "renames the row in place"));
}

static void groups_are_nested_attributes(void **state) {
    const struct tnf_schema_attribute *scaling = attribute(*state, TNF_ENTITY_SERVICE, true, "scaling");
    assert_non_null(scaling->nested);
    assert_int_equal(scaling->nested->nesting, TNF_SCHEMA_SINGLE);
    assert_int_equal(scaling->nested->attribute_count, 5);
    assert_true(tnf_sv_eq_c(scaling->nested->attributes[0].name, "cpu"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_has_exactly_one_attribute),
        cmocka_unit_test(the_data_source_has_the_resources_type),
        cmocka_unit_test(flags_say_who_gives_the_value),
        cmocka_unit_test(descriptions_name_unit_limits_and_choices),
        cmocka_unit_test(groups_are_nested_attributes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
