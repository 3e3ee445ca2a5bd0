#include "tests/golden/catalog/row_schema.h"

#include "base/memory.h"
#include "catalog/entity.h"

#include <jansson.h>

/* Values that are not given are null, keys always are. */
static json_t *type_of(const struct tnf_field *field, const char *name) {
    if (field->flags & TNF_FIELD_KEY) return json_string(name);
    return json_pack("[ss]", name, "null");
}

static json_t *choices_of(const struct tnf_field *field) {
    json_t *values = json_array();
    for (const char *const *choice = field->choices; *choice != NULL; choice++)
        (void)json_array_append_new(values, json_string(*choice));
    if (!(field->flags & TNF_FIELD_KEY)) (void)json_array_append_new(values, json_null());
    return json_pack("{so}", "enum", values);
}

static json_t *json_field(const struct tnf_field *field) {
    switch (field->type) {
    case TNF_TYPE_INT:
        return json_pack("{sosIsI}", "type", type_of(field, "integer"), "minimum", (json_int_t)field->min, "maximum",
                         (json_int_t)field->max);
    case TNF_TYPE_BOOL:
        return json_pack("{so}", "type", type_of(field, "boolean"));
    case TNF_TYPE_LIST:
        return json_pack("{sos{ss}}", "type", type_of(field, "array"), "items", "type", "string");
    case TNF_TYPE_MAP:
        return json_pack("{sos{ss}}", "type", type_of(field, "object"), "additionalProperties", "type", "string");
    case TNF_TYPE_STRING:
        break;
    }
    return field->choices == NULL ? json_pack("{so}", "type", type_of(field, "string")) : choices_of(field);
}

static json_t *json_entity(const struct tnf_entity *entity) {
    json_t *required = json_array();
    json_t *properties = json_object();
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        json_t *value = json_field(field);
        (void)json_object_set_new(value, "description", json_string(field->summary));
        (void)json_array_append_new(required, json_string(field->name));
        (void)json_object_set_new(properties, field->name, value);
    }
    return json_pack("{sssssoso}", "type", "object", "description", entity->summary, "required", required, "properties",
                     properties);
}

/* {"allOf": [{"if": the entity is this one, "then": the field holds its rows}, …]} */
static json_t *tie(const char *field, bool many) {
    json_t *rules = json_array();
    for (int i = 0; i < TNF_ENTITY_COUNT; i++) {
        const char *name = tnf_entity((enum tnf_entity_id)i)->name;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf reference = TNF_STRBUF_INIT;
        tnf_strbuf_addf(&reference, "#/$defs/%s", name);
        json_t *row = many ? json_pack("{s{ss}}", "items", "$ref", reference.ptr)
                           : json_pack("{s[{ss}{ss}]}", "anyOf", "$ref", reference.ptr, "type", "null");
        (void)json_array_append_new(rules, json_pack("{s{s{s{ss}}}s{s{so}}}", "if", "properties", "entity", "const",
                                                     name, "then", "properties", field, row));
    }
    return json_pack("{so}", "allOf", rules);
}

void tnf_row_schema(struct tnf_strbuf *out) {
    json_t *definitions = json_object();
    for (int i = 0; i < TNF_ENTITY_COUNT; i++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)i);
        (void)json_object_set_new(definitions, entity->name, json_entity(entity));
    }
    (void)json_object_set_new(definitions, "list", tie("rows", /* many= */ true));
    (void)json_object_set_new(definitions, "one", tie("row", /* many= */ false));
    json_t *schema =
        json_pack("{sssssssssO}", "$schema", "https://json-schema.org/draft/2020-12/schema", "$id", "rows.schema.json",
                  "title", "Rows of the catalog, as commands print them", "description",
                  "Generated from the table of entities: build the target update_catalog_docs", "$defs", definitions);
    json_decref(definitions);
    TNF_AUTO_FREE char *text = json_dumps(schema, JSON_INDENT(2));
    tnf_strbuf_addf(out, "%s\n", text);
    json_decref(schema);
}
