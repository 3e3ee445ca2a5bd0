/*
 * What is known about the values that a provider chooses: how its ids look, which attribute repeats another. They are
 * data (provider/rehearsal/schemas/<name>.facts.json), compiled into the schema file:
 *
 *   {"names":   ["name", "tags.Name"],          what {name} is: the first of these that is given
 *    "replace": ["aws_vpc.cidr_block"],         a change of it makes the resource anew
 *    "rules":   [{"for": "aws_vpc.id", "value": "vpc-{hex17}"}, …]}
 *
 * The first rule that fits wins. Its parts:
 *   for    which attributes: TYPE.ATTRIBUTE with `*` as in file names; of data sources data.TYPE.ATTRIBUTE, of
 *          ephemeral resources ephemeral.TYPE.ATTRIBUTE, in blocks TYPE.BLOCK.ATTRIBUTE
 *   when   {"name": "*_ids"}: only when the given attribute (from the resource's top) is text that fits
 *   value  one text or, for a collection, several, with placeholders in braces (invent.h)
 *   copy   the name of an attribute at the resource's top, whose value it gets
 *   each   names of attributes at the top: the collection gets an element for each text in them, {each} inside
 *   known  "create": known already in the plan that creates; "change": and in each plan that changes something.
 *          Without it the value is known after apply.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>

enum tnf_fact_known { TNF_FACT_AFTER_APPLY, TNF_FACT_IN_CREATE, TNF_FACT_IN_CHANGE };

struct tnf_texts {
    const char *const *items;
    size_t count;
};

struct tnf_fact {
    const char *pattern;
    const char *when_attribute; /* NULL: always */
    const char *when_pattern;
    enum tnf_fact_known known;
    struct tnf_texts value;
    struct tnf_texts each;
    const char *copy; /* NULL: none */
};

struct tnf_facts {
    struct tnf_texts names;
    struct tnf_texts replace;
    struct tnf_fact *rules;
    size_t rule_count;
};

/* Reads the facts section of a schema file; everything is copied into the arena. */
int tnf_facts_read(struct tnf_arena *arena, struct tnf_strview section, struct tnf_facts *ret_facts,
                   struct tnf_error *err);

/* True when a change of the attribute (TYPE.ATTRIBUTE) makes the resource anew. */
bool tnf_facts_replaces(const struct tnf_facts *facts, const char *attribute);
