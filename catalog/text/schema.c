/*
 * The JSON Schema of a catalog file, from the table of entities. A schema sees one document at a time: what
 * needs more (references, overlaps, quotas), and host bits of a range, only the importer can say.
 */
#include "catalog/text.h"
#include "catalog/text/keys.h"
#include "catalog/text/schema_pattern.h"

#include "base/memory.h"
#include "catalog/rules_field.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set_string(json_t *object, const char *key, const char *value) {
    (void)json_object_set_new(object, key, json_string(value));
}

/* ["integer", "null"] or "integer". */
static void set_type(json_t *schema, const char *type, bool nullable) {
    (void)json_object_set_new(schema, "type", nullable ? json_pack("[ss]", type, "null") : json_string(type));
}

static void set_description(json_t *schema, const struct tnf_field *field) {
    char text[512];
    const char *unit = field->unit;
    (void)snprintf(text, sizeof text, "%s%s%s", field->summary, unit == NULL ? "" : ", in ", unit == NULL ? "" : unit);
    set_string(schema, "description", text);
}

static void set_choices(json_t *schema, const struct tnf_field *field, bool nullable) {
    json_t *values = json_array();
    for (size_t i = 0; field->choices[i] != NULL; i++)
        (void)json_array_append_new(values, json_string(field->choices[i]));
    if (nullable) (void)json_array_append_new(values, json_null());
    (void)json_object_set_new(schema, "enum", values);
}

static void set_steps(json_t *schema, const struct tnf_field *field, bool nullable) {
    if (field->steps == NULL) return;
    json_t *values = json_array();
    for (size_t i = 0; field->steps[i] != 0; i++) (void)json_array_append_new(values, json_integer(field->steps[i]));
    if (nullable) (void)json_array_append_new(values, json_null());
    (void)json_object_set_new(schema, "enum", values);
}

/* Text that may be written as a bare number, which YAML and JSON hand over as one: 16.4, and "5" is an image. */
static bool may_be_number(enum tnf_format format) {
    return format == TNF_FORMAT_TEXT || format == TNF_FORMAT_VERSION || format == TNF_FORMAT_ACCOUNT ||
           format == TNF_FORMAT_REF || format == TNF_FORMAT_IMAGE || format == TNF_FORMAT_INSTANCE_TYPE;
}

/* A string of the format, at most `max` long; the pattern and the length hold for strings only. */
static void set_text(json_t *schema, enum tnf_format format, int64_t max, bool nullable) {
    set_type(schema, "string", nullable);
    if (may_be_number(format))
        (void)json_object_set_new(schema, "type", json_pack("[sss*]", "string", "number", nullable ? "null" : NULL));
    set_string(schema, "pattern", tnf_schema_pattern(format));
    (void)json_object_set_new(schema, "maxLength", json_integer(max == 0 ? TNF_STRING_MAX : max));
    if (may_be_number(format) && format != TNF_FORMAT_TEXT)
        (void)json_object_set_new(schema, "minimum", json_integer(0));
}

static void set_list(json_t *schema, const struct tnf_field *field, bool nullable) {
    json_t *items = json_object();
    set_text(items, field->format, field->max, false);
    set_type(schema, "array", nullable);
    (void)json_object_set_new(schema, "items", items);
    (void)json_object_set_new(schema, "maxItems", json_integer(TNF_ENTRIES_MAX));
    if (field->format != TNF_FORMAT_TEXT) (void)json_object_set_new(schema, "uniqueItems", json_true());
}

/* What a map's key and value look like; the limits of tags and headers are those of catalog/rules_field.c. */
static void set_map(json_t *schema, const struct tnf_field *field, bool nullable) {
    json_t *values = json_object();
    set_text(values, field->format, field->key_format == TNF_FORMAT_TAG_KEY ? 256 : field->max, false);
    if (field->key_format == TNF_FORMAT_HEADER_NAME) set_string(values, "pattern", "^[ -~]{1,128}$");
    set_type(schema, "object", nullable);
    (void)json_object_set_new(schema, "propertyNames",
                              json_pack("{ss}", "pattern", tnf_schema_pattern(field->key_format)));
    (void)json_object_set_new(schema, "additionalProperties", values);
    (void)json_object_set_new(schema, "maxProperties", json_integer(TNF_ENTRIES_MAX));
}

static json_t *field_schema(const struct tnf_field *field, bool nullable) {
    json_t *schema = json_object();
    set_description(schema, field);
    switch (field->type) {
    case TNF_TYPE_STRING:
        if (field->choices != NULL)
            set_choices(schema, field, nullable);
        else
            set_text(schema, field->format, field->max, nullable);
        break;
    case TNF_TYPE_INT:
        set_type(schema, "integer", nullable);
        (void)json_object_set_new(schema, "minimum", json_integer(field->min));
        (void)json_object_set_new(schema, "maximum", json_integer(field->max));
        set_steps(schema, field, nullable);
        break;
    case TNF_TYPE_BOOL:
        set_type(schema, "boolean", nullable);
        break;
    case TNF_TYPE_LIST:
        set_list(schema, field, nullable);
        break;
    case TNF_TYPE_MAP:
        set_map(schema, field, nullable);
        break;
    }
    return schema;
}

static bool is_required(const struct tnf_field *field) {
    return (field->flags & TNF_FIELD_REQUIRED) != 0;
}

static void require(json_t *schema, const char *key) {
    json_t *required = json_object_get(schema, "required");
    if (required == NULL) {
        required = json_array();
        (void)json_object_set_new(schema, "required", required);
    }
    (void)json_array_append_new(required, json_string(key));
}

/* A mapping that has the given properties (stolen) and no others. It may be nothing unless something in it is
 * required. */
static json_t *closed_object(json_t *properties) {
    json_t *schema = json_object();
    (void)json_object_set_new(schema, "properties", properties);
    (void)json_object_set_new(schema, "additionalProperties", json_false());
    return schema;
}

static void close_type(json_t *schema) {
    set_type(schema, "object", json_object_get(schema, "required") == NULL);
}

static json_t *group_schema(const struct tnf_entity *entity, const char *group) {
    json_t *properties = json_object();
    json_t *schema = closed_object(properties);
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (!tnf_sv_eq(tnf_sv(field->group), tnf_sv(group))) continue;
        const char *local = tnf_field_local_name(field);
        (void)json_object_set_new(properties, local, field_schema(field, !is_required(field)));
        if (is_required(field)) require(schema, local);
    }
    close_type(schema);
    return schema;
}

static void add_fields(json_t *schema, json_t *properties, const struct tnf_entity *entity) {
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (tnf_text_starts_group(entity, i)) {
            json_t *group = group_schema(entity, field->group);
            if (json_object_get(group, "required") != NULL) require(schema, field->group);
            (void)json_object_set_new(properties, field->group, group);
        } else if (field->group == NULL && tnf_text_is_body(field)) {
            (void)json_object_set_new(properties, field->name, field_schema(field, !is_required(field)));
            if (is_required(field)) require(schema, field->name);
        }
    }
}

/* NAME: {…} for each child. */
static json_t *children_schema(const struct tnf_entity *child) {
    const struct tnf_field *name = &child->fields[tnf_text_name_field(child)];
    char reference[64];
    (void)snprintf(reference, sizeof reference, "#/$defs/%s", child->name);
    json_t *schema = json_object();
    set_string(schema, "description", child->summary);
    set_type(schema, "object", true);
    (void)json_object_set_new(
        schema, "propertyNames",
        json_pack("{sssI}", "pattern", tnf_schema_pattern(name->format), "maxLength", (json_int_t)name->max));
    (void)json_object_set_new(schema, "additionalProperties", json_pack("{ss}", "$ref", reference));
    return schema;
}

static json_t *entity_schema(const struct tnf_entity *entity) {
    json_t *properties = json_object();
    json_t *schema = closed_object(properties);
    set_string(schema, "description", entity->summary);
    if (tnf_text_is_document(entity)) {
        (void)json_object_set_new(properties, entity->name,
                                  field_schema(&entity->fields[tnf_text_name_field(entity)], false));
        require(schema, entity->name);
    }
    add_fields(schema, properties, entity);
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *child = tnf_entity((enum tnf_entity_id)id);
        if (child->parent == entity->id) (void)json_object_set_new(properties, child->plural, children_schema(child));
    }
    close_type(schema);
    return schema;
}

/* "What has the key X is an X", one after the other, so that an editor complains about the X and not about all
 * that it is not. */
static json_t *document_schema(void) {
    json_t *otherwise = json_false();
    for (int id = TNF_ENTITY_COUNT - 1; id >= 0; id--) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        if (!tnf_text_is_document(entity)) continue;
        char reference[64];
        (void)snprintf(reference, sizeof reference, "#/$defs/%s", entity->name);
        otherwise = json_pack("{s{ss s[s]} s{ss} so}", "if", "type", "object", "required", entity->name, "then", "$ref",
                              reference, "else", otherwise);
    }
    return otherwise;
}

void tnf_catalog_schema_json(struct tnf_strbuf *out) {
    json_auto_t *schema = json_object();
    set_string(schema, "$schema", "https://json-schema.org/draft/2020-12/schema");
    set_string(schema, "title", "tenantform catalog");
    set_string(schema, "description", "A document of a catalog, or a list of them; docs/catalog.md is the reference");
    (void)json_object_set_new(schema, "if", json_pack("{ss}", "type", "array"));
    (void)json_object_set_new(schema, "then", json_pack("{s{ss}}", "items", "$ref", "#/$defs/document"));
    (void)json_object_set_new(schema, "else", json_pack("{ss}", "$ref", "#/$defs/document"));
    json_t *definitions = json_object();
    (void)json_object_set_new(schema, "$defs", definitions);
    (void)json_object_set_new(definitions, "document", document_schema());
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        (void)json_object_set_new(definitions, entity->name, entity_schema(entity));
    }
    TNF_AUTO_FREE char *text = json_dumps(schema, JSON_INDENT(2));
    tnf_strbuf_add_str(out, text);
    tnf_strbuf_add_c(out, '\n');
}
