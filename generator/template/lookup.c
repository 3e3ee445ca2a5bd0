#include "generator/template/render.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "base/suggest.h"

/* How many names a message lists before it ends with "…". */
enum { LISTED_MAX = 12 };

static bool get(struct tnf_value value, struct tnf_strview key, struct tnf_value *ret_value) {
    if (value.kind != TNF_VALUE_OBJECT) return false;
    bool found = false;
    const struct tnf_value item = tnf_object_get(value, key, &found);
    if (found) *ret_value = item;
    return found;
}

static bool find_first(const struct tnf_scope_frame *scope, struct tnf_strview part, struct tnf_value *ret_value) {
    for (; scope != NULL; scope = scope->outer)
        if (get(scope->value, part, ret_value)) return true;
    return false;
}

/* Gives the value of as many parts as there are, and how many these were. */
static size_t resolve(const struct tnf_scope_frame *scope, const struct tnf_node *node, struct tnf_value *ret_value) {
    if (node->part_count == 0 || !find_first(scope, node->parts[0], ret_value)) return 0;
    size_t resolved = 1;
    while (resolved < node->part_count && get(*ret_value, node->parts[resolved], ret_value)) resolved++;
    return resolved;
}

bool tnf_template_lookup(const struct tnf_scope_frame *scope, const struct tnf_node *node,
                         struct tnf_value *ret_value) {
    if (node->part_count == 0) {
        *ret_value = scope->value;
        return true;
    }
    struct tnf_value value = tnf_value_null();
    if (resolve(scope, node, &value) < node->part_count) return false;
    *ret_value = value;
    return true;
}

static void list_keys(struct tnf_value object, struct tnf_strbuf *out, size_t *listed) {
    for (size_t i = 0; i < tnf_object_count(object); i++) {
        if (++*listed > LISTED_MAX) return;
        if (out->len > 0) tnf_strbuf_add_str(out, ", ");
        tnf_strbuf_add_sv(out, tnf_object_key_at(object, i));
    }
}

static void suggest_keys(struct tnf_value object, struct tnf_suggestion *suggestion) {
    for (size_t i = 0; i < tnf_object_count(object); i++) tnf_suggest_try(suggestion, tnf_object_key_at(object, i));
}

static void hint_available(struct tnf_error *err, const struct tnf_suggestion *suggestion,
                           const struct tnf_strbuf *listed, size_t count) {
    const char *more = count > LISTED_MAX ? ", …" : "";
    if (count == 0)
        tnf_error_hint(err, "there is no name here");
    else if (suggestion->best.ptr != NULL)
        tnf_error_hint(err, "did you mean %.*s? there is: %s%s", TNF_SV_ARG(suggestion->best), listed->ptr, more);
    else
        tnf_error_hint(err, "there is: %s%s", listed->ptr, more);
}

static int fail_member(struct tnf_value value, const struct tnf_node *node, size_t resolved, struct tnf_error *err) {
    const struct tnf_strview owner = node->parts[resolved - 1];
    const struct tnf_strview part = node->parts[resolved];
    if (value.kind != TNF_VALUE_OBJECT) {
        tnf_error_set(err, TNF_E_INVALID, "%s in {{%.*s}} is %s, which has no names in it", tnf_excerpt(owner).text,
                      TNF_SV_ARG(node->text), tnf_value_kind_name(value.kind));
        return TNF_E_INVALID;
    }
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf listed = TNF_STRBUF_INIT;
    size_t count = 0;
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, part);
    suggest_keys(value, &suggestion);
    list_keys(value, &listed, &count);
    tnf_error_set(err, TNF_E_NOT_FOUND, "%s has no value named %s", tnf_excerpt(owner).text, tnf_excerpt(part).text);
    hint_available(err, &suggestion, &listed, count);
    return TNF_E_NOT_FOUND;
}

int tnf_template_fail_lookup(const struct tnf_scope_frame *scope, const struct tnf_node *node, struct tnf_error *err) {
    struct tnf_value value = tnf_value_null();
    const size_t resolved = resolve(scope, node, &value);
    if (resolved > 0) return fail_member(value, node, resolved, err);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf listed = TNF_STRBUF_INIT;
    size_t count = 0;
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, node->parts[0]);
    for (const struct tnf_scope_frame *at = scope; at != NULL; at = at->outer) {
        if (at->value.kind != TNF_VALUE_OBJECT) continue;
        suggest_keys(at->value, &suggestion);
        list_keys(at->value, &listed, &count);
    }
    tnf_error_set(err, TNF_E_NOT_FOUND, "no value is named %s", tnf_excerpt(node->parts[0]).text);
    hint_available(err, &suggestion, &listed, count);
    return TNF_E_NOT_FOUND;
}

bool tnf_template_is_true(struct tnf_value value) {
    switch (value.kind) {
    case TNF_VALUE_NULL:
        return false;
    case TNF_VALUE_BOOL:
        return value.boolean;
    case TNF_VALUE_STRING:
        return value.text.len > 0;
    case TNF_VALUE_LIST:
        return tnf_list_count(value) > 0;
    case TNF_VALUE_INT:
    case TNF_VALUE_REFERENCE:
    case TNF_VALUE_OBJECT:
        return true;
    }
    return false;
}
