#include "generator/output/manifest.h"

#include "generator/output/path.h"

static const struct tnf_strview header = {"# tenantform manifest 1\n", 24};

static int check_order(const struct tnf_stack *stack, size_t index, struct tnf_error *err) {
    if (index == 0 || tnf_sv_cmp(stack->files[index - 1].name, stack->files[index].name) < 0) return 0;
    return tnf_error_set(err, TNF_E_INTERNAL, "stack %.*s: file \"%.*s\" is out of order", TNF_SV_ARG(stack->path),
                         TNF_SV_ARG(stack->files[index].name));
}

int tnf_stack_check(const struct tnf_stack *stack, struct tnf_error *err) {
    if (stack->path.len > 0) TNF_TRY(tnf_output_path_check(stack->path, "path of a generated folder", err));
    for (size_t i = 0; i < stack->file_count; i++) {
        const int code = tnf_output_path_check(stack->files[i].name, "file name", err);
        if (code < 0) {
            (void)tnf_error_wrap(err, "stack %.*s", TNF_SV_ARG(stack->path));
            return code;
        }
        TNF_TRY(check_order(stack, i, err));
    }
    return 0;
}

void tnf_manifest_write(const struct tnf_stack *stack, struct tnf_hasher *hasher, struct tnf_strbuf *out) {
    tnf_strbuf_add_sv(out, header);
    for (size_t i = 0; i < stack->file_count; i++) {
        char hex[TNF_SHA256_HEX_SIZE];
        const struct tnf_sha256 hash = tnf_hasher_of(hasher, stack->files[i].content);
        tnf_sha256_print(&hash, hex);
        tnf_strbuf_add(out, hex, TNF_SHA256_HEX_LEN);
        tnf_strbuf_add(out, "  ", 2);
        tnf_strbuf_add_sv(out, stack->files[i].name);
        tnf_strbuf_add_c(out, '\n');
    }
}

static int broken(const char *file, unsigned line, const char *problem, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_INVALID, "manifest is damaged: %s", problem);
    tnf_error_hint(err, "restore the file from version control, or delete it and generate again");
    tnf_error_at(err, file, line, 1);
    return TNF_E_INVALID;
}

static int read_entry(struct tnf_strview line, const char *file, unsigned number, struct tnf_manifest_entry *ret,
                      struct tnf_error *err) {
    if (line.len < TNF_SHA256_HEX_LEN + 3 || !tnf_sha256_parse(tnf_sv_n(line.ptr, TNF_SHA256_HEX_LEN), &ret->hash))
        return broken(file, number, "expected a SHA-256 in lower-case hexadecimal, two blanks and a file name", err);
    if (line.ptr[TNF_SHA256_HEX_LEN] != ' ' || line.ptr[TNF_SHA256_HEX_LEN + 1] != ' ')
        return broken(file, number, "expected two blanks after the hash", err);
    ret->name = tnf_sv_from(line, TNF_SHA256_HEX_LEN + 2);
    struct tnf_error reason = {0};
    if (tnf_output_path_check(ret->name, "file name", &reason) < 0) return broken(file, number, reason.message, err);
    return 0;
}

static size_t count_lines(struct tnf_strview text) {
    size_t lines = 0;
    for (size_t i = 0; i < text.len; i++) lines += text.ptr[i] == '\n';
    return lines;
}

int tnf_manifest_read(struct tnf_strview text, const char *file, struct tnf_arena *arena, struct tnf_manifest *ret,
                      struct tnf_error *err) {
    if (!tnf_sv_starts_with(text, header)) return broken(file, 1, "expected the line \"# tenantform manifest 1\"", err);
    if (text.ptr[text.len - 1] != '\n') return broken(file, 1, "the last line is not complete", err);
    struct tnf_strview rest = tnf_sv_from(text, header.len);
    struct tnf_manifest manifest = {TNF_ARENA_ARRAY(arena, struct tnf_manifest_entry, count_lines(rest)), 0};
    while (rest.len > 0) {
        const unsigned line = (unsigned)manifest.count + 2;
        struct tnf_manifest_entry *entry = &manifest.entries[manifest.count];
        TNF_TRY(read_entry(tnf_sv_next(&rest, '\n'), file, line, entry, err));
        if (manifest.count > 0 && tnf_sv_cmp(entry[-1].name, entry->name) >= 0)
            return broken(file, line, "file names are not in order", err);
        manifest.count++;
    }
    *ret = manifest;
    return 0;
}
