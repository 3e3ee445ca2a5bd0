#include "generator/output/manifest.h"

#include "generator/output/path.h"

static const struct tnf_strview header = {"# tenantform manifest 1\n", 24};
static const struct tnf_strview row_prefix = {"# row ", 6};

static int out_of_order(const struct tnf_stack *stack, const char *what, struct tnf_strview name,
                        struct tnf_error *err) {
    return tnf_error_set(err, TNF_E_INTERNAL, "stack %.*s: %s \"%.*s\" is out of order", TNF_SV_ARG(stack->path), what,
                         TNF_SV_ARG(name));
}

static int check_order(const struct tnf_stack *stack, struct tnf_error *err) {
    for (size_t i = 1; i < stack->file_count; i++)
        if (tnf_sv_cmp(stack->files[i - 1].name, stack->files[i].name) >= 0)
            return out_of_order(stack, "file", stack->files[i].name, err);
    for (size_t i = 1; i < stack->row_count; i++)
        if (tnf_sv_cmp(stack->rows[i - 1].name, stack->rows[i].name) >= 0)
            return out_of_order(stack, "row", stack->rows[i].name, err);
    return 0;
}

int tnf_stack_check(const struct tnf_stack *stack, struct tnf_error *err) {
    if (stack->path.len > 0) TNF_TRY(tnf_output_path_check(stack->path, "path of a generated folder", err));
    for (size_t i = 0; i < stack->file_count; i++) {
        const int code = tnf_output_path_check(stack->files[i].name, "file name", err);
        if (code < 0) {
            (void)tnf_error_wrap(err, "stack %.*s", TNF_SV_ARG(stack->path));
            return code;
        }
    }
    return check_order(stack, err);
}

static void add_line(struct tnf_strbuf *out, const struct tnf_sha256 *hash, struct tnf_strview name) {
    char hex[TNF_SHA256_HEX_SIZE];
    tnf_sha256_print(hash, hex);
    tnf_strbuf_add(out, hex, TNF_SHA256_HEX_LEN);
    tnf_strbuf_add(out, "  ", 2);
    tnf_strbuf_add_sv(out, name);
    tnf_strbuf_add_c(out, '\n');
}

void tnf_manifest_write(const struct tnf_stack *stack, struct tnf_hasher *hasher, struct tnf_strbuf *out) {
    tnf_strbuf_add_sv(out, header);
    for (size_t i = 0; i < stack->row_count; i++) {
        tnf_strbuf_add_sv(out, row_prefix);
        add_line(out, &stack->rows[i].hash, stack->rows[i].name);
    }
    for (size_t i = 0; i < stack->file_count; i++) {
        const struct tnf_sha256 hash = tnf_hasher_of(hasher, stack->files[i].content);
        add_line(out, &hash, stack->files[i].name);
    }
}

struct reading {
    struct tnf_arena *arena;
    struct tnf_manifest *manifest;
    unsigned line;
};

static void damaged(struct reading *reading, const char *problem) {
    if (reading->manifest->damage.len > 0) return;
    reading->manifest->damage = tnf_arena_printf(reading->arena, "line %u: %s", reading->line, problem);
}

/* NULL, or what is wrong with the line. */
static const char *read_line(struct tnf_strview line, struct tnf_sha256 *ret_hash, struct tnf_strview *ret_name) {
    if (line.len < TNF_SHA256_HEX_LEN + 3 || !tnf_sha256_parse(tnf_sv_n(line.ptr, TNF_SHA256_HEX_LEN), ret_hash))
        return "expected a SHA-256 in lower-case hexadecimal, two blanks and a name";
    if (line.ptr[TNF_SHA256_HEX_LEN] != ' ' || line.ptr[TNF_SHA256_HEX_LEN + 1] != ' ')
        return "expected two blanks after the hash";
    *ret_name = tnf_sv_from(line, TNF_SHA256_HEX_LEN + 2);
    return NULL;
}

static void read_row(struct reading *reading, struct tnf_strview line) {
    struct tnf_manifest *manifest = reading->manifest;
    struct tnf_stack_row *row = &manifest->rows[manifest->row_count];
    const char *problem = read_line(tnf_sv_from(line, row_prefix.len), &row->hash, &row->name);
    if (problem == NULL && manifest->row_count > 0 && tnf_sv_cmp(row[-1].name, row->name) >= 0)
        problem = "rows are not in order";
    if (problem == NULL)
        manifest->row_count++;
    else
        damaged(reading, problem);
}

static void read_entry(struct reading *reading, struct tnf_strview line) {
    struct tnf_manifest *manifest = reading->manifest;
    struct tnf_manifest_entry *entry = &manifest->entries[manifest->count];
    struct tnf_error reason = {0};
    const char *problem = read_line(line, &entry->hash, &entry->name);
    if (problem == NULL && tnf_output_path_check(entry->name, "file name", &reason) < 0) problem = reason.message;
    if (problem == NULL && manifest->count > 0 && tnf_sv_cmp(entry[-1].name, entry->name) >= 0)
        problem = "file names are not in order";
    if (problem == NULL)
        manifest->count++;
    else
        damaged(reading, problem);
}

static size_t count_lines(struct tnf_strview text) {
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++) lines += text.ptr[i] == '\n';
    return lines;
}

void tnf_manifest_read(struct tnf_strview text, struct tnf_arena *arena, struct tnf_manifest *ret) {
    const size_t lines = count_lines(text);
    *ret = (struct tnf_manifest){.entries = TNF_ARENA_ARRAY(arena, struct tnf_manifest_entry, lines),
                                 .rows = TNF_ARENA_ARRAY(arena, struct tnf_stack_row, lines)};
    struct reading reading = {.arena = arena, .manifest = ret, .line = 1};
    if (!tnf_sv_starts_with(text, header)) damaged(&reading, "expected \"# tenantform manifest 1\"");
    struct tnf_strview rest = text;
    (void)tnf_sv_next(&rest, '\n');
    while (rest.len > 0) {
        const struct tnf_strview line = tnf_sv_next(&rest, '\n');
        reading.line++;
        if (tnf_sv_starts_with(line, row_prefix))
            read_row(&reading, line);
        else
            read_entry(&reading, line);
    }
    if (text.len > 0 && text.ptr[text.len - 1] != '\n') damaged(&reading, "the last line is not complete");
}
