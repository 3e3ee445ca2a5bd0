/* The schema part of `terraform providers schema -json`:
 * https://developer.hashicorp.com/terraform/cli/commands/providers/schema */
#include "provider/rehearsal/json_read.h"

#include "base/memory.h"

static const struct {
    const char *name;
    enum tnf_schema_nesting nesting;
} nestings[] = {
    {"single", TNF_SCHEMA_SINGLE}, {"list", TNF_SCHEMA_LIST},   {"set", TNF_SCHEMA_SET},
    {"map", TNF_SCHEMA_MAP},       {"group", TNF_SCHEMA_GROUP},
};

static const struct {
    const char *name;
    enum tnf_schema_flags flag;
} flags[] = {
    {"required", TNF_SCHEMA_REQUIRED},   {"optional", TNF_SCHEMA_OPTIONAL},     {"computed", TNF_SCHEMA_COMPUTED},
    {"sensitive", TNF_SCHEMA_SENSITIVE}, {"write_only", TNF_SCHEMA_WRITE_ONLY}, {"deprecated", TNF_SCHEMA_DEPRECATED},
};

/* 0 when it is none, which finishing the schema refuses. */
static enum tnf_schema_nesting read_nesting(const json_t *json) {
    const struct tnf_strview name = tnf_json_text(json);
    for (size_t i = 0; i < TNF_ARRAY_LEN(nestings); i++) {
        if (tnf_sv_eq_c(name, nestings[i].name)) return nestings[i].nesting;
    }
    return (enum tnf_schema_nesting)0;
}

static unsigned read_flags(const json_t *json) {
    unsigned set = 0;
    for (size_t i = 0; i < TNF_ARRAY_LEN(flags); i++) {
        if (json_is_true(json_object_get(json, flags[i].name))) set |= (unsigned)flags[i].flag;
    }
    return set;
}

static struct tnf_schema_text read_text(struct tnf_arena *arena, const json_t *json) {
    return (struct tnf_schema_text){
        .description = tnf_arena_sv(arena, tnf_json_text(json_object_get(json, "description"))),
        .deprecation = tnf_arena_sv(arena, tnf_json_text(json_object_get(json, "deprecation_message"))),
        .markdown = tnf_sv_eq_c(tnf_json_text(json_object_get(json, "description_kind")), "markdown"),
    };
}

static int read_attributes(struct tnf_arena *arena, const json_t *json, struct tnf_schema_attribute **ret_attributes,
                           size_t *ret_count, struct tnf_error *err);

static int read_type(struct tnf_arena *arena, const json_t *json, const struct tnf_cty_type **ret_type,
                     struct tnf_error *err) {
    TNF_AUTO_FREE char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    if (text == NULL) return tnf_error_set(err, TNF_E_LIMIT, "type cannot be written down");
    /* The type's names point into its text. */
    return tnf_cty_type_parse(arena, tnf_arena_sv(arena, tnf_sv(text)), ret_type, err);
}

static int read_attribute(struct tnf_arena *arena, const json_t *json, struct tnf_schema_attribute *ret_attribute,
                          struct tnf_error *err) {
    ret_attribute->flags = read_flags(json);
    ret_attribute->text = read_text(arena, json);
    const json_t *type = json_object_get(json, "type");
    if (type != NULL) TNF_TRY(read_type(arena, type, &ret_attribute->type, err));
    const json_t *nested = json_object_get(json, "nested_type");
    if (nested == NULL) return 0;
    ret_attribute->nested = TNF_ARENA_NEW(arena, struct tnf_schema_object);
    ret_attribute->nested->nesting = read_nesting(json_object_get(nested, "nesting_mode"));
    return read_attributes(arena, json_object_get(nested, "attributes"), &ret_attribute->nested->attributes,
                           &ret_attribute->nested->attribute_count, err);
}

static int read_attributes(struct tnf_arena *arena, const json_t *json, struct tnf_schema_attribute **ret_attributes,
                           size_t *ret_count, struct tnf_error *err) {
    struct tnf_schema_attribute *next = TNF_ARENA_ARRAY(arena, struct tnf_schema_attribute, json_object_size(json));
    *ret_attributes = next;
    *ret_count = json_object_size(json);
    const char *name;
    json_t *item;
    json_object_foreach((json_t *)(uintptr_t)json, name, item) {
        next->name = tnf_sv(tnf_arena_str(arena, name));
        if (read_attribute(arena, item, next, err) < 0) return tnf_error_wrap(err, "attribute \"%s\"", name);
        next++;
    }
    return 0;
}

static int read_block(struct tnf_arena *arena, const json_t *json, struct tnf_schema_block *ret_block,
                      struct tnf_error *err);

/* JSON numbers that are missing count as 0, as the protocol has it. */
static int read_nested_block(struct tnf_arena *arena, const json_t *json, struct tnf_schema_nested_block *ret_block,
                             struct tnf_error *err) {
    ret_block->nesting = read_nesting(json_object_get(json, "nesting_mode"));
    ret_block->min_items = json_integer_value(json_object_get(json, "min_items"));
    ret_block->max_items = json_integer_value(json_object_get(json, "max_items"));
    return read_block(arena, json_object_get(json, "block"), &ret_block->block, err);
}

static int read_block(struct tnf_arena *arena, const json_t *json, struct tnf_schema_block *ret_block,
                      struct tnf_error *err) {
    ret_block->deprecated = json_is_true(json_object_get(json, "deprecated"));
    ret_block->text = read_text(arena, json);
    TNF_TRY(read_attributes(arena, json_object_get(json, "attributes"), &ret_block->attributes,
                            &ret_block->attribute_count, err));
    json_t *blocks = json_object_get(json, "block_types");
    ret_block->block_count = json_object_size(blocks);
    ret_block->blocks = TNF_ARENA_ARRAY(arena, struct tnf_schema_nested_block, ret_block->block_count);
    struct tnf_schema_nested_block *next = ret_block->blocks;
    const char *name;
    json_t *item;
    json_object_foreach(blocks, name, item) {
        next->name = tnf_sv(tnf_arena_str(arena, name));
        if (read_nested_block(arena, item, next, err) < 0) return tnf_error_wrap(err, "block \"%s\"", name);
        next++;
    }
    return 0;
}

int tnf_json_schema_read(struct tnf_arena *arena, const json_t *json, struct tnf_schema *ret_schema,
                         struct tnf_error *err) {
    struct tnf_schema schema = {.version = json_integer_value(json_object_get(json, "version"))};
    TNF_TRY(read_block(arena, json_object_get(json, "block"), &schema.block, err));
    TNF_TRY(tnf_schema_finish(arena, &schema, err));
    *ret_schema = schema;
    return 0;
}
