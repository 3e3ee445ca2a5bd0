#include "base/excerpt.h"

#include <stdio.h>
#include <string.h>

/* Room that stays free for the cut mark, the closing quote and the NUL. */
#define TAIL "…\""

static size_t sequence_length(struct tnf_strview rest) {
    for (size_t length = 1; length <= 4 && length <= rest.len; length++)
        if (tnf_sv_is_utf8(tnf_sv_n(rest.ptr, length))) return length;
    return 0;
}

/* Writes the first character of `rest`, escaped when need be, into out[12]; returns how many bytes it was. */
static size_t next_character(struct tnf_strview rest, char *out) {
    const unsigned char c = (unsigned char)rest.ptr[0];
    const size_t length = sequence_length(rest);
    if (c == '\n' || c == '\t' || c == '"' || c == '\\')
        (void)snprintf(out, 12, "\\%c", c == '\n' ? 'n' : c == '\t' ? 't' : (int)c);
    else if (length == 0 || c < 0x20 || c == 0x7F)
        (void)snprintf(out, 12, "\\x%02X", (unsigned)c);
    else
        (void)snprintf(out, 12, "%.*s", (int)length, rest.ptr);
    return length == 0 ? 1 : length;
}

struct tnf_excerpt tnf_excerpt(struct tnf_strview text) {
    struct tnf_excerpt excerpt = {"\""};
    size_t used = 1;
    while (text.len > 0) {
        char character[12];
        const size_t taken = next_character(text, character);
        const size_t length = strlen(character);
        if (used + length + sizeof TAIL > sizeof excerpt.text) {
            memcpy(excerpt.text + used, TAIL, sizeof TAIL);
            return excerpt;
        }
        memcpy(excerpt.text + used, character, length);
        used += length;
        text = tnf_sv_from(text, taken);
    }
    memcpy(excerpt.text + used, "\"", 2);
    return excerpt;
}
