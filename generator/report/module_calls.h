/*
 * Which stacks call which modules, directly or through other modules, in a tree of Terraform: so that a change of a
 * module is one of every stack that it reaches.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"

struct tnf_module_calls;

struct tnf_module_calls *tnf_module_calls_new(void) __attribute__((malloc, returns_nonnull, warn_unused_result));
void tnf_module_calls_free(struct tnf_module_calls *calls);

/* Notes the calls in one file of a module, of which there are few. `path` is the file's, relative to the output. A file
 * that is not HCL is TNF_E_INVALID with its path and line. */
int tnf_module_calls_add_module(struct tnf_module_calls *calls, struct tnf_strview path, struct tnf_strview content,
                                struct tnf_error *err);
/* Notes that a module changed: "modules/iam". */
void tnf_module_calls_mark(struct tnf_module_calls *calls, struct tnf_strview module);
/* Spreads the marks to who calls a marked module. Call it once, after the last module. */
void tnf_module_calls_spread(struct tnf_module_calls *calls);

/* Calls visit for each call of a marked module in one file of a stack: `module` is what the file calls, `changed` the
 * marked module that it leads to, which may be the same. Views are borrowed from `calls`. */
typedef void (*tnf_module_call_fn)(struct tnf_strview module, struct tnf_strview changed, void *context);
int tnf_module_calls_each_marked(const struct tnf_module_calls *calls, struct tnf_strview path,
                                 struct tnf_strview content, tnf_module_call_fn visit, void *context,
                                 struct tnf_error *err);
