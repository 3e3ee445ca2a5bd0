/* From text to rows: what the format means, and everything that it complains about. */
#include "catalog/text.h"

#include "base/memory.h"
#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void describe_list(const struct tnf_datum *datum, struct tnf_strbuf *out) {
    for (size_t i = 0; i < datum->list.count; i++)
        tnf_strbuf_addf(out, "%s'%.*s'", i == 0 ? "[" : " ", TNF_SV_ARG(datum->list.items[i]));
    tnf_strbuf_add_str(out, datum->list.count == 0 ? "[]" : "]");
}

static void describe_map(const struct tnf_datum *datum, struct tnf_strbuf *out) {
    for (size_t i = 0; i < datum->map.count; i++)
        tnf_strbuf_addf(out, "%s%.*s='%.*s'", i == 0 ? "{" : " ", TNF_SV_ARG(datum->map.items[i].key),
                        TNF_SV_ARG(datum->map.items[i].value));
    tnf_strbuf_add_str(out, datum->map.count == 0 ? "{}" : "}");
}

static void describe_datum(const struct tnf_field *field, const struct tnf_datum *datum, struct tnf_strbuf *out) {
    if (field->type == TNF_TYPE_STRING) tnf_strbuf_addf(out, "'%.*s'", TNF_SV_ARG(datum->string));
    if (field->type == TNF_TYPE_INT) tnf_strbuf_addf(out, "%lld", (long long)datum->integer);
    if (field->type == TNF_TYPE_BOOL) tnf_strbuf_add_str(out, datum->boolean ? "true" : "false");
    if (field->type == TNF_TYPE_LIST) describe_list(datum, out);
    if (field->type == TNF_TYPE_MAP) describe_map(datum, out);
}

/* One line for each row: entity field=value@line:column … */
static void describe(const struct tnf_text_rows *rows, struct tnf_strbuf *out) {
    for (size_t r = 0; r < rows->count; r++) {
        const struct tnf_text_row *row = &rows->items[r];
        tnf_strbuf_add_str(out, row->record.entity->name);
        for (size_t i = 0; i < row->record.entity->field_count; i++) {
            if (!row->record.data[i].set) continue;
            tnf_strbuf_addf(out, " %s=", row->record.entity->fields[i].name);
            describe_datum(&row->record.entity->fields[i], &row->record.data[i], out);
            if (row->values[i] != NULL) tnf_strbuf_addf(out, "@%u:%u", row->values[i]->line, row->values[i]->column);
        }
        tnf_strbuf_add_c(out, '\n');
    }
}

static void parse(const char *text, enum tnf_text_format format, struct tnf_strbuf *rows_out,
                  struct tnf_strbuf *errors_out) {
    struct tnf_text_rows rows = TNF_TEXT_ROWS_INIT;
    struct tnf_error_list errors = {0};
    tnf_text_parse(tnf_sv(text), "f", format, &rows, &errors);
    tnf_text_check_documents(&rows, &errors);
    tnf_text_sort_errors(&errors);
    describe(&rows, rows_out);
    for (size_t i = 0; i < errors.count; i++) {
        char message[2048];
        (void)tnf_error_format(&errors.items[i], message, sizeof message);
        tnf_strbuf_addf(errors_out, "%s\n", message);
    }
    tnf_error_list_release(&errors);
    tnf_text_rows_release(&rows);
}

struct rows_case {
    const char *text;
    const char *rows;
};

static void check_rows(const struct rows_case *cases, size_t count, enum tnf_text_format format) {
    for (size_t i = 0; i < count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf rows = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf errors = TNF_STRBUF_INIT;
        parse(cases[i].text, format, &rows, &errors);
        assert_string_equal(errors.ptr, "");
        assert_string_equal(rows.ptr, cases[i].rows);
    }
}

static void fields_groups_and_children_become_rows(void **state) {
    (void)state;
    static const struct rows_case cases[] = {
        {"", ""},
        {"---\n---\n", ""},
        {"platform: acme\nregion: us-east-1\nstate: {bucket: b}\n",
         "platform name='acme'@1:11 region='us-east-1'@2:9 state_bucket='b'@3:17\n"},
        {"region: r\nplatform: acme\n", "platform name='acme'@2:11 region='r'@1:9\n"},
        {"environment: staging\nwaf: true\nzones: [a, \"b\"]\ngpu_pools:\n  train:\n    max: 2\nrunner_clusters: {}\n",
         "environment name='staging'@1:14 zones=['a' 'b']@3:8 waf=true@2:6\n"
         "gpu_pool environment='staging' name='train'@5:3 max=2@6:10\n"},
        {"tenant: t\nisolation: pool\nenvironments:\n  staging:\n  production: {databases: {main: {storage: 20}}}\n"
         "services:\n  api:\n    scaling: {min: 0}\n    routes: {web: {headers: {x-b: '2', x-a: 1}}}\n",
         "tenant name='t'@1:9 isolation='pool'@2:12\n"
         "placement tenant='t' environment='staging'@4:3\n"
         "placement tenant='t' environment='production'@5:3\n"
         "database tenant='t' environment='production' name='main'@5:28 storage=20@5:44\n"
         "service tenant='t' name='api'@7:3 scaling_min=0@8:20\n"
         "route tenant='t' service='api' name='web'@9:14 headers={x-a='1' x-b='2'}@9:29\n"},
        {"\xEF\xBB\xBFtenant: a\n", "tenant name='a'@1:9\n"},
        {"- tenant: a\n- tenant: b\n", "tenant name='a'@1:11\ntenant name='b'@2:11\n"},
        {"tenant: a\n---\ntenant: b\n", "tenant name='a'@1:9\ntenant name='b'@3:9\n"},
    };
    check_rows(cases, TNF_ARRAY_LEN(cases), TNF_TEXT_YAML);
}

static void nothing_means_not_given_and_empty_means_empty(void **state) {
    (void)state;
    static const struct rows_case cases[] = {
        {"environment: e\nregion:\nwaf: null\nzones: ~\ntags: Null\nscaling:\ngpu_pools:\n",
         "environment name='e'@1:14\n"},
        {"environment: e\nregion: \"\"\nzones: []\ntags: {}\nscaling: {}\ngpu_pools: {}\n",
         "environment name='e'@1:14 region=''@2:9 zones=[]@3:8 tags={}@4:7\n"},
        {"environment: e\nregion: \"null\"\ndomain: 'true'\n",
         "environment name='e'@1:14 region='null'@2:9 domain='true'@3:9\n"},
    };
    check_rows(cases, TNF_ARRAY_LEN(cases), TNF_TEXT_YAML);
}

static void text_is_kept_as_it_is_written(void **state) {
    (void)state;
    static const struct rows_case yaml[] = {
        {"environment: e\naccount_id: 012345678901\ndatabase: {version: 16.10}\nnat: none\ntags: {a: 1e3, b: yes}\n",
         "environment name='e'@1:14 account_id='012345678901'@2:13 nat='none'@4:6 database_version='16.10'@3:21 "
         "tags={a='1e3' b='yes'}@5:7\n"},
        {"tenant: t\ntitle: \"a\\nb \\U0001F600 \\x07\"\n",
         "tenant name='t'@1:9 title='a\nb \xF0\x9F\x98\x80 \x07'@2:8\n"},
    };
    static const struct rows_case json[] = {
        {"{\"environment\": \"e\", \"database\": {\"version\": 16.10}}",
         "environment name='e'@1:17 database_version='16.10'@1:46\n"},
        {"[{\"tenant\": \"t\", \"title\": \"\\ud83d\\ude00\"}, {\"tenant\": \"u\"}]",
         "tenant name='t'@1:13 title='\xF0\x9F\x98\x80'@1:27\ntenant name='u'@1:55\n"},
    };
    check_rows(yaml, TNF_ARRAY_LEN(yaml), TNF_TEXT_YAML);
    check_rows(json, TNF_ARRAY_LEN(json), TNF_TEXT_JSON);
}

struct error_case {
    const char *text;
    const char *errors;
};

static void check_errors(const struct error_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf rows = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf errors = TNF_STRBUF_INIT;
        parse(cases[i].text, TNF_TEXT_YAML, &rows, &errors);
        if (strcmp(errors.ptr, cases[i].errors) != 0) print_error("for\n%s\n", cases[i].text);
        assert_string_equal(errors.ptr, cases[i].errors);
    }
}

static void wrong_types_say_what_was_expected(void **state) {
    (void)state;
    static const struct error_case cases[] = {
        {"tenant: t\nservices: {api: {cpu: \"512\"}}\n",
         "f:2:23: cpu: expected a whole number, not the string \"512\"\n  write it without quotes\n"},
        {"tenant: t\nservices: {api: {cpu: lots}}\n",
         "f:2:23: cpu: expected a whole number, not lots\n  write decimal digits only\n"},
        {"tenant: t\nservices: {api: {scaling: {min: 1.5}}}\n",
         "f:2:33: scaling.min: expected a whole number, not 1.5\n  write decimal digits only\n"},
        {"tenant: t\nservices: {api: {cpu: 0512}}\n",
         "f:2:23: cpu: expected a whole number, not 0512\n  write decimal digits only\n"},
        {"tenant: t\nservices: {api: {cpu: 99999999999999999999}}\n",
         "f:2:23: cpu: 99999999999999999999 is out of range\n"},
        {"tenant: t\nservices: {api: {cpu: [1]}}\n", "f:2:23: cpu: expected a whole number, not a list\n"},
        {"environment: e\nwaf: yes\n",
         "f:2:6: waf: expected true or false, not yes\n  write true or false, in small letters and without quotes\n"},
        {"environment: e\nwaf: 'true'\n", "f:2:6: waf: expected true or false, not the string \"true\"\n"
                                          "  write true or false, in small letters and without quotes\n"},
        {"environment: e\nwaf: {}\n", "f:2:6: waf: expected true or false, not a mapping\n"
                                      "  write true or false, in small letters and without quotes\n"},
        {"environment: e\nregion: true\n",
         "f:2:9: region: expected text, not true\n  put it into quotes if it is meant as text\n"},
        {"environment: e\nregion: [us-east-1]\n", "f:2:9: region: expected text, not a list\n"},
        {"environment: e\nzones: us-east-1a\n",
         "f:2:8: zones: expected a list, not us-east-1a\n  write [A, B], or one \"- A\" a line\n"},
        {"environment: e\nzones: [a, , {}]\n",
         "f:2:12: not YAML: did not find expected node content (while parsing a flow node that starts in line 2)\n"
         "  look at the indentation, the colons and the quotes of this line and the one before\n"},
        {"environment: e\nzones: [a, null, {}]\n",
         "f:2:12: zones: expected text, not nothing\n  write \"\" for an empty text\n"
         "f:2:18: zones: expected text, not a mapping\n"},
        {"environment: e\ntags: [a]\n",
         "f:2:7: tags: expected a mapping, not a list\n  write {KEY: VALUE}, or one \"KEY: VALUE\" a line\n"},
        {"environment: e\ntags: {a: , b: false, c: [], [d]: e}\n",
         "f:2:11: tags: \"a\": expected text, not nothing\n  write \"\" for an empty text\n"
         "f:2:16: tags: \"b\": expected text, not false\n  put it into quotes if it is meant as text\n"
         "f:2:26: tags: \"c\": expected text, not a list\n"
         "f:2:30: tags: expected a name before the colon, not a list\n"},
        {"environment: e\nscaling: 3\n",
         "f:2:10: \"scaling\": expected a mapping, not 3\n  write {KEY: VALUE}, or one \"KEY: VALUE\" a line\n"},
        {"tenant: t\nservices:\n  - api\n", "f:3:3: \"services\": expected a mapping, not a list\n  write one NAME: "
                                            "{\xE2\x80\xA6} for each, not a list\n"},
        {"tenant: t\nservices:\n  api: nginx\n",
         "f:3:8: \"api\": expected a mapping, not nginx\n  write its fields below it, or {} when it has none\n"},
    };
    check_errors(cases, TNF_ARRAY_LEN(cases));
}

static void unknown_keys_are_refused_with_a_hint(void **state) {
    (void)state;
    static const struct error_case cases[] = {
        {"tenant: t\nservices: {api: {memroy: 1}}\n",
         "f:2:18: unknown key \"memroy\" in service \"api\"\n  did you mean memory?\n"},
        {"tenant: t\nservcies: {}\n", "f:2:1: unknown key \"servcies\" in tenant \"t\"\n  did you mean services?\n"},
        {"tenant: t\nservices: {api: {scaling: {mni: 1}}}\n",
         "f:2:28: unknown key \"mni\" in scaling of service \"api\"\n  did you mean min?\n"},
        {"tenant: t\nservices: {api: {scaling_min: 1}}\n",
         "f:2:18: unknown key \"scaling_min\" in service \"api\"\n  write it as scaling: {min: \xE2\x80\xA6}\n"},
        {"tenant: t\nservices: {api: {min: 1}}\n",
         "f:2:18: unknown key \"min\" in service \"api\"\n  write it as scaling: {min: \xE2\x80\xA6}\n"},
        {"tenant: t\nservices: {api: {scaling: {memory: 1}}}\n",
         "f:2:28: unknown key \"memory\" in scaling of service \"api\"\n  memory belongs directly to the service\n"},
        {"tenant: t\nservices: {api: {volumes: {data: {zzzzzzzz: 1}}}}\n",
         "f:2:35: unknown key \"zzzzzzzz\" in volume \"data\"\n  what it may have: path, read_only, backup, "
         "physical_name\n"},
        {"tenant: t\nname: u\n",
         "f:2:1: unknown key \"name\" in tenant \"t\"\n  what it may have: isolation, state, title, "
         "cell, owner, quota, tags, physical_name, environments, services, secrets\n"},
        {"tenant: t\nplatform: p\n", "f:2:1: unknown key \"tenant\" in platform \"p\"\n"},
        {"tenant: t\n\"a\\nb\": 1\n", NULL},
    };
    check_errors(cases, 8);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf rows = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf errors = TNF_STRBUF_INIT;
    parse(cases[9].text, TNF_TEXT_YAML, &rows, &errors);
    assert_non_null(strstr(errors.ptr, "f:2:1: unknown key \"a\\nb\" in tenant \"t\""));
}

static void documents_must_say_what_they_are(void **state) {
    (void)state;
    static const char hint[] = "  start it with \"platform: NAME\" or \"environment: NAME\" or \"tenant: NAME\"\n";
    static const struct {
        const char *text;
        const char *message;
        bool has_hint;
    } cases[] = {
        {"name: x\n", "f:1:1: the document does not say what it describes\n", true},
        {"{}\n", "f:1:1: the document does not say what it describes\n", true},
        {"hello\n", "f:1:1: a document must be a mapping, not hello\n", true},
        {"- - tenant: t\n", "f:1:3: a document must be a mapping, not a list\n", true},
        {"tenant:\n", "f:1:1: the tenant has no name\n  write its name behind the colon\n", false},
        {"tenant: true\n", "f:1:9: tenant: expected text, not true\n  put it into quotes if it is meant as text\n",
         false},
        {"tenant: {name: t}\n", "f:1:9: tenant: expected text, not a mapping\n", false},
        {"? [tenant]\n: x\n", "f:1:1: the document does not say what it describes\n", true},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf expected = TNF_STRBUF_INIT;
        tnf_strbuf_addf(&expected, "%s%s", cases[i].message, cases[i].has_hint ? hint : "");
        const struct error_case one = {cases[i].text, expected.ptr};
        check_errors(&one, 1);
    }
}

static void repeated_names_name_both_places(void **state) {
    (void)state;
    static const struct error_case cases[] = {
        {"tenant: t\nservices:\n  api: {cpu: 1}\n  api: {cpu: 2}\n",
         "f:4:3: \"api\" is given twice\n  it stands already in line 3, column 3; keep one of them\n"},
        {"tenant: t\ntitle: a\ntitle: b\ntitle: c\n",
         "f:3:1: \"title\" is given twice\n  it stands already in line 2, column 1; keep one of them\n"
         "f:4:1: \"title\" is given twice\n  it stands already in line 2, column 1; keep one of them\n"},
        {"tenant: t\ntags: {a: '1', a: '2'}\n",
         "f:2:16: \"a\" is given twice\n  it stands already in line 2, column 8; keep one of them\n"},
        {"tenant: t\nservices: {api: {scaling: {min: 1, min: 2}}}\n",
         "f:2:36: \"min\" is given twice\n  it stands already in line 2, column 28; keep one of them\n"},
        {"tenant: t\n---\nenvironment: t\n---\ntenant: t\n---\ntenant: t\n",
         "f:5:9: tenant \"t\" is given twice\n  the first is at f:1:9; keep one of them\n"
         "f:7:9: tenant \"t\" is given twice\n  the first is at f:1:9; keep one of them\n"},
        {"platform: p\n---\nplatform: q\n", "f:3:11: platform \"q\" is a second platform, and a catalog has one\n"
                                            "  the first is at f:1:11; keep one of them\n"},
    };
    check_errors(cases, TNF_ARRAY_LEN(cases));
}

static void everything_wrong_is_reported_in_order(void **state) {
    (void)state;
    static const struct error_case cases[] = {
        {"tenant: t\nisolaton: pool\nservices:\n  api:\n    cpu: '1'\n    port: x\n    scaling: [1]\n  web: "
         "3\n---\nfoo: 1\n",
         "f:2:1: unknown key \"isolaton\" in tenant \"t\"\n  did you mean isolation?\n"
         "f:5:10: cpu: expected a whole number, not the string \"1\"\n  write it without quotes\n"
         "f:6:11: port: expected a whole number, not x\n  write decimal digits only\n"
         "f:7:14: \"scaling\": expected a mapping, not a list\n  write {KEY: VALUE}, or one \"KEY: VALUE\" a line\n"
         "f:8:8: \"web\": expected a mapping, not 3\n  write its fields below it, or {} when it has none\n"
         "f:10:1: the document does not say what it describes\n"
         "  start it with \"platform: NAME\" or \"environment: NAME\" or \"tenant: NAME\"\n"},
    };
    check_errors(cases, TNF_ARRAY_LEN(cases));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_groups_and_children_become_rows),
        cmocka_unit_test(nothing_means_not_given_and_empty_means_empty),
        cmocka_unit_test(text_is_kept_as_it_is_written),
        cmocka_unit_test(wrong_types_say_what_was_expected),
        cmocka_unit_test(unknown_keys_are_refused_with_a_hint),
        cmocka_unit_test(documents_must_say_what_they_are),
        cmocka_unit_test(repeated_names_name_both_places),
        cmocka_unit_test(everything_wrong_is_reported_in_order),
    };
    return cmocka_run_group_tests_name("catalog/text/decode", tests, NULL, NULL);
}
