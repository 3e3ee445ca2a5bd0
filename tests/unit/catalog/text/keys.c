/* The table of entities must make an unambiguous format. */
#include "catalog/text/keys.h"
#include "catalog/text/rows.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { KEYS_MAX = 2 * TNF_FIELDS_MAX };

/* Every key that may stand directly in the entity's mapping. */
static size_t keys_of(const struct tnf_entity *entity, const char *keys[KEYS_MAX]) {
    size_t count = 0;
    if (tnf_text_is_document(entity)) keys[count++] = entity->name;
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (!tnf_text_is_body(field)) continue;
        if (field->group == NULL) keys[count++] = field->name;
        bool first = field->group != NULL;
        for (size_t j = 0; j < i && first; j++)
            first = entity->fields[j].group == NULL || strcmp(entity->fields[j].group, field->group) != 0;
        if (first) keys[count++] = field->group;
    }
    for (int id = 0; id < TNF_ENTITY_COUNT; id++)
        if (tnf_entity((enum tnf_entity_id)id)->parent == entity->id)
            keys[count++] = tnf_entity((enum tnf_entity_id)id)->plural;
    return count;
}

static void no_key_means_two_things(void **state) {
    (void)state;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        const char *keys[KEYS_MAX];
        const size_t count = keys_of(entity, keys);
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < i; j++)
                if (strcmp(keys[i], keys[j]) == 0) fail_msg("%s: two meanings of %s", entity->name, keys[i]);
    }
}

static void a_document_cannot_be_taken_for_another(void **state) {
    (void)state;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        if (!tnf_text_is_document(entity)) continue;
        for (int other = 0; other < TNF_ENTITY_COUNT; other++) {
            const struct tnf_strview name = tnf_sv(tnf_entity((enum tnf_entity_id)other)->name);
            if (other == id || !tnf_text_is_document(tnf_entity((enum tnf_entity_id)other))) continue;
            assert_int_equal(tnf_text_find_field(entity, NULL, name), -1);
            assert_null(tnf_text_find_group(entity, name));
            assert_null(tnf_text_find_child(entity, name));
        }
    }
}

static void grouped_fields_start_with_their_group(void **state) {
    (void)state;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        for (size_t i = 0; i < entity->field_count; i++) {
            const struct tnf_field *field = &entity->fields[i];
            if (field->group == NULL) continue;
            const size_t length = strlen(field->group);
            assert_int_equal(strncmp(field->name, field->group, length), 0);
            assert_int_equal(field->name[length], '_');
            assert_false(field->flags & TNF_FIELD_KEY);
            assert_int_equal(tnf_text_find_field(entity, field->group, tnf_sv(field->name + length + 1)), i);
        }
    }
}

static void keys_nest_as_their_parents_do(void **state) {
    (void)state;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        const size_t own = tnf_text_name_field(entity);
        assert_false(entity->fields[own].flags & TNF_FIELD_PARENT);
        size_t inherited = 0;
        for (size_t i = 0; i < own; i++) {
            assert_true(entity->fields[i].flags & TNF_FIELD_KEY);
            assert_true(entity->fields[i].flags & TNF_FIELD_PARENT);
            inherited++;
        }
        const struct tnf_entity *parent = entity->parent == TNF_ENTITY_NONE ? NULL : tnf_entity(entity->parent);
        assert_int_equal(inherited, parent == NULL ? 0 : tnf_text_name_field(parent) + 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_key_means_two_things),
        cmocka_unit_test(a_document_cannot_be_taken_for_another),
        cmocka_unit_test(grouped_fields_start_with_their_group),
        cmocka_unit_test(keys_nest_as_their_parents_do),
    };
    return cmocka_run_group_tests_name("catalog/text/keys", tests, NULL, NULL);
}
