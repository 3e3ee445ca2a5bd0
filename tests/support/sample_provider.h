/*
 * A provider with one of everything, which keeps nothing: what a test asks it for is in the configuration that it gets.
 * For unit tests, fuzzing, and as a process for real Terraform (sample_provider_main.c).
 *
 * sample_thing: `name` is its identity, `id` is made of it, `size` is 1 when nobody says otherwise; `secret` is
 * write-only, `old` deprecated, a change of `kind` makes it anew. `hold` makes apply wait until it is told to stop, or
 * the timeout for create is over, and names a file that is made when it does; `fail` is a message to fail with after
 * the object came to be. Private bytes count the changes.
 */
#pragma once

#include "provider/rpc/definition.h"

struct tnf_sample_provider;

/* Without `may_hold` the attribute of that name does nothing: requests may then come from anywhere. */
struct tnf_sample_provider *tnf_sample_provider_new(bool may_hold);
void tnf_sample_provider_free(struct tnf_sample_provider *sample);
/* Borrowed from the sample. */
const struct tnf_provider_definition *tnf_sample_definition(struct tnf_sample_provider *sample);
/* Waits until an apply with `hold` waits. */
void tnf_sample_wait_for_hold(struct tnf_sample_provider *sample);
