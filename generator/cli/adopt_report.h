/* What `adopt` found, as text and JSON. Private to that command. */
#pragma once

#include "generator/adopt/imports.h"
#include "generator/adopt/match.h"
#include "generator/cli/command.h"

#include <jansson.h>

struct tnf_adopt_report {
    struct tnf_cli *cli;
    json_t *result;
    json_t *imports;
    json_t *ambiguous;
    json_t *missing;
    json_t *left;
};

void tnf_adopt_report_init(struct tnf_adopt_report *report, struct tnf_cli *cli, const char *stack);
/* A resource of the stack that was looked for in the old state. */
void tnf_adopt_report_match(struct tnf_adopt_report *report, const struct tnf_adopt_match *match);
/* What the old state has and no match took. */
void tnf_adopt_report_left(struct tnf_adopt_report *report, const struct tnf_adopt_instances *old,
                           const struct tnf_adopt_match *matches, size_t count);
/* The end: how much is imported by which file. */
int tnf_adopt_report_write(struct tnf_adopt_report *report, const char *path, bool dry_run,
                           const struct tnf_import_blocks *blocks, struct tnf_error *err);
void tnf_adopt_report_release(struct tnf_adopt_report *report);
