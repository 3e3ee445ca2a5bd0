/* Reading models, and saying sizes. */
#include "generator/report/graph/builder.h"

#include <inttypes.h>

struct tnf_value tnf_graph_value(struct tnf_value model, const char *key) {
    if (model.kind != TNF_VALUE_OBJECT) return tnf_value_null();
    return tnf_object_get(model, tnf_sv(key), NULL);
}

struct tnf_strview tnf_graph_text(struct tnf_value model, const char *key) {
    const struct tnf_value value = tnf_graph_value(model, key);
    return value.kind == TNF_VALUE_STRING ? value.text : TNF_SV("");
}

int64_t tnf_graph_int(struct tnf_value model, const char *key) {
    const struct tnf_value value = tnf_graph_value(model, key);
    return value.kind == TNF_VALUE_INT ? value.integer : 0;
}

bool tnf_graph_bool(struct tnf_value model, const char *key) {
    const struct tnf_value value = tnf_graph_value(model, key);
    return value.kind == TNF_VALUE_BOOL && value.boolean;
}

size_t tnf_graph_count(struct tnf_value model, const char *key) {
    const struct tnf_value value = tnf_graph_value(model, key);
    if (value.kind == TNF_VALUE_OBJECT) return tnf_object_count(value);
    return value.kind == TNF_VALUE_LIST ? tnf_list_count(value) : 0;
}

struct tnf_strview tnf_graph_parts(struct tnf_arena *arena, int64_t number) {
    enum { WHOLE = 1024, HUNDREDTHS = 100, TENTH = 10 };
    const int64_t whole = number / WHOLE;
    const int64_t rest = (number % WHOLE * HUNDREDTHS + WHOLE / 2) / WHOLE;
    if (rest == HUNDREDTHS) return tnf_arena_printf(arena, "%" PRId64, whole + 1);
    if (rest == 0) return tnf_arena_printf(arena, "%" PRId64, whole);
    if (rest % TENTH == 0) return tnf_arena_printf(arena, "%" PRId64 ".%" PRId64, whole, rest / TENTH);
    return tnf_arena_printf(arena, "%" PRId64 ".%02" PRId64, whole, rest);
}

struct tnf_strview tnf_graph_range(struct tnf_arena *arena, int64_t min, int64_t max, const char *what) {
    if (min == max) return tnf_arena_printf(arena, "%" PRId64 " %s%s", min, what, min == 1 ? "" : "s");
    return tnf_arena_printf(arena, "%" PRId64 "–%" PRId64 " %ss", min, max, what);
}

struct tnf_strview tnf_graph_size_of(struct tnf_arena *arena, struct tnf_value service, bool suspended) {
    const struct tnf_value scaling = tnf_graph_value(service, "scaling");
    const struct tnf_strview cpu = tnf_graph_parts(arena, tnf_graph_int(service, "cpu"));
    const struct tnf_strview memory = tnf_graph_parts(arena, tnf_graph_int(service, "memory"));
    struct tnf_strview count = TNF_SV("when started");
    if (suspended)
        count = TNF_SV("suspended");
    else if (scaling.kind == TNF_VALUE_OBJECT)
        count = tnf_graph_range(arena, tnf_graph_int(scaling, "min"), tnf_graph_int(scaling, "max"), "task");
    return tnf_arena_printf(arena, "%.*s vCPU · %.*s GB · %.*s", TNF_SV_ARG(cpu), TNF_SV_ARG(memory),
                            TNF_SV_ARG(count));
}
