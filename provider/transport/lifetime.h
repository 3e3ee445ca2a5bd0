/*
 * What ends a provider besides its host's word: SIGTERM, and the death of the process that started it (a host that was
 * killed cannot say anything). SIGINT is ignored then, because Ctrl-C goes to the whole process group and the host
 * decides; a provider without a host, which a person started, ends with it.
 */
#pragma once

#include "base/error.h"

#include <stdbool.h>

typedef void (*tnf_lifetime_fn)(void *context);

struct tnf_lifetime;

/* Ignores SIGPIPE and, with a host, SIGINT; blocks the signals that end it in the calling thread and those that it
 * starts: call it before there are any. Remembers the parent, which is the host. */
int tnf_lifetime_new(bool has_host, struct tnf_lifetime **ret_lifetime, struct tnf_error *err);

/* From now on `ended` is called, once, from a thread of its own, when one of the reasons comes up. */
int tnf_lifetime_watch(struct tnf_lifetime *lifetime, tnf_lifetime_fn ended, void *context, struct tnf_error *err);

/* Stops watching. When it returns, `ended` does not run and will not. NULL is fine. */
void tnf_lifetime_free(struct tnf_lifetime *lifetime);
