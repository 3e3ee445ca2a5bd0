/* Where the commands that render find lock files: in the folder "locks" of the output that they go on from. */
#pragma once

#include "generator/cli/command.h"
#include "generator/resolve/resolve.h"

/* Gives the resolver those of a directory; one that is not there has none. */
int tnf_cli_locks_of_folder(struct tnf_cli *cli, const char *output, struct tnf_resolver *resolver,
                            struct tnf_error *err);

/* Gives it those of the first revision in the list (NULL-terminated) that the repository has; without one there are
 * none. `directory` is the output's folder in the repository, or NULL. */
int tnf_cli_locks_of_revision(struct tnf_cli *cli, const char *repository, const char *const *revisions,
                              const char *directory, struct tnf_resolver *resolver, struct tnf_error *err);
