/*
 * What a Terraform state says of itself: how many resources it has, and in which modules. Nothing of what the resources
 * hold is kept. Format: version 4, which Terraform writes since 0.12 and OpenTofu writes too. Pure.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"

#include <stdint.h>

/* In bytes; a larger state is refused by whoever reads it. */
enum { TNF_TFSTATE_MAX = 128 << 20 };

/* The resources below one module of the root, "" for those of the root itself. */
struct tnf_tfstate_module {
    struct tnf_strview name; /* "trial-1" of module.trial-1.module.service["api"] */
    size_t resources;
};

struct tnf_tfstate {
    int64_t serial;
    struct tnf_strview lineage;
    size_t resources; /* instances of managed resources; what is only read (data sources) does not count */
    struct tnf_tfstate_module *modules;
    size_t module_count;
};

/* Reads a state; what is kept lives in the arena. An empty text is a state without resources: some backends make one
 * before the first apply. TNF_E_INVALID for what is no state, is of another version, or is encrypted by OpenTofu. */
int tnf_tfstate_read(struct tnf_strview text, struct tnf_arena *arena, struct tnf_tfstate *ret, struct tnf_error *err);

/* The resources below a module of the root. */
size_t tnf_tfstate_in_module(const struct tnf_tfstate *state, struct tnf_strview module);
