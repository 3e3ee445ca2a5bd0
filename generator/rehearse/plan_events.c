#include "generator/rehearse/plan_events.h"

#include "base/memory.h"

#include <jansson.h>

struct reading {
    struct tnf_arena *arena;
    struct tnf_plan_summary *summary;
    struct tnf_strbuf text;
    size_t capacity;
    size_t resource_capacity;
};

static const char *text_at(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text == NULL ? "" : text;
}

static void count_type(struct reading *reading, const char *type) {
    struct tnf_plan_summary *summary = reading->summary;
    size_t at = 0;
    while (at < summary->type_count && strcmp(summary->types[at].type, type) < 0) at++;
    if (at < summary->type_count && strcmp(summary->types[at].type, type) == 0) {
        summary->types[at].count++;
        return;
    }
    summary->types =
        tnf_arena_grow(reading->arena, summary->types, summary->type_count, &reading->capacity, sizeof *summary->types);
    for (size_t i = summary->type_count; i > at; i--) summary->types[i] = summary->types[i - 1];
    summary->types[at] = (struct tnf_rehearse_count){tnf_arena_str(reading->arena, type), 1};
    summary->type_count++;
}

static bool read_action(const char *name, enum tnf_plan_action *ret) {
    static const struct {
        const char *name;
        enum tnf_plan_action action;
    } rows[] = {
        {"create", TNF_PLAN_CREATE},  {"update", TNF_PLAN_CHANGE}, {"replace", TNF_PLAN_REPLACE},
        {"delete", TNF_PLAN_DESTROY}, {"move", TNF_PLAN_MOVE},     {"remove", TNF_PLAN_FORGET},
        {"import", TNF_PLAN_IMPORT},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        if (strcmp(rows[i].name, name) != 0) continue;
        *ret = rows[i].action;
        return true;
    }
    return false;
}

static void add_resource(struct reading *reading, const json_t *change) {
    struct tnf_plan_summary *summary = reading->summary;
    enum tnf_plan_action action;
    if (!read_action(text_at(change, "action"), &action)) return;
    summary->resources = tnf_arena_grow(reading->arena, summary->resources, summary->resource_count,
                                        &reading->resource_capacity, sizeof *summary->resources);
    const char *address = text_at(json_object_get(change, "resource"), "addr");
    summary->resources[summary->resource_count++] =
        (struct tnf_plan_resource){tnf_arena_str(reading->arena, address), action};
}

static int by_address(const void *a, const void *b) {
    const struct tnf_plan_resource *one = a;
    const struct tnf_plan_resource *other = b;
    return strcmp(one->address, other->address);
}

static void add_change(struct reading *reading, const json_t *event) {
    const json_t *change = json_object_get(event, "change");
    const char *action = text_at(change, "action");
    add_resource(reading, change);
    if (strcmp(action, "create") == 0) {
        reading->summary->create++;
        count_type(reading, text_at(json_object_get(change, "resource"), "resource_type"));
    } else if (strcmp(action, "update") == 0) {
        reading->summary->change++;
    } else if (strcmp(action, "delete") == 0) {
        reading->summary->destroy++;
    } else if (strcmp(action, "replace") == 0) {
        reading->summary->create++;
        reading->summary->destroy++;
    }
}

static void add_diagnostic(struct reading *reading, const json_t *event) {
    const json_t *diagnostic = json_object_get(event, "diagnostic");
    if (strcmp(text_at(diagnostic, "severity"), "error") != 0) return;
    const json_t *range = json_object_get(diagnostic, "range");
    if (range != NULL) {
        const json_int_t line = json_integer_value(json_object_get(json_object_get(range, "start"), "line"));
        tnf_strbuf_addf(&reading->text, "%s:%lld: ", text_at(range, "filename"), (long long)line);
    }
    tnf_strbuf_addf(&reading->text, "%s\n", text_at(diagnostic, "summary"));
    const char *detail = text_at(diagnostic, "detail");
    if (*detail != '\0') tnf_strbuf_addf(&reading->text, "  %s\n", detail);
}

static void add_line(struct reading *reading, struct tnf_strview line) {
    if (tnf_sv_trim(line).len == 0) return;
    json_t *event = json_loadb(line.ptr, line.len, 0, NULL);
    if (event == NULL) {
        tnf_strbuf_add_sv(&reading->text, line);
        tnf_strbuf_add_c(&reading->text, '\n');
        return;
    }
    const char *type = text_at(event, "type");
    if (strcmp(type, "planned_change") == 0) add_change(reading, event);
    if (strcmp(type, "diagnostic") == 0) add_diagnostic(reading, event);
    json_decref(event);
}

void tnf_plan_summarise(struct tnf_arena *arena, struct tnf_strview output, struct tnf_plan_summary *ret) {
    *ret = (struct tnf_plan_summary){0};
    struct reading reading = {.arena = arena, .summary = ret, .text = TNF_STRBUF_INIT};
    while (output.ptr != NULL) add_line(&reading, tnf_sv_next(&output, '\n'));
    if (ret->resource_count > 0) qsort(ret->resources, ret->resource_count, sizeof *ret->resources, by_address);
    ret->diagnostics = tnf_arena_sv(arena, tnf_strbuf_view(&reading.text));
    tnf_strbuf_release(&reading.text);
}
