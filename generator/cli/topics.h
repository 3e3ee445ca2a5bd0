/*
 * What `tenantform explain` knows: the rules of the catalog (catalog/rules.h, with an example each in catalog/rules/),
 * the codes of errors, the exit statuses, the findings of `audit` and the rules of `advise`. docs/errors.md is made
 * from the same.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"

enum tnf_cli_topic_kind {
    TNF_CLI_TOPIC_RULE,
    TNF_CLI_TOPIC_ERROR,
    TNF_CLI_TOPIC_STATUS,
    TNF_CLI_TOPIC_AUDIT,
    TNF_CLI_TOPIC_ADVICE
};

struct tnf_cli_topic {
    enum tnf_cli_topic_kind kind;
    const char *id;    /* "TNF-R012", "64", "orphan" */
    const char *code;  /* of an error that is nothing but its code: "not_found"; or "" */
    const char *title; /* one line: lower case, no full stop */
    const char *why;   /* why it is so, or "" */
    const char *what;  /* what to do, or "" */
    /* Text of the catalog, or lines of "$ command"; lines of "~ words" where that would be too long. Empty: no example.
     */
    struct tnf_strview refused;
    struct tnf_strview accepted;
};

/* All topics, rules by their ids, then errors, exit statuses, findings and rules of `advise`. They live in the arena.
 */
const struct tnf_cli_topic *tnf_cli_topics(struct tnf_arena *arena, size_t *ret_count);

/* The topic of that id or code; case does not matter, nor does a missing "TNF-". NULL with an error that names the
 * nearest one when there is none. */
const struct tnf_cli_topic *tnf_cli_topic_find(struct tnf_arena *arena, const char *id, struct tnf_error *err);

/* The kind as --json has it: "rule". */
const char *tnf_cli_topic_kind_name(enum tnf_cli_topic_kind kind);

/* What the error is explained as: its id, or that of its code. */
const char *tnf_cli_error_id(const struct tnf_error *err);
/* The name of an error's code as --json has it: "not_found". */
const char *tnf_cli_error_code_name(enum tnf_code code);

#define TNF_CLI_USAGE_ERROR_ID "TNF-U001"
