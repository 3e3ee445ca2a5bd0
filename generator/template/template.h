/*
 * Templates: Mustache's syntax, HCL's rules of escaping. A template is lexed once when it is compiled, so
 * each {{name}} knows whether it stands in an expression, in a quoted string, in a heredoc, in a comment or
 * in a block label, and its value is written for that place. There is no raw form.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "generator/hcl/value.h"

struct tnf_template;     /* when compiled immutable, may be used by many threads */
struct tnf_template_set; /* templates that can name each other as partials {{> name}} */

/* The id of errors of templates; see base/error.h. */
#define TNF_TEMPLATE_ERROR_ID "TNF-T001"

struct tnf_template_set *tnf_template_set_new(void);
void tnf_template_set_free(struct tnf_template_set *set);
/* Compiles `source` under `name`; a second one of that name replaces the first (a user's over a built-in).
 * `file` is what error messages call it. Both are copied. */
int tnf_template_set_add(struct tnf_template_set *set, const char *name, const char *file, struct tnf_strview source,
                         struct tnf_error *err);
/* The same for a template of the program's own, which costs nothing until it is asked for: it is compiled by
 * tnf_template_set_compile or _link, or as a partial of another one. `source` is borrowed. */
int tnf_template_set_add_later(struct tnf_template_set *set, const char *name, const char *file,
                               struct tnf_strview source, struct tnf_error *err);
/* Adds every *.tf.mustache and *.mustache file below `directory`, named by its path from there without
 * ".mustache". */
int tnf_template_set_add_directory(struct tnf_template_set *set, const char *directory, struct tnf_error *err);
/* Compiles a template of the set with its partials, if that was not done yet. Others may be rendered meanwhile. */
int tnf_template_set_compile(struct tnf_template_set *set, const struct tnf_template *template, struct tnf_error *err);
/* Compiles everything and checks partials (existence, recursion depth). To be called once after the last add. */
int tnf_template_set_link(struct tnf_template_set *set, struct tnf_error *err);
/* Hex SHA-256 over names and sources of all templates in the set, in the order of their names. */
void tnf_template_set_fingerprint(const struct tnf_template_set *set, char ret[65]);
/* NULL when there is none. Borrowed from the set. */
const struct tnf_template *tnf_template_find(const struct tnf_template_set *set, const char *name);

/* Renders with `root` (an object) and appends canonical bytes (what `terraform fmt` leaves alone) to *out. On
 * failure *out is as long as before and err holds the template's file, line and column. A name that is missing
 * from the data is an error, as a template that silently leaves something out makes wrong infrastructure;
 * sections and inverted sections test for presence without error. */
int tnf_template_render(const struct tnf_template *template, struct tnf_value root, struct tnf_strbuf *out,
                        struct tnf_error *err);
