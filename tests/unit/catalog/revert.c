/* Undoing revisions: what comes back, what stays, and what is refused. */
#include "catalog/revert.h"

#include "catalog/json_text.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/random_rows.h"
#include "tests/support/test.h"
#include "tests/support/valgrind.h"

#include <string.h>

#define API "image", "x:1", "kind", "worker"

static void fill(struct tnf_catalog *catalog) {
    test_begin(catalog);
    test_insert_platform(catalog);
    test_insert(catalog, TNF_ENTITY_TENANT, "acme", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/api", API, NULL);
    test_insert(catalog, TNF_ENTITY_VOLUME, "acme/api/data", "path", "/data", NULL);
    assert_int_equal(test_commit(catalog), 1);
}

static int rename_row(struct tnf_catalog *catalog, enum tnf_entity_id entity, const char *key, const char *name) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_record row = test_record(&arena, entity, key, NULL);
    return tnf_catalog_rename(catalog, &row, tnf_sv(name), NULL);
}

/* A revision with one change. */
#define CHANGE(catalog, statement)                                                                                     \
    do {                                                                                                               \
        test_begin(catalog);                                                                                           \
        statement;                                                                                                     \
        test_commit(catalog);                                                                                          \
    } while (0)

static void revert(struct tnf_catalog *catalog, int64_t revision, bool to) {
    const struct tnf_revert what = {.revision = revision, .to = to};
    struct tnf_error err = {0};
    test_begin(catalog);
    if (tnf_catalog_revert(catalog, &what, NULL, &err) < 0)
        fail_msg("revision %d: %s (%s)", (int)revision, err.message, err.hint);
    test_commit(catalog);
}

static void refused(struct tnf_catalog *catalog, int64_t revision, const char *message, const char *hint) {
    const struct tnf_revert what = {.revision = revision};
    struct tnf_error err = {0};
    test_begin(catalog);
    assert_int_equal(tnf_catalog_revert(catalog, &what, NULL, &err), TNF_E_CONFLICT);
    tnf_catalog_rollback(catalog);
    assert_string_equal(err.message, message);
    assert_string_equal(err.hint, hint);
}

static int add_row(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record row = tnf_record_copy(&arena, record);
    const int former = tnf_entity_field(row.entity, TNF_SV("former_names"));
    const int physical = tnf_entity_field(row.entity, TNF_SV("physical_name"));
    if (former >= 0) row.data[former].set = false;
    if (physical >= 0) row.data[physical].set = false;
    tnf_strbuf_addf(context, "%s ", row.entity->name);
    tnf_json_add_record(context, &row);
    tnf_strbuf_add_c(context, '\n');
    return 0;
}

/* Everything that is in a catalog, but for the names that follow what was applied: those that a row had since, and the
 * one in AWS of a row that was removed and added again. */
static void read_all(struct tnf_catalog *catalog, struct tnf_strbuf *out) {
    for (int id = 0; id < TNF_ENTITY_COUNT; id++)
        assert_int_equal(tnf_catalog_each(catalog, (enum tnf_entity_id)id, NULL, add_row, out, NULL), 0);
}

static void is_as_at(struct catalog_fixture *fixture, int64_t revision) {
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "then.db");
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf then = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf now = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    (void)remove(path);
    if (tnf_catalog_write_at(fixture->catalog, revision, path, &err) < 0) fail_msg("%s", err.message);
    struct tnf_catalog *copy = test_open(path, TNF_OPEN_READ);
    read_all(copy, &then);
    read_all(fixture->catalog, &now);
    tnf_catalog_close(copy);
    for (struct tnf_strview left = tnf_strbuf_view(&now), right = tnf_strbuf_view(&then); left.len + right.len > 0;) {
        const struct tnf_strview is = tnf_sv_next(&left, '\n');
        const struct tnf_strview was = tnf_sv_next(&right, '\n');
        if (!tnf_sv_eq(is, was))
            fail_msg("revision %d has\n%.*s\nnot\n%.*s", (int)revision, TNF_SV_ARG(was), TNF_SV_ARG(is));
    }
}

static void a_revision_is_undone_and_later_ones_stay(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    CHANGE(catalog, test_update(catalog, TNF_ENTITY_SERVICE, "acme/api", "cpu", "512", "memory", "1024", NULL));
    CHANGE(catalog, test_update(catalog, TNF_ENTITY_SERVICE, "acme/api", "image", "x:2", NULL));
    CHANGE(catalog, test_insert(catalog, TNF_ENTITY_SECRET, "acme/key", NULL));
    CHANGE(catalog, test_remove(catalog, TNF_ENTITY_PLACEMENT, "acme/staging"));
    revert(catalog, 2, false);
    struct tnf_record row = catalog_fixture_row(fixture, TNF_ENTITY_SERVICE, "acme/api");
    assert_false(row.data[TNF_SERVICE_CPU].set || row.data[TNF_SERVICE_MEMORY].set);
    assert_true(tnf_sv_eq_c(row.data[TNF_SERVICE_IMAGE].string, "x:2"));
    revert(catalog, 5, false);
    row = catalog_fixture_row(fixture, TNF_ENTITY_PLACEMENT, "acme/staging");
    revert(catalog, 4, false);
    revert(catalog, 3, false);
    is_as_at(fixture, 1);
    revert(catalog, 8, false);
    row = catalog_fixture_row(fixture, TNF_ENTITY_SECRET, "acme/key");
}

static void what_changed_again_is_a_conflict(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    CHANGE(catalog, test_update(catalog, TNF_ENTITY_TENANT, "acme", "title", "A", NULL));
    CHANGE(catalog, test_update(catalog, TNF_ENTITY_TENANT, "acme", "title", "B", NULL));
    CHANGE(catalog, test_insert(catalog, TNF_ENTITY_SERVICE, "acme/web", API, NULL));
    CHANGE(catalog, test_insert(catalog, TNF_ENTITY_VOLUME, "acme/web/data", "path", "/data", NULL));
    CHANGE(catalog, test_remove(catalog, TNF_ENTITY_SERVICE, "acme/api"));
    CHANGE(catalog, test_insert(catalog, TNF_ENTITY_SERVICE, "acme/api", API, NULL));
    refused(catalog, 2, "tenant \"acme\": title was changed again in revision 3",
            "undo both with `tenantform revert 3 2`, or change the row by hand");
    refused(catalog, 4, "volume \"acme/web/data\": would go too, and was added in revision 5",
            "undo both with `tenantform revert 5 4`, or change the row by hand");
    refused(catalog, 6, "service \"acme/api\": has its name, which was given in revision 7",
            "undo both with `tenantform revert 7 6`, or change the row by hand");
    CHANGE(catalog, rename_row(catalog, TNF_ENTITY_SERVICE, "acme/web", "www"));
    CHANGE(catalog, rename_row(catalog, TNF_ENTITY_SERVICE, "acme/www", "front"));
    refused(catalog, 8, "service \"acme/front\": was renamed again in revision 9",
            "undo both with `tenantform revert 9 8`, or change the row by hand");
    CHANGE(catalog, test_remove(catalog, TNF_ENTITY_TENANT, "acme"));
    refused(catalog, 3, "tenant \"acme\": was removed in revision 10",
            "undo both with `tenantform revert 10 3`, or change the row by hand");
}

static void a_rename_is_turned_round(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    CHANGE(catalog, assert_int_equal(rename_row(catalog, TNF_ENTITY_SERVICE, "acme/api", "talk"), 0));
    CHANGE(catalog, assert_int_equal(rename_row(catalog, TNF_ENTITY_TENANT, "acme", "beta"), 0));
    CHANGE(catalog, assert_int_equal(rename_row(catalog, TNF_ENTITY_VOLUME, "beta/talk/data", "files"), 0));
    CHANGE(catalog, test_update(catalog, TNF_ENTITY_SERVICE, "beta/talk", "image", "x:2", NULL));
    revert(catalog, 2, false);
    struct tnf_record row = catalog_fixture_row(fixture, TNF_ENTITY_SERVICE, "beta/api");
    assert_false(row.data[TNF_SERVICE_PHYSICAL_NAME].set);
    assert_int_equal(row.data[TNF_SERVICE_FORMER_NAMES].list.count, 1);
    assert_true(tnf_sv_eq_c(row.data[TNF_SERVICE_FORMER_NAMES].list.items[0], "talk"));
    assert_true(tnf_sv_eq_c(row.data[TNF_SERVICE_IMAGE].string, "x:2"));
    revert(catalog, 3, false);
    row = catalog_fixture_row(fixture, TNF_ENTITY_TENANT, "acme");
    assert_false(row.data[TNF_TENANT_PHYSICAL_NAME].set);
    revert(catalog, 1, true);
    revert(catalog, 5, true); /* all three at once, and back again */
    is_as_at(fixture, 5);
    revert(catalog, 1, true);
    is_as_at(fixture, 1);
}

static void a_name_that_was_given_up_is_waited_for(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    CHANGE(catalog, test_insert(catalog, TNF_ENTITY_TENANT, "beta", "isolation", "bridge", NULL));
    test_begin(catalog);
    assert_int_equal(rename_row(catalog, TNF_ENTITY_TENANT, "beta", "gamma"), 0);
    assert_int_equal(rename_row(catalog, TNF_ENTITY_TENANT, "acme", "beta"), 0);
    test_insert(catalog, TNF_ENTITY_TENANT, "acme", "isolation", "silo", NULL);
    test_update(catalog, TNF_ENTITY_TENANT, "acme", "physical_name", "acme-2", NULL);
    test_commit(catalog);
    revert(catalog, 2, true);
    is_as_at(fixture, 2);
    revert(catalog, 3, true);
    is_as_at(fixture, 3);
}

static void a_row_comes_back_with_the_range_that_it_had(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    test_begin(catalog);
    test_insert(catalog, TNF_ENTITY_TENANT, "big", "isolation", "silo", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "other", "isolation", "silo", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "big/staging", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "other/staging", NULL);
    test_commit(catalog);
    CHANGE(catalog, test_remove(catalog, TNF_ENTITY_PLACEMENT, "big/staging"));
    revert(catalog, 3, false);
    is_as_at(fixture, 2);
    CHANGE(catalog, test_remove(catalog, TNF_ENTITY_PLACEMENT, "big/staging"));
    CHANGE(catalog, test_insert(catalog, TNF_ENTITY_PLACEMENT, "other/production", NULL)); /* takes the range */
    struct tnf_revert what = {.revision = 5};
    struct tnf_findings findings = TNF_FINDINGS_INIT;
    test_begin(catalog);
    assert_int_equal(tnf_catalog_revert(catalog, &what, NULL, NULL), 0);
    assert_true(tnf_catalog_commit(catalog, &what.revision, &findings, NULL) < 0);
    assert_int_equal(tnf_revert_anew_for(&findings), TNF_REVERT_PLACES);
    tnf_findings_release(&findings);
    what = (struct tnf_revert){.revision = 5, .anew = TNF_REVERT_PLACES};
    test_begin(catalog);
    assert_int_equal(tnf_catalog_revert(catalog, &what, NULL, NULL), 0);
    test_commit(catalog);
    const struct tnf_record row = catalog_fixture_row(fixture, TNF_ENTITY_PLACEMENT, "big/staging");
    assert_true(row.data[TNF_PLACEMENT_CIDR].set);
}

static void a_tenant_comes_back_into_its_cell(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_catalog *catalog = fixture->catalog;
    fill(catalog);
    test_begin(catalog);
    test_update(catalog, TNF_ENTITY_PLATFORM, "acme", "cell_size", "1", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "small", "isolation", "pool", "cell", "first", NULL);
    test_commit(catalog);
    CHANGE(catalog, test_remove(catalog, TNF_ENTITY_TENANT, "small"));
    revert(catalog, 3, false);
    is_as_at(fixture, 2);
}

static void there_is_nothing_to_undo_before_the_first(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    const int64_t wrong[] = {0, -1, 2};
    for (size_t i = 0; i < TNF_ARRAY_LEN(wrong); i++) {
        const struct tnf_revert what = {.revision = wrong[i]};
        test_begin(fixture->catalog);
        assert_int_equal(tnf_catalog_revert(fixture->catalog, &what, NULL, NULL), TNF_E_NOT_FOUND);
        tnf_catalog_rollback(fixture->catalog);
    }
}

/* A change by chance; one that cannot be is no revision. */
struct walk {
    struct tnf_catalog *catalog;
    struct tnf_random random;
    struct tnf_arena arena;
    unsigned fresh; /* names that were made */
};

static const char *pick(struct walk *walk, const char *const *names, size_t count) {
    return names[tnf_random_below(&walk->random, count)];
}

static const char *key_of(struct walk *walk, enum tnf_entity_id entity) {
    static const char *const tenants[] = {"t0", "t1", "t2", "t3", "t4", "n1", "n3", "n5"};
    static const char *const environments[] = {"staging", "production", "n2", "n4"};
    static const char *const names[] = {"a", "b", "n1", "n2", "n3"};
    const char *tenant = pick(walk, tenants, TNF_ARRAY_LEN(tenants));
    const char *environment = pick(walk, environments, TNF_ARRAY_LEN(environments));
    const char *service = pick(walk, names, TNF_ARRAY_LEN(names));
    const char *name = pick(walk, names, TNF_ARRAY_LEN(names));
    switch (entity) {
    case TNF_ENTITY_ENVIRONMENT:
        return environment;
    case TNF_ENTITY_TENANT:
        return tenant;
    case TNF_ENTITY_PLACEMENT:
        return tnf_arena_printf(&walk->arena, "%s/%s", tenant, environment).ptr;
    case TNF_ENTITY_GPU_POOL:
        return tnf_arena_printf(&walk->arena, "%s/%s", environment, name).ptr;
    case TNF_ENTITY_DATABASE:
        return tnf_arena_printf(&walk->arena, "%s/%s/%s", tenant, environment, name).ptr;
    case TNF_ENTITY_VOLUME:
        return tnf_arena_printf(&walk->arena, "%s/%s/%s", tenant, service, name).ptr;
    default:
        return tnf_arena_printf(&walk->arena, "%s/%s", tenant, service).ptr;
    }
}

static const enum tnf_entity_id walked[] = {TNF_ENTITY_TENANT,  TNF_ENTITY_TENANT,      TNF_ENTITY_PLACEMENT,
                                            TNF_ENTITY_SERVICE, TNF_ENTITY_SERVICE,     TNF_ENTITY_DATABASE,
                                            TNF_ENTITY_VOLUME,  TNF_ENTITY_ENVIRONMENT, TNF_ENTITY_GPU_POOL};

static int insert(struct walk *walk, enum tnf_entity_id entity) {
    static const char *const isolations[] = {"pool", "pool", "bridge", "silo"};
    const char *key = key_of(walk, entity);
    struct tnf_record row;
    switch (entity) {
    case TNF_ENTITY_TENANT:
        row = test_record(&walk->arena, entity, key, "isolation", pick(walk, isolations, 4), NULL);
        break;
    case TNF_ENTITY_SERVICE:
        row = test_record(&walk->arena, entity, key, API, NULL);
        break;
    case TNF_ENTITY_VOLUME:
        row = test_record(&walk->arena, entity, key, "path", "/data", NULL);
        break;
    case TNF_ENTITY_GPU_POOL:
        row = test_record(&walk->arena, entity, key, "instance_type", "g5.xlarge", "max", "1", "tenant",
                          key_of(walk, TNF_ENTITY_TENANT), NULL);
        break;
    default:
        row = test_record(&walk->arena, entity, key, NULL);
    }
    return tnf_catalog_insert(walk->catalog, &row, NULL);
}

static int update(struct walk *walk) {
    static const char *const values[] = {"a", "b", "c"};
    static const char *const days[] = {"7", "30", "60"};
    struct tnf_record row;
    switch (tnf_random_below(&walk->random, 4)) {
    case 0:
        row = test_record(&walk->arena, TNF_ENTITY_TENANT, key_of(walk, TNF_ENTITY_TENANT), "title",
                          pick(walk, values, 3), NULL);
        break;
    case 1:
        row = test_record(&walk->arena, TNF_ENTITY_SERVICE, key_of(walk, TNF_ENTITY_SERVICE), "image",
                          pick(walk, values, 3), NULL);
        break;
    case 2:
        row = test_record(&walk->arena, TNF_ENTITY_GPU_POOL, key_of(walk, TNF_ENTITY_GPU_POOL), "tenant",
                          key_of(walk, TNF_ENTITY_TENANT), NULL);
        break;
    default:
        row = test_record(&walk->arena, TNF_ENTITY_ENVIRONMENT, key_of(walk, TNF_ENTITY_ENVIRONMENT), "log_retention",
                          pick(walk, days, 3), NULL);
    }
    return tnf_catalog_update(walk->catalog, &row, /* whole= */ false, NULL);
}

static int change(struct walk *walk) {
    const enum tnf_entity_id entity = walked[tnf_random_below(&walk->random, TNF_ARRAY_LEN(walked))];
    const uint64_t kind = tnf_random_below(&walk->random, 10);
    if (kind < 5) return insert(walk, entity);
    if (kind < 7) return update(walk);
    const struct tnf_record row = test_record(&walk->arena, entity, key_of(walk, entity), NULL);
    if (kind == 7) return tnf_catalog_remove(walk->catalog, &row, NULL);
    const struct tnf_strview name = tnf_arena_printf(&walk->arena, "n%u", ++walk->fresh);
    return tnf_catalog_rename(walk->catalog, &row, name, NULL);
}

static void walk_one(struct walk *walk) {
    int64_t revision = 0;
    test_begin(walk->catalog);
    if (change(walk) == 0) (void)tnf_catalog_commit(walk->catalog, &revision, NULL, NULL);
    tnf_catalog_rollback(walk->catalog);
}

/* As `tenantform revert --to` does it: with new names in AWS where others have those of rows that come back. */
static void go_back(struct tnf_catalog *catalog, int64_t revision) {
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    struct tnf_revert what = {.revision = revision, .to = true};
    struct tnf_error err = {0};
    int64_t made = 0;
    test_begin(catalog);
    if (tnf_catalog_revert(catalog, &what, NULL, &err) < 0) fail_msg("%s (%s)", err.message, err.hint);
    if (tnf_catalog_commit(catalog, &made, &findings, &err) == 0) return;
    what.anew = tnf_revert_anew_for(&findings);
    if (what.anew != TNF_REVERT_NAMES) fail_msg("%s (%s)", err.message, err.hint);
    test_begin(catalog);
    assert_int_equal(tnf_catalog_revert(catalog, &what, NULL, NULL), 0);
    test_commit(catalog);
}

static void any_revision_can_be_gone_back_to(void **state) {
    enum { WALKS = 4, CHANGES = 120, RETURNS = 10 };
    for (uint64_t seed = 1; seed <= (tnf_under_valgrind() ? 1 : WALKS); seed++) {
        if (seed > 1) {
            catalog_tear_down(state);
            catalog_set_up(state);
        }
        struct catalog_fixture *fixture = *state;
        struct walk walk = {.catalog = fixture->catalog, .random = {seed}, .arena = TNF_ARENA_INIT};
        test_begin(fixture->catalog);
        test_insert_platform(fixture->catalog);
        test_commit(fixture->catalog);
        for (int i = 0; i < CHANGES; i++) walk_one(&walk);
        int64_t newest = 0;
        assert_int_equal(tnf_catalog_revision(fixture->catalog, &newest, NULL), 0);
        assert_true(newest > CHANGES / 8);
        for (uint64_t i = 0; i < tnf_rounds(RETURNS); i++) {
            const int64_t revision = 1 + (int64_t)tnf_random_below(&walk.random, (uint64_t)newest);
            go_back(fixture->catalog, revision);
            is_as_at(fixture, revision);
        }
        tnf_arena_release(&walk.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_revision_is_undone_and_later_ones_stay, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(what_changed_again_is_a_conflict, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_rename_is_turned_round, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_name_that_was_given_up_is_waited_for, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_row_comes_back_with_the_range_that_it_had, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_tenant_comes_back_into_its_cell, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(there_is_nothing_to_undo_before_the_first, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(any_revision_can_be_gone_back_to, catalog_set_up, catalog_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
