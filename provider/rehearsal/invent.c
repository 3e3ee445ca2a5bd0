#include "provider/rehearsal/invent.h"

#include "base/memory.h"
#include "base/sha256.h"
#include "provider/rehearsal/template.h"
#include "provider/wire/cty_msgpack.h"

#include <fnmatch.h>

static void seed(struct tnf_invention *invention, struct tnf_strview bytes) {
    tnf_sha256_hex(bytes.ptr, bytes.len, invention->hex);
}

void tnf_invention_init(struct tnf_invention *ret_invention, struct tnf_arena *arena, const struct tnf_facts *facts,
                        const struct tnf_stage *stage, const char *prefix, struct tnf_strview type,
                        const struct tnf_cty_value *given) {
    *ret_invention = (struct tnf_invention){
        .arena = arena, .facts = facts, .stage = *stage, .type = type, .given = given, .each = {NULL, 0}};
    tnf_strbuf_init(&ret_invention->path);
    tnf_strbuf_addf(&ret_invention->path, "%s%.*s", prefix, TNF_SV_ARG(type));
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    tnf_strbuf_add_sv(&bytes, type);
    tnf_cty_msgpack_write(given, &bytes);
    seed(ret_invention, tnf_strbuf_view(&bytes));
}

void tnf_invention_release(struct tnf_invention *invention) {
    tnf_strbuf_release(&invention->path);
}

size_t tnf_invention_enter(struct tnf_invention *invention, struct tnf_strview name) {
    const size_t mark = invention->path.len;
    tnf_strbuf_add_c(&invention->path, '.');
    tnf_strbuf_add_sv(&invention->path, name);
    return mark;
}

void tnf_invention_leave(struct tnf_invention *invention, size_t mark) {
    tnf_strbuf_truncate(&invention->path, mark);
}

static bool fits_condition(const struct tnf_invention *invention, const struct tnf_fact *fact) {
    if (fact->when_attribute == NULL) return true;
    const struct tnf_cty_value *value = tnf_given_at(invention, tnf_sv(fact->when_attribute));
    if (value == NULL || value->kind != TNF_CTY_TEXT) return false;
    TNF_AUTO_FREE char *text = tnf_xstrndup(value->text.ptr, value->text.len);
    return fnmatch(fact->when_pattern, text, 0) == 0;
}

static bool from_text(struct tnf_invention *invention, const struct tnf_cty_type *type, const char *template,
                      struct tnf_cty_value *ret_value) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    if (!tnf_template_expand(invention, template, &text)) return false;
    int64_t number;
    switch (type->kind) {
    case TNF_CTY_STRING:
        *ret_value = tnf_cty_text(tnf_arena_sv(invention->arena, tnf_strbuf_view(&text)));
        return true;
    case TNF_CTY_BOOL:
        *ret_value = tnf_cty_boolean(tnf_sv_eq_c(tnf_strbuf_view(&text), "true"));
        return true;
    case TNF_CTY_NUMBER:
        if (!tnf_sv_to_int(tnf_strbuf_view(&text), INT64_MIN, INT64_MAX, &number)) return false;
        *ret_value = tnf_cty_integer(number);
        return true;
    default:
        return false;
    }
}

static bool is_sequence(const struct tnf_cty_type *type) {
    return type->kind == TNF_CTY_LIST || type->kind == TNF_CTY_SET;
}

static bool from_texts(struct tnf_invention *invention, const struct tnf_cty_type *type, struct tnf_texts templates,
                       struct tnf_cty_value *ret_value) {
    if (!is_sequence(type)) return templates.count == 1 && from_text(invention, type, templates.items[0], ret_value);
    struct tnf_cty_value list = tnf_cty_sequence(invention->arena, templates.count);
    for (size_t i = 0; i < templates.count; i++) {
        if (!from_text(invention, type->element, templates.items[i], &list.parts.items[i])) return false;
    }
    *ret_value = list;
    return true;
}

/* The given map with the provider's default tags below it. */
static struct tnf_cty_value with_default_tags(struct tnf_invention *invention, const struct tnf_cty_value *given) {
    const struct tnf_cty_value *defaults = invention->stage.default_tags;
    if (defaults == NULL || defaults->kind != TNF_CTY_MAPPING) return *given;
    if (given->kind != TNF_CTY_MAPPING) return *defaults;
    const struct tnf_cty_parts *a = &given->parts;
    const struct tnf_cty_parts *b = &defaults->parts;
    struct tnf_cty_value merged = tnf_cty_mapping(invention->arena, a->count + b->count);
    size_t count = 0;
    size_t i = 0;
    size_t j = 0;
    while (i < a->count || j < b->count) {
        const int order = i == a->count ? 1 : j == b->count ? -1 : tnf_sv_cmp(a->keys[i], b->keys[j]);
        merged.parts.keys[count] = order <= 0 ? a->keys[i] : b->keys[j];
        merged.parts.items[count++] = order <= 0 ? a->items[i] : b->items[j];
        if (order <= 0) i++;
        if (order >= 0) j++;
    }
    merged.parts.count = count;
    return merged;
}

static bool from_copy(struct tnf_invention *invention, const struct tnf_cty_type *type, const char *source,
                      struct tnf_cty_value *ret_value) {
    const struct tnf_cty_value *given = tnf_given_at(invention, tnf_sv(source));
    if (given == NULL || !tnf_cty_is_wholly_known(given)) return false;
    struct tnf_cty_value value = type->kind == TNF_CTY_MAP ? with_default_tags(invention, given) : *given;
    if (value.kind == TNF_CTY_NULL) return false;
    *ret_value = value;
    return true;
}

static struct tnf_cty_value make_object(struct tnf_invention *invention, const struct tnf_cty_type *type, bool early,
                                        enum tnf_fact_known known) {
    struct tnf_cty_value object = tnf_cty_mapping(invention->arena, type->count);
    for (size_t i = 0; i < type->count; i++) {
        object.parts.keys[i] = type->fields[i].name;
        const size_t mark = tnf_invention_enter(invention, type->fields[i].name);
        struct tnf_cty_value *slot = &object.parts.items[i];
        if (!early) {
            *slot = tnf_invent(invention, type->fields[i].type);
        } else if (!tnf_invent_early(invention, type->fields[i].type, known, slot)) {
            *slot = tnf_cty_unknown();
        }
        tnf_invention_leave(invention, mark);
    }
    return object;
}

/* The texts at the rule's attributes, each once. False when one of them is not known yet. */
static bool collect_each(struct tnf_invention *invention, struct tnf_texts names, struct tnf_strview *texts,
                         size_t most, size_t *ret_count) {
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        const struct tnf_cty_value *given = tnf_given_at(invention, tnf_sv(names.items[i]));
        if (given == NULL || !tnf_cty_is_wholly_known(given)) return false;
        const bool many = given->kind == TNF_CTY_SEQUENCE;
        const struct tnf_cty_value *items = many ? given->parts.items : given;
        const size_t item_count = many ? given->parts.count : 1;
        for (size_t k = 0; k < item_count; k++) {
            bool twice = items[k].kind != TNF_CTY_TEXT || count == most;
            for (size_t seen = 0; seen < count && !twice; seen++) twice = tnf_sv_eq(texts[seen], items[k].text);
            if (!twice) texts[count++] = items[k].text;
        }
    }
    *ret_count = count;
    return true;
}

enum { EACH_MOST = 256 };

static bool from_each(struct tnf_invention *invention, const struct tnf_cty_type *type, const struct tnf_fact *fact,
                      bool early, enum tnf_fact_known known, struct tnf_cty_value *ret_value) {
    struct tnf_strview texts[EACH_MOST];
    size_t count;
    if (!is_sequence(type) || !collect_each(invention, fact->each, texts, EACH_MOST, &count)) return false;
    struct tnf_cty_value list = tnf_cty_sequence(invention->arena, count);
    struct tnf_invention outer = *invention;
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        invention->each = texts[i];
        seed(invention, tnf_arena_printf(invention->arena, "%s%.*s", outer.hex, TNF_SV_ARG(texts[i])));
        if (type->element->kind == TNF_CTY_OBJECT) {
            list.parts.items[i] = make_object(invention, type->element, early, known);
        } else {
            done = fact->value.count == 1 &&
                   from_text(invention, type->element, fact->value.items[0], &list.parts.items[i]);
        }
    }
    invention->each = outer.each;
    memcpy(invention->hex, outer.hex, sizeof invention->hex);
    *ret_value = list;
    return done;
}

static bool from_fact(struct tnf_invention *invention, const struct tnf_cty_type *type, const struct tnf_fact *fact,
                      bool early, enum tnf_fact_known known, struct tnf_cty_value *ret_value) {
    if (fact->copy != NULL) return from_copy(invention, type, fact->copy, ret_value);
    if (fact->each.count > 0) return from_each(invention, type, fact, early, known, ret_value);
    return from_texts(invention, type, fact->value, ret_value);
}

/* The first rule that fits and can be filled in. */
static bool from_facts(struct tnf_invention *invention, const struct tnf_cty_type *type, bool early,
                       enum tnf_fact_known known, struct tnf_cty_value *ret_value) {
    for (size_t i = 0; i < invention->facts->rule_count; i++) {
        const struct tnf_fact *fact = &invention->facts->rules[i];
        if (early && fact->known < known) continue;
        if (fnmatch(fact->pattern, invention->path.ptr, 0) != 0 || !fits_condition(invention, fact)) continue;
        if (from_fact(invention, type, fact, early, known, ret_value)) return true;
    }
    return false;
}

static struct tnf_cty_value plain_text(struct tnf_invention *invention) {
    const char *dot = strrchr(invention->path.ptr, '.');
    const char *leaf = dot == NULL ? invention->path.ptr : dot + 1;
    return tnf_cty_text(tnf_arena_printf(invention->arena, "%s-%.8s", leaf, invention->hex));
}

/* A collection of objects gets one, because configurations reach into it with [0]. */
static struct tnf_cty_value plain_sequence(struct tnf_invention *invention, const struct tnf_cty_type *type) {
    const bool has_one = type->element->kind == TNF_CTY_OBJECT;
    struct tnf_cty_value list = tnf_cty_sequence(invention->arena, has_one ? 1 : 0);
    if (has_one) list.parts.items[0] = tnf_invent(invention, type->element);
    return list;
}

static struct tnf_cty_value plain_tuple(struct tnf_invention *invention, const struct tnf_cty_type *type) {
    struct tnf_cty_value list = tnf_cty_sequence(invention->arena, type->count);
    for (size_t i = 0; i < type->count; i++) list.parts.items[i] = tnf_invent(invention, type->fields[i].type);
    return list;
}

static struct tnf_cty_value plain_dynamic(struct tnf_invention *invention) {
    struct tnf_cty_value *text = TNF_ARENA_NEW(invention->arena, struct tnf_cty_value);
    *text = plain_text(invention);
    return (struct tnf_cty_value){.kind = TNF_CTY_WITH_TYPE, .dynamic = {&tnf_cty_string, text}};
}

struct tnf_cty_value tnf_invent(struct tnf_invention *invention, const struct tnf_cty_type *type) {
    struct tnf_cty_value value;
    if (from_facts(invention, type, false, TNF_FACT_AFTER_APPLY, &value)) return value;
    switch (type->kind) {
    case TNF_CTY_BOOL:
        return tnf_cty_boolean(false);
    case TNF_CTY_NUMBER:
        return tnf_cty_integer(1);
    case TNF_CTY_STRING:
        return plain_text(invention);
    case TNF_CTY_LIST:
    case TNF_CTY_SET:
        return plain_sequence(invention, type);
    case TNF_CTY_MAP:
        return tnf_cty_mapping(invention->arena, 0);
    case TNF_CTY_OBJECT:
        return make_object(invention, type, false, TNF_FACT_AFTER_APPLY);
    case TNF_CTY_TUPLE:
        return plain_tuple(invention, type);
    case TNF_CTY_DYNAMIC:
        return plain_dynamic(invention);
    }
    return tnf_cty_null();
}

bool tnf_invent_early(struct tnf_invention *invention, const struct tnf_cty_type *type, enum tnf_fact_known known,
                      struct tnf_cty_value *ret_value) {
    return from_facts(invention, type, true, known, ret_value);
}
