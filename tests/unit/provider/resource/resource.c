/* A resource's life against a catalog that others change too: plan, apply, read, import, remove. */
#include "provider/resource/resource.h"

#include "tests/support/catalog_fixture.h"
#include "tests/support/cty_text.h"
#include "tests/support/test.h"

#include <string.h>

struct fixture {
    struct catalog_fixture *catalog;
    struct tnf_provider *provider;
    struct tnf_rpc_call call;
    struct tnf_entity_schema schema;
    struct tnf_resource_type type;
    struct tnf_resource_plan planned;
    struct tnf_strview replace[TNF_FIELDS_MAX];
    struct tnf_error err;
};

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    void *catalog = NULL;
    (void)catalog_set_up(&catalog);
    fixture->catalog = catalog;
    test_begin(fixture->catalog->catalog);
    test_insert_platform(fixture->catalog->catalog);
    test_insert(fixture->catalog->catalog, TNF_ENTITY_TENANT, "acme", "isolation", "silo", NULL);
    test_insert(fixture->catalog->catalog, TNF_ENTITY_TENANT, "beta", "isolation", "pool", NULL);
    (void)test_commit(fixture->catalog->catalog);
    fixture->provider = tnf_provider_new();
    tnf_provider_use(fixture->provider, fixture->catalog->path, TNF_SV("me"), TNF_SV("terraform apply (1)"));
    fixture->call.diagnostics.arena = &fixture->call.arena;
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    void *catalog = fixture->catalog;
    tnf_provider_free(fixture->provider);
    tnf_arena_release(&fixture->call.arena);
    (void)catalog_tear_down(&catalog);
    free(fixture);
    return 0;
}

static void be(struct fixture *fixture, enum tnf_entity_id entity) {
    assert_int_equal(tnf_entity_schema_init(&fixture->call.arena, entity, &fixture->schema, &fixture->err), 0);
    fixture->type = tnf_resource_type_of(&fixture->schema);
}

/* NULL is the null value. */
static struct tnf_cty_value value_of(struct fixture *fixture, const char *json) {
    if (json == NULL) return tnf_cty_null();
    return tnf_test_value(&fixture->call.arena, fixture->schema.resource.block.type, json);
}

/* As a new walk of Terraform: another process. Then one plan, whose outcome is in fixture->planned. */
static int plan(struct fixture *fixture, const struct tnf_cty_value *prior, const char *proposed) {
    const struct tnf_cty_value value = value_of(fixture, proposed);
    const struct tnf_resource_plan_request request = {.prior = prior, .proposed = &value, .config = &value};
    fixture->call.diagnostics.first = NULL;
    fixture->call.diagnostics.last = NULL;
    fixture->planned = (struct tnf_resource_plan){.planned = value, .replace = fixture->replace};
    return fixture->type.plan(fixture->provider, &fixture->type, &fixture->call, &request, &fixture->planned,
                              &fixture->err);
}

static int apply(struct fixture *fixture, const struct tnf_cty_value *prior, struct tnf_resource_state *ret) {
    const struct tnf_resource_apply_request request = {
        .prior = prior, .planned = &fixture->planned.planned, .config = &fixture->planned.planned};
    *ret = (struct tnf_resource_state){.state = *prior};
    return fixture->type.apply(fixture->provider, &fixture->type, &fixture->call, &request, ret, &fixture->err);
}

static struct tnf_resource_state make(struct fixture *fixture, const char *json) {
    const struct tnf_cty_value nothing = tnf_cty_null();
    struct tnf_resource_state state;
    if (plan(fixture, &nothing, json) < 0 || fixture->call.diagnostics.first != NULL) fail_msg("not planned: %s", json);
    if (apply(fixture, &nothing, &state) < 0) fail_msg("%s", fixture->err.message);
    return state;
}

static struct tnf_resource_state read(struct fixture *fixture, const struct tnf_resource_state *current) {
    struct tnf_resource_state state = *current;
    if (fixture->type.read(fixture->provider, &fixture->type, &fixture->call, current, &state, &fixture->err) < 0)
        fail_msg("%s", fixture->err.message);
    return state;
}

static const char *text_at(const struct tnf_cty_value *value, const char *name) {
    const struct tnf_cty_value *found = tnf_cty_get(value, tnf_sv(name));
    return found->kind == TNF_CTY_TEXT ? found->text.ptr : found->kind == TNF_CTY_UNKNOWN ? "<unknown>" : "<null>";
}

static const struct tnf_diagnostic *refused(const struct fixture *fixture) {
    assert_non_null(fixture->call.diagnostics.first);
    return fixture->call.diagnostics.first;
}

static void what_the_catalog_chooses_is_known_after_apply(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_cty_value nothing = tnf_cty_null();
    be(fixture, TNF_ENTITY_PLACEMENT);
    assert_int_equal(plan(fixture, &nothing, "{\"tenant\":\"acme\",\"environment\":\"staging\"}"), 0);
    assert_string_equal(text_at(&fixture->planned.planned, "id"), "acme/staging");
    assert_string_equal(text_at(&fixture->planned.planned, "cidr"), "<unknown>");
    struct tnf_resource_state made;
    assert_int_equal(apply(fixture, &nothing, &made), 0);
    assert_string_equal(text_at(&made.state, "cidr"), "10.2.0.0/20");
    /* And what it will not choose is known to be nothing. */
    assert_int_equal(plan(fixture, &nothing, "{\"tenant\":\"beta\",\"environment\":\"staging\"}"), 0);
    assert_string_equal(text_at(&fixture->planned.planned, "cidr"), "<null>");
}

static void a_rename_by_somebody_else_is_seen(void **state) {
    struct fixture *fixture = *state;
    be(fixture, TNF_ENTITY_SERVICE);
    const struct tnf_resource_state made = make(fixture, "{\"tenant\":\"acme\",\"name\":\"api\",\"image\":\"x:1\"}");
    const struct tnf_record tenant = test_record(&fixture->call.arena, TNF_ENTITY_TENANT, "acme", NULL);
    test_begin(fixture->catalog->catalog);
    assert_int_equal(tnf_catalog_rename(fixture->catalog->catalog, &tenant, TNF_SV("gamma"), NULL), 0);
    (void)test_commit(fixture->catalog->catalog);
    /* Another one takes the name: the state still means the row that it was. */
    test_begin(fixture->catalog->catalog);
    test_insert(fixture->catalog->catalog, TNF_ENTITY_TENANT, "acme", "isolation", "silo", NULL);
    test_insert(fixture->catalog->catalog, TNF_ENTITY_SERVICE, "acme/api", "image", "y:1", NULL);
    (void)test_commit(fixture->catalog->catalog);
    const struct tnf_resource_state now = read(fixture, &made);
    assert_string_equal(text_at(&now.state, "id"), "gamma/api");
    assert_string_equal(text_at(&now.state, "image"), "x:1");
    const struct tnf_resource_state again = read(fixture, &now);
    assert_true(tnf_cty_value_eq(&again.state, &now.state));
}

static void a_row_that_is_gone_is_gone(void **state) {
    struct fixture *fixture = *state;
    be(fixture, TNF_ENTITY_SECRET);
    const struct tnf_resource_state made = make(fixture, "{\"tenant\":\"acme\",\"name\":\"key\"}");
    test_begin(fixture->catalog->catalog);
    test_remove(fixture->catalog->catalog, TNF_ENTITY_SECRET, "acme/key");
    (void)test_commit(fixture->catalog->catalog);
    const struct tnf_resource_state now = read(fixture, &made);
    assert_true(tnf_cty_is_null(&now.state));
}

static void another_parent_is_another_row(void **state) {
    struct fixture *fixture = *state;
    be(fixture, TNF_ENTITY_SECRET);
    const struct tnf_resource_state made = make(fixture, "{\"tenant\":\"acme\",\"name\":\"key\"}");
    assert_int_equal(plan(fixture, &made.state, "{\"tenant\":\"beta\",\"name\":\"key\"}"), 0);
    assert_int_equal(fixture->planned.replace_count, 1);
    assert_true(tnf_sv_eq_c(fixture->planned.replace[0], "tenant"));
    assert_int_equal(plan(fixture, &made.state, "{\"tenant\":\"acme\",\"name\":\"other\"}"), 0);
    assert_int_equal(fixture->planned.replace_count, 0);
}

static void what_somebody_changed_meanwhile_is_not_lost(void **state) {
    struct fixture *fixture = *state;
    struct tnf_resource_state after;
    be(fixture, TNF_ENTITY_SECRET);
    const struct tnf_resource_state made = make(fixture, "{\"tenant\":\"acme\",\"name\":\"key\",\"summary\":\"old\"}");
    assert_int_equal(plan(fixture, &made.state, "{\"tenant\":\"acme\",\"name\":\"key\",\"variable\":\"KEY\"}"), 0);
    test_begin(fixture->catalog->catalog);
    test_update(fixture->catalog->catalog, TNF_ENTITY_SECRET, "acme/key", "summary", "theirs", NULL);
    (void)test_commit(fixture->catalog->catalog);
    assert_int_equal(apply(fixture, &made.state, &after), TNF_E_CONFLICT);
    assert_string_equal(fixture->err.message, "secret acme/key: summary was changed since it was planned");
}

static void a_row_that_an_interrupted_run_made_is_taken_over(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_cty_value nothing = tnf_cty_null();
    struct tnf_resource_state after;
    be(fixture, TNF_ENTITY_PLACEMENT);
    (void)make(fixture, "{\"tenant\":\"acme\",\"environment\":\"staging\"}");
    /* The next run, which knows nothing of it. */
    tnf_draft_reset(tnf_provider_draft(fixture->provider), fixture->catalog->path);
    assert_int_equal(plan(fixture, &nothing, "{\"tenant\":\"acme\",\"environment\":\"staging\"}"), 0);
    assert_int_equal(refused(fixture)->severity, TNF_SEVERITY_WARNING);
    assert_int_equal(apply(fixture, &nothing, &after), 0);
    assert_string_equal(text_at(&after.state, "cidr"), "10.2.0.0/20");
    /* Other values are somebody else's. */
    tnf_draft_reset(tnf_provider_draft(fixture->provider), fixture->catalog->path);
    assert_int_equal(plan(fixture, &nothing, "{\"tenant\":\"acme\",\"environment\":\"staging\",\"log_retention\":9}"),
                     0);
    assert_int_equal(refused(fixture)->severity, TNF_SEVERITY_ERROR);
}

static void a_row_of_somebody_else_is_not_taken_over(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_cty_value nothing = tnf_cty_null();
    be(fixture, TNF_ENTITY_TENANT);
    assert_int_equal(plan(fixture, &nothing, "{\"name\":\"acme\",\"isolation\":\"silo\"}"), 0);
    assert_int_equal(refused(fixture)->severity, TNF_SEVERITY_ERROR);
    assert_true(tnf_sv_eq_c(refused(fixture)->place->name, "name"));
}

static void a_parent_is_not_removed_with_what_nests_under_it(void **state) {
    struct fixture *fixture = *state;
    struct tnf_resource_state after;
    be(fixture, TNF_ENTITY_TENANT);
    const struct tnf_resource_state made = make(fixture, "{\"name\":\"gamma\",\"isolation\":\"pool\"}");
    test_begin(fixture->catalog->catalog);
    test_insert(fixture->catalog->catalog, TNF_ENTITY_SECRET, "gamma/key", NULL);
    (void)test_commit(fixture->catalog->catalog);
    assert_int_equal(plan(fixture, &made.state, NULL), 0);
    assert_int_equal(apply(fixture, &made.state, &after), TNF_E_INVALID);
    assert_string_equal(fixture->err.message, "tenant gamma: still has secret gamma/key");
    test_begin(fixture->catalog->catalog);
    test_remove(fixture->catalog->catalog, TNF_ENTITY_SECRET, "gamma/key");
    (void)test_commit(fixture->catalog->catalog);
    assert_int_equal(apply(fixture, &made.state, &after), 0);
    assert_true(tnf_cty_is_null(&after.state));
    /* Somebody else was faster: that is what was wanted. */
    assert_int_equal(apply(fixture, &made.state, &after), 0);
}

static void broken_rules_stand_at_their_attribute(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_cty_value nothing = tnf_cty_null();
    be(fixture, TNF_ENTITY_SERVICE);
    assert_int_equal(
        plan(fixture, &nothing, "{\"tenant\":\"acme\",\"name\":\"api\",\"image\":\"x\",\"cpu\":512,\"memory\":700}"),
        0);
    assert_true(tnf_sv_eq_c(refused(fixture)->place->name, "memory"));
    const struct tnf_cty_value config =
        value_of(fixture, "{\"tenant\":\"acme\",\"name\":\"api\",\"scaling\":{\"min\":-1}}");
    fixture->call.diagnostics.first = NULL;
    fixture->call.diagnostics.last = NULL;
    assert_int_equal(fixture->type.validate(fixture->provider, &fixture->type, &fixture->call, &config, &fixture->err),
                     0);
    assert_true(tnf_sv_eq_c(refused(fixture)->place->name, "min"));
    assert_true(tnf_sv_eq_c(refused(fixture)->place->parent->name, "scaling"));
}

static void imports_are_by_id_and_by_identity(void **state) {
    struct fixture *fixture = *state;
    be(fixture, TNF_ENTITY_TENANT);
    struct tnf_resource_state by_id = {.state = tnf_cty_null()};
    struct tnf_resource_state by_identity = {.state = tnf_cty_null()};
    const struct tnf_cty_value identity =
        tnf_test_value(&fixture->call.arena, fixture->schema.identity.type, "{\"name\":\"beta\"}");
    const struct tnf_import_request id = {.id = TNF_SV("beta"),
                                          .identity = &(struct tnf_cty_value){.kind = TNF_CTY_NULL}};
    const struct tnf_import_request whole = {.identity = &identity};
    const struct tnf_import_request missing = {.id = TNF_SV("none"), .identity = id.identity};
    assert_int_equal(
        fixture->type.import(fixture->provider, &fixture->type, &fixture->call, &id, &by_id, &fixture->err), 0);
    assert_int_equal(
        fixture->type.import(fixture->provider, &fixture->type, &fixture->call, &whole, &by_identity, &fixture->err),
        0);
    assert_string_equal(text_at(&by_id.state, "isolation"), "pool");
    assert_true(tnf_cty_value_eq(&by_id.state, &by_identity.state));
    assert_int_equal(
        fixture->type.import(fixture->provider, &fixture->type, &fixture->call, &missing, &by_id, &fixture->err),
        TNF_E_NOT_FOUND);
}

static void a_catalog_that_is_missing_is_no_empty_one(void **state) {
    struct fixture *fixture = *state;
    be(fixture, TNF_ENTITY_SECRET);
    const struct tnf_resource_state made = make(fixture, "{\"tenant\":\"acme\",\"name\":\"key\"}");
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->catalog->scratch, "none.db");
    tnf_provider_use(fixture->provider, path, TNF_SV("me"), TNF_SV("terraform apply"));
    struct tnf_resource_state now = made;
    assert_int_equal(fixture->type.read(fixture->provider, &fixture->type, &fixture->call, &made, &now, &fixture->err),
                     TNF_E_NOT_FOUND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_the_catalog_chooses_is_known_after_apply),
        TEST(a_rename_by_somebody_else_is_seen),
        TEST(a_row_that_is_gone_is_gone),
        TEST(another_parent_is_another_row),
        TEST(what_somebody_changed_meanwhile_is_not_lost),
        TEST(a_row_that_an_interrupted_run_made_is_taken_over),
        TEST(a_row_of_somebody_else_is_not_taken_over),
        TEST(a_parent_is_not_removed_with_what_nests_under_it),
        TEST(broken_rules_stand_at_their_attribute),
        TEST(imports_are_by_id_and_by_identity),
        TEST(a_catalog_that_is_missing_is_no_empty_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
