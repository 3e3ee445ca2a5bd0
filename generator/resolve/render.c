#include "generator/resolve/render.h"

#include "base/embed.h"
#include "base/memory.h"
#include "generator/template/template.h"

#include <string.h>

extern const struct tnf_embedded_file tnf_templates_files[];
extern const size_t tnf_templates_file_count;
extern const char tnf_templates_digest[65];

#define SUFFIX ".mustache"

static struct tnf_strview without_suffix(struct tnf_strview name) {
    const struct tnf_strview suffix = TNF_SV(SUFFIX);
    if (tnf_sv_ends_with(name, suffix)) name.len -= suffix.len;
    return name;
}

static int add_builtin(struct tnf_template_set *set, struct tnf_error *err) {
    for (size_t i = 0; i < tnf_templates_file_count; i++) {
        const struct tnf_embedded_file *file = &tnf_templates_files[i];
        const struct tnf_strview path = tnf_sv(file->path);
        if (!tnf_sv_ends_with(path, TNF_SV(SUFFIX))) continue;
        TNF_AUTO_FREE char *name = tnf_xstrndup(path.ptr, without_suffix(path).len);
        const struct tnf_strview source = tnf_sv_n((const char *)file->bytes, file->length);
        TNF_TRY(tnf_template_set_add_later(set, name, file->path, source, err));
    }
    return 0;
}

/* The built-in list decides which files a kind has; a directory of templates replaces, it does not add. */
static void list_kind(struct tnf_renderer *renderer, struct tnf_strview prefix, struct tnf_kind_templates *ret) {
    struct tnf_arena *arena = &renderer->arena;
    struct tnf_kind_templates kind = {
        .templates = TNF_ARENA_ARRAY(arena, const struct tnf_template *, tnf_templates_file_count),
        .names = TNF_ARENA_ARRAY(arena, struct tnf_strview, tnf_templates_file_count),
    };
    for (size_t i = 0; i < tnf_templates_file_count; i++) {
        const struct tnf_strview path = tnf_sv(tnf_templates_files[i].path);
        if (!tnf_sv_starts_with(path, prefix) || !tnf_sv_ends_with(path, TNF_SV(SUFFIX))) continue;
        const struct tnf_strview name = tnf_arena_sv(arena, without_suffix(path));
        kind.templates[kind.count] = tnf_template_find(renderer->set, name.ptr);
        kind.names[kind.count++] = tnf_sv_from(name, prefix.len);
    }
    *ret = kind;
}

static int add_directory(struct tnf_renderer *renderer, const char *directory, struct tnf_error *err) {
    TNF_TRY(tnf_template_set_add_directory(renderer->set, directory, err));
    tnf_template_set_fingerprint(renderer->set, renderer->fingerprint);
    return tnf_template_set_link(renderer->set, err);
}

int tnf_renderer_init(struct tnf_renderer *renderer, const char *directory, struct tnf_error *err) {
    *renderer = (struct tnf_renderer){.set = tnf_template_set_new(), .arena = TNF_ARENA_INIT};
    memcpy(renderer->fingerprint, tnf_templates_digest, sizeof renderer->fingerprint);
    int code = add_builtin(renderer->set, err);
    if (code == 0 && directory != NULL) code = add_directory(renderer, directory, err);
    if (code < 0) {
        tnf_renderer_release(renderer);
        return code;
    }
    for (int id = 0; id < TNF_KIND_COUNT; id++)
        list_kind(renderer, tnf_sv(tnf_kinds[id].templates), &renderer->kinds[id]);
    return 0;
}

int tnf_renderer_prepare(struct tnf_renderer *renderer, enum tnf_kind_id id, struct tnf_error *err) {
    struct tnf_kind_templates *kind = &renderer->kinds[id];
    for (size_t i = 0; i < kind->count && !kind->compiled; i++)
        TNF_TRY(tnf_template_set_compile(renderer->set, kind->templates[i], err));
    kind->compiled = true;
    return 0;
}

void tnf_renderer_release(struct tnf_renderer *renderer) {
    tnf_template_set_free(renderer->set);
    tnf_arena_release(&renderer->arena);
    *renderer = (struct tnf_renderer){.arena = TNF_ARENA_INIT};
}

void tnf_render_buffers_release(struct tnf_render_buffers *buffers) {
    for (size_t i = 0; i < buffers->capacity; i++) tnf_strbuf_release(&buffers->texts[i]);
    free(buffers->texts);
    free(buffers->files);
    *buffers = (struct tnf_render_buffers){0};
}

static void reserve(struct tnf_render_buffers *buffers, size_t count) {
    if (buffers->capacity >= count) return;
    const size_t capacity = count > 2 * buffers->capacity ? count : 2 * buffers->capacity;
    buffers->texts = tnf_xrealloc(buffers->texts, capacity * sizeof *buffers->texts);
    buffers->files = tnf_xrealloc(buffers->files, capacity * sizeof *buffers->files);
    for (size_t i = buffers->capacity; i < capacity; i++) tnf_strbuf_init(&buffers->texts[i]);
    buffers->capacity = capacity;
}

void tnf_render_begin(struct tnf_render_buffers *buffers) {
    buffers->used = 0;
    buffers->file_count = 0;
}

int tnf_render_add(const struct tnf_kind_templates *kind, struct tnf_value model, struct tnf_strview folder,
                   struct tnf_arena *arena, struct tnf_render_buffers *buffers, struct tnf_error *err) {
    reserve(buffers, buffers->used + kind->count);
    for (size_t i = 0; i < kind->count; i++) {
        struct tnf_strbuf *text = &buffers->texts[buffers->used++];
        tnf_strbuf_clear(text);
        TNF_TRY(tnf_template_render(kind->templates[i], model, text, err));
        if (tnf_sv_trim(tnf_strbuf_view(text)).len == 0) continue;
        const struct tnf_strview name =
            folder.len == 0 ? kind->names[i]
                            : tnf_arena_printf(arena, "%.*s/%.*s", TNF_SV_ARG(folder), TNF_SV_ARG(kind->names[i]));
        buffers->files[buffers->file_count++] = (struct tnf_stack_file){name, tnf_strbuf_view(text)};
    }
    return 0;
}

static int by_name(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct tnf_stack_file *)a)->name, ((const struct tnf_stack_file *)b)->name);
}

void tnf_render_end(struct tnf_render_buffers *buffers, struct tnf_stack *stack) {
    if (buffers->file_count > 0) qsort(buffers->files, buffers->file_count, sizeof *buffers->files, by_name);
    stack->files = buffers->files;
    stack->file_count = buffers->file_count;
}
