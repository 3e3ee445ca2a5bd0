/* What the catalog has against a row, as Terraform's diagnostics. */
#pragma once

#include "catalog/finding.h"
#include "provider/tenantform/row.h"

/* Adds each finding: at its attribute when it is about this row, without a place otherwise. Those about fields that are
 * not known yet are left out. */
void tnf_report_findings(struct tnf_diagnostics *diagnostics, const struct tnf_row *row,
                         const struct tnf_findings *findings);
/* Adds an error at the row's own name: its last key. */
void tnf_report_at_name(struct tnf_diagnostics *diagnostics, const struct tnf_record *record, const char *summary,
                        const struct tnf_error *err);
