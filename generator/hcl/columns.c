#include "generator/hcl/columns.h"

#include <stdbool.h>
#include <unigbrk.h>

static bool is_ascii(struct tnf_strview text) {
    unsigned char all = 0;
    for (size_t i = 0; i < text.len; i++) all |= (unsigned char)text.ptr[i];
    return all < 0x80;
}

size_t tnf_hcl_columns(struct tnf_strview text) {
    if (is_ascii(text)) return text.len;
    const uint8_t *at = (const uint8_t *)text.ptr;
    const uint8_t *end = at + text.len;
    size_t columns = 0;
    for (; at < end; columns++) at = u8_grapheme_next(at, end);
    return columns;
}
