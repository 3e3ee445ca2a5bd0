#include "provider/tenantform/entity_schema.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "catalog/format.h"
#include "catalog/record.h"
#include "catalog/rules_field.h"

#include <ctype.h>
#include <string.h>

const struct tnf_cty_type *tnf_field_type(struct tnf_arena *arena, const struct tnf_field *field) {
    switch (field->type) {
    case TNF_TYPE_STRING:
        return &tnf_cty_string;
    case TNF_TYPE_INT:
        return &tnf_cty_number;
    case TNF_TYPE_BOOL:
        return &tnf_cty_bool;
    case TNF_TYPE_LIST:
        return tnf_cty_collection(arena, TNF_CTY_LIST, &tnf_cty_string);
    case TNF_TYPE_MAP:
        return tnf_cty_collection(arena, TNF_CTY_MAP, &tnf_cty_string);
    }
    return &tnf_cty_dynamic;
}

bool tnf_field_is_filter(const struct tnf_field *field) {
    return (field->flags & TNF_FIELD_KEY) != 0 || field->ref != TNF_ENTITY_NONE;
}

static void add_sentence(struct tnf_strbuf *out, const char *text) {
    tnf_strbuf_add_c(out, (char)toupper((unsigned char)text[0]));
    tnf_strbuf_add_str(out, text + 1);
    tnf_strbuf_add_c(out, '.');
}

static void add_choices(struct tnf_strbuf *out, const struct tnf_field *field) {
    tnf_strbuf_add_str(out, " One of ");
    for (size_t i = 0; field->choices[i] != NULL; i++)
        tnf_strbuf_addf(out, "%s`%s`", i == 0 ? "" : ", ", field->choices[i]);
    tnf_strbuf_add_c(out, '.');
}

static void add_limits(struct tnf_strbuf *out, const struct tnf_field *field) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf rule = TNF_STRBUF_INIT;
    if (field->choices != NULL) {
        add_choices(out, field);
        return;
    }
    if (field->type == TNF_TYPE_BOOL) return;
    tnf_field_add_rule(&rule, field);
    tnf_strbuf_add_c(out, ' ');
    add_sentence(out, rule.ptr);
    if (field->type != TNF_TYPE_LIST && field->type != TNF_TYPE_MAP) return;
    if (field->type == TNF_TYPE_MAP) tnf_strbuf_addf(out, " Each key must be %s.", tnf_format_what(field->key_format));
    tnf_strbuf_addf(out, " Each %s must be %s.", field->type == TNF_TYPE_MAP ? "value" : "entry",
                    tnf_format_what(field->format));
}

static void add_life(struct tnf_strbuf *out, const struct tnf_field *field) {
    if ((field->flags & TNF_FIELD_ALLOCATED) != 0)
        tnf_strbuf_add_str(out, " The catalog chooses it when it is not set, and keeps it.");
    if ((field->flags & TNF_FIELD_KEY) == 0) return;
    if (field->ref == TNF_ENTITY_NONE)
        tnf_strbuf_add_str(out, " Changing it renames the row in place.");
    else
        tnf_strbuf_add_str(out, " Changing it makes the resource anew, unless what it names was renamed.");
}

struct tnf_strview tnf_field_description(struct tnf_arena *arena, const struct tnf_field *field,
                                         enum tnf_schema_use use) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    add_sentence(&text, field->summary);
    add_limits(&text, field);
    if (use == TNF_SCHEMA_OF_RESOURCE) add_life(&text, field);
    return tnf_arena_sv(arena, tnf_strbuf_view(&text));
}

static unsigned resource_flags(const struct tnf_field *field) {
    if ((field->flags & (TNF_FIELD_KEY | TNF_FIELD_REQUIRED)) != 0) return TNF_SCHEMA_REQUIRED;
    if ((field->flags & TNF_FIELD_ALLOCATED) != 0) return TNF_SCHEMA_OPTIONAL | TNF_SCHEMA_COMPUTED;
    return TNF_SCHEMA_OPTIONAL;
}

/* There is one platform, so nobody has to know its name. */
static unsigned data_source_flags(const struct tnf_entity *entity, const struct tnf_field *field) {
    if ((field->flags & TNF_FIELD_KEY) == 0) return TNF_SCHEMA_COMPUTED;
    return entity->id == TNF_ENTITY_PLATFORM ? TNF_SCHEMA_OPTIONAL | TNF_SCHEMA_COMPUTED : TNF_SCHEMA_REQUIRED;
}

static unsigned flags_of(const struct tnf_entity *entity, const struct tnf_field *field, enum tnf_schema_use use) {
    if (use == TNF_SCHEMA_OF_ROW) return TNF_SCHEMA_COMPUTED;
    return use == TNF_SCHEMA_OF_RESOURCE ? resource_flags(field) : data_source_flags(entity, field);
}

static void add_attribute(struct tnf_schema_attribute *attribute, struct tnf_strview name,
                          const struct tnf_cty_type *type, unsigned flags, struct tnf_strview description) {
    *attribute = (struct tnf_schema_attribute){
        .name = name, .type = type, .flags = flags, .text = {.description = description, .markdown = true}};
}

static void add_field(struct tnf_arena *arena, struct tnf_schema_attribute *attribute, const struct tnf_field *field,
                      unsigned flags, enum tnf_schema_use use) {
    add_attribute(attribute, tnf_sv(tnf_field_local_name(field)), tnf_field_type(arena, field), flags,
                  tnf_field_description(arena, field, use));
}

static bool same_group(const struct tnf_field *a, const struct tnf_field *b) {
    return a->group != NULL && b->group != NULL && strcmp(a->group, b->group) == 0;
}

/* The group that starts with the field; *ret_count is how many fields it has. Fields of a group are neighbours. */
static struct tnf_schema_attribute group_of(struct tnf_arena *arena, const struct tnf_entity *entity, size_t first,
                                            enum tnf_schema_use use, size_t *ret_count) {
    size_t count = 0;
    while (first + count < entity->field_count && same_group(&entity->fields[first], &entity->fields[first + count]))
        count++;
    struct tnf_schema_object *object = TNF_ARENA_NEW(arena, struct tnf_schema_object);
    object->nesting = TNF_SCHEMA_SINGLE;
    object->attributes = TNF_ARENA_ARRAY(arena, struct tnf_schema_attribute, count);
    object->attribute_count = count;
    for (size_t i = 0; i < count; i++) {
        const struct tnf_field *field = &entity->fields[first + i];
        add_field(arena, &object->attributes[i], field, flags_of(entity, field, use), use);
    }
    *ret_count = count;
    struct tnf_schema_attribute attribute;
    const char *name = entity->fields[first].group;
    add_attribute(&attribute, tnf_sv(name), NULL,
                  use == TNF_SCHEMA_OF_RESOURCE ? TNF_SCHEMA_OPTIONAL : TNF_SCHEMA_COMPUTED,
                  tnf_arena_printf(arena, "The %s's %s settings.", entity->title, name));
    attribute.nested = object;
    return attribute;
}

static struct tnf_strview id_description(struct tnf_arena *arena, const struct tnf_entity *entity) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf form = TNF_STRBUF_INIT;
    for (size_t i = 0; i < tnf_entity_key_count(entity); i++)
        tnf_strbuf_addf(&form, "%s<%s>", i == 0 ? "" : "/", entity->fields[i].name);
    return tnf_arena_printf(arena, "The row's name in the catalog: `%s`.", form.ptr);
}

struct tnf_schema_attribute *tnf_entity_attributes(struct tnf_arena *arena, const struct tnf_entity *entity,
                                                   enum tnf_schema_use use, size_t *ret_count) {
    struct tnf_schema_attribute *attributes =
        TNF_ARENA_ARRAY(arena, struct tnf_schema_attribute, entity->field_count + 1);
    add_attribute(&attributes[0], TNF_SV("id"), &tnf_cty_string, TNF_SCHEMA_COMPUTED, id_description(arena, entity));
    size_t count = 1;
    for (size_t i = 0; i < entity->field_count; count++) {
        const struct tnf_field *field = &entity->fields[i];
        size_t fields = 1;
        if (field->group != NULL)
            attributes[count] = group_of(arena, entity, i, use, &fields);
        else
            add_field(arena, &attributes[count], field, flags_of(entity, field, use), use);
        i += fields;
    }
    *ret_count = count;
    return attributes;
}

static const char *article_of(const char *title) {
    return strchr("aeiou", title[0]) == NULL ? "A" : "An";
}

static int make_schema(struct tnf_arena *arena, const struct tnf_entity *entity, enum tnf_schema_use use,
                       struct tnf_schema *ret, struct tnf_error *err) {
    struct tnf_schema_block *block = &ret->block;
    *ret = (struct tnf_schema){.version = use == TNF_SCHEMA_OF_RESOURCE ? TNF_RESOURCE_SCHEMA_VERSION : 0};
    block->text.description =
        tnf_arena_printf(arena, "%s %s: %s.", article_of(entity->title), entity->title, entity->summary);
    block->text.markdown = true;
    block->attributes = tnf_entity_attributes(arena, entity, use, &block->attribute_count);
    return tnf_schema_finish(arena, ret, err);
}

static int make_identity(struct tnf_arena *arena, const struct tnf_entity *entity, struct tnf_identity_schema *ret,
                         struct tnf_error *err) {
    *ret = (struct tnf_identity_schema){.attribute_count = tnf_entity_key_count(entity)};
    ret->attributes = TNF_ARENA_ARRAY(arena, struct tnf_identity_attribute, ret->attribute_count);
    for (size_t i = 0; i < ret->attribute_count; i++)
        ret->attributes[i] = (struct tnf_identity_attribute){.name = tnf_sv(entity->fields[i].name),
                                                             .type = &tnf_cty_string,
                                                             .required_for_import = true,
                                                             .description = tnf_sv(entity->fields[i].summary)};
    return tnf_identity_schema_finish(arena, ret, err);
}

static int find_field(const struct tnf_entity *entity, struct tnf_strview group, struct tnf_strview name) {
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (tnf_sv_eq(tnf_sv(field->group), group) && tnf_sv_eq_c(name, tnf_field_local_name(field))) return (int)i;
    }
    return TNF_ATTRIBUTE_ID;
}

static struct tnf_entity_attribute *map_attributes(struct tnf_arena *arena, const struct tnf_entity *entity,
                                                   struct tnf_strview group,
                                                   const struct tnf_schema_attribute *attributes, size_t count) {
    struct tnf_entity_attribute *mapped = TNF_ARENA_ARRAY(arena, struct tnf_entity_attribute, count);
    for (size_t i = 0; i < count; i++) {
        const struct tnf_schema_object *nested = attributes[i].nested;
        mapped[i].name = attributes[i].name;
        mapped[i].field = nested != NULL ? TNF_ATTRIBUTE_GROUP : find_field(entity, group, attributes[i].name);
        if (nested == NULL) continue;
        mapped[i].inner =
            map_attributes(arena, entity, attributes[i].name, nested->attributes, nested->attribute_count);
        mapped[i].inner_count = nested->attribute_count;
    }
    return mapped;
}

int tnf_entity_schema_init(struct tnf_arena *arena, enum tnf_entity_id id, struct tnf_entity_schema *ret,
                           struct tnf_error *err) {
    const struct tnf_entity *entity = tnf_entity(id);
    struct tnf_entity_schema schema = {.entity = entity};
    const struct tnf_strview no_group = {NULL, 0};
    schema.type_name = tnf_arena_printf(arena, "tenantform_%s", entity->name);
    TNF_TRY(make_schema(arena, entity, TNF_SCHEMA_OF_RESOURCE, &schema.resource, err));
    TNF_TRY(make_schema(arena, entity, TNF_SCHEMA_OF_DATA_SOURCE, &schema.data_source, err));
    TNF_TRY(make_identity(arena, entity, &schema.identity, err));
    const struct tnf_schema_block *block = &schema.resource.block;
    schema.attributes = map_attributes(arena, entity, no_group, block->attributes, block->attribute_count);
    schema.attribute_count = block->attribute_count;
    *ret = schema;
    return 0;
}
