/* What the parts of the builder share: where they put boxes, and how they read models. Private to the graph. */
#pragma once

#include "generator/report/graph/build.h"
#include "generator/resolve/models.h"

/* What has to be known before the first box: counted on a first way through the models. */
struct tnf_graph_tally {
    struct tnf_strview environment;
    size_t pool; /* tenants by isolation */
    size_t bridge;
    size_t silo;
    size_t databases; /* of bridge tenants */
    size_t caches;
    size_t runners; /* clusters */
};

/* Tenants of a group that get no box of their own. */
struct tnf_graph_crowd {
    size_t group;
    size_t skipped;
};

struct tnf_graph_builder {
    struct tnf_graph *graph;
    const struct tnf_graph_view *view;
    struct tnf_arena *arena;
    struct tnf_graph_tally *tallies; /* one for each environment */
    size_t tally_count;
    size_t tally_capacity;
    struct tnf_graph_crowd *crowds;
    size_t crowd_count;
    size_t crowd_capacity;
    struct tnf_strview physical; /* of the tenant that is named: what it was called at first */
};

/* Of a model: the value under a key; "", 0 and false when it is not there. */
struct tnf_strview tnf_graph_text(struct tnf_value model, const char *key);
int64_t tnf_graph_int(struct tnf_value model, const char *key);
bool tnf_graph_bool(struct tnf_value model, const char *key);
struct tnf_value tnf_graph_value(struct tnf_value model, const char *key);
/* How many entries of a map or list the model has under a key. */
size_t tnf_graph_count(struct tnf_value model, const char *key);

/* "0.25" of 256 in 1024. */
struct tnf_strview tnf_graph_parts(struct tnf_arena *arena, int64_t number);
/* "2–20 tasks", "1 task", "3 nodes". */
struct tnf_strview tnf_graph_range(struct tnf_arena *arena, int64_t min, int64_t max, const char *what);
/* "0.25 vCPU · 0.5 GB · 1–2 tasks" of a service. */
struct tnf_strview tnf_graph_size_of(struct tnf_arena *arena, struct tnf_value service, bool suspended);

/* Adds a box that belongs to what the model is about. The id is "prefix/name". */
size_t tnf_graph_place(struct tnf_graph_builder *builder, const struct tnf_stack_model *model, size_t parent,
                       enum tnf_graph_kind kind, struct tnf_strview id, struct tnf_strview label);
struct tnf_strview tnf_graph_id(struct tnf_graph_builder *builder, struct tnf_strview prefix, const char *name);
/* The box "prefix/name", or TNF_GRAPH_NONE. */
size_t tnf_graph_at(struct tnf_graph_builder *builder, struct tnf_strview prefix, const char *name);
/* The boxes outside of all accounts, made when they are asked for first. */
size_t tnf_graph_internet(struct tnf_graph_builder *builder);

/* The region that the model's provider works in, in its account; made when it is asked for first. */
size_t tnf_graph_region(struct tnf_graph_builder *builder, const struct tnf_stack_model *model);
/* VPC, subnets, cluster, load balancers and pools of an environment or a silo tenant: "prefix/vpc", "public", "app",
 * "database", "cluster", "load_balancer", "nat", "endpoints". Without `services` only what a runner cluster has to do
 * with. */
void tnf_graph_foundation(struct tnf_graph_builder *builder, const struct tnf_stack_model *model,
                          struct tnf_strview prefix, bool services);
/* A database or cache with its size. */
void tnf_graph_describe_database(struct tnf_graph *graph, size_t box, struct tnf_value database);
void tnf_graph_describe_cache(struct tnf_graph *graph, size_t box, struct tnf_value cache);

/* An environment's own part; a runner cluster, and what runs in it. */
void tnf_graph_platform(struct tnf_graph_builder *builder, const struct tnf_stack_model *model);
void tnf_graph_runners(struct tnf_graph_builder *builder, const struct tnf_stack_model *model);
void tnf_graph_charts(struct tnf_graph_builder *builder, const struct tnf_stack_model *model);
/* A tenant with all it has, and as one box among others. */
void tnf_graph_tenant(struct tnf_graph_builder *builder, const struct tnf_stack_model *model);
void tnf_graph_tenant_summary(struct tnf_graph_builder *builder, const struct tnf_stack_model *model);
/* Adds a box for each crowd, when all tenants were seen. */
void tnf_graph_add_crowds(struct tnf_graph_builder *builder);

/* The counts of the model's environment. */
struct tnf_graph_tally *tnf_graph_tally_of(struct tnf_graph_builder *builder, struct tnf_strview environment);
