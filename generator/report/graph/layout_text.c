/* The texts of boxes, in lines. */
#include "generator/report/graph/font.h"
#include "generator/report/graph/parts.h"

#include <string.h>

enum {
    SIDE = 12, /* between a border and text */
    LABEL_SIZE = 13,
    DETAIL_SIZE = 11,
    GROUP_SIZE = 12,
    LABEL_STEP = 18, /* from line to line */
    DETAIL_STEP = 15,
    TOP = 9,
    BOTTOM = 9,
    WIDTH_MAX = 240, /* of a line */
    WIDTH_MIN = 110, /* of a box */
    TITLE_AROUND = 4,
    PICTURE_TITLE = 70,
};

int tnf_graph_on_grid(int length) {
    return (length + TNF_GRAPH_GRID - 1) / TNF_GRAPH_GRID * TNF_GRAPH_GRID;
}

/* Where to break: after the last character that ends a word, when that leaves no short piece. */
static size_t break_at(struct tnf_strview text, size_t fits) {
    enum { SHORTEST = 3 };
    if (fits >= text.len) return text.len;
    for (size_t i = fits; i > fits / SHORTEST && i > 0; i--)
        if (strchr(" /.-:,@_", text.ptr[i - 1]) != NULL) return i;
    return fits;
}

struct writer {
    struct tnf_arena *arena;
    struct tnf_graph_shape *shape;
    size_t capacity;
    int y;
    int widest; /* right end of all text */
};

static void write_line(struct writer *writer, struct tnf_graph_text line, int step) {
    enum { BELOW_BASELINE = 4 };
    struct tnf_graph_shape *shape = writer->shape;
    writer->y += step;
    line.y = writer->y - BELOW_BASELINE;
    line.width = tnf_font_width(line.text, line.size, line.bold);
    if (line.x + line.width > writer->widest) writer->widest = line.x + line.width;
    shape->texts =
        tnf_arena_grow(writer->arena, shape->texts, shape->text_count, &writer->capacity, sizeof(*shape->texts));
    shape->texts[shape->text_count++] = line;
}

static void write_text(struct writer *writer, struct tnf_strview text, int x, int size, bool bold, int step) {
    text = tnf_sv_trim(text);
    do {
        const size_t end = break_at(text, tnf_font_fit(text, size, bold, WIDTH_MAX));
        const struct tnf_strview line = tnf_sv_trim(tnf_sv_n(text.ptr, end));
        write_line(writer, (struct tnf_graph_text){.text = line, .x = x, .size = size, .bold = bold}, step);
        text = tnf_sv_trim(tnf_sv_from(text, end));
    } while (text.len > 0);
}

static void set_title(struct tnf_graph_shape *shape, const struct writer *writer) {
    shape->title = (struct tnf_graph_rect){
        .x = SIDE - TITLE_AROUND,
        .y = TITLE_AROUND,
        .width = writer->widest - SIDE + 2 * TITLE_AROUND,
        .height = writer->y,
    };
    shape->rect.width = tnf_graph_on_grid(writer->widest + SIDE);
    shape->rect.height = tnf_graph_on_grid(writer->y + BOTTOM);
}

void tnf_graph_set_texts(struct tnf_arena *arena, const struct tnf_graph_box *box, struct tnf_graph_shape *shape) {
    const bool group = tnf_graph_is_group(box->kind);
    struct writer writer = {.arena = arena, .shape = shape, .y = TOP - 2};
    if (box->kind == TNF_GRAPH_PICTURE) {
        shape->rect.height = PICTURE_TITLE;
        return;
    }
    write_text(&writer, box->label, group ? SIDE : SIDE + TNF_GRAPH_ICON, group ? GROUP_SIZE : LABEL_SIZE, true,
               LABEL_STEP);
    writer.y += group ? 0 : 2;
    for (size_t i = 0; i < box->detail_count; i++)
        write_text(&writer, box->details[i], SIDE, DETAIL_SIZE, false, DETAIL_STEP);
    set_title(shape, &writer);
    if (group) return;
    shape->title = (struct tnf_graph_rect){0};
    if (shape->rect.width < WIDTH_MIN) shape->rect.width = WIDTH_MIN;
}
