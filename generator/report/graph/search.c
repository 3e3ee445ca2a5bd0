#include "generator/report/graph/search.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* What makes a way worse, in tenths of a step. */
enum {
    STEP = 10,
    STEP_TOGETHER = 8, /* along a line that has an end in common */
    STEP_UPON = 250,   /* along one that has none */
    CLOSE = 6,         /* beside a box */
    TURN = 40,
    TURN_AT = 80,      /* where another line passes: they would seem to meet */
    CROSSING = 25,     /* another line */
    OFF_MIDDLE = 3,    /* for each point between where a line ends and the middle of the side */
    SIDE_UPRIGHT = 40, /* lines leave to the right and arrive from the left */
    SIDE_BACK = 60,
};

enum { POINTS_MAX = 1500000, CORNER = 1, HALF_GRID = TNF_GRAPH_GRID / 2 };

enum direction { EAST, SOUTH, WEST, NORTH, DIRECTIONS };
static const int step_x[DIRECTIONS] = {1, 0, -1, 0};
static const int step_y[DIRECTIONS] = {0, 1, 0, -1};

/* Who runs there: ends that all of them have in common are >= 0. */
enum { NOBODY = 0, MIXED = -1 };
struct tnf_search_step {
    int source;
    int target;
    int style;
    bool taken;
};

struct tnf_search_state {
    unsigned round;
    int cost;
    int before; /* state, or -1 */
    bool done;
};

struct tnf_search_entry {
    int estimate;
    int state;
};

int tnf_search_init(struct tnf_search *search, struct tnf_arena *arena, struct tnf_graph_rect picture,
                    struct tnf_error *err) {
    *search = (struct tnf_search){
        .columns = picture.width / TNF_GRAPH_GRID, .rows = picture.height / TNF_GRAPH_GRID, .arena = arena};
    const int64_t points = (int64_t)search->columns * search->rows;
    if (points > POINTS_MAX) {
        (void)tnf_error_set(err, TNF_E_LIMIT, "a picture of %d by %d pixels is too large", picture.width,
                            picture.height);
        tnf_error_hint(err, "draw one environment or one tenant, or take mermaid, dot or json");
        return TNF_E_LIMIT;
    }
    search->blocked = TNF_ARENA_ARRAY(arena, unsigned char, (size_t)points + 1);
    search->steps = TNF_ARENA_ARRAY(arena, struct tnf_search_step, 2 * (size_t)points + 1);
    search->states = TNF_ARENA_ARRAY(arena, struct tnf_search_state, DIRECTIONS * (size_t)points + 1);
    return 0;
}

void tnf_search_clear(struct tnf_search *search) {
    memset(search->blocked, 0, (size_t)search->columns * (size_t)search->rows);
}

static bool is_inside(const struct tnf_search *search, int x, int y) {
    return x >= 0 && y >= 0 && x < search->columns && y < search->rows;
}

/* The points in a rectangle, or on its border. */
void tnf_search_block(struct tnf_search *search, struct tnf_graph_rect rect) {
    if (rect.width == 0) return;
    for (int y = (rect.y - HALF_GRID) / TNF_GRAPH_GRID; y * TNF_GRAPH_GRID + HALF_GRID < rect.y + rect.height; y++)
        for (int x = (rect.x - HALF_GRID) / TNF_GRAPH_GRID; x * TNF_GRAPH_GRID + HALF_GRID < rect.x + rect.width; x++)
            if (is_inside(search, x, y) && x * TNF_GRAPH_GRID + HALF_GRID > rect.x &&
                y * TNF_GRAPH_GRID + HALF_GRID > rect.y)
                search->blocked[y * search->columns + x] = 1;
}

/* The step from a point in a direction. */
static struct tnf_search_step *step_at(const struct tnf_search *search, int point, enum direction direction) {
    if (direction == WEST) point--;
    if (direction == NORTH) point -= search->columns;
    return &search->steps[2 * point + (direction == SOUTH || direction == NORTH)];
}

static bool together(const struct tnf_search_step *step, const struct tnf_search_line *line) {
    return step->style == line->style && (step->source == line->source || step->target == line->target);
}

static bool is_foreign(const struct tnf_search *search, int point, enum direction direction,
                       const struct tnf_search_line *line) {
    const int x = point % search->columns;
    const int y = point / search->columns;
    if (!is_inside(search, x + step_x[direction], y + step_y[direction])) return false;
    const struct tnf_search_step *step = step_at(search, point, direction);
    return step->taken && !together(step, line);
}

/* Whether a point is beside something that lines do not enter. */
static bool is_close(const struct tnf_search *search, int point, enum direction direction) {
    const int x = point % search->columns;
    const int y = point / search->columns;
    const enum direction side = (enum direction)((direction + 1) % DIRECTIONS);
    for (int way = -1; way <= 1; way += 2)
        if (is_inside(search, x + way * step_x[side], y + way * step_y[side]) &&
            search->blocked[point + way * (step_x[side] + step_y[side] * search->columns)])
            return true;
    return false;
}

static int cost_of_step(const struct tnf_search *search, int point, enum direction direction,
                        const struct tnf_search_line *line) {
    const struct tnf_search_step *step = step_at(search, point, direction);
    if (!step->taken) return STEP;
    return together(step, line) ? STEP_TOGETHER : STEP_UPON;
}

/* Of passing a point: turning, and meeting others there. */
static int cost_of_point(const struct tnf_search *search, int point, enum direction in, enum direction out,
                         const struct tnf_search_line *line) {
    const bool turns = in != out;
    int cost = turns ? TURN : 0;
    for (int direction = 0; direction < DIRECTIONS; direction++) {
        const bool across = (direction + (int)in) % 2 != 0;
        if (!turns && !across) continue;
        if (is_foreign(search, point, (enum direction)direction, line)) return cost + (turns ? TURN_AT : CROSSING);
    }
    return cost;
}

static void push(struct tnf_search *search, int estimate, int state) {
    search->queue =
        tnf_arena_grow(search->arena, search->queue, search->queued, &search->queue_capacity, sizeof(*search->queue));
    size_t at = search->queued++;
    for (; at > 0; at = (at - 1) / 2) {
        const struct tnf_search_entry *above = &search->queue[(at - 1) / 2];
        if (above->estimate < estimate || (above->estimate == estimate && above->state <= state)) break;
        search->queue[at] = *above;
    }
    search->queue[at] = (struct tnf_search_entry){estimate, state};
}

static bool is_before(struct tnf_search_entry a, struct tnf_search_entry b) {
    return a.estimate != b.estimate ? a.estimate < b.estimate : a.state < b.state;
}

static int pop(struct tnf_search *search) {
    const int state = search->queue[0].state;
    const struct tnf_search_entry last = search->queue[--search->queued];
    size_t at = 0;
    for (size_t below = 1; below < search->queued; below = 2 * at + 1) {
        if (below + 1 < search->queued && is_before(search->queue[below + 1], search->queue[below])) below++;
        if (!is_before(search->queue[below], last)) break;
        search->queue[at] = search->queue[below];
        at = below;
    }
    if (search->queued > 0) search->queue[at] = last;
    return state;
}

/* What is left at least: as many steps as the point is away from the box. */
static int distance(const struct tnf_search *search, int point, struct tnf_graph_rect to) {
    const int x = point % search->columns * TNF_GRAPH_GRID + HALF_GRID;
    const int y = point / search->columns * TNF_GRAPH_GRID + HALF_GRID;
    const int right = to.x + to.width;
    const int bottom = to.y + to.height;
    const int across = x < to.x ? to.x - x : x > right ? x - right : 0;
    const int down = y < to.y ? to.y - y : y > bottom ? y - bottom : 0;
    return (across / TNF_GRAPH_GRID + down / TNF_GRAPH_GRID) * STEP;
}

static void reach(struct tnf_search *search, const struct tnf_search_line *line, int state, int cost, int before) {
    struct tnf_search_state *known = &search->states[state];
    if (known->round == search->round && known->cost <= cost) return;
    *known = (struct tnf_search_state){.round = search->round, .cost = cost, .before = before};
    push(search, cost + distance(search, state / DIRECTIONS, line->to), state);
}

/* What it costs to end a line at that side of a box. */
static int side_cost(enum direction outward, bool leaving) {
    if (outward == NORTH || outward == SOUTH) return SIDE_UPRIGHT;
    return (outward == EAST) == leaving ? 0 : SIDE_BACK;
}

/* The nth point along a side, outside of the box, or -1. */
static int point_beside(const struct tnf_search *search, struct tnf_graph_rect rect, enum direction side, int n) {
    const bool level = side == EAST || side == WEST;
    int x = rect.x / TNF_GRAPH_GRID + (level ? 0 : n);
    int y = rect.y / TNF_GRAPH_GRID + (level ? n : 0);
    if (side == EAST) x += rect.width / TNF_GRAPH_GRID;
    if (side == SOUTH) y += rect.height / TNF_GRAPH_GRID;
    if (side == WEST) x--;
    if (side == NORTH) y--;
    return is_inside(search, x, y) && !search->blocked[y * search->columns + x] ? y * search->columns + x : -1;
}

/* Begins at every point of a side but its corners. */
static void leave(struct tnf_search *search, const struct tnf_search_line *line, enum direction side) {
    const bool level = side == EAST || side == WEST;
    const int length = (level ? line->from.height : line->from.width) / TNF_GRAPH_GRID;
    const enum direction inward = (enum direction)((side + 2) % DIRECTIONS);
    for (int i = CORNER; i < length - CORNER; i++) {
        const int point = point_beside(search, line->from, side, i);
        if (point < 0) continue;
        const int cost = side_cost(side, true) + OFF_MIDDLE * abs(2 * i + 1 - length);
        reach(search, line, point * DIRECTIONS + (int)side, cost + cost_of_step(search, point, inward, line), -1);
    }
}

/* Goes on from a state to its neighbours. */
static void expand(struct tnf_search *search, const struct tnf_search_line *line, int state) {
    const int point = state / DIRECTIONS;
    const enum direction in = (enum direction)(state % DIRECTIONS);
    const int cost = search->states[state].cost;
    /* The first step leads away from the box, so that an arrow has room. */
    const bool first = search->states[state].before < 0;
    for (int turn = -1; turn <= 1; turn++) {
        const enum direction out = (enum direction)(((int)in + turn + DIRECTIONS) % DIRECTIONS);
        const int x = point % search->columns + step_x[out];
        const int y = point / search->columns + step_y[out];
        if ((first && turn != 0) || !is_inside(search, x, y)) continue;
        const int next = y * search->columns + x;
        if (search->blocked[next]) continue;
        const int more = cost_of_step(search, point, out, line) + cost_of_point(search, point, in, out, line) +
                         (is_close(search, next, out) ? CLOSE : 0);
        reach(search, line, next * DIRECTIONS + (int)out, cost + more, state);
    }
}

/* Whether a state may be the last: it stands before the box and looks at it. */
static bool is_end(const struct tnf_search *search, const struct tnf_search_line *line, int state) {
    const int point = state / DIRECTIONS;
    const enum direction in = (enum direction)(state % DIRECTIONS);
    const int x = (point % search->columns + step_x[in]) * TNF_GRAPH_GRID + HALF_GRID - line->to.x;
    const int y = (point / search->columns + step_y[in]) * TNF_GRAPH_GRID + HALF_GRID - line->to.y;
    if (x < 0 || y < 0 || x > line->to.width || y > line->to.height) return false;
    const bool level = in == EAST || in == WEST;
    const int along = level ? y : x;
    const int length = level ? line->to.height : line->to.width;
    return along > CORNER * TNF_GRAPH_GRID && along < length - CORNER * TNF_GRAPH_GRID;
}

static int cost_of_end(const struct tnf_search *search, const struct tnf_search_line *line, int state) {
    const int point = state / DIRECTIONS;
    const enum direction in = (enum direction)(state % DIRECTIONS);
    const enum direction outward = (enum direction)((in + 2) % DIRECTIONS);
    const bool level = in == EAST || in == WEST;
    const int along = (level ? point / search->columns : point % search->columns) * TNF_GRAPH_GRID + HALF_GRID;
    const int middle = level ? 2 * line->to.y + line->to.height : 2 * line->to.x + line->to.width;
    return side_cost(outward, false) + OFF_MIDDLE * abs(2 * along - middle) / TNF_GRAPH_GRID +
           cost_of_step(search, point, in, line) + cost_of_point(search, point, in, in, line);
}

/* The last state of the best way, or -1. An end is a state like others, but for what ending there costs. */
static int run(struct tnf_search *search, const struct tnf_search_line *line) {
    int best = -1;
    int best_cost = INT32_MAX;
    search->round++;
    search->queued = 0;
    for (int side = 0; side < DIRECTIONS; side++) leave(search, line, (enum direction)side);
    while (search->queued > 0 && search->queue[0].estimate < best_cost) {
        const int state = pop(search);
        if (search->states[state].done) continue;
        search->states[state].done = true;
        if (search->states[state].before >= 0 && is_end(search, line, state)) {
            const int cost = search->states[state].cost + cost_of_end(search, line, state);
            if (cost < best_cost) {
                best_cost = cost;
                best = state;
            }
        }
        expand(search, line, state);
    }
    return best;
}

static void take(struct tnf_search_step *step, const struct tnf_search_line *line) {
    if (!step->taken) {
        *step = (struct tnf_search_step){line->source, line->target, line->style, true};
        return;
    }
    if (step->source != line->source) step->source = MIXED;
    if (step->target != line->target) step->target = MIXED;
    if (step->style != line->style) step->style = MIXED;
}

static struct tnf_graph_point point_at(const struct tnf_search *search, int point) {
    return (struct tnf_graph_point){point % search->columns * TNF_GRAPH_GRID + HALF_GRID,
                                    point / search->columns * TNF_GRAPH_GRID + HALF_GRID};
}

static struct tnf_graph_point moved(struct tnf_graph_point point, enum direction direction) {
    return (struct tnf_graph_point){point.x + step_x[direction] * HALF_GRID, point.y + step_y[direction] * HALF_GRID};
}

/* The turns of the way that ends in `last`, and its ends on the borders. */
static void keep(struct tnf_search *search, const struct tnf_search_line *line, int last, struct tnf_arena *arena,
                 struct tnf_graph_path *ret) {
    size_t states = 0;
    for (int state = last; state >= 0; state = search->states[state].before) states++;
    struct tnf_graph_point *points = TNF_ARENA_ARRAY(arena, struct tnf_graph_point, states + 2);
    size_t at = states + 2;
    enum direction out = (enum direction)(last % DIRECTIONS);
    points[--at] = moved(point_at(search, last / DIRECTIONS), out);
    take(step_at(search, last / DIRECTIONS, out), line);
    for (int state = last; state >= 0; state = search->states[state].before) {
        const enum direction in = (enum direction)(state % DIRECTIONS);
        const enum direction back = (enum direction)((in + 2) % DIRECTIONS);
        const struct tnf_graph_point here = point_at(search, state / DIRECTIONS);
        if (in != out) points[--at] = here;
        take(step_at(search, state / DIRECTIONS, back), line);
        if (search->states[state].before < 0) points[--at] = moved(here, back);
        out = in;
    }
    ret->points = points + at;
    ret->count = states + 2 - at;
}

int tnf_search_find(struct tnf_search *search, const struct tnf_search_line *line, struct tnf_arena *arena,
                    struct tnf_graph_path *ret, struct tnf_error *err) {
    const int last = run(search, line);
    if (last < 0) return tnf_error_set(err, TNF_E_INTERNAL, "no way from box %d to box %d", line->source, line->target);
    keep(search, line, last, arena, ret);
    return 0;
}
