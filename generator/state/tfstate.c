#include "generator/state/tfstate.h"

#include "base/memory.h"

#include <jansson.h>

enum { STATE_VERSION = 4 };

/* "trial-1" of "module.trial-1.module.x", "a" of "module.a[\"k\"]"; "" of no module. */
static struct tnf_strview root_module(struct tnf_strview address) {
    const struct tnf_strview prefix = TNF_SV("module.");
    if (!tnf_sv_starts_with(address, prefix)) return TNF_SV("");
    const struct tnf_strview rest = tnf_sv_from(address, prefix.len);
    size_t length = 0;
    while (length < rest.len && rest.ptr[length] != '.' && rest.ptr[length] != '[') length++;
    return tnf_sv_n(rest.ptr, length);
}

static struct tnf_strview text_of(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return value == NULL || !json_is_string(value) ? TNF_SV("")
                                                   : tnf_sv_n(json_string_value(value), json_string_length(value));
}

struct counting {
    struct tnf_arena *arena;
    struct tnf_tfstate *state;
    size_t capacity;
};

static void count(struct counting *counting, struct tnf_strview module, size_t instances) {
    struct tnf_tfstate *state = counting->state;
    state->resources += instances;
    for (size_t i = 0; i < state->module_count; i++) {
        if (!tnf_sv_eq(state->modules[i].name, module)) continue;
        state->modules[i].resources += instances;
        return;
    }
    state->modules = tnf_arena_grow(counting->arena, state->modules, state->module_count, &counting->capacity,
                                    sizeof *state->modules);
    state->modules[state->module_count++] =
        (struct tnf_tfstate_module){tnf_arena_sv(counting->arena, module), instances};
}

static int read_resources(struct counting *counting, const json_t *resources, struct tnf_error *err) {
    if (!json_is_array(resources)) return tnf_error_set(err, TNF_E_INVALID, "it has no list of resources");
    size_t i;
    const json_t *resource;
    json_array_foreach(resources, i, resource) {
        const json_t *instances = json_object_get(resource, "instances");
        if (!json_is_array(instances)) return tnf_error_set(err, TNF_E_INVALID, "resource %zu has no instances", i + 1);
        if (!tnf_sv_eq_c(text_of(resource, "mode"), "managed") || json_array_size(instances) == 0) continue;
        count(counting, root_module(text_of(resource, "module")), json_array_size(instances));
    }
    return 0;
}

static int read_version(const json_t *root, struct tnf_error *err) {
    if (json_object_get(root, "encrypted_data") != NULL) {
        (void)tnf_error_set(err, TNF_E_INVALID,
                            "it is encrypted by OpenTofu, and only OpenTofu with its key can read it");
        tnf_error_hint(err, "look with `tofu state list` in the stack's folder");
        return TNF_E_INVALID;
    }
    const json_t *version = json_object_get(root, "version");
    if (!json_is_integer(version)) return tnf_error_set(err, TNF_E_INVALID, "it is no Terraform state");
    if (json_integer_value(version) == STATE_VERSION) return 0;
    (void)tnf_error_set(err, TNF_E_INVALID, "it is a state of version %lld, not %d",
                        (long long)json_integer_value(version), STATE_VERSION);
    tnf_error_hint(err, "an apply with Terraform 1.11 or later writes it as version %d", STATE_VERSION);
    return TNF_E_INVALID;
}

static int read_root(const json_t *root, struct tnf_arena *arena, struct tnf_tfstate *ret, struct tnf_error *err) {
    TNF_TRY(read_version(root, err));
    ret->serial = (int64_t)json_integer_value(json_object_get(root, "serial"));
    ret->lineage = tnf_arena_sv(arena, text_of(root, "lineage"));
    struct counting counting = {.arena = arena, .state = ret};
    return read_resources(&counting, json_object_get(root, "resources"), err);
}

int tnf_tfstate_read(struct tnf_strview text, struct tnf_arena *arena, struct tnf_tfstate *ret, struct tnf_error *err) {
    *ret = (struct tnf_tfstate){0};
    if (tnf_sv_trim(text).len == 0) return 0;
    json_error_t fault;
    json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &fault);
    if (root == NULL)
        return tnf_error_set(err, TNF_E_INVALID, "it is no Terraform state: line %d, column %d: %s", fault.line,
                             fault.column, fault.text);
    const int code = read_root(root, arena, ret, err);
    json_decref(root);
    return code;
}

size_t tnf_tfstate_in_module(const struct tnf_tfstate *state, struct tnf_strview module) {
    for (size_t i = 0; i < state->module_count; i++)
        if (tnf_sv_eq(state->modules[i].name, module)) return state->modules[i].resources;
    return 0;
}
