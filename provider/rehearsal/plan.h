/*
 * What the played provider answers: plans with unknown values where the real one chooses them, states with made-up
 * ones. Pure: values in, values out.
 */
#pragma once

#include "provider/rehearsal/invent.h"
#include "provider/schema/diagnostic.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"

/* The planned state. `proposed` is what Terraform proposes: `config` laid over prior state. When that changes
 * nothing the plan is the prior state; otherwise what is computed and has no value becomes unknown, or gets its value
 * when the facts know it this early. Write-only attributes are null. A null `proposed` (destroy) is planned as it is.
 */
struct tnf_cty_value tnf_rehearsal_plan(const struct tnf_schema *schema, struct tnf_invention *invention,
                                        const struct tnf_cty_value *prior, const struct tnf_cty_value *config,
                                        const struct tnf_cty_value *proposed);

/* The attributes at the top whose change makes the resource anew: appends their names to names[], which has room for
 * all attributes of the schema. */
void tnf_rehearsal_replacing(const struct tnf_schema *schema, const struct tnf_invention *invention,
                             const struct tnf_cty_value *prior, const struct tnf_cty_value *planned,
                             struct tnf_strview *names, size_t *ret_count);

/* The state after apply: `planned` with every unknown value made up. */
struct tnf_cty_value tnf_rehearsal_apply(const struct tnf_schema *schema, struct tnf_invention *invention,
                                         const struct tnf_cty_value *planned);

/* The state of something that is only known by what is `given` of it (a data source's configuration, an imported id):
 * all that is computed and null is made up. */
struct tnf_cty_value tnf_rehearsal_fill(const struct tnf_schema *schema, struct tnf_invention *invention,
                                        const struct tnf_cty_value *given);

/* An object of the schema in which nothing is set: null attributes, no blocks. */
struct tnf_cty_value tnf_rehearsal_empty(struct tnf_arena *arena, const struct tnf_schema *schema);
