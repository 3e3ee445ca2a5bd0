import {
  to = tenantform_schedule.initech_report_nightly
  identity = {
    tenant  = "initech"
    service = "report"
    name    = "nightly"
  }
}
