#include "provider/wire/convert.h"

#include "base/memory.h"

/* The protocol's lists of names are many messages of the same form: descriptors know where their fields are. */
static char *field_of(ProtobufCMessage *message, const ProtobufCFieldDescriptor *field) {
    return (char *)message + field->offset;
}

/* Room for one more: the array doubles whenever its length is a power of two. */
static void append(struct tnf_arena *arena, ProtobufCMessage *message, const ProtobufCFieldDescriptor *field,
                   ProtobufCMessage *added) {
    size_t count;
    ProtobufCMessage **items;
    memcpy(&count, (char *)message + field->quantifier_offset, sizeof count);
    memcpy(&items, field_of(message, field), sizeof(void *));
    if ((count & (count - 1)) == 0) {
        ProtobufCMessage **grown = TNF_ARENA_ARRAY(arena, ProtobufCMessage *, count == 0 ? 1 : count * 2);
        if (count > 0) memcpy(grown, items, count * sizeof(void *));
        items = grown;
        memcpy(field_of(message, field), &items, sizeof(void *));
    }
    items[count++] = added;
    memcpy((char *)message + field->quantifier_offset, &count, sizeof count);
}

void *tnf_wire_add_named(struct tnf_arena *arena, ProtobufCMessage *message, const char *field, struct tnf_strview name,
                         ProtobufCMessage *value) {
    const ProtobufCFieldDescriptor *list = protobuf_c_message_descriptor_get_field_by_name(message->descriptor, field);
    const ProtobufCMessageDescriptor *kind = list->descriptor;
    ProtobufCMessage *added = tnf_message_new(arena, kind);
    char *text = tnf_message_string(arena, name);
    memcpy(field_of(added, &kind->fields[0]), &text, sizeof(void *));
    if (value != NULL) memcpy(field_of(added, &kind->fields[1]), &value, sizeof(void *));
    append(arena, message, list, added);
    return added;
}
