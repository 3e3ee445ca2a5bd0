/*
 * A compiled schema: what terraform-provider-rehearsal maps at its start, so that Terraform's three to five starts a
 * command cost no parsing. It is made on the machine that uses it, so numbers are in its byte order.
 *
 *   header          struct tnf_rehearsal_header
 *   reply           the response of GetProviderSchema, ready to send
 *   functions       the response of GetFunctions, ready to send
 *   index           a list of tnf_rehearsal_index_type, in MessagePack as cty has it: where in the reply each schema is
 *   facts           one tnf_rehearsal_facts_type: what is known about values that the provider chooses
 */
#pragma once

#include "base/arena.h"
#include "provider/schema/type.h"

#include <stdint.h>

/* The last byte is the version of the format. */
#define TNF_REHEARSAL_MAGIC "TNFRHS\0\1"

/* What a schema describes. */
enum tnf_rehearsal_kind {
    TNF_REHEARSAL_PROVIDER,
    TNF_REHEARSAL_RESOURCE,
    TNF_REHEARSAL_DATA_SOURCE,
    TNF_REHEARSAL_EPHEMERAL,
};

enum tnf_rehearsal_section {
    TNF_REHEARSAL_REPLY,
    TNF_REHEARSAL_FUNCTIONS,
    TNF_REHEARSAL_INDEX,
    TNF_REHEARSAL_FACTS,
    TNF_REHEARSAL_SECTIONS,
};

struct tnf_rehearsal_header {
    char magic[8];
    struct {
        uint64_t offset; /* from the start of the file */
        uint64_t length;
    } sections[TNF_REHEARSAL_SECTIONS];
};

/* list(object{kind, length, name, offset}): kind as above, the rest about the Schema message in the reply. */
const struct tnf_cty_type *tnf_rehearsal_index_type(struct tnf_arena *arena);
/* object{names, rules}: see facts.h. */
const struct tnf_cty_type *tnf_rehearsal_facts_type(struct tnf_arena *arena);
