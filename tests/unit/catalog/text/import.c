/* Text into a real catalog and back. */
#include "catalog/text.h"

#include "tests/support/random_rows.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

struct fixture {
    struct tnf_scratch scratch;
    struct tnf_catalog *catalog;
    struct tnf_import_result result;
    struct tnf_strbuf errors; /* of the last import, as they are shown */
};

static int setup(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    struct tnf_error error;
    tnf_scratch_init(&fixture->scratch);
    tnf_strbuf_init(&fixture->errors);
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "catalog.db");
    *state = fixture;
    return tnf_catalog_open(path, TNF_OPEN_WRITE | TNF_OPEN_CREATE, &fixture->catalog, &error);
}

static int teardown(void **state) {
    struct fixture *fixture = *state;
    tnf_catalog_close(fixture->catalog);
    tnf_strbuf_release(&fixture->errors);
    tnf_scratch_release(&fixture->scratch);
    free(fixture);
    return 0;
}

static int import_with(struct fixture *fixture, const char *text, struct tnf_import_options options) {
    static const struct tnf_change change = {.author = {"ada", 3}, .reason = {"test", 4}};
    struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
    struct tnf_error_list errors = {0};
    struct tnf_error error = {0};
    tnf_text_parse(tnf_sv(text), "f", TNF_TEXT_YAML, &rows, &errors);
    tnf_text_check_documents(&rows, &errors);
    const int code = tnf_import_rows(fixture->catalog, &rows, &options, &change, &fixture->result, &errors, &error);
    tnf_strbuf_clear(&fixture->errors);
    for (size_t i = 0; i < errors.count; i++) {
        char message[2048];
        (void)tnf_error_format(&errors.items[i], message, sizeof message);
        tnf_strbuf_addf(&fixture->errors, "%s\n", message);
    }
    if (code < 0 && errors.count == 0) tnf_strbuf_addf(&fixture->errors, "only: %s\n", error.message);
    tnf_error_list_release(&errors);
    tnf_text_rows_release(&rows);
    return code;
}

static void import(struct fixture *fixture, const char *text) {
    if (import_with(fixture, text, (struct tnf_import_options){0}) < 0) fail_msg("%s", fixture->errors.ptr);
}

static void replace(struct fixture *fixture, const char *text) {
    if (import_with(fixture, text, (struct tnf_import_options){.replace = true}) < 0)
        fail_msg("%s", fixture->errors.ptr);
}

static int append(struct tnf_strview text, void *context, struct tnf_error *err) {
    (void)err;
    tnf_strbuf_add_sv(context, text);
    return 0;
}

static char *export(struct fixture *fixture, enum tnf_text_format format) {
    struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_error error;
    assert_int_equal(tnf_export(fixture->catalog, format, append, &text, &error), 0);
    return tnf_strbuf_detach(&text);
}

static void expect_export(struct fixture *fixture, const char *expected) {
    TNF_AUTO_FREE char *text = export(fixture, TNF_TEXT_YAML);
    assert_string_equal(text, expected);
}

/* Canonical, with everything that the catalog would allocate given. */
static const char small[] = "platform: acme\n"
                            "region: us-east-1\n"
                            "---\n"
                            "environment: staging\n"
                            "cidr: 10.0.0.0/16\n"
                            "gpu_pools:\n"
                            "  train:\n"
                            "    tenant: beta\n"
                            "    instance_type: g5.xlarge\n"
                            "    max: 2\n"
                            "---\n"
                            "tenant: alpha\n"
                            "isolation: bridge\n"
                            "title: \"caf\xC3\xA9 \xF0\x9F\x98\x80 \\\"x\\\"\\n${x}\"\n"
                            "environments:\n"
                            "  staging:\n"
                            "    databases:\n"
                            "      main: {}\n"
                            "services:\n"
                            "  api:\n"
                            "    kind: worker\n"
                            "    image: x\n"
                            "    command: []\n"
                            "    volumes:\n"
                            "      data:\n"
                            "        path: /data\n"
                            "---\n"
                            "tenant: beta\n"
                            "isolation: bridge\n"
                            "environments:\n"
                            "  staging: {}\n";

static void an_export_is_what_was_imported(void **state) {
    struct fixture *fixture = *state;
    import(fixture, small);
    assert_int_equal(fixture->result.revision, 1);
    assert_int_equal(fixture->result.of[TNF_ENTITY_TENANT].given, 2);
    assert_int_equal(fixture->result.of[TNF_ENTITY_TENANT].added, 2);
    assert_int_equal(fixture->result.of[TNF_ENTITY_VOLUME].added, 1);
    expect_export(fixture, small);
}

static void the_same_again_makes_no_revision(void **state) {
    struct fixture *fixture = *state;
    import(fixture, small);
    import(fixture, small);
    assert_int_equal(fixture->result.revision, 1);
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        assert_int_equal(fixture->result.of[id].added, 0);
        assert_int_equal(fixture->result.of[id].changed, 0);
        assert_int_equal(fixture->result.of[id].removed, 0);
    }
    replace(fixture, small);
    assert_int_equal(fixture->result.revision, 1);
    TNF_AUTO_FREE char *json = export(fixture, TNF_TEXT_JSON);
    import(fixture, json);
    assert_int_equal(fixture->result.revision, 1);
}

static void a_named_document_becomes_what_the_text_says(void **state) {
    struct fixture *fixture = *state;
    import(fixture, small);
    import(fixture, "tenant: alpha\nisolation: bridge\nenvironments: {staging: {}}\n"
                    "services: {api: {kind: worker, image: x2}, web: {kind: worker, image: z}}\n");
    assert_int_equal(fixture->result.revision, 2);
    assert_int_equal(fixture->result.of[TNF_ENTITY_TENANT].changed, 1);
    assert_int_equal(fixture->result.of[TNF_ENTITY_SERVICE].changed, 1);
    assert_int_equal(fixture->result.of[TNF_ENTITY_SERVICE].added, 1);
    assert_int_equal(fixture->result.of[TNF_ENTITY_DATABASE].removed, 1);
    assert_int_equal(fixture->result.of[TNF_ENTITY_VOLUME].removed, 1);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_error error;
    assert_int_equal(
        tnf_export_document(fixture->catalog, TNF_ENTITY_TENANT, TNF_SV("alpha"), TNF_TEXT_YAML, &text, &error), 0);
    assert_string_equal(text.ptr, "tenant: alpha\nisolation: bridge\nenvironments:\n  staging: {}\nservices:\n"
                                  "  api:\n    kind: worker\n    image: x2\n  web:\n    kind: worker\n    image: z\n");
    tnf_strbuf_clear(&text);
    assert_int_equal(
        tnf_export_document(fixture->catalog, TNF_ENTITY_TENANT, TNF_SV("beta"), TNF_TEXT_JSON, &text, &error), 0);
    assert_string_equal(text.ptr, "{\n  \"tenant\": \"beta\",\n  \"isolation\": \"bridge\",\n  \"environments\": {\n"
                                  "    \"staging\": {}\n  }\n}\n");
    assert_int_equal(
        tnf_export_document(fixture->catalog, TNF_ENTITY_TENANT, TNF_SV("no"), TNF_TEXT_YAML, &text, &error),
        TNF_E_NOT_FOUND);
}

static void allocated_values_stay_when_they_are_not_given(void **state) {
    struct fixture *fixture = *state;
    import(fixture, small);
    import(fixture, "environment: staging\ngpu_pools: {train: {tenant: beta, instance_type: g5.xlarge, max: 2}}\n");
    assert_int_equal(fixture->result.revision, 1);
    assert_int_equal(fixture->result.of[TNF_ENTITY_ENVIRONMENT].changed, 0);
    expect_export(fixture, small);
}

static void replacing_removes_what_is_not_named(void **state) {
    struct fixture *fixture = *state;
    import(fixture, small);
    /* The pool refers to the tenant that goes, the placement to the environment that goes. */
    replace(fixture, "platform: acme\nregion: us-east-1\n---\nenvironment: production\ncidr: 10.1.0.0/16\n"
                     "---\ntenant: alpha\nisolation: bridge\nenvironments: {production: {}}\n");
    assert_int_equal(fixture->result.of[TNF_ENTITY_ENVIRONMENT].removed, 1);
    assert_int_equal(fixture->result.of[TNF_ENTITY_TENANT].removed, 1);
    assert_int_equal(fixture->result.of[TNF_ENTITY_GPU_POOL].removed, 1);
    assert_int_equal(fixture->result.of[TNF_ENTITY_PLACEMENT].removed, 2);
    expect_export(fixture, "platform: acme\nregion: us-east-1\n---\nenvironment: production\ncidr: 10.1.0.0/16\n"
                           "---\ntenant: alpha\nisolation: bridge\nenvironments:\n  production: {}\n");
}

static void a_second_platform_needs_replacing(void **state) {
    struct fixture *fixture = *state;
    import(fixture, "platform: acme\nregion: us-east-1\n");
    assert_int_equal(import_with(fixture, "platform: other\nregion: us-east-1\n", (struct tnf_import_options){0}),
                     TNF_E_EXISTS);
    assert_string_equal(fixture->errors.ptr,
                        "f:1:11: platform \"other\": the catalog has another platform\n"
                        "  rename that one with `tenantform platform rename`, or import with --replace\n");
    replace(fixture, "platform: other\nregion: us-east-1\n");
    expect_export(fixture, "platform: other\nregion: us-east-1\n");
}

static void a_dry_run_changes_nothing(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(import_with(fixture, small, (struct tnf_import_options){.dry_run = true}), 0);
    assert_int_equal(fixture->result.revision, 0);
    assert_int_equal(fixture->result.of[TNF_ENTITY_TENANT].added, 2);
    expect_export(fixture, "");
}

static void broken_field_rules_have_places(void **state) {
    struct fixture *fixture = *state;
    import(fixture, small);
    static const char bad[] = "tenant: alpha\n"
                              "isolation: shared\n"
                              "tags: {ok: fine, 'aws:x': y}\n"
                              "services:\n"
                              "  api:\n"
                              "    cpu: 100\n"
                              "    secrets: [good, Bad, good]\n"
                              "  Web: {image: x}\n"
                              "  job:\n"
                              "    volumes: {v: {path: relative}}\n"
                              "  two: {image: [x]}\n";
    assert_int_equal(import_with(fixture, bad, (struct tnf_import_options){0}), TNF_E_INVALID);
    static const char *const expected[] = {
        "f:2:12: isolation: must be pool, bridge or silo, not \"shared\"",
        "f:3:18: tags: must be a tag key",
        "f:5:3: image: must be given",
        "f:6:10: cpu: must be 256 to 16384 CPU units, not 100",
        "f:7:21: secrets: must be a name",
        "f:7:26: secrets: names \"good\" twice",
        "f:8:3: name: must be a name",
        "f:9:3: image: must be given",
        "f:10:25: path: must be an absolute path",
        "f:11:16: image: expected text, not a list",
    };
    const char *at = fixture->errors.ptr;
    size_t lines = 0;
    for (const char *c = at; *c != '\0'; c++) lines += *c == '\n' && c[1] == 'f';
    for (size_t i = 0; i < TNF_ARRAY_LEN(expected); i++) {
        const char *found = strstr(at, expected[i]);
        if (found == NULL) fail_msg("%s is missing or out of order in\n%s", expected[i], fixture->errors.ptr);
        at = found;
    }
    if (lines + 1 != TNF_ARRAY_LEN(expected)) fail_msg("more than expected:\n%s", fixture->errors.ptr);
    expect_export(fixture, small);
}

/* One broken rule a line, so that the places can be seen. */
static const char several[] = "platform: acme\n"
                              "region: us-east-1\n"
                              "---\n"
                              "environment: staging\n"
                              "cidr: 10.0.0.0/16\n"
                              "gpu_pools: {g: {instance_type: g5.xlarge, max: 1, tenant: nobody}}\n"
                              "---\n"
                              "environment: production\n"
                              "cidr: 10.0.0.0/17\n"
                              "---\n"
                              "tenant: a\n"
                              "isolation: bridge\n"
                              "environments: {staging: {}, nowhere: {}}\n"
                              "services:\n"
                              "  api:\n"
                              "    image: x\n"
                              "    cpu: 512\n"
                              "    memory: 1000\n"
                              "    secrets: [key, missing]\n"
                              "    calls: [ghost]\n"
                              "secrets: {key: {}}\n";

/* Places and what the messages start with, in order; nothing else may be there. */
static void expect_errors(const struct fixture *fixture, const char *const *expected, size_t count) {
    struct tnf_strview rest = tnf_strbuf_view(&fixture->errors);
    size_t found = 0;
    while (rest.ptr != NULL) {
        const struct tnf_strview line = tnf_sv_next(&rest, '\n');
        if (line.len == 0 || line.ptr[0] == ' ') continue;
        if (found == count || !tnf_sv_starts_with(line, tnf_sv(expected[found])))
            fail_msg("unexpected: %.*s\nin\n%s", TNF_SV_ARG(line), fixture->errors.ptr);
        found++;
    }
    assert_int_equal(found, count);
}

/* What `several` gets wrong. */
#define ERRORS_OF_SEVERAL                                                                                              \
    "f:6:59: tenant: there is no tenant \"nobody\"", "f:9:7: cidr: 10.0.0.0/17 overlaps 10.0.0.0/16",                  \
        "f:13:29: environment: there is no environment \"nowhere\"",                                                   \
        "f:18:13: memory: 1000 is not a Fargate size for cpu 512", "f:19:20: secrets: \"missing\" is not a secret",    \
        "f:20:13: calls: \"ghost\" is not a service"

static void rules_that_span_rows_have_places(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(import_with(fixture, several, (struct tnf_import_options){0}), TNF_E_INVALID);
    static const char *const expected[] = {
        ERRORS_OF_SEVERAL,
    };
    expect_errors(fixture, expected, TNF_ARRAY_LEN(expected));
    expect_export(fixture, "");
}

/* With faults in the text, what spans rows is reported too, but nothing that comes of the faults: "late" and what
 * calls it, and the size of a task whose cpu could not be read. */
static void faults_of_all_kinds_are_reported_together(void **state) {
    struct fixture *fixture = *state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&text, "%s---\n%s", several,
                    "tenant: b\n"
                    "isolation: bridge\n"
                    "services:\n"
                    "  api: {image: x, cpu: lots, memory: 1000, secrets: [nope], calls: [late]}\n"
                    "  late: {port: 80}\n"
                    "  late: {image: x}\n"
                    "colour: red\n"
                    "---\n"
                    "tenant: a\n"
                    "isolation: pool\n");
    assert_int_equal(import_with(fixture, text.ptr, (struct tnf_import_options){0}), TNF_E_INVALID);
    static const char *const expected[] = {
        ERRORS_OF_SEVERAL,
        "f:26:24: cpu: expected a whole number, not lots",
        "f:26:54: secrets: \"nope\" is not a secret",
        "f:27:3: image: must be given",
        "f:28:3: \"late\" is given twice",
        "f:29:1: unknown key \"colour\"",
        "f:31:9: tenant \"a\" is given twice",
    };
    expect_errors(fixture, expected, TNF_ARRAY_LEN(expected));
    expect_export(fixture, "");
}

/* An environment that could not be read is not missed by its tenants. */
static void broken_syntax_does_not_multiply(void **state) {
    struct fixture *fixture = *state;
    static const struct tnf_change change = {.author = {"ada", 3}};
    const struct tnf_import_options options = {.replace = true};
    struct tnf_error_list errors = {0};
    struct tnf_error error;
    tnf_scratch_write(&fixture->scratch, "c/a.yaml", "environment: staging\nzones: [\n");
    tnf_scratch_write(&fixture->scratch, "c/b.yaml", "tenant: b\nisolation: bridge\nenvironments: {staging: {}}\n");
    tnf_scratch_write(&fixture->scratch, "c/p.yaml", "platform: acme\nregion: us-east-1\n");
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "c");
    assert_int_equal(tnf_import(fixture->catalog, path, &options, &change, &fixture->result, &errors, &error),
                     TNF_E_INVALID);
    assert_int_equal(errors.count, 1);
    assert_non_null(strstr(error.where.file, "c/a.yaml"));
    tnf_error_list_release(&errors);
}

static void a_directory_is_written_and_read_again(void **state) {
    struct fixture *fixture = *state;
    struct tnf_error error;
    size_t written = 0;
    import(fixture, small);
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "out/tree");
    assert_int_equal(tnf_export_directory(fixture->catalog, TNF_TEXT_YAML, path, /* prune= */ false, &written, &error),
                     0);
    assert_int_equal(written, 4);
    TNF_AUTO_FREE char *beta = tnf_scratch_read(&fixture->scratch, "out/tree/tenants/beta.yaml");
    assert_string_equal(beta, "tenant: beta\nisolation: bridge\nenvironments:\n  staging: {}\n");
    static const struct tnf_change change = {.author = {"ada", 3}};
    const struct tnf_import_options options = {.replace = true};
    struct tnf_error_list errors = {0};
    assert_int_equal(tnf_import(fixture->catalog, path, &options, &change, &fixture->result, &errors, &error), 0);
    assert_int_equal(fixture->result.revision, 1);
    tnf_error_list_release(&errors);
    assert_int_equal(tnf_export_directory(fixture->catalog, TNF_TEXT_YAML, path, /* prune= */ false, &written, &error),
                     0);
    assert_int_equal(written, 0);
}

static void files_that_are_not_of_the_catalog_are_reported_or_pruned(void **state) {
    struct fixture *fixture = *state;
    struct tnf_error error;
    size_t written = 0;
    import(fixture, small);
    tnf_scratch_write(&fixture->scratch, "out/tenants/gone.yaml", "tenant: gone\nisolation: pool\n");
    tnf_scratch_write(&fixture->scratch, "out/README.md", "kept");
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "out");
    assert_int_equal(tnf_export_directory(fixture->catalog, TNF_TEXT_YAML, path, /* prune= */ false, &written, &error),
                     TNF_E_CONFLICT);
    assert_non_null(strstr(error.message, "tenants/gone.yaml"));
    assert_null(tnf_scratch_read(&fixture->scratch, "out/platform.yaml"));
    assert_int_equal(tnf_export_directory(fixture->catalog, TNF_TEXT_YAML, path, /* prune= */ true, &written, &error),
                     0);
    assert_int_equal(written, 5);
    assert_null(tnf_scratch_read(&fixture->scratch, "out/tenants/gone.yaml"));
    TNF_AUTO_FREE char *readme = tnf_scratch_read(&fixture->scratch, "out/README.md");
    assert_string_equal(readme, "kept");
}

static void an_empty_catalog_exports_nothing(void **state) {
    struct fixture *fixture = *state;
    expect_export(fixture, "");
    TNF_AUTO_FREE char *json = export(fixture, TNF_TEXT_JSON);
    assert_string_equal(json, "[]\n");
}

/* One catalog becomes the next, again and again; what comes out is what went in. */
static void any_catalog_survives_the_store(void **state) {
    enum { ROUNDS = 200 };
    struct fixture *fixture = *state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        struct tnf_random random = {seed};
        struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        struct tnf_error error;
        tnf_random_valid_rows(&random, &rows);
        const enum tnf_text_format format = seed % 2 == 0 ? TNF_TEXT_YAML : TNF_TEXT_JSON;
        assert_int_equal(tnf_text_write_rows(&rows, TNF_TEXT_YAML, &text, &error), 0);
        replace(fixture, text.ptr);
        TNF_AUTO_FREE char *exported = export(fixture, format);
        tnf_strbuf_clear(&text);
        assert_int_equal(tnf_text_write_rows(&rows, format, &text, &error), 0);
        if (strcmp(exported, text.ptr) != 0) fail_msg("seed %d: \n%s\nis not\n%s", (int)seed, exported, text.ptr);
        tnf_text_rows_release(&rows);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_export_is_what_was_imported, setup, teardown),
        cmocka_unit_test_setup_teardown(the_same_again_makes_no_revision, setup, teardown),
        cmocka_unit_test_setup_teardown(a_named_document_becomes_what_the_text_says, setup, teardown),
        cmocka_unit_test_setup_teardown(allocated_values_stay_when_they_are_not_given, setup, teardown),
        cmocka_unit_test_setup_teardown(replacing_removes_what_is_not_named, setup, teardown),
        cmocka_unit_test_setup_teardown(a_second_platform_needs_replacing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_dry_run_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(broken_field_rules_have_places, setup, teardown),
        cmocka_unit_test_setup_teardown(rules_that_span_rows_have_places, setup, teardown),
        cmocka_unit_test_setup_teardown(faults_of_all_kinds_are_reported_together, setup, teardown),
        cmocka_unit_test_setup_teardown(broken_syntax_does_not_multiply, setup, teardown),
        cmocka_unit_test_setup_teardown(a_directory_is_written_and_read_again, setup, teardown),
        cmocka_unit_test_setup_teardown(files_that_are_not_of_the_catalog_are_reported_or_pruned, setup, teardown),
        cmocka_unit_test_setup_teardown(an_empty_catalog_exports_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(any_catalog_survives_the_store, setup, teardown),
    };
    return cmocka_run_group_tests_name("catalog/text/import", tests, NULL, NULL);
}
