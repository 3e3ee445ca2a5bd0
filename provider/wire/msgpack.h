/*
 * MessagePack, byte by byte: https://github.com/msgpack/msgpack/blob/master/spec.md has the formats. Reading allocates
 * nothing and never looks past the end; a claimed number of elements is checked against the bytes that are there.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tnf_msgpack_kind {
    TNF_MSGPACK_NIL,
    TNF_MSGPACK_BOOL,  /* .boolean */
    TNF_MSGPACK_INT,   /* .integer */
    TNF_MSGPACK_UINT,  /* .natural: only what does not fit int64_t */
    TNF_MSGPACK_FLOAT, /* .real */
    TNF_MSGPACK_STR,   /* .bytes */
    TNF_MSGPACK_BIN,   /* .bytes */
    TNF_MSGPACK_ARRAY, /* .count elements follow */
    TNF_MSGPACK_MAP,   /* .count pairs of key and value follow */
    TNF_MSGPACK_EXT,   /* .bytes with .extension */
};

struct tnf_msgpack_token {
    enum tnf_msgpack_kind kind;
    int extension; /* type number of an EXT, -128..127 */
    union {
        bool boolean;
        int64_t integer;
        uint64_t natural;
        double real;
        struct tnf_strview bytes; /* points into what is read */
        size_t count;
    };
};

/* What is left to read is `rest`. */
struct tnf_msgpack_reader {
    struct tnf_strview rest;
};

/* Reads the next token. TNF_E_INVALID when the bytes end too early or are no MessagePack; the reader then stands
 * somewhere in them. */
int tnf_msgpack_read(struct tnf_msgpack_reader *reader, struct tnf_msgpack_token *ret_token, struct tnf_error *err);

/* Each appends one token in its shortest form. A map's or an array's elements are written after it. Lengths are at
 * most 2^32 - 1, which callers keep by limiting what they read. */
void tnf_msgpack_write_nil(struct tnf_strbuf *out);
void tnf_msgpack_write_bool(struct tnf_strbuf *out, bool boolean);
void tnf_msgpack_write_int(struct tnf_strbuf *out, int64_t integer);
void tnf_msgpack_write_float(struct tnf_strbuf *out, double real);
void tnf_msgpack_write_str(struct tnf_strbuf *out, struct tnf_strview text);
void tnf_msgpack_write_bin(struct tnf_strbuf *out, struct tnf_strview bytes);
void tnf_msgpack_write_array(struct tnf_strbuf *out, size_t count);
void tnf_msgpack_write_map(struct tnf_strbuf *out, size_t count);
void tnf_msgpack_write_ext(struct tnf_strbuf *out, int extension, struct tnf_strview bytes);
