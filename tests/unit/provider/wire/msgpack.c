#include "tests/support/test.h"

#include "provider/wire/msgpack.h"

static struct tnf_strview bytes_of(const char *bytes, size_t length) {
    return tnf_sv_n(bytes, length);
}
#define BYTES(literal) bytes_of(literal, sizeof(literal) - 1)

static struct tnf_msgpack_token read_one(struct tnf_strview bytes) {
    struct tnf_msgpack_reader reader = {bytes};
    struct tnf_msgpack_token token;
    struct tnf_error err;
    assert_int_equal(tnf_msgpack_read(&reader, &token, &err), 0);
    assert_int_equal(reader.rest.len, 0);
    return token;
}

static void integers_have_their_shortest_form(void **state) {
    /* Each border of each format, from the specification. */
    const struct {
        int64_t integer;
        struct tnf_strview bytes;
    } cases[] = {
        {0, BYTES("\x00")},
        {127, BYTES("\x7f")},
        {128, BYTES("\xcc\x80")},
        {255, BYTES("\xcc\xff")},
        {256, BYTES("\xcd\x01\x00")},
        {65535, BYTES("\xcd\xff\xff")},
        {65536, BYTES("\xce\x00\x01\x00\x00")},
        {4294967295, BYTES("\xce\xff\xff\xff\xff")},
        {4294967296, BYTES("\xcf\x00\x00\x00\x01\x00\x00\x00\x00")},
        {INT64_MAX, BYTES("\xcf\x7f\xff\xff\xff\xff\xff\xff\xff")},
        {-1, BYTES("\xff")},
        {-32, BYTES("\xe0")},
        {-33, BYTES("\xd0\xdf")},
        {-128, BYTES("\xd0\x80")},
        {-129, BYTES("\xd1\xff\x7f")},
        {-32768, BYTES("\xd1\x80\x00")},
        {-32769, BYTES("\xd2\xff\xff\x7f\xff")},
        {INT32_MIN, BYTES("\xd2\x80\x00\x00\x00")},
        {INT64_MIN, BYTES("\xd3\x80\x00\x00\x00\x00\x00\x00\x00")},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        tnf_msgpack_write_int(&out, cases[i].integer);
        assert_int_equal(out.len, cases[i].bytes.len);
        assert_memory_equal(out.ptr, cases[i].bytes.ptr, out.len);
        const struct tnf_msgpack_token token = read_one(cases[i].bytes);
        assert_int_equal(token.kind, TNF_MSGPACK_INT);
        assert_int_equal(token.integer, cases[i].integer);
    }
}

static void natural_numbers_past_int64_are_kept(void **state) {
    (void)state;
    const struct tnf_msgpack_token token = read_one(BYTES("\xcf\xff\xff\xff\xff\xff\xff\xff\xff"));
    assert_int_equal(token.kind, TNF_MSGPACK_UINT);
    assert_int_equal(token.natural, UINT64_MAX);
}

static void reals_are_read_in_both_widths(void **state) {
    (void)state;
    assert_true(read_one(BYTES("\xca\x3f\xc0\x00\x00")).real == 1.5);
    assert_true(read_one(BYTES("\xcb\xbf\xf8\x00\x00\x00\x00\x00\x00")).real == -1.5);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_msgpack_write_float(&out, -1.5);
    assert_int_equal(out.len, 9);
    assert_memory_equal(out.ptr, "\xcb\xbf\xf8\x00\x00\x00\x00\x00\x00", 9);
}

static void nil_and_booleans_are_one_byte(void **state) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    (void)state;
    tnf_msgpack_write_nil(&out);
    tnf_msgpack_write_bool(&out, false);
    tnf_msgpack_write_bool(&out, true);
    assert_string_equal(out.ptr, "\xc0\xc2\xc3");
    assert_int_equal(read_one(BYTES("\xc0")).kind, TNF_MSGPACK_NIL);
    assert_true(read_one(BYTES("\xc3")).boolean);
    assert_false(read_one(BYTES("\xc2")).boolean);
}

typedef void (*write_fn)(struct tnf_strbuf *out, struct tnf_strview bytes);

static void write_ext_5(struct tnf_strbuf *out, struct tnf_strview bytes) {
    tnf_msgpack_write_ext(out, -5, bytes);
}

static void bytes_of_every_length_come_back(void **state) {
    static const struct {
        write_fn write;
        enum tnf_msgpack_kind kind;
    } writers[] = {
        {tnf_msgpack_write_str, TNF_MSGPACK_STR},
        {tnf_msgpack_write_bin, TNF_MSGPACK_BIN},
        {write_ext_5, TNF_MSGPACK_EXT},
    };
    static const size_t lengths[] = {0, 1, 2, 3, 4, 8, 16, 17, 31, 32, 255, 256, 65535, 65536};
    TNF_AUTO_FREE char *text = tnf_xmalloc(65536);
    memset(text, 'x', 65536);
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(writers); i++) {
        for (size_t j = 0; j < TNF_ARRAY_LEN(lengths); j++) {
            TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
            writers[i].write(&out, tnf_sv_n(text, lengths[j]));
            const struct tnf_msgpack_token token = read_one(tnf_strbuf_view(&out));
            assert_int_equal(token.kind, writers[i].kind);
            assert_int_equal(token.bytes.len, lengths[j]);
            assert_memory_equal(token.bytes.ptr, text, lengths[j]);
            if (token.kind == TNF_MSGPACK_EXT) assert_int_equal(token.extension, -5);
        }
    }
}

static void headers_of_collections_have_their_shortest_form(void **state) {
    const struct {
        size_t count;
        struct tnf_strview array;
        struct tnf_strview map;
    } cases[] = {
        {0, BYTES("\x90"), BYTES("\x80")},
        {15, BYTES("\x9f"), BYTES("\x8f")},
        {16, BYTES("\xdc\x00\x10"), BYTES("\xde\x00\x10")},
        {65535, BYTES("\xdc\xff\xff"), BYTES("\xde\xff\xff")},
        {65536, BYTES("\xdd\x00\x01\x00\x00"), BYTES("\xdf\x00\x01\x00\x00")},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        tnf_msgpack_write_array(&out, cases[i].count);
        assert_true(tnf_sv_eq(tnf_strbuf_view(&out), cases[i].array));
        tnf_strbuf_clear(&out);
        tnf_msgpack_write_map(&out, cases[i].count);
        assert_true(tnf_sv_eq(tnf_strbuf_view(&out), cases[i].map));
    }
}

static void elements_that_cannot_be_there_are_refused(void **state) {
    /* A header that claims more elements than bytes follow, and values that are cut off. */
    const struct tnf_strview cases[] = {
        BYTES(""),
        BYTES("\x91"),
        BYTES("\x81\xc0"),
        BYTES("\xdd\xff\xff\xff\xff\xc0"),
        BYTES("\xdf\xff\xff\xff\xff\xc0\xc0"),
        BYTES("\xdc\x00"),
        BYTES("\xa2x"),
        BYTES("\xd9\x05xxxx"),
        BYTES("\xdb\xff\xff\xff\xffx"),
        BYTES("\xc6\xff\xff\xff\xffx"),
        BYTES("\xc9\xff\xff\xff\xff\x00x"),
        BYTES("\xd4\x00"),
        BYTES("\xcf\x00\x00\x00\x00\x00\x00\x00"),
        BYTES("\xcb\x00"),
        BYTES("\xc1"),
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_msgpack_reader reader = {cases[i]};
        struct tnf_msgpack_token token;
        struct tnf_error err;
        if (tnf_msgpack_read(&reader, &token, &err) != TNF_E_INVALID) fail_msg("case %zu was read", i);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_have_their_shortest_form),
        cmocka_unit_test(natural_numbers_past_int64_are_kept),
        cmocka_unit_test(reals_are_read_in_both_widths),
        cmocka_unit_test(nil_and_booleans_are_one_byte),
        cmocka_unit_test(bytes_of_every_length_come_back),
        cmocka_unit_test(headers_of_collections_have_their_shortest_form),
        cmocka_unit_test(elements_that_cannot_be_there_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
