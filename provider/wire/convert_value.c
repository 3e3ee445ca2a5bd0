#include "provider/wire/convert.h"
#include "provider/wire/cty_msgpack.h"

#include "base/memory.h"

int tnf_wire_read_value(struct tnf_arena *arena, const Tfplugin6__DynamicValue *message,
                        const struct tnf_cty_type *type, struct tnf_cty_value *ret_value, struct tnf_error *err) {
    if (message == NULL || (message->msgpack.len == 0 && message->json.len == 0)) {
        *ret_value = tnf_cty_null();
        return 0;
    }
    if (message->msgpack.len == 0) return tnf_error_set(err, TNF_E_INVALID, "value is in JSON, not in MessagePack");
    return tnf_cty_msgpack_read(arena, tnf_message_bytes(message->msgpack), type, ret_value, err);
}

Tfplugin6__DynamicValue *tnf_wire_new_value(struct tnf_arena *arena, const struct tnf_cty_value *value) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    tnf_cty_msgpack_write(value, &bytes);
    Tfplugin6__DynamicValue *message = TNF_ARENA_NEW(arena, Tfplugin6__DynamicValue);
    tfplugin6__dynamic_value__init(message);
    message->msgpack = tnf_message_data(tnf_arena_sv(arena, tnf_strbuf_view(&bytes)));
    return message;
}

Tfplugin6__Timestamp *tnf_wire_new_time(struct tnf_arena *arena, int64_t seconds) {
    if (seconds == 0) return NULL;
    Tfplugin6__Timestamp *message = TNF_ARENA_NEW(arena, Tfplugin6__Timestamp);
    tfplugin6__timestamp__init(message);
    message->seconds = seconds;
    return message;
}
