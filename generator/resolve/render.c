#include "generator/resolve/render.h"

#include "base/embed.h"
#include "base/memory.h"
#include "generator/template/template.h"

extern const struct tnf_embedded_file tnf_templates_files[];
extern const size_t tnf_templates_file_count;

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
        TNF_TRY(tnf_template_set_add(set, name, file->path, source, err));
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

int tnf_renderer_init(struct tnf_renderer *renderer, const char *directory, struct tnf_error *err) {
    *renderer = (struct tnf_renderer){.set = tnf_template_set_new(), .arena = TNF_ARENA_INIT};
    int code = add_builtin(renderer->set, err);
    if (code == 0 && directory != NULL) code = tnf_template_set_add_directory(renderer->set, directory, err);
    if (code == 0) code = tnf_template_set_link(renderer->set, err);
    if (code < 0) {
        tnf_renderer_release(renderer);
        return code;
    }
    tnf_template_set_fingerprint(renderer->set, renderer->fingerprint);
    for (int id = 0; id < TNF_KIND_COUNT; id++)
        list_kind(renderer, tnf_sv(tnf_kinds[id].templates), &renderer->kinds[id]);
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
    buffers->texts = tnf_xrealloc(buffers->texts, count * sizeof *buffers->texts);
    buffers->files = tnf_xrealloc(buffers->files, count * sizeof *buffers->files);
    for (size_t i = buffers->capacity; i < count; i++) tnf_strbuf_init(&buffers->texts[i]);
    buffers->capacity = count;
}

int tnf_render_stack(const struct tnf_kind_templates *kind, struct tnf_value model, struct tnf_render_buffers *buffers,
                     struct tnf_stack *stack, struct tnf_error *err) {
    reserve(buffers, kind->count);
    size_t count = 0;
    for (size_t i = 0; i < kind->count; i++) {
        struct tnf_strbuf *text = &buffers->texts[i];
        tnf_strbuf_clear(text);
        TNF_TRY(tnf_template_render(kind->templates[i], model, text, err));
        if (tnf_sv_trim(tnf_strbuf_view(text)).len == 0) continue;
        buffers->files[count++] = (struct tnf_stack_file){kind->names[i], tnf_strbuf_view(text)};
    }
    stack->files = buffers->files;
    stack->file_count = count;
    return 0;
}
