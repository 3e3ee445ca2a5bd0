#include "tests/support/test.h"

#include "base/file.h"
#include "provider/rehearsal/compile.h"
#include "provider/rehearsal/schema_file.h"
#include "provider/wire/convert.h"
#include "tests/support/scratch.h"

static const char two_types[] =
    "{\"provider_schemas\":{\"example.com/a/b\":{"
    "\"provider\":{\"version\":0,\"block\":{\"attributes\":{\"region\":{\"type\":\"string\",\"optional\":true}}}},"
    "\"resource_schemas\":{"
    "  \"b_one\":{\"version\":3,\"block\":{\"attributes\":{\"id\":{\"type\":\"string\",\"computed\":true}}}},"
    "  "
    "\"b_one_more\":{\"version\":0,\"block\":{\"attributes\":{\"x\":{\"type\":[\"list\",\"string\"],\"optional\":true}}"
    "}}},"
    "\"data_source_schemas\":{\"b_one\":{\"version\":0,\"block\":{}}},"
    "\"functions\":{\"f\":{\"parameters\":[{\"name\":\"p\",\"type\":\"string\"}],\"return_type\":\"bool\"}}}}}";

struct workshop {
    struct tnf_scratch scratch;
    char *schema;
    char *output;
    char *types;
    struct tnf_error err;
};

static void workshop_init(struct workshop *workshop, const char *schema) {
    tnf_scratch_init(&workshop->scratch);
    tnf_scratch_write(&workshop->scratch, "schema.json", schema);
    workshop->schema = tnf_scratch_path(&workshop->scratch, "schema.json");
    workshop->output = tnf_scratch_path(&workshop->scratch, "out.rehearsal");
    workshop->types = tnf_scratch_path(&workshop->scratch, "main.tf");
}

static void workshop_release(struct workshop *workshop) {
    free(workshop->schema);
    free(workshop->output);
    free(workshop->types);
    tnf_scratch_release(&workshop->scratch);
}

static struct tnf_schema_file *compile_and_open(struct workshop *workshop, bool reduce) {
    const char *const types[] = {workshop->types};
    const struct tnf_rehearsal_compile_options options = {
        .schema = workshop->schema,
        .output = workshop->output,
        .types_from = reduce ? types : NULL,
        .types_from_count = reduce ? 1 : 0,
    };
    struct tnf_schema_file *file;
    if (tnf_rehearsal_compile(&options, &workshop->err) < 0) fail_msg("%s", workshop->err.message);
    if (tnf_schema_file_open(workshop->output, &file, &workshop->err) < 0) fail_msg("%s", workshop->err.message);
    return file;
}

static bool has(struct tnf_schema_file *file, enum tnf_rehearsal_kind kind, const char *name) {
    const struct tnf_schema *schema;
    return tnf_schema_file_find(file, kind, tnf_sv(name), &schema, NULL) == 0;
}

static void the_reply_has_every_schema_and_the_index_finds_it(void **state) {
    TNF_AUTO(workshop_release) struct workshop workshop;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_schema *schema;
    ProtobufCMessage *message;
    (void)state;
    workshop_init(&workshop, two_types);
    struct tnf_schema_file *file = compile_and_open(&workshop, false);
    const struct tnf_strview reply = tnf_schema_file_section(file, TNF_REHEARSAL_REPLY);
    assert_int_equal(
        tnf_message_unpack(&arena, &tfplugin6__get_provider_schema__response__descriptor, reply, &message, NULL), 0);
    const Tfplugin6__GetProviderSchema__Response *response = (Tfplugin6__GetProviderSchema__Response *)message;
    assert_int_equal(response->n_resource_schemas, 2);
    assert_int_equal(response->n_data_source_schemas, 1);
    assert_int_equal(response->n_functions, 1);
    assert_true(response->server_capabilities->get_provider_schema_optional);
    assert_string_equal(response->provider->block->attributes[0]->name, "region");

    assert_int_equal(tnf_schema_file_find(file, TNF_REHEARSAL_RESOURCE, TNF_SV("b_one"), &schema, NULL), 0);
    assert_int_equal(schema->version, 3);
    assert_int_equal(schema->block.attributes[0].flags, TNF_SCHEMA_COMPUTED);
    assert_int_equal(tnf_schema_file_find(file, TNF_REHEARSAL_DATA_SOURCE, TNF_SV("b_one"), &schema, NULL), 0);
    assert_int_equal(schema->block.attribute_count, 0);
    assert_true(has(file, TNF_REHEARSAL_PROVIDER, ""));
    assert_false(has(file, TNF_REHEARSAL_DATA_SOURCE, "b_one_more"));
    tnf_schema_file_close(file);
}

static void types_are_kept_when_named_as_whole_words(void **state) {
    static const struct {
        const char *text;
        bool one;
        bool one_more;
    } cases[] = {
        {"resource \"b_one\" \"x\" {}", true, false},
        {"resource \"b_one_more\" \"x\" {}", false, true},
        {"b_one", true, false},
        {"xb_one b_oneb_one_more", false, false},
        {"b_one_more.x b_one.y", true, true},
        {"", false, false},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(workshop_release) struct workshop workshop;
        workshop_init(&workshop, two_types);
        tnf_scratch_write(&workshop.scratch, "main.tf", cases[i].text);
        struct tnf_schema_file *file = compile_and_open(&workshop, true);
        assert_int_equal(has(file, TNF_REHEARSAL_RESOURCE, "b_one"), cases[i].one);
        assert_int_equal(has(file, TNF_REHEARSAL_RESOURCE, "b_one_more"), cases[i].one_more);
        assert_true(has(file, TNF_REHEARSAL_PROVIDER, ""));
        tnf_schema_file_close(file);
    }
}

static void faults_name_type_and_attribute_and_write_nothing(void **state) {
    static const struct {
        const char *schema;
        const char *message; /* what is in it */
    } cases[] = {
        {"{", "is not JSON"},
        {"{}", "there is no \"provider_schemas\""},
        {"{\"provider_schemas\":{}}", "the schemas of 0 providers"},
        {"{\"provider_schemas\":{\"p\":{\"resource_schemas\":{\"t\":{\"block\":{\"attributes\":{\"a\":{}}}}}}}}",
         "type \"t\": attribute \"a\" has no type"},
        {"{\"provider_schemas\":{\"p\":{\"resource_schemas\":{\"t\":{\"block\":{\"block_types\":{\"b\":{\"block\":"
         "{\"attributes\":{\"a\":{\"type\":\"strin\"}}},\"nesting_mode\":\"list\"}}}}}}}}",
         "type \"t\": block \"b\": attribute \"a\": \"strin\" is not a type"},
        {"{\"provider_schemas\":{\"p\":{\"resource_schemas\":{\"t\":{\"block\":{\"block_types\":{\"b\":{\"block\":{}}}}"
         "}}}}}",
         "type \"t\": \"b\" has no nesting mode"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(workshop_release) struct workshop workshop;
        workshop_init(&workshop, cases[i].schema);
        const struct tnf_rehearsal_compile_options options = {.schema = workshop.schema, .output = workshop.output};
        assert_true(tnf_rehearsal_compile(&options, &workshop.err) < 0);
        if (strstr(workshop.err.message, cases[i].message) == NULL) fail_msg("%s", workshop.err.message);
        assert_false(tnf_file_exists(workshop.output));
    }
}

static void files_that_are_not_ours_are_refused(void **state) {
    TNF_AUTO(workshop_release) struct workshop workshop;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    struct tnf_schema_file *file;
    (void)state;
    workshop_init(&workshop, two_types);
    tnf_schema_file_close(compile_and_open(&workshop, false));
    assert_int_equal(tnf_file_read(workshop.output, 1 << 20, &bytes, NULL), 0);
    /* Cut anywhere, the file is refused: its header says how much there has to be. */
    for (size_t length = 0; length < bytes.len; length += 7) {
        assert_int_equal(tnf_file_write(workshop.output, tnf_sv_n(bytes.ptr, length), NULL), 0);
        assert_int_equal(tnf_schema_file_open(workshop.output, &file, NULL), TNF_E_INVALID);
    }
    bytes.ptr[7]++; /* the version */
    assert_int_equal(tnf_file_write(workshop.output, tnf_strbuf_view(&bytes), NULL), 0);
    assert_int_equal(tnf_schema_file_open(workshop.output, &file, NULL), TNF_E_INVALID);
    assert_int_equal(tnf_schema_file_open("/nowhere/at/all", &file, NULL), TNF_E_IO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reply_has_every_schema_and_the_index_finds_it),
        cmocka_unit_test(types_are_kept_when_named_as_whole_words),
        cmocka_unit_test(faults_name_type_and_attribute_and_write_nothing),
        cmocka_unit_test(files_that_are_not_ours_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
