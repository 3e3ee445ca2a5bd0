#include "provider/wire/cty_msgpack.h"

#include "base/memory.h"
#include "provider/wire/msgpack.h"

static void write_unknown(const struct tnf_cty_value *value, struct tnf_strbuf *out) {
    if (value->refinement.len > 0) {
        tnf_msgpack_write_ext(out, TNF_CTY_MSGPACK_REFINED, value->refinement);
        return;
    }
    tnf_msgpack_write_ext(out, TNF_CTY_MSGPACK_UNKNOWN, tnf_sv_n("\0", 1));
}

static void write_parts(const struct tnf_cty_value *value, struct tnf_strbuf *out) {
    const struct tnf_cty_parts *parts = &value->parts;
    if (value->kind == TNF_CTY_MAPPING) {
        tnf_msgpack_write_map(out, parts->count);
    } else {
        tnf_msgpack_write_array(out, parts->count);
    }
    for (size_t i = 0; i < parts->count; i++) {
        if (value->kind == TNF_CTY_MAPPING) tnf_msgpack_write_str(out, parts->keys[i]);
        tnf_cty_msgpack_write(&parts->items[i], out);
    }
}

static void write_with_type(const struct tnf_cty_dynamic_value *dynamic, struct tnf_strbuf *out) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf type = TNF_STRBUF_INIT;
    tnf_cty_type_write(dynamic->type, &type);
    tnf_msgpack_write_array(out, 2);
    tnf_msgpack_write_bin(out, tnf_strbuf_view(&type));
    tnf_cty_msgpack_write(dynamic->value, out);
}

void tnf_cty_msgpack_write(const struct tnf_cty_value *value, struct tnf_strbuf *out) {
    switch (value->kind) {
    case TNF_CTY_NULL:
        tnf_msgpack_write_nil(out);
        return;
    case TNF_CTY_UNKNOWN:
        write_unknown(value, out);
        return;
    case TNF_CTY_BOOLEAN:
        tnf_msgpack_write_bool(out, value->boolean);
        return;
    case TNF_CTY_INTEGER:
        tnf_msgpack_write_int(out, value->integer);
        return;
    case TNF_CTY_REAL:
        tnf_msgpack_write_float(out, value->real);
        return;
    case TNF_CTY_DECIMAL:
    case TNF_CTY_TEXT:
        tnf_msgpack_write_str(out, value->text);
        return;
    case TNF_CTY_SEQUENCE:
    case TNF_CTY_MAPPING:
        write_parts(value, out);
        return;
    case TNF_CTY_WITH_TYPE:
        write_with_type(&value->dynamic, out);
        return;
    }
}
