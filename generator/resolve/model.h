/*
 * The data of a stack's templates, as one typed object. Pure: rows in, values out. Private to resolve.
 */
#pragma once

#include "generator/hcl/value.h"
#include "generator/resolve/scene.h"

/* What both kinds of stack share: names, tags, provider, backend. `bundle` is NULL for a platform stack. */
struct tnf_value tnf_model_stack(struct tnf_arena *arena, const struct tnf_scene *scene,
                                 const struct tnf_record *environment, const struct tnf_bundle *bundle);

/* The same for another stack of an environment, which stands at `part` ("runners/ci") below the platform's and has
 * its state at `key` there: called as the platform's is, or (bundle not NULL) as the tenant's. */
struct tnf_value tnf_model_part(struct tnf_arena *arena, const struct tnf_scene *scene,
                                const struct tnf_record *environment, const struct tnf_bundle *bundle,
                                struct tnf_strview part, struct tnf_strview key);

/* From the folder at `path` to the root of the output: "../.." for a path of two parts. */
struct tnf_strview tnf_model_way_to_root(struct tnf_arena *arena, struct tnf_strview path);

/* The cell whose stack the tenant shares, "" for one with a stack of its own. */
struct tnf_strview tnf_model_cell_of(const struct tnf_bundle *bundle);

/* Data of templates/platform. `index` is the environment's in the scene. */
int tnf_model_platform(struct tnf_arena *arena, const struct tnf_scene *scene, size_t index, struct tnf_value *ret,
                       struct tnf_error *err);

/* What INFRASTRUCTURE_DECISION.md says of an environment: adds the keys clusters, cluster_count, has_clusters,
 * pool_count, services and many_services to `model`. */
void tnf_model_decision(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment,
                        struct tnf_value model);

/* Data of templates/runners and templates/runner-charts: of the nth runner cluster of an environment. */
struct tnf_value tnf_model_runners(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment,
                                   size_t nth);
struct tnf_value tnf_model_runner_charts(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment,
                                         size_t nth);

/* Data of templates/hardening and templates/account: of one that has a stack of scene->watch, and where that stands. */
struct tnf_value tnf_model_account(struct tnf_arena *arena, const struct tnf_scene *scene,
                                   const struct tnf_watched *watched);
struct tnf_strview tnf_model_account_part(struct tnf_arena *arena, const struct tnf_watched *watched);

/* Data of templates/bootstrap: of the stack of an account, and where that stands. */
struct tnf_value tnf_model_bootstrap(struct tnf_arena *arena, const struct tnf_scene *scene,
                                     struct tnf_strview account);
struct tnf_strview tnf_bootstrap_path(struct tnf_arena *arena, struct tnf_strview account);
/* Data of templates/github. */
struct tnf_value tnf_model_github(struct tnf_arena *arena, const struct tnf_scene *scene);
/* The branch that workflows apply. */
struct tnf_strview tnf_model_branch(const struct tnf_record *platform);

/* Adds where the state of a stack is, as "backend" or "local_state": the stack stands at `path`, and stood at `key` at
 * first. */
void tnf_model_state(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_strview path,
                     struct tnf_strview key, struct tnf_value model);

/* Adds has_budget and, with one, budget and budget_emails: of an environment, or (bundle not NULL) of a tenant in it.
 */
void tnf_model_budget(struct tnf_arena *arena, const struct tnf_scene *scene, const struct tnf_record *environment,
                      const struct tnf_bundle *bundle, struct tnf_value model);

/* Data of templates/tenant. */
int tnf_model_tenant(struct tnf_arena *arena, const struct tnf_scene *scene, size_t index,
                     const struct tnf_bundle *bundle, struct tnf_value *ret, struct tnf_error *err);

/* Data of templates/cell, from that of its tenants. */
struct tnf_value tnf_model_cell(struct tnf_arena *arena, const struct tnf_scene *scene, size_t index,
                                struct tnf_strview cell, const struct tnf_value *tenants, size_t count);

/* Parts of the tenant's model. */
enum tnf_isolation { TNF_ISOLATION_POOL, TNF_ISOLATION_BRIDGE, TNF_ISOLATION_SILO };
enum tnf_isolation tnf_model_isolation(const struct tnf_bundle *bundle);

/* Network, cluster and load balancer of a VPC owner: the environment, or a silo tenant (placement not NULL). Adds the
 * keys network, cluster, load_balancer to `model`. */
int tnf_model_foundation(struct tnf_arena *arena, const struct tnf_record *environment,
                         const struct tnf_record *placement, struct tnf_strview region, struct tnf_value model,
                         struct tnf_error *err);

/* name → settings of RDS instances and Redis caches; one entry "shared" each for an environment's shared ones. */
struct tnf_value tnf_model_databases(struct tnf_arena *arena, const struct tnf_record *environment,
                                     const struct tnf_bundle *bundle);
struct tnf_value tnf_model_caches(struct tnf_arena *arena, const struct tnf_record *environment,
                                  const struct tnf_bundle *bundle);

/* Settings of a database (cache) from its row, which may be NULL, over the environment's. */
struct tnf_value tnf_model_database(struct tnf_arena *arena, const struct tnf_record *environment,
                                    const struct tnf_record *row);
struct tnf_value tnf_model_cache(struct tnf_arena *arena, const struct tnf_record *environment,
                                 const struct tnf_record *row);

/* name → settings of the EC2 pools of a stack with a cluster: those of the environment's, without those kept for silo
 * tenants (bundle NULL), or those kept for a silo tenant. Adds the keys pools and has_pools to `model`. */
void tnf_model_pools(struct tnf_arena *arena, const struct tnf_scene *scene, const struct tnf_record *environment,
                     const struct tnf_bundle *bundle, struct tnf_value model);
/* Adds gpus and pool to the settings of a service that does not run on Fargate: the pool that it names, else one that
 * is kept for its tenant, else the first that is open to it. TNF_E_INVALID when there is none. */
int tnf_model_service_pool(struct tnf_arena *arena, const struct tnf_scene *scene, const struct tnf_record *environment,
                           const struct tnf_bundle *bundle, const struct tnf_record *service, struct tnf_value settings,
                           struct tnf_error *err);

/* The host of a route: its own, or its subdomain under the domain of the load balancer that serves it; else empty. */
struct tnf_strview tnf_model_route_host(struct tnf_arena *arena, const struct tnf_datum *environment,
                                        const struct tnf_bundle *bundle, const struct tnf_datum *route);
/* name → settings of the services of all kinds, but for where they run (tnf_model_service_pool). */
struct tnf_value tnf_model_services(struct tnf_arena *arena, const struct tnf_record *environment,
                                    const struct tnf_bundle *bundle);
/* "service/name" → where a volume is mounted, and by whom. */
struct tnf_value tnf_model_volumes(struct tnf_arena *arena, const struct tnf_bundle *bundle);
/* Whether the tenant's file system is backed up: one of its volumes says so, or says nothing in a protected
 * environment. AWS Backup keeps whole file systems. */
bool tnf_model_volume_backup(const struct tnf_record *environment, const struct tnf_bundle *bundle);
/* service → name → when a task of it is started; services without schedules are not in it. */
struct tnf_value tnf_model_schedules(struct tnf_arena *arena, const struct tnf_bundle *bundle);
/* Who may connect to what: "backend to database main" → {from, to, port}. */
struct tnf_value tnf_model_connections(struct tnf_arena *arena, const struct tnf_bundle *bundle);

/* Load balancers beside the environment's first, by number: the keys has_more_load_balancers and more_load_balancers of
 * a platform's model. */
void tnf_model_more_balancers(struct tnf_arena *arena, const struct tnf_balancers *balancers, struct tnf_value model);
/* Which of them a tenant's routes are on, as the parameters of the platform name it (`balancer`), and the hosts that
 * DNS has to be told of because the environment's wildcard leads to the first: has_records, record_hosts, record_zone.
 */
void tnf_model_balancer(struct tnf_arena *arena, const struct tnf_record *environment, const struct tnf_bundle *bundle,
                        struct tnf_value model);
/* Load balancers whose parameters a stack of these tenants reads, each once: `balancers`. */
void tnf_model_balancers_of(struct tnf_arena *arena, const struct tnf_value *tenants, size_t count,
                            struct tnf_value model);

/* Sets "name" to what the row's resources are called in AWS, when that is not the row's name: an entry of a map is
 * called as its key otherwise. */
void tnf_model_set_name(struct tnf_arena *arena, struct tnf_value value, const struct tnf_record *row);

/* Adds "moved", for each kind of address the steps from former names to today's, and "has_moved". */
void tnf_model_moved_tenant(struct tnf_arena *arena, const struct tnf_scene *scene,
                            const struct tnf_record *environment, const struct tnf_bundle *bundle,
                            struct tnf_value model);
void tnf_model_moved_platform(struct tnf_arena *arena, const struct tnf_scene *scene,
                              const struct tnf_record *environment, struct tnf_value model);

/* Converters of catalog data. */
struct tnf_value tnf_model_list(struct tnf_arena *arena, const struct tnf_strings *strings);
struct tnf_value tnf_model_map(struct tnf_arena *arena, const struct tnf_pairs *pairs);
