#include "tests/support/kube_case.h"

#include "catalog/record.h"
#include "generator/resolve/kubernetes/manifests.h"
#include "tests/support/test.h"

#include <jansson.h>
#include <string.h>

struct run {
    struct tnf_arena arena;
    struct tnf_bundle bundle;
    struct tnf_value model;
    struct tnf_stack_file *files;
    size_t count;
};

static const char usual[] =
    "{'tenant': 'acme', 'platform': 'plat', 'environment': 'staging', 'name': 'plat-staging-acme', 'physical_name': "
    "'acme',"
    " 'account_id': '111122223333', 'region': 'eu-west-1', 'silo': false, 'balancer': 'load_balancer',"
    " 'has_load_balancer': true, 'load_balancer': {'domain': 'example.com'},"
    " 'network': {'zones': {'a': {'public': '10.0.1.0/24', 'database': '10.0.2.0/24'},"
    "                       'b': {'public': '10.0.3.0/24', 'database': '10.0.4.0/24'}}},"
    " 'services': {'web': {'image': 'web:1', 'port': 8080, 'health': {'path': '/health'}, 'scaling': {'max': 10}}},"
    " 'connections': {}, 'schedules': {}, 'secrets': {}, 'volumes': {}}";

static struct tnf_value value_of(struct tnf_arena *arena, json_t *json) {
    if (json_is_string(json)) return tnf_value_string(tnf_arena_sv(arena, tnf_sv(json_string_value(json))));
    if (json_is_integer(json)) return tnf_value_int(json_integer_value(json));
    if (json_is_boolean(json)) return tnf_value_bool(json_boolean_value(json));
    if (json_is_array(json)) {
        const struct tnf_value list = tnf_value_list(arena);
        for (size_t i = 0; i < json_array_size(json); i++)
            tnf_list_add(arena, list, value_of(arena, json_array_get(json, i)));
        return list;
    }
    if (!json_is_object(json)) return tnf_value_null();
    const struct tnf_value object = tnf_value_object(arena);
    const char *key;
    json_t *item;
    json_object_foreach(json, key, item)
        tnf_object_set(arena, object, tnf_arena_sv(arena, tnf_sv(key)), value_of(arena, item));
    return object;
}

static json_t *parse(const char *text) {
    char *copy = tnf_xstrdup(text);
    for (char *c = copy; *c != '\0'; c++)
        if (*c == '\'') *c = '"';
    json_error_t error;
    json_t *json = json_loads(copy, 0, &error);
    if (json == NULL) fail_msg("%s: %s", error.text, copy);
    free(copy);
    return json;
}

/* Every service of a model has these. */
static void complete_services(json_t *model) {
    const char *name;
    json_t *service;
    json_t *usual_settings = parse("{'secrets': [], 'scaling': {}, 'health': {'path': '/'}}");
    json_object_foreach(json_object_get(model, "services"), name, service)
        json_object_update_missing(service, usual_settings);
    json_decref(usual_settings);
}

/* "field=value field=value" */
static void set_fields(struct run *run, struct tnf_record *record, const char *fields) {
    struct tnf_strview rest = tnf_sv(fields == NULL ? "" : fields);
    while (rest.len > 0) {
        struct tnf_strview value = tnf_sv_next(&rest, ' ');
        const struct tnf_strview name = tnf_sv_next(&value, '=');
        const int field = tnf_entity_field(record->entity, name);
        struct tnf_error err = {0};
        if (field < 0) fail_msg("there is no field %.*s", TNF_SV_ARG(name));
        if (tnf_record_set_text(record, (size_t)field, value, &run->arena, &err) < 0) fail_msg("%s", err.message);
    }
}

static void add_services(struct run *run, const char *fields) {
    const struct tnf_value services = tnf_object_get(run->model, TNF_SV("services"), NULL);
    const size_t count = tnf_object_count(services);
    struct tnf_record *rows = TNF_ARENA_ARRAY(&run->arena, struct tnf_record, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct tnf_error err = {0};
        rows[i] = tnf_record_new(&run->arena, TNF_ENTITY_SERVICE);
        if (tnf_record_set_text(&rows[i], TNF_SERVICE_NAME, tnf_object_key_at(services, i), &run->arena, &err) < 0)
            fail_msg("%s", err.message);
        set_fields(run, &rows[i], fields);
        const struct tnf_value routes = tnf_object_get(tnf_object_at(services, i), TNF_SV("routes"), &(bool){false});
        if (routes.kind == TNF_VALUE_OBJECT)
            run->bundle.routes.count += tnf_object_count(routes); /* all that is asked */
    }
    run->bundle.services = (struct tnf_records){rows, count};
}

static int make(const struct test_kube_case *one, struct run *run, struct tnf_error *err) {
    *run = (struct run){.arena = TNF_ARENA_INIT};
    json_t *model = parse(usual);
    json_t *more = parse(one->model == NULL ? "{}" : one->model);
    json_object_update(model, more);
    complete_services(model);
    run->model = value_of(&run->arena, model);
    json_decref(more);
    json_decref(model);
    run->bundle.tenant = tnf_record_new(&run->arena, TNF_ENTITY_TENANT);
    set_fields(run, &run->bundle.tenant, one->tenant);
    add_services(run, one->service);
    return tnf_kube_manifests(&run->arena, &run->bundle, run->model, &run->files, &run->count, err);
}

/* The text of the file that the case is about, NULL when there is none. */
static const char *text_of(struct run *run, const char *file) {
    const struct tnf_strview name = tnf_arena_printf(&run->arena, "manifests/%s.yaml", file);
    for (size_t i = 0; i < run->count; i++)
        if (tnf_sv_eq(run->files[i].name, name))
            return tnf_arena_printf(&run->arena, "%.*s", TNF_SV_ARG(run->files[i].content)).ptr;
    return NULL;
}

static void check(const struct test_kube_case *one) {
    struct run run;
    struct tnf_error err = {0};
    if (make(one, &run, &err) < 0) fail_msg("%s: %s", one->title, err.message);
    const char *text = text_of(&run, one->file);
    if (one->has == NULL) {
        if (text != NULL) fail_msg("%s: there is a file:\n%s", one->title, text);
    } else if (text == NULL) {
        fail_msg("%s: there is no %s.yaml", one->title, one->file);
    } else if (strstr(text, one->has) == NULL) {
        fail_msg("%s: not there:\n%s\nbut:\n%s", one->title, one->has, text);
    } else if (one->lacks != NULL && strstr(text, one->lacks) != NULL) {
        fail_msg("%s: there:\n%s\namong:\n%s", one->title, one->lacks, text);
    }
    tnf_arena_release(&run.arena);
}

void test_kube_cases(const struct test_kube_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) check(&cases[i]);
}

void test_kube_refused(const struct test_kube_case *one, const char *message) {
    struct run run;
    struct tnf_error err = {0};
    if (make(one, &run, &err) == 0) fail_msg("%s: taken", one->title);
    if (strstr(err.message, message) == NULL) fail_msg("%s: %s", one->title, err.message);
    tnf_arena_release(&run.arena);
}
