/*
 * What a command of the program is: a row of data. Parsing, usage, --help, the manual page and shell
 * completion all read these rows, so they cannot disagree. The rows stand in generator/cli/commands.c; those
 * of the entity commands are made from the table of entities (generator/cli/entity_command.h).
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "catalog/entity.h"

#include <stdbool.h>
#include <stdio.h>

/* Exit statuses of the program. */
enum tnf_cli_exit {
    TNF_CLI_EXIT_OK = 0,
    TNF_CLI_EXIT_ERROR = 1,
    TNF_CLI_EXIT_OUT_OF_STEP = 2, /* generate --check: the output is not what the catalog says */
    TNF_CLI_EXIT_USAGE = 64,      /* the command line is wrong; EX_USAGE of sysexits.h */
};

/* An option. With `value` it takes an argument of that name ("PATH"), without it is a switch. */
struct tnf_cli_option {
    const char *name;           /* long name without the dashes */
    char letter;                /* short name, or '\0' */
    const char *alias;          /* another long name, or NULL */
    const char *value;          /* what the argument is called in help, or NULL */
    const char *const *choices; /* the only arguments, NULL-terminated, or NULL */
    bool repeatable;            /* may be given more than once; otherwise twice is an error */
    const char *help;           /* lower case, no full stop */
};

/* An option as it was given; value is NULL for switches. */
struct tnf_cli_given {
    const struct tnf_cli_option *option;
    const char *value;
};

/* A parsed command line. Everything is borrowed from argv and the arena of the parse. */
struct tnf_cli_args {
    const char *const *words; /* positional arguments */
    size_t word_count;
    const struct tnf_cli_given *given; /* options in the order of the command line */
    size_t given_count;
};

struct tnf_cli;

/* Does the work. Returns an exit status >= 0, or a negative tnf_code with *err set (and perhaps more in
 * cli->errors). The result goes to cli->out, talk to cli->err; errors are printed by the caller. */
struct tnf_cli_command;
typedef int (*tnf_cli_run_fn)(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);

struct tnf_cli_command {
    const char *name;        /* as it is typed: "generate", "service add", "prices list" */
    const char *group;       /* heading in the list of commands, or NULL for a hidden command */
    const char *summary;     /* one line: lower case, no full stop */
    const char *arguments;   /* "PATH", or "" */
    const char *description; /* whole sentences: what else there is to know; "" when the summary says it */
    const char *examples;    /* lines of "comment TAB command", or NULL */
    const struct tnf_cli_option *options;
    size_t option_count;
    size_t min_words;
    size_t max_words;
    tnf_cli_run_fn run;
    bool long_result;                /* goes through a pager where it is longer than the screen */
    const struct tnf_entity *entity; /* of entity commands, otherwise NULL */
    const char *state;               /* the tenant state that this command sets, or NULL */
};

/* One run of the program. */
struct tnf_cli {
    FILE *out;          /* results */
    FILE *err;          /* talk, progress, errors */
    bool json;          /* results and errors as one JSON object on `out` */
    bool quiet;         /* no talk and no progress */
    bool out_colour;    /* escape sequences may go to `out` */
    bool err_colour;    /* … and to `err` */
    bool out_terminal;  /* `out` is a terminal */
    size_t out_columns; /* of it, 0 when it is none or does not say */
    const char *path;   /* the catalog's file */
    const char *author; /* --author, or NULL */
    const struct tnf_cli_command *command;
    struct tnf_arena arena;       /* lives as long as the run */
    struct tnf_error_list errors; /* all errors of a failed command, when there are several; else empty */
    bool usage;                   /* the failure is a wrong command line */
};

/* Rows of options: a switch, one that takes an argument, one that may be repeated, one with fixed arguments. */
#define TNF_CLI_SWITCH(long_name, short_name, text)                                                                    \
    { .name = (long_name), .letter = (short_name), .help = (text) }
#define TNF_CLI_VALUE(long_name, short_name, argument, text)                                                           \
    { .name = (long_name), .letter = (short_name), .value = (argument), .help = (text) }
#define TNF_CLI_VALUES(long_name, short_name, argument, text)                                                          \
    { .name = (long_name), .letter = (short_name), .value = (argument), .repeatable = true, .help = (text) }
#define TNF_CLI_ENVIRONMENT(many, text)                                                                                \
    { .name = "environment", .letter = 'e', .alias = "env", .value = "NAME", .repeatable = (many), .help = (text) }
#define TNF_CLI_CHOICE(long_name, short_name, argument, list, text)                                                    \
    { .name = (long_name), .letter = (short_name), .value = (argument), .choices = (list), .help = (text) }
/* In the row of a command: its options. */
#define TNF_CLI_OPTIONS(list) .options = (list), .option_count = sizeof(list) / sizeof((list)[0])

/* Headings in the list of commands. */
#define TNF_CLI_GROUP_CATALOG "Keep the catalog"
#define TNF_CLI_GROUP_OUTPUT "Generate, check and commit"
#define TNF_CLI_GROUP_COST "What it costs"
#define TNF_CLI_GROUP_ABOUT "About this program"

/* Every command that is not an entity command, in the order of the help, and the options that every command
 * takes. */
extern const struct tnf_cli_command *const tnf_cli_commands[];
extern const size_t tnf_cli_command_count;
extern const struct tnf_cli_option tnf_cli_global_options[];
extern const size_t tnf_cli_global_option_count;

/* The argument of an option, the last one when it was given more than once, or NULL. */
const char *tnf_cli_value(const struct tnf_cli_args *args, const char *name);
/* Whether the option was given. */
bool tnf_cli_has(const struct tnf_cli_args *args, const char *name);

/* Runs the program with the streams in *cli (out and err set, everything else zero) and returns the exit
 * status. Reads the environment; does not end the process. */
int tnf_cli_main(struct tnf_cli *cli, int argc, char **argv);
