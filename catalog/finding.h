/*
 * What the catalog has against its rows: each broken rule as data, so that whoever knows where a row was
 * written (the text importer: file, line, column) can say so, and the command line and the provider can
 * print it in their own way. The rules themselves are in catalog/rules.h.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "catalog/entity.h"
#include "catalog/rules.h"

struct tnf_finding {
    const struct tnf_rule *rule; /* never NULL */
    enum tnf_entity_id entity;
    struct tnf_strview key;     /* key fields joined by '/': "tenant-2/api" */
    int field;                  /* index in the entity's fields, or -1: the row as a whole */
    int item;                   /* index in the list, or in the map's pairs by key; -1: the value as a whole */
    struct tnf_strview message; /* "memory: 1000 is not a Fargate size for cpu 512": without the row's name */
    struct tnf_strview hint;    /* what to do, may be empty */
};

/* Owned by the caller; the texts live in `arena`. */
struct tnf_findings {
    struct tnf_finding *items;
    size_t count;
    size_t capacity;
    size_t dropped; /* findings past TNF_FINDINGS_MAX, counted and not kept */
    struct tnf_arena arena;
};
enum { TNF_FINDINGS_MAX = 1000 };
#define TNF_FINDINGS_INIT                                                                                              \
    { NULL, 0, 0, 0, TNF_ARENA_INIT }
void tnf_findings_release(struct tnf_findings *findings);

/* Adds a finding about a record; field and item as in struct tnf_finding. The hint is the rule's own until
 * tnf_findings_hint gives a better one for the finding added last. findings may be NULL. */
void tnf_findings_add(struct tnf_findings *findings, enum tnf_rule_id rule, const struct tnf_record *record, int field,
                      int item, const char *format, ...) __attribute__((format(printf, 6, 7)));
void tnf_findings_hint(struct tnf_findings *findings, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* One finding as an error that can be shown: "service tenant-2/api: memory: 1000 is …" (TNF_E_INVALID). */
int tnf_finding_error(const struct tnf_finding *finding, struct tnf_error *err);
/* 0 when there are none; otherwise the first one as an error, saying how many more there are. */
int tnf_findings_error(const struct tnf_findings *findings, struct tnf_error *err);
