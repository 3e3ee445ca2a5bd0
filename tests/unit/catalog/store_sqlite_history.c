#include "catalog/catalog.h"

#include "catalog/entities/all.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#include <string.h>

#define SERVICE_DEFAULTS "image", "x:1"

static void fill(struct tnf_catalog *catalog) {
    test_begin(catalog);
    test_insert_platform(catalog);
    test_insert(catalog, TNF_ENTITY_TENANT, "acme", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "beta", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "acme/production", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "beta/staging", NULL);
    test_insert(catalog, TNF_ENTITY_DATABASE, "acme/staging/main", NULL);
    test_insert(catalog, TNF_ENTITY_DATABASE, "acme/production/main", NULL);
    test_insert(catalog, TNF_ENTITY_SECRET, "acme/key", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/api", SERVICE_DEFAULTS, "secrets", "key", "database", "main", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/web", SERVICE_DEFAULTS, "calls", "api", NULL);
    test_insert(catalog, TNF_ENTITY_ROUTE, "acme/web/site", "path", "/*", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "beta/api", SERVICE_DEFAULTS, NULL);
    assert_int_equal(test_commit(catalog), 1);
}

static void rename_row(struct catalog_fixture *fixture, enum tnf_entity_id entity, const char *key, const char *name) {
    struct tnf_error err = {0};
    const struct tnf_record row = test_record(&fixture->arena, entity, key, NULL);
    if (tnf_catalog_rename(fixture->catalog, &row, tnf_sv(name), &err) < 0) fail_msg("%s", err.message);
}

static void add_names(struct tnf_strbuf *out, const struct tnf_strings *names) {
    for (size_t i = 0; i < names->count; i++) tnf_strbuf_addf(out, "%.*s ", TNF_SV_ARG(names->items[i]));
}

/* "platform|environments|tenants" that changed. */
static void changed(struct catalog_fixture *fixture, int64_t since, const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_changes changes;
    struct tnf_error err = {0};
    if (tnf_catalog_changes(fixture->catalog, since, &fixture->arena, &changes, &err) < 0) fail_msg("%s", err.message);
    tnf_strbuf_addf(&text, "%d|", changes.platform);
    add_names(&text, &changes.environments);
    tnf_strbuf_add_c(&text, '|');
    add_names(&text, &changes.tenants);
    assert_string_equal(text.ptr, expected);
}

static void changes_name_whose_stacks_differ(void **state) {
    struct catalog_fixture *fixture = *state;
    changed(fixture, 0, "0||");
    fill(fixture->catalog);
    changed(fixture, 0, "1|production staging |acme beta ");
    changed(fixture, 1, "0||");
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_ROUTE, "acme/web/site", "path", "/x", NULL);
    test_update(fixture->catalog, TNF_ENTITY_DATABASE, "acme/staging/main", "storage", "30", NULL);
    assert_int_equal(test_commit(fixture->catalog), 2);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_GPU_POOL, "staging/big", "instance_type", "g5.xlarge", "max", "1", NULL);
    assert_int_equal(test_commit(fixture->catalog), 3);
    changed(fixture, 1, "0|staging |acme ");
    changed(fixture, 2, "0|staging |");
    struct tnf_changes changes;
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_changes(fixture->catalog, 4, &fixture->arena, &changes, &err), TNF_E_NOT_FOUND);
    assert_int_equal(tnf_catalog_changes(fixture->catalog, -1, &fixture->arena, &changes, &err), TNF_E_NOT_FOUND);
}

static int add_line(const struct tnf_history_row *row, void *context, struct tnf_error *err) {
    (void)err;
    assert_int_equal(row->time.len, strlen("2026-11-21T08:00:00Z"));
    assert_true(tnf_sv_eq_c(row->author, "ada") && tnf_sv_eq_c(row->reason, "because"));
    tnf_strbuf_addf(context, "%d %.*s %s %.*s %.*s -> %.*s\n", (int)row->revision, TNF_SV_ARG(row->action),
                    tnf_entity(row->entity)->name, TNF_SV_ARG(row->key), TNF_SV_ARG(row->before),
                    TNF_SV_ARG(row->after));
    return 0;
}

static void history_is(struct catalog_fixture *fixture, int64_t since, const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    if (tnf_catalog_history(fixture->catalog, since, add_line, &text, &err) < 0) fail_msg("%s", err.message);
    assert_string_equal(text.ptr, expected);
}

static void the_history_tells_before_and_after(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    history_is(fixture, 1, "");
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_TENANT, "beta", "title", "B \"2\"", NULL);
    test_remove(fixture->catalog, TNF_ENTITY_ROUTE, "acme/web/site");
    test_commit(fixture->catalog);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_SECRET, "beta/k", NULL);
    rename_row(fixture, TNF_ENTITY_SECRET, "beta/k", "key");
    test_commit(fixture->catalog);
    static const char third[] = "3 insert secret beta/k  -> {\"tenant\":\"beta\",\"name\":\"k\"}\n"
                                "3 rename secret beta/k {\"tenant\":\"beta\",\"name\":\"k\"} ->"
                                " {\"tenant\":\"beta\",\"name\":\"key\",\"physical_name\":\"k\","
                                "\"former_names\":[\"k\"]}\n";
    history_is(fixture, 2, third);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf both = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&both, "2 update tenant beta {\"name\":\"beta\",\"isolation\":\"bridge\"} ->"
                              " {\"name\":\"beta\",\"isolation\":\"bridge\",\"title\":\"B \\\"2\\\"\"}\n"
                              "2 remove route acme/web/site {\"tenant\":\"acme\",\"service\":\"web\",\"name\":\"site\","
                              "\"path\":\"/*\",\"priority\":1,\"load_balancer\":1} -> \n");
    tnf_strbuf_add_str(&both, third);
    history_is(fixture, 1, both.ptr);
}

static int join(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    tnf_record_add_key(context, record);
    tnf_strbuf_add_c(context, ' ');
    return 0;
}

static void rows_are(struct catalog_fixture *fixture, enum tnf_entity_id entity, const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf names = TNF_STRBUF_INIT;
    assert_int_equal(tnf_catalog_each(fixture->catalog, entity, NULL, join, &names, NULL), 0);
    assert_string_equal(names.ptr, expected);
}

static void a_renamed_tenant_keeps_all_that_it_has(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    rename_row(fixture, TNF_ENTITY_TENANT, "acme", "zeta");
    assert_int_equal(test_commit(fixture->catalog), 2);
    rows_are(fixture, TNF_ENTITY_TENANT, "beta zeta ");
    rows_are(fixture, TNF_ENTITY_PLACEMENT, "beta/staging zeta/production zeta/staging ");
    rows_are(fixture, TNF_ENTITY_DATABASE, "zeta/production/main zeta/staging/main ");
    rows_are(fixture, TNF_ENTITY_ROUTE, "zeta/web/site ");
    changed(fixture, 1, "0||acme zeta ");
}

static void a_renamed_environment_keeps_its_tenants(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    rename_row(fixture, TNF_ENTITY_ENVIRONMENT, "staging", "test");
    test_commit(fixture->catalog);
    rows_are(fixture, TNF_ENTITY_PLACEMENT, "acme/production acme/test beta/test ");
    rows_are(fixture, TNF_ENTITY_DATABASE, "acme/production/main acme/test/main ");
    changed(fixture, 1, "0|staging test |");
}

static void what_services_name_follows_a_rename(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    rename_row(fixture, TNF_ENTITY_SECRET, "acme/key", "token");
    rename_row(fixture, TNF_ENTITY_SERVICE, "acme/api", "core");
    rename_row(fixture, TNF_ENTITY_DATABASE, "acme/staging/main", "primary");
    assert_string_equal(
        catalog_fixture_row(fixture, TNF_ENTITY_SERVICE, "acme/core").data[TNF_SERVICE_DATABASE].string.ptr, "main");
    rename_row(fixture, TNF_ENTITY_DATABASE, "acme/production/main", "primary");
    const struct tnf_record core = catalog_fixture_row(fixture, TNF_ENTITY_SERVICE, "acme/core");
    assert_string_equal(core.data[TNF_SERVICE_DATABASE].string.ptr, "primary");
    assert_string_equal(core.data[TNF_SERVICE_SECRETS].list.items[0].ptr, "token");
    assert_string_equal(
        catalog_fixture_row(fixture, TNF_ENTITY_SERVICE, "acme/web").data[TNF_SERVICE_CALLS].list.items[0].ptr, "core");
    test_commit(fixture->catalog);
}

static void a_name_that_is_taken_or_wrong_is_refused(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    struct tnf_error err = {0};
    const struct tnf_record tenant = test_record(&fixture->arena, TNF_ENTITY_TENANT, "acme", NULL);
    const struct tnf_record missing = test_record(&fixture->arena, TNF_ENTITY_TENANT, "none", NULL);
    const struct tnf_record placement = test_record(&fixture->arena, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    assert_int_equal(tnf_catalog_rename(fixture->catalog, &tenant, TNF_SV("beta"), &err), TNF_E_EXISTS);
    assert_int_equal(tnf_catalog_rename(fixture->catalog, &tenant, TNF_SV("-rf"), &err), TNF_E_INVALID);
    assert_int_equal(tnf_catalog_rename(fixture->catalog, &tenant, TNF_SV(""), &err), TNF_E_INVALID);
    assert_int_equal(tnf_catalog_rename(fixture->catalog, &missing, TNF_SV("x"), &err), TNF_E_NOT_FOUND);
    assert_int_equal(tnf_catalog_rename(fixture->catalog, &placement, TNF_SV("production"), &err), TNF_E_INVALID);
    assert_int_equal(tnf_catalog_rename(fixture->catalog, &tenant, TNF_SV("acme"), &err), 0);
    assert_int_equal(test_commit(fixture->catalog), 1);
}

static void removal_takes_what_nests_under_it(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    test_remove(fixture->catalog, TNF_ENTITY_TENANT, "acme");
    test_commit(fixture->catalog);
    rows_are(fixture, TNF_ENTITY_TENANT, "beta ");
    rows_are(fixture, TNF_ENTITY_PLACEMENT, "beta/staging ");
    rows_are(fixture, TNF_ENTITY_DATABASE, "");
    rows_are(fixture, TNF_ENTITY_SERVICE, "beta/api ");
    rows_are(fixture, TNF_ENTITY_ROUTE, "");
    rows_are(fixture, TNF_ENTITY_SECRET, "");
    changed(fixture, 1, "0||acme ");
}

static void removal_of_what_others_need_is_refused(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_GPU_POOL, "staging/big", "tenant", "acme", "instance_type", "g5.xlarge",
                "max", "1", NULL);
    struct tnf_error err = {0};
    const struct tnf_record staging = test_record(&fixture->arena, TNF_ENTITY_ENVIRONMENT, "staging", NULL);
    const struct tnf_record acme = test_record(&fixture->arena, TNF_ENTITY_TENANT, "acme", NULL);
    assert_int_equal(tnf_catalog_remove(fixture->catalog, &staging, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "environment \"staging\": is needed by placement \"acme/staging\"");
    assert_int_equal(tnf_catalog_remove(fixture->catalog, &acme, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "tenant \"acme\": is needed by GPU pool \"staging/big\"");
    rows_are(fixture, TNF_ENTITY_ENVIRONMENT, "production staging ");
}

static int add_action(const struct tnf_history_row *row, void *context, struct tnf_error *err) {
    (void)err;
    tnf_strbuf_addf(context, "%lld %.*s,", (long long)row->revision, TNF_SV_ARG(row->action));
    return 0;
}

static void last_change_is(struct catalog_fixture *fixture, enum tnf_entity_id entity, const char *key,
                           const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const struct tnf_record row = test_record(&fixture->arena, entity, key, NULL);
    assert_int_equal(tnf_catalog_last_change(fixture->catalog, &row, add_action, &text, NULL), 0);
    assert_string_equal(text.ptr, expected);
}

static void the_last_change_of_a_row_is_all_of_its_revision(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    last_change_is(fixture, TNF_ENTITY_ENVIRONMENT, "staging", "1 insert,1 update,");
    last_change_is(fixture, TNF_ENTITY_TENANT, "acme", "1 insert,");
    last_change_is(fixture, TNF_ENTITY_TENANT, "nobody", "");
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_TENANT, "acme", "title", "Acme", NULL);
    (void)test_commit(fixture->catalog);
    last_change_is(fixture, TNF_ENTITY_TENANT, "acme", "2 update,");
}

static void copy_mark(struct tnf_catalog *catalog, int64_t revision, char ret[65]) {
    struct tnf_error err = {0};
    if (tnf_catalog_mark(catalog, revision, ret, &err) < 0) fail_msg("%s", err.message);
}

static void change_title(struct tnf_catalog *catalog, const char *title) {
    test_begin(catalog);
    test_update(catalog, TNF_ENTITY_TENANT, "acme", "title", title, NULL);
    (void)test_commit(catalog);
}

static void a_revision_is_told_from_one_of_that_number_in_a_copy(void **state) {
    struct catalog_fixture *fixture = *state;
    char before[65];
    char here[65];
    char there[65];
    copy_mark(fixture->catalog, 0, before);
    fill(fixture->catalog);
    copy_mark(fixture->catalog, 1, here);
    assert_string_not_equal(here, before);
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "copy.db");
    assert_int_equal(tnf_catalog_write_at(fixture->catalog, 1, path, NULL), 0);
    struct tnf_catalog *copy = test_open(path, TNF_OPEN_WRITE);
    copy_mark(copy, 1, there);
    assert_string_equal(there, here);
    change_title(fixture->catalog, "Here");
    change_title(copy, "There");
    copy_mark(fixture->catalog, 2, here);
    copy_mark(copy, 2, there);
    assert_string_not_equal(there, here);
    copy_mark(copy, 0, there);
    assert_string_equal(there, before);
    assert_int_equal(tnf_catalog_mark(copy, 3, there, NULL), TNF_E_NOT_FOUND);
    tnf_catalog_close(copy);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalog_set_up, catalog_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_last_change_of_a_row_is_all_of_its_revision),
        TEST(changes_name_whose_stacks_differ),
        TEST(a_revision_is_told_from_one_of_that_number_in_a_copy),
        TEST(the_history_tells_before_and_after),
        TEST(a_renamed_tenant_keeps_all_that_it_has),
        TEST(a_renamed_environment_keeps_its_tenants),
        TEST(what_services_name_follows_a_rename),
        TEST(a_name_that_is_taken_or_wrong_is_refused),
        TEST(removal_takes_what_nests_under_it),
        TEST(removal_of_what_others_need_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
