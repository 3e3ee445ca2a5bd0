/*
 * The rules that need one row only: types' ranges, choices, formats, lengths, sizes, required fields. All
 * from the table of entities; the CHECK constraints of the SQL schema have the same wording.
 */
#pragma once

#include "base/strbuf.h"
#include "catalog/finding.h"

enum { TNF_ENTRIES_MAX = 256 }; /* of a list or map */
enum { TNF_STRING_MAX = 4096 }; /* bytes, when the field says nothing */

/* Adds a finding for each field rule that the record breaks. `partial`: only fields that are set are looked at,
 * what is required may be missing (an update); keys must always be set. Returns whether it broke none. */
bool tnf_rules_field(const struct tnf_record *record, bool partial, struct tnf_findings *findings);

/* Appends which numbers an int may be: "256 to 16384 CPU units", "1, 3, 5 or 7 days". */
void tnf_field_add_numbers(struct tnf_strbuf *out, const struct tnf_field *field);
/* Appends what a field's value must be: "must be 256 to 16384 CPU units", "must be web, worker or agent",
 * "must be a CIDR range without host bits". */
void tnf_field_add_rule(struct tnf_strbuf *out, const struct tnf_field *field);
