#include "provider/rehearsal/plan.h"

/* The objects of one shape, a block's or a nested attribute's. */
struct shape {
    const struct tnf_schema_block *block;   /* one of the two */
    const struct tnf_schema_object *object; /* is set */
    enum tnf_schema_nesting nesting;
};

static void check_object(const struct shape *shape, const struct tnf_cty_value *object,
                         const struct tnf_attribute_path *place, struct tnf_diagnostics *diagnostics);

static void complain(struct tnf_diagnostics *diagnostics, const struct tnf_attribute_path *place, const char *summary,
                     struct tnf_strview detail) {
    tnf_diagnostics_add(diagnostics, TNF_SEVERITY_ERROR, place, tnf_sv(summary), detail);
}

static bool has_parts(const struct tnf_cty_value *value) {
    return value->kind == TNF_CTY_SEQUENCE || value->kind == TNF_CTY_MAPPING;
}

/* The object itself, or each of the collection. An element of a set has no path of its own. */
static void check_objects(const struct shape *shape, const struct tnf_cty_value *value,
                          const struct tnf_attribute_path *place, struct tnf_diagnostics *diagnostics) {
    if (!has_parts(value)) return;
    if (shape->nesting == TNF_SCHEMA_SINGLE || shape->nesting == TNF_SCHEMA_GROUP) {
        check_object(shape, value, place, diagnostics);
        return;
    }
    for (size_t i = 0; i < value->parts.count; i++) {
        struct tnf_attribute_path step = {.parent = place, .kind = TNF_STEP_INDEX, .index = (int64_t)i};
        if (value->kind == TNF_CTY_MAPPING) {
            step.kind = TNF_STEP_KEY;
            step.name = value->parts.keys[i];
        }
        check_object(shape, &value->parts.items[i], shape->nesting == TNF_SCHEMA_SET ? place : &step, diagnostics);
    }
}

static bool is_for_provider(const struct tnf_schema_attribute *attribute) {
    return (attribute->flags & TNF_SCHEMA_COMPUTED) != 0 &&
           (attribute->flags & (TNF_SCHEMA_OPTIONAL | TNF_SCHEMA_REQUIRED)) == 0;
}

static void check_attribute(const struct tnf_schema_attribute *attribute, const struct tnf_cty_value *value,
                            const struct tnf_attribute_path *parent, struct tnf_diagnostics *diagnostics) {
    const struct tnf_attribute_path place = {.parent = parent, .kind = TNF_STEP_ATTRIBUTE, .name = attribute->name};
    const bool is_null = value == NULL || value->kind == TNF_CTY_NULL;
    if (is_null && (attribute->flags & TNF_SCHEMA_REQUIRED) != 0) {
        complain(diagnostics, &place, "Missing required argument",
                 tnf_arena_printf(diagnostics->arena, "The argument \"%.*s\" is required, but it is not set.",
                                  TNF_SV_ARG(attribute->name)));
    }
    if (is_null) return;
    if (is_for_provider(attribute)) {
        complain(diagnostics, &place, "Value for an attribute that cannot be set",
                 tnf_arena_printf(diagnostics->arena, "The provider alone decides \"%.*s\". Remove it.",
                                  TNF_SV_ARG(attribute->name)));
    }
    if (attribute->nested == NULL) return;
    const struct shape shape = {.object = attribute->nested, .nesting = attribute->nested->nesting};
    check_objects(&shape, value, &place, diagnostics);
}

/* A list that says how many there are, even if what is in them is unknown. */
static void check_count(const struct tnf_schema_nested_block *nested, const struct tnf_cty_value *value,
                        const struct tnf_attribute_path *place, struct tnf_diagnostics *diagnostics) {
    if (value->kind != TNF_CTY_SEQUENCE) return;
    const int64_t count = (int64_t)value->parts.count;
    if (count < nested->min_items) {
        complain(diagnostics, place, "Too few blocks",
                 tnf_arena_printf(diagnostics->arena, "At least %" PRId64 " \"%.*s\" blocks are required.",
                                  nested->min_items, TNF_SV_ARG(nested->name)));
    }
    if (nested->max_items > 0 && count > nested->max_items) {
        complain(diagnostics, place, "Too many blocks",
                 tnf_arena_printf(diagnostics->arena, "No more than %" PRId64 " \"%.*s\" blocks are allowed.",
                                  nested->max_items, TNF_SV_ARG(nested->name)));
    }
}

static void check_block(const struct tnf_schema_nested_block *nested, const struct tnf_cty_value *value,
                        const struct tnf_attribute_path *parent, struct tnf_diagnostics *diagnostics) {
    const struct tnf_attribute_path place = {.parent = parent, .kind = TNF_STEP_ATTRIBUTE, .name = nested->name};
    const struct shape shape = {.block = &nested->block, .nesting = nested->nesting};
    if (value == NULL) return;
    check_count(nested, value, &place, diagnostics);
    check_objects(&shape, value, &place, diagnostics);
}

static void check_attributes(const struct tnf_schema_attribute *attributes, size_t count,
                             const struct tnf_cty_value *object, const struct tnf_attribute_path *place,
                             struct tnf_diagnostics *diagnostics) {
    for (size_t i = 0; i < count; i++) {
        check_attribute(&attributes[i], tnf_cty_get(object, attributes[i].name), place, diagnostics);
    }
}

static void check_object(const struct shape *shape, const struct tnf_cty_value *object,
                         const struct tnf_attribute_path *place, struct tnf_diagnostics *diagnostics) {
    if (object->kind != TNF_CTY_MAPPING) return;
    if (shape->object != NULL) {
        check_attributes(shape->object->attributes, shape->object->attribute_count, object, place, diagnostics);
        return;
    }
    const struct tnf_schema_block *block = shape->block;
    check_attributes(block->attributes, block->attribute_count, object, place, diagnostics);
    for (size_t i = 0; i < block->block_count; i++) {
        check_block(&block->blocks[i], tnf_cty_get(object, block->blocks[i].name), place, diagnostics);
    }
}

void tnf_rehearsal_validate(const struct tnf_schema *schema, const struct tnf_cty_value *config,
                            struct tnf_diagnostics *diagnostics) {
    const struct shape shape = {.block = &schema->block, .nesting = TNF_SCHEMA_SINGLE};
    check_objects(&shape, config, NULL, diagnostics);
}
