#include "provider/schema/edit.h"

/* Whether the attribute with this value becomes null. */
typedef bool (*drops_fn)(const struct tnf_schema_attribute *attribute, const struct tnf_cty_value *value);

struct edit {
    struct tnf_arena *arena;
    drops_fn drops;
};

static struct tnf_cty_value edit_block(const struct edit *edit, const struct tnf_schema_block *block,
                                       const struct tnf_cty_value *value);
static struct tnf_cty_value edit_nested(const struct edit *edit, const struct tnf_schema_object *nested,
                                        const struct tnf_cty_value *value);

/* The object, or each object of the collection; one of the two shapes is set. */
static struct tnf_cty_value edit_objects(const struct edit *edit, const struct tnf_schema_block *block,
                                         const struct tnf_schema_object *nested, enum tnf_schema_nesting nesting,
                                         const struct tnf_cty_value *value) {
    struct tnf_cty_value edited = *value;
    if (value->kind == TNF_CTY_WITH_TYPE) {
        edited.dynamic.value = TNF_ARENA_NEW(edit->arena, struct tnf_cty_value);
        *edited.dynamic.value = edit_objects(edit, block, nested, nesting, value->dynamic.value);
        return edited;
    }
    if (nesting == TNF_SCHEMA_SINGLE || nesting == TNF_SCHEMA_GROUP) {
        return block != NULL ? edit_block(edit, block, value) : edit_nested(edit, nested, value);
    }
    if (!tnf_cty_has_parts(value)) return edited;
    edited = tnf_cty_unshare(edit->arena, edited);
    for (size_t i = 0; i < edited.parts.count; i++) {
        edited.parts.items[i] = edit_objects(edit, block, nested, TNF_SCHEMA_SINGLE, &value->parts.items[i]);
    }
    return edited;
}

static struct tnf_cty_value edit_attributes(const struct edit *edit, const struct tnf_schema_attribute *attributes,
                                            size_t count, const struct tnf_cty_value *object) {
    if (object->kind != TNF_CTY_MAPPING) return *object;
    struct tnf_cty_value edited = tnf_cty_unshare(edit->arena, *object);
    for (size_t i = 0; i < count; i++) {
        const struct tnf_schema_attribute *attribute = &attributes[i];
        struct tnf_cty_value *slot = tnf_cty_get(&edited, attribute->name);
        if (slot == NULL || slot->kind == TNF_CTY_NULL) continue;
        if (edit->drops(attribute, slot)) {
            *slot = tnf_cty_null();
        } else if (attribute->nested != NULL) {
            *slot = edit_objects(edit, NULL, attribute->nested, attribute->nested->nesting, slot);
        }
    }
    return edited;
}

static struct tnf_cty_value edit_nested(const struct edit *edit, const struct tnf_schema_object *nested,
                                        const struct tnf_cty_value *value) {
    return edit_attributes(edit, nested->attributes, nested->attribute_count, value);
}

static struct tnf_cty_value edit_block(const struct edit *edit, const struct tnf_schema_block *block,
                                       const struct tnf_cty_value *value) {
    struct tnf_cty_value edited = edit_attributes(edit, block->attributes, block->attribute_count, value);
    if (edited.kind != TNF_CTY_MAPPING) return edited;
    for (size_t i = 0; i < block->block_count; i++) {
        const struct tnf_schema_nested_block *nested = &block->blocks[i];
        struct tnf_cty_value *slot = tnf_cty_get(&edited, nested->name);
        if (slot != NULL) *slot = edit_objects(edit, &nested->block, NULL, nested->nesting, slot);
    }
    return edited;
}

static bool is_write_only(const struct tnf_schema_attribute *attribute, const struct tnf_cty_value *value) {
    (void)value;
    return (attribute->flags & TNF_SCHEMA_WRITE_ONLY) != 0;
}

static bool attributes_have_write_only(const struct tnf_schema_attribute *attributes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (is_write_only(&attributes[i], NULL)) return true;
        const struct tnf_schema_object *nested = attributes[i].nested;
        if (nested != NULL && attributes_have_write_only(nested->attributes, nested->attribute_count)) return true;
    }
    return false;
}

static bool block_has_write_only(const struct tnf_schema_block *block) {
    if (attributes_have_write_only(block->attributes, block->attribute_count)) return true;
    for (size_t i = 0; i < block->block_count; i++) {
        if (block_has_write_only(&block->blocks[i].block)) return true;
    }
    return false;
}

struct tnf_cty_value tnf_schema_without_write_only(struct tnf_arena *arena, const struct tnf_schema *schema,
                                                   const struct tnf_cty_value *value) {
    const struct edit edit = {.arena = arena, .drops = is_write_only};
    if (!block_has_write_only(&schema->block)) return *value;
    return edit_block(&edit, &schema->block, value);
}

static bool is_not_configured(const struct tnf_schema_attribute *attribute, const struct tnf_cty_value *value) {
    if ((attribute->flags & TNF_SCHEMA_REQUIRED) != 0) return false;
    if ((attribute->flags & (TNF_SCHEMA_DEPRECATED | TNF_SCHEMA_WRITE_ONLY)) != 0) return true;
    if ((attribute->flags & TNF_SCHEMA_OPTIONAL) == 0) return true;
    return value->kind == TNF_CTY_TEXT && value->text.len == 0;
}

struct tnf_cty_value tnf_schema_config_of_state(struct tnf_arena *arena, const struct tnf_schema *schema,
                                                const struct tnf_cty_value *state) {
    const struct edit edit = {.arena = arena, .drops = is_not_configured};
    const struct tnf_cty_value config = edit_block(&edit, &schema->block, state);
    struct tnf_cty_value *timeouts = tnf_cty_get(&config, TNF_SV("timeouts"));
    if (timeouts != NULL) *timeouts = tnf_cty_null();
    return config;
}
