#include "generator/adopt/tfvars.h"

#include "base/excerpt.h"
#include "base/file.h"
#include "base/memory.h"
#include "generator/adopt/literal.h"

#include <dirent.h>
#include <stdlib.h>

enum { FILE_MAX = 4 << 20 };

static int by_name(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct tnf_variable *)a)->name, ((const struct tnf_variable *)b)->name);
}

static void set(struct tnf_variables *variables, struct tnf_arena *arena, const struct tnf_variable *variable) {
    for (size_t i = 0; i < variables->count; i++) {
        if (!tnf_sv_eq(variables->items[i].name, variable->name)) continue;
        variables->items[i] = *variable;
        return;
    }
    variables->items =
        tnf_arena_grow(arena, variables->items, variables->count, &variables->capacity, sizeof *variables->items);
    variables->items[variables->count++] = *variable;
}

static bool is_token(const struct tnf_literal_reader *reader, enum tnf_token_kind kind) {
    return reader->token.kind == kind;
}

static int read_assignment(struct tnf_literal_reader *reader, struct tnf_variables *variables, struct tnf_error *err) {
    struct tnf_node at = {0};
    struct tnf_node *value = NULL;
    tnf_literal_place(reader, &at);
    const struct tnf_strview name = tnf_arena_sv(reader->arena, reader->token.text);
    TNF_TRY(tnf_literal_next(reader, err));
    if (!is_token(reader, TNF_TOKEN_EQUAL)) return tnf_literal_skip(reader, err);
    TNF_TRY(tnf_literal_next(reader, err));
    TNF_TRY(tnf_literal_read(reader, &value, err));
    set(variables, reader->arena, &(struct tnf_variable){name, reader->file, at.line, at.column, value});
    return 0;
}

static int read_assignments(struct tnf_literal_reader *reader, struct tnf_variables *variables, struct tnf_error *err) {
    while (!is_token(reader, TNF_TOKEN_END)) {
        if (is_token(reader, TNF_TOKEN_IDENTIFIER))
            TNF_TRY(read_assignment(reader, variables, err));
        else
            TNF_TRY(tnf_literal_next(reader, err));
    }
    return 0;
}

/* The body of a variable block, of which only the default counts. */
static int read_default(struct tnf_literal_reader *reader, const struct tnf_variable *named,
                        struct tnf_variables *variables, struct tnf_error *err) {
    while (!is_token(reader, TNF_TOKEN_END) && !is_token(reader, TNF_TOKEN_CLOSE_BRACE)) {
        const bool is_default = is_token(reader, TNF_TOKEN_IDENTIFIER) && tnf_sv_eq_c(reader->token.text, "default");
        if (!is_default) {
            TNF_TRY(tnf_literal_skip(reader, err));
            if (!is_token(reader, TNF_TOKEN_CLOSE_BRACE)) TNF_TRY(tnf_literal_next(reader, err));
            continue;
        }
        struct tnf_node *value = NULL;
        TNF_TRY(tnf_literal_next(reader, err));
        if (is_token(reader, TNF_TOKEN_EQUAL)) TNF_TRY(tnf_literal_next(reader, err));
        TNF_TRY(tnf_literal_read(reader, &value, err));
        struct tnf_variable variable = *named;
        variable.value = value;
        set(variables, reader->arena, &variable);
    }
    return tnf_literal_next(reader, err);
}

/* At the word "variable": its label and the brace that opens it. False for anything else that begins so. */
static int read_label(struct tnf_literal_reader *reader, struct tnf_variable *ret, bool *ret_found,
                      struct tnf_error *err) {
    struct tnf_node at = {0};
    *ret_found = false;
    tnf_literal_place(reader, &at);
    TNF_TRY(tnf_literal_next(reader, err));
    if (!is_token(reader, TNF_TOKEN_OPEN_QUOTE)) return 0;
    TNF_TRY(tnf_literal_next(reader, err));
    *ret =
        (struct tnf_variable){tnf_arena_sv(reader->arena, reader->token.text), reader->file, at.line, at.column, NULL};
    TNF_TRY(tnf_literal_next(reader, err));
    TNF_TRY(tnf_literal_next(reader, err));
    if (!is_token(reader, TNF_TOKEN_OPEN_BRACE)) return 0;
    *ret_found = true;
    return tnf_literal_next(reader, err);
}

static int read_blocks(struct tnf_literal_reader *reader, struct tnf_variables *variables, struct tnf_error *err) {
    while (!is_token(reader, TNF_TOKEN_END)) {
        struct tnf_variable named;
        bool found = false;
        if (is_token(reader, TNF_TOKEN_IDENTIFIER) && tnf_sv_eq_c(reader->token.text, "variable"))
            TNF_TRY(read_label(reader, &named, &found, err));
        if (found)
            TNF_TRY(read_default(reader, &named, variables, err));
        else
            TNF_TRY(tnf_literal_skip(reader, err));
        if (!is_token(reader, TNF_TOKEN_END)) TNF_TRY(tnf_literal_next(reader, err));
    }
    return 0;
}

static int read_object(struct tnf_strview text, const char *file, struct tnf_arena *arena,
                       struct tnf_variables *variables, struct tnf_error *err) {
    struct tnf_node *root = NULL;
    TNF_TRY(tnf_read_json(text, file, arena, &root, err));
    for (const struct tnf_node *key = root->kind == TNF_NODE_MAPPING ? root->first : NULL; key != NULL; key = key->next)
        set(variables, arena, &(struct tnf_variable){key->text, file, key->line, key->column, key->value});
    return 0;
}

int tnf_variables_read(struct tnf_strview text, const char *file, struct tnf_arena *arena,
                       struct tnf_variables *variables, struct tnf_error *err) {
    struct tnf_literal_reader reader;
    if (tnf_sv_ends_with(tnf_sv(file), TNF_SV(".json"))) return read_object(text, file, arena, variables, err);
    TNF_TRY(tnf_literal_begin(&reader, text, file, arena, err));
    return tnf_sv_ends_with(tnf_sv(file), TNF_SV(".tf")) ? read_blocks(&reader, variables, err)
                                                         : read_assignments(&reader, variables, err);
}

/* The order in which Terraform reads them; -1 for files without values of variables. */
static int rank_of(struct tnf_strview name) {
    if (tnf_sv_ends_with(name, TNF_SV(".tf"))) return 0;
    if (tnf_sv_eq_c(name, "terraform.tfvars")) return 1;
    if (tnf_sv_eq_c(name, "terraform.tfvars.json")) return 2;
    const bool is_auto =
        tnf_sv_ends_with(name, TNF_SV(".auto.tfvars")) || tnf_sv_ends_with(name, TNF_SV(".auto.tfvars.json"));
    return is_auto ? 3 : -1;
}

static int by_rank(const void *a, const void *b) {
    const struct tnf_strview left = tnf_sv(*(const char *const *)a);
    const struct tnf_strview right = tnf_sv(*(const char *const *)b);
    const int order = rank_of(left) - rank_of(right);
    return order != 0 ? order : tnf_sv_cmp(left, right);
}

static int read_files(const char *folder, const char *const *names, size_t count, struct tnf_arena *arena,
                      struct tnf_variables *ret, struct tnf_error *err) {
    for (size_t i = 0; i < count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        const char *path = tnf_arena_printf(arena, "%s/%s", folder, names[i]).ptr;
        TNF_TRY(tnf_file_read(path, FILE_MAX, &text, err));
        TNF_TRY(tnf_variables_read(tnf_arena_sv(arena, tnf_strbuf_view(&text)), path, arena, ret, err));
    }
    if (ret->count > 1) qsort(ret->items, ret->count, sizeof *ret->items, by_name);
    return 0;
}

int tnf_variables_load(const char *folder, struct tnf_arena *arena, struct tnf_variables *ret, struct tnf_error *err) {
    *ret = (struct tnf_variables){0};
    const char **names = NULL;
    size_t count = 0;
    size_t capacity = 0;
    DIR *dir = opendir(folder);
    if (dir == NULL) return tnf_error_errno(err, "read folder \"%s\"", folder);
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (entry->d_name[0] == '.' || rank_of(tnf_sv(entry->d_name)) < 0) continue;
        names = tnf_arena_grow(arena, names, count, &capacity, sizeof *names);
        names[count++] = tnf_arena_str(arena, entry->d_name);
    }
    (void)closedir(dir);
    if (count > 1) qsort(names, count, sizeof *names, by_rank);
    if (count > 0) return read_files(folder, names, count, arena, ret, err);
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there are no variables in %s", tnf_excerpt(tnf_sv(folder)).text);
    tnf_error_hint(err, "name the folder of a Terraform root, with its .tf and .tfvars files");
    return TNF_E_NOT_FOUND;
}
