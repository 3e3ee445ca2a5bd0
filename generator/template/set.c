#include "generator/template/program.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "base/sha256.h"
#include "base/strbuf.h"
#include "base/suggest.h"

#include <stdlib.h>
#include <string.h>

struct tnf_template_set {
    struct tnf_template **templates; /* in the order of their names */
    size_t count;
    size_t capacity;
};

struct tnf_template_set *tnf_template_set_new(void) {
    return tnf_xcalloc(1, sizeof(struct tnf_template_set));
}

static void free_template(struct tnf_template *template) {
    tnf_arena_release(&template->arena);
    free(template);
}

void tnf_template_set_free(struct tnf_template_set *set) {
    if (set == NULL) return;
    for (size_t i = 0; i < set->count; i++) free_template(set->templates[i]);
    free(set->templates);
    free(set);
}

/* The first template whose name is not before `name`. */
static size_t lower_bound(const struct tnf_template_set *set, struct tnf_strview name) {
    size_t low = 0;
    size_t high = set->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (tnf_sv_cmp(tnf_sv(set->templates[middle]->name), name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct tnf_template *find_template(const struct tnf_template_set *set, struct tnf_strview name) {
    const size_t at = lower_bound(set, name);
    return at < set->count && tnf_sv_eq_c(name, set->templates[at]->name) ? set->templates[at] : NULL;
}

const struct tnf_template *tnf_template_find(const struct tnf_template_set *set, const char *name) {
    return find_template(set, tnf_sv(name));
}

void tnf_template_set_fingerprint(const struct tnf_template_set *set, char ret[65]) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (size_t i = 0; i < set->count; i++) {
        tnf_strbuf_addf(&text, "%s %zu\n", set->templates[i]->name, set->templates[i]->source.len);
        tnf_strbuf_add_sv(&text, set->templates[i]->source);
    }
    tnf_sha256_hex(text.ptr, text.len, ret);
}

static void insert_template(struct tnf_template_set *set, struct tnf_template *template) {
    const size_t at = lower_bound(set, tnf_sv(template->name));
    if (at < set->count && strcmp(set->templates[at]->name, template->name) == 0) {
        free_template(set->templates[at]);
        set->templates[at] = template;
        return;
    }
    set->templates = tnf_xgrow(set->templates, set->count, &set->capacity, sizeof(struct tnf_template *));
    memmove(set->templates + at + 1, set->templates + at, (set->count - at) * sizeof(struct tnf_template *));
    set->templates[at] = template;
    set->count++;
}

/* Files that are for people or for GitHub, not for Terraform. */
static bool is_plain(const char *name) {
    static const char *const endings[] = {".md", ".txt", ".yml"};
    struct tnf_strview stem = tnf_sv(name);
    if (tnf_sv_ends_with(stem, TNF_SV(".mustache"))) stem.len -= strlen(".mustache");
    for (size_t i = 0; i < TNF_ARRAY_LEN(endings); i++)
        if (tnf_sv_ends_with(stem, tnf_sv(endings[i]))) return true;
    return false;
}

/* The source with a newline at its end, so that what follows a partial starts on a line of its own. */
static struct tnf_strview copy_source(struct tnf_template *template, struct tnf_strview source) {
    const bool complete = template->plain || tnf_sv_ends_with(source, TNF_SV("\n"));
    char *copy = tnf_arena_alloc(&template->arena, source.len + 2);
    if (source.len > 0) memcpy(copy, source.ptr, source.len);
    if (complete) return tnf_sv_n(copy, source.len);
    copy[source.len] = '\n';
    return tnf_sv_n(copy, source.len + 1);
}

static int check_source(struct tnf_strview source, struct tnf_error *err) {
    if (source.len > TNF_TEMPLATE_SIZE_MAX)
        return tnf_error_set(err, TNF_E_LIMIT, "template has more than %d bytes", TNF_TEMPLATE_SIZE_MAX);
    if (!tnf_sv_is_utf8(source)) return tnf_error_set(err, TNF_E_INVALID, "template is not valid UTF-8");
    return 0;
}

static int parse_source(struct tnf_template *template, struct tnf_error *err) {
    const int code = check_source(template->source, err);
    if (code < 0) {
        tnf_error_at(err, template->file, 0, 0);
        return code;
    }
    template->source = copy_source(template, template->source);
    return tnf_template_parse(template, err);
}

static int parse_once(struct tnf_template *template, struct tnf_error *err) {
    if (!template->later) return 0;
    TNF_TRY(parse_source(template, err));
    template->later = false;
    return 0;
}

static int new_template(const struct tnf_template_set *set, const char *name, const char *file,
                        struct tnf_strview source, struct tnf_template **ret, struct tnf_error *err) {
    if (set->count == TNF_TEMPLATE_COUNT_MAX)
        return tnf_error_set(err, TNF_E_LIMIT, "there are more than %d templates", TNF_TEMPLATE_COUNT_MAX);
    struct tnf_template *template = tnf_xcalloc(1, sizeof *template);
    template->name = tnf_arena_str(&template->arena, name);
    template->file = tnf_arena_str(&template->arena, file);
    template->plain = is_plain(name);
    template->source = source;
    *ret = template;
    return 0;
}

int tnf_template_set_add(struct tnf_template_set *set, const char *name, const char *file, struct tnf_strview source,
                         struct tnf_error *err) {
    struct tnf_template *template;
    TNF_TRY(new_template(set, name, file, source, &template, err));
    int code = parse_source(template, err);
    if (code == 0) code = tnf_template_analyse(template, TNF_START_STATEMENT, err);
    if (code < 0)
        free_template(template);
    else
        insert_template(set, template);
    return tnf_error_identify(code, err, TNF_TEMPLATE_ERROR_ID);
}

int tnf_template_set_add_later(struct tnf_template_set *set, const char *name, const char *file,
                               struct tnf_strview source, struct tnf_error *err) {
    struct tnf_template *template;
    TNF_TRY(new_template(set, name, file, source, &template, err));
    template->later = true;
    insert_template(set, template);
    return 0;
}

static int fail_missing_partial(const struct tnf_template_set *set, const struct tnf_template *template,
                                const struct tnf_node *node, struct tnf_error *err) {
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, node->text);
    for (size_t i = 0; i < set->count; i++) tnf_suggest_try(&suggestion, tnf_sv(set->templates[i]->name));
    tnf_error_set(err, TNF_E_NOT_FOUND, "partial %s does not exist", tnf_excerpt(node->text).text);
    if (suggestion.best.ptr != NULL)
        tnf_error_hint(err, "did you mean %.*s?", TNF_SV_ARG(suggestion.best));
    else
        tnf_error_hint(err, "add a template of that name");
    return tnf_template_error_at(template, node, err, TNF_E_NOT_FOUND);
}

static int link_variant(struct tnf_template_set *set, struct tnf_template *template, enum tnf_place_start start,
                        struct tnf_error *err);

/* A partial is named as it is, or without the endings that its file has. */
static struct tnf_template *find_partial(const struct tnf_template_set *set, struct tnf_strview name) {
    static const char *const endings[] = {"", ".tf.mustache", ".mustache"};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf full = TNF_STRBUF_INIT;
    struct tnf_template *found = NULL;
    for (size_t i = 0; found == NULL && i < TNF_ARRAY_LEN(endings); i++) {
        tnf_strbuf_clear(&full);
        tnf_strbuf_add_sv(&full, name);
        tnf_strbuf_add_str(&full, endings[i]);
        found = find_template(set, tnf_strbuf_view(&full));
    }
    return found;
}

static int link_partial(struct tnf_template_set *set, const struct tnf_template *template, struct tnf_node *node,
                        enum tnf_place_start start, struct tnf_error *err) {
    struct tnf_template *target = find_partial(set, node->text);
    if (target == NULL) return fail_missing_partial(set, template, node, err);
    if (node->target != target) node->target = target; /* others may read it */
    if (target->plain != template->plain) {
        tnf_error_set(err, TNF_E_INVALID, "partial %s is %s, and the template is not", tnf_excerpt(node->text).text,
                      target->plain ? "plain text" : "HCL");
        return tnf_template_error_at(template, node, err, TNF_E_INVALID);
    }
    return link_variant(set, target, start, err);
}

static int link_partials(struct tnf_template_set *set, struct tnf_template *template, enum tnf_place_start start,
                         struct tnf_error *err) {
    for (size_t i = 0; i < template->node_count; i++) {
        if (template->nodes[i].kind != TNF_NODE_PARTIAL) continue;
        TNF_TRY(link_partial(set, template, &template->nodes[i], template->places[start][i].start, err));
    }
    return 0;
}

/* Analyses the template for one start, and the partials that it then needs, which may lead back to it. */
static int link_variant(struct tnf_template_set *set, struct tnf_template *template, enum tnf_place_start start,
                        struct tnf_error *err) {
    if (template->linked[start]) return 0;
    TNF_TRY(parse_once(template, err));
    if (template->places[start] == NULL) TNF_TRY(tnf_template_analyse(template, start, err));
    template->linked[start] = true;
    const int code = link_partials(set, template, start, err);
    if (code < 0) template->linked[start] = false;
    return code;
}

int tnf_template_set_compile(struct tnf_template_set *set, const struct tnf_template *template, struct tnf_error *err) {
    const int code = link_variant(set, find_template(set, tnf_sv(template->name)), TNF_START_STATEMENT, err);
    return tnf_error_identify(code, err, TNF_TEMPLATE_ERROR_ID);
}

int tnf_template_set_link(struct tnf_template_set *set, struct tnf_error *err) {
    int code = 0;
    for (size_t i = 0; code == 0 && i < set->count; i++)
        code = link_variant(set, set->templates[i], TNF_START_STATEMENT, err);
    return tnf_error_identify(code, err, TNF_TEMPLATE_ERROR_ID);
}
