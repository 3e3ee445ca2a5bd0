/* Opening the catalog, and the transaction around a command that changes it. */
#pragma once

#include "catalog/catalog.h"
#include "generator/cli/command.h"

/* Rows for the option tables of commands that write. */
#define TNF_CLI_CHANGE_OPTIONS                                                                                         \
    TNF_CLI_VALUE("reason", '\0', "TEXT", "why; kept in the history"),                                                 \
        TNF_CLI_VALUE("author", '\0', "NAME", "who; git's author or the login name when not given")

/* Opens cli->path for reading or, with `write`, for changing. To be closed with tnf_catalog_close. */
int tnf_cli_open(struct tnf_cli *cli, bool write, struct tnf_catalog **ret, struct tnf_error *err);

/* Removes a catalog that could not be filled after it was made, with the files that SQLite keeps beside it. */
void tnf_cli_remove_catalog(struct tnf_cli *cli);

/* For TNF_AUTO. */
void tnf_cli_close(struct tnf_catalog **catalog);

/* Who changes what and why: --author, else GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, else the login name; and
 * --reason. Text that the catalog would not take is refused. The texts live in cli->arena. */
int tnf_cli_change(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_change *ret, struct tnf_error *err);

/* Opens the catalog for changing and begins the transaction: with what tnf_cli_change gives, or with that. */
int tnf_cli_begin(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_catalog **ret,
                  struct tnf_error *err);
int tnf_cli_begin_change(struct tnf_cli *cli, const struct tnf_change *change, struct tnf_catalog **ret,
                         struct tnf_error *err);
/* Commits; every broken rule is in cli->errors. */
int tnf_cli_commit(struct tnf_cli *cli, struct tnf_catalog *catalog, int64_t *ret_revision, struct tnf_error *err);

/* Puts what the rules found into cli->errors. Returns 0 when that is nothing, else the first with *err set. */
int tnf_cli_findings(struct tnf_cli *cli, const struct tnf_findings *findings, struct tnf_error *err);
