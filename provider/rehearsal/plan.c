#include "provider/rehearsal/plan.h"

/* One walk over a proposed object. */
struct planning {
    struct tnf_invention *invention;
    enum tnf_fact_known known;
};

static struct tnf_cty_value plan_block(struct planning *planning, const struct tnf_schema_block *block,
                                       const struct tnf_cty_value *proposed);

static struct tnf_cty_value plan_attributes(struct planning *planning, const struct tnf_schema_attribute *attributes,
                                            size_t count, const struct tnf_cty_value *proposed);

/* Plans one object, or each object of a collection. */
typedef struct tnf_cty_value (*plan_object_fn)(struct planning *planning, const void *shape,
                                               const struct tnf_cty_value *object);

static struct tnf_cty_value plan_each(struct planning *planning, enum tnf_schema_nesting nesting, plan_object_fn plan,
                                      const void *shape, const struct tnf_cty_value *proposed) {
    if (proposed->kind == TNF_CTY_NULL || proposed->kind == TNF_CTY_UNKNOWN) return *proposed;
    if (nesting == TNF_SCHEMA_SINGLE || nesting == TNF_SCHEMA_GROUP) return plan(planning, shape, proposed);
    /* What is dynamic brings a type of its own along and is left as it is. */
    if (proposed->kind == TNF_CTY_WITH_TYPE) return *proposed;
    struct tnf_cty_value planned = tnf_cty_unshare(planning->invention->arena, *proposed);
    for (size_t i = 0; i < planned.parts.count; i++) {
        planned.parts.items[i] = plan(planning, shape, &proposed->parts.items[i]);
    }
    return planned;
}

static struct tnf_cty_value plan_nested_object(struct planning *planning, const void *shape,
                                               const struct tnf_cty_value *object) {
    const struct tnf_schema_object *nested = shape;
    return plan_attributes(planning, nested->attributes, nested->attribute_count, object);
}

static struct tnf_cty_value plan_nested_block(struct planning *planning, const void *shape,
                                              const struct tnf_cty_value *object) {
    return plan_block(planning, shape, object);
}

static struct tnf_cty_value plan_attribute(struct planning *planning, const struct tnf_schema_attribute *attribute,
                                           const struct tnf_cty_value *proposed) {
    if ((attribute->flags & TNF_SCHEMA_WRITE_ONLY) != 0) return tnf_cty_null();
    if (proposed->kind == TNF_CTY_NULL) {
        if ((attribute->flags & TNF_SCHEMA_COMPUTED) == 0) return *proposed;
        struct tnf_cty_value early;
        if (tnf_invent_early(planning->invention, attribute->type, planning->known, &early)) return early;
        return tnf_cty_unknown();
    }
    if (attribute->nested == NULL) return *proposed;
    return plan_each(planning, attribute->nested->nesting, plan_nested_object, attribute->nested, proposed);
}

static struct tnf_cty_value plan_attributes(struct planning *planning, const struct tnf_schema_attribute *attributes,
                                            size_t count, const struct tnf_cty_value *proposed) {
    if (proposed->kind != TNF_CTY_MAPPING) return *proposed;
    struct tnf_cty_value planned = tnf_cty_unshare(planning->invention->arena, *proposed);
    for (size_t i = 0; i < count; i++) {
        struct tnf_cty_value *slot = tnf_cty_get(&planned, attributes[i].name);
        if (slot == NULL) continue;
        const size_t mark = tnf_invention_enter(planning->invention, attributes[i].name);
        *slot = plan_attribute(planning, &attributes[i], slot);
        tnf_invention_leave(planning->invention, mark);
    }
    return planned;
}

static struct tnf_cty_value plan_block(struct planning *planning, const struct tnf_schema_block *block,
                                       const struct tnf_cty_value *proposed) {
    struct tnf_cty_value planned = plan_attributes(planning, block->attributes, block->attribute_count, proposed);
    if (planned.kind != TNF_CTY_MAPPING) return planned;
    for (size_t i = 0; i < block->block_count; i++) {
        const struct tnf_schema_nested_block *nested = &block->blocks[i];
        struct tnf_cty_value *slot = tnf_cty_get(&planned, nested->name);
        if (slot == NULL) continue;
        const size_t mark = tnf_invention_enter(planning->invention, nested->name);
        *slot = plan_each(planning, nested->nesting, plan_nested_block, &nested->block, slot);
        tnf_invention_leave(planning->invention, mark);
    }
    return planned;
}

/* Attributes whose value follows others (tags_all follows tags), as far as nobody sets them. */
static void plan_followers(struct planning *planning, const struct tnf_schema_block *block,
                           const struct tnf_cty_value *prior, const struct tnf_cty_value *config,
                           struct tnf_cty_value *planned) {
    for (size_t i = 0; i < block->attribute_count; i++) {
        const struct tnf_schema_attribute *attribute = &block->attributes[i];
        struct tnf_cty_value *slot = tnf_cty_get(planned, attribute->name);
        const struct tnf_cty_value *before = tnf_cty_get(prior, attribute->name);
        if ((attribute->flags & TNF_SCHEMA_COMPUTED) == 0 || slot == NULL || before == NULL) continue;
        const struct tnf_cty_value *configured = tnf_cty_get(config, attribute->name);
        if (!tnf_cty_value_eq(slot, before) || (configured != NULL && !tnf_cty_is_null(configured))) continue;
        const size_t mark = tnf_invention_enter(planning->invention, attribute->name);
        struct tnf_cty_value followed;
        if (tnf_invent_early(planning->invention, attribute->type, TNF_FACT_IN_CHANGE, &followed)) *slot = followed;
        tnf_invention_leave(planning->invention, mark);
    }
}

struct tnf_cty_value tnf_rehearsal_plan(const struct tnf_schema *schema, struct tnf_invention *invention,
                                        const struct tnf_cty_value *prior, const struct tnf_cty_value *config,
                                        const struct tnf_cty_value *proposed) {
    if (tnf_cty_is_null(proposed) || tnf_cty_value_eq(prior, proposed)) return *proposed;
    const bool creates = tnf_cty_is_null(prior);
    struct planning planning = {.invention = invention, .known = creates ? TNF_FACT_IN_CREATE : TNF_FACT_IN_CHANGE};
    struct tnf_cty_value planned = plan_block(&planning, &schema->block, proposed);
    if (!creates) plan_followers(&planning, &schema->block, prior, config, &planned);
    return planned;
}

static bool differs(const struct tnf_cty_value *prior, const struct tnf_cty_value *planned, struct tnf_strview name) {
    const struct tnf_cty_value *before = tnf_cty_get(prior, name);
    const struct tnf_cty_value *after = tnf_cty_get(planned, name);
    return before != NULL && after != NULL && !tnf_cty_value_eq(before, after);
}

void tnf_rehearsal_replacing(const struct tnf_schema *schema, const struct tnf_invention *invention,
                             const struct tnf_cty_value *prior, const struct tnf_cty_value *planned,
                             struct tnf_strview *names, size_t *ret_count) {
    size_t count = 0;
    for (size_t i = 0; i < schema->block.attribute_count; i++) {
        const struct tnf_strview name = schema->block.attributes[i].name;
        if (!differs(prior, planned, name)) continue;
        const char *attribute =
            tnf_arena_printf(invention->arena, "%.*s.%.*s", TNF_SV_ARG(invention->type), TNF_SV_ARG(name)).ptr;
        if (tnf_facts_replaces(invention->facts, attribute)) names[count++] = name;
    }
    *ret_count = count;
}

static struct tnf_cty_value fill_unknown(struct tnf_invention *invention, const struct tnf_cty_type *type,
                                         const struct tnf_cty_value *value);

static void fill_parts(struct tnf_invention *invention, const struct tnf_cty_type *type, struct tnf_cty_value *value) {
    for (size_t i = 0; i < value->parts.count; i++) {
        struct tnf_cty_value *part = &value->parts.items[i];
        const bool has_fields = type->kind == TNF_CTY_OBJECT || type->kind == TNF_CTY_TUPLE;
        const size_t mark = invention->path.len;
        if (type->kind == TNF_CTY_OBJECT) (void)tnf_invention_enter(invention, value->parts.keys[i]);
        *part = fill_unknown(invention, has_fields ? type->fields[i].type : type->element, part);
        tnf_invention_leave(invention, mark);
    }
}

static struct tnf_cty_value fill_unknown(struct tnf_invention *invention, const struct tnf_cty_type *type,
                                         const struct tnf_cty_value *value) {
    if (value->kind == TNF_CTY_UNKNOWN) return tnf_invent(invention, type);
    if (tnf_cty_is_wholly_known(value)) return *value;
    struct tnf_cty_value filled = *value;
    if (value->kind == TNF_CTY_WITH_TYPE) {
        filled.dynamic.value = TNF_ARENA_NEW(invention->arena, struct tnf_cty_value);
        *filled.dynamic.value = fill_unknown(invention, value->dynamic.type, value->dynamic.value);
        return filled;
    }
    filled = tnf_cty_unshare(invention->arena, filled);
    fill_parts(invention, type, &filled);
    return filled;
}

struct tnf_cty_value tnf_rehearsal_apply(const struct tnf_schema *schema, struct tnf_invention *invention,
                                         const struct tnf_cty_value *planned) {
    return fill_unknown(invention, schema->block.type, planned);
}

struct tnf_cty_value tnf_rehearsal_fill(const struct tnf_schema *schema, struct tnf_invention *invention,
                                        const struct tnf_cty_value *given) {
    const struct tnf_cty_value nothing = tnf_cty_null();
    const struct tnf_cty_value planned = tnf_rehearsal_plan(schema, invention, &nothing, given, given);
    return tnf_rehearsal_apply(schema, invention, &planned);
}

static struct tnf_cty_value empty_block(struct tnf_arena *arena, const struct tnf_schema_block *block);

static struct tnf_cty_value empty_nested(struct tnf_arena *arena, const struct tnf_schema_nested_block *nested) {
    switch (nested->nesting) {
    case TNF_SCHEMA_LIST:
    case TNF_SCHEMA_SET:
        return tnf_cty_sequence(arena, 0);
    case TNF_SCHEMA_MAP:
        return tnf_cty_mapping(arena, 0);
    case TNF_SCHEMA_GROUP:
        return empty_block(arena, &nested->block);
    case TNF_SCHEMA_SINGLE:
        return tnf_cty_null();
    }
    return tnf_cty_null();
}

static struct tnf_cty_value empty_block(struct tnf_arena *arena, const struct tnf_schema_block *block) {
    struct tnf_cty_value empty = tnf_cty_mapping(arena, block->type->count);
    for (size_t i = 0; i < block->type->count; i++) {
        empty.parts.keys[i] = block->type->fields[i].name;
        const struct tnf_schema_nested_block *nested = tnf_schema_find_block(block, empty.parts.keys[i]);
        if (nested != NULL) empty.parts.items[i] = empty_nested(arena, nested);
    }
    return empty;
}

struct tnf_cty_value tnf_rehearsal_empty(struct tnf_arena *arena, const struct tnf_schema *schema) {
    return empty_block(arena, &schema->block);
}
