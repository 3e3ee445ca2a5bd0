#include "provider/wire/msgpack.h"

#include "base/memory.h"

/* A first byte and a big-endian number of `size` bytes. */
static void write_number(struct tnf_strbuf *out, unsigned first, uint64_t number, size_t size) {
    char bytes[9];
    bytes[0] = (char)first;
    for (size_t i = 0; i < size; i++) bytes[1 + i] = (char)(number >> ((size - 1 - i) * 8) & 0xFF);
    tnf_strbuf_add(out, bytes, size + 1);
}

/* The shortest of the formats first8, first8 + 1 and first8 + 2, which have a length of 1, 2 and 4 bytes. */
static void write_length(struct tnf_strbuf *out, unsigned first8, size_t length) {
    if (length <= UINT8_MAX) {
        write_number(out, first8, length, 1);
    } else if (length <= UINT16_MAX) {
        write_number(out, first8 + 1, length, 2);
    } else {
        write_number(out, first8 + 2, length, 4);
    }
}

void tnf_msgpack_write_nil(struct tnf_strbuf *out) {
    tnf_strbuf_add_c(out, (char)0xC0);
}

void tnf_msgpack_write_bool(struct tnf_strbuf *out, bool boolean) {
    tnf_strbuf_add_c(out, (char)(boolean ? 0xC3 : 0xC2));
}

static void write_negative(struct tnf_strbuf *out, int64_t integer) {
    const uint64_t bits = (uint64_t)integer;
    if (integer >= -32) {
        tnf_strbuf_add_c(out, (char)integer);
    } else if (integer >= INT8_MIN) {
        write_number(out, 0xD0, bits, 1);
    } else if (integer >= INT16_MIN) {
        write_number(out, 0xD1, bits, 2);
    } else if (integer >= INT32_MIN) {
        write_number(out, 0xD2, bits, 4);
    } else {
        write_number(out, 0xD3, bits, 8);
    }
}

void tnf_msgpack_write_int(struct tnf_strbuf *out, int64_t integer) {
    if (integer < 0) {
        write_negative(out, integer);
    } else if (integer < 0x80) {
        tnf_strbuf_add_c(out, (char)integer);
    } else if (integer <= UINT8_MAX) {
        write_number(out, 0xCC, (uint64_t)integer, 1);
    } else if (integer <= UINT16_MAX) {
        write_number(out, 0xCD, (uint64_t)integer, 2);
    } else if (integer <= UINT32_MAX) {
        write_number(out, 0xCE, (uint64_t)integer, 4);
    } else {
        write_number(out, 0xCF, (uint64_t)integer, 8);
    }
}

void tnf_msgpack_write_float(struct tnf_strbuf *out, double real) {
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    write_number(out, 0xCB, bits, 8);
}

void tnf_msgpack_write_str(struct tnf_strbuf *out, struct tnf_strview text) {
    if (text.len < 32) {
        tnf_strbuf_add_c(out, (char)(0xA0 | text.len));
    } else {
        write_length(out, 0xD9, text.len);
    }
    tnf_strbuf_add_sv(out, text);
}

void tnf_msgpack_write_bin(struct tnf_strbuf *out, struct tnf_strview bytes) {
    write_length(out, 0xC4, bytes.len);
    tnf_strbuf_add_sv(out, bytes);
}

void tnf_msgpack_write_array(struct tnf_strbuf *out, size_t count) {
    if (count < 16) {
        tnf_strbuf_add_c(out, (char)(0x90 | count));
    } else if (count <= UINT16_MAX) {
        write_number(out, 0xDC, count, 2);
    } else {
        write_number(out, 0xDD, count, 4);
    }
}

void tnf_msgpack_write_map(struct tnf_strbuf *out, size_t count) {
    if (count < 16) {
        tnf_strbuf_add_c(out, (char)(0x80 | count));
    } else if (count <= UINT16_MAX) {
        write_number(out, 0xDE, count, 2);
    } else {
        write_number(out, 0xDF, count, 4);
    }
}

void tnf_msgpack_write_ext(struct tnf_strbuf *out, int extension, struct tnf_strview bytes) {
    const size_t length = bytes.len;
    const bool fixed = length == 1 || length == 2 || length == 4 || length == 8 || length == 16;
    if (fixed) {
        unsigned first = 0xD4;
        for (size_t size = 1; size < length; size *= 2) first++;
        tnf_strbuf_add_c(out, (char)first);
    } else {
        write_length(out, 0xC7, length);
    }
    tnf_strbuf_add_c(out, (char)extension);
    tnf_strbuf_add_sv(out, bytes);
}
