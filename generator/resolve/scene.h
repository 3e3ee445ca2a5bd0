/* What is the same for every stack of a run: the platform's and the environments' rows. Private to resolve. */
#pragma once

#include "base/arena.h"
#include "catalog/catalog.h"
#include "generator/resolve/accounts.h"
#include "generator/resolve/advice.h"
#include "generator/resolve/targets.h"

/* More of them make no difference to what is generated. */
enum { TNF_SCENE_SERVICES_MAX = TNF_ADVICE_MANY_SERVICES + 1 };

/* The only tenant that may use a pool. */
struct tnf_pool_owner {
    struct tnf_strview name; /* in AWS; empty: all tenants may use it */
    bool silo;               /* it stands in the tenant's own stack */
    bool idle;               /* nothing of the tenant runs */
};

struct tnf_scene {
    struct tnf_arena arena; /* owns the records */
    struct tnf_record platform;
    struct tnf_records platforms;    /* the platform's row alone */
    struct tnf_records environments; /* by name */
    struct tnf_records *nested;      /* for each environment: all rows that nest in it, by entity and name */
    bool *has_pool;                  /* for each environment: whether a pool tenant is placed in it */
    int64_t *service_counts;         /* for each environment: services there, up to TNF_SCENE_SERVICES_MAX */
    struct tnf_balancers *balancers; /* for each environment: the load balancers that it has beside the first */
    struct tnf_records pools;        /* GPU pools of all environments, by environment and name */
    struct tnf_pool_owner *owners;   /* for each pool: whom it is kept for */
    struct tnf_watch watch;          /* accounts that are watched */
    struct tnf_targets targets;      /* accounts and roles that workflows reach */
    bool local_state;
};

/* Reads the rows. TNF_E_INVALID when there is no platform or no environment. */
int tnf_scene_read(struct tnf_catalog *catalog, bool local_state, struct tnf_scene *ret, struct tnf_error *err);
void tnf_scene_release(struct tnf_scene *scene);

/* Index of an environment, or -1. */
int tnf_scene_environment(const struct tnf_scene *scene, struct tnf_strview name);

/* The rows of one entity that nest in an environment, by name. Borrowed from the scene. */
struct tnf_records tnf_scene_nested(const struct tnf_scene *scene, size_t environment, enum tnf_entity_id id);
