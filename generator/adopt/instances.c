#include "generator/adopt/instances.h"

#include "base/memory.h"

#include <jansson.h>
#include <stdlib.h>

enum { STATE_VERSION = 4 };

static struct tnf_strview text_of(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? tnf_sv_n(json_string_value(value), json_string_length(value)) : TNF_SV("");
}

/* As an address has it: ["api"] or [0]. */
static void add_index(struct tnf_strbuf *out, const json_t *index) {
    if (json_is_integer(index)) {
        tnf_strbuf_addf(out, "[%lld]", (long long)json_integer_value(index));
    } else if (json_is_string(index)) {
        char *quoted = json_dumps(index, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
        tnf_strbuf_addf(out, "[%s]", quoted == NULL ? "" : quoted);
        free(quoted);
    }
}

static struct tnf_strview address_of(struct tnf_arena *arena, const json_t *resource, const json_t *instance) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    const struct tnf_strview module = text_of(resource, "module");
    tnf_strbuf_addf(&out, "%.*s%s%.*s.%.*s", TNF_SV_ARG(module), module.len > 0 ? "." : "",
                    TNF_SV_ARG(text_of(resource, "type")), TNF_SV_ARG(text_of(resource, "name")));
    add_index(&out, json_object_get(instance, "index_key"));
    return tnf_arena_sv(arena, tnf_strbuf_view(&out));
}

/* Those that wait for their end ("deposed") are not what the address stands for. */
static bool counts(const json_t *resource, const json_t *instance) {
    return tnf_sv_eq_c(text_of(resource, "mode"), "managed") && json_object_get(instance, "deposed") == NULL;
}

static void read_resources(const json_t *resources, struct tnf_arena *arena, struct tnf_adopt_instances *ret) {
    size_t capacity = 0;
    size_t i;
    size_t n;
    const json_t *resource;
    const json_t *instance;
    json_array_foreach(resources, i, resource) {
        json_array_foreach(json_object_get(resource, "instances"), n, instance) {
            if (!counts(resource, instance)) continue;
            ret->items = tnf_arena_grow(arena, ret->items, ret->count, &capacity, sizeof *ret->items);
            ret->items[ret->count++] = (struct tnf_adopt_instance){address_of(arena, resource, instance),
                                                                   tnf_arena_sv(arena, text_of(resource, "type")),
                                                                   json_object_get(instance, "attributes")};
        }
    }
}

int tnf_adopt_instances_read(struct tnf_strview text, struct tnf_arena *arena, struct tnf_adopt_instances *ret,
                             struct tnf_error *err) {
    *ret = (struct tnf_adopt_instances){0};
    json_error_t fault;
    json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &fault);
    ret->document = root;
    if (root == NULL)
        return tnf_error_set(err, TNF_E_INVALID, "it is no Terraform state: line %d, column %d: %s", fault.line,
                             fault.column, fault.text);
    if (json_integer_value(json_object_get(root, "version")) == STATE_VERSION) {
        read_resources(json_object_get(root, "resources"), arena, ret);
        return 0;
    }
    tnf_adopt_instances_release(ret);
    (void)tnf_error_set(err, TNF_E_INVALID, "it is no Terraform state of version %d", STATE_VERSION);
    tnf_error_hint(err, "`terraform state pull` in the old root prints one; encrypted states have to be decrypted");
    return TNF_E_INVALID;
}

void tnf_adopt_instances_release(struct tnf_adopt_instances *instances) {
    json_decref((json_t *)instances->document);
    *instances = (struct tnf_adopt_instances){0};
}

void tnf_adopt_add_attribute(const struct tnf_adopt_instance *instance, struct tnf_strview path,
                             struct tnf_strbuf *out) {
    const json_t *value = instance->attributes;
    while (path.ptr != NULL) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
        tnf_strbuf_add_sv(&key, tnf_sv_next(&path, '.'));
        value = json_object_get(value, key.ptr);
    }
    if (json_is_string(value)) tnf_strbuf_add(out, json_string_value(value), json_string_length(value));
    if (json_is_integer(value)) tnf_strbuf_addf(out, "%lld", (long long)json_integer_value(value));
    if (json_is_boolean(value)) tnf_strbuf_add_str(out, json_is_true(value) ? "true" : "false");
}
