/*
 * What hangs together with what: boxes, some of them in others, and lines between them. Nothing here knows where a box
 * is drawn. The same catalog gives the same graph, in the same order. No secret is in it: only names and sizes.
 */
#pragma once

#include "base/arena.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a box is. The groups, which hold others, come first. */
enum tnf_graph_kind {
    TNF_GRAPH_PICTURE, /* the box that holds all others, at index 0 */
    TNF_GRAPH_ACCOUNT,
    TNF_GRAPH_REGION,
    TNF_GRAPH_VPC,
    TNF_GRAPH_SUBNETS,
    TNF_GRAPH_CLUSTER, /* ECS */
    TNF_GRAPH_TENANTS, /* those of one isolation */
    TNF_GRAPH_TENANT,
    TNF_GRAPH_RUNNERS, /* EKS, for runners */
    TNF_GRAPH_NODES,   /* a node group of it */
    TNF_GRAPH_INTERNET,
    TNF_GRAPH_DNS,
    TNF_GRAPH_WAF,
    TNF_GRAPH_BALANCER,
    TNF_GRAPH_ROUTE,
    TNF_GRAPH_SCHEDULE,
    TNF_GRAPH_SERVICE,
    TNF_GRAPH_TASK,
    TNF_GRAPH_TENANT_SUMMARY, /* a tenant as one box */
    TNF_GRAPH_DATABASE,
    TNF_GRAPH_CACHE,
    TNF_GRAPH_FILES,
    TNF_GRAPH_SECRETS,
    TNF_GRAPH_POOL,
    TNF_GRAPH_NAT,
    TNF_GRAPH_ENDPOINTS,
    TNF_GRAPH_CONTROLLER,
    TNF_GRAPH_GITHUB,
    TNF_GRAPH_GUARD,
    TNF_GRAPH_KIND_COUNT
};
enum { TNF_GRAPH_GROUP_KINDS = TNF_GRAPH_NODES + 1 };

enum tnf_graph_line {
    TNF_GRAPH_ROUTES,  /* requests from outside */
    TNF_GRAPH_CALLS,   /* one service another */
    TNF_GRAPH_DATA,    /* databases and caches */
    TNF_GRAPH_MOUNTS,  /* file systems */
    TNF_GRAPH_READS,   /* secrets */
    TNF_GRAPH_RUNS_ON, /* instances */
    TNF_GRAPH_STARTS,  /* schedules, controllers */
    TNF_GRAPH_EGRESS,  /* out of the network */
    TNF_GRAPH_LINE_COUNT
};

/* A kind's name in JSON and CSS ("file_system"), and what people call it. */
struct tnf_graph_kind_text {
    const char *name;
    const char *title;
};
extern const struct tnf_graph_kind_text tnf_graph_kinds[TNF_GRAPH_KIND_COUNT];
extern const struct tnf_graph_kind_text tnf_graph_lines[TNF_GRAPH_LINE_COUNT];

#define TNF_GRAPH_NONE SIZE_MAX
enum { TNF_GRAPH_COST_UNKNOWN = -1 };
enum { TNF_GRAPH_TEXT_MAX = 300 }; /* bytes of a text that are kept; an ellipsis stands for the rest */

struct tnf_graph_box {
    enum tnf_graph_kind kind;
    size_t parent;               /* index, less than its own; TNF_GRAPH_NONE for the picture */
    struct tnf_strview id;       /* told apart from all others by it: "staging/tenant-2/service/chat" */
    struct tnf_strview label;    /* one line */
    struct tnf_strview *details; /* more lines */
    size_t detail_count;
    size_t detail_capacity;
    struct tnf_strview environment; /* whose it is; "" of nobody */
    struct tnf_strview tenant;
    struct tnf_strview service;
    int64_t cents; /* of a month; TNF_GRAPH_COST_UNKNOWN */
};

struct tnf_graph_edge {
    size_t from; /* index of a box */
    size_t to;
    enum tnf_graph_line line;
    struct tnf_strview label; /* "5432", or "" */
};

struct tnf_graph {
    struct tnf_arena arena; /* owns the texts and arrays */
    struct tnf_graph_box *boxes;
    size_t box_count;
    size_t box_capacity;
    struct tnf_graph_edge *edges;
    size_t edge_count;
    size_t edge_capacity;
};

/* A picture of that title with nothing in it. */
void tnf_graph_init(struct tnf_graph *graph, struct tnf_strview title);
void tnf_graph_release(struct tnf_graph *graph);

/* Adds a box and returns its index. The texts of *box are copied, on one line each and with what hides or steers made
 * visible (base/plain.h); its details are not looked at. `parent` must be a group. */
size_t tnf_graph_add(struct tnf_graph *graph, const struct tnf_graph_box *box);
/* Adds a line of details. */
void tnf_graph_detail(struct tnf_graph *graph, size_t box, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Draws a line, unless that line is there. Does nothing when an end is TNF_GRAPH_NONE, when both are the same, or when
 * one is inside the other. */
void tnf_graph_connect(struct tnf_graph *graph, size_t from, size_t to, enum tnf_graph_line line,
                       struct tnf_strview label);

/* The box of that id, or TNF_GRAPH_NONE. */
size_t tnf_graph_find(const struct tnf_graph *graph, struct tnf_strview id);
bool tnf_graph_is_group(enum tnf_graph_kind kind);
/* Whether `outer` is `box`, or holds it. */
bool tnf_graph_holds(const struct tnf_graph *graph, size_t outer, size_t box);
