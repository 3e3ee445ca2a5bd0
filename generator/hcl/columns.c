#include "generator/hcl/columns.h"

#include "base/memory.h"

#include <stdbool.h>
#include <unigbrk.h>

static bool is_ascii(struct tnf_strview text) {
    unsigned char all = 0;
    for (size_t i = 0; i < text.len; i++) all |= (unsigned char)text.ptr[i];
    return all < 0x80;
}

size_t tnf_hcl_columns(struct tnf_strview text) {
    if (is_ascii(text)) return text.len;
    /* One byte of `breaks` for each of the text, 1 where a cluster starts. */
    char some[256];
    TNF_AUTO_FREE char *many = text.len > sizeof some ? tnf_xmalloc(text.len) : NULL;
    char *breaks = many == NULL ? some : many;
    u8_grapheme_breaks((const uint8_t *)text.ptr, text.len, breaks);
    size_t columns = 0;
    for (size_t i = 0; i < text.len; i++) columns += breaks[i] != 0;
    return columns;
}
