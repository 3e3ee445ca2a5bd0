#include "catalog/catalog.h"

#include "catalog/entities/all.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#include <string.h>
#include <sys/stat.h>

static void fill(struct catalog_fixture *fixture) {
    test_begin(fixture->catalog);
    test_insert_platform(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "acme", "isolation", "bridge", "tags", "Team=blue,Cost=1", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_SERVICE, "acme/web", "image", "web:1", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_SERVICE, "acme/api", "image", "api:1", "cpu", "512", "memory", "1024",
                "command", "[\"a,b\"]", NULL);
    test_commit(fixture->catalog);
}

static void rows_come_back_as_they_went(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture);
    struct tnf_error err = {0};
    const struct tnf_record key = test_record(&fixture->arena, TNF_ENTITY_SERVICE, "acme/api", NULL);
    const struct tnf_record expected = test_record(&fixture->arena, TNF_ENTITY_SERVICE, "acme/api", "image", "api:1",
                                                   "cpu", "512", "memory", "1024", "command", "[\"a,b\"]", NULL);
    struct tnf_record row;
    assert_int_equal(tnf_catalog_get(fixture->catalog, &key, &fixture->arena, &row, &err), 0);
    assert_true(tnf_record_equal(&row, &expected));
    const struct tnf_record tenant = test_record(&fixture->arena, TNF_ENTITY_TENANT, "acme", NULL);
    assert_int_equal(tnf_catalog_get(fixture->catalog, &tenant, &fixture->arena, &row, &err), 0);
    assert_string_equal(row.data[TNF_TENANT_TAGS].map.items[0].key.ptr, "Cost");
}

static void all_fields_of_all_entities_survive(void **state) {
    struct catalog_fixture *fixture = *state;
    const struct tnf_record rows[] = {
        test_record(&fixture->arena, TNF_ENTITY_ENVIRONMENT, "staging", "region", "us-east-1", "protected", "true",
                    "zones", "us-east-1a,us-east-1b", "zone_count", "2", "endpoints", "", "tags", "", "flow_logs",
                    "false", NULL),
        test_record(&fixture->arena, TNF_ENTITY_TENANT, "t", "isolation", "silo", "title",
                    "${x} %{y} \"quoted\" \\ \n\t \xF0\x9F\x9A\x80 '; DROP TABLE tenant; --", "tags",
                    "{\"k\":\"${x} \\\"\\n\"}", NULL),
    };
    test_begin(fixture->catalog);
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_error err = {0};
        if (tnf_catalog_insert(fixture->catalog, &rows[i], &err) < 0) fail_msg("%s", err.message);
        struct tnf_record row;
        assert_int_equal(tnf_catalog_get(fixture->catalog, &rows[i], &fixture->arena, &row, &err), 0);
        assert_true(tnf_record_equal(&row, &rows[i]));
    }
}

static int count(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct tnf_strbuf *names = context;
    tnf_record_add_key(names, record);
    tnf_strbuf_add_c(names, ' ');
    return 0;
}

static void each_goes_in_key_order_and_filters(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf names = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_each(fixture->catalog, TNF_ENTITY_SERVICE, NULL, count, &names, &err), 0);
    assert_string_equal(names.ptr, "acme/api acme/web ");
    struct tnf_record filter = tnf_record_new(&fixture->arena, TNF_ENTITY_PLACEMENT);
    filter.data[TNF_PLACEMENT_ENVIRONMENT] = (struct tnf_datum){.set = true, .string = TNF_SV("production")};
    tnf_strbuf_clear(&names);
    assert_int_equal(tnf_catalog_each(fixture->catalog, TNF_ENTITY_PLACEMENT, &filter, count, &names, &err), 0);
    assert_string_equal(names.ptr, "");
    filter.data[TNF_PLACEMENT_LOG_RETENTION] = (struct tnf_datum){.set = true, .integer = 7};
    assert_int_equal(tnf_catalog_each(fixture->catalog, TNF_ENTITY_PLACEMENT, &filter, count, &names, &err),
                     TNF_E_INTERNAL);
}

static int stop(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)record;
    (*(int *)context)++;
    return tnf_error_set(err, TNF_E_LIMIT, "enough");
}

static void a_visitor_can_stop(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture);
    int calls = 0;
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_each(fixture->catalog, TNF_ENTITY_SERVICE, NULL, stop, &calls, &err), TNF_E_LIMIT);
    assert_int_equal(calls, 1);
    assert_int_equal(tnf_catalog_each(fixture->catalog, TNF_ENTITY_SERVICE, NULL, stop, &calls, &err), TNF_E_LIMIT);
    assert_int_equal(calls, 2);
}

/* Names the row, and in parentheses all rows of its entity. */
struct nested {
    struct catalog_fixture *fixture;
    struct tnf_strbuf names;
};

static int count_within(const struct tnf_record *record, void *context, struct tnf_error *err) {
    struct nested *nested = context;
    TNF_TRY(count(record, &nested->names, err));
    tnf_strbuf_add_str(&nested->names, "( ");
    TNF_TRY(tnf_catalog_each(nested->fixture->catalog, record->entity->id, NULL, count, &nested->names, err));
    tnf_strbuf_add_str(&nested->names, ") ");
    return 0;
}

static void a_visitor_can_visit_the_same_rows(void **state) {
    struct nested nested = {.fixture = *state, .names = TNF_STRBUF_INIT};
    fill(nested.fixture);
    assert_int_equal(tnf_catalog_each(nested.fixture->catalog, TNF_ENTITY_SERVICE, NULL, count_within, &nested, NULL),
                     0);
    assert_string_equal(nested.names.ptr, "acme/api ( acme/api acme/web ) acme/web ( acme/api acme/web ) ");
    tnf_strbuf_release(&nested.names);
}

static void names_are_given_once(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture);
    struct tnf_error err = {0};
    test_begin(fixture->catalog);
    const struct tnf_record again =
        test_record(&fixture->arena, TNF_ENTITY_SERVICE, "acme/api", "image", "api:2", NULL);
    assert_int_equal(tnf_catalog_insert(fixture->catalog, &again, &err), TNF_E_EXISTS);
    assert_string_equal(err.message, "service \"acme/api\": exists already");
    const struct tnf_record second =
        test_record(&fixture->arena, TNF_ENTITY_PLATFORM, "other", "region", "us-east-1", NULL);
    assert_int_equal(tnf_catalog_insert(fixture->catalog, &second, &err), TNF_E_EXISTS);
    assert_string_equal(err.hint, "a catalog has one platform: change or rename it");
}

static void what_is_not_there_is_not_found(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture);
    struct tnf_error err = {0};
    struct tnf_record row;
    const struct tnf_record key = test_record(&fixture->arena, TNF_ENTITY_GPU_POOL, "staging/x", NULL);
    assert_int_equal(tnf_catalog_get(fixture->catalog, &key, &fixture->arena, &row, &err), TNF_E_NOT_FOUND);
    assert_string_equal(err.message, "GPU pool \"staging/x\": does not exist");
    test_begin(fixture->catalog);
    assert_int_equal(tnf_catalog_update(fixture->catalog, &key, false, &err), TNF_E_NOT_FOUND);
    assert_int_equal(tnf_catalog_remove(fixture->catalog, &key, &err), TNF_E_NOT_FOUND);
}

static void broken_fields_are_refused_at_once(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture);
    struct tnf_error err = {0};
    test_begin(fixture->catalog);
    const struct tnf_record row =
        test_record(&fixture->arena, TNF_ENTITY_SERVICE, "acme/x", "image", "x", "cpu", "1", NULL);
    assert_int_equal(tnf_catalog_insert(fixture->catalog, &row, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "service acme/x: cpu: must be 256 to 16384 CPU units, not 1");
    const struct tnf_record change = test_record(&fixture->arena, TNF_ENTITY_SERVICE, "acme/api", "cpu", "1", NULL);
    assert_int_equal(tnf_catalog_update(fixture->catalog, &change, false, &err), TNF_E_INVALID);
}

static void an_update_leaves_the_rest_alone_unless_whole(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture);
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_SERVICE, "acme/api", "port", "9000", NULL);
    struct tnf_record row = catalog_fixture_row(fixture, TNF_ENTITY_SERVICE, "acme/api");
    assert_int_equal(row.data[TNF_SERVICE_PORT].integer, 9000);
    assert_int_equal(row.data[TNF_SERVICE_CPU].integer, 512);
    struct tnf_error err = {0};
    const struct tnf_record whole =
        test_record(&fixture->arena, TNF_ENTITY_SERVICE, "acme/api", "image", "api:2", NULL);
    assert_int_equal(tnf_catalog_update(fixture->catalog, &whole, true, &err), 0);
    row = catalog_fixture_row(fixture, TNF_ENTITY_SERVICE, "acme/api");
    assert_true(tnf_record_equal(&row, &whole));
}

static void a_whole_update_keeps_what_was_allocated(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture);
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "staging", "cidr", "10.7.0.0/16", NULL);
    struct tnf_error err = {0};
    const struct tnf_record whole = test_record(&fixture->arena, TNF_ENTITY_ENVIRONMENT, "staging", NULL);
    assert_int_equal(tnf_catalog_update(fixture->catalog, &whole, true, &err), 0);
    const struct tnf_record row = catalog_fixture_row(fixture, TNF_ENTITY_ENVIRONMENT, "staging");
    assert_string_equal(row.data[TNF_ENVIRONMENT_CIDR].string.ptr, "10.7.0.0/16");
    assert_false(row.data[TNF_ENVIRONMENT_DOMAIN].set);
}

static void a_change_of_nothing_is_no_revision(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture);
    test_begin(fixture->catalog);
    assert_int_equal(test_commit(fixture->catalog), 1);
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_SERVICE, "acme/api", "cpu", "512", NULL);
    assert_int_equal(test_commit(fixture->catalog), 1);
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_SERVICE, "acme/api", "cpu", "256", "memory", "512", NULL);
    assert_int_equal(test_commit(fixture->catalog), 2);
}

static void a_rollback_leaves_nothing(void **state) {
    struct catalog_fixture *fixture = *state;
    test_begin(fixture->catalog);
    test_insert_platform(fixture->catalog);
    tnf_catalog_rollback(fixture->catalog);
    int64_t revision = -1;
    assert_int_equal(tnf_catalog_revision(fixture->catalog, &revision, NULL), 0);
    assert_int_equal(revision, 0);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf names = TNF_STRBUF_INIT;
    assert_int_equal(tnf_catalog_each(fixture->catalog, TNF_ENTITY_PLATFORM, NULL, count, &names, NULL), 0);
    assert_int_equal(names.len, 0);
}

static void writing_needs_a_transaction(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_error err = {0};
    const struct tnf_record row = test_record(&fixture->arena, TNF_ENTITY_TENANT, "t", "isolation", "pool", NULL);
    assert_int_equal(tnf_catalog_insert(fixture->catalog, &row, &err), TNF_E_INTERNAL);
    assert_int_equal(tnf_catalog_begin_read(fixture->catalog, &err), 0);
    assert_int_equal(tnf_catalog_insert(fixture->catalog, &row, &err), TNF_E_INTERNAL);
    const struct tnf_change change = {0};
    assert_int_equal(tnf_catalog_begin(fixture->catalog, &change, &err), TNF_E_INTERNAL);
    tnf_catalog_end_read(fixture->catalog);
    assert_int_equal(tnf_catalog_begin(fixture->catalog, &change, &err), 0);
}

static void a_reader_keeps_its_snapshot(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture);
    struct tnf_catalog *reader = test_open(fixture->path, TNF_OPEN_READ);
    assert_int_equal(tnf_catalog_begin_read(reader, NULL), 0);
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_SERVICE, "acme/api", "port", "9000", NULL);
    test_commit(fixture->catalog);
    int64_t revision = 0;
    assert_int_equal(tnf_catalog_revision(reader, &revision, NULL), 0);
    assert_int_equal(revision, 1);
    tnf_catalog_end_read(reader);
    assert_int_equal(tnf_catalog_revision(reader, &revision, NULL), 0);
    assert_int_equal(revision, 2);
    tnf_catalog_close(reader);
}

static void a_read_handle_does_not_write(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture);
    struct tnf_catalog *reader = test_open(fixture->path, TNF_OPEN_READ);
    const struct tnf_change change = {0};
    struct tnf_error err = {0};
    const struct tnf_record row = test_record(&fixture->arena, TNF_ENTITY_TENANT, "t", "isolation", "pool", NULL);
    if (tnf_catalog_begin(reader, &change, &err) == 0)
        assert_int_equal(tnf_catalog_insert(reader, &row, &err), TNF_E_IO);
    tnf_catalog_close(reader);
}

static void a_catalog_keeps_its_uuid(void **state) {
    struct catalog_fixture *fixture = *state;
    char uuid[37] = "";
    char again[37] = "";
    assert_int_equal(tnf_catalog_uuid(fixture->catalog, uuid, NULL), 0);
    assert_int_equal(strlen(uuid), 36);
    struct tnf_catalog *other = test_open(fixture->path, TNF_OPEN_READ);
    assert_int_equal(tnf_catalog_uuid(other, again, NULL), 0);
    assert_string_equal(uuid, again);
    tnf_catalog_close(other);
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "other.db");
    other = test_open(path, TNF_OPEN_WRITE | TNF_OPEN_CREATE);
    assert_int_equal(tnf_catalog_uuid(other, again, NULL), 0);
    assert_string_not_equal(uuid, again);
    tnf_catalog_close(other);
}

static void refused(struct catalog_fixture *fixture, const char *name, unsigned flags, enum tnf_code code,
                    const char *message) {
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, name);
    struct tnf_catalog *catalog = NULL;
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_open(path, flags, &catalog, &err), code);
    assert_null(catalog);
    if (strstr(err.message, message) == NULL) fail_msg("%s", err.message);
}

static void other_files_are_refused_and_left_alone(void **state) {
    struct catalog_fixture *fixture = *state;
    const unsigned write = TNF_OPEN_WRITE | TNF_OPEN_CREATE;
    tnf_scratch_write(&fixture->scratch, "text.db", "hello, this is no database at all, only some text\n");
    refused(fixture, "text.db", write, TNF_E_INVALID, "is no catalog or is damaged");
    tnf_scratch_write(&fixture->scratch, "empty.db", "");
    refused(fixture, "empty.db", TNF_OPEN_READ, TNF_E_INVALID, "is empty");
    refused(fixture, "missing.db", TNF_OPEN_READ, TNF_E_NOT_FOUND, "does not exist");
    refused(fixture, "missing.db", TNF_OPEN_WRITE, TNF_E_NOT_FOUND, "does not exist");
    refused(fixture, "no-folder/x.db", write, TNF_E_IO, "unable to open database file");
    refused(fixture, "", write, TNF_E_INVALID, "is not a file");
    TNF_AUTO_FREE char *text = tnf_scratch_read(&fixture->scratch, "text.db");
    assert_string_equal(text, "hello, this is no database at all, only some text\n");
}

static void names_that_sqlite_would_treat_apart_are_files(void **state) {
    struct catalog_fixture *fixture = *state;
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "file:x?mode=memory");
    tnf_catalog_close(test_open(path, TNF_OPEN_WRITE | TNF_OPEN_CREATE));
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalog_set_up, catalog_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(rows_come_back_as_they_went),
        TEST(all_fields_of_all_entities_survive),
        TEST(each_goes_in_key_order_and_filters),
        TEST(a_visitor_can_stop),
        TEST(a_visitor_can_visit_the_same_rows),
        TEST(names_are_given_once),
        TEST(what_is_not_there_is_not_found),
        TEST(broken_fields_are_refused_at_once),
        TEST(an_update_leaves_the_rest_alone_unless_whole),
        TEST(a_whole_update_keeps_what_was_allocated),
        TEST(a_change_of_nothing_is_no_revision),
        TEST(a_rollback_leaves_nothing),
        TEST(writing_needs_a_transaction),
        TEST(a_reader_keeps_its_snapshot),
        TEST(a_read_handle_does_not_write),
        TEST(a_catalog_keeps_its_uuid),
        TEST(other_files_are_refused_and_left_alone),
        TEST(names_that_sqlite_would_treat_apart_are_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
