/* A line with a type in JSON, and a value of it as MessagePack or as JSON: it is refused, or written and read again it
 * is the same value. */
#include "base/memory.h"
#include "provider/schema/value_json.h"
#include "provider/wire/cty_msgpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good) {
    if (!good) abort();
}

/* What is no number is equal to nothing, itself included. */
static bool has_nan(const struct tnf_cty_value *value) {
    if (value->kind == TNF_CTY_REAL) return value->real != value->real;
    if (value->kind == TNF_CTY_WITH_TYPE) return has_nan(value->dynamic.value);
    if (value->kind != TNF_CTY_SEQUENCE && value->kind != TNF_CTY_MAPPING) return false;
    for (size_t i = 0; i < value->parts.count; i++) {
        if (has_nan(&value->parts.items[i])) return true;
    }
    return false;
}

static void check_written(struct tnf_arena *arena, const struct tnf_cty_type *type, const struct tnf_cty_value *value) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf written = TNF_STRBUF_INIT;
    struct tnf_cty_value again;
    tnf_cty_msgpack_write(value, &written);
    check(tnf_cty_msgpack_read(arena, tnf_strbuf_view(&written), type, &again, NULL) == 0);
    check(tnf_cty_value_eq(value, &again) || has_nan(value));
}

static void check_type(struct tnf_arena *arena, const struct tnf_cty_type *type) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf written = TNF_STRBUF_INIT;
    const struct tnf_cty_type *again;
    tnf_cty_type_write(type, &written);
    check(tnf_cty_type_parse(arena, tnf_strbuf_view(&written), &again, NULL) == 0);
    check(tnf_cty_type_eq(type, again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_strview rest = tnf_sv_n((const char *)data, size);
    const struct tnf_strview line = tnf_sv_next(&rest, '\n');
    const struct tnf_cty_type *type;
    struct tnf_cty_value value;
    if (tnf_cty_type_parse(&arena, line, &type, NULL) < 0) return 0;
    check_type(&arena, type);
    if (tnf_cty_msgpack_read(&arena, rest, type, &value, NULL) == 0) check_written(&arena, type, &value);
    const unsigned flags = size % 2 == 0 ? TNF_CTY_JSON_FORGET_ATTRIBUTES : 0;
    if (tnf_cty_json_read(&arena, rest, type, flags, &value, NULL) == 0) check_written(&arena, type, &value);
    return 0;
}
