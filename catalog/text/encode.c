#include "catalog/text/encode.h"

#include "catalog/record.h"
#include "catalog/text/keys.h"
#include "catalog/text/rows.h"

#include <inttypes.h>
#include <string.h>

/* A mapping or sequence that grows at its end. */
struct growing {
    struct tnf_node *node;
    struct tnf_node *last;
};

static struct tnf_node *new_node(struct tnf_arena *arena, enum tnf_node_kind kind) {
    struct tnf_node *node = TNF_ARENA_NEW(arena, struct tnf_node);
    node->kind = kind;
    return node;
}

static struct tnf_node *new_string(struct tnf_arena *arena, struct tnf_strview text) {
    struct tnf_node *node = new_node(arena, TNF_NODE_SCALAR);
    node->text = text;
    return node;
}

static struct tnf_node *new_word(struct tnf_arena *arena, struct tnf_strview text) {
    struct tnf_node *node = new_string(arena, text);
    node->plain = true;
    return node;
}

static void append(struct growing *to, struct tnf_node *node) {
    *(to->last == NULL ? &to->node->first : &to->last->next) = node;
    to->last = node;
}

static void append_pair(struct growing *mapping, struct tnf_arena *arena, struct tnf_strview key,
                        struct tnf_node *value) {
    struct tnf_node *node = new_string(arena, key);
    node->value = value;
    append(mapping, node);
}

static struct tnf_node *encode_list(const struct tnf_strings *list, struct tnf_arena *arena) {
    struct growing sequence = {new_node(arena, TNF_NODE_SEQUENCE), NULL};
    for (size_t i = 0; i < list->count; i++) append(&sequence, new_string(arena, list->items[i]));
    return sequence.node;
}

static struct tnf_node *encode_map(const struct tnf_pairs *map, struct tnf_arena *arena) {
    struct growing mapping = {new_node(arena, TNF_NODE_MAPPING), NULL};
    for (size_t i = 0; i < map->count; i++)
        append_pair(&mapping, arena, map->items[i].key, new_string(arena, map->items[i].value));
    return mapping.node;
}

static struct tnf_node *encode_datum(const struct tnf_field *field, const struct tnf_datum *datum,
                                     struct tnf_arena *arena) {
    switch (field->type) {
    case TNF_TYPE_INT:
        return new_word(arena, tnf_arena_printf(arena, "%" PRId64, datum->integer));
    case TNF_TYPE_BOOL:
        return new_word(arena, datum->boolean ? TNF_SV("true") : TNF_SV("false"));
    case TNF_TYPE_LIST:
        return encode_list(&datum->list, arena);
    case TNF_TYPE_MAP:
        return encode_map(&datum->map, arena);
    case TNF_TYPE_STRING:
        break;
    }
    return new_string(arena, datum->string);
}

/* The mapping of a group, or NULL when none of its fields is set. */
static struct tnf_node *encode_group(const struct tnf_record *record, const char *group, struct tnf_arena *arena) {
    struct growing mapping = {NULL, NULL};
    for (size_t i = 0; i < record->entity->field_count; i++) {
        const struct tnf_field *field = &record->entity->fields[i];
        if (!record->data[i].set || field->group == NULL || strcmp(field->group, group) != 0) continue;
        if (mapping.node == NULL) mapping.node = new_node(arena, TNF_NODE_MAPPING);
        append_pair(&mapping, arena, tnf_sv(tnf_field_local_name(field)), encode_datum(field, &record->data[i], arena));
    }
    return mapping.node;
}

static void encode_fields(const struct tnf_record *record, struct growing *into, struct tnf_arena *arena) {
    const struct tnf_entity *entity = record->entity;
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (field->group != NULL && tnf_text_starts_group(entity, i)) {
            struct tnf_node *group = encode_group(record, field->group, arena);
            if (group != NULL) append_pair(into, arena, tnf_sv(field->group), group);
        } else if (field->group == NULL && tnf_text_is_body(field) && record->data[i].set) {
            append_pair(into, arena, tnf_sv(field->name), encode_datum(field, &record->data[i], arena));
        }
    }
}

/* Compares the first `count` key fields, which both must have. */
static int compare_keys(const struct tnf_record *a, const struct tnf_record *b, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const int order = tnf_sv_cmp(a->data[i].string, b->data[i].string);
        if (order != 0) return order;
    }
    return 0;
}

int tnf_text_record_cmp(const struct tnf_record *a, const struct tnf_record *b) {
    if (a->entity != b->entity) return a->entity->id < b->entity->id ? -1 : 1;
    return tnf_record_key_cmp(a, b);
}

/* How the row stands to the children of `parent` among rows of `child`: before, one of them, behind. */
static int compare_to_children(const struct tnf_record *row, const struct tnf_entity *child,
                               const struct tnf_record *parent) {
    if (row->entity != child) return row->entity->id < child->id ? -1 : 1;
    return compare_keys(row, parent, tnf_text_name_field(parent->entity) + 1);
}

static size_t first_child(const struct tnf_record *const *rows, size_t count, const struct tnf_entity *child,
                          const struct tnf_record *parent) {
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (compare_to_children(rows[middle], child, parent) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct document {
    const struct tnf_record *const *rows;
    size_t count;
    struct tnf_arena *arena;
};

static void encode_body(const struct document *document, const struct tnf_record *record, struct growing *into);

/* Recursion is as deep as the table of entities. */
static void encode_children(const struct document *document, const struct tnf_record *parent,
                            const struct tnf_entity *child, struct growing *into) {
    struct growing mapping = {NULL, NULL};
    const size_t first = first_child(document->rows, document->count, child, parent);
    for (size_t i = first; i < document->count; i++) {
        if (compare_to_children(document->rows[i], child, parent) != 0) break;
        if (mapping.node == NULL) mapping.node = new_node(document->arena, TNF_NODE_MAPPING);
        struct growing body = {new_node(document->arena, TNF_NODE_MAPPING), NULL};
        encode_body(document, document->rows[i], &body);
        append_pair(&mapping, document->arena, document->rows[i]->data[tnf_text_name_field(child)].string, body.node);
    }
    if (mapping.node != NULL) append_pair(into, document->arena, tnf_sv(child->plural), mapping.node);
}

static void encode_body(const struct document *document, const struct tnf_record *record, struct growing *into) {
    encode_fields(record, into, document->arena);
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *child = tnf_entity((enum tnf_entity_id)id);
        if (child->parent == record->entity->id) encode_children(document, record, child, into);
    }
}

struct tnf_node *tnf_text_encode(const struct tnf_record *const *rows, size_t count, struct tnf_arena *arena) {
    const struct document document = {rows, count, arena};
    struct growing mapping = {new_node(arena, TNF_NODE_MAPPING), NULL};
    const struct tnf_record *own = rows[0];
    append_pair(&mapping, arena, tnf_sv(own->entity->name),
                new_string(arena, own->data[tnf_text_name_field(own->entity)].string));
    encode_body(&document, own, &mapping);
    return mapping.node;
}
