#include "provider/wire/convert.h"

#include "base/memory.h"

static int read_attributes(struct tnf_arena *arena, Tfplugin6__Schema__Attribute **messages, size_t count,
                           struct tnf_schema_attribute **ret_attributes, struct tnf_error *err);

static unsigned read_flags(const Tfplugin6__Schema__Attribute *message) {
    unsigned flags = 0;
    if (message->required) flags |= TNF_SCHEMA_REQUIRED;
    if (message->optional) flags |= TNF_SCHEMA_OPTIONAL;
    if (message->computed) flags |= TNF_SCHEMA_COMPUTED;
    if (message->sensitive) flags |= TNF_SCHEMA_SENSITIVE;
    if (message->write_only) flags |= TNF_SCHEMA_WRITE_ONLY;
    if (message->deprecated) flags |= TNF_SCHEMA_DEPRECATED;
    return flags;
}

static struct tnf_schema_text read_text(const char *description, const char *deprecation, Tfplugin6__StringKind kind) {
    return (struct tnf_schema_text){
        .description = tnf_sv(description),
        .deprecation = tnf_sv(deprecation),
        .markdown = kind == TFPLUGIN6__STRING_KIND__MARKDOWN,
    };
}

static int read_nested(struct tnf_arena *arena, const Tfplugin6__Schema__Object *message,
                       struct tnf_schema_object **ret_nested, struct tnf_error *err) {
    struct tnf_schema_object *nested = TNF_ARENA_NEW(arena, struct tnf_schema_object);
    nested->nesting = (enum tnf_schema_nesting)message->nesting;
    nested->attribute_count = message->n_attributes;
    *ret_nested = nested;
    return read_attributes(arena, message->attributes, message->n_attributes, &nested->attributes, err);
}

static int read_attribute(struct tnf_arena *arena, const Tfplugin6__Schema__Attribute *message,
                          struct tnf_schema_attribute *ret_attribute, struct tnf_error *err) {
    ret_attribute->name = tnf_sv(message->name);
    ret_attribute->flags = read_flags(message);
    ret_attribute->text = read_text(message->description, message->deprecation_message, message->description_kind);
    if (message->nested_type != NULL) {
        TNF_TRY(read_nested(arena, message->nested_type, &ret_attribute->nested, err));
    }
    if (message->type.len == 0) return 0;
    const struct tnf_strview json = tnf_message_bytes(message->type);
    if (tnf_cty_type_parse(arena, json, &ret_attribute->type, err) == 0) return 0;
    return tnf_error_wrap(err, "attribute \"%s\"", message->name);
}

static int read_attributes(struct tnf_arena *arena, Tfplugin6__Schema__Attribute **messages, size_t count,
                           struct tnf_schema_attribute **ret_attributes, struct tnf_error *err) {
    struct tnf_schema_attribute *attributes = TNF_ARENA_ARRAY(arena, struct tnf_schema_attribute, count);
    for (size_t i = 0; i < count; i++) TNF_TRY(read_attribute(arena, messages[i], &attributes[i], err));
    *ret_attributes = attributes;
    return 0;
}

static int read_block(struct tnf_arena *arena, const Tfplugin6__Schema__Block *message,
                      struct tnf_schema_block *ret_block, struct tnf_error *err) {
    if (message == NULL) return 0;
    ret_block->deprecated = message->deprecated;
    ret_block->text = read_text(message->description, message->deprecation_message, message->description_kind);
    ret_block->attribute_count = message->n_attributes;
    TNF_TRY(read_attributes(arena, message->attributes, message->n_attributes, &ret_block->attributes, err));
    ret_block->block_count = message->n_block_types;
    ret_block->blocks = TNF_ARENA_ARRAY(arena, struct tnf_schema_nested_block, message->n_block_types);
    for (size_t i = 0; i < message->n_block_types; i++) {
        const Tfplugin6__Schema__NestedBlock *from = message->block_types[i];
        struct tnf_schema_nested_block *to = &ret_block->blocks[i];
        to->name = tnf_sv(from->type_name);
        to->nesting = (enum tnf_schema_nesting)from->nesting;
        to->min_items = from->min_items;
        to->max_items = from->max_items;
        TNF_TRY(read_block(arena, from->block, &to->block, err));
    }
    return 0;
}

int tnf_wire_read_schema(struct tnf_arena *arena, const Tfplugin6__Schema *message, struct tnf_schema *ret_schema,
                         struct tnf_error *err) {
    struct tnf_schema schema = {.version = message->version};
    TNF_TRY(read_block(arena, message->block, &schema.block, err));
    TNF_TRY(tnf_schema_finish(arena, &schema, err));
    *ret_schema = schema;
    return 0;
}

static Tfplugin6__Schema__Attribute **new_attributes(struct tnf_arena *arena,
                                                     const struct tnf_schema_attribute *attributes, size_t count);

static Tfplugin6__StringKind text_kind(const struct tnf_schema_text *text) {
    return text->markdown ? TFPLUGIN6__STRING_KIND__MARKDOWN : TFPLUGIN6__STRING_KIND__PLAIN;
}

static Tfplugin6__Schema__Object *new_nested(struct tnf_arena *arena, const struct tnf_schema_object *nested) {
    Tfplugin6__Schema__Object *message = TNF_ARENA_NEW(arena, Tfplugin6__Schema__Object);
    tfplugin6__schema__object__init(message);
    message->nesting = (Tfplugin6__Schema__Object__NestingMode)nested->nesting;
    message->n_attributes = nested->attribute_count;
    message->attributes = new_attributes(arena, nested->attributes, nested->attribute_count);
    return message;
}

static void set_flags(unsigned flags, Tfplugin6__Schema__Attribute *message) {
    message->required = (flags & TNF_SCHEMA_REQUIRED) != 0;
    message->optional = (flags & TNF_SCHEMA_OPTIONAL) != 0;
    message->computed = (flags & TNF_SCHEMA_COMPUTED) != 0;
    message->sensitive = (flags & TNF_SCHEMA_SENSITIVE) != 0;
    message->write_only = (flags & TNF_SCHEMA_WRITE_ONLY) != 0;
    message->deprecated = (flags & TNF_SCHEMA_DEPRECATED) != 0;
}

struct tnf_strview tnf_wire_type_text(struct tnf_arena *arena, const struct tnf_cty_type *type) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_cty_type_write(type, &text);
    return tnf_arena_sv(arena, tnf_strbuf_view(&text));
}

static Tfplugin6__Schema__Attribute *new_attribute(struct tnf_arena *arena,
                                                   const struct tnf_schema_attribute *attribute) {
    Tfplugin6__Schema__Attribute *message = TNF_ARENA_NEW(arena, Tfplugin6__Schema__Attribute);
    tfplugin6__schema__attribute__init(message);
    message->name = tnf_message_string(arena, attribute->name);
    message->description = tnf_message_string(arena, attribute->text.description);
    message->deprecation_message = tnf_message_string(arena, attribute->text.deprecation);
    message->description_kind = text_kind(&attribute->text);
    set_flags(attribute->flags, message);
    if (attribute->nested != NULL) {
        message->nested_type = new_nested(arena, attribute->nested);
        return message;
    }
    message->type = tnf_message_data(tnf_wire_type_text(arena, attribute->type));
    return message;
}

static Tfplugin6__Schema__Attribute **new_attributes(struct tnf_arena *arena,
                                                     const struct tnf_schema_attribute *attributes, size_t count) {
    Tfplugin6__Schema__Attribute **messages = TNF_ARENA_ARRAY(arena, Tfplugin6__Schema__Attribute *, count);
    for (size_t i = 0; i < count; i++) messages[i] = new_attribute(arena, &attributes[i]);
    return messages;
}

static Tfplugin6__Schema__Block *new_block(struct tnf_arena *arena, const struct tnf_schema_block *block);

static Tfplugin6__Schema__NestedBlock *new_nested_block(struct tnf_arena *arena,
                                                        const struct tnf_schema_nested_block *block) {
    Tfplugin6__Schema__NestedBlock *message = TNF_ARENA_NEW(arena, Tfplugin6__Schema__NestedBlock);
    tfplugin6__schema__nested_block__init(message);
    message->type_name = tnf_message_string(arena, block->name);
    message->nesting = (Tfplugin6__Schema__NestedBlock__NestingMode)block->nesting;
    message->min_items = block->min_items;
    message->max_items = block->max_items;
    message->block = new_block(arena, &block->block);
    return message;
}

static Tfplugin6__Schema__Block *new_block(struct tnf_arena *arena, const struct tnf_schema_block *block) {
    Tfplugin6__Schema__Block *message = TNF_ARENA_NEW(arena, Tfplugin6__Schema__Block);
    tfplugin6__schema__block__init(message);
    message->description = tnf_message_string(arena, block->text.description);
    message->deprecation_message = tnf_message_string(arena, block->text.deprecation);
    message->description_kind = text_kind(&block->text);
    message->deprecated = block->deprecated;
    message->n_attributes = block->attribute_count;
    message->attributes = new_attributes(arena, block->attributes, block->attribute_count);
    message->n_block_types = block->block_count;
    message->block_types = TNF_ARENA_ARRAY(arena, Tfplugin6__Schema__NestedBlock *, block->block_count);
    for (size_t i = 0; i < block->block_count; i++) {
        message->block_types[i] = new_nested_block(arena, &block->blocks[i]);
    }
    return message;
}

Tfplugin6__Schema *tnf_wire_new_schema(struct tnf_arena *arena, const struct tnf_schema *schema) {
    Tfplugin6__Schema *message = TNF_ARENA_NEW(arena, Tfplugin6__Schema);
    tfplugin6__schema__init(message);
    message->version = schema->version;
    message->block = new_block(arena, &schema->block);
    return message;
}
