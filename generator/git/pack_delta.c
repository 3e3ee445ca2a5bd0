#include "generator/git/pack_delta.h"

#include "base/memory.h"

#include <stdlib.h>

enum {
    INSERT_MAX = 127,   /* of one instruction */
    COPY_MAX = 0xFFFF,  /* of one instruction, in two bytes */
    MATCH_MIN = 16,     /* a copy takes up to seven bytes, and ends an insertion */
    LOOKED_AT_MAX = 64, /* lines with one hash, for files of thousands of equal lines */
    SLOTS_PER_LINE = 2,
};

struct tnf_delta_line {
    uint32_t start;
    uint32_t next; /* number + 1 of the next line in the same slot, 0 for none */
};

void tnf_delta_base_init(struct tnf_delta_base *base) {
    *base = (struct tnf_delta_base){.content = TNF_STRBUF_INIT};
}

void tnf_delta_base_release(struct tnf_delta_base *base) {
    tnf_strbuf_release(&base->content);
    free(base->lines);
    free(base->slots);
    tnf_delta_base_init(base);
}

/* Length of the line at the start of `text`, with its newline. */
static size_t line_length(struct tnf_strview text) {
    const size_t length = tnf_sv_find(text, '\n');
    return length < text.len ? length + 1 : length;
}

static struct tnf_strview line_at(struct tnf_strview text, size_t start) {
    const struct tnf_strview rest = tnf_sv_from(text, start);
    return tnf_sv_n(rest.ptr, line_length(rest));
}

/* FNV-1a. */
static uint32_t hash_of(struct tnf_strview line) {
    uint32_t hash = UINT32_C(2166136261);
    for (size_t i = 0; i < line.len; i++) hash = (hash ^ (unsigned char)line.ptr[i]) * UINT32_C(16777619);
    return hash;
}

static uint32_t *slot_of(const struct tnf_delta_base *base, struct tnf_strview line) {
    return &base->slots[hash_of(line) & (base->slot_count - 1)];
}

static void find_lines(struct tnf_delta_base *base) {
    const struct tnf_strview text = tnf_strbuf_view(&base->content);
    base->line_count = 0;
    for (size_t at = 0; at < text.len; at += line_at(text, at).len) {
        base->lines = tnf_xgrow(base->lines, base->line_count, &base->line_capacity, sizeof *base->lines);
        base->lines[base->line_count++] = (struct tnf_delta_line){(uint32_t)at, 0};
    }
}

void tnf_delta_base_set(struct tnf_delta_base *base, struct tnf_strview content) {
    tnf_strbuf_clear(&base->content);
    tnf_strbuf_add_sv(&base->content, content);
    find_lines(base);
    size_t slot_count = 64;
    while (slot_count < SLOTS_PER_LINE * base->line_count) slot_count *= 2;
    free(base->slots);
    base->slots = tnf_xcalloc(slot_count, sizeof *base->slots);
    base->slot_count = slot_count;
    /* Backwards, so that the lines of a slot are linked in their order. */
    for (size_t i = base->line_count; i > 0; i--) {
        uint32_t *slot = slot_of(base, line_at(tnf_strbuf_view(&base->content), base->lines[i - 1].start));
        base->lines[i - 1].next = *slot;
        *slot = (uint32_t)i;
    }
}

/* Seven bits a byte, lowest first. */
static void add_size(struct tnf_strbuf *out, size_t size) {
    for (; size > 0x7F; size >>= 7) tnf_strbuf_add_c(out, (char)(0x80 | (size & 0x7F)));
    tnf_strbuf_add_c(out, (char)size);
}

static void add_insert(struct tnf_strbuf *out, struct tnf_strview text) {
    while (text.len > 0) {
        const size_t size = text.len < INSERT_MAX ? text.len : INSERT_MAX;
        tnf_strbuf_add_c(out, (char)size);
        tnf_strbuf_add(out, text.ptr, size);
        text = tnf_sv_from(text, size);
    }
}

/* Bytes that are zero are left out; the instruction's bits say which are there. */
static void add_copy(struct tnf_strbuf *out, size_t offset, size_t size) {
    while (size > 0) {
        const size_t part = size < COPY_MAX ? size : COPY_MAX;
        const uint64_t arguments = (uint64_t)offset | (uint64_t)part << 32;
        unsigned char bytes[7];
        size_t count = 1;
        unsigned char operation = 0x80;
        for (unsigned i = 0; i < 6; i++) {
            const unsigned char byte = (unsigned char)(arguments >> (8 * i));
            if (byte == 0) continue;
            operation |= (unsigned char)(1U << i);
            bytes[count++] = byte;
        }
        bytes[0] = operation;
        tnf_strbuf_add(out, bytes, count);
        offset += part;
        size -= part;
    }
}

/* Where the base has this line, at `from` or after it; `none` when it has not. */
static size_t find_line(const struct tnf_delta_base *base, struct tnf_strview line, size_t from, size_t none) {
    const struct tnf_strview text = tnf_strbuf_view(&base->content);
    uint32_t number = *slot_of(base, line);
    for (unsigned i = 0; number != 0 && i < LOOKED_AT_MAX; i++) {
        const struct tnf_delta_line *there = &base->lines[number - 1];
        if (there->start >= from && tnf_sv_eq(line_at(text, there->start), line)) return there->start;
        number = there->next;
    }
    return none;
}

/* How many bytes before `left` and `right` are the same, at most `most`. */
static size_t common_suffix(const char *left, const char *right, size_t most) {
    size_t count = 0;
    while (count < most && left[-1 - (ptrdiff_t)count] == right[-1 - (ptrdiff_t)count]) count++;
    return count;
}

struct match {
    size_t at;   /* in the content */
    size_t from; /* in the base */
    size_t length;
};

/* The next stretch of the content that the base has too, from `at` (a line's start, or the end) and `from` on; it
 * reaches back into what was not found before, down to `pending`. Length 0 at the content's end. */
static struct match next_match(const struct tnf_delta_base *base, struct tnf_strview content, size_t pending, size_t at,
                               size_t from) {
    const struct tnf_strview text = tnf_strbuf_view(&base->content);
    while (at < content.len) {
        const struct tnf_strview line = line_at(content, at);
        const size_t place = find_line(base, line, from, text.len);
        const size_t ahead = tnf_sv_common_prefix(tnf_sv_from(content, at), tnf_sv_from(text, place));
        const size_t most = at - pending < place - from ? at - pending : place - from;
        const size_t back = ahead == 0 ? 0 : common_suffix(content.ptr + at, text.ptr + place, most);
        if (ahead + back >= MATCH_MIN) return (struct match){at - back, place - back, ahead + back};
        at += line.len;
    }
    return (struct match){content.len, text.len, 0};
}

/* The first line that starts at `at` or after it. */
static size_t next_line(struct tnf_strview content, size_t at) {
    if (at == 0 || content.ptr[at - 1] == '\n') return at;
    return at + line_length(tnf_sv_from(content, at));
}

bool tnf_delta_write(const struct tnf_delta_base *base, struct tnf_strview content, size_t limit,
                     struct tnf_strbuf *out) {
    tnf_strbuf_clear(out);
    if (base->line_count == 0 || content.len == 0) return false;
    const struct tnf_strview text = tnf_strbuf_view(&base->content);
    add_size(out, text.len);
    add_size(out, content.len);
    /* Generated files differ in their first line; what is before the difference needs no search. */
    struct match match = {0, 0, tnf_sv_common_prefix(content, text)};
    size_t done = 0;
    while (done < content.len && out->len <= limit) {
        add_insert(out, tnf_sv_n(content.ptr + done, match.at - done));
        add_copy(out, match.from, match.length);
        done = match.at + match.length;
        match = next_match(base, content, done, next_line(content, done), match.from + match.length);
    }
    return out->len <= limit;
}
