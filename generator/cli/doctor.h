/*
 * What `tenantform doctor` finds: what is missing on the machine, in the catalog and in the output. Nothing is changed
 * and no host is asked.
 */
#pragma once

#include "generator/cli/command.h"

enum tnf_doctor_level { TNF_DOCTOR_OK, TNF_DOCTOR_NOTE, TNF_DOCTOR_PROBLEM };

struct tnf_doctor_finding {
    enum tnf_doctor_level level;
    const char *area;   /* "machine", "catalog", "output" */
    const char *check;  /* "git": a word that stays */
    const char *text;   /* what was found: lower case, no full stop */
    const char *advice; /* what to do, or "" */
};

struct tnf_doctor {
    struct tnf_cli *cli; /* texts live in its arena */
    const char *area;    /* of what is added next */
    struct tnf_doctor_finding *findings;
    size_t count;
    size_t capacity;
};

/* Adds a finding; `advice` is borrowed. */
void tnf_doctor_add(struct tnf_doctor *doctor, enum tnf_doctor_level level, const char *check, const char *advice,
                    const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Adds an error as a problem, its hint as the advice. */
void tnf_doctor_add_error(struct tnf_doctor *doctor, const char *check, const struct tnf_error *err);

/* Programs, credentials, disk: what commands will look for. Of secrets only whether they are there. */
void tnf_doctor_machine(struct tnf_doctor *doctor, const char *output);
/* The catalog's file, its schema, what the rules have against it, and what is easily forgotten. False when there is no
 * catalog that could be read. */
bool tnf_doctor_catalog(struct tnf_doctor *doctor);
/* The folder of the output: an interrupted run, files changed by hand, whether it is what the catalog says. */
void tnf_doctor_output(struct tnf_doctor *doctor, const struct tnf_cli_args *args, const char *output);
