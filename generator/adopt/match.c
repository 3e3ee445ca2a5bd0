#include "generator/adopt/match.h"

#include "base/memory.h"
#include "generator/adopt/types.h"

/* What the stack calls something, and what the old state does. */
struct name_pair {
    struct tnf_strview ours;
    struct tnf_strview theirs;
};

struct matching {
    const struct tnf_adopt_instances *old;
    struct tnf_adopt_match *matches;
    size_t count;
    bool *taken; /* of old->items */
    struct tnf_arena *arena;
    struct name_pair *names;
    size_t name_count;
    size_t name_capacity;
};

static struct tnf_strview attribute(struct tnf_arena *arena, const struct tnf_adopt_instance *instance,
                                    struct tnf_strview path) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_adopt_add_attribute(instance, path, &text);
    return tnf_arena_sv(arena, tnf_strbuf_view(&text));
}

static struct tnf_strview translate(const struct matching *matching, struct tnf_strview text) {
    for (size_t i = 0; i < matching->name_count; i++)
        if (tnf_sv_eq(matching->names[i].ours, text)) return matching->names[i].theirs;
    return text;
}

static bool agree(const struct matching *matching, const struct tnf_adopt_type *type,
                  const struct tnf_adopt_instance *ours, const struct tnf_adopt_instance *theirs) {
    bool any = false;
    for (struct tnf_strview rest = tnf_sv(type->keys); rest.ptr != NULL;) {
        const struct tnf_strview key = tnf_sv_next(&rest, ',');
        const struct tnf_strview value = attribute(matching->arena, theirs, key);
        if (!tnf_sv_eq(translate(matching, attribute(matching->arena, ours, key)), value)) return false;
        any = any || value.len > 0;
    }
    return any;
}

/* Of what is not found yet: how many of the old state agree with `ours`; the last of them in *ret. */
static size_t count_theirs(const struct matching *matching, const struct tnf_adopt_type *type,
                           const struct tnf_adopt_instance *ours, size_t *ret) {
    size_t count = 0;
    for (size_t i = 0; i < matching->old->count; i++) {
        const struct tnf_adopt_instance *theirs = &matching->old->items[i];
        if (matching->taken[i] || !tnf_sv_eq(theirs->type, ours->type)) continue;
        if (!agree(matching, type, ours, theirs)) continue;
        *ret = i;
        count++;
    }
    return count;
}

static size_t count_ours(const struct matching *matching, const struct tnf_adopt_type *type,
                         const struct tnf_adopt_instance *theirs) {
    size_t count = 0;
    for (size_t i = 0; i < matching->count; i++) {
        const struct tnf_adopt_match *match = &matching->matches[i];
        if (match->outcome == TNF_ADOPT_FOUND || !tnf_sv_eq(match->wanted->type, theirs->type)) continue;
        if (agree(matching, type, match->wanted, theirs)) count++;
    }
    return count;
}

/* The id that `form` asks for, of what exists. "" when one of its parts is not known and nothing else is there. */
static struct tnf_strview id_of(struct tnf_arena *arena, const struct tnf_adopt_instance *instance, const char *form) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf id = TNF_STRBUF_INIT;
    for (struct tnf_strview rest = tnf_sv(form); rest.ptr != NULL;) {
        tnf_strbuf_add_sv(&id, tnf_sv_next(&rest, '{'));
        if (rest.ptr == NULL) break;
        struct tnf_strview place = tnf_sv_next(&rest, '}');
        struct tnf_strview value = attribute(arena, instance, tnf_sv_next(&place, ':'));
        if (place.ptr != NULL)
            for (struct tnf_strview parts = value; parts.ptr != NULL;) value = tnf_sv_next(&parts, '/');
        tnf_strbuf_add_sv(&id, value);
    }
    return tnf_arena_sv(arena, tnf_strbuf_view(&id));
}

static void learn(struct matching *matching, const struct tnf_adopt_match *match, const char *attribute_name) {
    const struct name_pair pair = {attribute(matching->arena, match->wanted, tnf_sv(attribute_name)),
                                   attribute(matching->arena, match->found, tnf_sv(attribute_name))};
    if (pair.ours.len == 0 || pair.theirs.len == 0) return;
    matching->names = tnf_arena_grow(matching->arena, matching->names, matching->name_count, &matching->name_capacity,
                                     sizeof *matching->names);
    matching->names[matching->name_count++] = pair;
}

/* True when it was found just now. */
static bool look(struct matching *matching, struct tnf_adopt_match *match) {
    const struct tnf_adopt_type *type = tnf_adopt_type(match->wanted->type);
    if (type == NULL) {
        match->outcome = TNF_ADOPT_UNSUPPORTED;
        return false;
    }
    size_t theirs = 0;
    match->candidates = count_theirs(matching, type, match->wanted, &theirs);
    match->outcome = match->candidates == 0 ? TNF_ADOPT_MISSING : TNF_ADOPT_AMBIGUOUS;
    if (match->candidates != 1 || count_ours(matching, type, &matching->old->items[theirs]) != 1) return false;
    match->outcome = TNF_ADOPT_FOUND;
    match->found = &matching->old->items[theirs];
    match->id = id_of(matching->arena, match->found, type->id);
    matching->taken[theirs] = true;
    learn(matching, match, "id");
    learn(matching, match, "arn");
    return true;
}

void tnf_adopt_match(const struct tnf_adopt_instances *old, const struct tnf_adopt_instances *stack,
                     struct tnf_arena *arena, struct tnf_adopt_match **ret) {
    struct tnf_arena scratch = TNF_ARENA_INIT;
    struct matching matching = {.old = old, .count = stack->count, .arena = &scratch};
    matching.matches = TNF_ARENA_ARRAY(arena, struct tnf_adopt_match, stack->count);
    matching.taken = TNF_ARENA_ARRAY(&scratch, bool, old->count);
    for (size_t i = 0; i < stack->count; i++)
        matching.matches[i] = (struct tnf_adopt_match){TNF_ADOPT_MISSING, &stack->items[i], NULL, TNF_SV(""), 0};
    for (bool progress = true; progress;) {
        progress = false;
        for (size_t i = 0; i < matching.count; i++)
            if (matching.matches[i].outcome != TNF_ADOPT_FOUND && look(&matching, &matching.matches[i]))
                progress = true;
    }
    for (size_t i = 0; i < matching.count; i++) matching.matches[i].id = tnf_arena_sv(arena, matching.matches[i].id);
    tnf_arena_release(&scratch);
    *ret = matching.matches;
}
