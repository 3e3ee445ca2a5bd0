/* A picture of a graph, as one SVG element that needs nothing from elsewhere. */
#include "generator/report/graph/write_svg.h"

#include "base/embed.h"
#include "base/memory.h"
#include "generator/report/graph/font.h"
#include "generator/report/graph/icons.h"
#include "generator/report/graph/layout.h"

#include <inttypes.h>
#include <string.h>

extern const struct tnf_embedded_file graph_page_files[];

enum { CORNER = 6, LEGEND_ROW = 24, LEGEND_SAMPLE = 34, LEGEND_SIZE = 11, MARGIN = 30 };

void tnf_graph_add_page_file(struct tnf_strbuf *out, const char *path) {
    for (const struct tnf_embedded_file *file = graph_page_files; file->path != NULL; file++)
        if (strcmp(file->path, path) == 0) tnf_strbuf_add(out, file->bytes, file->length);
}

void tnf_graph_add_entities(struct tnf_strbuf *out, struct tnf_strview text) {
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '&':
            tnf_strbuf_add_str(out, "&amp;");
            break;
        case '<':
            tnf_strbuf_add_str(out, "&lt;");
            break;
        case '>':
            tnf_strbuf_add_str(out, "&gt;");
            break;
        case '"':
            tnf_strbuf_add_str(out, "&quot;");
            break;
        case '\'':
            tnf_strbuf_add_str(out, "&#39;");
            break;
        default:
            tnf_strbuf_add_c(out, text.ptr[i]);
        }
    }
}

static void add_rect(struct tnf_strbuf *out, struct tnf_graph_rect rect, int radius) {
    tnf_strbuf_addf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>", rect.x, rect.y, rect.width,
                    rect.height, radius);
}

/* The width is said too, so that a viewer with another font fits the text into its box. */
static void add_text(struct tnf_strbuf *out, const struct tnf_graph_text *text, const char *class) {
    if (text->text.len == 0) return;
    tnf_strbuf_addf(out, "<text class=\"%s\" x=\"%d\" y=\"%d\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\">",
                    class, text->x, text->y, text->width);
    tnf_graph_add_entities(out, text->text);
    tnf_strbuf_add_str(out, "</text>");
}

static void add_attribute(struct tnf_strbuf *out, const char *name, struct tnf_strview value) {
    if (value.len == 0) return;
    tnf_strbuf_addf(out, " data-%s=\"", name);
    tnf_graph_add_entities(out, value);
    tnf_strbuf_add_c(out, '"');
}

/* Which tier of its network, counted from the internet. */
static size_t tier_of(const struct tnf_graph *graph, size_t box) {
    size_t tier = 0;
    for (size_t i = graph->boxes[box].parent; i < box; i++)
        tier += graph->boxes[i].kind == TNF_GRAPH_SUBNETS && graph->boxes[i].parent == graph->boxes[box].parent;
    return tier;
}

static void open_box(struct tnf_strbuf *out, const struct tnf_graph *graph, size_t index) {
    const struct tnf_graph_box *box = &graph->boxes[index];
    tnf_strbuf_addf(out, "<g class=\"%s %s", tnf_graph_is_group(box->kind) ? "group" : "node",
                    tnf_graph_kinds[box->kind].name);
    if (box->kind == TNF_GRAPH_SUBNETS) tnf_strbuf_addf(out, " tier-%zu", tier_of(graph, index));
    tnf_strbuf_addf(out, "\" data-box=\"%zu\" data-in=\"%zu\"", index, box->parent);
    add_attribute(out, "tenant", box->tenant);
    add_attribute(out, "service", box->service);
    if (box->cents != TNF_GRAPH_COST_UNKNOWN) tnf_strbuf_addf(out, " data-cents=\"%" PRId64 "\"", box->cents);
    tnf_strbuf_addf(out, "><title>%s ", tnf_graph_kinds[box->kind].title);
    tnf_graph_add_entities(out, box->label);
    tnf_strbuf_add_str(out, "</title>");
}

static void add_box(struct tnf_strbuf *out, const struct tnf_graph *graph, const struct tnf_graph_shape *shape,
                    size_t index) {
    enum { ICON_X = 11, ICON_Y = 10, GROUP_RADIUS = 8, NODE_RADIUS = 6 };
    const enum tnf_graph_kind kind = graph->boxes[index].kind;
    const bool group = tnf_graph_is_group(kind);
    open_box(out, graph, index);
    add_rect(out, shape->rect, group ? GROUP_RADIUS : NODE_RADIUS);
    if (tnf_graph_icon(kind) != NULL)
        tnf_strbuf_addf(out, "<path class=\"icon\" transform=\"translate(%d %d)\" d=\"%s\"/>", shape->rect.x + ICON_X,
                        shape->rect.y + ICON_Y, tnf_graph_icon(kind));
    for (size_t i = 0; i < shape->text_count; i++)
        add_text(out, &shape->texts[i], !shape->texts[i].bold ? "d" : group ? "g" : "l");
    tnf_strbuf_add_str(out, "</g>\n");
}

static void add_boxes(struct tnf_strbuf *out, const struct tnf_graph *graph, const struct tnf_graph_layout *layout,
                      bool groups) {
    for (size_t i = 1; i < graph->box_count; i++)
        if (tnf_graph_is_group(graph->boxes[i].kind) == groups) add_box(out, graph, &layout->shapes[i], i);
}

static int sign(int number) {
    return (number > 0) - (number < 0);
}

/* Turns are round. */
static void add_way(struct tnf_strbuf *out, const struct tnf_graph_path *path) {
    tnf_strbuf_addf(out, "M%d %d", path->points[0].x, path->points[0].y);
    for (size_t i = 1; i + 1 < path->count; i++) {
        const struct tnf_graph_point before = path->points[i - 1];
        const struct tnf_graph_point at = path->points[i];
        const struct tnf_graph_point after = path->points[i + 1];
        tnf_strbuf_addf(out, "L%d %dQ%d %d %d %d", at.x - CORNER * sign(at.x - before.x),
                        at.y - CORNER * sign(at.y - before.y), at.x, at.y, at.x + CORNER * sign(after.x - at.x),
                        at.y + CORNER * sign(after.y - at.y));
    }
    tnf_strbuf_addf(out, "L%d %d", path->points[path->count - 1].x, path->points[path->count - 1].y);
}

/* A line begins in the last box of its way and ends in the other: an arrow's head is a triangle of its own, as not all
 * viewers know markers. */
static void add_head(struct tnf_strbuf *out, const struct tnf_graph_path *path, const char *line) {
    enum { LENGTH = 9, HALF_WIDTH = 4 };
    const struct tnf_graph_point end = path->points[path->count - 1];
    const struct tnf_graph_point before = path->points[path->count - 2];
    const int x = sign(end.x - before.x);
    const int y = sign(end.y - before.y);
    tnf_strbuf_addf(out, "<path class=\"head %s\" d=\"M%d %dL%d %dL%d %dz\"/>", line, end.x, end.y,
                    end.x - x * LENGTH - y * HALF_WIDTH, end.y - y * LENGTH - x * HALF_WIDTH,
                    end.x - x * LENGTH + y * HALF_WIDTH, end.y - y * LENGTH + x * HALF_WIDTH);
}

static void add_edges(struct tnf_strbuf *out, const struct tnf_graph *graph, const struct tnf_graph_layout *layout) {
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tnf_graph_edge *edge = &graph->edges[i];
        const char *line = tnf_graph_lines[edge->line].name;
        tnf_strbuf_addf(out, "<g class=\"line\" data-from=\"%zu\" data-to=\"%zu\"><title>", edge->from, edge->to);
        tnf_graph_add_entities(out, graph->boxes[edge->from].label);
        tnf_strbuf_addf(out, " → ");
        tnf_graph_add_entities(out, graph->boxes[edge->to].label);
        tnf_strbuf_addf(out, ": %s", tnf_graph_lines[edge->line].title);
        if (edge->label.len > 0) tnf_strbuf_add_c(out, ' ');
        tnf_graph_add_entities(out, edge->label);
        tnf_strbuf_addf(out, "</title><path class=\"edge %s\" d=\"", line);
        add_way(out, &layout->paths[i]);
        tnf_strbuf_add_str(out, "\"/>");
        add_head(out, &layout->paths[i], line);
        tnf_strbuf_add_str(out, "</g>\n");
    }
}

/* What the colours of lines mean, for those that there are. Returns the height. */
static int add_legend(struct tnf_strbuf *out, const struct tnf_graph *graph, struct tnf_graph_rect picture) {
    enum { GAP = 26, BASELINE = 4 };
    int x = picture.x + MARGIN;
    int y = picture.y + picture.height;
    int height = 0;
    for (int line = 0; line < TNF_GRAPH_LINE_COUNT; line++) {
        bool used = false;
        for (size_t i = 0; i < graph->edge_count && !used; i++) used = (int)graph->edges[i].line == line;
        if (!used) continue;
        const struct tnf_strview title = tnf_sv(tnf_graph_lines[line].title);
        const int width = LEGEND_SAMPLE + tnf_font_width(title, LEGEND_SIZE, false);
        if (x > picture.x + MARGIN && x + width > picture.x + picture.width - MARGIN) {
            x = picture.x + MARGIN;
            y += LEGEND_ROW;
        }
        tnf_strbuf_addf(out, "<path class=\"edge %s\" d=\"M%d %dh%d\"/>", tnf_graph_lines[line].name, x, y,
                        LEGEND_SAMPLE - 2 * BASELINE);
        tnf_strbuf_addf(out, "<text class=\"legend\" x=\"%d\" y=\"%d\">%s</text>\n", x + LEGEND_SAMPLE, y + BASELINE,
                        title.ptr);
        x += width + GAP;
        height = y - picture.y - picture.height + LEGEND_ROW;
    }
    return height;
}

static size_t count_kind(const struct tnf_graph *graph, enum tnf_graph_kind kind) {
    size_t count = 0;
    for (size_t i = 0; i < graph->box_count; i++) count += graph->boxes[i].kind == kind;
    return count;
}

static void add_description(struct tnf_strbuf *out, const struct tnf_graph *graph) {
    bool first = true;
    for (int kind = 1; kind < TNF_GRAPH_KIND_COUNT; kind++) {
        const size_t count = count_kind(graph, (enum tnf_graph_kind)kind);
        if (count == 0) continue;
        tnf_strbuf_addf(out, "%s%s: %zu", first ? "" : ", ", tnf_graph_kinds[kind].title, count);
        first = false;
    }
    tnf_strbuf_addf(out, ". Connections: %zu.", graph->edge_count);
}

static void add_head_of_picture(struct tnf_strbuf *out, const struct tnf_graph *graph, int width, int height) {
    enum { TITLE_Y = 46, TITLE_SIZE = 24 };
    tnf_strbuf_addf(out,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                    "role=\"img\" aria-labelledby=\"picture-title picture-description\">\n<title id=\"picture-title\">",
                    width, height, width, height);
    tnf_graph_add_entities(out, graph->boxes[0].label);
    tnf_strbuf_add_str(out, "</title>\n<desc id=\"picture-description\">");
    add_description(out, graph);
    tnf_strbuf_add_str(out, "</desc>\n<style>\n");
    tnf_graph_add_page_file(out, "picture.css");
    tnf_strbuf_addf(out, "</style>\n<rect class=\"page\" width=\"%d\" height=\"%d\"/>\n", width, height);
    tnf_strbuf_addf(out, "<text class=\"title\" x=\"%d\" y=\"%d\">", (int)MARGIN, (int)TITLE_Y);
    tnf_graph_add_entities(out, graph->boxes[0].label);
    tnf_strbuf_add_str(out, "</text>\n");
}

int tnf_graph_write_svg(struct tnf_strbuf *out, const struct tnf_graph *graph, struct tnf_error *err) {
    TNF_AUTO(tnf_graph_layout_release) struct tnf_graph_layout layout;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf legend = TNF_STRBUF_INIT;
    TNF_TRY(tnf_graph_lay_out(graph, &layout, err));
    const struct tnf_graph_rect picture = layout.shapes[0].rect;
    const int height = picture.height + add_legend(&legend, graph, picture);
    add_head_of_picture(out, graph, picture.width, height);
    add_boxes(out, graph, &layout, true);
    add_edges(out, graph, &layout);
    add_boxes(out, graph, &layout, false);
    tnf_strbuf_add_sv(out, tnf_strbuf_view(&legend));
    tnf_strbuf_add_str(out, "</svg>\n");
    return 0;
}
