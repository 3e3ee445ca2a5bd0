/*
 * The rules of completeness: what a tenant needs before it can be generated, and what cannot be there from the
 * start when rows are added one by one (a database follows its placement, a schedule its service). A change of
 * single rows is let through without them; an import, tnf_catalog_check and generation are not. Pure.
 */
#pragma once

#include "catalog/catalog.h"

/* The database and the cache that each service names exist in the placement's environment, unless the tenant is a
 * pool tenant, which shares the environment's. databases and caches may hold those of other environments too. */
void tnf_complete_stores(const struct tnf_record *tenant, const struct tnf_record *placement,
                         const struct tnf_records *services, const struct tnf_records *databases,
                         const struct tnf_records *caches, struct tnf_findings *findings);
/* Scheduled services have a schedule. */
void tnf_complete_schedules(const struct tnf_records *services, const struct tnf_records *schedules,
                            struct tnf_findings *findings);

/* Both for a bundle that is about to be generated: TNF_E_INVALID with the first thing that is missing. */
int tnf_bundle_complete(const struct tnf_bundle *bundle, struct tnf_error *err);
