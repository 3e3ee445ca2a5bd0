#include "provider/rehearsal/template.h"

#include "base/ascii.h"
#include "base/memory.h"

/* Blocks that may be there once are lists of at most one element: a path goes through their first. */
static const struct tnf_cty_value *step(const struct tnf_cty_value *value, struct tnf_strview name) {
    while (value->kind == TNF_CTY_SEQUENCE && value->parts.count > 0) value = &value->parts.items[0];
    return tnf_cty_get(value, name);
}

const struct tnf_cty_value *tnf_given_at(const struct tnf_invention *invention, struct tnf_strview path) {
    const struct tnf_cty_value *value = invention->given;
    struct tnf_strview rest = path;
    while (rest.ptr != NULL && value != NULL) value = step(value, tnf_sv_next(&rest, '.'));
    return value;
}

static bool add_given(const struct tnf_invention *invention, struct tnf_strview path, struct tnf_strbuf *out) {
    const struct tnf_cty_value *value = tnf_given_at(invention, path);
    if (value == NULL) return false;
    if (value->kind == TNF_CTY_BOOLEAN) {
        tnf_strbuf_add_str(out, value->boolean ? "true" : "false");
    } else if (value->kind == TNF_CTY_INTEGER) {
        tnf_strbuf_addf(out, "%" PRId64, value->integer);
    } else if ((value->kind == TNF_CTY_TEXT || value->kind == TNF_CTY_DECIMAL) && value->text.len > 0) {
        tnf_strbuf_add_sv(out, value->text);
    } else {
        return false;
    }
    return true;
}

static bool add_hex(const struct tnf_invention *invention, int64_t count, struct tnf_strbuf *out) {
    tnf_strbuf_add(out, invention->hex, (size_t)count);
    return true;
}

static bool add_digits(const struct tnf_invention *invention, int64_t count, struct tnf_strbuf *out) {
    for (int64_t i = 0; i < count; i++) {
        const char c = invention->hex[i];
        const int digit = (c <= '9' ? c - '0' : c - 'a' + 10) % 10;
        tnf_strbuf_add_c(out, (char)('0' + (i == 0 && digit == 0 ? 7 : digit)));
    }
    return true;
}

static bool add_uuid(const struct tnf_invention *invention, struct tnf_strbuf *out) {
    const char *hex = invention->hex;
    tnf_strbuf_addf(out, "%.8s-%.4s-4%.3s-a%.3s-%.12s", hex, hex + 8, hex + 12, hex + 15, hex + 18);
    return true;
}

static bool add_name(const struct tnf_invention *invention, struct tnf_strbuf *out) {
    for (size_t i = 0; i < invention->facts->names.count; i++) {
        if (add_given(invention, tnf_sv(invention->facts->names.items[i]), out)) return true;
    }
    return add_hex(invention, 8, out);
}

static bool add_view(struct tnf_strview text, struct tnf_strbuf *out) {
    tnf_strbuf_add_sv(out, text);
    return text.ptr != NULL;
}

/* aws_ecs_task_set: the provider's prefix, the service, what it is of the service. */
static bool add_service(const struct tnf_invention *invention, struct tnf_strbuf *out) {
    struct tnf_strview rest = invention->type;
    (void)tnf_sv_next(&rest, '_');
    return add_view(tnf_sv_next(&rest, '_'), out);
}

static bool add_kind(const struct tnf_invention *invention, struct tnf_strbuf *out) {
    struct tnf_strview rest = invention->type;
    (void)tnf_sv_next(&rest, '_');
    struct tnf_strview last = tnf_sv_next(&rest, '_');
    if (rest.ptr != NULL) last = rest;
    for (size_t i = 0; i < last.len; i++) tnf_strbuf_add_c(out, (char)(last.ptr[i] == '_' ? '-' : last.ptr[i]));
    return true;
}

/* hex8 and digits6: a word and a number of at most TNF_INVENT_HEX. */
static bool add_counted(const struct tnf_invention *invention, struct tnf_strview name, struct tnf_strbuf *out) {
    static const struct {
        struct tnf_strview word;
        bool (*add)(const struct tnf_invention *, int64_t, struct tnf_strbuf *);
    } words[] = {{{"hex", 3}, add_hex}, {{"digits", 6}, add_digits}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(words); i++) {
        int64_t count;
        if (!tnf_sv_starts_with(name, words[i].word)) continue;
        if (!tnf_sv_to_int(tnf_sv_from(name, words[i].word.len), 1, TNF_INVENT_HEX, &count)) return false;
        return words[i].add(invention, count, out);
    }
    return false;
}

static bool add_placeholder(const struct tnf_invention *invention, struct tnf_strview name, struct tnf_strbuf *out) {
    static const struct {
        const char *name;
        bool (*add)(const struct tnf_invention *, struct tnf_strbuf *);
    } computed[] = {{"name", add_name}, {"uuid", add_uuid}, {"service", add_service}, {"kind", add_kind}};
    const struct {
        const char *name;
        struct tnf_strview text;
    } views[] = {
        {"region", invention->stage.region},
        {"account", invention->stage.account},
        {"partition", invention->stage.partition},
        {"each", invention->each},
    };
    if (tnf_sv_starts_with(name, TNF_SV("."))) return add_given(invention, tnf_sv_from(name, 1), out);
    for (size_t i = 0; i < TNF_ARRAY_LEN(computed); i++) {
        if (tnf_sv_eq_c(name, computed[i].name)) return computed[i].add(invention, out);
    }
    for (size_t i = 0; i < TNF_ARRAY_LEN(views); i++) {
        if (tnf_sv_eq_c(name, views[i].name)) return add_view(views[i].text, out);
    }
    return add_counted(invention, name, out);
}

/* Braces that hold no placeholder's name, as in JSON, stay as they are. */
static bool is_placeholder(struct tnf_strview name) {
    if (name.len == 0) return false;
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (!tnf_is_alnum(c) && c != '_' && c != '.') return false;
    }
    return true;
}

bool tnf_template_expand(const struct tnf_invention *invention, const char *text, struct tnf_strbuf *out) {
    struct tnf_strview rest = tnf_sv(text);
    while (rest.len > 0) {
        const size_t open = tnf_sv_find(rest, '{');
        tnf_strbuf_add(out, rest.ptr, open);
        rest = tnf_sv_from(rest, open);
        if (rest.len == 0) return true;
        const struct tnf_strview inside = tnf_sv_from(rest, 1);
        const struct tnf_strview name = tnf_sv_n(inside.ptr, tnf_sv_find(inside, '}'));
        if (name.len == inside.len || !is_placeholder(name)) {
            tnf_strbuf_add_c(out, '{');
            rest = inside;
            continue;
        }
        if (!add_placeholder(invention, name, out)) return false;
        rest = tnf_sv_from(inside, name.len + 1);
    }
    return true;
}
