#include "provider/schema/schema.h"

struct finish {
    struct tnf_arena *arena;
    struct tnf_error *err;
    unsigned depth;
};

static int compare_attributes(const void *a, const void *b) {
    const struct tnf_schema_attribute *left = a;
    const struct tnf_schema_attribute *right = b;
    return tnf_sv_cmp(left->name, right->name);
}

static int compare_blocks(const void *a, const void *b) {
    const struct tnf_schema_nested_block *left = a;
    const struct tnf_schema_nested_block *right = b;
    return tnf_sv_cmp(left->name, right->name);
}

/* The type under a name whose one element is `object`. Terraform gives list and map blocks no common element type
 * when something inside is dynamic: then each element has its own. */
static const struct tnf_cty_type *nested_type(struct tnf_arena *arena, const struct tnf_cty_type *object,
                                              enum tnf_schema_nesting nesting) {
    switch (nesting) {
    case TNF_SCHEMA_LIST:
        if (tnf_cty_type_has_dynamic(object)) return &tnf_cty_dynamic;
        return tnf_cty_collection(arena, TNF_CTY_LIST, object);
    case TNF_SCHEMA_MAP:
        if (tnf_cty_type_has_dynamic(object)) return &tnf_cty_dynamic;
        return tnf_cty_collection(arena, TNF_CTY_MAP, object);
    case TNF_SCHEMA_SET:
        return tnf_cty_collection(arena, TNF_CTY_SET, object);
    case TNF_SCHEMA_SINGLE:
    case TNF_SCHEMA_GROUP:
        return object;
    }
    return object;
}

static int check_nesting(struct finish *finish, struct tnf_strview name, int nesting, int last) {
    if (nesting >= TNF_SCHEMA_SINGLE && nesting <= last) return 0;
    return tnf_error_set(finish->err, TNF_E_INVALID, "\"%.*s\" has no nesting mode", TNF_SV_ARG(name));
}

static int check_depth(struct finish *finish, struct tnf_strview name) {
    if (finish->depth < TNF_CTY_MAX_DEPTH) return 0;
    return tnf_error_set(finish->err, TNF_E_LIMIT, "\"%.*s\" nests deeper than %d", TNF_SV_ARG(name),
                         TNF_CTY_MAX_DEPTH);
}

static int finish_attributes(struct finish *finish, struct tnf_schema_attribute *attributes, size_t count);

static const struct tnf_cty_type *object_of_attributes(struct tnf_arena *arena,
                                                       const struct tnf_schema_attribute *attributes, size_t count) {
    struct tnf_cty_field *fields = TNF_ARENA_ARRAY(arena, struct tnf_cty_field, count);
    for (size_t i = 0; i < count; i++) {
        fields[i] = (struct tnf_cty_field){.name = attributes[i].name, .type = attributes[i].type};
    }
    return tnf_cty_object(arena, fields, count);
}

static int finish_nested_attribute(struct finish *finish, struct tnf_schema_attribute *attribute) {
    struct tnf_schema_object *nested = attribute->nested;
    TNF_TRY(check_nesting(finish, attribute->name, (int)nested->nesting, TNF_SCHEMA_MAP));
    TNF_TRY(check_depth(finish, attribute->name));
    finish->depth++;
    TNF_TRY(finish_attributes(finish, nested->attributes, nested->attribute_count));
    finish->depth--;
    const struct tnf_cty_type *object =
        object_of_attributes(finish->arena, nested->attributes, nested->attribute_count);
    attribute->type = nested_type(finish->arena, object, nested->nesting);
    return 0;
}

static int finish_attribute(struct finish *finish, struct tnf_schema_attribute *attribute) {
    if (attribute->name.len == 0) return tnf_error_set(finish->err, TNF_E_INVALID, "an attribute has no name");
    if (attribute->nested != NULL && attribute->type == NULL) return finish_nested_attribute(finish, attribute);
    if (attribute->nested == NULL && attribute->type != NULL) return 0;
    return tnf_error_set(finish->err, TNF_E_INVALID, "attribute \"%.*s\" has %s", TNF_SV_ARG(attribute->name),
                         attribute->nested == NULL ? "no type" : "a type and nested attributes");
}

static int finish_attributes(struct finish *finish, struct tnf_schema_attribute *attributes, size_t count) {
    if (count > 1) qsort(attributes, count, sizeof *attributes, compare_attributes);
    for (size_t i = 0; i < count; i++) {
        TNF_TRY(finish_attribute(finish, &attributes[i]));
        if (i == 0 || !tnf_sv_eq(attributes[i - 1].name, attributes[i].name)) continue;
        return tnf_error_set(finish->err, TNF_E_INVALID, "attribute \"%.*s\" is there twice",
                             TNF_SV_ARG(attributes[i].name));
    }
    return 0;
}

static const struct tnf_cty_type *object_of_block(struct tnf_arena *arena, const struct tnf_schema_block *block) {
    const size_t count = block->attribute_count + block->block_count;
    struct tnf_cty_field *fields = TNF_ARENA_ARRAY(arena, struct tnf_cty_field, count);
    struct tnf_cty_field *next = fields;
    for (size_t i = 0; i < block->attribute_count; i++) {
        *next++ = (struct tnf_cty_field){.name = block->attributes[i].name, .type = block->attributes[i].type};
    }
    for (size_t i = 0; i < block->block_count; i++) {
        const struct tnf_schema_nested_block *nested = &block->blocks[i];
        *next++ = (struct tnf_cty_field){.name = nested->name, .type = tnf_schema_nested_block_type(arena, nested)};
    }
    return tnf_cty_object(arena, fields, count);
}

static int check_block_name(struct finish *finish, const struct tnf_schema_block *block, size_t i) {
    const struct tnf_strview name = block->blocks[i].name;
    if (name.len == 0) return tnf_error_set(finish->err, TNF_E_INVALID, "a nested block has no name");
    const bool twice = i > 0 && tnf_sv_eq(block->blocks[i - 1].name, name);
    if (!twice && tnf_schema_find_attribute(block, name) == NULL) return 0;
    return tnf_error_set(finish->err, TNF_E_INVALID, "block \"%.*s\" is there twice", TNF_SV_ARG(name));
}

static int finish_block(struct finish *finish, struct tnf_schema_block *block) {
    TNF_TRY(finish_attributes(finish, block->attributes, block->attribute_count));
    if (block->block_count > 1) qsort(block->blocks, block->block_count, sizeof *block->blocks, compare_blocks);
    for (size_t i = 0; i < block->block_count; i++) {
        struct tnf_schema_nested_block *nested = &block->blocks[i];
        TNF_TRY(check_block_name(finish, block, i));
        TNF_TRY(check_nesting(finish, nested->name, (int)nested->nesting, TNF_SCHEMA_GROUP));
        TNF_TRY(check_depth(finish, nested->name));
        finish->depth++;
        TNF_TRY(finish_block(finish, &nested->block));
        finish->depth--;
    }
    block->type = object_of_block(finish->arena, block);
    return 0;
}

int tnf_schema_finish(struct tnf_arena *arena, struct tnf_schema *schema, struct tnf_error *err) {
    struct finish finish = {.arena = arena, .err = err};
    return finish_block(&finish, &schema->block);
}

const struct tnf_cty_type *tnf_schema_nested_block_type(struct tnf_arena *arena,
                                                        const struct tnf_schema_nested_block *block) {
    return nested_type(arena, block->block.type, block->nesting);
}

const struct tnf_schema_attribute *tnf_schema_find_attribute(const struct tnf_schema_block *block,
                                                             struct tnf_strview name) {
    const struct tnf_schema_attribute key = {.name = name};
    if (block->attribute_count == 0) return NULL;
    return bsearch(&key, block->attributes, block->attribute_count, sizeof key, compare_attributes);
}

const struct tnf_schema_nested_block *tnf_schema_find_block(const struct tnf_schema_block *block,
                                                            struct tnf_strview name) {
    const struct tnf_schema_nested_block key = {.name = name};
    if (block->block_count == 0) return NULL;
    return bsearch(&key, block->blocks, block->block_count, sizeof key, compare_blocks);
}
