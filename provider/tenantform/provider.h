/*
 * The provider: what it is made of and what it is configured with. Functions of provider/resource and its neighbours
 * get it as their first argument.
 */
#pragma once

#include "provider/rpc/definition.h"
#include "provider/tenantform/draft.h"
#include "provider/tenantform/entity_schema.h"
#include "provider/tenantform/session.h"

struct tnf_provider;

struct tnf_provider *tnf_provider_new(void);
/* No call may be running. NULL is fine. */
void tnf_provider_free(struct tnf_provider *provider);

/* What the provider is configured with; it stays valid. TNF_E_INVALID when it is not configured. */
int tnf_provider_session(struct tnf_provider *provider, struct tnf_session **ret, struct tnf_error *err);
struct tnf_draft *tnf_provider_draft(struct tnf_provider *provider);
/* From now on this catalog is meant. A session that is there already for the same path and author is used again. */
void tnf_provider_use(struct tnf_provider *provider, const char *path, struct tnf_strview author,
                      struct tnf_strview reason);
/* Ctrl-C, with the provider as context: what waits for other processes comes to its end. */
void tnf_provider_stop(void *context);
