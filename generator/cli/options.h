/*
 * From argv to struct tnf_cli_args by the rows of a command. getopt_long does the splitting; abbreviated
 * long options, which it would accept, are refused, since a later option could change their meaning.
 */
#pragma once

#include "generator/cli/command.h"

/* Parses argv[1..] (argv[0] is only a place) by two lists of options; the first list wins where both have a
 * name. `stop` ends at the first argument that is no option, as in front of a command; *ret_used is how
 * many elements of argv were read, argv[0] included (may be NULL). The message of a failure names the option
 * and what is near to it. */
struct tnf_cli_option_list {
    const struct tnf_cli_option *first;
    size_t first_count;
    const struct tnf_cli_option *second;
    size_t second_count;
};
int tnf_cli_parse(const struct tnf_cli_option_list *options, int argc, char *const *argv, bool stop,
                  struct tnf_arena *arena, struct tnf_cli_args *ret, int *ret_used, struct tnf_error *err);

/* The option at `index` of both lists one after the other; a global option that the first list hides is
 * skipped by tnf_cli_option_hidden. */
const struct tnf_cli_option *tnf_cli_option_at(const struct tnf_cli_option_list *options, size_t index);
bool tnf_cli_option_hidden(const struct tnf_cli_option_list *options, size_t index);
