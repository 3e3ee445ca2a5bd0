#include "provider/wire/message.h"

#include "base/memory.h"

static void *allocate(void *arena, size_t size) {
    return tnf_arena_alloc(arena, size);
}

static void forget(void *arena, void *memory) {
    (void)arena;
    (void)memory;
}

int tnf_message_unpack(struct tnf_arena *arena, const ProtobufCMessageDescriptor *descriptor, struct tnf_strview bytes,
                       ProtobufCMessage **ret_message, struct tnf_error *err) {
    ProtobufCAllocator allocator = {.alloc = allocate, .free = forget, .allocator_data = arena};
    const uint8_t *data = (const uint8_t *)bytes.ptr;
    ProtobufCMessage *message = protobuf_c_message_unpack(descriptor, &allocator, bytes.len, data);
    if (message == NULL) return tnf_error_set(err, TNF_E_INVALID, "bytes are not a %s message", descriptor->name);
    *ret_message = message;
    return 0;
}

ProtobufCMessage *tnf_message_new(struct tnf_arena *arena, const ProtobufCMessageDescriptor *descriptor) {
    ProtobufCMessage *message = tnf_arena_alloc(arena, descriptor->sizeof_message);
    descriptor->message_init(message);
    return message;
}

void tnf_message_pack(const ProtobufCMessage *message, struct tnf_strbuf *out) {
    const size_t size = protobuf_c_message_get_packed_size(message);
    TNF_AUTO_FREE uint8_t *bytes = tnf_xmalloc(size == 0 ? 1 : size);
    tnf_strbuf_add(out, bytes, protobuf_c_message_pack(message, bytes));
}

static void pack_varint(uint64_t number, struct tnf_strbuf *out) {
    while (number >= 0x80) {
        tnf_strbuf_add_c(out, (char)(number | 0x80));
        number >>= 7;
    }
    tnf_strbuf_add_c(out, (char)number);
}

void tnf_message_pack_bytes(unsigned field, struct tnf_strview bytes, struct tnf_strbuf *out) {
    const unsigned length_delimited = 2; /* the wire type */
    pack_varint((uint64_t)field << 3 | length_delimited, out);
    pack_varint(bytes.len, out);
    tnf_strbuf_add_sv(out, bytes);
}

struct tnf_strview tnf_message_bytes(ProtobufCBinaryData data) {
    return tnf_sv_n((const char *)data.data, data.len);
}

ProtobufCBinaryData tnf_message_data(struct tnf_strview bytes) {
    /* The type has no const; packing only reads. */
    return (ProtobufCBinaryData){.len = bytes.len, .data = (uint8_t *)(uintptr_t)bytes.ptr};
}

/* The number of bytes of the UTF-8 character that `text` starts with, 0 when it starts with none. */
static size_t character_length(struct tnf_strview text) {
    for (size_t length = 1; length <= 4 && length <= text.len; length++) {
        if (tnf_sv_is_utf8(tnf_sv_n(text.ptr, length))) return length;
    }
    return 0;
}

static void make_utf8(char *text, size_t length) {
    for (size_t i = 0; i < length;) {
        const size_t good = character_length(tnf_sv_n(text + i, length - i));
        if (good == 0) text[i] = '?';
        i += good == 0 ? 1 : good;
    }
}

char *tnf_message_string(struct tnf_arena *arena, struct tnf_strview text) {
    char *copy = (char *)(uintptr_t)tnf_arena_sv(arena, text).ptr;
    if (!tnf_sv_is_utf8(text)) make_utf8(copy, text.len);
    return copy;
}
