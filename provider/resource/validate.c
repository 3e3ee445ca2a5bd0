/* The rules that need one row only, on what is written: before anything is asked of the catalog. */
#include "provider/resource/resource.h"

#include "base/memory.h"
#include "catalog/rules_field.h"
#include "provider/tenantform/report.h"

int tnf_resource_validate(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                          const struct tnf_cty_value *config, struct tnf_error *err) {
    (void)provider;
    (void)err;
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    struct tnf_row row;
    tnf_row_read(&call->arena, type->context, config, &row, &call->diagnostics);
    (void)tnf_rules_field(&row.record, /* partial= */ true, &findings);
    tnf_report_findings(&call->diagnostics, &row, &findings);
    return 0;
}
