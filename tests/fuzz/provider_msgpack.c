/* MessagePack of any kind: tokens are read to an end, never past the bytes, and written again they read as the same. */
#include "base/memory.h"
#include "provider/wire/msgpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good) {
    if (!good) abort();
}

/* What is no number is not equal to itself, its bits are. */
static uint64_t bits_of(double real) {
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

static void write_token(const struct tnf_msgpack_token *token, struct tnf_strbuf *out) {
    switch (token->kind) {
    case TNF_MSGPACK_NIL:
        tnf_msgpack_write_nil(out);
        return;
    case TNF_MSGPACK_BOOL:
        tnf_msgpack_write_bool(out, token->boolean);
        return;
    case TNF_MSGPACK_INT:
        tnf_msgpack_write_int(out, token->integer);
        return;
    case TNF_MSGPACK_UINT: /* written by nobody: values have them as decimal text */
        return;
    case TNF_MSGPACK_FLOAT:
        tnf_msgpack_write_float(out, token->real);
        return;
    case TNF_MSGPACK_STR:
        tnf_msgpack_write_str(out, token->bytes);
        return;
    case TNF_MSGPACK_BIN:
        tnf_msgpack_write_bin(out, token->bytes);
        return;
    case TNF_MSGPACK_ARRAY:
        tnf_msgpack_write_array(out, token->count);
        return;
    case TNF_MSGPACK_MAP:
        tnf_msgpack_write_map(out, token->count);
        return;
    case TNF_MSGPACK_EXT:
        tnf_msgpack_write_ext(out, token->extension, token->bytes);
        return;
    }
}

static bool has_bytes(const struct tnf_msgpack_token *token) {
    return token->kind == TNF_MSGPACK_STR || token->kind == TNF_MSGPACK_BIN || token->kind == TNF_MSGPACK_EXT;
}

/* Elements of an array or a map have to be there, so such a token alone would not be read again. */
static bool is_whole(const struct tnf_msgpack_token *token) {
    if (token->kind == TNF_MSGPACK_UINT) return false;
    return (token->kind != TNF_MSGPACK_ARRAY && token->kind != TNF_MSGPACK_MAP) || token->count == 0;
}

static void check_written(const struct tnf_msgpack_token *token) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf written = TNF_STRBUF_INIT;
    struct tnf_msgpack_token again;
    write_token(token, &written);
    if (!is_whole(token)) return;
    struct tnf_msgpack_reader reader = {tnf_strbuf_view(&written)};
    check(tnf_msgpack_read(&reader, &again, NULL) == 0 && reader.rest.len == 0 && again.kind == token->kind);
    if (has_bytes(token)) {
        check(tnf_sv_eq(again.bytes, token->bytes));
    } else if (token->kind == TNF_MSGPACK_INT) {
        check(again.integer == token->integer);
    } else if (token->kind == TNF_MSGPACK_FLOAT) {
        check(bits_of(again.real) == bits_of(token->real));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct tnf_msgpack_reader reader = {tnf_sv_n((const char *)data, size)};
    struct tnf_msgpack_token token;
    while (tnf_msgpack_read(&reader, &token, NULL) == 0) check_written(&token);
    return 0;
}
