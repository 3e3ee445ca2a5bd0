import {
  to = tenantform_schedule.globex_report_nightly
  id = "globex/report/nightly"
}
