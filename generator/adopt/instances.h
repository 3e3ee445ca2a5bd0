/*
 * The resources of a Terraform state with what they hold, for comparing two states. Attributes may be secret: nothing
 * here prints them, and only keys and ids of generator/adopt/types.h are ever read. Pure.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

struct tnf_adopt_instance {
    struct tnf_strview address; /* module.network.aws_subnet.public["us-east-1a"] */
    struct tnf_strview type;
    const void *attributes; /* belongs to the set */
};

struct tnf_adopt_instances {
    struct tnf_adopt_instance *items; /* managed resources in the order of the state; in the arena */
    size_t count;
    void *document;
};

/* Reads a state of version 4, which Terraform writes since 0.12. TNF_E_INVALID for what is none. */
int tnf_adopt_instances_read(struct tnf_strview text, struct tnf_arena *arena, struct tnf_adopt_instances *ret,
                             struct tnf_error *err);
void tnf_adopt_instances_release(struct tnf_adopt_instances *instances);

/* Appends an attribute as text: strings, numbers and booleans; nothing for others and for what is not there.
 * "tags.Name" is a key of a map. */
void tnf_adopt_add_attribute(const struct tnf_adopt_instance *instance, struct tnf_strview path,
                             struct tnf_strbuf *out);
