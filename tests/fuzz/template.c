/*
 * Whatever template compiles: the structure of what it gives does not hang on the text of its values. This is the
 * promise that no value can inject anything.
 */
#include "generator/template/template.h"
#include "base/memory.h"
#include "generator/hcl/token.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What one rendering has in the names; every template sees the same names. */
struct data {
    const char *x;
    const char *y;
};

static const struct data harmless = {"name", "other"};
static const struct data hostile[] = {
    {"${a.b}\n%{ if x }\"\\", "EOT\n}\n# */ /* { [ ("},
    {"{", "$"},
    {"T", "\"\n"},
    {" ", "\xe2\x80\xa8%{"},
};

static int render(struct tnf_template_set *set, const struct data *data, struct tnf_strbuf *out) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_value root = tnf_value_object(&arena);
    struct tnf_value list = tnf_value_list(&arena);
    tnf_object_set_string(&arena, root, "x", tnf_sv(data->x));
    tnf_object_set_string(&arena, root, "y", tnf_sv(data->y));
    tnf_list_add(&arena, list, tnf_value_string(tnf_sv(data->x)));
    tnf_list_add(&arena, list, tnf_value_string(tnf_sv(data->y)));
    tnf_object_set_value(&arena, root, "l", list);
    tnf_object_set_bool(&arena, root, "b", true);
    return tnf_template_render(tnf_template_find(set, "main.tf"), root, out, NULL);
}

/* Text, and what stands for text: a key may be bare or quoted, a heredoc may hold ${"…"}, a newline in a row of them
 * may be dropped. */
static bool is_structure(enum tnf_token_kind kind) {
    switch (kind) {
    case TNF_TOKEN_NEWLINE:
    case TNF_TOKEN_LITERAL:
    case TNF_TOKEN_IDENTIFIER:
    case TNF_TOKEN_OPEN_QUOTE:
    case TNF_TOKEN_CLOSE_QUOTE:
    case TNF_TOKEN_OPEN_TEMPLATE:
    case TNF_TOKEN_CLOSE_TEMPLATE:
        return false;
    default:
        return true;
    }
}

static enum tnf_token_kind next_structure(struct tnf_scanner *scanner) {
    struct tnf_token token;
    do {
        if (tnf_scanner_next(scanner, &token, NULL) < 0) abort();
    } while (!is_structure(token.kind));
    return token.kind;
}

static void check_same_structure(const struct tnf_strbuf *a, const struct tnf_strbuf *b) {
    struct tnf_scanner left;
    struct tnf_scanner right;
    tnf_scanner_init(&left, tnf_strbuf_view(a));
    tnf_scanner_init(&right, tnf_strbuf_view(b));
    enum tnf_token_kind kind;
    do {
        kind = next_structure(&left);
        if (kind != next_structure(&right)) abort();
    } while (kind != TNF_TOKEN_END);
}

static void check_set(struct tnf_template_set *set) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf expected = TNF_STRBUF_INIT;
    if (render(set, &harmless, &expected) < 0) return;
    for (size_t i = 0; i < TNF_ARRAY_LEN(hostile); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        if (render(set, &hostile[i], &out) == 0) check_same_structure(&expected, &out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct tnf_strview source = tnf_sv_n((const char *)data, size);
    struct tnf_template_set *set = tnf_template_set_new();
    const bool good = tnf_template_set_add(set, "part.tf", "part.tf", TNF_SV("{{x}} = {{y}}\n"), NULL) == 0 &&
                      tnf_template_set_add(set, "main.tf", "main.tf", source, NULL) == 0 &&
                      tnf_template_set_link(set, NULL) == 0;
    if (good) check_set(set);
    tnf_template_set_free(set);
    return 0;
}
