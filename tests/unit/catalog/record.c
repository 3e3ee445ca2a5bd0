#include "catalog/record.h"

#include "base/memory.h"
#include "catalog/entities/all.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void keys_stand_first_and_are_strings(void **state) {
    (void)state;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        const size_t keys = tnf_entity_key_count(entity);
        assert_true(keys > 0 && entity->field_count <= TNF_FIELDS_MAX);
        for (size_t i = 0; i < entity->field_count; i++) {
            assert_int_equal((entity->fields[i].flags & TNF_FIELD_KEY) != 0, i < keys);
            if (i < keys) assert_int_equal(entity->fields[i].type, TNF_TYPE_STRING);
        }
    }
}

static void keys_go_to_text_and_back(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record database = tnf_record_new(&arena, TNF_ENTITY_DATABASE);
    struct tnf_error err;
    assert_int_equal(tnf_record_set_key(&database, TNF_SV("acme/staging/main"), &arena, &err), 0);
    assert_true(tnf_sv_eq_c(database.data[TNF_DATABASE_ENVIRONMENT].string, "staging"));
    assert_string_equal(tnf_record_key(&arena, &database).ptr, "acme/staging/main");
    assert_int_equal(tnf_record_set_key(&database, TNF_SV("acme/main"), &arena, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "database \"acme/main\": not the name of a database");
    assert_string_equal(err.hint, "write it as <tenant>/<environment>/<name>");
}

struct row {
    const char *field;
    const char *text;
    const char *back; /* NULL: the same text */
};

static const struct row rows[] = {
    {"name", "api", NULL},
    {"cpu", "512", NULL},
    {"cpu", "-9223372036854775808", NULL},
    {"command", "sh,-c,echo", NULL},
    {"command", "", NULL},
    {"command", " a , b ", "a,b"},
    {"command", "[\"a,b\",\" c\"]", NULL},
    {"command", "[\"\"]", NULL},
    {"command", "[\"[x\"]", NULL},
    {"command", "[\"a\",\"b\"]", "a,b"},
    {"variables", "B=2,A=1", "A=1,B=2"},
    {"variables", "A=x=y", NULL},
    {"variables", "A=", NULL},
    {"variables", "", NULL},
    {"variables", "{\"A\":\"1,2\"}", NULL},
    {"variables", "{\"A\":\" 1\"}", NULL},
};

static void values_go_to_text_and_back(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        struct tnf_record service = tnf_record_new(&arena, TNF_ENTITY_SERVICE);
        const size_t field = (size_t)tnf_entity_field(service.entity, tnf_sv(rows[i].field));
        assert_int_equal(tnf_record_set_text(&service, field, tnf_sv(rows[i].text), &arena, NULL), 0);
        assert_true(service.data[field].set);
        tnf_record_add_text(&out, &service, field);
        assert_string_equal(out.ptr, rows[i].back == NULL ? rows[i].text : rows[i].back);
    }
}

static void booleans_are_true_or_false(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record secret = tnf_record_new(&arena, TNF_ENTITY_SECRET);
    assert_int_equal(tnf_record_set_text(&secret, TNF_SECRET_GENERATED, TNF_SV("true"), &arena, NULL), 0);
    assert_true(secret.data[TNF_SECRET_GENERATED].boolean);
    struct tnf_error err;
    assert_int_equal(tnf_record_set_text(&secret, TNF_SECRET_GENERATED, TNF_SV("yes"), &arena, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "secret generated: must be true or false, not \"yes\"");
    assert_true(secret.data[TNF_SECRET_GENERATED].boolean);
}

static void text_of_the_wrong_type_changes_nothing(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    static const struct row wrong[] = {
        {"cpu", "512 MiB", NULL},
        {"cpu", "", NULL},
        {"cpu", "9223372036854775808", NULL},
        {"variables", "A", NULL},
        {"variables", "A=1,A=2", NULL},
        {"variables", "{\"A\":1}", NULL},
        {"command", "[1]", NULL},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(wrong); i++) {
        struct tnf_record service = tnf_record_new(&arena, TNF_ENTITY_SERVICE);
        struct tnf_error err;
        const size_t field = (size_t)tnf_entity_field(service.entity, tnf_sv(wrong[i].field));
        assert_int_equal(tnf_record_set_text(&service, field, tnf_sv(wrong[i].text), &arena, &err), TNF_E_INVALID);
        assert_true(strlen(err.hint) > 0);
        assert_false(service.data[field].set);
    }
}

static void copies_are_deep_and_equal(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_arena other = TNF_ARENA_INIT;
    struct tnf_record service = tnf_record_new(&other, TNF_ENTITY_SERVICE);
    assert_int_equal(tnf_record_set_key(&service, TNF_SV("t/api"), &other, NULL), 0);
    assert_int_equal(tnf_record_set_text(&service, TNF_SERVICE_COMMAND, TNF_SV("a,b"), &other, NULL), 0);
    assert_int_equal(tnf_record_set_text(&service, TNF_SERVICE_VARIABLES, TNF_SV("A=1"), &other, NULL), 0);
    struct tnf_record copy = tnf_record_copy(&arena, &service);
    assert_true(tnf_record_equal(&copy, &service));
    tnf_arena_release(&other);
    assert_string_equal(copy.data[TNF_SERVICE_COMMAND].list.items[1].ptr, "b");
    assert_string_equal(copy.data[TNF_SERVICE_VARIABLES].map.items[0].value.ptr, "1");
}

static void any_difference_makes_unequal(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    static const char *const pairs[][3] = {
        {"command", "a,b", "a"},     {"command", "a,b", "b,a"},       {"variables", "A=1", "A=2"},
        {"variables", "A=1", "B=1"}, {"variables", "A=1", "A=1,B=1"}, {"cpu", "256", "512"},
        {"image", "a", "b"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(pairs); i++) {
        struct tnf_record a = tnf_record_new(&arena, TNF_ENTITY_SERVICE);
        struct tnf_record b = tnf_record_new(&arena, TNF_ENTITY_SERVICE);
        const size_t field = (size_t)tnf_entity_field(a.entity, tnf_sv(pairs[i][0]));
        assert_true(tnf_record_equal(&a, &b));
        assert_int_equal(tnf_record_set_text(&a, field, tnf_sv(pairs[i][1]), &arena, NULL), 0);
        assert_false(tnf_record_equal(&a, &b));
        assert_int_equal(tnf_record_set_text(&b, field, tnf_sv(pairs[i][2]), &arena, NULL), 0);
        assert_false(tnf_record_equal(&a, &b));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_stand_first_and_are_strings),
        cmocka_unit_test(keys_go_to_text_and_back),
        cmocka_unit_test(values_go_to_text_and_back),
        cmocka_unit_test(booleans_are_true_or_false),
        cmocka_unit_test(text_of_the_wrong_type_changes_nothing),
        cmocka_unit_test(copies_are_deep_and_equal),
        cmocka_unit_test(any_difference_makes_unequal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
