/* Changes of a history added up: what differs between two revisions. */
#include "catalog/difference.h"

#include "catalog/catalog.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#define API "image", "x:1"

static void fill(struct tnf_catalog *catalog) {
    test_begin(catalog);
    test_insert_platform(catalog);
    test_insert(catalog, TNF_ENTITY_TENANT, "acme", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/api", API, NULL);
    test_insert(catalog, TNF_ENTITY_ROUTE, "acme/api/site", "path", "/*", NULL);
    assert_int_equal(test_commit(catalog), 1);
}

static void rename_row(struct catalog_fixture *fixture, enum tnf_entity_id entity, const char *key, const char *name) {
    struct tnf_error err = {0};
    const struct tnf_record row = test_record(&fixture->arena, entity, key, NULL);
    if (tnf_catalog_rename(fixture->catalog, &row, tnf_sv(name), &err) < 0) fail_msg("%s", err.message);
}

static void add_changes(struct tnf_strbuf *out, const struct tnf_difference *item) {
    for (size_t i = 0; i < item->after.entity->field_count; i++) {
        const struct tnf_field *field = &item->after.entity->fields[i];
        if (!tnf_difference_counts(item->after.entity, i)) continue;
        if (tnf_datum_equal(field, &item->before.data[i], &item->after.data[i])) continue;
        tnf_strbuf_addf(out, " %s=", field->name);
        tnf_record_add_text(out, &item->after, i);
    }
}

/* "+service acme/api", "-…", "~key>key field=value". */
static void add_item(struct tnf_strbuf *out, const struct tnf_difference *item) {
    const bool both = item->before.entity != NULL && item->after.entity != NULL;
    if (both) tnf_strbuf_add_c(out, '~');
    if (!both) tnf_strbuf_add_c(out, item->before.entity == NULL ? '+' : '-');
    tnf_strbuf_addf(out, "%s ", tnf_difference_row(item)->entity->name);
    tnf_record_add_key(out, both ? &item->before : tnf_difference_row(item));
    if (both) tnf_strbuf_add_c(out, '>');
    if (both) tnf_record_add_key(out, &item->after);
    if (both) add_changes(out, item);
    tnf_strbuf_add_c(out, '\n');
}

static void differs(struct catalog_fixture *fixture, int64_t from, int64_t to, const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_differences differences;
    struct tnf_error err = {0};
    if (tnf_catalog_differences(fixture->catalog, from, to, &fixture->arena, &differences, &err) < 0)
        fail_msg("%s", err.message);
    for (size_t i = 0; i < differences.count; i++) add_item(&text, differences.items[i]);
    tnf_differences_release(&differences);
    assert_string_equal(text.ptr, expected);
}

static void changes_of_a_row_are_one_and_undone_ones_none(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    test_begin(catalog);
    test_update(catalog, TNF_ENTITY_SERVICE, "acme/api", "cpu", "512", "memory", "1024", NULL);
    test_insert(catalog, TNF_ENTITY_SECRET, "acme/key", NULL);
    test_commit(catalog);
    test_begin(catalog);
    test_update(catalog, TNF_ENTITY_SERVICE, "acme/api", "memory", "2048", "secrets", "key", NULL);
    test_update(catalog, TNF_ENTITY_TENANT, "acme", "title", "A", NULL);
    test_commit(catalog);
    test_begin(catalog);
    test_update(catalog, TNF_ENTITY_TENANT, "acme", "title", "B", "tags", "k=v", NULL);
    test_commit(catalog);
    differs(fixture, 1, 4,
            "~tenant acme>acme title=B tags=k=v\n"
            "~service acme/api>acme/api cpu=512 memory=2048 secrets=key\n+secret acme/key\n");
    differs(fixture, 2, 3, "~tenant acme>acme title=A\n~service acme/api>acme/api memory=2048 secrets=key\n");
    differs(fixture, 3, 3, "");
    test_begin(catalog);
    test_update(catalog, TNF_ENTITY_TENANT, "acme", "title", "A", NULL);
    test_commit(catalog);
    differs(fixture, 3, 5, "~tenant acme>acme tags=k=v\n");
}

static void rows_that_went_and_came_are_compared(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    test_begin(catalog);
    test_remove(catalog, TNF_ENTITY_SERVICE, "acme/api");
    test_commit(catalog);
    differs(fixture, 1, 2, "-service acme/api\n-route acme/api/site\n");
    test_begin(catalog);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/api", API, "cpu", "512", "memory", "1024", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/web", API, NULL);
    test_commit(catalog);
    differs(fixture, 1, 3, "~service acme/api>acme/api cpu=512 memory=1024\n+service acme/web\n-route acme/api/site\n");
    test_begin(catalog);
    test_remove(catalog, TNF_ENTITY_SERVICE, "acme/web");
    test_commit(catalog);
    differs(fixture, 2, 4, "+service acme/api\n");
    differs(fixture, 0, 1,
            "+platform acme\n+environment production\n+environment staging\n+tenant acme\n+placement acme/staging\n"
            "+service acme/api\n+route acme/api/site\n");
}

static void a_row_is_followed_through_renames(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    test_begin(catalog);
    test_update(catalog, TNF_ENTITY_SERVICE, "acme/api", "cpu", "512", "memory", "1024", NULL);
    test_update(catalog, TNF_ENTITY_ROUTE, "acme/api/site", "path", "/x", NULL);
    test_commit(catalog);
    test_begin(catalog);
    rename_row(fixture, TNF_ENTITY_SERVICE, "acme/api", "talk");
    test_commit(catalog);
    test_begin(catalog);
    rename_row(fixture, TNF_ENTITY_TENANT, "acme", "beta");
    test_commit(catalog);
    differs(fixture, 1, 4,
            "~tenant acme>beta name=beta physical_name=acme\n"
            "~service acme/api>beta/talk name=talk cpu=512 memory=1024 physical_name=api former_names=api\n"
            "~route acme/api/site>beta/talk/site path=/x\n");
    differs(fixture, 3, 4, "~tenant acme>beta name=beta physical_name=acme\n");
    test_begin(catalog);
    test_update(catalog, TNF_ENTITY_SERVICE, "beta/talk", "cpu", "1024", "memory", "2048", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "beta/web", API, NULL);
    test_remove(catalog, TNF_ENTITY_ROUTE, "beta/talk/site");
    test_commit(catalog);
    differs(fixture, 3, 5,
            "-route acme/talk/site\n~tenant acme>beta name=beta physical_name=acme\n"
            "~service acme/talk>beta/talk cpu=1024 memory=2048\n+service beta/web\n");
    test_begin(catalog);
    test_insert(catalog, TNF_ENTITY_ROUTE, "beta/talk/site", "path", "/y", NULL);
    rename_row(fixture, TNF_ENTITY_TENANT, "beta", "acme");
    test_commit(catalog);
    differs(fixture, 3, 6,
            "~service acme/talk>acme/talk cpu=1024 memory=2048\n+service acme/web\n"
            "~route acme/talk/site>acme/talk/site path=/y\n");
}

static void a_row_that_is_gone_is_known_by_its_first_name(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    test_begin(catalog);
    rename_row(fixture, TNF_ENTITY_TENANT, "acme", "beta");
    test_remove(catalog, TNF_ENTITY_TENANT, "beta");
    test_insert(catalog, TNF_ENTITY_TENANT, "acme", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/api", API, "cpu", "512", "memory", "1024", NULL);
    test_commit(catalog);
    differs(fixture, 1, 2, "~service acme/api>acme/api cpu=512 memory=1024\n-route acme/api/site\n");
}

static void references_that_follow_a_rename_are_no_change(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    test_begin(catalog);
    test_insert(catalog, TNF_ENTITY_GPU_POOL, "staging/big", "instance_type", "g5.xlarge", "max", "1", "tenant", "acme",
                NULL);
    test_commit(catalog);
    test_begin(catalog);
    test_update(catalog, TNF_ENTITY_GPU_POOL, "staging/big", "max", "2", NULL);
    rename_row(fixture, TNF_ENTITY_TENANT, "acme", "beta");
    test_update(catalog, TNF_ENTITY_GPU_POOL, "staging/big", "max", "3", NULL);
    test_commit(catalog);
    differs(fixture, 2, 3, "~gpu_pool staging/big>staging/big max=3\n~tenant acme>beta name=beta physical_name=acme\n");
}

static void a_revision_that_is_not_there_is_named(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    const int64_t wrong[][2] = {{-1, 1}, {0, 2}, {2, 2}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(wrong); i++) {
        struct tnf_differences differences;
        struct tnf_error err = {0};
        assert_int_equal(
            tnf_catalog_differences(fixture->catalog, wrong[i][0], wrong[i][1], &fixture->arena, &differences, &err),
            TNF_E_NOT_FOUND);
        assert_string_equal(err.hint, "name a revision from 0 to 1");
        tnf_differences_release(&differences);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(changes_of_a_row_are_one_and_undone_ones_none, catalog_set_up,
                                        catalog_tear_down),
        cmocka_unit_test_setup_teardown(rows_that_went_and_came_are_compared, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_row_is_followed_through_renames, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_row_that_is_gone_is_known_by_its_first_name, catalog_set_up,
                                        catalog_tear_down),
        cmocka_unit_test_setup_teardown(references_that_follow_a_rename_are_no_change, catalog_set_up,
                                        catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_revision_that_is_not_there_is_named, catalog_set_up, catalog_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
