/* What happened, or would happen, to a tree, as lines and as JSON: for generate and diff. */
#pragma once

#include "base/progress.h"
#include "base/strbuf.h"
#include "generator/cli/command.h"
#include "generator/output/tree.h"

#include <jansson.h>

struct tnf_cli_tree_events {
    struct tnf_cli *cli;
    bool diffs; /* the events come from a check: show what differs */
    struct tnf_progress progress;
    struct tnf_strbuf folders; /* lines about folders, to be printed when the run is done: it may still fail */
    uint64_t folders_shown;    /* in them; past a limit folders are only counted */
    uint64_t folders_hidden;
    json_t *stacks; /* changed folders */
    json_t *files;  /* files that need a person's eye, or differ */
    json_t *rows;   /* rows of the catalog that are not as they were when a folder was generated */
};

/* To be ended with tnf_cli_tree_events_release. */
void tnf_cli_tree_events_init(struct tnf_cli_tree_events *events, struct tnf_cli *cli, bool diffs);
void tnf_cli_tree_events_release(struct tnf_cli_tree_events *events);

/* The tree's report function; context is the struct. */
void tnf_cli_tree_event(const struct tnf_tree_event *event, void *context);

/* Prints the lines about folders. */
void tnf_cli_tree_print_folders(const struct tnf_cli_tree_events *events);

/* "47 stacks and 12 modules", without the modules when there are none. */
void tnf_cli_tree_add_folders(struct tnf_strbuf *out, uint64_t stacks, uint64_t modules);

/* "47 stacks and 12 modules, 412 files, 3 new, 1 changed, 1 removed", and what is to be looked at. */
void tnf_cli_tree_add_summary(struct tnf_strbuf *out, const struct tnf_tree_result *result, bool diffs);
/* {"stacks": [changed ones], "files": […], "rows": […], "summary": {…}} into the result object. */
void tnf_cli_tree_add_json(json_t *object, const struct tnf_cli_tree_events *events,
                           const struct tnf_tree_result *result);
