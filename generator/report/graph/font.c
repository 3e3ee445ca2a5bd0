#include "generator/report/graph/font.h"

#include <stdint.h>

enum {
    FIRST = ' ',
    LAST = '~',
    EM = 1000,
    WIDE_LATIN = 1000,  /* Latin, Greek and Cyrillic letters with marks: none is wider than an em */
    WIDE_OTHER = 1400,  /* other scripts and emoji */
    FIRST_OTHER = 0x590 /* Hebrew, after the scripts that have Helvetica's proportions */
};

/* Thousandths of the size, from ' ' to '~': Helvetica.afm and Helvetica-Bold.afm. */
static const uint16_t regular[LAST - FIRST + 1] = {
    278, 278, 355, 556, 556, 889, 667,  191, 333, 333, 389, 584, 278, 333, 278, 278, /* space to / */
    556, 556, 556, 556, 556, 556, 556,  556, 556, 556,                               /* digits */
    278, 278, 584, 584, 584, 556, 1015,                                              /* : to @ */
    667, 667, 722, 722, 667, 611, 778,  722, 278, 500, 667, 556, 833,                /* A to M */
    722, 778, 667, 778, 722, 667, 611,  722, 667, 944, 667, 667, 611,                /* N to Z */
    278, 278, 278, 469, 556, 333,                                                    /* [ to ` */
    556, 556, 500, 556, 556, 278, 556,  556, 222, 222, 500, 222, 833,                /* a to m */
    556, 556, 556, 556, 333, 500, 278,  556, 500, 722, 500, 500, 500,                /* n to z */
    334, 260, 334, 584,                                                              /* { to ~ */
};
static const uint16_t bolder[LAST - FIRST + 1] = {
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, /* space to / */
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556,                               /* digits */
    333, 333, 584, 584, 584, 611, 975,                                              /* : to @ */
    722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,                /* A to M */
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611,                /* N to Z */
    333, 278, 333, 584, 556, 333,                                                   /* [ to ` */
    556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889,                /* a to m */
    611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500,                /* n to z */
    389, 280, 389, 584,                                                             /* { to ~ */
};

/* What the program itself writes between numbers and words has its own widths. */
static int width_of(uint32_t point, bool bold) {
    enum { MIDDLE_DOT = 0xb7, DOT_WIDTH = 333, EN_DASH = 0x2013, EN_WIDTH = 556 };
    if (point >= FIRST && point <= LAST) return bold ? bolder[point - FIRST] : regular[point - FIRST];
    if (point == MIDDLE_DOT) return DOT_WIDTH;
    if (point == EN_DASH) return EN_WIDTH;
    return point < FIRST_OTHER ? WIDE_LATIN : WIDE_OTHER;
}

/* Thousandths of a pixel that the next character takes; *length is how many bytes it has. */
static int next_width(struct tnf_strview text, int size, bool bold, size_t *length) {
    uint32_t point = 0;
    *length = tnf_sv_decode(text, &point);
    if (*length > 0) return width_of(point, bold) * size;
    *length = 1;
    return WIDE_OTHER * size;
}

int tnf_font_width(struct tnf_strview text, int size, bool bold) {
    int width = 0;
    size_t length;
    for (; text.len > 0; text = tnf_sv_from(text, length)) width += next_width(text, size, bold, &length);
    return (width + EM - 1) / EM;
}

size_t tnf_font_fit(struct tnf_strview text, int size, bool bold, int width) {
    int taken = 0;
    size_t fits = 0;
    while (fits < text.len) {
        size_t length;
        taken += next_width(tnf_sv_from(text, fits), size, bold, &length);
        if (fits > 0 && (taken + EM - 1) / EM > width) break;
        fits += length;
    }
    return fits;
}
