/*
 * Made-up values. They are the same whenever the same resource is planned or applied again: all that is random about
 * them comes from a hash of what is given.
 *
 * Placeholders in the facts' texts:
 *   {name}            the resource's name: see facts.h; without one {hex8}
 *   {hex8}, {hex17}   so many hexadecimal digits (1 to 64)
 *   {digits6}         so many decimal digits (1 to 64), the first not 0
 *   {uuid}
 *   {region}, {account}, {partition}   where the provider is configured to be
 *   {service}, {kind} of aws_ecs_task_set: "ecs" and "task-set"
 *   {each}            the text that the element is for
 *   {.a.b}            the given text, number or bool at that path from the resource's top
 * A rule with a placeholder that has no value does not apply.
 */
#pragma once

#include "base/arena.h"
#include "base/strbuf.h"
#include "base/strview.h"
#include "provider/rehearsal/facts.h"
#include "provider/schema/type.h"
#include "provider/schema/value.h"

#include <stdbool.h>

enum { TNF_INVENT_HEX = 64 };

/* Where the provider plays to be. */
struct tnf_stage {
    struct tnf_strview region;
    struct tnf_strview account;
    struct tnf_strview partition;
    const struct tnf_cty_value *default_tags; /* a map, or NULL */
};

struct tnf_invention {
    struct tnf_arena *arena;
    const struct tnf_facts *facts;
    struct tnf_stage stage;
    struct tnf_strview type;           /* without the prefix of its kind */
    const struct tnf_cty_value *given; /* the whole object as far as it is known */
    struct tnf_strbuf path;            /* PREFIX.TYPE.ATTRIBUTE of where one stands */
    struct tnf_strview each;           /* ptr NULL: not inside an element of `each` */
    char hex[TNF_INVENT_HEX + 1];
};

/* `prefix` is "", "data." or "ephemeral.". `given` and the rest are borrowed as long as the invention lives. */
void tnf_invention_init(struct tnf_invention *ret_invention, struct tnf_arena *arena, const struct tnf_facts *facts,
                        const struct tnf_stage *stage, const char *prefix, struct tnf_strview type,
                        const struct tnf_cty_value *given);
void tnf_invention_release(struct tnf_invention *invention);

/* Goes down to the attribute or block `name`; returns what leave wants back. */
size_t tnf_invention_enter(struct tnf_invention *invention, struct tnf_strview name);
void tnf_invention_leave(struct tnf_invention *invention, size_t mark);

/* A value of `type` for where one stands, nothing in it null or unknown (but for what a dynamic type allows). */
struct tnf_cty_value tnf_invent(struct tnf_invention *invention, const struct tnf_cty_type *type);

/* As invent, but only what a plan may know: false when the facts say nothing about it. Parts may be unknown. */
bool tnf_invent_early(struct tnf_invention *invention, const struct tnf_cty_type *type, enum tnf_fact_known known,
                      struct tnf_cty_value *ret_value);
