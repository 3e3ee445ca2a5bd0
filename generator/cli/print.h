/*
 * What commands say. Results go to cli->out, as text or, with --json, as one object; talk goes to cli->err
 * and is silent with --quiet and --json. Every piece of text passes tnf_cli_visible on its way.
 */
#pragma once

#include "generator/cli/command.h"

#include <jansson.h>

#define TNF_CLI_JSON_VERSION "1.0"

/* A line of talk on cli->err. */
void tnf_cli_say(const struct tnf_cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A line of the result on cli->out; with --json nothing. */
void tnf_cli_line(const struct tnf_cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The result object: a new reference with "format_version" in it. */
json_t *tnf_cli_json_new(void);
/* Writes the object to cli->out and drops the reference. Does nothing but drop without --json. */
int tnf_cli_json_write(const struct tnf_cli *cli, json_t *object, struct tnf_error *err);

/* A result that is one text: as it is, or as `field` of the result object. */
int tnf_cli_text_result(const struct tnf_cli *cli, const char *field, struct tnf_strview text, struct tnf_error *err);

/* A JSON string of text that may hold bytes which are no UTF-8 (they become U+FFFD). New reference. */
json_t *tnf_cli_json_text(struct tnf_strview text);
/* {"code", "id", "message", "hint", "file", "line", "column"}; unknown parts are null. New reference. */
json_t *tnf_cli_json_error(const struct tnf_error *err);

/* Prints a failure: all of cli->errors, or *err when there are none. */
void tnf_cli_print_failure(const struct tnf_cli *cli, const struct tnf_error *err);

/* Fails the command because its command line is wrong: exit status 64 and a pointer to --help. */
int tnf_cli_usage_error(struct tnf_cli *cli, struct tnf_error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
