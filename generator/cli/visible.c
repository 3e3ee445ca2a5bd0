#include "generator/cli/visible.h"

#include <stdint.h>
#include <wchar.h>

/* Unicode's bidirectional controls: they let text look like something that it is not. */
static bool turns_direction(uint32_t point) {
    return point == 0x061c || point == 0x200e || point == 0x200f || (point >= 0x202a && point <= 0x202e) ||
           (point >= 0x2066 && point <= 0x2069);
}

static bool steers(uint32_t point) {
    return point < 0x20 || (point >= 0x7f && point <= 0x9f) || point == 0x2028 || point == 0x2029 ||
           turns_direction(point);
}

static void add_escape(struct tnf_strbuf *out, uint32_t point) {
    if (point == '\n')
        tnf_strbuf_add_str(out, "\\n");
    else if (point == '\t')
        tnf_strbuf_add_str(out, "\\t");
    else if (point < 0x80)
        tnf_strbuf_addf(out, "\\x%02x", point);
    else
        tnf_strbuf_addf(out, "\\u{%04x}", point);
}

void tnf_cli_visible(struct tnf_strbuf *out, struct tnf_strview text) {
    while (text.len > 0) {
        uint32_t point = 0;
        size_t length = tnf_sv_decode(text, &point);
        if (length == 0) {
            tnf_strbuf_addf(out, "\\x%02x", (unsigned char)text.ptr[0]);
            length = 1;
        } else if (steers(point)) {
            add_escape(out, point);
        } else {
            tnf_strbuf_add(out, text.ptr, length);
        }
        text = tnf_sv_from(text, length);
    }
}

size_t tnf_cli_columns(struct tnf_strview text) {
    size_t columns = 0;
    while (text.len > 0) {
        uint32_t point = 0;
        const size_t length = tnf_sv_decode(text, &point);
        const int width = length == 0 ? 1 : wcwidth((wchar_t)point);
        columns += width < 0 ? 1 : (size_t)width;
        text = tnf_sv_from(text, length == 0 ? 1 : length);
    }
    return columns;
}
