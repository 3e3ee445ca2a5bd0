/*
 * From a catalog to rendered stacks: defaults ← environment ← placement ← row, names, subnets, and the
 * templates that wire them. What is computed here is a function of the catalog's content and the templates
 * alone: no clock, no environment variable, no row id.
 */
#pragma once

#include "catalog/catalog.h"
#include "generator/output/source.h"
#include "generator/resolve/locks.h"

struct tnf_resolver;

struct tnf_resolve_options {
    const char *catalog;      /* path of the catalog */
    const char *templates;    /* directory laid over the built-in templates, or NULL */
    bool local_state;         /* states in files beside the stacks instead of the S3 bucket */
    const char *tool_version; /* unused in output; part of the state's fingerprint */
};

/* Opens the catalog for reading, compiles the templates and reads platform and environments. Fails with
 * TNF_E_INVALID on a catalog that cannot be generated (no platform row, no state bucket, …) and on a template
 * that does not compile. */
int tnf_resolver_new(const struct tnf_resolve_options *options, struct tnf_resolver **ret, struct tnf_error *err);
void tnf_resolver_free(struct tnf_resolver *resolver);

/* Lock files that stacks get; copied, before anything is rendered. Without this call no stack has one. */
void tnf_resolver_set_locks(struct tnf_resolver *resolver, const struct tnf_locks *locks);

/* The stream of stacks; borrowed from the resolver. With tenants in the scope it has the platform stacks of
 * the scoped environments, those tenants' stacks and no modules; with environments alone no modules either. It stands
 * for a state: two runs whose fingerprints (templates, modules, options, this program's version) are equal may differ
 * only where the catalog does. */
struct tnf_source *tnf_resolver_source(struct tnf_resolver *resolver);

/* Whether the output has workflows, which GitHub finds at the top of a repository alone. */
bool tnf_resolver_has_workflows(const struct tnf_resolver *resolver);

/* The revision that is generated. */
int64_t tnf_resolver_revision(const struct tnf_resolver *resolver);
/* The resolver's catalog handle, borrowed: reads of it see the snapshot that is generated. */
struct tnf_catalog *tnf_resolver_catalog(struct tnf_resolver *resolver);

/* What has to be rendered again when everything else of a run at revision `since` of the same catalog still stands. A
 * change to the platform or an environment reaches all stacks: *ret_everything is true and the scope empty. Otherwise
 * the scope names the tenants that changed or are gone, and the cells that these are or were in, possibly none. The
 * scope lives in the arena. TNF_E_NOT_FOUND when the history does not reach back that far. */
int tnf_resolver_changed(struct tnf_resolver *resolver, int64_t since, struct tnf_arena *arena,
                         struct tnf_scope *ret_scope, bool *ret_everything, struct tnf_error *err);
