#include "base/strview.h"

#include "base/memory.h"

#include <string.h>

struct tnf_strview tnf_sv(const char *text) {
    return (struct tnf_strview){text, text == NULL ? 0 : strlen(text)};
}

struct tnf_strview tnf_sv_n(const char *text, size_t length) {
    return (struct tnf_strview){text, length};
}

bool tnf_sv_eq(struct tnf_strview a, struct tnf_strview b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool tnf_sv_eq_c(struct tnf_strview a, const char *b) {
    return tnf_sv_eq(a, tnf_sv(b));
}

int tnf_sv_cmp(struct tnf_strview a, struct tnf_strview b) {
    const size_t common = a.len < b.len ? a.len : b.len;
    const int order = common == 0 ? 0 : memcmp(a.ptr, b.ptr, common);
    if (order != 0) return order;
    return (a.len > b.len) - (a.len < b.len);
}

static int in_order(const void *a, const void *b) {
    return tnf_sv_cmp(*(const struct tnf_strview *)a, *(const struct tnf_strview *)b);
}

size_t tnf_sv_sort_unique(struct tnf_strview *items, size_t count) {
    if (count == 0) return 0; /* qsort takes no NULL */
    qsort(items, count, sizeof *items, in_order);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++)
        if (!tnf_sv_eq(items[i], items[kept - 1])) items[kept++] = items[i];
    return kept;
}

size_t tnf_sv_common_prefix(struct tnf_strview a, struct tnf_strview b) {
    const size_t most = a.len < b.len ? a.len : b.len;
    size_t count = 0;
    for (uint64_t left, right; most - count >= sizeof left; count += sizeof left) {
        memcpy(&left, a.ptr + count, sizeof left);
        memcpy(&right, b.ptr + count, sizeof right);
        if (left != right) break;
    }
    while (count < most && a.ptr[count] == b.ptr[count]) count++;
    return count;
}

bool tnf_sv_starts_with(struct tnf_strview text, struct tnf_strview prefix) {
    return text.len >= prefix.len && tnf_sv_eq(tnf_sv_n(text.ptr, prefix.len), prefix);
}

bool tnf_sv_ends_with(struct tnf_strview text, struct tnf_strview suffix) {
    return text.len >= suffix.len && tnf_sv_eq(tnf_sv_from(text, text.len - suffix.len), suffix);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct tnf_strview tnf_sv_trim(struct tnf_strview text) {
    while (text.len > 0 && is_blank(text.ptr[0])) text = tnf_sv_from(text, 1);
    while (text.len > 0 && is_blank(text.ptr[text.len - 1])) text.len--;
    return text;
}

size_t tnf_sv_find(struct tnf_strview text, char c) {
    const char *hit = text.len == 0 ? NULL : memchr(text.ptr, c, text.len);
    return hit == NULL ? text.len : (size_t)(hit - text.ptr);
}

struct tnf_strview tnf_sv_from(struct tnf_strview text, size_t start) {
    if (start >= text.len) return (struct tnf_strview){text.ptr == NULL ? NULL : text.ptr + text.len, 0};
    return (struct tnf_strview){text.ptr + start, text.len - start};
}

struct tnf_strview tnf_sv_next(struct tnf_strview *rest, char separator) {
    const size_t end = tnf_sv_find(*rest, separator);
    const struct tnf_strview part = {rest->ptr, end};
    *rest = end == rest->len ? (struct tnf_strview){0} : tnf_sv_from(*rest, end + 1);
    return part;
}

/* The digits as a number below zero, because INT64_MIN has no positive twin. */
static bool negated_digits(struct tnf_strview digits, int64_t *ret) {
    int64_t value = 0;
    if (digits.len == 0 || digits.len > 19) return false;
    for (size_t i = 0; i < digits.len; i++) {
        const char c = digits.ptr[i];
        if (c < '0' || c > '9') return false;
        if (__builtin_mul_overflow(value, 10, &value)) return false;
        if (__builtin_sub_overflow(value, c - '0', &value)) return false;
    }
    *ret = value;
    return true;
}

bool tnf_sv_to_int(struct tnf_strview text, int64_t min, int64_t max, int64_t *ret) {
    const bool negative = text.len > 0 && text.ptr[0] == '-';
    int64_t value;
    if (!negated_digits(negative ? tnf_sv_from(text, 1) : text, &value)) return false;
    if (!negative && value == INT64_MIN) return false;
    if (!negative) value = -value;
    if (value < min || value > max) return false;
    *ret = value;
    return true;
}

/* The well-formed sequences by their first byte (The Unicode Standard, table 3-7): the second byte's range leaves out
 * overlong forms, surrogates and what lies past U+10FFFF; all further bytes are 80 to BF. */
static const struct {
    unsigned char first_min;
    unsigned char first_max;
    unsigned char second_min;
    unsigned char second_max;
    size_t length;
} utf8_forms[] = {
    {0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
};

static size_t utf8_form(unsigned char first) {
    size_t form = 0;
    while (form < TNF_ARRAY_LEN(utf8_forms) && first > utf8_forms[form].first_max) form++;
    return form;
}

/* Length of the UTF-8 sequence at p (at most `left` bytes), 0 when it is not well formed. */
static size_t utf8_sequence(const unsigned char *p, size_t left) {
    const size_t form = utf8_form(p[0]);
    if (form == TNF_ARRAY_LEN(utf8_forms) || p[0] < utf8_forms[form].first_min) return 0;
    const size_t length = utf8_forms[form].length;
    if (left < length) return 0;
    if (length > 1 && (p[1] < utf8_forms[form].second_min || p[1] > utf8_forms[form].second_max)) return 0;
    for (size_t i = 2; i < length; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    return length;
}

bool tnf_sv_is_utf8(struct tnf_strview text) {
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    for (size_t i = 0; i < text.len;) {
        const size_t step = utf8_sequence(bytes + i, text.len - i);
        if (step == 0) return false;
        i += step;
    }
    return true;
}

size_t tnf_sv_decode(struct tnf_strview text, uint32_t *ret_point) {
    static const unsigned char lead_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    const size_t length = utf8_sequence(bytes, text.len);
    if (length == 0) return 0;
    *ret_point = bytes[0] & lead_bits[length];
    for (size_t i = 1; i < length; i++) *ret_point = *ret_point << 6 | (bytes[i] & 0x3f);
    return length;
}
