/*
 * The shell script that copies the data of a tenant to another one: secrets, databases, and which files. It reads the
 * one side and writes the other; nothing is changed or removed where it comes from. Pure.
 */
#pragma once

#include "base/strbuf.h"
#include "catalog/record.h"

/* One of the two tenants in an environment. */
struct tnf_cli_copy_side {
    struct tnf_strview region;
    struct tnf_strview stack; /* what its resources' names begin with: "acme-staging-api" */
    bool shared;              /* its databases are on the shared instance */
};

struct tnf_cli_copy {
    struct tnf_strview tenant;
    struct tnf_strview successor;
    struct tnf_strview from; /* isolations */
    struct tnf_strview to;
};

/* The head with all steps, and the functions. Names and regions must have been checked: they go into a shell as they
 * are. */
void tnf_cli_copy_begin(struct tnf_strbuf *text, const struct tnf_cli_copy *copy);
/* Lines for one environment. Names are those in AWS, without the stack's. */
void tnf_cli_copy_secret(struct tnf_strbuf *text, struct tnf_strview environment, const struct tnf_cli_copy_side *old,
                         struct tnf_strview old_name, const struct tnf_cli_copy_side *new_side,
                         struct tnf_strview new_name);
void tnf_cli_copy_database(struct tnf_strbuf *text, struct tnf_strview environment, const struct tnf_cli_copy_side *old,
                           struct tnf_strview old_name, const struct tnf_cli_copy_side *new_side,
                           struct tnf_strview new_name);
void tnf_cli_copy_files(struct tnf_strbuf *text, struct tnf_strview environment, const struct tnf_cli_copy_side *old,
                        const struct tnf_cli_copy_side *new_side);
