#include "provider/rehearsal/facts.h"

#include "base/memory.h"
#include "provider/rehearsal/format.h"
#include "provider/wire/cty_msgpack.h"

#include <fnmatch.h>

static const struct tnf_cty_value nothing = {.kind = TNF_CTY_NULL};

static const struct tnf_cty_value *part(const struct tnf_cty_value *value, const char *name) {
    const struct tnf_cty_value *found = tnf_cty_get(value, tnf_sv(name));
    return found == NULL ? &nothing : found;
}

/* NULL when it is no text. */
static const char *copy_text(struct tnf_arena *arena, const struct tnf_cty_value *value) {
    return value->kind == TNF_CTY_TEXT ? tnf_arena_sv(arena, value->text).ptr : NULL;
}

static struct tnf_texts copy_texts(struct tnf_arena *arena, const struct tnf_cty_value *list) {
    if (list->kind != TNF_CTY_SEQUENCE) return (struct tnf_texts){NULL, 0};
    const char **items = TNF_ARENA_ARRAY(arena, const char *, list->parts.count);
    for (size_t i = 0; i < list->parts.count; i++) items[i] = copy_text(arena, &list->parts.items[i]);
    return (struct tnf_texts){items, list->parts.count};
}

static int read_known(const struct tnf_cty_value *value, enum tnf_fact_known *ret_known, struct tnf_error *err) {
    *ret_known = TNF_FACT_AFTER_APPLY;
    if (value->kind == TNF_CTY_NULL) return 0;
    if (tnf_sv_eq_c(value->text, "create")) {
        *ret_known = TNF_FACT_IN_CREATE;
        return 0;
    }
    if (tnf_sv_eq_c(value->text, "change")) {
        *ret_known = TNF_FACT_IN_CHANGE;
        return 0;
    }
    return tnf_error_set(err, TNF_E_INVALID, "\"known\" is \"create\" or \"change\", not \"%.*s\"",
                         TNF_SV_ARG(value->text));
}

static int read_rule(struct tnf_arena *arena, const struct tnf_cty_value *from, struct tnf_fact *rule,
                     struct tnf_error *err) {
    const struct tnf_cty_value *when = part(from, "when");
    rule->pattern = copy_text(arena, part(from, "for"));
    if (rule->pattern == NULL) return tnf_error_set(err, TNF_E_INVALID, "a rule has no \"for\"");
    if (when->kind == TNF_CTY_MAPPING && when->parts.count == 1) {
        rule->when_attribute = tnf_arena_sv(arena, when->parts.keys[0]).ptr;
        rule->when_pattern = copy_text(arena, &when->parts.items[0]);
    }
    rule->value = copy_texts(arena, part(from, "value"));
    rule->each = copy_texts(arena, part(from, "each"));
    rule->copy = copy_text(arena, part(from, "copy"));
    return read_known(part(from, "known"), &rule->known, err);
}

int tnf_facts_read(struct tnf_arena *arena, struct tnf_strview section, struct tnf_facts *ret_facts,
                   struct tnf_error *err) {
    struct tnf_cty_value facts;
    TNF_TRY(tnf_cty_msgpack_read(arena, section, tnf_rehearsal_facts_type(arena), &facts, err));
    ret_facts->names = copy_texts(arena, part(&facts, "names"));
    ret_facts->replace = copy_texts(arena, part(&facts, "replace"));
    const struct tnf_cty_value *rules = part(&facts, "rules");
    ret_facts->rule_count = rules->kind == TNF_CTY_SEQUENCE ? rules->parts.count : 0;
    ret_facts->rules = TNF_ARENA_ARRAY(arena, struct tnf_fact, ret_facts->rule_count);
    for (size_t i = 0; i < ret_facts->rule_count; i++) {
        if (read_rule(arena, &rules->parts.items[i], &ret_facts->rules[i], err) < 0) {
            return tnf_error_wrap(err, "rule %zu", i + 1);
        }
    }
    return 0;
}

bool tnf_facts_replaces(const struct tnf_facts *facts, const char *attribute) {
    for (size_t i = 0; i < facts->replace.count; i++) {
        if (fnmatch(facts->replace.items[i], attribute, 0) == 0) return true;
    }
    return false;
}
