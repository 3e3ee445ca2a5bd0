/* Where the boxes of a group stand in it: columns from left to right, each level with what leads to it. */
#include "base/memory.h"
#include "generator/report/graph/parts.h"

enum {
    GAP_X = 40,     /* between columns, with room for a few lines */
    LINES_MAX = 12, /* that a gap is made wider for */
    TALL = 700,     /* a column higher than this may be broken into several side by side */
    LOW = 250,      /* the same, of tenants */
    SCREEN = 16,
    BAND = 35,
};

struct plan {
    struct tnf_arena *arena;
    const struct tnf_graph *graph;
    struct tnf_graph_shape *shapes;
    struct tnf_graph_siblings siblings;
    size_t *order; /* of the column at hand */
    size_t count;
};

static struct tnf_graph_rect *rect_of(const struct plan *plan, size_t sibling) {
    return &plan->shapes[plan->siblings.boxes[sibling]].rect;
}

/* Height of the middle of a box below the top of the sibling that holds it. */
static int middle_in(const struct plan *plan, size_t box, size_t sibling) {
    enum { HALF = 2 };
    int y = plan->shapes[box].rect.height / HALF;
    for (; box != plan->siblings.boxes[sibling]; box = plan->graph->boxes[box].parent) y += plan->shapes[box].rect.y;
    return y;
}

/* The top that would make the lines to a sibling from columns before it level, or the first one to a group; false
 * without such lines. */
static bool wish_of(const struct plan *plan, size_t sibling, int *ret) {
    const bool group = tnf_graph_is_group(plan->graph->boxes[plan->siblings.boxes[sibling]].kind);
    int64_t sum = 0;
    int64_t count = 0;
    for (size_t i = 0; i < plan->siblings.link_count && (!group || count == 0); i++) {
        const struct tnf_graph_link *link = &plan->siblings.links[i];
        if (link->to != sibling || link->edge == TNF_GRAPH_NONE) continue;
        const struct tnf_graph_edge *edge = &plan->graph->edges[link->edge];
        const bool forward = tnf_graph_holds(plan->graph, plan->siblings.boxes[link->to], edge->to);
        const size_t from = forward ? edge->from : edge->to;
        const size_t to = forward ? edge->to : edge->from;
        sum += rect_of(plan, link->from)->y + middle_in(plan, from, link->from) - middle_in(plan, to, sibling);
        count++;
    }
    if (count > 0) *ret = (int)(sum / count);
    return count > 0;
}

static void read_column(struct plan *plan, int rank) {
    plan->count = 0;
    for (size_t i = 0; i < plan->siblings.count; i++)
        if (plan->siblings.ranks[i] == rank) plan->order[plan->count++] = i;
}

/* Those that are led to from further up stand further up; others keep their places. */
static void sort_column(struct plan *plan) {
    int *wishes = TNF_ARENA_ARRAY(plan->arena, int, plan->siblings.count);
    int last = 0;
    for (size_t i = 0; i < plan->count; i++) {
        int wish = last;
        (void)wish_of(plan, plan->order[i], &wish);
        wishes[plan->order[i]] = last = wish;
    }
    for (size_t i = 1; i < plan->count; i++)
        for (size_t j = i; j > 0 && wishes[plan->order[j - 1]] > wishes[plan->order[j]]; j--) {
            const size_t swapped = plan->order[j];
            plan->order[j] = plan->order[j - 1];
            plan->order[j - 1] = swapped;
        }
}

/* Lowers boxes to where they wish to be, then all of them by what they are too low or too high on the whole. */
static void stack_column(struct plan *plan, int x) {
    int64_t sum = 0;
    int64_t wishes = 0;
    int bottom = INT32_MIN;
    int y = 0;
    for (size_t i = 0; i < plan->count; i++) {
        struct tnf_graph_rect *rect = rect_of(plan, plan->order[i]);
        int wish = i == 0 ? 0 : bottom;
        const bool wished = wish_of(plan, plan->order[i], &wish);
        y = i > 0 && wish < bottom ? bottom : wish;
        rect->x = x;
        rect->y = tnf_graph_on_grid(y);
        bottom = rect->y + rect->height + TNF_GRAPH_GAP_Y;
        if (!wished) continue;
        sum += wish - rect->y;
        wishes++;
    }
    const int shift = wishes == 0 ? 0 : (int)(sum / wishes) / TNF_GRAPH_GRID * TNF_GRAPH_GRID;
    for (size_t i = 0; i < plan->count; i++) rect_of(plan, plan->order[i])->y += shift;
}

static int column_width(const struct plan *plan) {
    int width = 0;
    for (size_t i = 0; i < plan->count; i++)
        if (rect_of(plan, plan->order[i])->width > width) width = rect_of(plan, plan->order[i])->width;
    return width;
}

static int column_height(const struct plan *plan) {
    int height = -TNF_GRAPH_GAP_Y;
    for (size_t i = 0; i < plan->count; i++) height += rect_of(plan, plan->order[i])->height + TNF_GRAPH_GAP_Y;
    return height;
}

static bool is_of_one_kind(const struct plan *plan) {
    const enum tnf_graph_kind kind = plan->graph->boxes[plan->siblings.boxes[plan->order[0]]].kind;
    for (size_t i = 1; i < plan->count; i++)
        if (plan->graph->boxes[plan->siblings.boxes[plan->order[i]]].kind != kind) return false;
    return true;
}

/* How many columns side by side make a tall one about as wide as a screen; of tenants a band, as there are several
 * under each other. */
static size_t columns_for(const struct plan *plan) {
    if (plan->count == 0 || !is_of_one_kind(plan)) return 1;
    const bool band = plan->graph->boxes[plan->siblings.boxes[plan->order[0]]].kind == TNF_GRAPH_TENANT_SUMMARY;
    const int64_t height = column_height(plan);
    const int64_t width = column_width(plan) + TNF_GRAPH_GAP_Y;
    const int64_t tenths = band ? BAND : SCREEN; /* of the height that the width shall be */
    if (height <= (band ? LOW : TALL)) return 1;
    size_t columns = 1;
    /* Rounded: one more as soon as columns + 1/2 are not too many. */
    for (int64_t twice = 3; columns < plan->count && 10 * twice * twice * width <= 4 * tenths * height; twice += 2)
        columns++;
    return columns;
}

/* Row by row, as it is read. */
static int fill_rows(struct plan *plan, int x, size_t columns) {
    const int step = column_width(plan) + TNF_GRAPH_GAP_Y;
    int y = 0;
    int tallest = 0;
    for (size_t i = 0; i < plan->count; i++) {
        struct tnf_graph_rect *rect = rect_of(plan, plan->order[i]);
        if (i > 0 && i % columns == 0) {
            y += tallest + TNF_GRAPH_GAP_Y;
            tallest = 0;
        }
        rect->x = x + (int)(i % columns) * step;
        rect->y = y;
        rect->width = step - TNF_GRAPH_GAP_Y;
        if (rect->height > tallest) tallest = rect->height;
    }
    return (int)columns * step - TNF_GRAPH_GAP_Y;
}

/* A column's boxes of the same kind are as wide as the widest of them. */
static void even_out(const struct plan *plan) {
    for (size_t i = 0; i < plan->count; i++) {
        const enum tnf_graph_kind kind = plan->graph->boxes[plan->siblings.boxes[plan->order[i]]].kind;
        if (tnf_graph_is_group(kind)) continue;
        for (size_t j = 0; j < plan->count; j++) {
            const struct tnf_graph_rect *other = rect_of(plan, plan->order[j]);
            if (plan->graph->boxes[plan->siblings.boxes[plan->order[j]]].kind == kind &&
                other->width > rect_of(plan, plan->order[i])->width)
                rect_of(plan, plan->order[i])->width = other->width;
        }
    }
}

/* Different ends of the lines that pass between a column and the next: each needs a way of its own. */
static int gap_after(const struct plan *plan, int rank) {
    int lines = 0;
    for (size_t i = 0; i < plan->siblings.link_count; i++) {
        const struct tnf_graph_link *link = &plan->siblings.links[i];
        if (link->edge == TNF_GRAPH_NONE) continue;
        if (plan->siblings.ranks[link->from] > rank || plan->siblings.ranks[link->to] <= rank) continue;
        bool known = false;
        for (size_t j = 0; j < i && !known; j++)
            known = plan->siblings.links[j].edge != TNF_GRAPH_NONE &&
                    plan->graph->edges[plan->siblings.links[j].edge].to == plan->graph->edges[link->edge].to;
        lines += !known;
    }
    return GAP_X + TNF_GRAPH_GRID * (lines < LINES_MAX ? lines : LINES_MAX);
}

static void place_columns(struct plan *plan) {
    int x = TNF_GRAPH_PADDING;
    for (int rank = 0; rank < plan->siblings.rank_count; rank++) {
        read_column(plan, rank);
        even_out(plan);
        sort_column(plan);
        const size_t columns = columns_for(plan);
        int width = column_width(plan);
        if (columns > 1)
            width = fill_rows(plan, x, columns);
        else
            stack_column(plan, x);
        x += width + gap_after(plan, rank);
    }
}

static void fit_group(const struct plan *plan, size_t group) {
    enum { BELOW_TITLE = 20 };
    struct tnf_graph_rect *own = &plan->shapes[group].rect;
    const int top = own->height + BELOW_TITLE;
    int highest = INT32_MAX;
    int bottom = 0;
    int right = 0;
    for (size_t i = 0; i < plan->siblings.count; i++)
        if (rect_of(plan, i)->y < highest) highest = rect_of(plan, i)->y;
    for (size_t i = 0; i < plan->siblings.count; i++) {
        struct tnf_graph_rect *rect = rect_of(plan, i);
        rect->y += top - highest;
        if (rect->y + rect->height > bottom) bottom = rect->y + rect->height;
        if (rect->x + rect->width > right) right = rect->x + rect->width;
    }
    own->height = plan->siblings.count == 0 ? own->height + TNF_GRAPH_PADDING : bottom + TNF_GRAPH_PADDING;
    if (right + TNF_GRAPH_PADDING > own->width) own->width = right + TNF_GRAPH_PADDING;
}

/* Tiers of a network are as tall as the tallest, like bands; what is in them stays where it is. */
static void stretch_tiers(const struct plan *plan) {
    int top = INT32_MAX;
    int bottom = INT32_MIN;
    for (size_t i = 0; i < plan->siblings.count; i++) {
        const struct tnf_graph_rect *rect = rect_of(plan, i);
        if (plan->graph->boxes[plan->siblings.boxes[i]].kind != TNF_GRAPH_SUBNETS) return;
        if (rect->y < top) top = rect->y;
        if (rect->y + rect->height > bottom) bottom = rect->y + rect->height;
    }
    for (size_t i = 0; i < plan->siblings.count; i++) {
        struct tnf_graph_rect *rect = rect_of(plan, i);
        for (size_t j = 0; j < plan->graph->box_count; j++)
            if (plan->graph->boxes[j].parent == plan->siblings.boxes[i]) plan->shapes[j].rect.y += rect->y - top;
        rect->y = top;
        rect->height = bottom - top;
    }
}

void tnf_graph_arrange(struct tnf_arena *arena, const struct tnf_graph *graph, size_t group,
                       struct tnf_graph_shape *shapes) {
    struct plan plan = {.arena = arena, .graph = graph, .shapes = shapes};
    tnf_graph_rank(arena, graph, group, &plan.siblings);
    plan.order = TNF_ARENA_ARRAY(arena, size_t, plan.siblings.count + 1);
    place_columns(&plan);
    stretch_tiers(&plan);
    fit_group(&plan, group);
}
