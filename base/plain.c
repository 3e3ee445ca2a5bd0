#include "base/plain.h"

#include "base/memory.h"

#define REPLACEMENT "\xef\xbf\xbd"

/* Controls, what turns the direction of writing, what has no width, and what no XML may have. */
static bool is_hidden(uint32_t point) {
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},   {0x200b, 0x200f},
                  {0x2028, 0x202e}, {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfffe, 0xffff}, {0xe0000, 0xe007f}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(ranges); i++)
        if (point >= ranges[i].first && point <= ranges[i].last) return true;
    return false;
}

void tnf_plain_add(struct tnf_strbuf *out, struct tnf_strview text, size_t max) {
    while (text.len > 0) {
        uint32_t point = 0;
        const size_t length = tnf_sv_decode(text, &point);
        if (out->len >= max) {
            tnf_strbuf_add_str(out, "…");
            return;
        }
        if (length > 0 && (point == '\n' || point == '\r' || point == '\t'))
            tnf_strbuf_add_c(out, ' ');
        else if (length == 0 || is_hidden(point))
            tnf_strbuf_add_str(out, REPLACEMENT);
        else
            tnf_strbuf_add(out, text.ptr, length);
        text = tnf_sv_from(text, length == 0 ? 1 : length);
    }
}
