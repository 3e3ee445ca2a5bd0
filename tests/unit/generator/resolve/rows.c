/*
 * Whatever is changed in whichever row, a check of the output sees it and names the row. The walk goes over the table
 * of entities: a new entity or field is in it by itself, and fails here until it is hashed.
 */
#include "generator/output/tree.h"
#include "generator/resolve/resolve.h"

#include "base/memory.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#include <string.h>

/* Two rows of most kinds: fields that exclude one another have a row each. */
static void fill(struct tnf_catalog *catalog) {
    test_begin(catalog);
    test_insert_platform(catalog);
    test_insert(catalog, TNF_ENTITY_ENVIRONMENT, "empty", NULL);
    test_update(catalog, TNF_ENTITY_PLATFORM, "acme", "state_bucket", "acme-state", "owner", "platform@example.com",
                "account_id", "111122223333", NULL);
    test_insert(catalog, TNF_ENTITY_GPU_POOL, "staging/gpu", "instance_type", "g5.xlarge", "max", "4", NULL);
    test_insert(catalog, TNF_ENTITY_GPU_POOL, "staging/spare", "instance_type", "g5.xlarge", "max", "4", NULL);
    test_insert(catalog, TNF_ENTITY_RUNNER_CLUSTER, "staging/ci", "public_endpoint", "true", "public_cidrs",
                "192.0.2.0/24", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "acme", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    test_insert(catalog, TNF_ENTITY_DATABASE, "acme/staging/main", NULL);
    test_insert(catalog, TNF_ENTITY_CACHE, "acme/staging/main", NULL);
    test_insert(catalog, TNF_ENTITY_SECRET, "acme/key", "variable", "KEY", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/api", "image", "api:1", "kind", "web", "port", "8080", NULL);
    test_insert(catalog, TNF_ENTITY_ROUTE, "acme/api/all", "subdomain", "acme", NULL);
    test_insert(catalog, TNF_ENTITY_ROUTE, "acme/api/own", "host", "acme.example.org", NULL);
    test_insert(catalog, TNF_ENTITY_VOLUME, "acme/api/data", "path", "/data", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/model", "image", "model:1", "kind", "worker", "capacity", "gpu",
                "gpus", "1", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "lone", "isolation", "bridge", NULL); /* with one route, which may move */
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "lone/staging", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "lone/api", "image", "api:1", "kind", "web", "port", "8080", NULL);
    test_insert(catalog, TNF_ENTITY_ROUTE, "lone/api/all", "subdomain", "lone", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "silo", "isolation", "silo", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "silo/production", "domain", "silo.example.org", "zone_id", "ZSILO",
                NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "acme/job", "image", "job:1", "kind", "scheduled", NULL);
    test_insert(catalog, TNF_ENTITY_SCHEDULE, "acme/job/nightly", "expression", "rate(1 day)", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "shared", "isolation", "pool", "cell", "cell-1", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "shared/staging", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "sharer", "isolation", "pool", "cell", "cell-1", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "sharer/staging", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "nowhere", "isolation", "bridge", NULL); /* in no environment */
    test_insert(catalog, TNF_ENTITY_TENANT, "idle", "isolation", "bridge", NULL);
    test_commit(catalog);
}

/* Any change: a tenant's cell, too. */
static void begin(struct tnf_catalog *catalog) {
    const struct tnf_change change = {.author = TNF_SV("test"), .moves_cells = true};
    assert_int_equal(tnf_catalog_begin(catalog, &change, NULL), 0);
}

/* What a check says about rows: " <entity> <key>;" for each. */
struct walk {
    struct catalog_fixture *catalog;
    char *output;
    struct tnf_strbuf told;
};

static void note(const struct tnf_tree_event *event, void *context) {
    struct walk *walk = context;
    if (event->kind >= TNF_TREE_ROW_NEW) tnf_strbuf_addf(&walk->told, " %.*s;", TNF_SV_ARG(event->row));
    if (event->kind == TNF_TREE_NEW || event->kind == TNF_TREE_REMOVED)
        tnf_strbuf_addf(&walk->told, " %.*s;", TNF_SV_ARG(event->path));
}

typedef int (*tree_fn)(const struct tnf_tree_options *options, struct tnf_source *source, struct tnf_tree_result *ret,
                       struct tnf_error *err);

/* Runs generate or check: 1 when the tree was in step, 0 when not, negative when the catalog cannot be generated. */
static int try_run(struct walk *walk, tree_fn work, struct tnf_error *err) {
    struct tnf_resolver *resolver = NULL;
    struct tnf_tree_result result;
    const struct tnf_resolve_options options = {.catalog = walk->catalog->path};
    const struct tnf_tree_options tree = {.output = walk->output, .threads = 1, .report = note, .report_context = walk};
    tnf_strbuf_clear(&walk->told);
    TNF_TRY(tnf_resolver_new(&options, &resolver, err));
    const int code = work(&tree, tnf_resolver_source(resolver), &result, err);
    tnf_resolver_free(resolver);
    return code < 0 ? code : tnf_tree_in_step(&result);
}

static bool run(struct walk *walk, tree_fn work) {
    struct tnf_error err = {0};
    const int in_step = try_run(walk, work, &err);
    if (in_step < 0) fail_msg("%s", err.message);
    return in_step > 0;
}

/* The rows of a tenant that is placed nowhere are told by its name. */
static bool is_told(const struct walk *walk, const struct tnf_record *row) {
    if (tnf_sv_eq_c(row->data[0].string, "nowhere")) return strstr(walk->told.ptr, " tenant nowhere;") != NULL;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&name, " %s ", row->entity->name);
    tnf_record_add_key(&name, row);
    tnf_strbuf_add_c(&name, ';');
    return strstr(walk->told.ptr, name.ptr) != NULL;
}

/* Values that differ from what is there, as text; the rules choose among them. */
static const char *const texts[][8] = {
    [TNF_FORMAT_TEXT] = {"another text", "https://github.com/other", "s3:GetObject arn:aws:s3:::other/*", "ecr.api"},
    [TNF_FORMAT_NAME] = {"other", "main", "key", "gpu", "acme", "job", "api"},
    [TNF_FORMAT_CIDR] = {"10.77.0.0/16", "198.51.100.0/24", "10.0.0.0/7"},
    [TNF_FORMAT_REGION] = {"eu-west-1"},
    [TNF_FORMAT_ZONE] = {"us-east-1a,us-east-1b", "us-east-1b"},
    [TNF_FORMAT_ACCOUNT] = {"999988887777"},
    [TNF_FORMAT_ARN] = {"arn:aws:iam::111122223333:role/other", "arn:aws:acm:us-east-1:111122223333:certificate/other",
                        "arn:aws:kms:us-east-1:111122223333:key/other"},
    [TNF_FORMAT_BUCKET] = {"other-bucket"},
    [TNF_FORMAT_HOSTNAME] = {"other.example.org"},
    [TNF_FORMAT_IMAGE] = {"other:2"},
    [TNF_FORMAT_HTTP_PATH] = {"/other"},
    [TNF_FORMAT_PATH_PATTERN] = {"/other/*"},
    [TNF_FORMAT_FILE_PATH] = {"/srv/other"},
    [TNF_FORMAT_EXPRESSION] = {"rate(3 hours)"},
    [TNF_FORMAT_INSTANCE_TYPE] = {"g5.2xlarge", "db.t3.large", "cache.t3.medium", "t3.large"},
    [TNF_FORMAT_VERSION] = {"15", "7.0", "1.31"},
    [TNF_FORMAT_ZONE_ID] = {"ZOTHER"},
    [TNF_FORMAT_TIMEZONE] = {"Europe/Zurich"},
    [TNF_FORMAT_ENV_NAME] = {"OTHER"},
    [TNF_FORMAT_HEADER_NAME] = {"x-other"},
    [TNF_FORMAT_TAG_KEY] = {"Other"},
    [TNF_FORMAT_REPOSITORY] = {"acme/other"},
    [TNF_FORMAT_REF] = {"other"},
    [TNF_FORMAT_DOWNLOAD] =
        {"https://example.com/x#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    [TNF_FORMAT_EMAIL] = {"other@example.com"},
};
static const char *const numbers[] = {"2",  "3",   "1",   "0",   "5",    "7",    "14",   "30",
                                      "60", "100", "400", "512", "1024", "2048", "8081", "4096"};
enum { CANDIDATES = 24 };

static size_t add_candidates(const struct tnf_field *field, struct tnf_arena *arena, struct tnf_strview *ret) {
    size_t count = 0;
    if (field->type == TNF_TYPE_BOOL) {
        ret[count++] = TNF_SV("true");
        ret[count++] = TNF_SV("false");
    } else if (field->type == TNF_TYPE_INT) {
        for (size_t i = 0; i < TNF_ARRAY_LEN(numbers); i++) ret[count++] = tnf_sv(numbers[i]);
    } else if (field->type == TNF_TYPE_MAP) {
        ret[count++] = tnf_arena_printf(arena, "%s=%s", texts[field->key_format][0], texts[field->format][0]);
    } else {
        for (size_t i = 0; i < TNF_ARRAY_LEN(texts[0]) && texts[field->format][i] != NULL; i++)
            ret[count++] = tnf_sv(texts[field->format][i]);
        for (size_t i = 0; field->choices != NULL && field->choices[i] != NULL && count < CANDIDATES; i++)
            ret[count++] = tnf_sv(field->choices[i]);
    }
    return count;
}

/* Whether the catalog takes the row with another value in the field; it is committed then. */
static bool try_value(struct walk *walk, const struct tnf_record *row, size_t field, struct tnf_strview text,
                      struct tnf_arena *arena) {
    struct tnf_catalog *catalog = walk->catalog->catalog;
    struct tnf_record changed = tnf_record_copy(arena, row);
    if (tnf_record_set_text(&changed, field, text, arena, NULL) < 0) return false;
    if (tnf_datum_equal(&row->entity->fields[field], &changed.data[field], &row->data[field])) return false;
    begin(catalog);
    int64_t revision = 0;
    if (tnf_catalog_update(catalog, &changed, /* whole= */ true, NULL) < 0) {
        tnf_catalog_rollback(catalog);
        return false;
    }
    return tnf_catalog_commit(catalog, &revision, NULL, NULL) == 0;
}

static void put_back(struct walk *walk, const struct tnf_record *row) {
    struct tnf_error err = {0};
    begin(walk->catalog->catalog);
    if (tnf_catalog_update(walk->catalog->catalog, row, /* whole= */ true, &err) < 0) fail_msg("%s", err.message);
    test_commit(walk->catalog->catalog);
}

/* False when the catalog cannot be generated like that. */
static bool expect_told(struct walk *walk, const struct tnf_record *row, size_t field) {
    const int in_step = try_run(walk, tnf_tree_check, NULL);
    if (in_step < 0) return false;
    if (in_step > 0)
        fail_msg("%s %s: a check does not see the change", row->entity->name, row->entity->fields[field].name);
    if (!is_told(walk, row))
        fail_msg("%s %s: a check names%s", row->entity->name, row->entity->fields[field].name, walk->told.ptr);
    return true;
}

struct rows {
    struct tnf_arena *arena;
    struct tnf_record items[16];
    size_t count;
};

static int collect(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct rows *rows = context;
    assert_true(rows->count < TNF_ARRAY_LEN(rows->items));
    rows->items[rows->count++] = tnf_record_copy(rows->arena, record);
    return 0;
}

/* Changes the field in the first row that takes another value, expects a check to name the row, and puts it back. */
static bool walk_field(struct walk *walk, const struct rows *rows, size_t field) {
    struct tnf_strview candidates[CANDIDATES];
    const size_t count = add_candidates(&rows->items[0].entity->fields[field], rows->arena, candidates);
    for (size_t i = 0; i < rows->count; i++) {
        for (size_t candidate = 0; candidate < count; candidate++) {
            if (!try_value(walk, &rows->items[i], field, candidates[candidate], rows->arena)) continue;
            const bool told = expect_told(walk, &rows->items[i], field);
            put_back(walk, &rows->items[i]);
            /* What was allocated is kept. */
            if ((rows->items[i].entity->fields[field].flags & TNF_FIELD_ALLOCATED) != 0)
                (void)run(walk, tnf_tree_generate);
            if (told) return true;
        }
    }
    return false;
}

/* Fields that have no second legal value. */
static bool is_fixed(const struct tnf_entity *entity, size_t field) {
    /* Any cluster is refused: applications run on ECS. */
    return entity->id == TNF_ENTITY_SERVICE && field == TNF_SERVICE_CLUSTER;
}

static void open_walk(struct walk *walk, void **state) {
    *walk = (struct walk){.catalog = *state, .told = TNF_STRBUF_INIT};
    walk->output = tnf_scratch_path(&walk->catalog->scratch, "output");
    fill(walk->catalog->catalog);
    (void)run(walk, tnf_tree_generate);
    assert_true(run(walk, tnf_tree_check));
}

static void close_walk(struct walk *walk) {
    free(walk->output);
    tnf_strbuf_release(&walk->told);
}

static void every_field_of_every_entity_counts(void **state) {
    struct walk walk;
    open_walk(&walk, state);
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        struct rows rows = {.arena = &walk.catalog->arena};
        assert_int_equal(tnf_catalog_each(walk.catalog->catalog, entity->id, NULL, collect, &rows, NULL), 0);
        if (rows.count == 0) fail_msg("%s: fill() makes no row", entity->name);
        for (size_t field = tnf_entity_key_count(entity); field < entity->field_count; field++)
            if (!walk_field(&walk, &rows, field) && !is_fixed(entity, field))
                fail_msg("%s %s: no row takes another value", entity->name, entity->fields[field].name);
        /* With the old content back, the output is in step again, whatever the revision; but a tenant that was a silo
         * keeps the network that it got. */
        if (!run(&walk, tnf_tree_check) && entity->id != TNF_ENTITY_TENANT)
            fail_msg("%s: out of step without a difference", entity->name);
        (void)run(&walk, tnf_tree_generate);
    }
    close_walk(&walk);
}

static void rows_that_come_and_go_count(void **state) {
    static const struct {
        enum tnf_entity_id entity;
        const char *key;
        const char *field;
        const char *value;
        const char *told;
    } cases[] = {
        {TNF_ENTITY_ENVIRONMENT, "other", "nat", "single", " environments/other;"},
        {TNF_ENTITY_TENANT, "other", "isolation", "bridge", " tenant other;"},
        {TNF_ENTITY_PLACEMENT, "idle/staging", "spot_percent", "5", " environments/staging/tenants/idle;"},
        {TNF_ENTITY_SERVICE, "nowhere/api", "image", "api:1", " tenant nowhere;"},
        {TNF_ENTITY_SERVICE, "acme/other", "image", "api:1", " service acme/other;"},
        {TNF_ENTITY_DATABASE, "acme/staging/other", "storage", "30", " database acme/staging/other;"},
        {TNF_ENTITY_CACHE, "acme/staging/other", "replicas", "1", " cache acme/staging/other;"},
        {TNF_ENTITY_SECRET, "acme/other", "summary", "x", " secret acme/other;"},
        {TNF_ENTITY_ROUTE, "acme/api/other", "subdomain", "other", " route acme/api/other;"},
        {TNF_ENTITY_SCHEDULE, "acme/job/other", "expression", "rate(2 days)", " schedule acme/job/other;"},
        {TNF_ENTITY_VOLUME, "acme/api/other", "path", "/other", " volume acme/api/other;"},
        {TNF_ENTITY_GPU_POOL, "staging/other", "max", "1", " gpu_pool staging/other;"},
        {TNF_ENTITY_RUNNER_CLUSTER, "staging/other", "version", "1.31", " runner_cluster staging/other;"},
    };
    struct walk walk;
    open_walk(&walk, state);
    struct tnf_catalog *catalog = walk.catalog->catalog;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        const bool pool = cases[i].entity == TNF_ENTITY_GPU_POOL;
        test_begin(catalog);
        test_insert(catalog, cases[i].entity, cases[i].key, cases[i].field, cases[i].value,
                    pool ? "instance_type" : NULL, "g5.xlarge", NULL);
        test_commit(catalog);
        assert_false(run(&walk, tnf_tree_check));
        if (strstr(walk.told.ptr, cases[i].told) == NULL) fail_msg("%s added:%s", cases[i].key, walk.told.ptr);
        (void)run(&walk, tnf_tree_generate);
        assert_true(run(&walk, tnf_tree_check));
        test_begin(catalog);
        test_remove(catalog, cases[i].entity, cases[i].key);
        test_commit(catalog);
        assert_false(run(&walk, tnf_tree_check));
        if (strstr(walk.told.ptr, cases[i].told) == NULL) fail_msg("%s removed:%s", cases[i].key, walk.told.ptr);
        (void)run(&walk, tnf_tree_generate);
    }
    close_walk(&walk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_field_of_every_entity_counts, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(rows_that_come_and_go_count, catalog_set_up, catalog_tear_down),
    };
    return cmocka_run_group_tests_name("generator/resolve/rows", tests, NULL, NULL);
}
