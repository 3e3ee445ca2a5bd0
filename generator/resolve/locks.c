#include "generator/resolve/locks.h"

#include "base/memory.h"

#include <string.h>

#define BLOCK "  required_providers {\n"

/* Where `part` is in text, or the text's length. */
static size_t find(struct tnf_strview text, struct tnf_strview part) {
    const char *at = text.len == 0 ? NULL : memmem(text.ptr, text.len, part.ptr, part.len);
    return at == NULL ? text.len : (size_t)(at - text.ptr);
}

struct tnf_strview tnf_required_providers(struct tnf_strview terraform_tf) {
    const size_t start = find(terraform_tf, TNF_SV(BLOCK));
    if (start == terraform_tf.len) return TNF_SV("");
    const struct tnf_strview rest = tnf_sv_from(terraform_tf, start);
    const struct tnf_strview end = TNF_SV("\n  }\n");
    const size_t length = find(rest, end);
    return length == rest.len ? TNF_SV("") : tnf_sv_n(rest.ptr, length + end.len);
}

/* The text between the quotes of an attribute's line, empty for another line. */
static struct tnf_strview quoted(struct tnf_strview line, struct tnf_strview name) {
    line = tnf_sv_trim(line);
    if (!tnf_sv_starts_with(line, name)) return TNF_SV("");
    const size_t open = tnf_sv_find(line, '"');
    const struct tnf_strview rest = tnf_sv_from(line, open + 1);
    return tnf_sv_n(rest.ptr, tnf_sv_find(rest, '"'));
}

/* A provider of the block: name, source and version constraints. */
struct required {
    struct tnf_strview name;
    struct tnf_strview source;
    struct tnf_strview constraints;
};

/* The next provider of what is left of the block; false at its end. */
static bool next_required(struct tnf_strview *rest, struct required *ret) {
    *ret = (struct required){.source = TNF_SV("")};
    while (rest->len > 0) {
        const struct tnf_strview line = tnf_sv_next(rest, '\n');
        const struct tnf_strview text = tnf_sv_trim(line);
        if (tnf_sv_ends_with(text, TNF_SV(" = {"))) ret->name = tnf_sv_n(text.ptr, tnf_sv_find(text, ' '));
        if (tnf_sv_starts_with(text, TNF_SV("source"))) ret->source = quoted(line, TNF_SV("source"));
        if (tnf_sv_starts_with(text, TNF_SV("version"))) ret->constraints = quoted(line, TNF_SV("version"));
        if (tnf_sv_eq_c(text, "}") && ret->name.len > 0) return true;
    }
    return false;
}

void tnf_provider_set(struct tnf_strview required_providers, struct tnf_strbuf *out) {
    struct required required;
    bool first = true;
    while (next_required(&required_providers, &required)) {
        if (!first) tnf_strbuf_add_c(out, '-');
        tnf_strbuf_add_sv(out, required.name);
        first = false;
    }
}

enum { VERSION_PARTS = 3 };

/* Numbers up to the first thing that is none: 6.13.0 of 6.13.0-beta1; what is missing is 0. */
static void read_version(struct tnf_strview text, int64_t ret[VERSION_PARTS]) {
    memset(ret, 0, VERSION_PARTS * sizeof *ret);
    for (size_t i = 0; i < VERSION_PARTS && text.ptr != NULL; i++)
        if (!tnf_sv_to_int(tnf_sv_next(&text, '.'), 0, INT32_MAX, &ret[i])) return;
}

static int compare(struct tnf_strview one, struct tnf_strview other) {
    int64_t a[VERSION_PARTS];
    int64_t b[VERSION_PARTS];
    read_version(one, a);
    read_version(other, b);
    for (size_t i = 0; i < VERSION_PARTS; i++)
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* One constraint: ">= 6.0". */
static bool allows(struct tnf_strview constraint, struct tnf_strview version) {
    size_t length = 0;
    while (length < constraint.len && strchr("=!<>", constraint.ptr[length]) != NULL) length++;
    const struct tnf_strview sign = tnf_sv_n(constraint.ptr, length);
    const int order = compare(version, tnf_sv_trim(tnf_sv_from(constraint, length)));
    if (tnf_sv_eq_c(sign, ">=")) return order >= 0;
    if (tnf_sv_eq_c(sign, "<=")) return order <= 0;
    if (tnf_sv_eq_c(sign, ">")) return order > 0;
    if (tnf_sv_eq_c(sign, "<")) return order < 0;
    if (tnf_sv_eq_c(sign, "!=")) return order != 0;
    return order == 0;
}

static bool allows_all(struct tnf_strview constraints, struct tnf_strview version) {
    while (constraints.len > 0)
        if (!allows(tnf_sv_trim(tnf_sv_next(&constraints, ',')), version)) return false;
    return true;
}

/* The version that a lock has of a provider, whichever registry it is from; empty when it has none. */
static struct tnf_strview locked_version(struct tnf_strview content, struct tnf_strview source) {
    bool inside = false;
    while (content.len > 0) {
        const struct tnf_strview line = tnf_sv_next(&content, '\n');
        const struct tnf_strview address = quoted(line, TNF_SV("provider "));
        if (address.len > 0) inside = tnf_sv_ends_with(address, source);
        const struct tnf_strview version = quoted(line, TNF_SV("version"));
        if (inside && version.len > 0) return version;
    }
    return TNF_SV("");
}

int tnf_lock_check(const struct tnf_lock *lock, struct tnf_strview required_providers, struct tnf_error *err) {
    struct required required;
    while (next_required(&required_providers, &required)) {
        const struct tnf_strview version = locked_version(lock->content, required.source);
        if (version.len > 0 && allows_all(required.constraints, version)) continue;
        if (version.len == 0)
            (void)tnf_error_set(err, TNF_E_INVALID, "lock file %s/%.*s%s: has no version of %.*s", TNF_LOCKS_FOLDER,
                                TNF_SV_ARG(lock->set), TNF_LOCK_SUFFIX, TNF_SV_ARG(required.source));
        else
            (void)tnf_error_set(err, TNF_E_INVALID, "lock file %s/%.*s%s: has %.*s %.*s, and stacks ask for %.*s",
                                TNF_LOCKS_FOLDER, TNF_SV_ARG(lock->set), TNF_LOCK_SUFFIX, TNF_SV_ARG(required.source),
                                TNF_SV_ARG(version), TNF_SV_ARG(required.constraints));
        tnf_error_hint(err, "run `tenantform lock`, or remove the file to do without");
        return TNF_E_INVALID;
    }
    return 0;
}

static const struct tnf_lock *lock_of(const struct tnf_locks *locks, struct tnf_strview set) {
    for (size_t i = 0; i < locks->count; i++)
        if (tnf_sv_eq(locks->items[i].set, set)) return &locks->items[i];
    return NULL;
}

int tnf_locks_add(const struct tnf_locks *locks, struct tnf_arena *arena, struct tnf_stack *stack,
                  struct tnf_error *err) {
    struct tnf_strview required = TNF_SV("");
    for (size_t i = 0; locks->count > 0 && i < stack->file_count; i++)
        if (tnf_sv_eq_c(stack->files[i].name, "terraform.tf"))
            required = tnf_required_providers(stack->files[i].content);
    if (required.len == 0) return 0;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf set = TNF_STRBUF_INIT;
    tnf_provider_set(required, &set);
    const struct tnf_lock *lock = lock_of(locks, tnf_strbuf_view(&set));
    if (lock == NULL) return 0;
    const int code = tnf_lock_check(lock, required, err);
    if (code < 0) return tnf_error_wrap(err, "stack %.*s", TNF_SV_ARG(stack->path));
    struct tnf_stack_file *files = TNF_ARENA_ARRAY(arena, struct tnf_stack_file, stack->file_count + 1);
    files[0] = (struct tnf_stack_file){TNF_SV(TNF_LOCK_FILE), lock->content};
    memcpy(&files[1], stack->files, stack->file_count * sizeof *files);
    stack->files = files;
    stack->file_count++;
    return 0;
}
