/*
 * The table of entities as Terraform sees it: each entity's schema, and the way from an attribute to its field. What
 * the catalog's YAML nests (scaling: {min: 1}) is a nested attribute here too; beside the fields there is only `id`.
 */
#pragma once

#include "catalog/entity.h"
#include "provider/schema/identity.h"
#include "provider/schema/schema.h"

enum { TNF_ATTRIBUTE_ID = -1, TNF_ATTRIBUTE_GROUP = -2 };

/* Where the value of an attribute comes from. */
struct tnf_entity_attribute {
    struct tnf_strview name;
    int field;                          /* index in the entity's fields, or one of the constants above */
    struct tnf_entity_attribute *inner; /* of a group, by name; their fields are plain */
    size_t inner_count;
};

struct tnf_entity_schema {
    const struct tnf_entity *entity;
    struct tnf_strview type_name;            /* tenantform_gpu_pool */
    struct tnf_schema resource;              /* keys and required fields REQUIRED, `id` computed */
    struct tnf_schema data_source;           /* of one row by its key: everything but the keys computed */
    struct tnf_identity_schema identity;     /* the keys */
    struct tnf_entity_attribute *attributes; /* of both, by name, as in their values */
    size_t attribute_count;
};

/* Who gives the values. */
enum tnf_schema_use {
    TNF_SCHEMA_OF_RESOURCE,    /* the configuration */
    TNF_SCHEMA_OF_DATA_SOURCE, /* the configuration the keys, the catalog the rest */
    TNF_SCHEMA_OF_ROW,         /* the catalog all of them */
};

/* The version of the resources' states. 0 was flat: scaling_min beside cpu; provider/resource/upgrade.c. */
enum { TNF_RESOURCE_SCHEMA_VERSION = 1 };

/* Everything lives in the arena. */
int tnf_entity_schema_init(struct tnf_arena *arena, enum tnf_entity_id id, struct tnf_entity_schema *ret,
                           struct tnf_error *err);

/* The entity's attributes, in the arena and not finished yet: to be put into a schema. */
struct tnf_schema_attribute *tnf_entity_attributes(struct tnf_arena *arena, const struct tnf_entity *entity,
                                                   enum tnf_schema_use use, size_t *ret_count);

/* The type of a field's value. */
const struct tnf_cty_type *tnf_field_type(struct tnf_arena *arena, const struct tnf_field *field);
/* Markdown: what the field is, its unit and limits, its choices; of a resource also what a change of it does. */
struct tnf_strview tnf_field_description(struct tnf_arena *arena, const struct tnf_field *field,
                                         enum tnf_schema_use use);
/* Whether rows can be found by it: a key, or the name of another row. */
bool tnf_field_is_filter(const struct tnf_field *field);
