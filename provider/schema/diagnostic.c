#include "provider/schema/diagnostic.h"

#include <ctype.h>

static const struct tnf_attribute_path *copy_path(struct tnf_arena *arena, const struct tnf_attribute_path *place) {
    const struct tnf_attribute_path *innermost = NULL;
    struct tnf_attribute_path *inside = NULL;
    for (; place != NULL; place = place->parent) {
        struct tnf_attribute_path *step = TNF_ARENA_NEW(arena, struct tnf_attribute_path);
        *step = *place;
        step->parent = NULL;
        step->name = tnf_arena_sv(arena, place->name);
        if (inside == NULL) {
            innermost = step;
        } else {
            inside->parent = step;
        }
        inside = step;
    }
    return innermost;
}

void tnf_diagnostics_add(struct tnf_diagnostics *list, enum tnf_severity severity,
                         const struct tnf_attribute_path *place, struct tnf_strview summary,
                         struct tnf_strview detail) {
    struct tnf_diagnostic *added = TNF_ARENA_NEW(list->arena, struct tnf_diagnostic);
    added->severity = severity;
    added->summary = tnf_arena_sv(list->arena, summary);
    added->detail = tnf_arena_sv(list->arena, detail);
    added->place = copy_path(list->arena, place);
    if (list->last == NULL) {
        list->first = added;
    } else {
        list->last->next = added;
    }
    list->last = added;
}

/* A message without capital and full stop, as a sentence. */
static struct tnf_strview sentence(struct tnf_arena *arena, const char *message) {
    if (message[0] == '\0') return TNF_SV("");
    return tnf_arena_printf(arena, "%c%s.", toupper((unsigned char)message[0]), message + 1);
}

struct tnf_strview tnf_diagnostic_detail(struct tnf_arena *arena, const struct tnf_error *err) {
    const struct tnf_strview message = sentence(arena, err->message);
    if (err->hint[0] == '\0') return message;
    const struct tnf_strview hint = sentence(arena, err->hint);
    return tnf_arena_printf(arena, "%.*s\n%.*s", TNF_SV_ARG(message), TNF_SV_ARG(hint));
}

void tnf_diagnostics_add_error(struct tnf_diagnostics *list, const struct tnf_attribute_path *place,
                               struct tnf_strview summary, const struct tnf_error *err) {
    tnf_diagnostics_add(list, TNF_SEVERITY_ERROR, place, summary, tnf_diagnostic_detail(list->arena, err));
}

bool tnf_diagnostics_have_error(const struct tnf_diagnostics *list) {
    for (const struct tnf_diagnostic *item = list->first; item != NULL; item = item->next) {
        if (item->severity == TNF_SEVERITY_ERROR) return true;
    }
    return false;
}

size_t tnf_attribute_path_length(const struct tnf_attribute_path *place) {
    size_t length = 0;
    for (; place != NULL; place = place->parent) length++;
    return length;
}
