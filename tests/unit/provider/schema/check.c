#include "tests/support/test.h"

#include "provider/schema/check.h"
#include "tests/support/cty_text.h"

static const char schema_text[] =
    "{\"attributes\":{"
    "  \"id\":{\"type\":\"string\",\"computed\":true},"
    "  \"name\":{\"type\":\"string\",\"required\":true},"
    "  \"zone\":{\"type\":\"string\",\"optional\":true,\"computed\":true},"
    "  \"n\":{\"optional\":true,\"nested_type\":{\"nesting_mode\":\"map\",\"attributes\":{"
    "    \"to\":{\"type\":\"string\",\"required\":true}}}}},"
    " \"block_types\":{"
    "  \"rule\":{\"nesting_mode\":\"list\",\"min_items\":1,\"max_items\":2,\"block\":{\"attributes\":{"
    "    \"port\":{\"type\":\"number\",\"required\":true}}}},"
    "  \"tag\":{\"nesting_mode\":\"set\",\"block\":{\"attributes\":{\"key\":{\"type\":\"string\",\"required\":true}}}},"
    "  "
    "\"limits\":{\"nesting_mode\":\"single\",\"block\":{\"attributes\":{\"id\":{\"type\":\"string\",\"computed\":"
    "true}}}}}}";

static void add_place(const struct tnf_attribute_path *place, struct tnf_strbuf *out) {
    if (place == NULL) return;
    add_place(place->parent, out);
    if (place->kind == TNF_STEP_INDEX) {
        tnf_strbuf_addf(out, "[%" PRId64 "]", place->index);
    } else {
        tnf_strbuf_addf(out, place->kind == TNF_STEP_KEY ? "{%.*s}" : ".%.*s", TNF_SV_ARG(place->name));
    }
}

static void faults_are_found_where_they_are(void **state) {
    static const struct {
        const char *config;
        const char *faults; /* place: summary; … */
    } cases[] = {
        {"{\"name\":\"x\",\"rule\":[{\"port\":1}],\"tag\":[]}", ""},
        {"{\"name\":\"x\",\"zone\":\"z\",\"rule\":[{\"port\":1},{\"port\":2}],\"tag\":[]}", ""},
        {"{\"rule\":[{\"port\":1}],\"tag\":[]}", ".name: Missing required argument; "},
        {"{\"name\":\"<unknown>\",\"rule\":[{\"port\":\"<unknown>\"}],\"tag\":[]}", ""},
        {"{\"name\":\"x\",\"id\":\"i\",\"rule\":[{\"port\":1}],\"tag\":[]}",
         ".id: Value for an attribute that cannot be set; "},
        {"{\"name\":\"x\",\"rule\":[],\"tag\":[]}", ".rule: Too few blocks; "},
        {"{\"name\":\"x\",\"rule\":[{\"port\":1},{\"port\":2},{\"port\":3}],\"tag\":[]}", ".rule: Too many blocks; "},
        {"{\"name\":\"x\",\"rule\":\"<unknown>\",\"tag\":\"<unknown>\"}", ""},
        {"{\"name\":\"x\",\"rule\":[{\"port\":1},{}],\"tag\":[{}]}",
         ".rule[1].port: Missing required argument; .tag.key: Missing required argument; "},
        {"{\"name\":\"x\",\"rule\":[{\"port\":1}],\"tag\":[],\"n\":{\"k\":{}},\"limits\":{\"id\":\"i\"}}",
         ".n{k}.to: Missing required argument; .limits.id: Value for an attribute that cannot be set; "},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf faults = TNF_STRBUF_INIT;
        struct tnf_diagnostics diagnostics = {.arena = &arena};
        const struct tnf_schema schema = tnf_test_schema(&arena, schema_text);
        const struct tnf_cty_value config = tnf_test_value(&arena, schema.block.type, cases[i].config);
        tnf_schema_check_config(&schema, &config, true, &diagnostics);
        for (const struct tnf_diagnostic *item = diagnostics.first; item != NULL; item = item->next) {
            add_place(item->place, &faults);
            tnf_strbuf_addf(&faults, ": %.*s; ", TNF_SV_ARG(item->summary));
        }
        assert_string_equal(faults.ptr, cases[i].faults);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(faults_are_found_where_they_are)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
