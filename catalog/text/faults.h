/*
 * What the catalog's rules have against rows that were read from text, said with file, line and column. Pure.
 */
#pragma once

#include "base/error.h"
#include "catalog/finding.h"
#include "catalog/text/index.h"

/* The finding as an error at the place of what it is about: an item, a value, or the row's name. row NULL: the
 * row is not in the text; the error names it and has no place. */
void tnf_text_finding_error(const struct tnf_finding *finding, const struct tnf_text_row *row, struct tnf_error *ret);

/* Adds an error for each field rule that a row breaks. Values that break one are taken out of the record, and
 * entries that cannot be stored are marked as skipped, so that the rest can still be checked against the rules
 * that span rows. */
void tnf_text_check_fields(const struct tnf_text_rows *rows, const struct tnf_text_index *index,
                           struct tnf_error_list *errors);

/* Adds an error for each finding of the rules that span rows. When there were errors before, findings that may
 * come of what is missing because of them are left out. */
void tnf_text_add_findings(const struct tnf_text_rows *rows, const struct tnf_text_index *index,
                           const struct tnf_findings *findings, struct tnf_error_list *errors);
