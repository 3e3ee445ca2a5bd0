/* Candidates for shell completion, from the rows of the commands. */
#pragma once

#include "base/strbuf.h"
#include "generator/cli/command.h"

/* The place that is being completed, as far as the rows tell. */
struct tnf_cli_place {
    const struct tnf_cli_command *command; /* NULL: no command is there yet */
    const struct tnf_cli_option *option;   /* whose argument is wanted, or NULL */
    const char *const *words;              /* positional arguments before the place */
    size_t word_count;
    const char *prefix; /* what is typed of the word; borrowed */
};

/* Appends lines of "candidate TAB description" for the last of the words (the program's name not among them)
 * that start with what is typed of it, and says where it stands. */
void tnf_cli_complete(struct tnf_arena *arena, const char *const *words, size_t word_count, struct tnf_strbuf *out,
                      struct tnf_cli_place *ret);

/* Appends one candidate when it starts with the prefix. description may be "". */
void tnf_cli_add_candidate(struct tnf_strbuf *out, const char *prefix, const char *candidate, const char *description);
