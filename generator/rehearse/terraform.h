/* Running Terraform where only the played providers can be reached. Private to rehearse. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

struct tnf_terraform {
    const char *program;            /* a path, or a name that is looked up in PATH */
    const char *const *environment; /* NAME=value, NULL-terminated */
};

/* The caller's environment without what could lead Terraform or a provider anywhere else and without the tokens of a
 * workflow, with the CLI configuration that is below `root`. In the arena; strings are borrowed from the environment.
 */
struct tnf_terraform tnf_terraform_below(struct tnf_arena *arena, const char *root, const char *program);

/* Runs it in `directory` with `arguments` (without the program's name, NULL-terminated, at most
 * TNF_TERRAFORM_ARGUMENTS_MAX). *output becomes what it says, *ret_status its exit status. */
enum { TNF_TERRAFORM_ARGUMENTS_MAX = 8 };
int tnf_terraform_run(const struct tnf_terraform *terraform, const char *directory, const char *const *arguments,
                      struct tnf_strbuf *output, int *ret_status, struct tnf_error *err);

/* Lets a stack have its state in a file beside it, whatever backend it names. */
int tnf_terraform_use_local_state(struct tnf_arena *arena, const char *directory, struct tnf_error *err);
