/* What generate, diff and commit have in common: the options that decide what is rendered, and the resolver. */
#pragma once

#include "generator/cli/at.h"
#include "generator/cli/command.h"
#include "generator/output/source.h"
#include "generator/resolve/resolve.h"

/* Rows for the option tables of those commands. */
#define TNF_CLI_RENDER_OPTIONS                                                                                         \
    TNF_CLI_AT_OPTION,                                                                                                 \
        TNF_CLI_VALUE("templates", '\0', "DIR", "templates that are laid over the built-in ones, file by file"),       \
        TNF_CLI_SWITCH("local-state", '\0', "keep states in local files instead of the S3 backend; for trying out"),   \
        TNF_CLI_VALUE("jobs", 'j', "N", "threads; one for each processor when not given")
#define TNF_CLI_SCOPE_OPTIONS                                                                                          \
    TNF_CLI_ENVIRONMENT(true, "only stacks of this environment; may be repeated; --env is the same"),                  \
        TNF_CLI_VALUES("tenant", 't', "NAME", "only stacks of this tenant; may be repeated")

/* The resolver over cli->path by --templates and --local-state. To be freed with tnf_resolver_free. */
int tnf_cli_resolver(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_resolver **ret,
                     struct tnf_error *err);
/* For TNF_AUTO. */
void tnf_cli_resolver_release(struct tnf_resolver **resolver);

/* --jobs, or one for each processor that this process may use. */
int tnf_cli_jobs(struct tnf_cli *cli, const struct tnf_cli_args *args, unsigned *ret, struct tnf_error *err);

/* --environment and --tenant; the lists live in cli->arena. False when neither was given. Names that are in the
 * catalog in no row are TNF_E_NOT_FOUND. */
int tnf_cli_scope(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_resolver *resolver,
                  struct tnf_scope *ret, bool *ret_limited, struct tnf_error *err);
