/* Which paths of an output a scope covers. Pure. */
#pragma once

#include "generator/output/source.h"

/* What a generated path says about itself: environments/<environment>/tenants/<tenant>, or the same below
 * environments/<environment>/cells/<cell>/, or tenants/<tenant> for the rows of a tenant that is placed nowhere. Parts
 * that are not there (platform stacks, modules) are "". The views point into path. */
struct tnf_place {
    struct tnf_strview environment;
    struct tnf_strview cell;
    struct tnf_strview tenant;
};
struct tnf_place tnf_place_of(struct tnf_strview path);

/* True for the folder of a module that stacks call: modules/<name>. All other generated folders count as stacks. */
bool tnf_is_module_path(struct tnf_strview path);

/* True for the folders at the top of an output that generated ones lie in: "environments", "modules",
 * "archive", "bootstrap", ".github". */
bool tnf_is_top_folder(struct tnf_strview path);
/* True for what is there once for the platform: stacks of accounts (bootstrap/<account>) and .github. */
bool tnf_is_platform_path(struct tnf_strview path);

/* True when a run over `scope` that does not bring a stack at `path` means that the stack is gone. */
bool tnf_scope_decides(const struct tnf_scope *scope, struct tnf_strview path);
/* True when the scope decides the folder or can decide something below it. */
bool tnf_scope_reaches(const struct tnf_scope *scope, struct tnf_strview folder);
