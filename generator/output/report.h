/* What is to be told of one folder, kept until its turn in the order comes: copies of all that the events need. */
#pragma once

#include "generator/output/delta.h"
#include "generator/output/index.h"
#include "generator/output/tree.h"

struct tnf_report {
    enum tnf_tree_event_kind kind;
    struct tnf_sha256 manifest_hash;
    bool had_manifest;
    struct tnf_sha256 old_manifest_hash;
    bool as_left; /* the old manifest is the one that the index names: set by whoever knows, before sending */
    bool rows;    /* there are notes about rows */
    bool bare;    /* rows that nothing is generated from: no folder */
    size_t files;
    size_t written;
    size_t removed;
    size_t kept;
    size_t path_length;     /* text begins with the folder's path */
    struct tnf_strbuf text; /* what the notes point into */
    struct tnf_note {
        enum tnf_tree_event_kind kind;
        size_t file_start;
        size_t detail_start; /* the row, or the reason */
        size_t diff_start;
        size_t end;
    } * notes;
    size_t note_count;
};

/* The report of a folder with `files` generated files (0 and `gone` when it is no longer generated). With `dry` every
 * difference gets a note with its diff, which reads the files that differ. */
int tnf_report_new(struct tnf_tools *tools, struct tnf_strview path, size_t files, bool gone,
                   const struct tnf_delta *delta, bool dry, struct tnf_report **ret, struct tnf_error *err);
void tnf_report_free(struct tnf_report *report);
/* The report of rows that no folder is generated from: they are `kind` (TNF_TREE_ROW_… or TNF_TREE_SAME) as a whole. */
void tnf_report_send_bare(struct tnf_strview path, enum tnf_tree_event_kind kind, tnf_tree_report_fn send,
                          void *context);
/* Sends the event of a file of the control folder; `diff` may be "". */
void tnf_report_control(const struct tnf_tree_options *options, enum tnf_tree_event_kind kind, struct tnf_strview file,
                        struct tnf_strview diff);
void tnf_report_index_damage(const struct tnf_tree_options *options, const struct tnf_error *damage);
/* The folder's path, borrowed. */
struct tnf_strview tnf_report_path(const struct tnf_report *report);
/* Adds the report to the result and sends its events. The first conflict sets *conflict (when its code is TNF_OK). */
void tnf_report_send(const struct tnf_report *report, tnf_tree_report_fn send, void *context,
                     struct tnf_tree_result *result, struct tnf_error *conflict);
