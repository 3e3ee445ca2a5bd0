/*
 * From a stack's model to its files, through the templates of its kind. Private to resolve.
 */
#pragma once

#include "base/strbuf.h"
#include "generator/hcl/value.h"
#include "generator/output/stack.h"
#include "generator/resolve/kind.h"
#include "generator/template/template.h"

/* The templates of one kind of stack: templates/<kind>/<file>.mustache, by file name. */
struct tnf_kind_templates {
    const struct tnf_template **templates;
    struct tnf_strview *names; /* main.tf, services/… */
    size_t count;
    bool compiled;
};

struct tnf_renderer {
    struct tnf_template_set *set;
    struct tnf_arena arena; /* owns the lists below */
    struct tnf_kind_templates kinds[TNF_KIND_COUNT];
    char fingerprint[65]; /* hex SHA-256 of all template sources */
};

/* Takes the built-in templates and, over them, those of `directory` (may be NULL). With a directory all are compiled,
 * as there people make mistakes, which are found before anything is rendered; without, each kind when it is asked for.
 */
int tnf_renderer_init(struct tnf_renderer *renderer, const char *directory, struct tnf_error *err);
/* Compiles the templates of a kind unless they are. By one thread; others may render other kinds meanwhile. */
int tnf_renderer_prepare(struct tnf_renderer *renderer, enum tnf_kind_id kind, struct tnf_error *err);
void tnf_renderer_release(struct tnf_renderer *renderer);

/* Memory of one rendering thread, reused from stack to stack. */
struct tnf_render_buffers {
    struct tnf_strbuf *texts;
    struct tnf_stack_file *files;
    size_t used; /* texts */
    size_t file_count;
    size_t capacity;
};
void tnf_render_buffers_release(struct tnf_render_buffers *buffers);

/* Starts a stack. */
void tnf_render_begin(struct tnf_render_buffers *buffers);
/* Renders the kind's templates to files in `folder` of the stack ("": the stack itself); a template that renders to
 * blanks alone gives no file. The arena gets their names. */
int tnf_render_add(const struct tnf_kind_templates *kind, struct tnf_value model, struct tnf_strview folder,
                   struct tnf_arena *arena, struct tnf_render_buffers *buffers, struct tnf_error *err);
/* Sets stack->files and file_count, which point into `buffers` and are valid until the next stack. */
void tnf_render_end(struct tnf_render_buffers *buffers, struct tnf_stack *stack);
