#include "provider/schema/check.h"

#include "provider/schema/timeouts.h"

/* The objects of one shape, a block's or a nested attribute's. */
struct shape {
    const struct tnf_schema_block *block;   /* one of the two */
    const struct tnf_schema_object *object; /* is set */
    enum tnf_schema_nesting nesting;
};

struct checking {
    struct tnf_diagnostics *diagnostics;
    bool write_only_allowed;
};

static void check_object(const struct checking *checking, const struct shape *shape, const struct tnf_cty_value *object,
                         const struct tnf_attribute_path *place);

static void complain(const struct checking *checking, const struct tnf_attribute_path *place, const char *summary,
                     struct tnf_strview detail) {
    tnf_diagnostics_add(checking->diagnostics, TNF_SEVERITY_ERROR, place, tnf_sv(summary), detail);
}

/* The object itself, or each of the collection. An element of a set has no path of its own. */
static void check_objects(const struct checking *checking, const struct shape *shape, const struct tnf_cty_value *given,
                          const struct tnf_attribute_path *place) {
    const struct tnf_cty_value *value = given->kind == TNF_CTY_WITH_TYPE ? given->dynamic.value : given;
    if (!tnf_cty_has_parts(value)) return;
    if (shape->nesting == TNF_SCHEMA_SINGLE || shape->nesting == TNF_SCHEMA_GROUP) {
        check_object(checking, shape, value, place);
        return;
    }
    for (size_t i = 0; i < value->parts.count; i++) {
        struct tnf_attribute_path step = {.parent = place, .kind = TNF_STEP_INDEX, .index = (int64_t)i};
        if (value->kind == TNF_CTY_MAPPING) {
            step.kind = TNF_STEP_KEY;
            step.name = value->parts.keys[i];
        }
        check_object(checking, shape, &value->parts.items[i], shape->nesting == TNF_SCHEMA_SET ? place : &step);
    }
}

static bool is_for_provider(const struct tnf_schema_attribute *attribute) {
    return (attribute->flags & TNF_SCHEMA_COMPUTED) != 0 &&
           (attribute->flags & (TNF_SCHEMA_OPTIONAL | TNF_SCHEMA_REQUIRED)) == 0;
}

static void warn_of_deprecated(const struct checking *checking, const struct tnf_schema_attribute *attribute,
                               const struct tnf_attribute_path *place) {
    struct tnf_diagnostics *diagnostics = checking->diagnostics;
    struct tnf_strview detail = attribute->text.deprecation;
    if (detail.len == 0) {
        detail = tnf_arena_printf(diagnostics->arena, "\"%.*s\" will be removed in a later version. Remove it.",
                                  TNF_SV_ARG(attribute->name));
    }
    tnf_diagnostics_add(diagnostics, TNF_SEVERITY_WARNING, place, TNF_SV("Deprecated argument"), detail);
}

/* What is to be said about an attribute because it has a value. */
static void check_set_attribute(const struct checking *checking, const struct tnf_schema_attribute *attribute,
                                const struct tnf_attribute_path *place) {
    struct tnf_arena *arena = checking->diagnostics->arena;
    if (is_for_provider(attribute)) {
        complain(
            checking, place, "Value for an attribute that cannot be set",
            tnf_arena_printf(arena, "The provider alone decides \"%.*s\". Remove it.", TNF_SV_ARG(attribute->name)));
        return;
    }
    if ((attribute->flags & TNF_SCHEMA_WRITE_ONLY) != 0 && !checking->write_only_allowed) {
        complain(checking, place, "Write-only argument not supported",
                 tnf_arena_printf(arena,
                                  "\"%.*s\" is write-only, which needs Terraform 1.11 or OpenTofu 1.11, or newer.",
                                  TNF_SV_ARG(attribute->name)));
    }
    if ((attribute->flags & TNF_SCHEMA_DEPRECATED) != 0) warn_of_deprecated(checking, attribute, place);
}

static void check_attribute(const struct checking *checking, const struct tnf_schema_attribute *attribute,
                            const struct tnf_cty_value *value, const struct tnf_attribute_path *parent) {
    const struct tnf_attribute_path place = {.parent = parent, .kind = TNF_STEP_ATTRIBUTE, .name = attribute->name};
    const bool is_null = value == NULL || tnf_cty_is_null(value);
    if (is_null && (attribute->flags & TNF_SCHEMA_REQUIRED) != 0) {
        complain(checking, &place, "Missing required argument",
                 tnf_arena_printf(checking->diagnostics->arena, "The argument \"%.*s\" is required, but it is not set.",
                                  TNF_SV_ARG(attribute->name)));
    }
    if (is_null) return;
    check_set_attribute(checking, attribute, &place);
    if (attribute->nested == NULL) return;
    const struct shape shape = {.object = attribute->nested, .nesting = attribute->nested->nesting};
    check_objects(checking, &shape, value, &place);
}

/* A list that says how many there are, even if what is in them is unknown. */
static void check_count(const struct checking *checking, const struct tnf_schema_nested_block *nested,
                        const struct tnf_cty_value *value, const struct tnf_attribute_path *place) {
    struct tnf_arena *arena = checking->diagnostics->arena;
    if (value->kind != TNF_CTY_SEQUENCE) return;
    const int64_t count = (int64_t)value->parts.count;
    if (count < nested->min_items) {
        complain(checking, place, "Too few blocks",
                 tnf_arena_printf(arena, "At least %" PRId64 " \"%.*s\" blocks are required.", nested->min_items,
                                  TNF_SV_ARG(nested->name)));
    }
    if (nested->max_items > 0 && count > nested->max_items) {
        complain(checking, place, "Too many blocks",
                 tnf_arena_printf(arena, "No more than %" PRId64 " \"%.*s\" blocks are allowed.", nested->max_items,
                                  TNF_SV_ARG(nested->name)));
    }
}

static void check_block(const struct checking *checking, const struct tnf_schema_nested_block *nested,
                        const struct tnf_cty_value *value, const struct tnf_attribute_path *parent) {
    const struct tnf_attribute_path place = {.parent = parent, .kind = TNF_STEP_ATTRIBUTE, .name = nested->name};
    const struct shape shape = {.block = &nested->block, .nesting = nested->nesting};
    if (value == NULL) return;
    check_count(checking, nested, value, &place);
    check_objects(checking, &shape, value, &place);
}

static void check_attributes(const struct checking *checking, const struct tnf_schema_attribute *attributes,
                             size_t count, const struct tnf_cty_value *object, const struct tnf_attribute_path *place) {
    for (size_t i = 0; i < count; i++) {
        check_attribute(checking, &attributes[i], tnf_cty_get(object, attributes[i].name), place);
    }
}

static void check_object(const struct checking *checking, const struct shape *shape, const struct tnf_cty_value *object,
                         const struct tnf_attribute_path *place) {
    if (object->kind != TNF_CTY_MAPPING) return;
    if (shape->object != NULL) {
        check_attributes(checking, shape->object->attributes, shape->object->attribute_count, object, place);
        return;
    }
    const struct tnf_schema_block *block = shape->block;
    check_attributes(checking, block->attributes, block->attribute_count, object, place);
    for (size_t i = 0; i < block->block_count; i++) {
        check_block(checking, &block->blocks[i], tnf_cty_get(object, block->blocks[i].name), place);
    }
}

void tnf_schema_check_config(const struct tnf_schema *schema, const struct tnf_cty_value *config,
                             bool write_only_allowed, struct tnf_diagnostics *diagnostics) {
    const struct shape shape = {.block = &schema->block, .nesting = TNF_SCHEMA_SINGLE};
    const struct checking checking = {.diagnostics = diagnostics, .write_only_allowed = write_only_allowed};
    check_objects(&checking, &shape, config, NULL);
    tnf_timeouts_check(config, diagnostics);
}
