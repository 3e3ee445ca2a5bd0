/*
 * The shell script that moves a tenant's resources from one state to another, with Terraform's own commands. It changes
 * states and nothing else. Pure.
 */
#pragma once

#include "base/strbuf.h"
#include "generator/resolve/state.h"

/* Names are for people; states and addresses go by physical names. */
struct tnf_cli_moved_name {
    struct tnf_strview name;
    struct tnf_strview physical;
};

struct tnf_cli_move {
    struct tnf_cli_moved_name tenant;
    struct tnf_strview from; /* cells; "" for a stack of its own */
    struct tnf_strview to;
    const struct tnf_cli_moved_name *environments; /* that the tenant is in */
    size_t environment_count;
    const struct tnf_state_store *store; /* NULL for states in files below the directory that the script is run in */
};

/* Adds the script. Every name must have been checked: it goes into a shell as it is. */
void tnf_cli_move_script(struct tnf_strbuf *text, const struct tnf_cli_move *move);
