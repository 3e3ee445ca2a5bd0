/*
 * What a commit changes, as its message tells it. Private to git.
 */
#pragma once

#include "base/arena.h"
#include "base/strview.h"

#include <stdint.h>

/* What is different from the old tree. */
struct tnf_git_changes {
    struct tnf_arena *arena;     /* owns the names */
    uint64_t stacks;             /* generated folders, without those of modules */
    uint64_t modules;            /* folders of modules */
    struct tnf_strview *tenants; /* may have doubles, not sorted */
    size_t tenant_count;
    size_t tenant_capacity;
    /* Called for each generated file that somebody changed by hand on the branch and that is kept. May be NULL. */
    void (*on_kept)(struct tnf_strview path, void *context);
    void *context;
    uint64_t files_kept;
};

/* Notes that the generated folder at `path` of the output is new, gone or has other files. */
void tnf_git_note_folder(struct tnf_git_changes *changes, struct tnf_strview path);
/* The same of a folder inside a generated one. In a cell, whose stack it is only the folder of a tenant tells; all
 * others say nothing of their own. */
void tnf_git_note_inner_folder(struct tnf_git_changes *changes, struct tnf_strview path);
