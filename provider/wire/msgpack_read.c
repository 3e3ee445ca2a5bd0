#include "provider/wire/msgpack.h"

#include "base/memory.h"

#include <assert.h>

static int cut(struct tnf_error *err) {
    return tnf_error_set(err, TNF_E_INVALID, "value ends in the middle of its MessagePack encoding");
}

/* Takes `length` bytes off the front. */
static int take(struct tnf_msgpack_reader *reader, size_t length, struct tnf_strview *ret_bytes,
                struct tnf_error *err) {
    if (reader->rest.len < length) return cut(err);
    *ret_bytes = tnf_sv_n(reader->rest.ptr, length);
    reader->rest = tnf_sv_n(reader->rest.ptr + length, reader->rest.len - length);
    return 0;
}

/* A big-endian number of `size` bytes, 1 to 8. */
static int take_number(struct tnf_msgpack_reader *reader, size_t size, uint64_t *ret_number, struct tnf_error *err) {
    struct tnf_strview bytes;
    TNF_TRY(take(reader, size, &bytes, err));
    uint64_t number = 0;
    for (size_t i = 0; i < size; i++) number = number << 8 | (unsigned char)bytes.ptr[i];
    *ret_number = number;
    return 0;
}

static int read_bytes(struct tnf_msgpack_reader *reader, enum tnf_msgpack_kind kind, uint64_t length,
                      struct tnf_msgpack_token *token, struct tnf_error *err) {
    token->kind = kind;
    return take(reader, (size_t)length, &token->bytes, err);
}

/* An element has at least one byte, a pair two: more cannot be there. */
static int read_count(struct tnf_msgpack_reader *reader, enum tnf_msgpack_kind kind, uint64_t count,
                      struct tnf_msgpack_token *token, struct tnf_error *err) {
    const uint64_t most = kind == TNF_MSGPACK_MAP ? reader->rest.len / 2 : reader->rest.len;
    if (count > most) return cut(err);
    token->kind = kind;
    token->count = (size_t)count;
    return 0;
}

static int read_ext(struct tnf_msgpack_reader *reader, uint64_t length, struct tnf_msgpack_token *token,
                    struct tnf_error *err) {
    uint64_t type;
    TNF_TRY(take_number(reader, 1, &type, err));
    token->extension = (int)(int8_t)(uint8_t)type;
    return read_bytes(reader, TNF_MSGPACK_EXT, length, token, err);
}

static void set_int(struct tnf_msgpack_token *token, int64_t integer) {
    token->kind = TNF_MSGPACK_INT;
    token->integer = integer;
}

static void set_natural(struct tnf_msgpack_token *token, uint64_t natural) {
    if (natural <= INT64_MAX) {
        set_int(token, (int64_t)natural);
        return;
    }
    token->kind = TNF_MSGPACK_UINT;
    token->natural = natural;
}

static int read_unsigned(struct tnf_msgpack_reader *reader, size_t size, struct tnf_msgpack_token *token,
                         struct tnf_error *err) {
    uint64_t number;
    TNF_TRY(take_number(reader, size, &number, err));
    set_natural(token, number);
    return 0;
}

static int read_signed(struct tnf_msgpack_reader *reader, size_t size, struct tnf_msgpack_token *token,
                       struct tnf_error *err) {
    uint64_t number;
    assert(size >= 1 && size <= 8);
    TNF_TRY(take_number(reader, size, &number, err));
    const uint64_t sign = UINT64_C(1) << (size * 8 - 1);
    set_int(token, (int64_t)((number ^ sign) - sign));
    return 0;
}

static int read_real(struct tnf_msgpack_reader *reader, size_t size, struct tnf_msgpack_token *token,
                     struct tnf_error *err) {
    uint64_t number;
    TNF_TRY(take_number(reader, size, &number, err));
    token->kind = TNF_MSGPACK_FLOAT;
    if (size == 4) {
        const uint32_t bits = (uint32_t)number;
        float real;
        memcpy(&real, &bits, sizeof real);
        token->real = (double)real;
        return 0;
    }
    memcpy(&token->real, &number, sizeof token->real);
    return 0;
}

/* The formats whose first byte is c4 to c9 and d9 to df: a length of 1, 2 or 4 bytes comes first. */
static int read_long(struct tnf_msgpack_reader *reader, unsigned first, struct tnf_msgpack_token *token,
                     struct tnf_error *err) {
    static const struct {
        unsigned char first;
        unsigned char size;
        unsigned char kind;
    } formats[] = {
        {0xC4, 1, TNF_MSGPACK_BIN},   {0xC5, 2, TNF_MSGPACK_BIN},   {0xC6, 4, TNF_MSGPACK_BIN},
        {0xC7, 1, TNF_MSGPACK_EXT},   {0xC8, 2, TNF_MSGPACK_EXT},   {0xC9, 4, TNF_MSGPACK_EXT},
        {0xD9, 1, TNF_MSGPACK_STR},   {0xDA, 2, TNF_MSGPACK_STR},   {0xDB, 4, TNF_MSGPACK_STR},
        {0xDC, 2, TNF_MSGPACK_ARRAY}, {0xDD, 4, TNF_MSGPACK_ARRAY}, {0xDE, 2, TNF_MSGPACK_MAP},
        {0xDF, 4, TNF_MSGPACK_MAP},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(formats); i++) {
        if (formats[i].first != first) continue;
        const enum tnf_msgpack_kind kind = (enum tnf_msgpack_kind)formats[i].kind;
        uint64_t length;
        TNF_TRY(take_number(reader, formats[i].size, &length, err));
        if (kind == TNF_MSGPACK_EXT) return read_ext(reader, length, token, err);
        if (kind == TNF_MSGPACK_ARRAY || kind == TNF_MSGPACK_MAP) return read_count(reader, kind, length, token, err);
        return read_bytes(reader, kind, length, token, err);
    }
    return tnf_error_set(err, TNF_E_INVALID, "byte %02x starts no MessagePack value", first);
}

/* True for nil, false and true: the first byte is all there is. */
static bool is_constant(unsigned first, struct tnf_msgpack_token *token) {
    if (first == 0xC0) {
        token->kind = TNF_MSGPACK_NIL;
        return true;
    }
    if (first != 0xC2 && first != 0xC3) return false;
    token->kind = TNF_MSGPACK_BOOL;
    token->boolean = first == 0xC3;
    return true;
}

/* The formats of a fixed size, c0 to d8 without those of read_long. */
static int read_fixed(struct tnf_msgpack_reader *reader, unsigned first, struct tnf_msgpack_token *token,
                      struct tnf_error *err) {
    if (is_constant(first, token)) return 0;
    if (first == 0xCA || first == 0xCB) return read_real(reader, first == 0xCA ? 4 : 8, token, err);
    if (first >= 0xCC && first <= 0xCF) return read_unsigned(reader, (size_t)1 << (first - 0xCC), token, err);
    if (first >= 0xD0 && first <= 0xD3) return read_signed(reader, (size_t)1 << (first - 0xD0), token, err);
    if (first >= 0xD4 && first <= 0xD8) return read_ext(reader, UINT64_C(1) << (first - 0xD4), token, err);
    return read_long(reader, first, token, err);
}

int tnf_msgpack_read(struct tnf_msgpack_reader *reader, struct tnf_msgpack_token *ret_token, struct tnf_error *err) {
    uint64_t number;
    TNF_TRY(take_number(reader, 1, &number, err));
    const unsigned first = (unsigned)number;
    struct tnf_msgpack_token token = {.kind = TNF_MSGPACK_NIL};
    if (first < 0x80) {
        set_int(&token, (int64_t)first);
    } else if (first < 0x90) {
        TNF_TRY(read_count(reader, TNF_MSGPACK_MAP, first & 0x0F, &token, err));
    } else if (first < 0xA0) {
        TNF_TRY(read_count(reader, TNF_MSGPACK_ARRAY, first & 0x0F, &token, err));
    } else if (first < 0xC0) {
        TNF_TRY(read_bytes(reader, TNF_MSGPACK_STR, first & 0x1F, &token, err));
    } else if (first >= 0xE0) {
        set_int(&token, (int64_t)first - 256);
    } else {
        TNF_TRY(read_fixed(reader, first, &token, err));
    }
    *ret_token = token;
    return 0;
}
