#include "generator/git/pack_delta.h"

#include "tests/support/test.h"

#include <string.h>

static size_t read_size(const unsigned char **at) {
    size_t size = 0;
    unsigned shift = 0;
    do {
        size |= (size_t)(**at & 0x7F) << shift;
        shift += 7;
    } while (*(*at)++ & 0x80);
    return size;
}

static void copy(struct tnf_strview base, const unsigned char **at, struct tnf_strbuf *out) {
    const unsigned char operation = *(*at)++;
    size_t arguments[2] = {0};
    for (unsigned i = 0; i < 7; i++)
        if (operation & 1U << i) arguments[i / 4] |= (size_t) * (*at)++ << (8 * (i % 4));
    if (arguments[1] == 0) arguments[1] = 0x10000;
    assert_true(arguments[0] + arguments[1] <= base.len);
    tnf_strbuf_add(out, base.ptr + arguments[0], arguments[1]);
}

/* What a reader of packs makes of a delta, as gitformat-pack tells it. */
static void apply(struct tnf_strview base, struct tnf_strview delta, struct tnf_strbuf *out) {
    const unsigned char *at = (const unsigned char *)delta.ptr;
    const unsigned char *end = at + delta.len;
    assert_int_equal(read_size(&at), base.len);
    const size_t size = read_size(&at);
    tnf_strbuf_clear(out);
    while (at < end) {
        assert_int_not_equal(*at, 0); /* reserved */
        if (*at & 0x80) {
            copy(base, &at, out);
        } else {
            tnf_strbuf_add(out, at + 1, *at);
            at += *at + 1;
        }
    }
    assert_true(at == end);
    assert_int_equal(out->len, size);
}

/* The size of the delta between two texts, after it was seen to be right; SIZE_MAX when it is over the limit. */
static size_t delta_size(struct tnf_strview from, struct tnf_strview to, size_t limit) {
    struct tnf_delta_base base;
    tnf_delta_base_init(&base);
    tnf_delta_base_set(&base, TNF_SV("what was\nthe base\nbefore\n"));
    tnf_delta_base_set(&base, from);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf delta = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf made = TNF_STRBUF_INIT;
    size_t size = SIZE_MAX;
    if (tnf_delta_write(&base, to, limit, &delta)) {
        size = delta.len;
        assert_true(size <= limit);
        apply(from, tnf_strbuf_view(&delta), &made);
        assert_true(tnf_sv_eq(tnf_strbuf_view(&made), to));
    }
    tnf_delta_base_release(&base);
    return size;
}

#define LINES "first line of the file\nsecond line of the file\nthird line of the file\n"

static void a_delta_holds_what_differs_and_little_else(void **state) {
    (void)state;
    static const struct {
        const char *what, *from, *to;
        size_t most; /* bytes: 2 for the sizes, up to 4 a copy, 1 more than its text an insertion */
    } rows[] = {
        {"the same", LINES, LINES, 2 + 2},
        {"a word in a line", LINES "tail of it all\n" LINES, LINES "tail for it all\n" LINES, 3 + 3 + 3 + 4},
        {"a line more", LINES LINES, LINES "one more\n" LINES, 3 + 3 + 10 + 4},
        {"a line less", LINES "one less\n" LINES, LINES LINES, 3 + 3 + 4},
        {"another start", "a\n" LINES, "b\n" LINES, 2 + 2 + 3},
        {"another end", LINES "a\n", LINES "b\n", 2 + 2 + 3},
        {"no newline at the end", LINES "last line without it", LINES "more\nlast line without it", 2 + 2 + 6 + 4},
        {"equal lines before the one that is meant", "{\n}\n{\n}\n" LINES, "{\n}\n[\n}\n" LINES, 2 + 2 + 2 + 3},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        const size_t size = delta_size(tnf_sv(rows[i].from), tnf_sv(rows[i].to), 1000);
        if (size > rows[i].most) fail_msg("%s: %zu bytes", rows[i].what, size);
    }
}

static void there_is_none_over_the_limit(void **state) {
    (void)state;
    const struct tnf_strview other = TNF_SV("nothing\nof\nwhat\nwas\nthere\n");
    assert_int_equal(delta_size(TNF_SV(LINES), other, other.len), SIZE_MAX);
    assert_int_equal(delta_size(TNF_SV(LINES), TNF_SV(LINES), 3), SIZE_MAX);
    assert_int_equal(delta_size(TNF_SV(LINES), TNF_SV(LINES), 4), 4);
}

static void there_is_none_without_anything_to_compare(void **state) {
    (void)state;
    assert_int_equal(delta_size(TNF_SV(""), TNF_SV(LINES), 1000), SIZE_MAX);
    assert_int_equal(delta_size(TNF_SV(LINES), TNF_SV(""), 1000), SIZE_MAX);
}

static uint32_t random_below(uint32_t *seed, uint32_t limit) {
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) % limit;
}

/* Lines out of few letters, so that many are equal, some of them long; and any byte now and then. */
static void random_text(uint32_t *seed, uint32_t lines, struct tnf_strbuf *out) {
    tnf_strbuf_clear(out);
    for (uint32_t i = 0; i < lines; i++) {
        tnf_strbuf_add_repeat(out, (char)('a' + random_below(seed, 3)), random_below(seed, 40));
        if (random_below(seed, 30) == 0) tnf_strbuf_add_repeat(out, 'x', random_below(seed, 70000));
        if (random_below(seed, 10) == 0) tnf_strbuf_add_c(out, (char)random_below(seed, 256));
        tnf_strbuf_add_c(out, '\n');
    }
}

/* `from` with some stretches left out, repeated or changed. */
static void change_text(uint32_t *seed, struct tnf_strview from, struct tnf_strbuf *out) {
    tnf_strbuf_clear(out);
    while (from.len > 0) {
        const size_t size = 1 + random_below(seed, (uint32_t)from.len);
        const uint32_t kind = random_below(seed, 4);
        if (kind != 0) tnf_strbuf_add(out, from.ptr, size);
        if (kind == 1) tnf_strbuf_add(out, from.ptr, size);
        if (kind == 2) tnf_strbuf_add_repeat(out, '!', random_below(seed, 300));
        from = tnf_sv_from(from, size);
    }
}

static void any_text_comes_back(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf from = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf to = TNF_STRBUF_INIT;
    uint32_t seed = 1;
    unsigned written = 0;
    for (unsigned round = 0; round < 500; round++) {
        random_text(&seed, random_below(&seed, 80), &from);
        change_text(&seed, tnf_strbuf_view(&from), &to);
        written += delta_size(tnf_strbuf_view(&from), tnf_strbuf_view(&to), SIZE_MAX - 1) != SIZE_MAX;
    }
    assert_true(written > 400);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_delta_holds_what_differs_and_little_else),
        cmocka_unit_test(there_is_none_over_the_limit),
        cmocka_unit_test(there_is_none_without_anything_to_compare),
        cmocka_unit_test(any_text_comes_back),
    };
    return cmocka_run_group_tests_name("generator/git/pack_delta", tests, NULL, NULL);
}
