import {
  to = tenantform_schedule.globex_report_nightly
  identity = {
    tenant  = "globex"
    service = "report"
    name    = "nightly"
  }
}
